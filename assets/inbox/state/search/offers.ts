// What the search field offers for what is being typed: operators by their beginning, then the values that one takes. Pure.

import { found } from "../finding";
import { beingTyped, OPERATORS, type Operator } from "./terms";

export interface SearchOffer {
  operator: Operator;
  /** Null where only the operator is offered. */
  value: string | null;
  /** What it is called, where that says more than the value. */
  name: string;
}

/** Names that values come from. */
export interface SearchNames {
  agents: readonly { name: string; email: string; is_active: boolean }[];
  tags: readonly { name: string }[];
  teams: readonly { name: string }[];
  sites: readonly { name: string }[];
}

const STATES = ["open", "snoozed", "done", "unread", "mine", "unassigned", "verified"] as const;
/** More are found by typing on. */
const OFFERED_MAX = 8;
const DAY_MS = 86_400_000;

/** `now` in milliseconds: days are offered from there. */
export function offersFor(typed: string, names: SearchNames, now: number): SearchOffer[] {
  const asked = beingTyped(typed);
  if (asked === null) return operatorsFor(typed);
  const { operator, value } = asked.term;
  const offers = valuesOf(operator, names, now).map((offer) => ({ ...offer, words: offer.value }));
  return found(offers, value)
    .slice(0, OFFERED_MAX)
    .map(({ name, value }) => ({ operator, name, value }));
}

/** The last word may be how an operator begins: two letters say enough. */
function operatorsFor(typed: string): SearchOffer[] {
  const word = /(?:^|\s)(\S+)$/u.exec(typed)?.[1]?.toLowerCase() ?? "";
  if (word.length < 2) return [];
  return OPERATORS.filter((operator) => operator.startsWith(word)).map((operator) => ({ operator, value: null, name: operator }));
}

function valuesOf(operator: Operator, names: SearchNames, now: number): { name: string; value: string }[] {
  const named = (all: readonly { name: string }[]) => all.map(({ name }) => ({ name, value: name }));
  switch (operator) {
    case "from":
      return [
        ...["me", "visitor"].map((value) => ({ name: value, value })),
        ...named(names.agents.filter((agent) => agent.is_active)),
      ];
    case "tag":
      return named(names.tags);
    case "team":
      return named(names.teams);
    case "site":
      return named(names.sites);
    case "is":
      return STATES.map((value) => ({ name: value, value }));
    case "before":
    case "after":
      return [0, 1, 7, 30, 365].map((days) => ({ name: `days_${days}`, value: dayOf(now - days * DAY_MS) }));
  }
}

/** "2026-05-03", where the reader is. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
