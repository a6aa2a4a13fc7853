// On which pages the launcher shows, and what a page is for. Pure, because the server decides by the same rules when
// an administrator tries an address: one table of cases holds both to the same answers.

import type { PageRuleView, Purpose } from "./protocol";

export const PURPOSES: Purpose[] = ["support", "sales", "checkout"];

export interface PageFacts {
  /** As the address holds it, not decoded. */
  path: string;
  /** With or without its question mark. */
  query: string;
  isPhone: boolean;
  /** The page's language tag; empty where it names none. */
  language: string;
  /** Whether the page has said who its visitor is. */
  isSignedIn: boolean;
}

export interface Decision {
  shows: boolean;
  /** What the rules say the page is for; null leaves it to the site. */
  purpose: Purpose | null;
}

/** The first rule that fits decides. Who names pages where the launcher shows means only those. */
export function decide(rules: PageRuleView[], facts: PageFacts): Decision {
  const fitting = rules.filter((rule) => fits(rule, facts)).map((rule) => rule.do);
  const first = fitting.find((act) => act === "show" || act === "hide");
  return {
    shows: first ? first === "show" : !rules.some((rule) => rule.do === "show"),
    purpose: (fitting.find((act) => PURPOSES.includes(act as Purpose)) as Purpose | undefined) ?? null,
  };
}

/** What a rule leaves out fits everything. */
function fits({ path, query, device, language, signed_in }: PageRuleView, facts: PageFacts): boolean {
  return (
    (path == null || fitsPath(bare(path), bare(facts.path))) &&
    (query == null || fitsQuery(query, facts.query)) &&
    (device == null || (device === "phone") === facts.isPhone) &&
    (language == null || `${facts.language}-`.toLowerCase().startsWith(`${language}-`.toLowerCase())) &&
    (signed_in == null || signed_in === facts.isSignedIn)
  );
}

/** A slash at the end does not count, so `/blog/*` fits `/blog` as it fits `/blog/`. */
function bare(path: string): string {
  return path.replace(/\/$/, "");
}

/** Part by part and never back, so that no pattern can make the page wait. */
function fitsPath(pattern: string, path: string): boolean {
  const [first, ...parts] = pattern.split("*") as [string, ...string[]];
  const last = parts.pop();
  let rest = `${path}/`;
  if (last === undefined) return path === first;
  if (!rest.startsWith(first)) return false;
  rest = rest.slice(first.length);
  for (const part of parts) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return rest.endsWith(last) || rest.endsWith(`${last}/`);
}

function fitsQuery(wanted: string, query: string): boolean {
  const [name, ...value] = wanted.split("=");
  const given = new URLSearchParams(query).getAll(name!);
  return value.length ? given.includes(value.join("=")) : given.length > 0;
}
