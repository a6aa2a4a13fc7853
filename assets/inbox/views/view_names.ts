// What a list is called, and the drawing beside its name.

import type { IconName } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { Directory } from "../state/directory";

export const FIXED_VIEWS: readonly { view: string; icon: IconName }[] = [
  { view: "mine", icon: "inbox" },
  { view: "unassigned", icon: "nobody" },
  { view: "mentions", icon: "at" },
  { view: "open", icon: "chats" },
  { view: "snoozed", icon: "moon" },
  { view: "done", icon: "check" },
];

export function nameOfView(view: string, directory: Directory): string {
  const [kind = "", id] = view.split(":");
  if (id === undefined) return say(`view_${kind}`);
  const find = { team: directory.team, tag: directory.tag, site: directory.site, saved: directory.savedView }[kind];
  // Until the names are here the place of the name stays empty.
  return find?.(id)?.name ?? (directory.isKnown.value ? say("view_gone") : "");
}
