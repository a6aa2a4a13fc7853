// The small bubble above the launcher: one line of an unread answer. It never takes the focus; a screen reader hears it
// once.

import type { Teaser } from "../../shared/bridge";
import type { BoxHost } from "./contract";

export interface TeaserBubble {
  /** What shall show; what is said twice under one id is shown once. */
  next: Teaser | null;
  draw(dismissWord: string): void;
  hide(): void;
}

export function openTeaserBubble({ launcher, open }: BoxHost, dismissed: (id: string) => void): TeaserBubble {
  let shown: { id: string; box: HTMLElement; stop: AbortController } | null = null;
  const hide = () => {
    bubble.next = null;
    shown?.stop.abort();
    shown?.box.remove();
    shown = null;
  };
  const show = (teaser: Teaser, dismissWord: string) => {
    const { conversation_id: id } = teaser;
    const box = element("div", "t e");
    const stop = new AbortController();
    shown = { id: teaser.id, box, stop };
    const dismiss = () => {
      const hadFocus = box.matches(":focus-within");
      hide();
      if (hadFocus) launcher.focus();
      dismissed(teaser.id);
    };
    const words = element("button", "u");
    const line = element("span", "k");
    const cross = element("button", "y");
    box.setAttribute("role", "status");
    line.dir = "auto";
    if (teaser.name) line.append(Object.assign(element("b", ""), { textContent: teaser.name }), " ");
    line.append(teaser.text);
    words.append(line);
    words.addEventListener("click", () => open(launcher, id ? { place: "conversation", id } : {}));
    cross.setAttribute("aria-label", dismissWord);
    cross.textContent = "✕";
    cross.addEventListener("click", dismiss);
    addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && dismiss(), stop);
    launcher.before(box);
    // A live region is heard only when it was there before its words.
    requestAnimationFrame(() => box.append(words, cross));
  };

  const bubble: TeaserBubble = {
    next: null,
    draw(dismissWord) {
      const { next } = bubble;
      if (shown?.id === next?.id) return;
      hide();
      bubble.next = next;
      if (next) show(next, dismissWord);
    },
    hide,
  };
  return bubble;
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), { className });
}
