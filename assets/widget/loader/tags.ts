// Language tags as people write them, and what a table holds for one.

/** What a table holds for a tag, for its language, or for the fallback. */
export function inLocale(table: Record<string, string>, tag: string, fallback: string): string | undefined {
  return table[tag] ?? table[tag.split("-")[0]!] ?? table[fallback];
}

/** The tag as it is properly written; undefined for what is none. */
export function validTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replace("_", "-"))[0];
  } catch {
    return undefined;
  }
}
