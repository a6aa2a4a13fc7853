// The world of a browser story: one Deskbell with its own data folder, one host page on another
// site, one Chromium, and the people who use them. What a story opens, the world closes.
//
// `story` is how a test is written: it is node's `test` plus evidence. When it fails, a picture of
// every open page and the end of the server's log are left in `output/`.

import { mkdirSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Admin } from "./admin.mjs";
import { Agent } from "./agent.mjs";
import { launchChromium } from "./chromium.mjs";
import { HostPage } from "./host_page.mjs";
import { lasts, PANEL_MS } from "./lasting.mjs";
import { Server } from "./server.mjs";
import { Visitor } from "./visitor.mjs";

/** Where pictures go; ignored by git. */
export const OUTPUT = fileURLToPath(new URL("../output/", import.meta.url));

/** Longest a whole story may take, on a busy machine with two cores. */
const STORY_MS = 120_000;

const openWorlds = new Set();

export class World {
  /** `limits` is what the server's settings say beside the usual. */
  static async start({ limits } = {}) {
    const world = new World();
    openWorlds.add(world);
    try {
      world.server = await Server.start(limits);
      world.hostPage = await HostPage.start();
      world.chromium = await launchChromium();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  /** Starts a world whose workspace is claimed; `world.snippet` is what the install page shows. */
  static async startClaimed(options) {
    const world = await World.start(options);
    try {
      const admin = await world.admin();
      await admin.claims();
      world.snippet = await admin.snippet();
      world.owner = admin.account;
      await admin.leaves();
    } catch (error) {
      await world.keepEvidence("start");
      await world.stop();
      throw error;
    }
    return world;
  }

  /**
   * Opens a browser of its own, with no memory of any other. Without the inbox's worker, which keeps files: only the stories
   * that are about it let it in.
   */
  async context(options = {}) {
    return this.chromium.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", serviceWorkers: "block", ...options });
  }

  async admin(options) {
    return new Admin(this, await (await this.context(options)).newPage());
  }

  async agent(options) {
    return new Agent(this, await (await this.context(options)).newPage());
  }

  /** An agent whose browser shows that page; who is signed in is said by `options.storageState`. */
  async agentAt(path, options) {
    const agent = await this.agent(options);
    await agent.page.goto(`${this.server.origin}${path}`);
    return agent;
  }

  async visitor(options) {
    const page = await (await this.context(options)).newPage();
    await lasts(page, PANEL_MS);
    return new Visitor(this, page);
  }

  async keepEvidence(name) {
    mkdirSync(OUTPUT, { recursive: true });
    const file = `${OUTPUT}failed-${name.replace(/[^a-z0-9]+/gi, "_").slice(0, 60)}`;
    if (this.server) writeFileSync(`${file}.log`, this.server.log());
    const pages = this.chromium?.contexts().flatMap((context) => context.pages()) ?? [];
    for (const [index, page] of pages.entries()) {
      await page.screenshot({ path: `${file}-${index}.png`, timeout: 5_000 }).catch(() => {});
    }
  }

  async stop() {
    openWorlds.delete(this);
    await this.chromium?.close();
    await this.hostPage?.stop();
    await this.server?.stop();
  }
}

/** A test in a browser. */
export function story(name, tell) {
  test(name, { timeout: STORY_MS }, async (t) => {
    try {
      await tell(t);
    } catch (error) {
      for (const world of openWorlds) await world.keepEvidence(name);
      throw error;
    }
  });
}
