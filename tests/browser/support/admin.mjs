// The administrator: claims the workspace through the set-up page and looks after it.

import assert from "node:assert/strict";
import { choosesIn } from "./preferences.mjs";
import { typesPasswordIfAsked } from "./proof.mjs";

export class Admin {
  constructor(world, page) {
    this.world = world;
    this.page = page;
    this.business = "Berg Bicycles";
    this.account = { name: "Ana Berg", email: "ana@example.com", password: "seven parcels on one bicycle" };
  }

  /** Goes through the set-up page; ends, signed in, on the install page. */
  async claims() {
    const { page, account } = this;
    assert.ok(this.world.server.setUpAddress, "the server prints the address of the set-up page");
    await page.goto(this.world.server.setUpAddress);
    await page.getByLabel(/^Business name/).fill(this.business);
    await page.getByLabel(/^Your name/).fill(account.name);
    await page.getByLabel(/^E-mail/).fill(account.email);
    await page.getByLabel(/^Password/).fill(account.password);
    await page.getByRole("button", { name: "Create workspace" }).click();
    await page.waitForURL("**/console/install");
  }

  /** Reads the one-line snippet off the install page, as somebody who copies it would. */
  async snippet() {
    const shown = await this.page.evaluate(() =>
      [document.body.innerText, ...[...document.querySelectorAll("textarea, input")].map((field) => field.value)].join("\n"),
    );
    const line = shown.match(/<script\b[^>]*\bsrc="http[^"]*\/widget\.js"[^>]*><\/script>/);
    assert.ok(line, `the install page shows the snippet; it shows:\n${shown}`);
    return line[0];
  }

  /** Proves who asks with the password and reads the identity secret off the install page. */
  async identitySecret() {
    await this.page.goto(`${this.world.server.origin}/console/install`);
    await this.page.getByLabel(/^Your password|^Password/).fill(this.account.password);
    await this.page.getByRole("button", { name: "Show identity secret" }).click();
    return (await this.page.locator('copy-field[label="Identity secret"] code').innerText()).trim();
  }

  /** Makes a key with every scope that is offered and reads it off the page, the one time it is shown. */
  async apiKey(name = "Shop server") {
    await this.page.goto(`${this.world.server.origin}/console/developers`);
    await this.page.getByLabel("Name").fill(name);
    for (const scope of await this.page.getByRole("checkbox").all()) await scope.check();
    await typesPasswordIfAsked(this.page, this.account.password);
    await this.page.getByRole("button", { name: "Make key" }).click();
    return (await this.page.locator('copy-field[label="API key"] code').innerText()).trim();
  }

  /** What a later browser of the same person starts with; what they write there leaves at once. */
  async signedIn() {
    await choosesIn(this.page, { undo_send_seconds: 0 });
    return this.page.context().storageState();
  }

  async leaves() {
    await this.page.context().close();
  }
}
