// What can be done by name about news and oneself.

import type { Command } from "./commands";
import type { InboxState } from "./inbox";

export function togetherCommands(inbox: InboxState): Command[] {
  const { chosen, notifying } = inbox;
  const go = (state: "online" | "away" | "busy"): Command => ({
    id: `availability_${state}`,
    words: `command_${state}`,
    icon: "person",
    isPossible: () => chosen.availability.value.state !== state,
    run: () => void chosen.say({ state, again_at: null }),
  });
  return [
    { id: "notifications", words: "bell", icon: "bell", run: () => (notifying.showsBell.value = true) },
    { id: "read_all", words: "command_read_all", icon: "check", isPossible: () => notifying.bell.unread.value > 0, run: notifying.bell.readAll },
    { id: "preferences", words: "preferences", icon: "sliders", run: () => (chosen.isShown.value = true) },
    go("online"),
    go("away"),
    go("busy"),
  ];
}
