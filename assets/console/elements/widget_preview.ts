// <widget-preview src="/console/preview?site=…" form="launcher-form" ask="/console/launcher/preview?site=…">…</widget-preview>
// shows the real widget in a frame as the form beside it says, before it is saved: every change is sent to `ask`, whose
// answer goes on into the frame. Fields that are wrong say so in their place. Without script its own content stays.

import type { PanelConfig, WidgetInit } from "../../shared/protocol";
import { FieldErrors, type WrongField } from "./field_errors";

/** How long typing rests before it is sent, in milliseconds. */
const REST_MS = 250;

/** What the server says of the form. */
interface Start {
  init: WidgetInit;
  config: PanelConfig;
  contrast: string;
  locale: string;
}

type Switch = "size" | "scheme" | "panel";

/** What stands first is how the preview begins. */
const CHOICES: Record<Switch, [value: string, label: string][]> = {
  size: [["desktop", "Computer"], ["phone", "Phone"]],
  scheme: [["light", "Light"], ["dark", "Dark"]],
  panel: [["open", "Open"], ["closed", "Closed"]],
};

export class WidgetPreview extends HTMLElement {
  #listening: AbortController | null = null;
  #asking: AbortController | null = null;
  #timer = 0;
  #start: Start | null = null;
  #frame: HTMLIFrameElement | null = null;
  #errors: FieldErrors | null = null;

  connectedCallback(): void {
    const form = document.getElementById(this.getAttribute("form") ?? "");
    if (!(form instanceof HTMLFormElement)) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#errors = new FieldErrors(form);
    this.#draw(signal);
    form.addEventListener("input", () => this.#askSoon(form), { signal });
    void this.#ask(form);
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    this.#asking?.abort();
    clearTimeout(this.#timer);
  }

  #draw(signal: AbortSignal): void {
    const bar = document.createElement("div");
    bar.className = "preview__bar";
    for (const name of Object.keys(CHOICES) as Switch[]) bar.append(this.#switch(name, signal));
    const frame = document.createElement("iframe");
    frame.className = "preview__frame";
    frame.title = "Preview of the messenger";
    frame.src = this.getAttribute("src") ?? "";
    frame.addEventListener("load", () => this.#tell(), { signal });
    this.replaceChildren(bar, frame);
    this.#frame = frame;
  }

  #switch(name: Switch, signal: AbortSignal): HTMLElement {
    const group = document.createElement("div");
    group.className = "segments";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name === "size" ? "Device" : name === "scheme" ? "Light or dark" : "Open or closed");
    for (const [value, label] of CHOICES[name]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "segments__one";
      button.textContent = label;
      button.value = value;
      button.addEventListener("click", () => this.#choose(name, value), { signal });
      group.append(button);
    }
    this.#mark(group, name, CHOICES[name][0]?.[0] ?? "");
    return group;
  }

  #choose(name: Switch, value: string): void {
    const group = this.querySelectorAll<HTMLElement>(".segments")[Object.keys(CHOICES).indexOf(name)];
    if (group) this.#mark(group, name, value);
    this.#tell();
  }

  #mark(group: HTMLElement, name: Switch, value: string): void {
    this.dataset[name] = value;
    for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.value === value));
  }

  #askSoon(form: HTMLFormElement): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(form), REST_MS);
  }

  async #ask(form: HTMLFormElement): Promise<void> {
    this.#asking?.abort();
    this.#asking = new AbortController();
    const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
    try {
      const answer = await fetch(this.getAttribute("ask") ?? "", {
        method: "POST",
        body: new URLSearchParams(fields),
        signal: this.#asking.signal,
      });
      if (answer.status === 422) return this.#errors?.show(((await answer.json()) as { errors: WrongField[] }).errors);
      if (!answer.ok) return;
      this.#start = (await answer.json()) as Start;
    } catch {
      // Typed on, or out of reach for a moment: the next change asks again, and saving says what is wrong.
      return;
    }
    this.#errors?.show([]);
    const contrast = document.getElementById("contrast");
    if (contrast && contrast.textContent !== this.#start.contrast) contrast.textContent = this.#start.contrast;
    this.#tell();
  }

  /** Tells the frame what to show; before its document is there nobody hears it, and its `load` tells it again. */
  #tell(): void {
    if (!this.#start || !this.#frame?.contentWindow) return;
    const { init, config, locale } = this.#start;
    const theme = init.theme === "auto" ? (this.dataset.scheme === "dark" ? "dark" : "light") : init.theme;
    const wish = {
      deskbell: "preview",
      init: { ...init, theme },
      config: { ...config, theme },
      open: this.dataset.panel === "open",
      locale,
    };
    this.#frame.contentWindow.postMessage(wish, location.origin);
  }
}
