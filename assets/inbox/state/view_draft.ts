// What a saved view's conditions are sent as, where what asks for nothing is left out, and what is wrong with them. Pure.

import type { ProblemField } from "../../shared/protocol";
import { say } from "../../shared/strings";
import type { ViewDraft } from "./saved_views";
import type { AttributeCondition, SavedFilters } from "./wire";

/** The most conditions on attributes in one view. */
export const ATTRIBUTES_MAX = 10;
/** The longest wait that can be asked for: a year. */
export const WAITING_MAX = 525_600;

export function filtersToSend(filters: SavedFilters): SavedFilters {
  const { is_verified, waiting_minutes, unread, ...lists } = filters;
  return {
    ...lists,
    attributes: filters.attributes.filter((one) => one.name.trim() !== "" && (needsNoValue(one) || (one.value ?? "").trim() !== "")).map(tidy),
    ...(is_verified == null ? {} : { is_verified }),
    ...(waiting_minutes == null || !(waiting_minutes > 0) ? {} : { waiting_minutes }),
    ...(unread == null ? {} : { unread }),
  };
}

export interface AttributeTrouble {
  name: string | null;
  value: string | null;
}

/** What is wrong with a view: what stands at its fields, and what is about the rest of it. */
export interface ViewTrouble {
  name: string | null;
  waiting: string | null;
  /** For each condition on an attribute, in their order. */
  attributes: readonly AttributeTrouble[];
  rest: string | null;
}

export const NO_TROUBLE: ViewTrouble = { name: null, waiting: null, attributes: [], rest: null };

export function troubleBefore({ name, filters: { waiting_minutes: waiting, attributes } }: Pick<ViewDraft, "name" | "filters">): ViewTrouble {
  const isWait = waiting == null || (Number.isInteger(waiting) && waiting >= 1 && waiting <= WAITING_MAX);
  return {
    name: name.trim() === "" ? say("saving_needs_name") : null,
    waiting: isWait ? null : say("saving_needs_minutes", { most: WAITING_MAX.toLocaleString() }),
    attributes: attributes.map(troubleOf),
    rest: null,
  };
}

export function isTrouble({ name, waiting, attributes, rest }: ViewTrouble): boolean {
  return [name, waiting, rest, ...attributes.flatMap((one) => [one.name, one.value])].some((words) => words !== null);
}

/** One that was added and never filled in asks for nothing. */
function troubleOf(one: AttributeCondition): AttributeTrouble {
  const [hasName, hasValue] = [one.name.trim() !== "", needsNoValue(one) || (one.value ?? "").trim() !== ""];
  if (!hasName && !hasValue) return { name: null, value: null };
  return { name: hasName ? null : say("saving_needs_attribute"), value: hasValue ? null : say("saving_needs_value") };
}

/** As the server said it. */
export function troubleAfter({ message, fields }: { message: string; fields: readonly ProblemField[] }): ViewTrouble {
  const words = (isName: boolean) => fields.filter((field) => (field.pointer === "/name") === isName).map((field) => field.detail).join(" ");
  return { ...NO_TROUBLE, name: words(true) || null, rest: fields.length === 0 ? message : words(false) || null };
}

export function needsNoValue({ op }: Pick<AttributeCondition, "op">): boolean {
  return op === "set" || op === "not_set";
}

function tidy({ name, op, value }: AttributeCondition): AttributeCondition {
  return needsNoValue({ op }) ? { name: name.trim(), op } : { name: name.trim(), op, value: (value ?? "").trim() };
}

/** With it, or without it where it was there. */
export function toggled<One>(list: readonly One[], one: One): One[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}
