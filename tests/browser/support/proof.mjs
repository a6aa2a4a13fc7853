// Proving again who one is: some forms ask for the password where that was more than five minutes ago.

import { execFileSync } from "node:child_process";

/** Types the password where the form on the page asks for it; on a slow machine a story takes that long. */
export async function typesPasswordIfAsked(page, password) {
  const field = page.getByLabel("Your password", { exact: true });
  if ((await field.count()) > 0) await field.fill(password);
}

/** Six minutes pass since everybody here last proved who they are. */
export function provedLongAgo(world) {
  const sql = "PRAGMA busy_timeout = 5000; UPDATE agent_sessions SET proved_at = proved_at - 6 * 60000";
  execFileSync("sqlite3", [world.server.databaseFile(), sql]);
}
