// A field of words, which a caret stands in.

export type Field = HTMLInputElement | HTMLTextAreaElement;

export function isField(target: Element | null): target is Field {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && (target.type === "text" || target.type === "search"));
}

/** Whether somebody is at one, or at another control that takes keys: what comes late takes the focus from nobody who writes. */
export function isFieldFocused(): boolean {
  return document.activeElement?.matches("input, textarea, select, [contenteditable]") === true;
}

/** Types into a field: where the caret stands, or over a part. So that the browser's own undo takes it back, and whoever listens hears of it. */
export function put(field: Field, text: string, from = field.selectionStart ?? 0, to = field.selectionEnd ?? 0): void {
  field.focus();
  field.setSelectionRange(from, to);
  const isTyped = text === "" ? from === to || document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (isTyped) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
