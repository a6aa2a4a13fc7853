// The element under <html> that holds the launcher and the panel's box, and stays there whatever the page does to its body.

import { resolveColour, wantsDarkText } from "../../shared/colour";
import type { WidgetInit } from "../../shared/protocol";
import { close_chat, open_chat, unread_suffix } from "../../shared/strings/en.json";
import { SIZES, type Attributes } from "./attributes";
import { STYLE } from "./style";

export const TAG = "deskbell-widget";
const FALLBACK_COLOUR = "#0e6b58";
/** Space between the launcher and the panel above it, in pixels. */
const GAP = 12;

export interface Shell {
  readonly host: HTMLElement;
  readonly launcher: HTMLButtonElement;
  readonly box: HTMLElement;
  showLauncher(isShown: boolean): void;
  /** Draws the state: open or not, whether the panel is there to be shown, how many unread. */
  draw(isOpen: boolean, isShown: boolean, unread: number): void;
}

export function buildShell(init: WidgetInit, attributes: Attributes): Shell {
  const host = document.createElement(TAG);
  const root = host.attachShadow({ mode: "open" });
  const size = SIZES[init.launcher.size] ?? SIZES.medium;
  const offsetY = attributes.offsetY ?? init.launcher.offset_y;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE + valuesOf(init, attributes, size, offsetY));
  root.adoptedStyleSheets = [sheet];

  const badge = element("span", "n");
  badge.hidden = true;
  const launcher = element("button", "l");
  launcher.setAttribute("aria-haspopup", "dialog");
  launcher.append(
    drawing("o", "M4 12a8 7.4 0 1 1 4.2 6.5L4 20l1.2-3.9A7 7 0 0 1 4 12zM9 10.5h6M9 13.8h3.5"),
    drawing("x", "M6.5 6.5l11 11m0-11-11 11"),
    badge,
  );
  const box = element("div", "p");
  root.append(box, launcher);

  const shell: Shell = {
    host,
    launcher,
    box,
    showLauncher(isShown) {
      launcher.hidden = !isShown;
      host.style.setProperty("--py", `${offsetY + (isShown ? size + GAP : 0)}px`);
    },
    draw(isOpen, isShown, unread) {
      launcher.setAttribute("aria-expanded", String(isOpen));
      launcher.ariaLabel = isOpen ? close_chat : open_chat + (unread ? unread_suffix.replace("{count}", String(unread)) : "");
      badge.hidden = isOpen || !unread;
      badge.textContent = unread > 99 ? "99+" : String(unread);
      launcher.ariaBusy = String(isOpen !== isShown);
      box.classList.toggle("s", isShown);
    },
  };
  shell.draw(false, false, 0);
  return shell;
}

/** The site's and the page's wishes, as custom properties for the sheet above. */
function valuesOf(init: WidgetInit, attributes: Attributes, size: number, y: number): string {
  const side = attributes.position ?? init.launcher.position;
  // A wide offset on a narrow phone must not push the button off the screen.
  const x = `min(${attributes.offsetX ?? init.launcher.offset_x}px, 100vw - ${size + 8}px)`;
  const inset = `calc(${x} + env(safe-area-inset-${side}))`;
  const colour = resolveColour(init.colors.primary, FALLBACK_COLOUR);
  return `:host{--z:${attributes.zIndex};--x:${x};--y:${y}px;--d:${size}px;--${side[0]}:${inset};--side:${side};
--c:rgb(${colour});--i:${wantsDarkText(colour) ? "#111" : "#fff"}}`;
}

/** Keeps the element under <html>: some pages swap their body or hydrate all of <html>. Returns what stops it. */
export function mountShell(host: HTMLElement): () => void {
  const html = document.documentElement;
  const attach = () => {
    if (!host.isConnected) html.append(host);
  };
  attach();
  const observer = new MutationObserver(attach);
  observer.observe(html, { childList: true });
  return () => {
    observer.disconnect();
    host.remove();
  };
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function drawing(className: string, line: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("viewBox", "0 0 24 24");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", line);
  svg.append(path);
  return svg;
}
