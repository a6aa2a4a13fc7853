// What can be done from the list, by name and by key.

import type { Kind } from "./choosing";
import type { Command } from "./commands";
import type { InboxState } from "./inbox";
import { lastUndoable, type Undoable } from "./undoing";

const PLACES = [
  ["i", "mine"],
  ["u", "unassigned"],
  ["m", "mentions"],
  ["a", "open"],
  ["s", "snoozed"],
  ["d", "done"],
] as const;

const isDone = (last: Undoable | null) => last === "act" || last === "deed";

/** `show` brings a row into sight and gives it the focus. */
export function listCommands(inbox: InboxState, show: (id: string) => void): Command[] {
  const { acts, choosing, deeds, listing, place, selecting } = inbox;
  const hasTargets = () => inbox.may("reply") && inbox.targets().length > 0;
  /** What changes the conversations that it is about. */
  const changes = {
    isPossible: hasTargets,
    refusal: () => (!inbox.may("reply") && inbox.targets().length > 0 ? "may_not_change" : null),
  };
  const openId = () => place.conversation_id.value;

  const step = (way: 1 | -1) => {
    const id = inbox.neighbour(way, openId() ?? selecting.cursor.value);
    if (id === null) return;
    selecting.cursor.value = id;
    if (openId() !== null) place.replace(id);
    show(id);
  };
  const extend = (way: 1 | -1) => {
    const from = selecting.cursor.value ?? openId();
    if (!selecting.isOn.value && from !== null) selecting.toggle(from);
    step(way);
    if (selecting.cursor.value !== null) selecting.rangeTo(selecting.cursor.value);
  };
  const turn = (way: 1 | -1) => {
    const id = inbox.neighbour(way, openId() ?? selecting.cursor.value);
    if (id === null) return;
    selecting.cursor.value = id;
    place.replace(id);
    show(id);
  };
  /** Where rows go one after the other, the next one is at hand. */
  const onward = (ids: readonly string[]) => {
    const [only] = ids;
    if (openId() !== null || selecting.isOn.value || ids.length !== 1 || only !== selecting.cursor.value) return;
    const next = inbox.neighbour(1, only) ?? inbox.neighbour(-1, only);
    if (next === null || next === only) return;
    selecting.cursor.value = next;
    show(next);
  };
  const pick = (id: string, kind: Kind, icon: Command["icon"], key: string): Command => ({ id, words: `command_${id}`, icon, key, ...changes, run: () => choosing.open(kind, inbox.targets()) });

  const all: Command[] = [
    { id: "next", words: "command_next", icon: "down", key: "j", isPossible: () => listing.entries.value.length > 0, run: () => step(1) },
    { id: "previous", words: "command_previous", icon: "up", key: "k", isPossible: () => listing.entries.value.length > 0, run: () => step(-1) },
    { id: "extend_down", words: "command_extend_down", icon: "down", key: "J", isPossible: () => listing.entries.value.length > 0, run: () => extend(1) },
    { id: "extend_up", words: "command_extend_up", icon: "up", key: "K", isPossible: () => listing.entries.value.length > 0, run: () => extend(-1) },
    { id: "open", words: "command_open", icon: "out", key: "o", isPossible: () => openId() === null && selecting.cursor.value !== null, run: () => place.open(selecting.cursor.value) },
    { id: "back", words: "command_back", icon: "back", key: "u", isPossible: () => openId() !== null, run: () => goBack(inbox, show) },
    { id: "open_next", words: "command_open_next", icon: "down", key: "]", run: () => turn(1) },
    { id: "open_previous", words: "command_open_previous", icon: "up", key: "[", run: () => turn(-1) },
    {
      id: "done",
      words: "command_done",
      icon: "check",
      key: "e",
      ...changes,
      run: () => {
        const ids = inbox.targets();
        onward(ids);
        inbox.toggleDone(ids);
      },
    },
    pick("snooze", "snooze", "clock", "z"),
    pick("assign", "assign", "person", "a"),
    { id: "assign_me", words: "command_assign_me", icon: "person", key: "i", ...changes, run: () => void acts.run(inbox.targets(), { type: "assign_agent", agent_id: inbox.me.agent.id }) },
    pick("tags", "tags", "tag", "l"),
    pick("priority", "priority", "flag", "p"),
    { id: "unread", words: "command_unread", icon: "dot", key: "m", ...changes, run: () => inbox.markUnread(inbox.targets()) },
    { id: "select", words: "command_select", icon: "select", key: "x", isPossible: () => (selecting.cursor.value ?? openId()) !== null, run: () => selecting.toggle((selecting.cursor.value ?? openId())!) },
    { id: "select_all", words: "command_select_all", icon: "select", isPossible: () => listing.entries.value.length > 0, run: selecting.all },
  ];
  // A page that stands in the list's place hides what they would be about.
  const onList = all.map((command): Command => ({ ...command, isPossible: () => place.page.value === "list" && command.isPossible?.() !== false }));
  return [
    ...onList,
    { id: "undo", words: "command_undo", icon: "reopen", key: "Mod+z", isPossible: () => isDone(lastUndoable(inbox)), run: () => (lastUndoable(inbox) === "deed" ? void deeds.undo() : acts.undo()) },
    ...PLACES.map(([key, view]): Command => ({ id: `go_${view}`, words: `command_go_${view}`, icon: "list", key: `g ${key}`, run: () => place.openView(view) })),
  ];
}

/** One step out: of a page that stands in the list's place, back to where one came from; of the conversation, to its row. */
export function goOut(inbox: Pick<InboxState, "place" | "selecting">, show: (id: string) => void, leavePage: () => void): void {
  if (inbox.place.page.value === "list") goBack(inbox, show);
  else leavePage();
}

/** Out of the conversation, to its row. */
function goBack(inbox: Pick<InboxState, "place" | "selecting">, show: (id: string) => void): void {
  const id = inbox.place.conversation_id.value;
  inbox.place.open(null);
  if (id === null) return;
  inbox.selecting.cursor.value = id;
  show(id);
}
