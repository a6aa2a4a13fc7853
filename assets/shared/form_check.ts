// What a visitor gives in a form, checked before it is sent. The server decides; this only spares a way there and back.

import type { FormField, ProblemField } from "./protocol";
import { say } from "./strings";

/** What stands in the controls: text, or whether a box is ticked. */
export type Given = Readonly<Record<string, string | boolean | undefined>>;
/** By the field's name: what is wrong with it, in words. */
export type Wrong = Readonly<Record<string, string>>;
export type Values = Record<string, string | number | boolean>;

/** What is wrong with one field; null when it can be sent. */
export function wrongWith(field: FormField, given: string | boolean | undefined): string | null {
  if (field.kind === "check") return field.is_required && given !== true ? say("field_tick") : null;
  const text = String(given ?? "").trim();
  if (text === "") return field.is_required ? say("field_needed") : null;
  if (field.kind === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/u.test(text)) return say("field_email");
  if (field.kind === "phone" && !/^\+?[\d\s()./-]{5,32}$/u.test(text)) return say("field_phone");
  if (field.kind === "number" && numberOf(text) === null) return say("field_number");
  if (field.kind === "date" && !/^\d{4}-\d\d-\d\d$/.test(text)) return say("field_date");
  if (field.kind === "choice" && !field.options.includes(text)) return say("field_choice");
  return null;
}

export function wrongIn(fields: readonly FormField[], given: Given): Wrong {
  const found = fields.map((field) => [field.name, wrongWith(field, given[field.name])] as const);
  return Object.fromEntries(found.filter((one): one is [string, string] => one[1] !== null));
}

/** What is sent: fields that were left empty are left out. */
export function valuesOf(fields: readonly FormField[], given: Given): Values {
  const values: Values = {};
  for (const { name, kind } of fields) {
    if (kind === "check") values[name] = given[name] === true;
    else {
      const text = String(given[name] ?? "").trim();
      if (text !== "") values[name] = kind === "number" ? (numberOf(text) ?? text) : text;
    }
  }
  return values;
}

/** The server's word on fields: `/values/email` is about the field `email`. */
export function wrongByServer(fields: readonly FormField[], errors: readonly ProblemField[]): Wrong {
  const names = new Set(fields.map((field) => field.name));
  const found = errors.map(({ pointer, detail }) => [pointer.replace(/^\/values\//, "").replace(/~1/g, "/").replace(/~0/g, "~"), detail] as const);
  return Object.fromEntries(found.filter(([name]) => names.has(name)));
}

/** People write 1.5 and 1,5. */
function numberOf(text: string): number | null {
  if (!/^[+-]?\d+(?:[.,]\d+)?$/.test(text)) return null;
  const number = Number(text.replace(",", "."));
  return Number.isFinite(number) ? number : null;
}
