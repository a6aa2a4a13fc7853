// What a saved view's conditions are sent as: what asks for nothing is left out. Pure.

import type { ProblemField } from "../../shared/protocol";
import { say } from "../../shared/strings";
import type { AttributeCondition, SavedFilters } from "./wire";

/** The most conditions on attributes in one view. */
export const ATTRIBUTES_MAX = 10;

export function filtersToSend(filters: SavedFilters): SavedFilters {
  const { is_verified, waiting_minutes, unread, ...lists } = filters;
  return {
    ...lists,
    attributes: filters.attributes.filter((one) => one.name.trim() !== "" && (needsNoValue(one) || (one.value ?? "").trim() !== "")).map(tidy),
    ...(is_verified == null ? {} : { is_verified }),
    ...(waiting_minutes == null || !(waiting_minutes > 0) ? {} : { waiting_minutes: Math.round(waiting_minutes) }),
    ...(unread == null ? {} : { unread }),
  };
}

/** What is wrong with a view: what stands at its name, and what is about the rest of it. */
export interface ViewTrouble {
  name: string | null;
  rest: string | null;
}

export const NO_TROUBLE: ViewTrouble = { name: null, rest: null };

export function troubleBefore(name: string): ViewTrouble {
  return { name: name.trim() === "" ? say("saving_needs_name") : null, rest: null };
}

/** As the server said it. */
export function troubleAfter({ message, fields }: { message: string; fields: readonly ProblemField[] }): ViewTrouble {
  const words = (isName: boolean) => fields.filter((field) => (field.pointer === "/name") === isName).map((field) => field.detail).join(" ");
  return { name: words(true) || null, rest: fields.length === 0 ? message : words(false) || null };
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
