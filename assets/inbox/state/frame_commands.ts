// What can be done anywhere in the inbox by name and by key: finding, help, what lies beside the conversation, saved views.

import type { Signal } from "@preact/signals";
import type { Command } from "./commands";
import type { InboxState } from "./inbox";
import type { SavedViewOf } from "./wire";

/** What lies over the inbox, or beside it. */
export interface FrameParts {
  showsDetails: Signal<boolean>;
  showsKeys: Signal<boolean>;
  showsPalette: Signal<boolean>;
  view: Signal<"new" | SavedViewOf | null>;
  /** Puts the keyboard into the search field, where it is shown. */
  focusSearch(): void;
}

export function frameCommands(inbox: InboxState, parts: FrameParts): Command[] {
  const { place, directory } = inbox;
  const savedView = () => directory.savedView(place.view.value.replace("saved:", ""));
  const mayChange = (view: SavedViewOf | undefined) => view !== undefined && (!view.is_shared || inbox.may("curate"));
  return [
    { id: "search", words: "command_search", icon: "search", key: "/", run: () => (place.page.value === "search" ? parts.focusSearch() : place.openSearch("")) },
    { id: "palette", words: "command_palette", icon: "keys", key: "Mod+k", isAnywhere: true, run: () => (parts.showsPalette.value = true) },
    { id: "details", words: "command_details", icon: "details", key: "d", isPossible: () => place.shown_id.value !== null, run: () => (parts.showsDetails.value = !parts.showsDetails.value) },
    { id: "new_view", words: "command_new_view", icon: "funnel", run: () => (parts.view.value = "new") },
    { id: "change_view", words: "command_change_view", icon: "funnel", isPossible: () => mayChange(savedView()), run: () => (parts.view.value = savedView() ?? null) },
    { id: "help", words: "command_help", icon: "keys", key: "?", run: () => (parts.showsKeys.value = true) },
  ];
}
