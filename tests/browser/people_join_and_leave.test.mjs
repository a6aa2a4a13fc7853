// People of a workspace: invited by a link, given another role, safe with a second factor, and out at once when they are
// deactivated. How each of these pages looks, too.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { CROSSED_LOOKS, LOOKS, looksRight, optionsOf } from "./support/looks.mjs";
import { code } from "./support/totp.mjs";
import { story, World } from "./support/world.mjs";

const BO = { name: "Bo Nilsson-Abrahamowitz", email: "bo.nilsson-abrahamowitz@long-department-name.example.com", password: "nine lanterns on the pier" };

let world;
let ana;
let bo;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  ana = await world.visitor({ storageState: await admin.signedIn(), ...optionsOf(LOOKS[0]) });
  bo = await world.visitor(optionsOf(LOOKS[0]));
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;
const presses = (page, name) => page.getByRole("button", { name, exact: true }).click();
const flash = (page, words) => page.getByRole("status").getByText(words).first().waitFor();

/** Looks at one state in every size, and leaves the window as it was. */
async function looksRightEverywhere(person, name) {
  const { page } = person;
  for (const look of CROSSED_LOOKS) {
    await page.setViewportSize({ width: look.width, height: look.height });
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" });
    await looksRight(person, `people-${name}`, look);
  }
  await page.setViewportSize({ width: LOOKS[0].width, height: LOOKS[0].height });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

story("somebody is invited and joins in a browser of their own", async () => {
  const { page } = ana;
  await page.goto(at("/console/members"));
  await page.getByLabel("E-mail").fill("ana@example.com");
  await presses(page, "Make the link");
  await page.getByText("This address belongs to a member already.").waitFor();
  await looksRightEverywhere(ana, "members-refused");

  await page.getByLabel("E-mail").fill(BO.email);
  await presses(page, "Make the link");
  const link = (await page.locator('copy-field[label="Invitation link"] code').innerText()).trim();
  await looksRightEverywhere(ana, "members-invited");

  await bo.page.goto(link);
  await bo.page.getByText(BO.email).waitFor();
  await looksRightEverywhere(bo, "join");
  await bo.page.getByLabel("Your name").fill(BO.name);
  await bo.page.getByLabel("Choose a password").fill("password1");
  await presses(bo.page, "Join");
  await bo.page.getByText("among the first that attackers try").waitFor();
  await looksRightEverywhere(bo, "join-refused");
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
  await looksRightEverywhere(ana, "members");
  await page.getByRole("link", { name: `Change ${BO.name}` }).click();
  await looksRightEverywhere(ana, "member");
  await page.getByLabel("Role").selectOption("admin");
  await presses(page, "Save role");
  await flash(page, "Saved.");

  assert.equal((await bo.page.goto(at("/console/members"))).status(), 200);
  await bo.page.getByRole("link", { name: "Change Ana Berg" }).click();
  await bo.page.getByText("Only owners change owners.").waitFor();
  await bo.page.goto(at("/console/roles"));
  await looksRightEverywhere(bo, "roles");
});

story("a second factor is set up, and asked for at the next sign-in", async () => {
  const { page } = bo;
  await page.goto(at("/profile"));
  await looksRightEverywhere(bo, "profile");
  await page.getByRole("link", { name: "Set up" }).click();
  await looksRightEverywhere(bo, "two-factor-begin");
  await page.getByLabel("Your password").fill(BO.password);
  await presses(page, "Begin");
  await page.getByText("Type the key instead").click();
  const key = await page.locator('copy-field[label="Key for the app"] code').innerText();
  await looksRightEverywhere(bo, "two-factor-app");
  await page.getByLabel("Code from the app").fill("000000");
  await presses(page, "Switch on");
  await page.getByText("This is not the code").waitFor();
  await page.getByLabel("Code from the app").fill(code(key));
  await presses(page, "Switch on");
  const codes = (await page.locator('copy-field[label="Recovery codes"] code').innerText()).trim().split("\n");
  assert.equal(codes.length, 10);
  await looksRightEverywhere(bo, "two-factor-codes");
  await page.goto(at("/profile"));
  await presses(page, "Sign out");

  await page.getByLabel("E-mail").fill(BO.email);
  await page.getByLabel("Password").fill(BO.password);
  await presses(page, "Sign in");
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  await looksRightEverywhere(bo, "sign-in-code");
  await page.getByLabel("Code").fill("123");
  await presses(page, "Sign in");
  await page.getByText("There are 4 more tries").waitFor();
  await looksRightEverywhere(bo, "sign-in-code-wrong");
  // The code of the next half minute: the present one has been used.
  await page.getByLabel("Code").fill(code(key, 1));
  await presses(page, "Sign in");
  await page.waitForURL("**/inbox**");
});

story("who is deactivated is thrown out within five seconds", async () => {
  await bo.page.goto(at("/inbox"));
  assert.equal(await bo.page.locator("#signed-out").count(), 0);
  const { page } = ana;
  await page.goto(at("/console/members"));
  await page.getByRole("link", { name: `Change ${BO.name}` }).click();
  await presses(page, "Deactivate…");
  await page.getByRole("heading", { name: `Deactivate ${BO.name}?` }).waitFor();
  await looksRightEverywhere(ana, "deactivate");
  const begun = Date.now();
  await presses(page, "Deactivate");
  await bo.page.locator("#signed-out").waitFor({ timeout: 5_000 });
  assert.ok(Date.now() - begun < 5_000, `it took ${Date.now() - begun} ms`);

  await flash(page, "They are signed out everywhere");
  await looksRightEverywhere(ana, "member-deactivated");
  await page.goto(at("/console/audit"));
  await page.getByText(`deactivated ${BO.name}`).waitFor();
  await looksRightEverywhere(ana, "audit");
  await page.getByLabel("What").selectOption("Invited");
  await presses(page, "Show");
  await page.getByText(`invited ${BO.email} as agent`).waitFor();
  await page.goto(at("/profile"));
  await looksRightEverywhere(ana, "profile-owner");
});
