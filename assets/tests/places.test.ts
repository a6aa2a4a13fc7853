import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../shared/storage";
import { panelWorld, settled, visitorHas } from "./panel_world";
import { listed, memoryStore, panelConfig, visitorMessage, write } from "./support";

test("the panel opens at Home, at the checkout and without Home in the conversation", () => {
  const places = [panelConfig(), panelConfig({ purpose: "checkout" }), panelConfig({}, { home: false })].map((config) => {
    const { panel, end } = panelWorld(config, {}, { token: null });
    panel.open({});
    end();
    return panel.places.current.value;
  });

  assert.deepEqual(places, ["home", "conversation", "conversation"]);
});

test("a page's own purpose decides over the site's", () => {
  const { panel, end } = panelWorld(panelConfig(), {}, { token: null });
  panel.site.setPurpose("checkout");

  panel.open({});

  assert.equal(panel.places.current.value, "conversation");
  end();
});

test("tabs show when there are two places with something in them", async () => {
  const { panel, end } = panelWorld(panelConfig(), visitorHas([listed("cnv_a", 1), listed("cnv_b", 2)]));
  panel.open({});
  assert.deepEqual(panel.places.tabs.value, []);

  await panel.resume();

  assert.deepEqual(panel.places.tabs.value, ["home", "messages"]);
  end();
});

test("a place that is off or not built opens Home and says so", () => {
  const { panel, told, end } = panelWorld(panelConfig({}, { activity: false }), {}, { token: null });

  for (const place of ["activity", "booking", "article"] as const) panel.open({ place });

  assert.equal(panel.places.current.value, "home");
  assert.deepEqual(told.filter((one) => one.name === "error").map((one) => one.detail["code"]), ["unavailable", "unavailable", "unavailable"]);
  end();
});

test("before the list is there a page may ask for it, and for a new conversation beside it", async () => {
  const { panel, end } = panelWorld(panelConfig(), visitorHas([listed("cnv_a", 1)]));
  panel.open({ place: "messages" });
  assert.equal(panel.places.current.value, "messages");
  panel.open({ place: "new" });

  await panel.resume();

  assert.deepEqual([panel.places.current.value, panel.facts.current.value], ["conversation", undefined]);
  end();
});

test("a list that turns out empty leads straight to a new conversation", async () => {
  const { panel, end } = panelWorld(panelConfig(), visitorHas([]));
  panel.open({ place: "messages" });

  await panel.resume();

  assert.equal(panel.places.current.value, "conversation");
  end();
});

test("a conversation that is not the visitor's opens Home and says so", async () => {
  const { panel, told, end } = panelWorld(panelConfig(), visitorHas([listed("cnv_a", 1)]));
  panel.open({ place: "conversation", id: "cnv_of_another" });

  await panel.resume();

  assert.equal(panel.places.current.value, "home");
  assert.ok(told.some((one) => one.detail["code"] === "unavailable"));
  end();
});

test("the page hears of each place once, and back leads where one came from", async () => {
  const { panel, views, end } = panelWorld(panelConfig(), visitorHas([listed("cnv_a", 1), listed("cnv_b", 2)]));
  await panel.resume();
  panel.open({});

  panel.places.go("messages");
  panel.places.openConversation("cnv_a");
  panel.open({});

  assert.deepEqual(views(), ["home", "messages", "conversation"]);
  assert.equal(panel.places.back.value, "messages");
  end();
});

test("the chosen conversation stays in view when another one has news", async () => {
  const { panel, hear, end } = panelWorld(panelConfig(), visitorHas([listed("cnv_a", 1), listed("cnv_b", 2)]));
  await panel.resume();
  panel.open({ place: "conversation", id: "cnv_a" });

  hear({ type: "ready", seq: 5 });
  hear({ type: "message", seq: 6, conversation_id: "cnv_b", message: visitorMessage(3) });

  assert.equal(panel.facts.current.value?.id, "cnv_a");
  assert.equal(panel.facts.unread.value, 1);
  end();
});

test("each conversation has a draft of its own, and a new one's goes on in what it becomes", async () => {
  const { panel, hear, said, end } = panelWorld(panelConfig(), visitorHas([listed("cnv_a", 1)]));
  await panel.resume();
  panel.open({ place: "conversation", id: "cnv_a" });
  panel.draft.text.value = "About the lamp";
  panel.places.startNew();
  assert.deepEqual([panel.draft.text.value, panel.facts.messages.value], ["", []]);

  hear({ type: "ready", seq: 5 });
  write(panel, "Something else");
  panel.draft.text.value = "and one more thing";
  const { client_id, conversation_id } = said().find((frame) => frame["type"] === "message.post")!;
  hear({ type: "ack", client_id: String(client_id), conversation_id: "cnv_new", message_id: "msg_1", number: 1, seq: 6 });

  assert.equal(conversation_id, null);
  assert.deepEqual([panel.facts.current.value?.id, panel.draft.text.value], ["cnv_new", "and one more thing"]);
  panel.places.openConversation("cnv_a");
  assert.equal(panel.draft.text.value, "About the lamp");
  end();
});

test("a reloaded tab comes back to its place; one whose panel was closed does not", async () => {
  const answers = visitorHas([listed("cnv_a", 1), listed("cnv_b", 2)]);
  const store = memoryStore();
  const tab = openStore([]);
  const first = panelWorld(panelConfig(), answers, { store, tab });
  await first.panel.resume();
  first.panel.open({ place: "conversation", id: "cnv_a" });
  first.panel.line.stop();

  const second = panelWorld(panelConfig(), answers, { store, tab });
  second.panel.open({ isQuiet: true });
  await settled();

  assert.equal(second.panel.places.current.value, "conversation");
  assert.equal(second.panel.facts.chosen.value, "cnv_a");
  second.end();
  assert.equal(second.panel.places.remembered(), null);
  first.end();
});

test("nothing is kept of a browser that has not acted", () => {
  const { panel, store, tab, end } = panelWorld(panelConfig(), {}, { token: null });

  panel.open({ place: "new" });
  panel.draft.text.value = "Half a sentence";
  panel.typed();
  panel.tracking.add("viewed", {}, 1);

  assert.deepEqual([store.keys(""), tab.keys("")], [[], []]);
  end();
});

test("a conversation that is resolved says so, and its rating is kept", async () => {
  const answers = { ...visitorHas([listed("cnv_a", 1)]), "/api/widget/conversations/cnv_a/rating": 204 };
  const { panel, hear, told, asked, end } = panelWorld(panelConfig(), answers);
  await panel.resume();
  hear({ type: "ready", seq: 5 });
  hear({ type: "conversation", seq: 6, conversation_id: "cnv_a", status: "resolved", rating: null });
  assert.equal(panel.facts.current.value?.status, "resolved");

  await panel.rate("cnv_a", 5, " Quick and kind ");

  assert.deepEqual(asked.at(-1)?.body, { score: 5, comment: "Quick and kind" });
  assert.equal(panel.facts.current.value?.rating, 5);
  assert.deepEqual(told.at(-1), { name: "csat:submitted", detail: { conversation_id: "cnv_a", score: 5 } });
  end();
});

test("a changed site shows without opening the panel anew", async () => {
  const { panel, hear, answers, end } = panelWorld(panelConfig(), visitorHas([]));
  await panel.resume();
  answers["/api/widget/panel"] = panelConfig({ brand: { name: "Fern & Daughters", logo: null } });

  hear({ type: "ready", seq: 5 });
  hear({ type: "site", seq: 6 });
  await settled();

  assert.equal(panel.config.brand.name, "Fern & Daughters");
  end();
});

test("a conversation that nobody has is looked for before anybody writes into it", async () => {
  const stranger = panelWorld(panelConfig(), {}, { token: null });
  stranger.panel.open({ place: "conversation", id: "cnv_lost" });
  await settled();
  assert.deepEqual([stranger.panel.places.current.value, stranger.panel.facts.chosen.value], ["home", undefined]);
  stranger.end();

  const known = panelWorld(panelConfig(), { ...visitorHas([listed("cnv_a", 1)]), "/api/widget/conversations/cnv_lost/messages": 404 });
  await known.panel.resume();
  known.panel.open({ place: "conversation", id: "cnv_lost" });
  await settled();
  assert.deepEqual([known.panel.places.current.value, known.panel.facts.chosen.value], ["home", undefined]);
  assert.ok(known.told.some((one) => one.detail["code"] === "unavailable"));
  known.end();
});

test("a conversation that the list does not hold yet opens all the same", async () => {
  const messages = { messages: [visitorMessage(1)], has_more: false };
  const { panel, end } = panelWorld(panelConfig(), { ...visitorHas([listed("cnv_a", 1)]), "/api/widget/conversations/cnv_new/messages": messages });
  await panel.resume();
  panel.open({ place: "conversation", id: "cnv_new" });
  await settled();

  assert.deepEqual([panel.places.current.value, panel.facts.current.value?.id, panel.facts.messages.value.length], ["conversation", "cnv_new", 1]);
  end();
});

test("activity shows whenever the visitor is verified, also when the proof was made in an earlier load", async () => {
  const record = { id: "rec_1", kind: "order", title: "Fern", amount: null, currency: null, status: null, colour: "grey", occurred_at: 1 };
  const contact = { name: "Ana", has_email: true, has_phone: false, is_verified: true };
  const { panel, end } = panelWorld(panelConfig(), { ...visitorHas([], contact), "/api/widget/activity": { records: [record], next: null } });
  panel.open({});
  await panel.resume();
  await settled();

  assert.deepEqual([panel.facts.isVerified.value, panel.places.tabs.value.includes("activity")], [true, true]);
  end();
});
