// Things that are done at the server one after the other, so that it hears the last of them last. When the page is left
// there is no later: whatever waits goes out at once.

export type InTurn = ReturnType<typeof openInTurn>;

export function openInTurn() {
  let last: Promise<unknown> = Promise.resolve();
  /** What waits for its turn. */
  const gates = new Set<() => void>();
  return {
    /** Fails as `act` does, which those behind it do not mind. */
    run<T>(act: () => Promise<T>): Promise<T> {
      const turn = new Promise<void>((open) => {
        const begin = () => (gates.delete(begin), open());
        gates.add(begin);
        void last.then(begin);
      }).then(act);
      last = turn.catch(() => undefined);
      return turn;
    },
    leave: () => [...gates].forEach((begin) => begin()),
  };
}
