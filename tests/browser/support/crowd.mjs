// Many conversations at once, written into the database beside the stopped server: no browser could have them in a test's time.

import { execFileSync } from "node:child_process";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const MINUTE_MS = 60_000;

/** An id of our kind that nobody else has; `number` tells them apart. */
function idOf(prefix, number) {
  let rest = number;
  let letters = "";
  for (let place = 0; place < 16; place += 1, rest = Math.floor(rest / 32)) letters = LETTERS[rest % 32] + letters;
  return `${prefix}_01M7000000${letters}`;
}

const text = (words) => `'${String(words).replaceAll("'", "''")}'`;

/**
 * Makes conversations, the first the newest. Each is what `describe(index)` says of it: `{name, body, assignee_id, team_id,
 * priority, tag_ids, status, snoozed_until, minutes_ago, is_waiting}`, all but the name may be left out. Answers their ids.
 */
export async function makesCrowd(server, count, describe) {
  await server.pauses(() => {
    const [site_id] = server.ask("SELECT site_id FROM sites LIMIT 1").split("\n");
    const now = Date.now();
    const lines = ["PRAGMA foreign_keys = ON;", "BEGIN;"];
    for (let index = 0; index < count; index += 1) lines.push(...rowsOf(describe(index), { index, site_id, now }));
    lines.push("COMMIT;");
    execFileSync("sqlite3", [server.databaseFile()], { input: lines.join("\n") });
  });
  return Array.from({ length: count }, (_, index) => idOf("cnv", index));
}

function rowsOf(one, { index, site_id, now }) {
  const [contact, visitor, conversation, message] = ["con", "vis", "cnv", "msg"].map((prefix) => text(idOf(prefix, index)));
  const at = now - Math.round((one.minutes_ago ?? index + 1) * MINUTE_MS);
  const { status = "open", is_waiting = status === "open" } = one;
  const or = (value) => (value === undefined || value === null ? "NULL" : typeof value === "number" ? value : text(value));
  return [
    `INSERT INTO contacts (contact_id, name, created_at, updated_at) VALUES (${contact}, ${text(one.name)}, ${at}, ${at});`,
    `INSERT INTO visitors (visitor_id, site_id, contact_id, created_at, last_seen_at) VALUES (${visitor}, ${text(site_id)}, ${contact}, ${at}, ${at});`,
    `INSERT INTO conversations (conversation_id, site_id, contact_id, visitor_id, started_by, last_number, visitor_count, created_at, last_activity_at, status, assignee_id, team_id, priority, snoozed_until, waiting_since)
     VALUES (${conversation}, ${text(site_id)}, ${contact}, ${visitor}, 'crowd-${index}', 1, 1, ${at}, ${at}, ${text(status)}, ${or(one.assignee_id)}, ${or(one.team_id)}, ${one.priority ?? 0}, ${or(one.snoozed_until)}, ${is_waiting ? at : "NULL"});`,
    `INSERT INTO messages (message_id, conversation_id, number, author, client_id, body, created_at) VALUES (${message}, ${conversation}, 1, 'visitor', 'crowd-${index}', ${text(one.body ?? `Question ${index}`)}, ${at});`,
    ...(one.tag_ids ?? []).map((tag) => `INSERT INTO conversation_tags (conversation_id, tag_id, state, last_activity_at) VALUES (${conversation}, ${text(tag)}, ${status === "open" ? 0 : 2}, ${at});`),
  ];
}

/** Makes tags, teams and colleagues, as `{tags: [[name, colour]], teams: [name], agents: [name]}`; answers their ids in that order. */
export async function makesCatalogue(server, { tags = [], teams = [], agents = [] }) {
  await server.pauses(() => {
    const lines = [
      ...tags.map(([name, colour], index) => `INSERT INTO tags (tag_id, name, colour, created_at) VALUES (${text(idOf("tag", index))}, ${text(name)}, ${text(colour)}, 1);`),
      ...teams.map((name, index) => `INSERT INTO teams (team_id, name, created_at) VALUES (${text(idOf("tem", index))}, ${text(name)}, 1);`),
      ...agents.map((name, index) => `INSERT INTO agents (agent_id, email, name, role, password_hash, created_at) VALUES (${text(idOf("agt", index))}, ${text(`agent${index}@example.com`)}, ${text(name)}, 'agent', 'none', 1);`),
    ];
    execFileSync("sqlite3", [server.databaseFile()], { input: lines.join("\n") });
  });
  return { tags: tags.map((_, index) => idOf("tag", index)), teams: teams.map((_, index) => idOf("tem", index)), agents: agents.map((_, index) => idOf("agt", index)) };
}
