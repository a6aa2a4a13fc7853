// A second person of the team, written into the database beside the paused server.

import { execFileSync } from "node:child_process";

/** Somebody with the owner's password under an address of their own. Answers the account to sign in with. */
export async function addColleague(world, { name, email, role = "agent" }) {
  const text = (words) => `'${words.replaceAll("'", "''")}'`;
  await world.server.pauses(() => {
    const sql = `INSERT INTO agents (agent_id, email, name, role, password_hash, created_at)
      SELECT 'agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B' || printf('%02d', count(*)), ${text(email)}, ${text(name)}, ${text(role)}, max(password_hash), 1 FROM agents;`;
    execFileSync("sqlite3", [world.server.databaseFile()], { input: sql });
  });
  return { ...world.owner, name, email };
}
