// When an answer was begun, as this browser keeps it: in two fields, which pages of earlier builds have written and read.

import type { Begun, TeamPart } from "../../shared/outbox";

interface KeptBegun {
  after_number: number | null;
  forms: readonly number[];
}

export function keptBegun(begun: Begun | null): KeptBegun {
  return { after_number: begun?.after_number ?? null, forms: begun?.forms ?? [] };
}

/** What was kept; whatever cannot be read is nothing. */
export function readBegun({ after_number, forms }: { after_number?: unknown; forms?: unknown }): Begun | null {
  if (typeof after_number !== "number") return null;
  return { after_number, forms: Array.isArray(forms) ? forms.filter((one) => typeof one === "number") : [] };
}

/** How the outbox keeps the team's part of a message. */
export const TEAM_PACKING = {
  pack({ begun, ...team }: TeamPart): object {
    return { ...team, ...keptBegun(begun) };
  },
  unpack(kept: TeamPart): TeamPart {
    const { after_number, forms, ...team } = kept as TeamPart & Partial<KeptBegun>;
    return { ...team, begun: readBegun({ after_number, forms }) };
  },
};
