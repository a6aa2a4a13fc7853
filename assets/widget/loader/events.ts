// Tells the page what happened, by a CustomEvent on window that `on` listens to as well: a mistake in the page's own
// listener is then reported by the browser and stops nothing here. Details hold ids and counts, never text.

type Listener = (detail: unknown) => void;

interface Listening extends EventListenerObject {
  event: string;
  listener: Listener;
}

const PREFIX = "deskbell:";
const listeners = new Set<Listening>();
let mirrored: string[] = [];

export function listen(event: string, listener: Listener): () => void {
  const one: Listening = { event, listener, handleEvent: (told) => listener((told as CustomEvent).detail) };
  listeners.add(one);
  addEventListener(PREFIX + event, one);
  return () => forget(one);
}

/** Without a listener: all of that event. Without an event: all. */
export function unlisten(event?: string, listener?: Listener): void {
  for (const one of listeners) {
    if ((!event || one.event === event) && (!listener || one.listener === listener)) forget(one);
  }
}

function forget(one: Listening): void {
  removeEventListener(PREFIX + one.event, one);
  listeners.delete(one);
}

/** The events that the site wants in the page's `dataLayer`, where tag managers read. */
export function mirror(events: string[]): void {
  mirrored = events;
}

export function emit(name: string, detail: object = {}): void {
  const event = PREFIX + name;
  dispatchEvent(new CustomEvent(event, { detail }));
  if (!mirrored.includes(name)) return;
  try {
    const page = window as { dataLayer?: object[] };
    (page.dataLayer ??= []).push({ ...detail, event });
  } catch {
    // Whatever the page keeps under that name, its mistake is not ours.
  }
}

/** Something that cannot be done: the page hears it. */
export function emitUnavailable(what: string): void {
  emit("error", { code: "unavailable", message: `${what} is not available.` });
}
