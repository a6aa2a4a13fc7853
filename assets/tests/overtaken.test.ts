// An answer that was asked for before something changed, and comes after it, changes nothing back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openBell } from "../inbox/state/notifications/bell";
import { openCounting } from "../inbox/state/counting";
import { openDeeds } from "../inbox/state/deeds";
import { openPerson } from "../inbox/state/person";
import { openSavedReplies } from "../inbox/state/saved_replies";
import { entriesOf } from "../inbox/state/threads";
import type { AgentHears, ContactCard } from "../shared/protocol";
import { inboxWorld, listAt, settled, threadAt } from "./inbox_world";
import { panelWorld } from "./panel_world";
import { agentMessage, contact, conversation, entry, heed, panelConfig } from "./support";

interface Asked {
  what: string;
  answer(body: unknown, status?: number): Promise<void>;
}

/** A server that answers when it is told to, in any order. */
function server(): Asked[] {
  const asked: Asked[] = [];
  globalThis.fetch = ((path: string, { method = "GET" }: { method?: string } = {}) =>
    new Promise((resolve) => {
      const answer = (body: unknown, status = 200) => (resolve(new Response(status === 204 ? null : JSON.stringify(body), { status })), settled());
      asked.push({ what: `${method} ${path.replace("/api/inbox/", "")}`, answer });
    })) as typeof fetch;
  return asked;
}

const LIST = "/api/inbox/conversations";
const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => act().catch(() => undefined);

test("counts that were longer on their way are older", async () => {
  const asked = server();
  const counting = openCounting(attempt);
  void counting.renew();
  void counting.renew();
  await asked[1]!.answer({ seq: 8, counts: { open: 3 } });
  await asked[0]!.answer({ seq: 7, counts: { open: 9 } });
  assert.equal(counting.wordsOf("open"), "3");
});

test("saved replies that change while they are fetched are fetched once more, and the older answer is none", async () => {
  const asked = server();
  const replies = openSavedReplies(attempt);
  replies.want();
  replies.changed();
  replies.changed();
  await settled(350);
  assert.equal(asked.length, 2, "several changes are one question");
  await asked[1]!.answer({ replies: [{ id: "rpl_2", name: "New" }], macros: [] });
  await asked[0]!.answer({ replies: [], macros: [] });
  assert.deepEqual([replies.all.value.replies.map((one) => one.name), replies.loading.value], [["New"], "ready"]);
});

test("what was read stays read while the bell's list is on its way, and is asked for anew behind it", async () => {
  const asked = server();
  const told = (is_read: boolean) => ({ id: "ntf_1", kind: "message", conversation_id: "cnv_a", contact_name: "Bo", from_name: null, preview: "", number: 1, entry_id: null, count: 1, at: 1, is_read, is_waiting: true, taken_by_name: null });
  const list = (is_read: boolean) => ({ seq: 1, unread: is_read ? 0 : 1, notifications: [told(is_read)], next: null });
  const bell = openBell({ attempt, news: () => undefined });
  void bell.renew();
  await asked[0]!.answer(list(false));
  void bell.renew();
  bell.readAll();
  await asked[1]!.answer(list(false));
  assert.equal(bell.unread.value, 0);

  await asked[2]!.answer(null, 204);
  await settled(300);
  assert.deepEqual(asked.map((one) => one.what).slice(1), ["GET notifications", "POST notifications/read", "GET notifications"]);
  await asked[3]!.answer(list(true));
  assert.equal(bell.unread.value, 0);
});

test("a note that is heard while its conversation is being opened is there", async () => {
  let open = (_: Response) => undefined as void;
  const first = new Promise<Response>((resolve) => (open = resolve));
  let times = 0;
  const said = [agentMessage(1, "visitor")];
  const note = entry(2, 1, { body: "Mind the gap" });
  const world = inboxWorld({
    "/api/inbox/conversations": listAt(5, { cnv_a: 1, cnv_b: 1 }),
    "/api/inbox/conversations/cnv_a": threadAt(5, said),
    "/api/inbox/conversations/cnv_b": () => ((times += 1) === 1 ? first : threadAt(6, said, { conversation: conversation("cnv_b", 1), entries: [note] })),
  });
  await world.opens();
  world.place.open("cnv_b");
  const loading = world.inbox.load("cnv_b");
  await settled();
  world.hear({ type: "entry", seq: 6, conversation: conversation("cnv_b", 1), entry: note } as AgentHears);
  open(new Response(JSON.stringify(threadAt(5, said, { conversation: conversation("cnv_b", 1) }))));
  await loading;
  assert.deepEqual([times, entriesOf(world.inbox.facts.current.value).map((one) => one.body)], [2, ["Mind the gap"]]);
  world.end();
});

test("a form that is answered while its conversation is being opened is answered, and what others say is no reason to ask again", async () => {
  for (const [id, times] of [["cnv_b", 2], ["cnv_a", 1]] as const) {
    const said = agentMessage(1, "visitor");
    let open = (_: Response) => undefined as void;
    const b = `${LIST}/cnv_b`;
    const at = (seq: number, body: string) => threadAt(seq, [{ ...said, body }], { conversation: conversation("cnv_b", 1) });
    const world = inboxWorld({ [LIST]: listAt(5, { cnv_a: 1, cnv_b: 1 }), [`${LIST}/cnv_a`]: threadAt(5, [said]), [b]: new Promise<Response>((resolve) => (open = resolve)) });
    await world.opens();
    world.place.open("cnv_b");
    const loading = world.inbox.load("cnv_b");
    await settled();
    world.hear({ type: "changed", seq: 6, conversation_id: id, message: said } as AgentHears);
    world.answers[b] = at(6, "Answered");
    open(new Response(JSON.stringify(at(5, "Open"))));
    await loading;
    assert.deepEqual([world.askedAt(b).length, world.inbox.facts.messages.value[0]?.body], [times, times === 2 ? "Answered" : "Open"]);
    world.end();
  }
});

test("a conversation that is asked for again says nothing of the one that is open by then", async () => {
  const open = new Map<string, (answer: Response) => void>();
  const asked: string[] = [];
  const held = (address: string) => new Promise<Response>((resolve) => (asked.push(address), open.set(`${asked.length} ${address}`, resolve)));
  const [b, c] = ["/api/inbox/conversations/cnv_b", "/api/inbox/conversations/cnv_c"];
  const world = inboxWorld({ [LIST]: listAt(5, { cnv_a: 1, cnv_b: 1, cnv_c: 1 }), [`${LIST}/cnv_a`]: threadAt(5, [agentMessage(1, "visitor")]), [b]: held, [c]: held });
  await world.opens();
  const { facts } = world.inbox;
  world.place.open("cnv_b");
  void world.inbox.load("cnv_b");
  world.hear({ type: "entry", seq: 6, conversation: conversation("cnv_b", 1), entry: entry(2, 1) } as AgentHears);
  world.place.open("cnv_c");
  void world.inbox.load("cnv_c");
  open.get(`1 ${b}`)!(new Response(JSON.stringify(threadAt(5, [agentMessage(1, "visitor")], { conversation: conversation("cnv_b", 1) }))));
  await settled();

  assert.deepEqual([asked, facts.threadLoading.value], [[b, c, b], "loading"]);
  open.get(`3 ${b}`)!(new Response("{}", { status: 503 }));
  await settled();
  assert.deepEqual([facts.threads.value.has("cnv_b"), facts.threadLoading.value], [true, "loading"], "the first answer is better than none");
  world.end();
});

function person() {
  const asked = server();
  const told: ContactCard[] = [];
  const deeds = openDeeds(heed);
  const one = openPerson({ id: "con_a", attempt, heed, told: (card) => told.push(card), deeds });
  const card = (name: string) => ({ contact: { ...contact("con_a"), name, version: 1 } });
  /** Answers one round of questions about the person. */
  const answers = async (name: string, notes: string[] = []) => {
    for (const { what, answer } of asked.splice(0)) {
      if (what === "GET contacts/con_a") await answer(card(name));
      else if (what.endsWith("/notes")) await answer({ notes: notes.map((id) => ({ id })) });
      else await answer({ conversations: [], changes: [], merges: [], duplicates: [], next: null });
    }
  };
  return { one, asked, answers, card, deeds };
}

test("a profile of which everything was erased stays away, whatever was on its way", async () => {
  const { one, answers } = person();
  void one.refresh();
  one.erased();
  await answers("Ana");
  assert.deepEqual([one.loading.value, one.card.value], ["gone", null]);
});

test("a name that was changed and a note that was removed do not come back with an older answer", async () => {
  const { one, asked, answers, card, deeds } = person();
  void one.refresh();
  await answers("Ana", ["nte_1"]);
  void one.refresh();
  const before = asked.splice(0);
  const saving = one.edit()({ name: "Anna" }, null);
  await asked.splice(0)[0]!.answer(card("Anna"));
  await saving;
  asked.push(...before);
  await answers("Ana", ["nte_1"]);
  assert.equal(one.card.value?.contact.name, "Anna");
  await answers("Anna", ["nte_1"]);

  void one.refresh();
  const older = asked.splice(0);
  const removing = one.removeNote("nte_1");
  await asked.splice(0)[0]!.answer(null, 204);
  asked.push(...older);
  await answers("Anna", ["nte_1"]);
  assert.deepEqual(one.notes.value, []);
  await answers("Anna", []);
  await removing;
  assert.deepEqual([one.notes.value, asked], [[], []]);
  deeds.close();
});

test("whoever asks for a profile that is being brought waits for the answer behind their question", async () => {
  const { one, answers } = person();
  void one.refresh();
  let isThere = false;
  void one.refresh().then(() => (isThere = true));
  await answers("Ana");
  assert.equal(isThere, false);
  await answers("Anna");
  await settled();
  assert.deepEqual([isThere, one.card.value?.contact.name], [true, "Anna"]);
});

test("an address that somebody gave before they signed out is nobody's afterwards", async () => {
  const world = panelWorld(panelConfig());
  const asked = server();
  const { asking } = world.panel;
  asking.email.value = "ana@example.com";
  const giving = asking.give();
  await settled();
  void world.panel.logout();
  assert.deepEqual(asked.map((one) => one.what), ["POST /api/widget/session", "POST /api/widget/logout"]);
  await asked[0]!.answer({ token: null, visitor_id: "vis_1", is_verified: false, problem: null });
  await giving;
  await settled();
  assert.deepEqual([asking.thanks.value, asking.state.value, world.panel.session.saidEmail(), world.panel.facts.contact.value?.has_email ?? false], [null, "idle", false, false]);
  assert.deepEqual(world.store.keys(""), []);
  world.end();
});

test("what was asked for before somebody proved who they are does not take the proof off the screen", async () => {
  const { panel, end } = panelWorld(panelConfig());
  const asked = server();
  const list = (is_verified: boolean) => ({ seq: 5, contact: { name: null, has_email: false, has_phone: false, is_verified }, conversations: [] });
  void panel.resume();
  panel.identify({ user_id: "ana", user_hash: "proof of ana" });
  await settled();
  const [before, proof] = asked.splice(0);
  assert.deepEqual([before!.what, proof!.what], ["GET /api/widget/conversations", "POST /api/widget/session"]);
  await proof!.answer({ token: null, visitor_id: "vis_1", is_verified: true, problem: null });
  const behind = asked.find((one) => one.what === "GET /api/widget/conversations")!;

  await behind.answer(list(true));
  await before!.answer(list(false));

  assert.equal(panel.facts.isVerified.value, true);
  end();
});
