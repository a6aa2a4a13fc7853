// What the page says about its visitor, checked by the rules of the contract and merged with what it said before.

import type { Identity } from "../../shared/protocol";
import type { AttributeValue } from "../../shared/types";
import { cut } from "../../shared/well_formed";

const TEXTS = ["name", "email", "phone", "username", "avatar_url", "address"] as const;
/** What proves who somebody is. The first needs the id beside it, the others say it themselves. */
const PROOFS = ["user_hash", "user_token", "session"] as const;
/** Longer than any token a server makes; a proof that is cut proves nothing. */
const PROOF_MAX = 8_000;
const ATTRIBUTES_MAX = 100;
const NAME_MAX = 64;
const VALUE_MAX = 1_000;

/** Keeps what can be used; says why for the rest. */
export function readIdentity(given: unknown, complain: (sentence: string) => void): Identity {
  if (!isPlain(given)) return {};
  const identity: Identity = {};
  const id = given["user_id"];
  if (typeof id === "string" || typeof id === "number") {
    const text = String(id);
    if (text.length >= 1 && text.length <= 255) identity.user_id = text;
    else complain("identify: user_id must have 1 to 255 characters.");
  }
  for (const name of TEXTS) {
    const value = given[name];
    if (typeof value === "string" && value !== "") identity[name] = cut(value, VALUE_MAX);
    else if (value != null && value !== "") complain(`identify: ${name} must be text.`);
  }
  for (const name of PROOFS) {
    const value = given[name];
    if (typeof value === "string" && value.length <= PROOF_MAX && value !== "") identity[name] = value;
    else if (value != null && value !== "") complain(`identify: ${name} must be text of at most ${PROOF_MAX} characters.`);
  }
  if (given["attributes"] !== undefined) identity.attributes = readAttributes(given["attributes"], complain);
  return identity;
}

function readAttributes(given: unknown, complain: (sentence: string) => void): Record<string, AttributeValue> {
  const kept: Record<string, AttributeValue> = {};
  if (!isPlain(given)) {
    complain("attributes must be an object of names and values.");
    return kept;
  }
  for (const [name, value] of Object.entries(given)) {
    const isFine = value === null || typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value.length <= VALUE_MAX);
    if (isFine && name !== "" && !/\p{Cc}/u.test(name) && name.length <= NAME_MAX && Object.keys(kept).length < ATTRIBUTES_MAX) kept[name] = value;
    else complain(`attribute "${name.slice(0, NAME_MAX)}" was left out: at most 100, names up to 64 characters and none of them a control character, values text up to 1,000, number, boolean or null.`);
  }
  return kept;
}

/** Later words win; attributes merge. Another id, or a proof that may be another's, is another person, of whom nothing is known yet. */
export function mergeIdentity(before: Identity, more: Identity): Identity {
  const known = mayBeAnother(before, more) ? {} : before;
  const merged = { ...known, ...more };
  // A proof belongs to what it came with.
  if (namesSomebody(more)) for (const proof of PROOFS) if (more[proof] === undefined) delete merged[proof];
  if (known.attributes || more.attributes) merged.attributes = { ...known.attributes, ...more.attributes };
  return merged;
}

function mayBeAnother(before: Identity, more: Identity): boolean {
  if (before.user_id !== undefined && more.user_id !== undefined) return before.user_id !== more.user_id;
  // Whom a token means only the server can read.
  return namesSomebody(before) && namesSomebody(more) && !isSameProof(before, more);
}

/** Whether it says who somebody is, rather than what they are like. */
export function namesSomebody({ user_id, user_token, session }: Identity): boolean {
  return user_id !== undefined || user_token !== undefined || session !== undefined;
}

export function isSameProof(one: Identity, other: Identity): boolean {
  return one.user_id === other.user_id && PROOFS.every((proof) => one[proof] === other[proof]);
}

/** What is left to say of somebody whose id was not believed. */
export function withoutId({ user_id: _id, user_hash: _hash, user_token: _token, session: _session, ...claims }: Identity): Identity {
  return claims;
}

/** What is left of somebody of whom the server does not take the rest. */
export function proofOf(identity: Identity): Identity {
  if (!hasProof(identity)) return {};
  const { user_id, user_hash, user_token, session } = identity;
  const given = Object.entries({ user_id, user_hash, user_token, session }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Identity;
}

export function hasProof({ user_id, user_hash, user_token, session }: Identity): boolean {
  return user_token !== undefined || session !== undefined || (user_id !== undefined && user_hash !== undefined);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
