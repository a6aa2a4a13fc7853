// Writes into the box of the open conversation, where the caret stands, as if somebody typed it.

import { writeAt } from "../../../ui/field";

export function writeInto(text: string): void {
  const box = document.getElementById("reply");
  if (!(box instanceof HTMLTextAreaElement)) return;
  box.focus();
  writeAt(box, text);
}
