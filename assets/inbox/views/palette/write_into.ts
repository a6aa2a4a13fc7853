// Writes into the box of the open conversation, where the caret stands.

import { put } from "../../../ui/field";

export function writeInto(text: string): void {
  const box = document.getElementById("reply");
  if (box instanceof HTMLTextAreaElement) put(box, text);
}
