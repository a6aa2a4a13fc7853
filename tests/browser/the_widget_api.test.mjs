// Every command and event of the widget, one by one: what the panel is told, what the page hears, and that a page that
// gets it wrong reads one clear warning, never an exception.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { collectsEvents, heardBy, meets, panelSays, STUB, told, visitorOn, warnings } from "./support/embed.mjs";
import { eventually } from "./support/eventually.mjs";
import { story, World } from "./support/world.mjs";

let world;
before(async () => {
  world = await World.startClaimed();
});
after(() => world?.stop());

const recorded = (more = {}) => visitorOn(world, world.snippet, { records: true, before: collectsEvents, ...more });
const opened = (more = {}) => ({ type: "open", isFull: false, wantsComposer: false, ...more });

/** Each call, and what the panel then hears. Times are left out. */
const COMMANDS = [
  { call: ["open"], hears: [opened()] },
  { call: ["toggle"], hears: [opened()] },
  { call: ["showHome"], hears: [opened({ place: "home" })] },
  { call: ["showMessages"], hears: [opened({ place: "messages" })] },
  { call: ["showConversation", "cnv_7"], hears: [opened({ place: "conversation", id: "cnv_7" })] },
  { call: ["showNewMessage"], hears: [opened({ place: "new", wantsComposer: true })] },
  { call: ["showNewMessage", "Hi"], hears: [opened({ place: "new", wantsComposer: true, text: "Hi" })] },
  { call: ["showArticle", "sizes"], hears: [opened({ place: "article", id: "sizes" })] },
  { call: ["showBooking"], hears: [opened({ place: "booking" })] },
  { call: ["showBooking", { service: "repair", provider: 7 }], hears: [opened({ place: "booking", options: { service: "repair", provider: 7 } })] },
  { call: ["showHome", { service: "repair" }], hears: [opened({ place: "home" })] },
  { call: ["showContact"], hears: [opened({ place: "contact" })] },
  { call: ["showActivity"], hears: [opened({ place: "activity" })] },
  { call: ["showFlow", 7], hears: [opened({ place: "flow", id: "7" })] },
  { call: ["showApp", "sizer"], hears: [opened({ place: "app", id: "sizer" })] },
  { call: ["identify", { name: "Bo" }], hears: [{ type: "identify", identity: { name: "Bo" } }], isQuiet: true },
  { call: ["setAttributes", { plan: "Gold" }], hears: [{ type: "attributes", attributes: { plan: "Gold" } }], isQuiet: true },
  { call: ["track", "basket", { parts: 2 }], hears: [{ type: "track", name: "basket", properties: { parts: 2 } }], isQuiet: true },
  { call: ["track", "basket"], hears: [{ type: "track", name: "basket", properties: {} }], isQuiet: true },
  { call: ["setTheme", "dark"], hears: [{ type: "theme", theme: "dark" }], isQuiet: true },
  { call: ["setLocale", "de-AT"], hears: [{ type: "locale", locale: "de-AT" }], isQuiet: true },
];

const spell = ({ call }) => call.map((part) => JSON.stringify(part)).join(", ");

for (const one of COMMANDS) {
  story(`the panel hears ${spell(one)}, and nothing of an anonymous page loads it`, async () => {
    const visitor = await recorded();
    await visitor.launcher().waitFor();

    await visitor.call(...one.call);

    if (one.isQuiet) {
      await visitor.page.waitForTimeout(300);
      assert.equal(await visitor.page.locator("iframe").count(), 0, "it waits in memory");
      await visitor.page.evaluate(() => window.SoftbetChat("open"));
    }
    await meets(visitor);
    await eventually(async () => {
      const heard = (await heardBy(visitor)).map(({ at: _, ...message }) => message);
      assert.deepEqual(heard, one.isQuiet ? [...one.hears, opened()] : one.hears);
    });
    assert.deepEqual(visitor.ownLines(), []);
    await visitor.leaves();
  });
}

for (const [what, identity] of [
  ["a hash", { user_id: "cust_42", user_hash: "0".repeat(64) }],
  ["a token", { user_token: "a.b.c" }],
  ["a prepared session", { session: "prepared" }],
]) {
  story(`who comes with ${what} loads the panel when the page is idle`, async () => {
    const visitor = await recorded();
    await visitor.launcher().waitFor();

    await visitor.call("identify", identity);

    await meets(visitor);
    await eventually(async () => assert.deepEqual(await heardBy(visitor), [{ type: "identify", identity }]));
    assert.equal(await visitor.page.locator("iframe").isVisible(), false);
    await visitor.leaves();
  });
}

story("what was said waits in order, and calls before the script are carried out in theirs", async () => {
  const early = "<script>SoftbetChat('track', 'one'); SoftbetChat('identify', { name: 'Bo' }); SoftbetChat('track', 'two'); SoftbetChat('open')</script>";
  const visitor = await visitorOn(world, STUB + early + world.snippet, { records: true });

  await meets(visitor);

  await eventually(async () => {
    assert.deepEqual((await heardBy(visitor)).map((message) => message.name ?? message.type), ["one", "identify", "two", "open"]);
  });
  await visitor.leaves();
});

story("logout leaves nothing of what the page said of a person", async () => {
  const visitor = await recorded();
  await visitor.launcher().waitFor();
  await visitor.call("identify", { name: "Bo" });
  await visitor.call("setAttributes", { plan: "Gold" });

  await visitor.call("logout");
  await visitor.call("open");

  await meets(visitor);
  await eventually(async () => assert.deepEqual((await heardBy(visitor)).map((message) => message.type), ["open"]));
  await visitor.call("logout");
  await eventually(async () => assert.equal((await heardBy(visitor)).at(-1).type, "logout"));
  await visitor.leaves();
});

for (const call of [
  ["dance"], [], ["on", "open", "no function"], ["on"], ["off"], ["identify", 7], ["identify"], ["setAttributes", [1]], ["track"], ["track", {}],
  ["track", "basket", "text"], ["showConversation"], ["showArticle", {}], ["showFlow"], ["showApp", ""], ["showNewMessage", {}],
  ["setTheme", "blue"], ["setLocale", "no tag"], ["toString"], ["__proto__"],
]) {
  story(`${spell({ call }) || "an empty call"} is one warning and never an exception`, async () => {
    const visitor = await recorded();
    await visitor.launcher().waitFor();

    await visitor.call(...call);
    await visitor.call(...call);

    await eventually(async () => assert.equal(warnings(visitor).length, 1));
    assert.equal(await visitor.page.locator("iframe").count(), 0);
    await visitor.leaves();
  });
}

story("every event of the panel reaches listeners and the window, with its detail", async () => {
  const visitor = await recorded();
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);
  const names = ["navigate", "message:sent", "message:received", "conversation:started", "identified", "article:viewed", "app:opened", "lead:submitted", "booking:created", "csat:submitted", "error"];
  await visitor.page.evaluate((all) => {
    window.listened = [];
    for (const name of all) window.SoftbetChat("on", name, (detail) => window.listened.push([name, detail]));
  }, names);

  for (const name of names) await panelSays(visitor, { type: "event", name, detail: { count: 1 } });

  const expected = names.map((name) => [name, { count: 1 }]);
  await eventually(async () => assert.deepEqual(await visitor.page.evaluate(() => window.listened), expected));
  assert.deepEqual((await told(visitor)).filter(([name]) => names.includes(name)), expected);
  await visitor.leaves();
});

story("ready, open, close and unread are told, and getState is a copy", async () => {
  const visitor = await recorded();
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);
  await panelSays(visitor, { type: "identity", identified: true, verified: false });
  await panelSays(visitor, { type: "unread", count: 3 });
  await panelSays(visitor, { type: "unread", count: 3 });

  await eventually(async () => assert.equal((await visitor.call("getState")).unread, 3));
  const state = { ready: true, open: true, unread: 3, locale: "en", identified: true, verified: false };
  assert.deepEqual(await visitor.call("getState"), state);
  await visitor.page.evaluate(() => (window.SoftbetChat("getState").open = 7));
  assert.deepEqual(await visitor.call("getState"), state);
  await visitor.call("close");
  assert.deepEqual(await told(visitor), [["ready", {}], ["open", {}], ["unread", { count: 3 }], ["close", {}]]);
  await visitor.leaves();
});

story("on returns what stops it, off takes one listener or all of an event away", async () => {
  const visitor = await recorded();
  await visitor.launcher().waitFor();

  const heard = await visitor.page.evaluate(() => {
    const heard = [];
    const [a, b, c] = ["a", "b", "c"].map((name) => () => heard.push(name));
    const stop = window.SoftbetChat("on", "open", a);
    window.SoftbetChat("on", "open", b);
    window.SoftbetChat("on", "open", c);
    const reopens = () => ["open", "close"].forEach((command) => window.SoftbetChat(command));
    reopens();
    stop();
    reopens();
    window.SoftbetChat("off", "open", b);
    reopens();
    window.SoftbetChat("off", "open");
    reopens();
    return heard.join("");
  });

  assert.equal(heard, "abcbcc");
  await visitor.leaves();
});

story("setLocale brings the launcher's words in that language, and keeps the old ones while none come", async () => {
  const visitor = await recorded();
  await visitor.launcher().waitFor();
  const named = (name) => visitor.page.getByRole("button", { name, exact: true }).waitFor();

  await visitor.call("setLocale", "de-CH");
  await named("Chat öffnen");
  await visitor.page.route("**/api/widget/init*", (route) => route.abort());
  await Promise.all([visitor.page.waitForEvent("requestfailed", (request) => request.url().includes("lang=fr")), visitor.call("setLocale", "fr")]);
  await visitor.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await named("Chat öffnen");
  await visitor.page.unroute("**/api/widget/init*");
  await visitor.call("setLocale", "xx");

  await named("Open chat");
  assert.equal((await visitor.call("getState")).locale, "xx");
  await visitor.leaves();
});

story("hideLauncher and showLauncher have the last word", async () => {
  const visitor = await recorded();
  await visitor.launcher().waitFor();

  await visitor.call("hideLauncher");
  assert.equal(await visitor.launcher().count(), 0);
  await visitor.call("showLauncher");
  assert.equal(await visitor.launcher().count(), 1);
  await visitor.leaves();
});

story("destroy leaves nothing, and the snippet can be loaded again", async () => {
  const visitor = await recorded({ viewport: { width: 390, height: 844 } });
  await visitor.launcher().waitFor();
  const src = await visitor.page.locator("script[src*='widget.js']").evaluate((script) => [script.src, script.dataset.appId]);
  await visitor.call("open");
  await meets(visitor);
  await eventually(async () => assert.equal(await visitor.page.evaluate(() => document.body.inert), true));

  const left = await visitor.page.evaluate(() => {
    const kept = window.SoftbetChat;
    window.SoftbetChat("destroy");
    kept("open");
    kept("destroy");
    const { inert } = document.body;
    return [typeof window.SoftbetChat, document.querySelector("deskbell-widget"), inert, document.documentElement.style.overflow];
  });
  assert.deepEqual(left, ["undefined", null, false, ""]);
  await visitor.page.evaluate(([address, appId]) => {
    const script = Object.assign(document.createElement("script"), { src: address });
    script.dataset.appId = appId;
    document.head.append(script);
  }, src);
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);
  assert.deepEqual(visitor.ownLines(), []);
  await visitor.leaves();
});

for (const [wish, heard] of [
  ["open", opened()],
  ["toggle", opened()],
  ["showArticle:sizes:and:more", opened({ place: "article", id: "sizes:and:more" })],
  ["showNewMessage:Hi: there", opened({ place: "new", wantsComposer: true, text: "Hi: there" })],
  ["showBooking", opened({ place: "booking" })],
  ["showFlow:f1", opened({ place: "flow", id: "f1" })],
  ["showApp:a1", opened({ place: "app", id: "a1" })],
]) {
  story(`data-deskbell="${wish}" asks the panel, and the link is not followed`, async () => {
    const link = `<p><a href="/contact" data-deskbell="${wish}"><b>Ask us</b></a></p>`;
    const visitor = await visitorOn(world, link + world.snippet, { records: true });
    await visitor.launcher().waitFor();

    await visitor.page.getByText("Ask us").click();

    await meets(visitor);
    await eventually(async () => assert.deepEqual(await heardBy(visitor), [heard]));
    assert.equal(new URL(visitor.page.url()).pathname, "/");
    await visitor.leaves();
  });
}

story("data-deskbell closes too, and signs nobody out", async () => {
  const buttons = "<button data-deskbell='close'>Shut</button><button data-deskbell='logout'>Out</button><button data-deskbell='destroy'>Gone</button>";
  const visitor = await visitorOn(world, buttons + world.snippet, { records: true });
  await visitor.launcher().waitFor();
  await visitor.call("open");
  await meets(visitor);

  for (const name of ["Out", "Gone", "Shut"]) await visitor.page.getByRole("button", { name }).click();

  await eventually(async () => assert.deepEqual((await heardBy(visitor)).map((message) => message.type), ["open", "close"]));
  await visitor.leaves();
});
