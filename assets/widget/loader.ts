// The one script on a customer's page. It defines one global function, fetches what the launcher needs, and draws it.
// It depends on nothing, stores nothing but one flag after the visitor has acted, and never throws into the page.

import { readAttributes, type Attributes } from "./loader/attributes";
import { watchClicks } from "./loader/clicks";
import { openDesk } from "./loader/commands";
import { unlisten } from "./loader/events";
import { TAG } from "./loader/shell";
import { fetchInit } from "./loader/start";
import { warn } from "./loader/warn";
import { startWidget } from "./loader/widget";

interface GlobalFunction {
  (command: unknown, ...args: unknown[]): unknown;
  q?: ArrayLike<unknown>[];
  isDeskbell?: boolean;
}

function load(): void {
  const script =
    (document.currentScript as HTMLScriptElement | null) ??
    document.querySelector<HTMLScriptElement>("script[data-app-id][src], script[data-key][src]");
  const attributes = script && readAttributes(script);
  if (!attributes) return;
  const globals = window as unknown as Record<string, GlobalFunction | undefined>;
  const known = globals[attributes.globalName];
  if (known?.isDeskbell || document.querySelector(TAG)) {
    return warn("loaded twice; the second is ignored.");
  }
  if (known !== undefined && typeof known !== "function") {
    return warn(`${attributes.globalName} is taken. Set data-global.`);
  }
  install(attributes, globals, known?.q);
}

function install(attributes: Attributes, globals: Record<string, GlobalFunction | undefined>, queue: GlobalFunction["q"]): void {
  const stopping = new AbortController();
  const name = attributes.globalName;
  const desk = openDesk(() => {
    stopping.abort();
    unlisten();
    delete globals[name];
  });
  const callable: GlobalFunction = (command, ...args) => desk.run(command, args);
  callable.isDeskbell = true;
  globals[name] = callable;
  for (const call of Array.from(queue ?? [])) desk.run(call[0], Array.from(call).slice(1));
  watchClicks(desk, stopping.signal);
  void appear(attributes, desk, stopping.signal);
}

async function appear(attributes: Attributes, desk: ReturnType<typeof openDesk>, signal: AbortSignal): Promise<void> {
  const [init] = await Promise.all([fetchInit(attributes.base, attributes.query, signal), documentReady()]);
  if (init && !signal.aborted) desk.welcome(startWidget(init, attributes));
}

/** Pages that hydrate their whole document would wipe an element that came too early. */
function documentReady(): Promise<unknown> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
}

try {
  load();
} catch {
  warn("could not start.");
}
