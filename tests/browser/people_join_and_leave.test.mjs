// People of a workspace: invited by a link, given another role, safe with a second factor, and out at once when they are
// deactivated. How each of these pages looks, too.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { follows } from "./support/following.mjs";
import { hasFocus } from "./support/keyboard.mjs";
import { LOOKS, looksRightEverywhere, optionsOf } from "./support/looks.mjs";
import { provedLongAgo, typesPasswordIfAsked } from "./support/proof.mjs";
import { code } from "./support/totp.mjs";
import { story, World } from "./support/world.mjs";

const BO = { name: "Bo Nilsson-Abrahamowitz", email: "bo.nilsson-abrahamowitz@long-department-name.example.com", password: "nine lanterns on the pier" };

/** Longest that somebody who is deactivated is still let in. */
const THROWN_OUT_MS = 5_000;

let world;
let ana;
let bo;
let owner;
/** Of Bo's authenticator app. */
let key;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  owner = admin.account;
  ana = await world.visitor({ storageState: await admin.signedIn(), ...optionsOf(LOOKS[0]) });
  bo = await world.visitor(optionsOf(LOOKS[0]));
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;
const presses = (page, name) => page.getByRole("button", { name, exact: true }).click();
const flash = (page, words) => page.getByRole("status").getByText(words).first().waitFor();

story("somebody is invited and joins in a browser of their own", async () => {
  const { page } = ana;
  await page.goto(at("/console/members"));
  await page.getByLabel("E-mail").fill("ana@example.com");
  await presses(page, "Make the link");
  await page.getByText("This address belongs to a member already.").waitFor();
  await looksRightEverywhere(ana, "people-members-refused");

  await page.getByLabel("E-mail").fill(BO.email);
  await typesPasswordIfAsked(page, owner.password);
  await presses(page, "Make the link");
  const link = (await page.locator('copy-field[label="Invitation link"] code').innerText()).trim();
  await looksRightEverywhere(ana, "people-members-invited");

  await bo.page.goto(link);
  await bo.page.getByText(BO.email).waitFor();
  await looksRightEverywhere(bo, "people-join");
  await bo.page.getByLabel("Your name").fill(BO.name);
  await bo.page.getByLabel("Choose a password").fill("password1");
  await presses(bo.page, "Join");
  await bo.page.getByText("among the first that attackers try").waitFor();
  await looksRightEverywhere(bo, "people-join-refused");
  await bo.page.getByLabel("Choose a password").fill(BO.password);
  await presses(bo.page, "Join");
  await bo.page.waitForURL("**/inbox**");

  const stranger = await world.visitor(optionsOf(LOOKS[0]));
  await stranger.page.goto(link);
  await stranger.page.getByRole("heading", { name: "This invitation was used" }).waitFor();
  await stranger.page.close();
});

story("another role holds at once", async () => {
  const { page } = ana;
  assert.equal((await bo.page.goto(at("/console/members"))).status(), 403);
  await page.goto(at("/console/members"));
  await looksRightEverywhere(ana, "people-members");
  await follows(page, page.getByRole("link", { name: `Change ${BO.name}` }));
  await looksRightEverywhere(ana, "people-member");
  await page.getByLabel("Role").selectOption("admin");
  await typesPasswordIfAsked(page, owner.password);
  await presses(page, "Save role");
  await flash(page, "Saved.");

  assert.equal((await bo.page.goto(at("/console/members"))).status(), 200);
  await follows(bo.page, bo.page.getByRole("link", { name: "Change Ana Berg" }));
  await bo.page.getByText("Only owners change owners.").waitFor();
  await bo.page.goto(at("/console/roles"));
  await looksRightEverywhere(bo, "people-roles");
});

story("nobody makes a key, changes a role or invites at a screen that was left", async () => {
  const { page } = ana;
  const member = page.url();
  await page.goto(at("/console/members"));
  await page.getByLabel("E-mail").fill("cleo@example.com");
  await page.getByLabel("Role").selectOption("read_only");
  // The page that is open was made before.
  provedLongAgo(world);
  await presses(page, "Make the link");
  await page.getByText("nothing was changed yet").waitFor();
  await page.waitForLoadState();
  assert.equal(await page.getByLabel("E-mail").inputValue(), "cleo@example.com", "nothing typed is lost");
  assert.equal(await page.getByLabel("Role").inputValue(), "read_only");
  await eventually(async () => assert.ok(await hasFocus(page.getByLabel("Your password")), "the keyboard is led to it"));
  await looksRightEverywhere(ana, "people-members-password");

  await page.goto(member);
  await page.getByLabel("Role").selectOption("agent");
  await looksRightEverywhere(ana, "people-member-password");
  await presses(page, "Save role");
  await eventually(async () => assert.ok(await hasFocus(page.getByLabel("Your password")), "the browser itself asks for the field"));
  assert.equal(page.url(), member);
  await page.getByLabel("Your password").fill("nine parcels on one bicycle");
  await presses(page, "Save role");
  await page.getByText("This is not your password.").waitFor();
  assert.equal(await page.getByLabel("Role").inputValue(), "agent");
  await looksRightEverywhere(ana, "people-member-password-wrong");

  await page.goto(at("/console/developers"));
  await looksRightEverywhere(ana, "people-keys-password");
  await page.getByLabel("Name").fill("Till");
  await page.getByLabel("Your password").fill(owner.password);
  await page.keyboard.press("Enter");
  await page.getByText("Copy it now").waitFor();
  assert.equal(await page.getByLabel("Your password").count(), 0, "for the next minutes nothing is asked");
  await page.goto(at("/console/members"));
  await page.getByLabel("E-mail").fill("cleo@example.com");
  await presses(page, "Make the link");
  await page.getByText("The invitation of cleo@example.com is ready").waitFor();
});

story("a second factor is set up", async () => {
  const { page } = bo;
  await page.goto(at("/profile"));
  await looksRightEverywhere(bo, "people-profile");
  await follows(page, page.getByRole("link", { name: "Set up" }));
  await looksRightEverywhere(bo, "people-two-factor-begin");
  await page.getByLabel("Your password").fill(BO.password);
  await presses(page, "Begin");
  await page.getByText("Type the key instead").click();
  key = await page.locator('copy-field[label="Key for the app"] code').innerText();
  await looksRightEverywhere(bo, "people-two-factor-app");
  await page.getByLabel("Code from the app").fill("000000");
  await presses(page, "Switch on");
  await page.getByText("This is not the code").waitFor();
  await page.getByLabel("Code from the app").fill(code(key));
  await presses(page, "Switch on");
  const codes = page.locator('copy-field[label="Recovery codes"] code');
  await eventually(async () => assert.equal((await codes.innerText()).trim().split("\n").length, 10));
  await looksRightEverywhere(bo, "people-two-factor-codes");
});

story("the second factor is asked for at the next sign-in", async () => {
  const { page } = bo;
  await page.goto(at("/profile"));
  await presses(page, "Sign out");
  await page.waitForURL("**/sign-in**");

  await page.getByLabel("E-mail").fill(BO.email);
  await page.getByLabel("Password").fill(BO.password);
  await presses(page, "Sign in");
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  await looksRightEverywhere(bo, "people-sign-in-code");
  await page.getByLabel("Code").fill("123");
  await presses(page, "Sign in");
  await page.getByText("There are 4 more tries").waitFor();
  await looksRightEverywhere(bo, "people-sign-in-code-wrong");
  // The code of the next half minute: the present one has been used.
  await page.getByLabel("Code").fill(code(key, 1));
  await presses(page, "Sign in");
  await page.waitForURL("**/inbox**");
});

story("who is deactivated is thrown out within five seconds", async () => {
  // The page of the story before connects too.
  await bo.page.goto("about:blank");
  // One that did not open in time is given up for another.
  const connections = [];
  bo.page.on("websocket", (connection) => connections.push(connection));
  await bo.page.goto(at("/inbox"));
  await bo.page.locator(".rail, [aria-label=Pages]").first().waitFor({ state: "attached" });
  assert.equal(await bo.page.locator("#signed-out").count(), 0);
  const { page } = ana;
  await page.goto(at("/console/members"));
  await follows(page, page.getByRole("link", { name: `Change ${BO.name}` }));
  await presses(page, "Deactivate…");
  await page.getByRole("heading", { name: `Deactivate ${BO.name}?` }).waitFor();
  await looksRightEverywhere(ana, "people-deactivate");
  await eventually(() => assert.equal(connections.at(-1)?.isClosed(), false));
  await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), presses(page, "Deactivate")]);
  // The server's time; how soon a busy machine draws what it was told is another matter.
  await eventually(() => assert.ok(connections.every((connection) => connection.isClosed()), "the connection of who was thrown out is closed"), THROWN_OUT_MS);
  assert.equal((await bo.page.request.get(at("/api/inbox/me"))).status(), 401);
  await bo.page.locator("#signed-out").waitFor();

  await flash(page, "They are signed out everywhere");
  await looksRightEverywhere(ana, "people-member-deactivated");
  await page.goto(at("/console/audit"));
  await page.getByText(`deactivated ${BO.name}`).waitFor();
  await looksRightEverywhere(ana, "people-audit");
  await page.getByLabel("What").selectOption("Invited");
  await presses(page, "Show");
  await page.getByText(`invited ${BO.email} as agent`).waitFor();
  await page.goto(at("/profile"));
  await looksRightEverywhere(ana, "people-profile-owner");
});
