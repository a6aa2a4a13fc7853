// The visitor: somebody on the customer's website, who may use the widget there.

import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";
import { Person } from "./person.mjs";

export class Visitor extends Person {
  async visits() {
    await this.page.goto(`${this.world.hostPage.origin}/`);
  }

  launcher() {
    return this.page.getByRole("button", { name: /^Open chat/ });
  }

  /** The inside of the panel. */
  panel() {
    return this.page.locator("iframe").contentFrame();
  }

  composer() {
    return this.panel().getByRole("textbox", { name: "Message" });
  }

  /** Opens the panel and leaves it where it opens: at Home, for most. */
  async opensHome() {
    await this.launcher().click();
    await this.heading().waitFor();
    // The panel is drawn a moment before it hears that it is open; nobody's hand is quicker than that, but a program's is.
    const hasFocus = () => this.heading().evaluate((heading) => document.activeElement === heading);
    for (let look = 0; look < 40 && !(await hasFocus()); look += 1) await this.page.waitForTimeout(50);
  }

  /** Opens the panel and begins to write in a new conversation. */
  async opensPanel() {
    await this.opensHome();
    await this.startButton().click();
    await this.composer().waitFor();
  }

  /** Opens the panel and goes on in the conversation it shows as the latest. */
  async opensLatest() {
    await this.opensHome();
    await this.panel().locator(".card .row").click();
    await this.composer().waitFor();
  }

  /** A panel that was open before a reload opens by itself, where it was. */
  async reloads() {
    await this.page.reload();
    await this.composer().waitFor();
  }

  heading() {
    return this.panel().getByRole("heading", { level: 1 });
  }

  startButton() {
    return this.panel().getByRole("button", { name: "Send us a message" });
  }

  /** The panel's own document. */
  frame() {
    const frame = this.page.frames().find((one) => one.url().includes("/w/icw_"));
    assert.ok(frame, "the panel is loaded");
    return frame;
  }

  /** Picks files and waits until they are uploaded or refused. */
  async attaches(files) {
    await this.panel().locator('.composer input[type="file"]').setInputFiles(files);
    await eventually(async () => assert.equal(await this.panel().locator(".picked__progress").count(), 0));
  }

  log() {
    return this.panel().getByRole("log");
  }

  /** Everything written has left: nothing waits in the box, nothing is on its way. */
  async hasSent() {
    await eventually(async () => {
      assert.equal(await this.composer().inputValue(), "");
      assert.equal(await this.panel().getByText(/^(Sending…|Goes out when you are back online)$/).count(), 0);
    });
  }

  async says(text) {
    await this.composer().fill(text);
    await this.composer().press("Enter");
  }

  async sees(text) {
    await this.panel().getByText(text).first().waitFor();
  }

  /** Calls the page's global function. */
  call(...parameters) {
    return this.page.evaluate((all) => window.SoftbetChat(...all), parameters);
  }

  /** Everything this browser keeps for the host page. */
  stored() {
    return this.page.evaluate(everythingStored);
  }

  /** Everything this browser keeps for the panel's frame. */
  storedByPanel() {
    return this.frame().evaluate(everythingStored);
  }
}

/** Runs in a page. */
async function everythingStored() {
  // An origin that is not secure has neither.
  const keys = await globalThis.caches?.keys();
  const workers = await navigator.serviceWorker?.getRegistrations();
  return {
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map((database) => database.name),
    caches: keys ?? [],
    workers: (workers ?? []).length,
  };
}
