// The languages the widget speaks. Each is a file of its own that is fetched when somebody needs it; English is always
// there. What a reader wishes is matched by language, so that `pt-BR` finds `pt` and `zh-TW` finds `zh`.

import english from "./strings/en.json";
import panelWords from "./strings/en_panel.json";
import { learn, speakWith, type Words } from "./strings";

learn(panelWords);

type Module = { default: Words };

const LANGUAGES: Record<string, () => Promise<Module>> = {
  de: () => import("./strings/de.json"),
  fr: () => import("./strings/fr.json"),
  es: () => import("./strings/es.json"),
  pt: () => import("./strings/pt.json"),
  it: () => import("./strings/it.json"),
  nl: () => import("./strings/nl.json"),
  pl: () => import("./strings/pl.json"),
  tr: () => import("./strings/tr.json"),
  ar: () => import("./strings/ar.json"),
  he: () => import("./strings/he.json"),
  ja: () => import("./strings/ja.json"),
  zh: () => import("./strings/zh.json"),
  hi: () => import("./strings/hi.json"),
};

export const SPOKEN = ["en", ...Object.keys(LANGUAGES)];

export interface Spoken {
  /** The language of the words. */
  language: string;
  direction: "ltr" | "rtl";
}

/** The first wish that something is there for, and what is there for it: the same tag, else the same language. */
export function matchLocale(wishes: readonly string[], there: readonly string[]): { wish: string; found: string } | null {
  for (const wish of wishes) {
    const wanted = parse(wish);
    if (wanted === null) continue;
    const known = there.map((tag) => ({ tag, parsed: parse(tag) })).filter(({ parsed }) => parsed?.language === wanted.language);
    const best =
      known.find(({ parsed }) => parsed?.baseName === wanted.baseName) ??
      known.find(({ parsed }) => parsed?.maximize().baseName === wanted.maximize().baseName) ??
      known.find(({ parsed }) => parsed?.baseName === parsed?.language) ??
      known[0];
    if (best) return { wish: wanted.baseName, found: best.tag };
  }
  return null;
}

function parse(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}

/**
 * Fetches and takes the words for the first wish that can be met; English when none can, or when they do not come. Null
 * where they are not `isWanted` any more once they are here.
 */
export async function speakFor(wishes: readonly string[], isWanted: () => boolean = () => true): Promise<Spoken | null> {
  const match = matchLocale(wishes, SPOKEN);
  const load = match === null ? undefined : LANGUAGES[match.found];
  const module = load && (await load().catch(() => null));
  if (!isWanted()) return null;
  // Times follow the words, refined by the reader's region: English words beside Finnish dates would be odd.
  if (match && module) speakWith(match.found, module.default, match.wish);
  else speakWith("en", english, match?.found === "en" ? match.wish : "en");
  const language = match && module ? match.found : "en";
  return { language, direction: language === "ar" || language === "he" ? "rtl" : "ltr" };
}
