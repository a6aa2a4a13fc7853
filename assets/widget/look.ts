// The site's colours and theme, set through CSSOM because the page's policy allows no inline style.

import { contrast, cssOf, readableOn, resolveColour, wantsDarkText, type Rgb } from "../shared/colour";
import type { Colors, Theme } from "../shared/protocol";

const FALLBACK = "#0e6b58";
const SURFACE: Record<"light" | "dark", Rgb> = { light: [255, 255, 255], dark: [22, 26, 23] };
/** What links stand on: the bubbles of panel-tokens.css, the less contrasting of the two surfaces. */
const BUBBLE: Record<"light" | "dark", Rgb> = { light: [235, 238, 232], dark: [37, 43, 38] };
const BLACK: Rgb = [22, 26, 22];
const WHITE: Rgb = [255, 255, 255];

const dark = matchMedia("(prefers-color-scheme: dark)");
let listening: AbortController | null = null;

/** Applies colours and theme; `auto` follows the system from then on. */
export function applyLook(colors: Colors, theme: Theme): void {
  listening?.abort();
  listening = new AbortController();
  const apply = () => paint(colors, theme === "auto" ? (dark.matches ? "dark" : "light") : theme);
  apply();
  if (theme === "auto") dark.addEventListener("change", apply, listening);
}

function paint(colors: Colors, theme: "light" | "dark"): void {
  const root = document.documentElement;
  const primary = resolveColour(colors.primary, FALLBACK);
  const surface = SURFACE[theme];
  const set = (name: string, value: string) => root.style.setProperty(name, value);
  root.dataset["theme"] = theme;
  set("--widget-primary", cssOf(primary));
  set("--on-primary", cssOf(wantsDarkText(primary) ? BLACK : WHITE));
  set("--link", cssOf(readableOn(primary, BUBBLE[theme])));
  // A brand colour that vanishes on the surface gets a hairline around what it fills.
  set("--primary-edge", contrast(primary, surface) < 1.6 ? "var(--border-strong)" : "transparent");
  for (const [name, value] of [
    ["--widget-primary-light", colors.primaryLight],
    ["--widget-text", colors.text],
    ["--widget-text-light", colors.textLight],
  ] as const) {
    // The site's text colours are meant for a light page, and must stay readable even there.
    const isUsable = theme === "light" && value && (name === "--widget-primary-light" || contrast(resolveColour(value, "#ffffff"), surface) >= 4.5);
    if (isUsable) set(name, value);
    else root.style.removeProperty(name);
  }
}
