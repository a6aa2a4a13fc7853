// Writes into the box of the open conversation, where the caret stands, as if somebody typed it.

export function writeInto(text: string): void {
  const box = document.getElementById("reply");
  if (!(box instanceof HTMLTextAreaElement)) return;
  box.focus();
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}
