// A field of words, which a caret stands in.

export type Field = HTMLInputElement | HTMLTextAreaElement;

export function isField(target: Element | null): target is Field {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && (target.type === "text" || target.type === "search"));
}

/** Whether somebody is at one, or at another control that takes keys: what comes late takes the focus from nobody who writes. */
export function isFieldFocused(): boolean {
  return document.activeElement?.matches("input, textarea, select, [contenteditable]") === true;
}

/** Writes where the caret stands, as if somebody typed it. */
export function writeAt(field: Field, text: string): void {
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}
