import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, parseRgb, readableOn, wantsDarkText } from "../shared/colour";
import { formatAmount } from "../shared/money";
import { openStore } from "../shared/storage";
import { lengthOf, newClientId, partsOf, safeHref } from "../shared/text";
import { openPlace } from "../inbox/state/place";
import { readOffset } from "../widget/loader/attributes";
import { mergeIdentity, readIdentity } from "../widget/state/identity";
import { reportOf } from "../widget/state/page";

const linksIn = (body: string) => partsOf(body).flatMap((part) => (part.href === undefined ? [] : [part.href]));

test("web addresses become links, without the punctuation around them", () => {
  assert.deepEqual(linksIn("See https://fern.example/a?b=1&c=2."), ["https://fern.example/a?b=1&c=2"]);
  assert.deepEqual(linksIn("(https://fern.example/a)"), ["https://fern.example/a"]);
  assert.deepEqual(linksIn("https://en.example/Fern_(plant)!"), ["https://en.example/Fern_(plant)"]);
  assert.deepEqual(linksIn("www.fern.example, please"), ["https://www.fern.example/"]);
  assert.deepEqual(linksIn("two: http://a.example http://b.example"), ["http://a.example/", "http://b.example/"]);
});

test("nothing but web addresses becomes a link", () => {
  for (const hostile of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<b>", "vbscript:x", "file:///etc/passwd", "//fern.example", "<img src=x onerror=alert(1)>", "https://", "http:///", "\u0000javascript:alert(1)"]) {
    assert.deepEqual(linksIn(`a ${hostile} b`), [], hostile);
  }
  assert.equal(safeHref("javascript:alert(1)"), null);
  assert.equal(safeHref("mailto:ana@fern.example"), null);
  assert.equal(safeHref(null), null);
});

test("a message cut into parts is the whole message", () => {
  const bodies = ["", "plain", "https://a.example", "x https://a.example). y www. z", "línea\nhttps://a.example/ä?q=ñ\n🌿", "https://a.example\"onmouseover=alert(1)"];

  for (const body of bodies) assert.equal(partsOf(body).map((part) => part.text).join(""), body);
});

test("an address with quotes cannot leave its link", () => {
  assert.deepEqual(linksIn('https://a.example/"onmouseover="alert(1)'), ["https://a.example/"]);
});

test("offsets are whole pixels from 0 to 1000; junk is 20 with one word about it", () => {
  const complaints: string[] = [];
  const read = (text: string | undefined) => readOffset(text, "data-offset-x");
  console.warn = (sentence: string) => complaints.push(sentence);

  assert.deepEqual([read("0"), read("24"), read("1000"), read(undefined)], [0, 24, 1000, null]);
  assert.equal(complaints.length, 0);
  assert.deepEqual(["1001", "-1", "2.5", "12px", "", "1e3", "99999999999"].map(read), [20, 20, 20, 20, 20, 20, 20]);
  assert.equal(complaints.length, 7);
});

test("storage that throws is no error, and memory takes its place", () => {
  const throwing = () => {
    throw new Error("SecurityError");
  };
  const full = { length: 0, key: () => null, getItem: () => null, removeItem: () => undefined, setItem: throwing };
  const store = openStore([throwing, () => full]);

  store.set("a", "1");

  assert.equal(store.get("a"), "1");
  assert.deepEqual(store.keys("a"), ["a"]);
  store.remove("a");
  assert.equal(store.get("a"), null);
});

test("opening and reading storage writes nothing", () => {
  const writes: string[] = [];
  const watched = { length: 0, key: () => null, getItem: () => null, removeItem: () => undefined, setItem: (key: string) => void writes.push(key) };

  const store = openStore([() => watched]);
  store.get("a");
  store.keys("");

  assert.deepEqual(writes, []);
});

test("what a page says is checked field by field", () => {
  const complaints: string[] = [];

  const identity = readIdentity({ user_id: 42, name: "Ana", email: 7, attributes: { plan: "Club", list: [1], gone: null } }, (sentence) => complaints.push(sentence));

  assert.deepEqual(identity, { user_id: "42", name: "Ana", attributes: { plan: "Club", gone: null } });
  assert.equal(complaints.length, 2);
});

test("a proof stays with the id it came with", () => {
  const known = { user_id: "1", user_hash: "aa", attributes: { plan: "Club" } };

  assert.deepEqual(mergeIdentity(known, { user_id: "2", attributes: { city: "Lugo" } }), { user_id: "2", attributes: { city: "Lugo" } });
});

test("the page's address goes without query and hash, its campaign by itself", () => {
  const given = { origin: "https://evil.example", url: "https://shop.example/a?token=secret&utm_source=mail#x", title: "A".repeat(400), referrer: "https://www.example/?q=private" };

  const report = reportOf(given, "https://shop.example");

  assert.deepEqual(report, { origin: "https://shop.example", url: "https://shop.example/a", title: "A".repeat(256), referrer: "https://www.example/", campaign: { utm_source: "mail" } });
});

test("text on the brand colour and links on the surface can be read", () => {
  assert.equal(wantsDarkText(parseRgb("#ffe066")!), true);
  assert.equal(wantsDarkText(parseRgb("#0e6b58")!), false);
  for (const brand of ["#ffe066", "#ffffff", "#000000", "#7cc4ff"]) {
    assert.ok(contrast(readableOn(parseRgb(brand)!, [255, 255, 255]), [255, 255, 255]) >= 4.5, brand);
    assert.ok(contrast(readableOn(parseRgb(brand)!, [22, 26, 23]), [22, 26, 23]) >= 4.5, brand);
  }
});

test("money keeps every digit", () => {
  assert.equal(formatAmount("48.90", "EUR"), "€48.90");
  assert.equal(formatAmount("5000", "JPY"), "¥5,000");
  assert.equal(formatAmount("90071992547409931.01", "USD"), "$90,071,992,547,409,931.01");
  assert.equal(formatAmount("12", "???"), "12 ???");
});

test("length is counted in characters, as the server does", () => {
  assert.equal(lengthOf("🌿ñ"), 2);
  assert.ok(/^[0-9a-f-]{36}$/.test(newClientId()));
});

test("the open conversation is in the address, and back finds the one before", () => {
  const path = { now: "/inbox/c/cnv_a" };
  let moved = () => undefined as void;
  const place = openPlace({ path: () => path.now, push: (to) => void (path.now = to), replace: (to) => void (path.now = to), moved: (act) => void (moved = act) });
  assert.equal(place.conversation_id.value, "cnv_a");

  place.open("cnv_b");
  assert.equal(path.now, "/inbox/v/mine/c/cnv_b");
  path.now = "/inbox";
  moved();

  assert.equal(place.conversation_id.value, null);
});

test("the snippet's campaign joins the address's words", () => {
  const given = { origin: "", url: "https://shop.example/?utm_source=mail&campaign=theirs", title: "", referrer: null, campaign: { campaign: " Spring " } };

  assert.deepEqual(reportOf(given, "https://shop.example").campaign, { utm_source: "mail", campaign: "Spring" });
});

test("what is written again is never gone in between, and is kept in one place", () => {
  const done: string[] = [];
  const layer = (name: string, isFull: () => boolean) => {
    const values = new Map<string, string>();
    return {
      length: 0,
      key: () => null,
      getItem: (key: string) => values.get(key) ?? null,
      setItem(key: string, value: string) {
        if (isFull()) throw new Error("QuotaExceededError");
        done.push(`${name} set`);
        values.set(key, value);
      },
      removeItem(key: string) {
        if (values.delete(key)) done.push(`${name} removed`);
      },
    };
  };
  let isFull = false;
  const [local, tab] = [layer("local", () => isFull), layer("tab", () => false)];
  const store = openStore([() => local, () => tab]);
  store.set("key", "one");
  store.set("key", "two");
  assert.deepEqual(done, ["local set", "local set"]);
  isFull = true;
  store.set("key", "three");
  assert.deepEqual([store.get("key"), done.slice(2)], ["three", ["tab set", "local removed"]]);
});
