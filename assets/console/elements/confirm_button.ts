// <confirm-button question="Revoke this key? Servers that use it stop at once."><button class="button button--danger">Revoke</button></confirm-button>
// The first press asks, the second submits; Cancel, Esc, leaving it alone or moving the focus away takes the question back.
// Without script the button submits at once, and the server asks on a page of its own: the form says nothing of `sure`.

import { say } from "../../shared/strings";

/** How long the question stands, in milliseconds: a press after a minute's absence should not delete anything. */
const PATIENCE_MS = 8_000;

export class ConfirmButton extends HTMLElement {
  #listening: AbortController | null = null;
  #timer = 0;

  connectedCallback(): void {
    const button = this.querySelector("button");
    if (button === null) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    button.addEventListener("click", (event) => this.#ask(event, button), { signal });
    this.addEventListener("focusout", ({ relatedTarget }) => this.contains(relatedTarget as Node | null) || this.#takeBack(button), { signal });
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.#takeBack(button), { signal });
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    clearTimeout(this.#timer);
  }

  #ask(event: Event, button: HTMLButtonElement): void {
    if (button.hasAttribute("data-armed")) return;
    event.preventDefault();
    button.toggleAttribute("data-armed", true);
    // Says with the form that the question was asked here; unasked, the server asks by a page of its own.
    button.name = "sure";
    button.value = "yes";
    const question = document.createElement("span");
    question.className = "confirm-button__question";
    question.setAttribute("role", "status");
    this.prepend(question);
    question.textContent = this.getAttribute("question") ?? button.textContent;
    this.append(this.#cancel(button));
    this.#timer = setTimeout(() => this.#takeBack(button), PATIENCE_MS);
  }

  #cancel(button: HTMLButtonElement): HTMLButtonElement {
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.className = "button button--small confirm-button__cancel";
    cancel.textContent = say("cancel");
    cancel.addEventListener("click", () => this.#takeBack(button));
    return cancel;
  }

  #takeBack(button: HTMLButtonElement): void {
    clearTimeout(this.#timer);
    // Whoever stands on what goes away stands where the question was asked.
    if (document.activeElement?.matches(".confirm-button__cancel") && this.contains(document.activeElement)) button.focus();
    this.querySelector(".confirm-button__cancel")?.remove();
    for (const name of ["data-armed", "name", "value"]) button.removeAttribute(name);
    this.querySelector(".confirm-button__question")?.remove();
  }
}
