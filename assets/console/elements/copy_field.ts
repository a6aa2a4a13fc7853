// <copy-field><pre class="code">…</pre></copy-field> or <copy-field><input class="input" readonly></copy-field>
// adds a button that copies the text. Without script the text stays selectable as it is.

import { copyFrom } from "../../shared/clipboard";
import { say } from "../../shared/strings";

/** How long the button says that it copied, in milliseconds: long enough to be read, short enough to press again. */
const CONFIRMATION_MS = 2_000;

export class CopyField extends HTMLElement {
  #listening: AbortController | null = null;
  #timer = 0;

  connectedCallback(): void {
    this.#listening = new AbortController();
    const button = this.querySelector<HTMLButtonElement>(".copy-field__button") ?? this.#addButton();
    button.addEventListener("click", () => void this.#copy(button), { signal: this.#listening.signal });
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    clearTimeout(this.#timer);
  }

  #addButton(): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small copy-field__button";
    button.textContent = say("copy");
    const name = this.getAttribute("label");
    if (name) button.setAttribute("aria-label", `${say("copy")}: ${name}`);
    button.setAttribute("aria-live", "polite");
    this.append(button);
    this.toggleAttribute("ready", true);
    return button;
  }

  async #copy(button: HTMLButtonElement): Promise<void> {
    const source = this.querySelector<HTMLElement>("input, textarea, pre, code");
    if (source === null) return;
    const isCopied = await copyFrom(source);
    this.#confirm(button, isCopied);
  }

  #confirm(button: HTMLButtonElement, isCopied: boolean): void {
    const label = button.getAttribute("aria-label");
    button.removeAttribute("aria-label");
    button.toggleAttribute("data-copied", isCopied);
    button.textContent = say(isCopied ? "copied" : "copy_by_hand");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      button.removeAttribute("data-copied");
      button.textContent = say("copy");
      if (label !== null) button.setAttribute("aria-label", label);
    }, CONFIRMATION_MS);
  }
}
