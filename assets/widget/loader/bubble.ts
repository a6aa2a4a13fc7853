// The small bubble above the launcher: one line of an unread answer, or that the chat cannot be reached. It never takes
// the focus; a screen reader hears it once.

import { element } from "./element";

export interface Saying {
  /** What is said twice under one id is shown once. */
  id: string;
  name?: string | null;
  text: string;
}

export interface Bubble {
  show(saying: Saying, dismissWord: string, hooks: BubbleHooks): void;
  hide(): void;
}

export interface BubbleHooks {
  chosen(): void;
  dismissed(): void;
}

export function openBubble(launcher: HTMLElement, signal: AbortSignal): Bubble {
  let shown: { id: string; box: HTMLElement; stop: AbortController } | null = null;

  const bubble: Bubble = {
    show({ id, name, text }, dismissWord, { chosen, dismissed }) {
      if (shown?.id === id) return;
      bubble.hide();
      const box = element("div", "t");
      const words = element("button", "u");
      const line = element("span", "k");
      const cross = element("button", "y");
      const stop = new AbortController();
      shown = { id, box, stop };
      const dismiss = () => {
        const hadFocus = box.matches(":focus-within");
        bubble.hide();
        if (hadFocus) launcher.focus();
        dismissed();
      };
      box.setAttribute("role", "status");
      line.dir = "auto";
      if (name) line.append(Object.assign(element("b", ""), { textContent: name }), " ");
      line.append(text);
      words.append(line);
      words.addEventListener("click", chosen);
      cross.setAttribute("aria-label", dismissWord);
      cross.textContent = "✕";
      cross.addEventListener("click", dismiss);
      const escape = (event: KeyboardEvent) => event.key === "Escape" && !event.defaultPrevented && dismiss();
      addEventListener("keydown", escape, stop);
      signal.addEventListener("abort", bubble.hide, stop);
      launcher.before(box);
      // A live region is heard only when it was there before its words.
      requestAnimationFrame(() => box.append(words, cross));
    },
    hide() {
      shown?.stop.abort();
      shown?.box.remove();
      shown = null;
    },
  };
  return bubble;
}
