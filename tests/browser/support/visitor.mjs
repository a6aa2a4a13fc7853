// The visitor: somebody on the customer's website, who may use the widget there.

export class Visitor {
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

  async opensPanel() {
    await this.launcher().click();
    await this.composer().waitFor();
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

  /** The console without the lines a browser itself writes for a refused request or socket. */
  ownLines() {
    return this.console.filter((line) => !/^(Failed to load resource|WebSocket connection to)/.test(line.text));
  }

  /** Everything this browser keeps for the host page. */
  stored() {
    return this.page.evaluate(async () => ({
      cookie: document.cookie,
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      databases: (await indexedDB.databases()).map((database) => database.name),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
  }
}
