// More people who answer, written into the database beside the stopped server. They have the owner's password.

import { execFileSync } from "node:child_process";
import { World } from "./world.mjs";

/** A world with an owner and a colleague of theirs, and a page of the shop that has the widget. */
export async function startWithBo() {
  const world = await World.startClaimed();
  const [bo] = await makesColleagues(world, [{ name: "Bo Winter" }]);
  world.hostPage.show({ body: world.snippet });
  return { world, bo };
}

/** Makes people of the team, each as `{name, role}`, an agent unless it is said; answers what each signs in with, and their ids. */
export async function makesColleagues(world, people) {
  const made = people.map(({ name, role = "agent" }, index) => ({
    id: `agt_01M8000000${String(index).padStart(16, "0")}`,
    name,
    role,
    email: `${name.split(" ")[0].toLowerCase()}@example.com`,
    password: world.owner.password,
  }));
  await world.server.pauses(() => {
    const lines = made.map(
      ({ id, name, email, role }) =>
        `INSERT INTO agents (agent_id, email, name, role, password_hash, created_at) SELECT '${id}', '${email}', '${name}', '${role}', password_hash, 1 FROM agents WHERE role = 'owner' LIMIT 1;`,
    );
    execFileSync("sqlite3", [world.server.databaseFile()], { input: lines.join("\n") });
  });
  return made;
}
