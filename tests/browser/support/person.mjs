// Somebody before a page of a browser of their own, and what that page said while they were there.

import assert from "node:assert/strict";
import { eventually } from "./eventually.mjs";

export class Person {
  constructor(world, page) {
    this.world = world;
    this.page = page;
    /** What pages and frames wrote to the console, as `{type, text}`. */
    this.console = [];
    /** Exceptions nobody caught. */
    this.exceptions = [];
    /** What they did over HTTP and nothing has answered yet. */
    this.unanswered = new Set();
    page.on("console", (message) => this.console.push({ type: message.type(), text: message.text() }));
    page.on("pageerror", (error) => this.exceptions.push(String(error)));
    page.on("request", (request) => this.#asks(request));
    page.on("response", (response) => this.unanswered.delete(response.request()));
    page.on("requestfailed", (request) => this.unanswered.delete(request));
  }

  #asks(request) {
    // Of what the page before had under way nothing is heard any more.
    if (request.isNavigationRequest() && request.frame() === this.page.mainFrame()) this.unanswered.clear();
    if (request.method() !== "GET") this.unanswered.add(request);
  }

  /** The console without the lines a browser itself writes for a refused request or socket. */
  ownLines() {
    return this.console.filter((line) => !/^(Failed to load resource|WebSocket connection to)/.test(line.text));
  }

  /** Closes their browser, in which nothing may have thrown, once what they did has been answered: others build on it. */
  async leaves() {
    assert.deepEqual(this.exceptions, []);
    await this.page.unrouteAll({ behavior: "ignoreErrors" });
    if (!this.page.isClosed()) await eventually(() => assert.deepEqual([...this.unanswered].map((request) => request.url()), []));
    await this.page.context().close();
  }
}
