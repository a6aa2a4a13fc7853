// Where the agent is stands in the address, and an address is read the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPlace, spotIn } from "../inbox/state/place";

const place = () => openPlace({ path: () => "/inbox", push: () => undefined, replace: () => undefined, moved: () => undefined });

test("an address says where one is, and what cannot be read leads home", () => {
  const start = spotIn("/inbox", place().spot.value);
  assert.deepEqual([spotIn("/inbox/c/cnv_1?m=3&e=ent_1", start).entry_id, spotIn("/inbox/c/cnv_1?e=%22]", start).entry_id], ["ent_1", null]);
  const read = (path: string) => {
    const { page, view, conversation_id, message_number, contact_id, sort, state, query } = spotIn(path, start);
    return [page, view, conversation_id ?? contact_id, message_number, sort, state, query];
  };

  assert.deepEqual(read("/inbox/v/team:tem_1/c/cnv_1?m=12&sort=waiting&state=all"), ["list", "team:tem_1", "cnv_1", 12, "waiting", "all", ""]);
  assert.deepEqual(read("/inbox/c/cnv_1"), ["list", "mine", "cnv_1", null, null, null, ""]);
  assert.deepEqual(read("/inbox/contacts/con_1"), ["contact", "mine", "con_1", null, null, null, ""]);
  assert.deepEqual(read("/inbox/search?q=a%20bell"), ["search", "mine", null, null, null, null, "a bell"]);
  assert.deepEqual(read("/inbox/v/nonsense?sort=upwards&m=-1"), ["list", "mine", null, null, null, null, ""]);
  assert.deepEqual(read("/inbox/v/%ff"), ["list", "mine", null, null, null, null, ""]);
});

test("going to a list, a conversation and back writes addresses that are read the same", () => {
  const written: string[] = [];
  const here = openPlace({ path: () => "/inbox", push: (path) => written.push(path), replace: (path) => written.push(`=${path}`), moved: () => undefined });
  here.openView("unassigned");
  here.arrange({ sort: "waiting" });
  here.openAt("cnv_1", { number: 7, entry_id: "ent_1" });
  here.openAt("cnv_1", { number: 0, entry_id: null });
  here.replace("cnv_2");
  here.open(null);
  here.openView("mine");

  assert.deepEqual(written, ["/inbox/v/unassigned", "=/inbox/v/unassigned?sort=waiting", "/inbox/v/unassigned/c/cnv_1?sort=waiting&m=7&e=ent_1", "/inbox/v/unassigned/c/cnv_1?sort=waiting", "=/inbox/v/unassigned/c/cnv_2?sort=waiting", "/inbox/v/unassigned?sort=waiting", "/inbox"]);
});
