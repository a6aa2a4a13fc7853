// More people who answer, written into the database beside the stopped server. They have the owner's password.

import { execFileSync } from "node:child_process";
import { World } from "./world.mjs";

/** A world with an owner and a colleague of theirs, and a page of the shop that has the widget. */
export async function startWithBo() {
  const world = await World.startClaimed();
  const [bo] = await makesColleagues(world, ["Bo Winter"]);
  world.hostPage.show({ body: world.snippet });
  return { world, bo };
}

/** Makes agents of these names; answers what each signs in with, and their ids. */
export async function makesColleagues(world, names) {
  const made = names.map((name, index) => ({
    id: `agt_01M8000000${String(index).padStart(16, "0")}`,
    name,
    email: `${name.split(" ")[0].toLowerCase()}@example.com`,
    password: world.owner.password,
  }));
  await world.server.pauses(() => {
    const lines = made.map(
      ({ id, name, email }) =>
        `INSERT INTO agents (agent_id, email, name, role, password_hash, created_at) SELECT '${id}', '${email}', '${name}', 'agent', password_hash, 1 FROM agents WHERE role = 'owner' LIMIT 1;`,
    );
    execFileSync("sqlite3", [world.server.databaseFile()], { input: lines.join("\n") });
  });
  return made;
}
