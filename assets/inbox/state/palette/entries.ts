// Everything the palette can do just now, gathered from the parts of the inbox.

import { say } from "../../../shared/strings";
import { groupOf, type CommandGroup } from "../command_groups";
import type { Command } from "../commands";
import type { InboxState } from "../inbox";
import { keyOf } from "../keying";
import type { Sort, StateFilter } from "../wire";
import { actEntries } from "./act_entries";
import type { EntryGroup, PaletteEntry } from "./entry";
import { SETTINGS_PAGES } from "./settings_pages";

/** What the browser does for the palette. */
export interface PaletteHands {
  /** Leaves the inbox for another page. */
  leave(href: string): void;
  /** Writes into the box of the open conversation. */
  insert(text: string): void;
}

const GROUP: Record<CommandGroup, EntryGroup> = { act: "here", write: "here", person: "here", move: "move", go: "go", rest: "rest" };
/** Of these, what is done stays in the browser. */
const LOCAL_GROUPS: readonly CommandGroup[] = ["move", "write", "go"];
const LOCAL_IDS: readonly string[] = ["copy_link", "details", "help", "search", "notifications", "preferences"];
const LISTS = ["mine", "unassigned", "mentions", "open", "snoozed", "done", "all"] as const;
const SORTS: readonly Sort[] = ["newest", "oldest", "waiting"];
const STATES: readonly StateFilter[] = ["open", "snoozed", "done", "all"];

export function entriesOf(inbox: InboxState, hands: PaletteHands): PaletteEntry[] {
  return [...commandEntries(inbox), ...actEntries(inbox), ...savedEntries(inbox, hands), ...goEntries(inbox), ...orderEntries(inbox), ...settingsEntries(inbox, hands)];
}

function commandEntries(inbox: InboxState): PaletteEntry[] {
  const possible = inbox.commands.all.value.filter((command) => command.id !== "palette" && !isList(command) && command.isPossible?.() !== false);
  return possible.map((command) => {
    const group = groupOf(command);
    const isLocal = LOCAL_GROUPS.includes(group) || LOCAL_IDS.includes(command.id);
    return { id: command.id, group: GROUP[group], name: say(command.words), icon: command.icon, key: keyOf(command, inbox.habits.value), isLocal, isCommand: true, run: command.run };
  });
}

/** Lists stand under their own names, with the keys of the commands that lead to them. */
function isList({ id }: Command): boolean {
  return LISTS.some((view) => id === `go_${view}`);
}

function goEntries(inbox: InboxState): PaletteEntry[] {
  const { directory, commands, place } = inbox;
  const go = (view: string, name: string, icon: PaletteEntry["icon"], hint?: string): PaletteEntry => {
    const command = commands.byId.value.get(`go_${view}`);
    const key = command ? keyOf(command, inbox.habits.value) : null;
    return { id: `view ${view}`, group: "go", name, words: `${say("go_to")} ${name}`, icon, key, isLocal: true, isCommand: false, ...(hint === undefined ? {} : { hint }), run: () => place.openView(view) };
  };
  return [
    ...LISTS.map((view) => go(view, say(`view_${view}`), "list")),
    ...directory.savedViews.value.map((view) => go(`saved:${view.id}`, view.name, "funnel", say("saved_view"))),
    ...directory.teamsMineFirst.value.map((team) => go(`team:${team.id}`, team.name, "people", say("one_team"))),
    ...directory.tags.value.map((tag) => ({ ...go(`tag:${tag.id}`, tag.name, "tag", say("tag")), isQuiet: true })),
    ...directory.sites.value.map((site) => ({ ...go(`site:${site.id}`, site.name, "globe", say("one_site")), isQuiet: true })),
  ];
}

/** Order and states of the list in sight. */
function orderEntries({ place }: InboxState): PaletteEntry[] {
  if (place.page.value !== "list") return [];
  const view = place.view.value;
  const entry = (id: string, name: string, more: Parameters<typeof place.arrange>[0]): PaletteEntry => ({ id, group: "rest", name, icon: "list", isLocal: false, isCommand: true, isQuiet: true, run: () => place.arrange(more) });
  const hasStates = !["open", "snoozed", "done", "all"].includes(view) && !view.startsWith("saved:");
  return [
    ...(view === "mentions" ? [] : SORTS.map((sort) => entry(`sort ${sort}`, say("order_by", { name: say(`sort_${sort}`) }), { sort }))),
    ...(hasStates ? STATES.map((state) => entry(`state ${state}`, say("show_state", { name: say(`state_${state}`) }), { state: state === "open" ? null : state })) : []),
  ];
}

/** Saved replies and macros, for the conversation that is open. */
function savedEntries(inbox: InboxState, { insert }: PaletteHands): PaletteEntry[] {
  const thread = inbox.facts.current.value;
  if (thread === undefined || inbox.place.shown_id.value === null || !inbox.may("reply")) return [];
  const { replies, macros } = inbox.beside.replies.all.value;
  return [
    ...replies.map((reply): PaletteEntry => ({ id: `reply ${reply.id}`, group: "saved", name: reply.name, words: reply.shortcut ?? "", hint: say("saved_reply"), icon: "pencil", isLocal: false, isCommand: false, isQuiet: true, run: () => insert(reply.body) })),
    ...macros.map((macro): PaletteEntry => ({ id: `macro ${macro.id}`, group: "saved", name: macro.name, hint: say("macro"), icon: "again", isLocal: false, isCommand: true, isQuiet: true, run: () => inbox.beside.macros.start(thread.id, macro) })),
  ];
}

function settingsEntries(inbox: InboxState, { leave }: PaletteHands): PaletteEntry[] {
  const pages = SETTINGS_PAGES.filter(({ needs }) => needs === null || inbox.may(needs));
  return pages.map(({ id, href }) => ({ id: `page ${id}`, group: "settings", name: say(`page_${id}`), words: say("settings"), icon: id === "profile" ? "person" : "gear", isLocal: false, isCommand: false, run: () => leave(href) }));
}
