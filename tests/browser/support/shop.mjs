// The shop's own server: it tells Deskbell who its customers are and what they bought, and proves to the page's visitor
// who they are.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

export const CUSTOMER = {
  external_id: "cust_42",
  name: "Noor Haddad",
  email: "noor@example.com",
  phone: "+41 31 555 01 42",
  attributes: { plan: "Gold", bicycles: 2 },
};

const DAY_MS = 86_400_000;
const daysAgo = (days) => new Date(Date.now() - days * DAY_MS).toISOString();

export const RECORDS = [
  { kind: "order", reference: "BK-1042", title: "Order BK-1042", amount: "189.90", currency: "EUR", status: "shipped", url: "https://shop.example/orders/BK-1042", occurred_at: daysAgo(2) },
  { kind: "payment", reference: "P-77", title: "Payment P-77", amount: "189.90", currency: "EUR", status: "paid", occurred_at: daysAgo(2) },
  { kind: "order", reference: "BK-0991", title: "Order BK-0991", amount: "24.50", currency: "EUR", status: "refunded", occurred_at: daysAgo(40) },
];

export class Shop {
  constructor(server, key) {
    this.origin = server.origin;
    this.key = key;
  }

  /** Sends a customer and what they bought. */
  async tells({ customer = CUSTOMER, records = RECORDS } = {}) {
    await this.post("identify", customer);
    await this.post("records", { external_id: customer.external_id, records });
  }

  async post(operation, body) {
    const answer = await this.ask(`ingest/${operation}`, body);
    assert.equal(answer.status, 200, await answer.text());
  }

  /** Prepares a session, as the shop does while it makes the page. */
  async prepares(body) {
    const answer = await this.ask("sessions", body);
    const text = await answer.text();
    assert.equal(answer.status, 201, text);
    return JSON.parse(text);
  }

  ask(path, body) {
    return fetch(`${this.origin}/v1/chat/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }
}

const part = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** A signed token in place of id and hash, good for five minutes unless `claims` say otherwise. */
export function token(secret, claims = {}) {
  const body = { sub: CUSTOMER.external_id, exp: Math.floor(Date.now() / 1_000) + 300, ...claims };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(body)}`;
  return { user_token: `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}` };
}

/** What the shop's page passes on for a customer who is logged in there. */
export function proof(secret, id = CUSTOMER.external_id) {
  return { user_id: id, user_hash: createHmac("sha256", secret).update(id).digest("hex") };
}
