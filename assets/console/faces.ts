// Gives everybody without a picture the colour that the inbox knows them by. Without script all have the same.

import { hueOf } from "../ui/leaf";

export function colourFaces(): void {
  for (const face of document.querySelectorAll<HTMLElement>(".face[data-of]")) {
    face.style.setProperty("--hue", String(hueOf(face.dataset["of"]!)));
  }
}
