// One sentence of the loader's own beside the launcher. It takes no focus; a click or Escape takes it away.

import { element } from "./element";

export interface Notice {
  say(sentence: string): void;
  hide(): void;
}

export function openNotice(launcher: HTMLElement, options: { signal: AbortSignal }): Notice {
  const line = element("div", "t");
  const hide = () => line.remove();
  line.setAttribute("role", "status");
  line.onclick = hide;
  addEventListener("keydown", (event) => event.key === "Escape" && hide(), options);
  return {
    say(sentence) {
      line.textContent = "";
      launcher.before(line);
      // A live region is heard only when it was there before its words.
      requestAnimationFrame(() => line.append(sentence));
    },
    hide,
  };
}
