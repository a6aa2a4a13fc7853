import assert from "node:assert/strict";
import { test } from "node:test";
import { panelWorld, settled, visitorHas } from "./panel_world";
import { listed, memoryStore, panelConfig, visitorMessage, write } from "./support";

const TEAM = { members: [], is_online: true, usual_reply_ms: null, hours: { is_open: true, changes_at: null, when_closed: "chat" } };

/** A visitor who has written once, and what the site is like. */
async function written(config = panelConfig(), more: Record<string, unknown> = {}, contact = { name: null as string | null, has_email: false, has_phone: false }) {
  const answers: Record<string, unknown> = {
    ...visitorHas([listed("cnv_a", 1)], contact),
    "/api/widget/conversations/cnv_a/messages": { messages: [visitorMessage(1, "visitor")], has_more: false },
    "/api/widget/team": TEAM,
    ...more,
  };
  const store = memoryStore();
  const world = panelWorld(config, answers, { store });
  world.panel.open({ place: "conversation" });
  await world.panel.resume();
  await settled();
  return { ...world, answers };
}

test("nobody is asked before the first message is stored", () => {
  const { panel, end } = panelWorld(panelConfig(), {}, { token: null });
  panel.open({ place: "new" });
  write(panel, "Hello");

  assert.equal(panel.asking.isShown.value, false);
  end();
});

test("after the first message a visitor without an address is asked, once", async () => {
  const { panel, store, end } = await written();
  assert.equal(panel.asking.isShown.value, true);

  panel.asking.skip();

  assert.equal(panel.asking.isShown.value, false);
  assert.equal(store.get("deskbell:icw_test:asked"), "1");
  end();
});

test("who is known, or whose site does not ask, is not asked", async () => {
  const known = await written(panelConfig(), {}, { name: "Ana", has_email: true, has_phone: false });
  const never = await written(panelConfig({}, { ask_contact: "never" }));

  assert.deepEqual([known.panel.asking.isShown.value, never.panel.asking.isShown.value], [false, false]);
  known.end();
  never.end();
});

test("a site that asks when nobody is there asks just then", async () => {
  const config = panelConfig({}, { ask_contact: "when_away" });
  const there = await written(config);
  const away = await written(config, { "/api/widget/team": { ...TEAM, is_online: false } });
  const closed = await written(config, { "/api/widget/team": { ...TEAM, hours: { is_open: false, changes_at: null, when_closed: "chat" } } });

  assert.deepEqual([there, away, closed].map((world) => world.panel.asking.isShown.value), [false, true, true]);
  for (const world of [there, away, closed]) world.end();
});

test("what is typed stays while the address is wrong or the server away, and goes as a claim", async () => {
  const { panel, asked, answers, end } = await written(panelConfig(), { "/api/widget/session": 503 });
  const { asking } = panel;
  asking.email.value = "ana at example";
  await asking.give();
  assert.equal(asking.state.value, "wrong");

  asking.email.value = "ana@example.com";
  await asking.give();
  assert.deepEqual([asking.state.value, asking.email.value, asking.isShown.value], ["failed", "ana@example.com", true]);

  answers["/api/widget/session" as keyof typeof answers] = { token: null, visitor_id: "vis_1", is_verified: false, problem: null } as never;
  await asking.give();
  assert.deepEqual(asked.at(-1)?.body?.["identity"], { email: "ana@example.com" });
  assert.deepEqual([asking.isShown.value, asking.thanks.value, panel.facts.contact.value?.has_email], [false, "ana@example.com", true]);
  end();
});

test("the newest unread answer teases in one line, never again once closed, in no tab", async () => {
  const { panel, hear, news, store, end } = await written();
  panel.close();
  hear({ type: "ready", seq: 5 });
  const body = `Good  morning\n${"word ".repeat(60)}`;
  hear({ type: "message", seq: 6, conversation_id: "cnv_a", message: { ...visitorMessage(2), body } });
  const teaser = panel.teaser.value;
  assert.ok(teaser?.text.startsWith("Good morning word") && teaser.text.length <= 120, teaser?.text);

  const other = panelWorld(panelConfig(), {}, { store });
  panel.dismiss("msg_2");
  assert.equal(panel.teaser.value, null);
  assert.deepEqual(news.at(-1), { type: "dismissed" });
  other.panel.hearTab({ type: "dismissed" });

  hear({ type: "message", seq: 7, conversation_id: "cnv_a", message: visitorMessage(3) });
  assert.deepEqual([panel.teaser.value?.id, panel.teaser.value?.conversation_id], ["msg_3", "cnv_a"]);
  panel.open({});
  assert.equal(panel.teaser.value, null);
  end();
  other.end();
});

test("what the page tracks waits in memory for the first act, the newest fifty of it", async () => {
  const answers: Record<string, unknown> = { "/api/widget/track": 204 };
  const { panel, asked, end } = panelWorld(panelConfig(), answers, { token: null });
  for (let index = 0; index < 60; index += 1) panel.tracking.add(`event ${index}`, { price: 5, page: {}, gone: undefined }, index);
  assert.deepEqual(asked, []);

  answers["/api/widget/session"] = { token: "dvt_1", visitor_id: "vis_1", is_verified: false, problem: null };
  write(panel, "Hello");
  await settled();

  const sent = asked.filter((one) => one.path === "/api/widget/track");
  const events = sent[0]?.body?.["events"] as { name: string; properties: unknown; at: number }[];
  assert.deepEqual([sent.length, events.length], [1, 50]);
  assert.deepEqual(events[0], { name: "event 10", at: 10, properties: { price: 5 } });
  end();
});

test("events that cannot be sent just now go later, those that are refused do not", async () => {
  const answers: Record<string, unknown> = { "/api/widget/track": 503 };
  const { panel, asked, end } = panelWorld(panelConfig(), answers);
  panel.tracking.add("viewed", null, 1);
  await settled();
  answers["/api/widget/track"] = 422;
  panel.tracking.flush();
  await settled();
  panel.tracking.flush();
  await settled();

  assert.equal(asked.filter((one) => one.path === "/api/widget/track").length, 2);
  end();
});

test("nobody is said to be away once the team answers or writes, and the team is asked for anew", async () => {
  const world = await written(panelConfig(), { "/api/widget/team": { ...TEAM, is_online: false } });
  const { panel, hear, asked, answers, end } = world;
  assert.equal(panel.asking.isAway.value, true);
  const teamAsked = () => asked.filter(({ path }) => path === "/api/widget/team").length;
  const before = teamAsked();
  const realNow = performance.now.bind(performance);
  performance.now = () => realNow() + 6_000;
  try {
    answers["/api/widget/team"] = TEAM;
    hear({ type: "typing", conversation_id: "cnv_a", name: "Ana", is_typing: true });
    await settled();
    assert.deepEqual([teamAsked(), panel.site.team.value?.is_online, panel.asking.isAway.value], [before + 1, true, false]);

    hear({ type: "message", seq: 9, conversation_id: "cnv_a", message: visitorMessage(2) });
    await settled();
    assert.equal(teamAsked(), before + 1, "what was just asked holds");
  } finally {
    performance.now = realNow;
    end();
  }
});

test("an answer outside the hours takes the word away from the closed sign, until the talk is over", async () => {
  const closed = { ...TEAM, is_online: false, hours: { is_open: false, changes_at: null, when_closed: "form" } };
  const { panel, hear, end } = await written(panelConfig(), { "/api/widget/team": closed });
  assert.deepEqual([panel.asking.isAway.value, panel.asking.isForm.value], [true, true]);

  hear({ type: "message", seq: 9, conversation_id: "cnv_a", message: { ...visitorMessage(2), at: 60_000 } });
  await settled();
  assert.deepEqual([panel.asking.isAway.value, panel.asking.isForm.value], [false, false]);

  hear({ type: "message", seq: 10, conversation_id: "cnv_a", message: { ...visitorMessage(3, "visitor"), at: 60_000 + 11 * 60_000 } });
  assert.equal(panel.asking.isAway.value, true);
  end();
});

test("when the line comes back after a break the site and the team are asked for what was missed", async () => {
  const { panel, hear, asked, answers, end } = await written();
  hear({ type: "ready", seq: 5 } as never);
  await settled();
  const askedFor = (path: string) => asked.filter((one) => one.path === path).length;
  const before = [askedFor("/api/widget/panel"), askedFor("/api/widget/team")];
  assert.equal(before[0], 0, "at first the site is known");
  answers["/api/widget/panel"] = panelConfig({ brand: { name: "Moss & Co", logo: null } });

  panel.line.stop();
  panel.line.start(5);
  hear({ type: "ready", seq: 5 } as never);
  await settled();

  assert.deepEqual([askedFor("/api/widget/panel"), askedFor("/api/widget/team")], [1, (before[1] ?? 0) + 1]);
  assert.equal(panel.config.brand.name, "Moss & Co");
  end();
});
