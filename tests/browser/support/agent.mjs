// The agent: signs in, reads the inbox, answers.

import assert from "node:assert/strict";
import { Person } from "./person.mjs";
import { choosesIn } from "./preferences.mjs";

export class Agent extends Person {
  constructor(world, page) {
    super(world, page);
    this.origin = world.server.origin;
  }

  /**
   * Signs in and looks at all conversations. What is written leaves at once, unless the story is about taking it back:
   * `undo_seconds` is null where what the agent has chosen stays.
   */
  async signsIn({ email, password } = this.world.owner, { undo_seconds = 0 } = {}) {
    await this.page.goto(`${this.origin}/inbox`);
    await this.page.getByLabel(/^E-mail/).fill(email);
    await this.page.getByLabel(/^Password/).fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.waitForURL("**/inbox");
    if (undo_seconds !== null) await this.chooses({ undo_send_seconds: undo_seconds });
    await this.looksAt("all");
  }

  /** Goes to a list by its key: `open`, `mine`, `team:…`. */
  async looksAt(view) {
    await this.page.goto(`${this.origin}/inbox/v/${view}`);
  }

  /** Changes preferences as the dialog would; they hold from the next page on. */
  async chooses(changes) {
    await choosesIn(this.page, changes);
  }

  /** Waits until a text shows somewhere in the inbox. */
  async sees(text) {
    await this.visible(text).waitFor();
  }

  /** Opens the conversation whose row shows this text. */
  async opensConversation(text) {
    // At its beginning: what can be done with a row lies over its end while the pointer rests there.
    await this.visible(text).click({ position: { x: 4, y: 4 } });
    await this.page.waitForURL("**/c/*");
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

  /** The box of the private note; it is no reply's. */
  noteBox() {
    return this.page.getByRole("textbox", { name: "Private note" });
  }

  /** Turns to the note's tab. */
  async turnsToNote() {
    await this.page.getByRole("button", { name: "Note", exact: true }).click();
    await this.noteBox().waitFor();
  }

  async notes(text) {
    await this.turnsToNote();
    await this.noteBox().fill(text);
    await this.noteBox().press("Enter");
  }

  /** What stands between the messages: notes and acts, as the server tells them. */
  async storedEntries() {
    return this.page.evaluate(async () => {
      const id = location.pathname.split("/").pop();
      return (await (await fetch(`/api/inbox/conversations/${id}`)).json()).entries;
    });
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

  log() {
    return this.page.getByRole("log");
  }

  /** Picks files, waits until they are there, and sends them with a text. */
  async sends(files, text) {
    await this.page.locator('.composer input[type="file"]').setInputFiles(files);
    await this.page.locator(".picked__size").filter({ hasNotText: "Uploading" }).nth(files.length - 1).waitFor();
    await this.says(text);
  }

  /** Opens one of the insert menu's dialogs; `words` is how the menu calls it. */
  async inserts(words) {
    await this.page.getByRole("button", { name: "Insert" }).click();
    await this.page.getByRole("menuitem", { name: words }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.waitFor();
    return dialog;
  }

  /** Posts a message to the open conversation as the inbox's own script would, with what no dialog makes. */
  async posts(message) {
    const frames = await this.page.evaluate(async (given) => {
      const conversation_id = location.pathname.split("/").pop();
      const frame = { type: "message.post", client_id: crypto.randomUUID(), conversation_id, body: "", ...given };
      const answer = await fetch("/api/inbox/frames", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(frame) });
      return { status: answer.status, answer: await answer.json() };
    }, message);
    assert.equal(frames.answer.frames?.[0]?.type, "ack", JSON.stringify(frames));
  }
}
