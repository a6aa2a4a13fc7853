// A shop on WordPress with WooCommerce, served by PHP: real PHP code runs in it, and the few functions of WordPress that
// it calls are the story's own.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUTER = fileURLToPath(new URL("wordpress/router.php", import.meta.url));

/** Longest the server may take to say where it listens. */
const START_MS = 20_000;

export const USERS = {
  1: { name: "Ana Berg", email: "ana@shop.example", role: "administrator" },
  7: { name: "Noor Haddad", email: "noor@example.com" },
  8: { name: "Bo Lind", email: "bo@example.com" },
};

/** Those that run: one that a failed story left would keep its file from ever ending. */
const running = new Set();

export class WordPress {
  /** `code` is PHP as it stands in functions.php, `header` what the theme's header holds, `kept` what the site begins with. */
  static async start({ code, header = "", kept = {}, environment = {} }) {
    const shop = new WordPress();
    shop.folder = mkdtempSync(join(tmpdir(), "wordpress-story-"));
    writeFileSync(join(shop.folder, "code.php"), `<?php\n${code}\n`);
    writeFileSync(join(shop.folder, "header.html"), header);
    writeFileSync(join(shop.folder, "site.json"), JSON.stringify({ users: USERS, options: {}, orders: {}, products: {}, scheduled: [], ...kept }));
    shop.said = "";
    // Port 0 means a free one, which it then names. Another site than Deskbell, in the browser's eyes: localhost.
    shop.process = spawn("php", ["-S", "127.0.0.1:0", ROUTER], { env: { PATH: process.env.PATH, SHOP_FOLDER: shop.folder, ...environment }, cwd: shop.folder });
    const exited = once(shop.process, "exit");
    try {
      shop.origin = `http://localhost:${await shop.port()}`;
    } catch (error) {
      shop.process.kill();
      rmSync(shop.folder, { recursive: true, force: true });
      throw error;
    }
    shop.exited = exited;
    running.add(shop);
    return shop;
  }

  port() {
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`The shop's PHP did not start: ${why}. It said:\n${this.said}`));
      const timer = setTimeout(() => fail("it took too long"), START_MS);
      const listen = (chunk) => {
        this.said += chunk;
        const found = this.said.match(/Development Server \(http:\/\/127\.0\.0\.1:(\d+)\) started/);
        if (!found) return;
        clearTimeout(timer);
        resolve(found[1]);
      };
      this.process.stdout.on("data", listen);
      this.process.stderr.on("data", listen);
      this.process.on("error", (error) => fail(error.message));
      this.process.on("exit", (code) => fail(`exit code ${code}`));
    });
  }

  /** Something happens in the shop; answers what the PHP code's own requests were told. */
  async hears(hook, given, { keep = {}, forget = {} } = {}) {
    const body = JSON.stringify({ hook, given, keep, forget });
    return this.asks("/act", { method: "POST", body });
  }

  /** An order's status changes. */
  async order(id, order) {
    return this.hears("woocommerce_order_status_changed", [id], { keep: { orders: { [id]: order } } });
  }

  /** Does what the site has put off, `later` seconds later. */
  async cron(later = 0) {
    return this.asks(`/cron?later=${later}`);
  }

  async asks(path, options) {
    const answer = await fetch(`${this.origin}${path}`, options);
    const text = await answer.text();
    assert.equal(answer.status, 200, `${text}\n${this.said}`);
    return JSON.parse(text);
  }

  /** What the site keeps now. */
  kept() {
    return JSON.parse(readFileSync(join(this.folder, "site.json"), "utf8"));
  }

  /** A visitor on the shop's page; with a `user` whoever has logged in there. */
  async visitor(world, user = null) {
    const visitor = await world.visitor();
    await visitor.page.goto(`${this.origin}${user === null ? "/" : `/log-in?user=${user}`}`);
    return visitor;
  }

  /** Stops those that stories have left. */
  static async stopAll() {
    for (const shop of running) await shop.stop();
  }

  async stop() {
    running.delete(this);
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill();
      await this.exited;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
