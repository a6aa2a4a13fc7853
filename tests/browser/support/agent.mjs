// The agent: signs in, reads the inbox, answers.

export class Agent {
  constructor(world, page) {
    this.world = world;
    this.page = page;
    this.origin = world.server.origin;
  }

  async signsIn({ email, password } = this.world.owner) {
    await this.page.goto(`${this.origin}/inbox`);
    await this.page.getByLabel(/^E-mail/).fill(email);
    await this.page.getByLabel(/^Password/).fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.waitForURL("**/inbox");
  }

  /** Waits until a text shows somewhere in the inbox. */
  async sees(text) {
    await this.visible(text).waitFor();
  }

  /** Opens the conversation whose row shows this text. */
  async opensConversation(text) {
    await this.visible(text).click();
    await this.page.waitForURL("**/inbox/c/*");
    await this.composer().waitFor();
  }

  /** On a narrow screen the list stays in the document behind the thread. */
  visible(text) {
    return this.page.getByText(text).filter({ visible: true }).first();
  }

  async says(text) {
    await this.composer().fill(text);
    await this.composer().press("Enter");
  }

  composer() {
    return this.page.getByRole("textbox", { name: "Message" });
  }

  /** The messages of the open conversation, oldest first, as the server tells them. */
  async storedMessages() {
    return this.page.evaluate(async () => {
      const id = location.pathname.split("/").pop();
      const thread = await (await fetch(`/api/inbox/conversations/${id}`)).json();
      return thread.messages;
    });
  }

  /** The bodies of what people wrote in it; lines such as "You are now talking with Ana" are none. */
  async storedBodies() {
    const messages = await this.storedMessages();
    return messages.filter((message) => message.author !== "system").map((message) => message.body);
  }
}
