// A profile as somebody edits it: text by field until it is saved, and what of it differs. Pure.

import type { AttributeView, ContactDetails } from "../../shared/protocol";

export const FIELDS = ["name", "email", "phone", "username", "address"] as const;
export type Field = (typeof FIELDS)[number];

export interface EditedAttribute {
  name: string;
  value: string;
  kind: AttributeView["kind"];
  /** Not stored yet: its name can still be chosen. */
  isNew: boolean;
}

export interface ProfileEdit {
  fields: Record<Field, string>;
  attributes: readonly EditedAttribute[];
}

export interface ProfileChanges {
  [field: string]: unknown;
  attributes?: Record<string, string | number | boolean | null>;
}

/** What stands in the fields at first. The name of somebody unnamed is a name of ours, or only claimed: the field is empty then. */
export function editOf(contact: ContactDetails, named: string | null): ProfileEdit {
  const { email, phone, username, address } = contact;
  return {
    fields: { name: named ?? "", email: email ?? "", phone: phone ?? "", username: username ?? "", address: address ?? "" },
    attributes: contact.attributes.map(({ name, value, kind }) => ({ name, value, kind, isNew: false })),
  };
}

/** What differs, as the server takes it; null where nothing does. */
export function changesOf(before: ProfileEdit, after: ProfileEdit): ProfileChanges | null {
  const changes: ProfileChanges = {};
  for (const field of FIELDS) {
    const value = after.fields[field].trim();
    if (value !== before.fields[field]) changes[field] = value === "" ? null : value;
  }
  const attributes: NonNullable<ProfileChanges["attributes"]> = {};
  for (const known of before.attributes) if (!after.attributes.some((one) => !one.isNew && one.name === known.name)) attributes[known.name] = null;
  for (const one of after.attributes) {
    const name = one.name.trim();
    const was = before.attributes.find((known) => known.name === name);
    if (one.isNew ? name !== "" || one.value.trim() !== "" : was?.value !== one.value) attributes[name] = valueOf(one);
  }
  if (Object.keys(attributes).length > 0) changes.attributes = attributes;
  return Object.keys(changes).length > 0 ? changes : null;
}

/** `sent` as it is stored. */
function asStored(sent: ProfileEdit): ProfileEdit {
  const fields = { ...sent.fields };
  for (const field of FIELDS) fields[field] = fields[field].trim();
  return { fields, attributes: sent.attributes.filter((one) => one.name.trim() !== "").map((one) => ({ ...one, name: one.name.trim(), isNew: false })) };
}

/** What makes a profile what it was before `sent` was stored. */
export function wayBack(before: ProfileEdit, sent: ProfileEdit): ProfileChanges | null {
  return changesOf(asStored(sent), before);
}

/**
 * The form as it goes on once `sent` is stored, where something was typed meanwhile; null where nothing was. What was new then is
 * stored under its name.
 */
export function typedOn(sent: ProfileEdit, now: ProfileEdit): { before: ProfileEdit; draft: ProfileEdit } | null {
  const before = asStored(sent);
  // Only what was new when it was sent: a name that is just being typed may be on its way to a longer one.
  const isStored = (one: EditedAttribute) => sent.attributes.some((known) => known.isNew && known.name.trim() === one.name.trim() && one.name.trim() !== "");
  const draft = { ...now, attributes: now.attributes.map((one) => (one.isNew && isStored(one) ? { ...one, name: one.name.trim(), isNew: false } : one)) };
  return changesOf(before, draft) === null ? null : { before, draft };
}

/** A number stays a number as long as it is one. */
function valueOf({ value, kind }: EditedAttribute): string | number | boolean {
  const text = value.trim();
  if (kind === "boolean" && (text === "true" || text === "false")) return text === "true";
  // A number that a machine would round stays text.
  if (kind === "number" && text !== "" && String(Number(text)) === text) return Number(text);
  return text;
}

/** The place of an attribute in an answer about wrong fields. */
export function pointerOf(name: string): string {
  return `/attributes/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
