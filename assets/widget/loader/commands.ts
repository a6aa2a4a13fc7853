// What a page may call: `SoftbetChat(command, …args)`. Unknown commands and wrong arguments warn and never throw.

import type { Theme } from "../../shared/protocol";
import { emit, emitUnavailable, listen, unlisten } from "./events";
import { state } from "./state";
import { warn } from "./warn";
import type { Widget } from "./widget";

type Command = (widget: Widget, args: unknown[], opener: HTMLElement | null) => unknown;


const COMMANDS: Record<string, Command> = {
  open: (widget, _, opener) => widget.open(opener),
  close: (widget) => widget.close(),
  toggle: (widget, _, opener) => (state.open ? widget.close() : widget.open(opener)),
  showHome: (widget, _, opener) => widget.open(opener),
  showNewMessage(widget, [text], opener) {
    widget.open(opener, text == null ? {} : { text: String(text) });
  },
  identify: (widget, [given]) => widget.identify(plainCopy(given)),
  logout: (widget) => widget.logout(),
  setAttributes: (widget, [given]) => widget.identify({ attributes: plainCopy(given) }),
  track: () => warn(emitUnavailable("track")),
  // The panel says what is wrong with a theme or a locale: words there cost the page nothing.
  setTheme: (widget, [theme]) => widget.tell({ type: "theme", theme: `${theme}` as Theme }),
  setLocale: (widget, [tag]) => widget.tell({ type: "locale", locale: `${tag}` }),
  hideLauncher: (widget) => widget.showLauncher(false),
  showLauncher: (widget) => widget.showLauncher(true),
};

/** The command of that name. A place that this version does not have opens the conversation and says so. */
function find(name: string): Command | undefined {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name];
  if (!/^show[A-Z]/.test(name)) return undefined;
  return (widget, _, opener) => {
    widget.open(opener);
    warn(emitUnavailable(name));
  };
}

export interface Desk {
  /** Runs a command now, or as soon as the widget is there. */
  run(command: unknown, args: unknown[], opener?: HTMLElement | null): unknown;
  /** The widget has come: what waited is done, in order. */
  welcome(widget: Widget): void;
}

/** Takes commands from the first moment on. `destroyed` is told when the page has removed the widget. */
export function openDesk(destroyed: () => void): Desk {
  let widget: Widget | null = null;
  const waiting: (() => void)[] = [];

  const destroy = () => {
    widget?.destroy();
    widget = null;
    state.ready = false;
    destroyed();
  };

  return {
    run(command, args, opener = null) {
      const [event, listener] = args as [string, (detail: unknown) => void];
      if (command === "on") return typeof listener === "function" ? listen(event, listener) : warn("on: an event and a function.");
      if (command === "off") return unlisten(event, listener);
      if (command === "getState") return { ...state };
      if (command === "destroy") return destroy();
      const known = find(String(command));
      if (!known) return warn(`no command "${String(command)}".`);
      const act = () => void (widget && known(widget, args, opener));
      if (widget) act();
      else waiting.push(act);
    },
    welcome(arrived) {
      widget = arrived;
      for (const act of waiting.splice(0)) act();
      state.ready = true;
      emit("ready");
    },
  };
}

/** What the page gave, without functions and cycles. The panel says which fields it cannot use. */
function plainCopy<T extends object>(given: unknown): T {
  try {
    const copy: unknown = JSON.parse(JSON.stringify(given));
    if (copy && typeof copy === "object") return copy as T;
  } catch {
    // A cycle: said below.
  }
  warn("identify and setAttributes take an object.");
  return {} as T;
}

