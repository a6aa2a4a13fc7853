import assert from "node:assert/strict";
import { test } from "node:test";

// The loader is written for a page; these are the parts of one that it touches while it is read.
const page = Object.assign(new EventTarget(), { dataLayer: undefined as unknown });
Object.assign(globalThis, {
  window: page,
  document: { documentElement: { lang: "de_CH" } },
  addEventListener: page.addEventListener.bind(page),
  dispatchEvent: page.dispatchEvent.bind(page),
});
const { readAttributes } = await import("../widget/loader/attributes");
const { emit, listen, mirror, unlisten } = await import("../widget/loader/events");
const { holdBack } = await import("../widget/loader/held");
const { state } = await import("../widget/loader/state");
const { inLocale, wordsIn } = await import("../widget/loader/words");

function read(dataset: Record<string, string>) {
  const complaints: string[] = [];
  const script = { dataset: { appId: "icw_1", ...dataset }, src: "https://chat.example/widget.js?v=1" };
  return { attributes: readAttributes(script, (sentence) => complaints.push(sentence))!, complaints };
}

test("a tag that says only whose it is leaves everything to the site", () => {
  const { attributes, complaints } = read({});

  assert.deepEqual(attributes, {
    base: "https://chat.example", query: "app_id=icw_1", globalName: "SoftbetChat", position: null, offsetX: null, offsetY: null,
    theme: null, locale: null, purpose: null, campaign: undefined, zIndex: 2147483000, hasLauncher: true, identity: null,
  });
  assert.deepEqual(complaints, []);
});

test("every attribute is read", () => {
  const { attributes, complaints } = read({
    position: "left", offsetX: "0", offsetY: "1000", theme: "dark", locale: "pt-br", purpose: "sales", campaign: "Spring",
    zIndex: "12", launcher: "none", global: "Chat", userId: "7", userToken: "a.b.c", session: "s", userName: "",
  });

  assert.deepEqual(complaints, []);
  const { identity, ...rest } = attributes;
  assert.deepEqual(rest, {
    base: "https://chat.example", query: "app_id=icw_1", globalName: "Chat", position: "left", offsetX: 0, offsetY: 1000,
    theme: "dark", locale: "pt-BR", purpose: "sales", campaign: "Spring", zIndex: 12, hasLauncher: false,
  });
  assert.equal(identity?.user_id, "7");
  assert.equal(identity?.user_token, "a.b.c");
  assert.equal(identity?.session, "s");
});

for (const [name, said, junk] of [
  ["position", "data-position", "middle"], ["offsetX", "data-offset-x", "12px"], ["offsetY", "data-offset-y", "-1"],
  ["theme", "data-theme", "blue"], ["locale", "data-locale", "not a tag"], ["purpose", "data-purpose", "party"],
  ["zIndex", "data-z-index", "1e99"], ["launcher", "data-launcher", "maybe"],
]) {
  test(`junk in ${said} is left out with one warning that names it`, () => {
    const { attributes, complaints } = read({ [name!]: junk! });
    const usual = read({}).attributes;
    const expected = name!.startsWith("offset") ? { ...usual, [name!]: 20 } : usual;

    assert.deepEqual(attributes, expected);
    assert.equal(complaints.length, 1);
    assert.ok(complaints[0]!.includes(said!));
  });
}

test("a site key stands in for an app id, and neither is one warning", () => {
  const complaints: string[] = [];
  const src = "https://chat.example/widget.js";

  assert.equal(readAttributes({ dataset: { key: "a.b c" }, src }, () => undefined)?.query, "key=a.b%20c");
  assert.equal(readAttributes({ dataset: {}, src }, (sentence) => complaints.push(sentence)), null);
  assert.equal(complaints.length, 1);
});

test("chosen events go to the page's dataLayer, and nothing else does", () => {
  page.dataLayer = undefined;
  mirror(["open", "message:sent"]);
  emit("open");
  emit("close");
  emit("message:sent", { conversation_id: "cnv_1" });

  assert.deepEqual(page.dataLayer, [{ event: "deskbell:open" }, { event: "deskbell:message:sent", conversation_id: "cnv_1" }]);
});

test("a page's own dataLayer is added to, and one that throws stops nothing", () => {
  page.dataLayer = [{ event: "theirs" }];
  mirror(["open"]);
  emit("open");
  assert.equal((page.dataLayer as unknown[]).length, 2);
  page.dataLayer = { push: () => { throw new Error("a tag manager's own mistake"); } };

  emit("open");
});

test("listeners hear until they stop, one by one or all of an event", () => {
  mirror([]);
  const heard: string[] = [];
  const [a, b] = [() => heard.push("a"), () => heard.push("b")];
  const stop = listen("unread", a);
  listen("unread", b);
  emit("unread");
  stop();
  emit("unread");
  unlisten("unread");
  emit("unread");

  assert.deepEqual(heard, ["a", "b", "b"]);
});

test("what a page says waits in order, without what was only for the moment, and never without end", () => {
  const held = holdBack();
  held.keep([{ type: "identify", identity: { name: "Bo" } }, { type: "open", isFull: false, wantsComposer: false }, { type: "theme", theme: "dark" }]);
  for (let at = 0; at < 500; at += 1) held.keep([{ type: "track", name: `move ${at}`, properties: {}, at }]);

  const kept = held.take();
  assert.deepEqual(kept.slice(0, 2).map((message) => message.type), ["identify", "theme"]);
  assert.equal(kept.length, 200);
  assert.deepEqual(kept.at(-1), { type: "track", name: "move 499", properties: {}, at: 499 });
  assert.deepEqual(held.take(), []);
});

test("who leaves takes along what was said of them", () => {
  const held = holdBack();
  held.keep([{ type: "identify", identity: {} }, { type: "attributes", attributes: {} }, { type: "locale", locale: "de" }]);
  held.forget();

  assert.deepEqual(held.take().map((message) => message.type), ["locale"]);
});

test("fourteen languages have every word, and any other tag has English ones", () => {
  for (const tag of ["en", "de-AT", "fr", "es", "pt-BR", "it", "nl", "pl", "tr", "ar", "he", "ja", "zh-Hans-CN", "hi"]) {
    const words = Object.values(wordsIn(tag));
    assert.equal(words.length, 6, tag);
    assert.ok(words.every(Boolean), tag);
    assert.ok(wordsIn(tag).unread.includes("#"), tag);
    assert.equal(tag === "en", wordsIn(tag).open === "Open chat", tag);
  }
  assert.equal(wordsIn("xx").open, "Open chat");
  assert.equal(state.locale, "de-CH");
  assert.equal(inLocale({ de: "Frag uns", "de-CH": "Frag üs" }, "de-CH", "en"), "Frag üs");
  assert.equal(inLocale({}, "de", "en"), undefined);
});
