// Why a search with filters found nothing, as far as one of them is to blame. Pure.

import type { SearchResults } from "../../../shared/protocol";

export interface Blamed {
  chip: SearchResults["chips"][number];
  /** How much would be found without it. */
  hits: number;
}

/** Filters that name nothing there is, and those without which something would be found. */
export function blamed({ chips, without }: Pick<SearchResults, "chips" | "without">): Blamed[] {
  const all = chips.map((chip, index) => ({ chip, hits: without.find((one) => one.chip === index)?.hits ?? 0 }));
  return all.filter(({ chip, hits }) => !chip.is_known || hits > 0 || all.length === 1);
}
