// The real executable, started on a free port in a temporary folder of its own.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const EXECUTABLE =
  process.env.DESKBELL_BIN || fileURLToPath(new URL("../../../target/debug/deskbell", import.meta.url));

/** Longest a start may take: a debug build on a busy machine. */
const START_MS = 20_000;
/** Longest a stop may take: what is in flight has 10 s. */
const STOP_MS = 15_000;

const ANNOUNCEMENT = /Deskbell is (not set up yet\. Open|running at) (http:\/\/\S+)/;

export class Server {
  /** `limits` are lines of the settings' section of that name, as `{name: number}`. */
  static async start(limits = {}) {
    if (!existsSync(EXECUTABLE)) {
      throw new Error(`There is no executable at ${EXECUTABLE}. Run "cargo build" first, or set DESKBELL_BIN.`);
    }
    const server = new Server();
    server.folder = mkdtempSync(join(tmpdir(), "deskbell-story-"));
    server.port = 0;
    server.limits = { proof_of_work: 200, ...limits };
    server.output = "";
    await server.run();
    return server;
  }

  /** Starts the executable; after the first time on the same port as before. */
  async run() {
    const limits = Object.entries(this.limits).filter(([, value]) => value !== undefined);
    const lines = [`listen = "127.0.0.1:${this.port}"`, 'data_dir = "./data"', "[limits]", ...limits.map(([name, value]) => `${name} = ${value}`)];
    writeFileSync(join(this.folder, "config.toml"), `${lines.join("\n")}\n`);
    this.process = spawn(EXECUTABLE, ["serve"], { cwd: this.folder, env: environmentWithoutOurs() });
    this.exited = once(this.process, "exit");
    const announced = this.listenForAnnouncement();
    const address = new URL(await announced);
    this.origin = address.origin;
    this.port = Number(address.port);
    this.setUpAddress = address.pathname === "/setup" ? address.href : null;
  }

  listenForAnnouncement() {
    let heard = "";
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Deskbell did not start in time. It said:\n${heard}`)), START_MS);
      const listen = (chunk) => {
        heard += chunk;
        this.output += chunk;
        const found = heard.match(ANNOUNCEMENT);
        if (found && heard.indexOf("\n", found.index) > 0) {
          clearTimeout(timer);
          resolve(found[2]);
        }
      };
      this.process.stdout.on("data", listen);
      this.process.stderr.on("data", listen);
      this.process.on("error", reject);
      this.process.on("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`Deskbell stopped with exit code ${code}. It said:\n${heard}`));
      });
    });
  }

  /** Ends the process at once, as a power cut would. */
  async isKilled() {
    this.process.kill("SIGKILL");
    await this.exited;
  }

  /** Answers nobody while something is done, as if it were far away. */
  async isSlowDuring(act) {
    this.process.kill("SIGSTOP");
    try {
      await act();
    } finally {
      this.process.kill("SIGCONT");
    }
  }

  /** Stands still while something is done to its folder, and goes on at the same port. */
  async pauses(act) {
    this.process.kill("SIGTERM");
    await this.exited;
    act();
    await this.run();
  }

  async stop() {
    if (this.process && this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGTERM");
      const timer = setTimeout(() => this.process.kill("SIGKILL"), STOP_MS);
      await this.exited;
      clearTimeout(timer);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The end of what it has printed. */
  log() {
    return this.output.slice(-20_000);
  }

  /** What SQL says beside the running server, a line for each row. */
  ask(sql) {
    return execFileSync("sqlite3", ["-readonly", this.databaseFile(), sql], { encoding: "utf8" });
  }

  /**
   * Counts the rows of every table, as `{table: rows}`, beside the running server. An index of words is counted by the
   * tables it keeps: itself it may not be one that can be read through. On which website the widget was seen is not
   * counted: that is noted for the website, now and then, and of nobody.
   */
  countRows() {
    const tables = this.ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'site_sightings' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%' ORDER BY 1");
    return Object.fromEntries(
      tables.split("\n").filter(Boolean).map((table) => [table, Number(this.ask(`SELECT count(*) FROM "${table}"`))]),
    );
  }

  databaseFile() {
    const data = join(this.folder, "data");
    const files = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isFile());
    const found = files.map((entry) => join(data, entry.name)).filter(isDatabase);
    if (found.length !== 1) throw new Error(`Expected one database in ${data}, found ${found.length}.`);
    return found[0];
  }
}

/** Our own variables, such as DESKBELL_BIN, are none of the server's settings. */
function environmentWithoutOurs() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("DESKBELL_")));
}

function isDatabase(path) {
  const header = Buffer.alloc(15);
  const file = openSync(path, "r");
  readSync(file, header, 0, 15, 0);
  closeSync(file);
  return header.toString("latin1") === "SQLite format 3";
}
