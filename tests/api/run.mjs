// The API document against the server: starts a real Deskbell on a free port, makes a key with every scope there is, and
// lets schemathesis ask everything the document promises. What there is to ask, it reads from /openapi.json.
//
// DESKBELL_BIN says which executable, SCHEMATHESIS which `st`.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

import { Server } from "../browser/support/server.mjs";

const CONFIGURATION = fileURLToPath(new URL("schemathesis.toml", import.meta.url));
const RULES = fileURLToPath(new URL("rules.py", import.meta.url));
const SCHEMATHESIS =
  process.env.SCHEMATHESIS || fileURLToPath(new URL("../../target/tools/api/bin/st", import.meta.url));

/** The console as a browser without script uses it. */
class Console {
  constructor(origin) {
    this.origin = origin;
    this.cookies = new Map();
  }

  async get(path) {
    return this.send(path, {});
  }

  async post(path, fields) {
    const body = new URLSearchParams(fields);
    return this.send(path, { method: "POST", body, headers: { "sec-fetch-site": "same-origin" } });
  }

  async send(path, { headers = {}, ...rest }) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(this.origin + path, { ...rest, headers: { ...headers, cookie }, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      this.cookies.set(name, value);
    }
    return { status: answer.status, text: await answer.text() };
  }
}

async function keyForEverything(server) {
  const console = new Console(server.origin);
  const token = new URL(server.setUpAddress).searchParams.get("token");
  const person = { business: "Berg Bicycles", name: "Ana Berg", email: "ana@example.com", password: "seven parcels on one bicycle" };
  const claimed = await console.post("/setup", { token, ...person });
  if (claimed.status !== 303) throw new Error(`The workspace could not be claimed: ${claimed.status} ${claimed.text}`);
  const form = await console.get("/console/developers");
  const scopes = [...form.text.matchAll(/name="scope" value="(\w+)"/g)].map(([, word]) => ["scope", word]);
  if (scopes.length === 0) throw new Error("The Developers page offers no scope.");
  await console.post("/console/developers/keys", [["name", "Schemathesis"], ...scopes]);
  const page = await console.get("/console/developers");
  const key = page.text.match(/<code>(wgk_\w{40})<\/code>/);
  if (!key) throw new Error("The Developers page does not show the new key.");
  return key[1];
}

const server = await Server.start();
let code = 1;
try {
  const key = await keyForEverything(server);
  const environment = { ...process.env, DESKBELL_KEY: key, SCHEMATHESIS_HOOKS: RULES, PYTHONUNBUFFERED: "1" };
  const words = ["--config-file", CONFIGURATION, "run", `${server.origin}/openapi.json`, ...process.argv.slice(2)];
  const child = spawn(SCHEMATHESIS, words, { stdio: ["ignore", "inherit", "inherit"], env: environment, cwd: server.folder });
  [code] = await once(child, "exit");
} finally {
  if (code !== 0) console.error(`\nWhat the server said:\n${server.log()}`);
  await server.stop();
}
process.exitCode = code ?? 1;
