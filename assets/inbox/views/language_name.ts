// What languages are called, in the reader's own.

import { locale } from "../../shared/strings";

/** What a language is called; its tag where nobody knows it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The same, without the region; null where it is the reader's own language, or none. */
export function otherLanguage(tag: string): string | null {
  try {
    const { language } = new Intl.Locale(tag);
    return language === new Intl.Locale(locale()).language ? null : languageName(language);
  } catch {
    return null;
  }
}
