// <confirm-button question="Revoke this key? Servers that use it stop at once."><button class="button button--danger">Revoke</button></confirm-button>
// The first press asks, the second submits; Esc, leaving it alone or moving the focus away takes the question back.
// Without script the button submits at once, and the server asks on a page of its own: the form says nothing of `sure`.

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
    button.addEventListener("blur", () => this.#takeBack(button), { signal });
    button.addEventListener("keydown", (event) => event.key === "Escape" && this.#takeBack(button), { signal });
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
    this.#timer = setTimeout(() => this.#takeBack(button), PATIENCE_MS);
  }

  #takeBack(button: HTMLButtonElement): void {
    clearTimeout(this.#timer);
    for (const name of ["data-armed", "name", "value"]) button.removeAttribute(name);
    this.querySelector(".confirm-button__question")?.remove();
  }
}
