// Copying what an element shows.

/** Over plain HTTP there is no clipboard API; then the text is at least selected. Answers whether it was copied. */
export async function copyFrom(source: HTMLElement): Promise<boolean> {
  const text = isField(source) ? source.value : (source.textContent ?? "");
  try {
    await navigator.clipboard.writeText(text.trimEnd());
    return true;
  } catch {
    if (isField(source)) source.select();
    else getSelection()?.selectAllChildren(source);
    return document.execCommand("copy");
  }
}

function isField(source: HTMLElement): source is HTMLInputElement | HTMLTextAreaElement {
  return source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement;
}

/** Copies a text that stands nowhere to be copied from. */
export async function copyText(text: string): Promise<boolean> {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  const host = document.querySelector("dialog[open]") ?? document.body;
  const before = document.activeElement;
  host.append(field);
  const isCopied = await copyFrom(field);
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
