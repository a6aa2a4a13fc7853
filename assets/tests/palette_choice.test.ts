// What Enter takes in the open palette: it stays what its reader saw, whoever arrives meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPalette } from "../inbox/state/palette/opened";
import { openRecents } from "../inbox/state/search/recents";
import type { SearchHit } from "../shared/protocol";
import { inboxWorld, settled } from "./inbox_world";
import { memoryStore } from "./support";

const hit = (id: string, contact_name: string): SearchHit => ({ kind: "contact", conversation_id: null, contact_id: id, contact_name, number: null, entry_id: null, title: contact_name, snippet: [], at: 1 });

/** A palette whose people come when told. */
function opened() {
  let people: SearchHit[] = [];
  let pauses: (() => void)[] = [];
  const world = inboxWorld({ "/api/inbox/search": () => ({ hits: people, next: null, chips: [], without: [] }) });
  const { inbox, end } = world;
  const hands = { leave: () => undefined, insert: () => undefined };
  const palette = openPalette(inbox, { recents: openRecents(memoryStore(), "recents", 12), hands, isOnline: () => true, wait: () => new Promise((resolve) => pauses.push(resolve)) });
  return {
    palette,
    chosen: () => palette.shown.value[palette.at.value]?.id,
    ids: () => palette.shown.value.map((entry) => entry.id),
    async arrive(found: SearchHit[]) {
      people = found;
      for (const pass of pauses) pass();
      pauses = [];
      await settled();
    },
    end() {
      palette.close();
      end();
    },
  };
}

test("people who arrive stand below what stands, and above the offer to search for whatever is typed", async () => {
  const { palette, chosen, ids, arrive, end } = opened();
  palette.write("mine");
  const before = ids();
  assert.deepEqual([before[0], before.at(-1)], ["view mine", "search for"]);

  await arrive([hit("con_1", "Mine")]);

  assert.deepEqual(ids(), [...before.slice(0, -1), "person con_1", "search for"]);
  assert.equal(chosen(), "view mine");
  end();
});

test("somebody who is called what was typed stands before a command that only resembles it", async () => {
  const { palette, chosen, ids, arrive, end } = opened();
  const taken: string[] = [];
  palette.write("gtm");
  assert.equal(ids()[0], "view mine", "by initials");
  assert.equal(chosen(), undefined, "who is called that may come yet");

  palette.enter((entry) => taken.push(entry.id));
  assert.deepEqual(taken, []);
  await arrive([hit("con_1", "Gtmar Lund")]);

  assert.equal(ids()[0], "person con_1");
  assert.deepEqual(taken, ["person con_1"], "Enter waited for them");
  end();
});

test("where nobody is called that, an Enter from before takes no guess, and the next one does", async () => {
  const { palette, chosen, arrive, end } = opened();
  const taken: string[] = [];
  const enter = () => palette.enter((entry) => taken.push(entry.id));
  palette.write("gtm");
  enter();
  await arrive([]);
  assert.deepEqual(taken, []);
  assert.equal(chosen(), "view mine");

  enter();
  assert.deepEqual(taken, ["view mine"]);
  palette.write("unassigned");
  enter();
  assert.equal(taken.at(-1), "view unassigned", "its own name waits for nobody");
  palette.write("shd");
  enter();
  palette.write("shdm");
  await arrive([hit("con_1", "Shdm Lund")]);
  assert.equal(taken.length, 2, "whoever writes on has not meant that");
  end();
});

test("what the arrows led to stays chosen, and where it is gone nothing is", async () => {
  const { palette, chosen, arrive, end } = opened();
  palette.write("mine");
  palette.move(-1);
  assert.equal(chosen(), "search for");
  await arrive([hit("con_1", "Mine"), hit("con_2", "Mine Demir")]);
  assert.equal(chosen(), "search for");

  palette.move(-1);
  assert.equal(chosen(), "person con_2");
  palette.write("mine ");
  assert.equal(chosen(), "view mine", "other words begin at their first");
  palette.move(-1);
  palette.move(-1);
  assert.equal(chosen(), "person con_2");
  await arrive([hit("con_1", "Mine")]);
  assert.equal(chosen(), undefined, "nobody else slides under Enter");
  palette.move(1);
  assert.equal(chosen(), "view mine");
  end();
});
