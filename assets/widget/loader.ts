// The one script on a customer's page. It defines one global function, fetches what the launcher needs, and draws it.
// It depends on nothing, stores nothing but one flag after the visitor has acted, and never throws into the page.

import { readAttributes, type Attributes } from "./loader/attributes";
import { watchClicks } from "./loader/clicks";
import { openDesk, type Desk } from "./loader/commands";
import { unlisten } from "./loader/events";
import { openFlag } from "./loader/flag";
import { fetchInit } from "./loader/start";
import { state } from "./loader/state";
import { warn } from "./loader/warn";
import { startWidget } from "./loader/widget";

interface GlobalFunction {
  (command: unknown, ...args: unknown[]): unknown;
  q?: ArrayLike<unknown>[];
}

/** On the document: true while a widget is there, under whatever name, false once it is gone. No global, and no page meets it by chance. */
const MARK = Symbol.for("deskbell");

const page = document as Document & { [MARK]?: boolean };

function load(): void {
  const script =
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>("script[data-app-id][src], script[data-key][src]");
  const attributes = script && readAttributes(script);
  if (!attributes) return;
  const globals = window as unknown as Record<string, GlobalFunction | undefined>;
  const known = globals[attributes.globalName];
  if (page[MARK]) return warn("loaded twice; the second is ignored.");
  if (known !== undefined && !isStub(known)) return warn(`${attributes.globalName} is taken. Set data-global.`);
  install(attributes, globals, known?.q);
}

/** The snippet's first line, before or after its first call. Anything else under that name is the page's own. */
function isStub(known: GlobalFunction): boolean {
  return typeof known === "function" && (!!known.q || /\bq\b/.test(`${known}`));
}

function install(attributes: Attributes, globals: Record<string, GlobalFunction | undefined>, queue: GlobalFunction["q"]): void {
  const stopping = new AbortController();
  const name = attributes.globalName;
  const desk = openDesk(() => {
    stopping.abort();
    unlisten();
    if (globals[name] === callable) delete globals[name];
    page[MARK] = false;
  });
  const callable: GlobalFunction = (command, ...args) => desk.run(command, args);
  const isNew = page[MARK] === undefined;
  page[MARK] = true;
  globals[name] = callable;
  for (const call of Array.from(queue ?? [])) callable.apply(null, call as [unknown]);
  watchClicks(desk, stopping.signal);
  void appear(attributes, desk, stopping.signal, isNew);
}

async function appear(attributes: Attributes, desk: Desk, signal: AbortSignal, isNew: boolean): Promise<void> {
  const asking = fetchInit(attributes, attributes.locale ?? state.locale, signal);
  // Pages that hydrate their whole document would wipe an element that came too early.
  if (document.readyState === "loading") await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
  const init = await asking;
  if (init && !signal.aborted) desk.welcome(startWidget(init, attributes, openFlag(init.app_id), isNew));
}

try {
  load();
} catch {
  warn("could not start.");
}
