// <colour-field>…a field with an input that holds #rrggbb…</colour-field> adds the browser's own colour chooser beside
// the text. Both hold the same colour; without script the text alone is enough.

const HEX = /^#[0-9a-f]{6}$/i;

export class ColourField extends HTMLElement {
  #listening: AbortController | null = null;

  connectedCallback(): void {
    const text = this.querySelector<HTMLInputElement>("input");
    if (!text) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const chooser = this.querySelector<HTMLInputElement>(".colour-field__chooser") ?? this.#addChooser(text);
    const follow = () => {
      if (HEX.test(text.value.trim())) chooser.value = text.value.trim().toLowerCase();
    };
    follow();
    text.addEventListener("input", follow, { signal });
    chooser.addEventListener("input", (event) => {
      // One event for one change: that of the text, which the form knows.
      event.stopPropagation();
      text.value = chooser.value;
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }, { signal });
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
  }

  #addChooser(text: HTMLInputElement): HTMLInputElement {
    const row = document.createElement("div");
    row.className = "colour-field__row";
    const chooser = document.createElement("input");
    chooser.type = "color";
    chooser.className = "colour-field__chooser";
    chooser.setAttribute("aria-label", "Choose the colour");
    text.before(row);
    row.append(chooser, text);
    return chooser;
  }
}
