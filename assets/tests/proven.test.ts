// "Verified" beside a conversation is about who writes in it, not about the customer that agents have put them to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isProven } from "../inbox/state/proven";
import { conversation } from "./support";

const customer = { is_verified: true, unproven_browsers: 0 };
const merged = { is_verified: true, unproven_browsers: 1 };
const said = (is_verified: boolean) => ({ contact: { ...conversation("cnv_a", 1).contact, is_verified } });

test("a browser that agents put to a customer is not verified, whatever the customer is", () => {
  assert.equal(isProven(merged, said(false)), false);
  assert.equal(isProven(merged, said(true)), true, "the customer's own browser");
});

test("as long as the conversation itself is not known, nobody is verified who might not be", () => {
  assert.equal(isProven(merged, undefined), false);
  assert.equal(isProven(customer, undefined), true);
});
