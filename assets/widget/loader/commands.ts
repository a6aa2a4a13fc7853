// What a page may call: `SoftbetChat(command, …args)`. Unknown commands and wrong arguments warn and never throw.

import type { PlaceName } from "../../shared/bridge";
import { readLocale, readTheme } from "./attributes";
import type { Wish } from "../box/contract";
import { emit, listen, unlisten } from "./events";
import { state } from "./state";
import { warn } from "./warn";
import type { Widget } from "./widget";

/** Answers false where it cannot use what it was given. */
type Command = (widget: Widget, given: unknown, opener: HTMLElement | null, more: unknown) => unknown;

/** Places named by their command; the later ones are nothing without an id. */
const PLACES = /^show(Home|Messages|Booking|Contact|Activity|(Conversation|Article|Flow|App))$/;
/** Calls that may wait for the widget: a page whose widget never comes must not grow. */
const WAITING_MAX = 500;

const COMMANDS: Record<string, Command> = {
  open: (widget, _, opener) => widget.open(opener),
  close: (widget) => widget.close(),
  toggle: (widget, _, opener) => (state.open ? widget.close() : widget.open(opener)),
  showNewMessage: (widget, text, opener) =>
    (text == null || isWord(text)) && widget.open(opener, { place: "new", wantsComposer: true, ...(text ? { text: `${text}` } : {}) }),
  identify: (widget, given) => withCopy(given, (identity) => widget.identify(identity)),
  logout: (widget) => widget.logout(),
  setAttributes: (widget, given) => withCopy(given, (attributes) => widget.tell({ type: "attributes", attributes })),
  track: (widget, name, _, given) =>
    isWord(name) && withCopy(given ?? {}, (properties) => widget.tell({ type: "track", name: `${name}`, properties, at: Date.now() })),
  setTheme(widget, given) {
    const theme = readTheme(`${given}`, "setTheme");
    if (theme) widget.tell({ type: "theme", theme });
  },
  setLocale(widget, given) {
    const locale = readLocale(`${given}`, "setLocale");
    if (locale) widget.tell({ type: "locale", locale });
  },
  hideLauncher: (widget) => widget.showLauncher(false),
  showLauncher: (widget) => widget.showLauncher(true),
};

function find(name: string): Command | undefined {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name];
  const [, place, needsId] = PLACES.exec(name) ?? [];
  return place
    ? (widget, given, opener) => {
        const wish: Wish = { place: place.toLowerCase() as PlaceName };
        if (isWord(given)) wish.id = `${given}`;
        else if (needsId) return false;
        else if (wish.place === "booking") withCopy(given, (options) => (wish.options = options));
        return widget.open(opener, wish);
      }
    : undefined;
}

export interface Desk {
  /** Runs a command now, or as soon as the widget is there. */
  run(command: unknown, args: unknown[], opener?: HTMLElement | null): unknown;
  /** Whether `open` would show something at once. */
  mayOpen(): boolean;
  /** The widget has come: what waited is done, in order. */
  welcome(widget: Widget): void;
}

/** Takes commands from the first moment on. `destroyed` is told when the page has removed the widget. */
export function openDesk(destroyed: () => void): Desk {
  let widget: Widget | null = null;
  let isGone = false;
  const waiting: (() => void)[] = [];
  const wrong = (name: unknown) => warn(`${String(name)}: no such command, or not with these arguments.`);

  return {
    run(command, [given, more], opener = null) {
      if (command === "getState") return { ...state };
      if (isGone) return;
      const listener = more as (detail: unknown) => void;
      if (command === "on" && given && typeof more === "function") return listen(`${given}`, listener);
      if (command === "off" && given) return unlisten(`${given}`, listener);
      if (command === "destroy") {
        isGone = true;
        widget?.destroy();
        state.ready = false;
        return destroyed();
      }
      const known = find(String(command));
      if (!known) return wrong(command);
      const act = () => {
        if (!isGone && known(widget!, given, opener, more) === false) wrong(command);
      };
      if (widget) act();
      else if (waiting.length < WAITING_MAX) waiting.push(act);
    },
    mayOpen: () => !!widget && !widget.isAway,
    welcome(arrived) {
      widget = arrived;
      for (const act of waiting.splice(0)) act();
      state.ready = true;
      emit("ready");
    },
  };
}

function isWord(given: unknown): given is string | number {
  return (typeof given === "string" && given !== "") || typeof given === "number";
}

/** Passes on what the page gave, without functions and cycles; false for what is no object. */
function withCopy(given: unknown, use: (copy: object) => void): boolean {
  try {
    const copy: unknown = JSON.parse(JSON.stringify(given));
    if (copy && typeof copy === "object" && !Array.isArray(copy)) {
      use(copy);
      return true;
    }
  } catch {
    // A cycle is no object that could travel.
  }
  return false;
}
