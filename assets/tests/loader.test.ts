import assert from "node:assert/strict";
import { test } from "node:test";
import type { LoaderSays } from "../shared/bridge";
import type { Box, BoxHost, BoxLook, BoxModule } from "../widget/box/contract";

// The loader is written for a page; these are the parts of one that it touches while it is read.
const page = Object.assign(new EventTarget(), { dataLayer: undefined as unknown });
Object.assign(globalThis, {
  window: page,
  document: { documentElement: { lang: "de_CH" } },
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
  dispatchEvent: page.dispatchEvent.bind(page),
});
const { readAttributes } = await import("../widget/loader/attributes");
const { emit, listen, mirror, unlisten } = await import("../widget/loader/events");
const { openLine } = await import("../widget/loader/line");
const { state } = await import("../widget/loader/state");
const { inLocale } = await import("../widget/loader/tags");
const { wordsOf } = await import("../widget/loader/words");

function read(dataset: Record<string, string>) {
  const complaints: string[] = [];
  console.warn = (sentence: string) => complaints.push(sentence);
  const script = { dataset: { appId: "icw_1", ...dataset }, src: "https://chat.example/widget.js?v=1" };
  return { attributes: readAttributes(script)!, complaints };
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

  console.warn = (sentence: string) => complaints.push(sentence);

  assert.equal(readAttributes({ dataset: { key: "a.b c" }, src })?.query, "key=a.b%20c");
  assert.equal(readAttributes({ dataset: {}, src }), null);
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

/** A line to a panel that does not come before it is told to, and all that the panel then hears. */
function lineTo() {
  const heard: LoaderSays[] = [];
  const looks: BoxLook[] = [];
  let unheard: LoaderSays[] = [];
  let silences = 0;
  let arrive: (part: BoxModule) => void = () => undefined;
  let fail: () => void = () => undefined;
  const line = openLine(() => new Promise((resolve, reject) => ([arrive, fail] = [resolve, reject])));
  const box: Box = { say: (message) => heard.push(message), moved() {}, draw: (look) => looks.push(look), close: () => unheard };
  const host = { address: "https://chat.example/w/icw_1", silent: () => (silences += 1) } as unknown as BoxHost;
  return {
    line, host, heard, looks,
    comes: async () => (arrive({ v1: () => box }), await soon()),
    fails: async () => (fail(), await soon()),
    silences: () => silences,
    neverHears: (messages: LoaderSays[]) => (unheard = messages),
  };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));
const typesOf = (messages: LoaderSays[]) => messages.map((message) => message.type);
const LOOK: BoxLook = { isShown: false, isPhone: false, isQuiet: false, words: { chat: "Chat", dismiss: "Close" } };
const OPEN: LoaderSays = { type: "open", isFull: false, wantsComposer: false };

test("what a page says waits in order until the panel is there, and never without end", async () => {
  const { line, host, heard, looks, comes } = lineTo();
  line.say({ type: "identify", identity: { name: "Bo" } });
  line.say({ type: "theme", theme: "dark" });
  for (let at = 0; at < 500; at += 1) line.say({ type: "track", name: `move ${at}`, properties: {}, at });
  line.load(host);
  line.draw(LOOK);
  line.say(OPEN);
  assert.deepEqual([line.isLoading, heard.length], [true, 0]);

  await comes();
  line.say({ type: "close" });

  assert.deepEqual(typesOf(heard.slice(0, 2)), ["identify", "theme"]);
  assert.deepEqual(typesOf(heard.slice(-2)), ["open", "close"]);
  assert.deepEqual(heard.at(-3), { type: "track", name: "move 499", properties: {}, at: 499 });
  assert.equal(heard.length, 201);
  assert.deepEqual(looks, [LOOK]);
});

test("what the panel never heard waits for the next, without what was only for the moment", async () => {
  const first = lineTo();
  const { line, host, heard, neverHears, comes, fails, silences } = first;
  line.say({ type: "theme", theme: "dark" });
  line.load(host);
  line.draw(LOOK);
  line.say(OPEN);

  await fails();
  assert.equal(silences(), 1);
  line.cut();
  assert.equal(line.isLoading, false);
  line.load(host);
  await comes();
  assert.deepEqual(typesOf(heard), ["theme"]);
  neverHears([{ type: "locale", locale: "de" }, OPEN, { type: "full", isFull: false }]);
  line.cut();
  line.say({ type: "theme", theme: "light" });
  line.load(host);
  await comes();

  assert.deepEqual(typesOf(heard), ["theme", "locale", "theme"]);
});

test("a part that comes after its try was given up is nobody's", async () => {
  const { line, host, heard, comes, silences } = lineTo();
  line.say({ type: "theme", theme: "dark" });
  line.load(host);
  line.cut();

  await comes();

  assert.deepEqual([heard.length, line.isLoading, silences()], [0, false, 0]);
});

test("who leaves takes along what was said of them", async () => {
  const { line, host, heard, comes } = lineTo();
  line.say({ type: "identify", identity: {} });
  line.say({ type: "attributes", attributes: {} });
  line.say({ type: "locale", locale: "de" });
  line.forget();
  line.load(host);
  line.draw(LOOK);
  await comes();

  assert.deepEqual(typesOf(heard), ["locale"]);
});

test("what the start document does not say is said in English", () => {
  const german = { open: "Chat öffnen", close: "Chat schließen", unread: ", # ungelesen", dismiss: "Schließen", unreachable: "Chat nicht erreichbar.", chat: "Chat" };

  assert.deepEqual(wordsOf({ words: german }), german);
  assert.equal(wordsOf({ words: null }).open, "Open chat");
  assert.deepEqual(Object.keys(wordsOf({ words: null })).sort(), Object.keys(german).sort());
  assert.ok(Object.values(wordsOf({ words: null })).every(Boolean));
});

test("a tag is read as it is written, and a table by the tag, its language or the fallback", () => {
  assert.equal(state.locale, "de-CH");
  assert.equal(inLocale({ de: "Frag uns", "de-CH": "Frag üs" }, "de-CH", "en"), "Frag üs");
  assert.equal(inLocale({ de: "Frag uns" }, "de-AT", "en"), "Frag uns");
  assert.equal(inLocale({}, "de", "en"), undefined);
});
