// Several tabs are one inbox: only one of them makes a sound or calls for the same thing through the desktop, and all know whether one of
// them has the reader's eye. Locks of the browser say both, without a word between the tabs.

const TURN = "deskbell:calling:";
const FOCUSED = "deskbell:focused";
const LOOKING = "deskbell:looking:";

export interface Turns {
  /** Whether this tab is the first of those that want to do that within `for_ms`. */
  claim(what: string, for_ms: number): Promise<boolean>;
  /** What this tab shows just now; null where nobody looks at it. An empty conversation is the list. */
  look(conversation_id: string | null): void;
  /** Whether somebody looks at any tab, and which conversations are looked at. */
  seen(): Promise<{ isFocused: boolean; conversations: ReadonlySet<string> }>;
}

/** `locks` is missing where the page is not served securely: then each tab speaks for itself. */
export function openTurns(locks: LockManager | undefined): Turns {
  const held = new Map<string, { isGone: boolean; end(): void }>();

  const hold = (name: string) => {
    if (held.has(name)) return;
    const one = { isGone: false, end: () => {} };
    held.set(name, one);
    // It may be let go before it was had.
    void locks?.request(name, { mode: "shared" }, () => new Promise<void>((end) => (one.isGone ? end() : void (one.end = end))));
  };
  const release = (name: string) => {
    const one = held.get(name);
    held.delete(name);
    if (!one) return;
    one.isGone = true;
    one.end();
  };

  return {
    async claim(what, for_ms) {
      if (!locks) return true;
      return new Promise((answer) => {
        void locks.request(TURN + what, { ifAvailable: true }, async (lock) => {
          answer(lock !== null);
          if (lock !== null) await new Promise((end) => setTimeout(end, for_ms));
        });
      });
    },
    look(conversation_id) {
      const wanted = new Set(conversation_id === null ? [] : [FOCUSED, LOOKING + conversation_id]);
      for (const name of [...held.keys()]) if (!wanted.has(name)) release(name);
      for (const name of wanted) hold(name);
    },
    async seen() {
      const names = locks ? ((await locks.query()).held ?? []).map((lock) => lock.name ?? "") : [...held.keys()];
      const looking = names.filter((name) => name.startsWith(LOOKING)).map((name) => name.slice(LOOKING.length));
      return { isFocused: names.includes(FOCUSED), conversations: new Set(looking) };
    },
  };
}
