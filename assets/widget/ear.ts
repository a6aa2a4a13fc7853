// What the panel does with each thing the page says, and where the reader's attention goes then.

import { effect, signal } from "@preact/signals";
import type { FrameSays, LoaderInit, LoaderSays } from "../shared/bridge";
import type { Identity, Theme } from "../shared/protocol";
import { readIdentity } from "./state/identity";
import { reportOf } from "./state/page";
import type { PanelState } from "./state/panel";

export interface EarParts {
  panel: PanelState;
  say(message: FrameSays): void;
  learnLanguage(tag: string): Promise<void>;
  /** When the panel has been drawn for the first time. */
  drawn(): Promise<void>;
  close(): void;
}

type Opening = Extract<LoaderSays, { type: "open" }>;

export function openEar({ panel, say, learnLanguage, drawn }: EarParts) {
  const theme = signal<Theme | null>(null);
  let origin = location.origin;
  /** The composer was asked for: it takes the focus even where that brings up a keyboard. */
  let wantsComposer = false;

  const complain = (text: string) => say({ type: "warn", text });
  const look = () => panel.look(panel.facts.isOpen.value && document.visibilityState === "visible");
  /** On touch the composer would bring up the keyboard before anybody has read anything. */
  const focusPlace = () => {
    const isWriting = panel.places.current.value === "conversation" && (wantsComposer || matchMedia("(pointer: fine)").matches);
    wantsComposer = false;
    requestAnimationFrame(() => {
      const box = isWriting ? document.getElementById("message") : null;
      (box ?? document.getElementById("heading"))?.focus();
    });
  };
  const show = (opening: Opening) => {
    const { text, isFull, isQuiet = false, place, id } = opening;
    document.documentElement.classList.toggle("is-full", isFull);
    wantsComposer = opening.wantsComposer;
    // Older loaders say only that the composer is wanted.
    panel.open({ place: place ?? (wantsComposer ? "new" : undefined), id, isQuiet });
    if (text !== undefined) panel.draft.offer(text);
    look();
    if (!isQuiet) void drawn().then(focusPlace);
  };
  const setTheme = (wish: Theme) => {
    if (["light", "dark", "auto"].includes(wish)) theme.value = wish;
    else complain("setTheme takes light, dark or auto.");
  };

  // Another place begins at its heading, or where one writes.
  let shown = panel.places.current.peek();
  effect(() => {
    const place = panel.places.current.value;
    if (place === shown) return;
    shown = place;
    if (panel.facts.isOpen.peek() && document.hasFocus()) void drawn().then(focusPlace);
  });

  const hearing: { [Type in LoaderSays["type"]]: (message: Extract<LoaderSays, { type: Type }>) => void } = {
    open: show,
    close() {
      panel.close();
      look();
    },
    full: ({ isFull }) => void document.documentElement.classList.toggle("is-full", isFull),
    page({ page, purpose }) {
      panel.site.setPurpose(purpose);
      panel.session.moved(reportOf(page, origin)).catch(() => undefined);
    },
    attributes: ({ attributes }) => panel.identify(readIdentity({ attributes }, complain)),
    track({ name, properties, at }) {
      if (typeof name !== "string" || name.trim() === "") return complain("track: the event's name must be text.");
      panel.tracking.add(name, properties, Number.isFinite(at) ? at : Date.now());
    },
    dismissed: ({ id }) => panel.dismiss(id),
    preview({ config }) {
      if (origin === location.origin) panel.site.preview(config);
    },
    identify: ({ identity }) => panel.identify(readIdentity(identity satisfies Identity, complain)),
    logout: () => void panel.logout(),
    theme: (message) => setTheme(message.theme),
    locale: ({ locale }) => void learnLanguage(locale),
  };

  return {
    theme,
    look,
    introduced(init: LoaderInit, from: string) {
      origin = from;
      panel.site.setPurpose(init.purpose);
      if (init.theme) theme.value = init.theme;
    },
    heard(message: LoaderSays) {
      // Unknown types are from newer loaders.
      if (Object.hasOwn(hearing, message.type)) (hearing[message.type] as (message: LoaderSays) => void)(message);
    },
  };
}
