// Somebody before a page of a browser of their own, and what that page said while they were there.

import assert from "node:assert/strict";

export class Person {
  constructor(world, page) {
    this.world = world;
    this.page = page;
    /** What pages and frames wrote to the console, as `{type, text}`. */
    this.console = [];
    /** Exceptions nobody caught. */
    this.exceptions = [];
    page.on("console", (message) => this.console.push({ type: message.type(), text: message.text() }));
    page.on("pageerror", (error) => this.exceptions.push(String(error)));
  }

  /** The console without the lines a browser itself writes for a refused request or socket. */
  ownLines() {
    return this.console.filter((line) => !/^(Failed to load resource|WebSocket connection to)/.test(line.text));
  }

  /** Closes their browser, in which nothing may have thrown. */
  async leaves() {
    assert.deepEqual(this.exceptions, []);
    await this.page.unrouteAll({ behavior: "ignoreErrors" });
    await this.page.context().close();
  }
}
