// What is wrong with the fields of a form, said below each as the server's own page would say it.

export interface WrongField {
  /** The name of the control. */
  name: string;
  detail: string;
}

export class FieldErrors {
  #form: HTMLFormElement;
  #shown = new Map<string, HTMLElement>();

  constructor(form: HTMLFormElement) {
    this.#form = form;
  }

  /** Shows these and no others. What the server's page itself had said goes with the first answer. */
  show(errors: WrongField[]): void {
    for (const error of this.#form.querySelectorAll(".field__error")) if (!this.#isOurs(error)) error.remove();
    for (const [name, element] of this.#shown) {
      if (!errors.some((error) => error.name === name)) this.#takeBack(name, element);
    }
    for (const { name, detail } of errors) this.#say(name, detail);
  }

  #isOurs(element: Element): boolean {
    return [...this.#shown.values()].some((shown) => shown === element);
  }

  #say(name: string, detail: string): void {
    const control = this.#control(name);
    if (!control) return;
    let element = this.#shown.get(name);
    if (!element) {
      element = document.createElement("p");
      element.className = "field__error";
      element.id = `${name}-error`;
      element.setAttribute("role", "status");
      control.closest(".field")?.append(element);
      this.#shown.set(name, element);
    }
    if (element.textContent !== detail) element.textContent = detail;
    control.setAttribute("aria-invalid", "true");
    const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== element.id);
    control.setAttribute("aria-describedby", [element.id, ...others].join(" "));
  }

  #takeBack(name: string, element: HTMLElement): void {
    element.remove();
    this.#shown.delete(name);
    this.#control(name)?.removeAttribute("aria-invalid");
  }

  #control(name: string): HTMLElement | null {
    return this.#form.querySelector<HTMLElement>(`#${CSS.escape(name)}`);
  }
}
