// Tells the page what happened, by a CustomEvent on window that `on` listens to as well: a mistake in the page's own
// listener is then reported by the browser and stops nothing here. Details hold ids and counts, never text.

type Listener = (detail: unknown) => void;

const listeners: { event: string; listener: Listener; stop: AbortController }[] = [];

export function listen(event: string, listener: Listener): () => void {
  const stop = new AbortController();
  listeners.push({ event, listener, stop });
  addEventListener(`deskbell:${event}`, (told) => listener((told as CustomEvent).detail), stop);
  return () => stop.abort();
}

/** Without a listener: all of that event. Without an event: all. */
export function unlisten(event?: string, listener?: Listener): void {
  for (const one of listeners) {
    if ((!event || one.event === event) && (!listener || one.listener === listener)) one.stop.abort();
  }
}

export function emit(event: string, detail: object = {}): void {
  dispatchEvent(new CustomEvent(`deskbell:${event}`, { detail }));
}

/** Something that cannot be done: the page hears it. */
export function emitUnavailable(what: string): string {
  const message = `${what} is not available.`;
  emit("error", { code: "unavailable", message });
  return message;
}
