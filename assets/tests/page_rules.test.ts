import assert from "node:assert/strict";
import { test } from "node:test";
import shared from "../../tests/it/data/page_rules.json";
import { decide, type PageFacts } from "../shared/page_rules";
import type { PageRuleView } from "../shared/protocol";

const rule = (act: string, conditions: Partial<PageRuleView> = {}): PageRuleView => ({
  do: act, path: null, query: null, device: null, language: null, signed_in: null, ...conditions,
});

const page = (facts: Partial<PageFacts> = {}): PageFacts => ({
  path: "/", query: "", isPhone: false, language: "en", isSignedIn: false, ...facts,
});

const shows = (rules: PageRuleView[], facts?: Partial<PageFacts>) => decide(rules, page(facts)).shows;

interface SharedCase {
  rules: (Partial<PageRuleView> & { do: string })[];
  page: { path: string; query: string; device: string; language: string; signed_in: boolean };
  shows: boolean;
  purpose: string | null;
}

test("the server's table of cases has the same answers here", () => {
  const cases: SharedCase[] = shared;
  assert.ok(cases.length > 0);
  for (const { rules, page: at, shows: wanted, purpose } of cases) {
    const facts = { path: at.path, query: at.query, isPhone: at.device === "phone", language: at.language, isSignedIn: at.signed_in };
    const decision = decide(rules.map((one) => rule(one.do, one)), facts);
    assert.deepEqual(decision, { shows: wanted, purpose }, JSON.stringify({ rules, at }));
  }
});

test("without rules the launcher shows, and the first that fits decides", () => {
  assert.equal(shows([]), true);
  assert.equal(shows([rule("hide")]), false);
  assert.equal(shows([rule("hide", { path: "/cart" })]), true);
  assert.equal(shows([rule("show", { path: "/cart" }), rule("hide")], { path: "/cart" }), true);
  assert.equal(shows([rule("hide"), rule("show", { path: "/cart" })], { path: "/cart" }), false);
});

test("who names pages where it shows means only those; a purpose says nothing about showing", () => {
  assert.equal(shows([rule("show", { path: "/help" })], { path: "/" }), false);
  assert.equal(shows([rule("show", { path: "/help" }), rule("hide", { path: "/help/old" })], { path: "/cart" }), false);
  assert.equal(shows([rule("sales", { path: "/help" })], { path: "/" }), true);
});

test("the first purpose that fits holds, whatever stands between", () => {
  const rules = [rule("hide"), rule("checkout", { path: "/cart" }), rule("sales")];

  assert.equal(decide(rules, page({ path: "/cart" })).purpose, "checkout");
  assert.equal(decide(rules, page()).purpose, "sales");
  assert.equal(decide([rule("dance")], page()).purpose, null);
});

test("a star is any run of characters, and a slash at the end does not count", () => {
  const fits = (path: string, at: string) => !shows([rule("hide", { path })], { path: at });
  const fitting = [
    ["/", "/"], ["/a", "/a/"], ["/a/", "/a"], ["/blog/*", "/blog"], ["/blog/*", "/blog/"], ["/blog/*", "/blog/x/y"], ["*", "/"],
    ["*/edit", "/x/edit/"], ["/*/b/*/d", "/a/b/c/d"], ["*.html", "/a.html"], ["/a*a", "/aa"], ["/**", "/x"], ["/a.b", "/a.b"],
  ];
  const others = [
    ["/", "/a"], ["/a", "/ab"], ["/a", "/b/a"], ["/blog/*", "/blogs"], ["/a*a", "/a"], ["/a.b", "/axb"], ["/A", "/a"], ["/*/b", "/b"],
  ];

  for (const [path, at] of fitting) assert.ok(fits(path!, at!), `${path} fits ${at}`);
  for (const [path, at] of others) assert.ok(!fits(path!, at!), `${path} does not fit ${at}`);
});

test("no pattern makes the page wait", () => {
  const started = performance.now();

  shows([rule("hide", { path: `${"*a".repeat(100)}b` })], { path: `/${"a".repeat(20_000)}` });

  assert.ok(performance.now() - started < 200);
});

test("query, device, language and being signed in are conditions of their own, and all must hold", () => {
  const fits = (conditions: Partial<PageRuleView>, facts: Partial<PageFacts>) => !shows([rule("hide", conditions)], facts);

  assert.ok(fits({ query: "ref" }, { query: "?a=1&ref" }));
  assert.ok(fits({ query: "ref=mail" }, { query: "?ref=web&ref=mail" }));
  assert.ok(!fits({ query: "ref=mail" }, { query: "?ref=mails" }));
  assert.ok(!fits({ query: "ref" }, { query: "?refs=1" }));
  assert.ok(fits({ device: "phone" }, { isPhone: true }) && !fits({ device: "phone" }, {}));
  assert.ok(fits({ device: "desktop" }, {}) && !fits({ device: "desktop" }, { isPhone: true }));
  assert.ok(fits({ language: "de" }, { language: "DE-at" }) && !fits({ language: "de" }, { language: "den" }));
  assert.ok(!fits({ language: "de" }, { language: "" }));
  assert.ok(fits({ signed_in: false }, {}) && !fits({ signed_in: true }, {}));
  assert.ok(!fits({ path: "/", device: "phone" }, {}));
});
