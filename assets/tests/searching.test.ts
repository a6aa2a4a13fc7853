import assert from "node:assert/strict";
import { test } from "node:test";
import { blamed } from "../inbox/state/search/blame";
import { openRecents } from "../inbox/state/search/recents";
import { askedOf, openSearching, type SearchAsk } from "../inbox/state/search/searching";
import { ApiError } from "../shared/api";
import type { SearchHit, SearchResults } from "../shared/protocol";
import { memoryStore } from "./support";

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const hit = (number: number): SearchHit => ({ kind: "message", conversation_id: "cnv_1", contact_id: "con_1", contact_name: "Noor", number, entry_id: null, title: "Noor", snippet: [], at: number });
const results = (hits: SearchHit[], more: Partial<SearchResults> = {}): SearchResults => ({ hits, next: null, chips: [], without: [], ...more });

/** A server that answers when told; time passes when told. */
function world() {
  const asks: { ask: SearchAsk; stopping: AbortSignal; answer(found: SearchResults): void; fail(error: unknown): void }[] = [];
  let pauses: (() => void)[] = [];
  const searching = openSearching({
    load: (ask, stopping) => new Promise((answer, fail) => asks.push({ ask, stopping, answer, fail })),
    wait: () => new Promise((resolve) => pauses.push(resolve)),
  });
  return {
    searching,
    asks,
    async pass() {
      for (const resolve of pauses) resolve();
      pauses = [];
      await settle();
    },
    async answers(found: SearchResults, index = asks.length - 1) {
      asks[index]!.answer(found);
      await settle();
    },
    numbers: () => searching.found.value?.hits.map((one) => one.number),
  };
}

test("where nothing was found, filters are named that mend something: unknown ones, and those without which there is something", () => {
  const chip = (operator: string, value: string, is_known = true) => ({ operator, value, label: `${operator} ${value}`, is_known });
  const told = (chips: ReturnType<typeof chip>[], hits: number[]) => blamed({ chips, without: hits.map((count, index) => ({ chip: index, hits: count })) }).map((one) => [one.chip.value, one.hits]);

  assert.deepEqual(told([chip("from", "person", false), chip("tag", "Refund"), chip("is", "open")], [0, 0, 0]), [["person", 0]]);
  assert.deepEqual(told([chip("tag", "Refund"), chip("is", "open")], [4, 0]), [["Refund", 4]]);
  assert.deepEqual(told([chip("tag", "Refund"), chip("is", "open")], [0, 0]), []);
  assert.deepEqual(told([chip("tag", "Refund")], [0]), [["Refund", 0]], "the only one can be dropped all the same");
});

test("it is asked once the typing pauses, and an answer that another question has overtaken says nothing", async () => {
  const { searching, asks, pass, answers, numbers } = world();
  searching.write("be");
  searching.write("bell");
  assert.equal(asks.length, 0);
  await pass();
  assert.deepEqual(asks.map(({ ask }) => ask.q), ["bell"]);

  searching.write("brake");
  assert.ok(asks[0]!.stopping.aborted);
  await pass();
  await answers(results([hit(2)]), 1);
  await answers(results([hit(1)]), 0);
  assert.deepEqual(numbers(), [2]);
});

test("what was found stays in sight until there is something else, and an empty field looks for nothing", async () => {
  const { searching, pass, answers, numbers } = world();
  searching.write("bell");
  await pass();
  await answers(results([hit(1)]));
  searching.write("bells");
  assert.deepEqual([searching.loading.value, numbers()], ["loading", [1]]);
  searching.write("");
  assert.deepEqual([searching.loading.value, searching.found.value], ["none", null]);
});

test("a begun filter is not looked for, a finished one becomes a chip and is", async () => {
  const { searching, asks, pass } = world();
  searching.write("bell");
  await pass();
  searching.write("bell from:an");
  await pass();
  assert.equal(asks.length, 1);
  searching.write("bell from:ana ");
  await pass();
  assert.equal(asks[1]!.ask.q, "from:ana bell");
  assert.deepEqual([searching.terms.value, searching.typed.value], [[{ operator: "from", value: "ana" }], "bell "]);
  searching.write("bell from:ana ");
  assert.equal(searching.terms.value.length, 1, "the same filter twice is one");
  searching.removeTerm(0);
  await settle();
  assert.equal(asks.at(-1)!.ask.q, "bell");
});

test("parts without a hit are followed by the next ones, so many and no more", async () => {
  const { searching, asks, pass, answers } = world();
  searching.write("bell");
  await pass();
  for (let part = 1; part <= 4; part += 1) {
    assert.equal(asks.length, part);
    await answers(results([], { next: String(part) }));
  }
  assert.equal(asks.length, 4);
  assert.deepEqual([searching.loading.value, searching.found.value?.next], ["ready", "4"]);
});

test("more is added behind, and when it fails only that part is asked for again", async () => {
  const { searching, asks, pass, answers, numbers } = world();
  searching.write("bell");
  await pass();
  await answers(results([hit(9)], { next: "9" }));
  searching.more();
  searching.more();
  assert.equal(asks.length, 2);
  asks[1]!.fail(new ApiError(0, "unreachable", "The server cannot be reached."));
  await settle();
  assert.deepEqual([searching.loading.value, searching.problem.value, numbers()], ["failed", "The server cannot be reached.", [9]]);
  searching.retry();
  await settle();
  assert.equal(asks[2]!.ask.cursor, "9");
  await answers(results([hit(8)]));
  assert.deepEqual([numbers(), searching.found.value?.next], [[9, 8], null]);
});

test("an address is shown as it says, and what is shown already is not asked for again", async () => {
  const { searching, asks, answers } = world();
  searching.show('tag:"Late delivery" bell', "messages");
  await settle();
  assert.deepEqual(asks[0]!.ask, { q: 'tag:"Late delivery" bell', kind: "messages", cursor: null });
  await answers(results([hit(1)]));
  searching.show('tag:"Late delivery" bell', "messages");
  assert.equal(asks.length, 1);
  searching.show("", "all");
  assert.deepEqual([searching.terms.value, searching.typed.value, searching.found.value], [[], "", null]);
});

test("what was wanted lately is kept newest first, each once, and whatever else stands there is nothing", () => {
  const store = memoryStore();
  const recents = openRecents(store, "searched", 3);
  for (const text of ["a", "b", "a", "c", "d", ""]) recents.add(text);
  assert.deepEqual(recents.all.value, ["d", "c", "a"]);
  recents.remove("c");
  assert.deepEqual(openRecents(store, "searched", 3).all.value, ["d", "a"]);
  for (const text of ["{", "7", '{"a":1}', "[1,2]"]) {
    store.set("searched", text);
    assert.deepEqual(openRecents(store, "searched", 3).all.value, []);
  }
});

test("a day begins where the reader is, whose zone goes along", () => {
  const ask: SearchAsk = { q: "before:2026-05-03", kind: "all", cursor: null };
  assert.equal(askedOf(ask, 30, "Asia/Tokyo").toString(), "q=before%3A2026-05-03&kind=all&limit=30&time_zone=Asia%2FTokyo");
  assert.equal(askedOf({ ...ask, cursor: "7" }, 30).get("time_zone"), Intl.DateTimeFormat().resolvedOptions().timeZone);
  assert.equal(askedOf(ask, 30, "").has("time_zone"), false, "a browser that knows none says none");
});
