// Entry of `widget-panel.js`: the panel's half of what stands on a customer's page, which the loader imports at the first
// sign that somebody wants the panel. Loaders that browsers have kept call `v1` for 90 days after there is another.

import type { Box, BoxHost, BoxLook } from "./box/contract";
import { openBadge } from "./box/badge";
import { openFrame } from "./box/frame";
import { holdScreen } from "./box/full_screen";
import { hearing } from "./box/hearing";
import { describePage } from "./box/page";
import { STYLE } from "./box/style";
import { openTeaserBubble } from "./box/teaser";
import { countInTitle } from "./box/title";

/** Puts the panel's box, with the panel in it, into the loader's shadow root. */
export function v1(host: BoxHost): Box {
  const { root, state } = host;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const box = document.createElement("div");
  const bubble = openTeaserBubble(host, (id) => frame.say({ type: "dismissed", id }));
  const frame = openFrame(host, hearing(host, bubble));
  const badge = openBadge(host.launcher);
  box.append(frame.element);
  root.prepend(box);
  let release: (() => void) | null = null;

  return {
    say: frame.say,
    moved: (purpose) => frame.say({ type: "page", page: describePage(host.campaign), purpose }),
    draw({ isShown, isPhone, isQuiet, words }: BoxLook) {
      const isFull = isShown && isPhone;
      frame.element.title = words.chat;
      if (isFull !== !!release) {
        release?.();
        release = isFull ? holdScreen(box, host.close) : null;
      }
      box.className = `p${isShown ? " s" : ""}${isQuiet ? " q" : ""}${isFull ? " m" : ""}`;
      frame.say({ type: "full", isFull });
      badge.draw(state.open ? 0 : state.unread);
      if (state.open || host.launcher.hidden) bubble.hide();
      bubble.draw(words.dismiss);
    },
    close() {
      release?.();
      bubble.hide();
      countInTitle(0);
      badge.remove();
      box.remove();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
      return frame.close();
    },
  };
}
