// The element under <html> that holds the launcher and later the panel, and stays there whatever the page does to its body.

import type { LauncherIcon, LauncherWords, Theme, WidgetInit } from "../../shared/protocol";
import { SIZES, type Attributes } from "./attributes";
import { drawing, element } from "./element";
import { state } from "./state";
import { STYLE } from "./style";
import { inLocale } from "./tags";
import { wordsOf } from "./words";

export const TAG = "deskbell-widget";
/** Space between the launcher and the panel above it, in pixels. */
const GAP = 12;
const CHAT = "M4 12a8 7.4 0 1 1 4.2 6.5L4 20l1.2-3.9A7 7 0 0 1 4 12z";
const LINES: Partial<Record<LauncherIcon, string>> = {
  chat: `${CHAT}M9 10.5h6M9 13.8h3.5`,
  question: "M8.5 9a3.5 3.5 0 1 1 5 3.2q-1.5.8-1.5 2.3M12 18.5v.1",
  wave: "M8 14V7m3 5V5m3 7V6m3 7V9M8 11v3l-2-2c-2 0-1 2 1 5s9 4 10-4M4 4 3 7m17-3 1 3",
};

export interface Shell {
  readonly root: ShadowRoot;
  readonly launcher: HTMLButtonElement;
  /** May be replaced by those of another language. */
  words: LauncherWords;
  /** Draws what `state` says, and what it does not: whether the launcher shows, whether the panel is there, its theme. */
  draw(hasLauncher: boolean, isShown: boolean, theme: Theme | null): void;
}

export function buildShell(init: WidgetInit, attributes: Attributes): Shell {
  const host = element(TAG as "div", "");
  const root = host.attachShadow({ mode: "open" });
  const size = SIZES[init.launcher.size] ?? SIZES.medium;
  const offsetY = attributes.offsetY ?? init.launcher.offset_y;
  const values = valuesOf(init, attributes, size, offsetY);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const text = element("span", "v");
  const launcher = element("button", "l");
  launcher.setAttribute("aria-haspopup", "dialog");
  launcher.append(iconOf(init, attributes.base), text);
  root.append(launcher);

  const shell: Shell = {
    root,
    launcher,
    words: wordsOf(init),
    draw(hasLauncher, isShown, theme) {
      const { words } = shell;
      const { open, unread, locale } = state;
      const own = inLocale(init.launcher.texts ?? {}, locale, init.locale) ?? "";
      launcher.hidden = !hasLauncher;
      launcher.classList.toggle("w", !!own);
      text.textContent = own;
      const above = offsetY + (hasLauncher ? size + GAP : 0);
      host.style.cssText = `${values};--py:${above}px;--t:${(theme ?? init.theme).replace("auto", "light dark")}`;
      launcher.setAttribute("aria-expanded", `${open}`);
      launcher.setAttribute("aria-busy", `${open !== isShown}`);
      const label = open ? words.close : (own || words.open) + (unread ? words.unread.replace("#", `${unread}`) : "");
      launcher.setAttribute("aria-label", label);
    },
  };
  return shell;
}

/** The logo where the site wants it; a page's policy may forbid the picture, then the drawing stands there. */
function iconOf({ launcher, brand }: WidgetInit, base: string): Element {
  const drawn = drawing(LINES[launcher.icon] ?? LINES.chat!);
  if (launcher.icon !== "logo" || !brand.logo) return drawn;
  const picture = element("img", "o");
  picture.alt = "";
  picture.onerror = () => picture.replaceWith(drawn);
  picture.src = base + brand.logo;
  return picture;
}

/** The site's and the page's wishes, as custom properties for both sheets. */
function valuesOf(init: WidgetInit, attributes: Attributes, size: number, y: number): string {
  const side = attributes.position ?? init.launcher.position;
  // A wide offset on a narrow phone must not push the button off the screen.
  const x = `min(${attributes.offsetX ?? init.launcher.offset_x}px, 100vw - ${size + 8}px)`;
  const inset = `calc(${x} + env(safe-area-inset-${side}))`;
  const { primary, onPrimary } = init.colors;
  return `--z:${attributes.zIndex};--x:${x};--y:${y}px;--d:${size}px;--${side[0]}:${inset};--side:${side};--c:${primary};--i:${onPrimary}`;
}

/** Keeps the element under <html>, even a new <html>: pages swap or hydrate what they like. Returns what stops it. */
export function mountShell({ host }: ShadowRoot): () => void {
  const attach = () => {
    const html = document.documentElement;
    if (host.isConnected || !html) return;
    html.append(host);
    observer.observe(html, { childList: true });
  };
  const observer = new MutationObserver(attach);
  observer.observe(document, { childList: true });
  attach();
  return () => {
    observer.disconnect();
    host.remove();
  };
}
