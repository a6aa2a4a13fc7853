// The open conversation in every state, size and scheme: pictures for a person, and what a program can see is asserted.

import { after, before } from "node:test";
import { startWithBo } from "./support/colleagues.mjs";
import { FEWER_LOOKS, looksRight, nameOf, optionsOf } from "./support/looks.mjs";
import { story } from "./support/world.mjs";

const QUESTION = "Where is my parcel? It should have come on Monday.";

let world;
let bo;
before(async () => void ({ world, bo } = await startWithBo()));
after(() => world?.stop());

for (const look of [...FEWER_LOOKS, { width: 768, height: 900, colorScheme: "light", isAsked: true }, { width: 390, height: 844, colorScheme: "light", isAsked: true }]) {
  story(`the open conversation, ${nameOf(look)}`, async () => {
    const question = `${QUESTION} (${nameOf(look)})`;
    const visitor = await world.visitor();
    await visitor.visits();
    await visitor.opensPanel();
    await visitor.says(question);
    const agent = await world.agent(optionsOf(look));
    await agent.signsIn();
    await agent.opensConversation(question);
    const looks = (name) => looksRight(agent, `thread-${name}`, look);

    await agent.notes("@Bo Winter has this been sent? See https://shop.example/orders/1042");
    await agent.log().locator(".note:not(.note--pending) .mention").waitFor();
    await agent.page.evaluate(async (agent_id) => {
      const conversation_id = location.pathname.split("/").pop();
      const acts = [{ type: "assign_agent", agent_id }, { type: "priority", priority: "high" }, { type: "snooze", until: null }, { type: "wake" }];
      await fetch("/api/inbox/acts", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ changes: acts.map((act) => ({ conversation_id, act })) }) });
    }, bo.id);
    await agent.log().getByText("3 earlier changes").waitFor();
    await looks("note");

    await agent.noteBox().pressSequentially("@B");
    await agent.page.getByRole("option", { name: "Bo Winter" }).waitFor();
    await looks("mention");
    await agent.noteBox().fill("");
    await agent.page.getByRole("button", { name: "Reply", exact: true }).click();
    await agent.composer().fill("Hi {{contact.name}}, it left on Monday.");
    await looks("begun");
    await agent.page.getByRole("button", { name: "More ways" }).click();
    await agent.page.getByRole("menuitem").first().waitFor();
    await looks("ways");
    await agent.page.keyboard.press("Escape");
    await visitor.says("Hello?");
    await agent.page.getByRole("button", { name: /^Review/ }).waitFor();
    await looks("stopped");

    await agent.composer().fill("");
    await agent.chooses({ undo_send_seconds: 10 });
    await agent.page.reload();
    await agent.composer().waitFor();
    await agent.says("It left on Monday.");
    await agent.page.getByRole("button", { name: "Undo" }).first().waitFor();
    await visitor.says("Never mind.");
    await agent.log().getByText("Never mind.").waitFor();
    // What is held leaves with the page: nobody has to wait until its time is over.
    await agent.page.reload();
    await agent.log().getByText("Not sent.").waitFor();
    await looks("changed");
    await agent.log().getByRole("button", { name: "Discard" }).click();

    await agent.says("It comes back to us, then.");
    await agent.page.getByRole("button", { name: "Undo" }).first().waitFor();
    await looks("held");
    for (const one of [visitor, agent]) await one.page.context().close();
  });
}
