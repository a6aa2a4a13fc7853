// Where a business says who its customers are: keys, the identity secret, products, contacts. How each of these pages looks
// in every state, and that a keyboard is enough for all of it.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { text } from "./support/files.mjs";
import { follows } from "./support/following.mjs";
import { hasFocus, inOneGo, tabsTo } from "./support/keyboard.mjs";
import { COPIED_MS, lasts, QUESTION_MS } from "./support/lasting.mjs";
import { LOOKS, looksRightEverywhere, optionsOf } from "./support/looks.mjs";
import { typesPasswordIfAsked } from "./support/proof.mjs";
import { CUSTOMER, proof, Shop, token } from "./support/shop.mjs";
import { story, World } from "./support/world.mjs";

const LONG = "Bergs Fahrradwerkstatt und Zubehörhandel, Filiale Zürich-Altstetten, Server für Bestellungen";
const UNBROKEN = "BK-1042-an-id-without-any-place-to-break-the-line-0123456789-0123456789-0123456789-0123456789";

let world;
let signedIn;
let secret;
let shop;
let owner;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  owner = admin.account;
  world.snippet = await admin.snippet();
  secret = await admin.identitySecret();
  signedIn = await admin.signedIn();
  await admin.leaves();
});
after(() => world?.stop());

const at = (path) => new URL(path, world.server.origin).href;
const answers = (page) => page.route("https://shop.example/**", (route) => route.fulfill({ contentType: "image/svg+xml", body: "<svg xmlns='http://www.w3.org/2000/svg' width='44' height='44'><rect width='44' height='44' fill='teal'/></svg>" }));

/** Whoever looks after the workspace, signed in. */
async function administrator(options = optionsOf(LOOKS[0])) {
  const person = await world.visitor({ storageState: signedIn, ...options });
  await answers(person.page);
  await lasts(person.page, QUESTION_MS, COPIED_MS);
  return person;
}

const presses = (page, name) => page.getByRole("button", { name, exact: true }).click();
const flash = (page, words) => page.getByRole("status").getByText(words).waitFor();
const problem = (page, words) => page.getByText(words).first().waitFor();

story("keys: none yet, refused, made, listed", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/developers"));
  await page.getByText("There is no key yet").waitFor();
  await looksRightEverywhere(person, "keys-none");

  await page.getByLabel("Name").fill(LONG);
  for (const scope of await page.getByRole("checkbox").all()) await scope.uncheck();
  await page.getByLabel("Expires").selectOption("On a day");
  await page.getByLabel(/^Last day/).fill("2020-02-29");
  await presses(page, "Make key");
  await page.locator(".field__error").first().waitFor();
  await eventually(async () => assert.ok(await hasFocus(page.getByRole("checkbox").first()), "the keyboard is led to the first wrong field"));
  assert.equal(await page.getByLabel("Name").inputValue(), LONG, "nothing typed is lost");
  assert.equal(await page.getByLabel(/^Last day/).inputValue(), "2020-02-29");
  await page.waitForLoadState();
  assert.equal(await page.locator(".field__error").count(), 2, "both wrong fields are named");
  await looksRightEverywhere(person, "keys-refused");

  for (const scope of await page.getByRole("checkbox").all()) await scope.check();
  await page.getByLabel("Expires").selectOption("In 30 days");
  await page.getByLabel(/^Last day/).fill("");
  await typesPasswordIfAsked(page, owner.password);
  await presses(page, "Make key");
  await page.getByText("Copy it now").waitFor();
  const key = (await page.locator('copy-field[label="API key"] code').innerText()).trim();
  shop = new Shop(world.server, key);
  for (const summary of await page.locator(".guides summary").all()) {
    if (!(await summary.evaluate((one) => one.parentElement.open))) await summary.click();
  }
  await looksRightEverywhere(person, "keys-made");

  await shop.tells();
  await page.goto(at("/console/developers"));
  await page.getByRole("cell", { name: /from 127\.0\.0\.1/ }).waitFor();
  assert.ok(!(await page.content()).includes(key), "it is shown once");
  await looksRightEverywhere(person, "keys-list");
  await page.context().close();
});

story("a key is changed and holds from the next request on, and is refused once it is revoked", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/developers"));
  await page.getByRole("link", { name: `Change ${LONG}` }).click();
  await page.getByRole("heading", { name: LONG }).waitFor();
  await looksRightEverywhere(person, "key-change");
  await page.getByLabel("Name").fill("");
  for (const scope of await page.getByRole("checkbox").all()) await scope.uncheck();
  await page.locator("form.card").evaluate((form) => (form.noValidate = true));
  await presses(page, "Save key");
  await page.getByRole("alert").first().waitFor();
  await looksRightEverywhere(person, "key-change-refused");

  await page.getByLabel("Name").fill("Shop server");
  await page.getByRole("checkbox", { name: /^identify/ }).check();
  await typesPasswordIfAsked(page, owner.password);
  await presses(page, "Save key");
  await flash(page, "Saved. It holds from the next request on");
  const narrowed = await shop.ask("ingest/records", { external_id: CUSTOMER.external_id, records: [{ kind: "order", reference: "BK-1" }] });
  assert.equal(narrowed.status, 403);
  assert.equal((await shop.ask("ingest/identify", CUSTOMER)).status, 200);

  await page.getByRole("button", { name: "Revoke Shop server" }).click();
  await page.getByText("Servers that use it are refused at once.").waitFor();
  await page.getByRole("button", { name: "Revoke Shop server" }).click();
  await flash(page, "The key is revoked.");
  assert.equal((await shop.ask("ingest/identify", CUSTOMER)).status, 401);
  await looksRightEverywhere(person, "keys-revoked");
  await page.context().close();
});

/** A page of the shop's that proves its customer wrongly. */
async function provesWrongly() {
  world.hostPage.show({ body: world.snippet });
  const visitor = await world.visitor();
  await visitor.page.addInitScript(() => addEventListener("deskbell:error", () => (window.hasFailed = true)));
  await visitor.visits();
  await visitor.launcher().waitFor();
  await visitor.call("identify", proof("not the secret"));
  await visitor.page.waitForFunction(() => window.hasFailed);
  await visitor.page.context().close();
}

/** Tries a proof with the page's tester; answers what it says. */
async function tries(page, userId, given) {
  await page.getByLabel("User id").fill(userId);
  await page.getByLabel("Hash or signed token").fill(given);
  // The verdict of the try before stands there until then.
  await follows(page, page.getByRole("button", { name: "Try it", exact: true }));
  const verdict = page.locator(".verdict");
  await verdict.waitFor();
  return verdict.innerText();
}

story("the identity secret: hidden, asked for, shown; and the proofs that failed", async () => {
  await provesWrongly();
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/install"));
  assert.ok(!(await page.content()).includes(secret), "hidden until asked for");
  await page.locator("#failures").getByText("Berg Bicycles").waitFor();
  await looksRightEverywhere(person, "identity-failures", "#failures");

  await page.getByLabel("Your password").fill("not the password");
  await presses(page, "Show identity secret");
  await problem(page, "This is not your password. Try again.");
  await looksRightEverywhere(person, "identity-refused", "#identity");
  await page.getByLabel("Your password").fill(owner.password);
  await presses(page, "Show identity secret");
  await page.locator('copy-field[label="Identity secret"]').waitFor();
  await looksRightEverywhere(person, "identity-shown", "#identity");
  await page.context().close();
});

story("a proof is tried on the page, and how long one holds is bounded", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/install"));
  const yes = await tries(page, CUSTOMER.external_id, proof(secret).user_hash);
  assert.match(yes, /Yes[\s\S]*cust_42/);
  await looksRightEverywhere(person, "identity-tester-yes", "#tester");
  const no = await tries(page, "cust_43", proof(secret).user_hash);
  assert.match(no, /No[\s\S]*proves nobody/);
  await looksRightEverywhere(person, "identity-tester-no", "#tester");
  const { user_token } = token(secret);
  assert.match(await tries(page, "", user_token), /Yes[\s\S]*cust_42/);
  assert.match(await tries(page, "", token(secret, { exp: 1 }).user_token), /No[\s\S]*It ended on 1 January 1970/);

  await page.getByLabel("Days that a proof holds").fill("91");
  await presses(page, "Save verification");
  await page.locator("#proof_days-error").waitFor();
  assert.equal(await page.getByLabel("Days that a proof holds").inputValue(), "91");
  await looksRightEverywhere(person, "identity-days-refused", "#verification");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const summary of await page.locator("#server summary, #page summary").all()) {
    if (!(await summary.evaluate((one) => one.parentElement.open))) await summary.click();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, await summary.innerText());
  }
  await page.context().close();
});

story("the identity secret is replaced, and the old one holds beside it", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/install"));
  await presses(page, "Replace the secret …");
  await page.getByRole("heading", { name: "Replace the identity secret" }).waitFor();
  await looksRightEverywhere(person, "identity-replace");
  await page.getByLabel("7 days").check();
  await page.getByLabel("Your password").fill("not the password");
  await presses(page, "Replace the secret");
  await problem(page, "This is not your password. Try again.");
  assert.equal(await page.getByLabel("7 days").isChecked(), true);
  await looksRightEverywhere(person, "identity-replace-refused");
  await page.getByLabel("Your password").fill(owner.password);
  await presses(page, "Replace the secret");
  await flash(page, "the old one is valid beside it");
  assert.match(await tries(page, CUSTOMER.external_id, proof(secret).user_hash), /Yes[\s\S]*old secret/);
  await page.getByLabel("Your password").fill(owner.password);
  await presses(page, "Show identity secret");
  await page.locator('copy-field[label="Old identity secret"]').getByText(secret).waitFor();
  await looksRightEverywhere(person, "identity-two-secrets", "#identity");
  await page.context().close();
});

story("products: none yet, many, one found, nothing found", async () => {
  const admin = await world.admin({ storageState: signedIn });
  shop = new Shop(world.server, await admin.apiKey("Catalogue"));
  await admin.leaves();
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/products"));
  await page.getByText("There are no products yet").waitFor();
  await looksRightEverywhere(person, "products-none");

  const usual = Array.from({ length: 57 }, (_, index) => ({ external_id: `bell-${index}`, title: `Bell number ${index}`, price: "19.90", currency: "EUR", url: `https://shop.example/${index}`, image_url: `https://shop.example/${index}.svg` }));
  const odd = [
    { external_id: UNBROKEN, title: `Aa ${LONG}`, description: `${LONG}. `.repeat(5), price: "1234567.500", currency: "KWD", available: false },
    { external_id: "bare", title: `Ab${UNBROKEN}` },
    { external_id: "gone", title: "Ac without its picture", price: "0", currency: "JPY", image_url: "https://gone.example/1.png" },
  ];
  await page.route("https://gone.example/**", (route) => route.abort());
  await shop.post("products", { products: [...usual, ...odd] });
  await page.reload();
  await page.getByRole("heading", { name: "60 products" }).waitFor();
  await page.getByText("60 new, 0 changed, 0 as they were").waitFor();
  await looksRightEverywhere(person, "products-many");
  assert.equal(await page.locator("tbody tr").count(), 50);
  const first = await page.locator(".product__title").allInnerTexts();
  await page.getByRole("link", { name: "Next page" }).click();
  await page.getByRole("link", { name: "First page" }).waitFor();
  const rest = await page.locator(".product__title").allInnerTexts();
  assert.equal(new Set([...first, ...rest]).size, 60, "each stands on one page");

  await page.getByRole("searchbox").fill("number 41");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/products?q=*");
  assert.deepEqual(await page.locator(".product__title").allInnerTexts(), ["Bell number 41"]);
  await page.getByRole("searchbox").fill(`<b>chrysanthemum</b> ${UNBROKEN}`);
  await page.keyboard.press("Enter");
  await page.getByText("No product fits").waitFor();
  await looksRightEverywhere(person, "products-nothing-found");
  await page.context().close();
});

const uploads = async (page, name, content) => {
  await page.getByLabel("Table").setInputFiles({ ...text(name, content), mimeType: "text/csv" });
  await presses(page, "Upload and look at it");
};

story("customer data: kinds, and the names of a context", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/customer-data"));
  await looksRightEverywhere(person, "data");

  await presses(page, "Add a name");
  await page.getByText("These names are not saved yet.").waitFor();
  await page.getByRole("textbox", { name: "Name" }).fill("the plan");
  await presses(page, "Add a name");
  await page.getByRole("textbox", { name: "Name" }).nth(1).fill("cart_total");
  await presses(page, "Save names");
  await page.locator(".field__error").first().waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Name" }).first().inputValue(), "the plan");
  await looksRightEverywhere(person, "data-context-refused", "#context");
  await page.getByRole("textbox", { name: "Name" }).first().fill("plan");
  await presses(page, "Save names");
  await flash(page, "Saved. Sessions that your server prepares");
  await page.context().close();
});

story("a table of contacts from its upload to its end, and out again", async () => {
  const person = await administrator();
  const { page } = person;
  await page.goto(at("/console/customer-data"));
  await page.getByLabel("Table").setInputFiles({ name: "face.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]) });
  await presses(page, "Upload and look at it");
  await page.locator("#table-error").waitFor();
  await looksRightEverywhere(person, "import-no-table", "#import");

  const wrong = [`Customer ID,E-Mail,Full name,"${LONG.slice(0, 60)}"`, `cust_1,ana@example.com,Ana,${UNBROKEN}`, "0,ben,Ben,Silver", "cust_1,,Twice,", "cust_3,cora@example.com"];
  await uploads(page, `${UNBROKEN}.csv`, `${wrong.join("\n")}\n`);
  await page.getByRole("heading", { name: "Import contacts" }).waitFor();
  await page.getByText("has 4 rows. Nothing is imported yet.").waitFor();
  await looksRightEverywhere(person, "import-preview");
  const before = world.server.countRows().contacts;
  await presses(page, "Import 4 rows");
  await page.getByText(/^Nothing was imported: \d things are wrong/).waitFor();
  await page.waitForLoadState();
  assert.deepEqual([...new Set(await page.locator('[data-label="Line"]').allInnerTexts())], ["3", "4", "5"]);
  await looksRightEverywhere(person, "import-wrong-rows");
  await page.getByLabel("E-Mail becomes").selectOption("Your own id of the customer");
  await presses(page, "Import 4 rows");
  await page.locator(".field__error").first().waitFor();
  await looksRightEverywhere(person, "import-wrong-columns");
  assert.equal(world.server.countRows().contacts, before, "nothing half-done");
  await presses(page, "Do not import");
  await flash(page, "The file is forgotten. Nothing was imported.");

  await uploads(page, "contacts.csv", "Customer ID;E-Mail;Full name;Plan\ncust_1;ana@example.com;Ana;Gold\ncust_2;;Ben;\n");
  await presses(page, "Import 2 rows");
  await flash(page, "The contacts are imported");
  await flash(page, "2 created, 0 updated, 0 unchanged.");
  assert.equal(world.server.countRows().contacts, before + 2);
  await looksRightEverywhere(person, "import-done");

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download as JSON Lines" }).click()]);
  let exported = "";
  for await (const chunk of await download.createReadStream()) exported += chunk;
  const lines = exported.trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(lines.some((line) => JSON.stringify(line).includes("ana@example.com")), "and goes out again");
  assert.ok(!exported.includes(secret), "without any secret");
  await page.context().close();
});

story("a key is made, copied and revoked with keys alone", async () => {
  const person = await administrator({});
  const { page } = person;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: world.server.origin });
  await page.goto(at("/console/developers"));
  const { keyboard } = page;
  await tabsTo(page, page.getByLabel("Name"));
  await keyboard.type("Made by hand");
  await tabsTo(page, page.getByRole("checkbox", { name: /^products/ }));
  await keyboard.press("Space");
  await tabsTo(page, page.getByLabel("Expires"));
  await inOneGo(page, ..."In 90");
  await typesPasswordIfAsked(page, owner.password);
  await tabsTo(page, page.getByRole("button", { name: "Make key" }));
  await keyboard.press("Enter");
  await page.getByText("Copy it now").waitFor();
  await tabsTo(page, page.getByRole("button", { name: "Copy: API key" }));
  await keyboard.press("Enter");
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(key, /^wgk_[0-9A-Za-z]{40}$/);
  assert.equal((await new Shop(world.server, key).ask("ingest/products", { products: [{ external_id: "hand", title: "Hand bell" }] })).status, 200);

  const revoke = page.getByRole("button", { name: "Revoke Made by hand" });
  await tabsTo(page, revoke);
  await keyboard.press("Enter");
  await page.getByText("Servers that use it are refused at once.").waitFor();
  await keyboard.press("Escape");
  await page.getByText("Servers that use it are refused at once.").waitFor({ state: "detached" });
  await keyboard.press("Enter");
  await page.getByText("Servers that use it are refused at once.").waitFor();
  assert.ok(await hasFocus(revoke));
  await keyboard.press("Enter");
  await flash(page, "The key is revoked.");
  assert.equal((await new Shop(world.server, key).ask("ingest/identify", CUSTOMER)).status, 401);
  assert.deepEqual(person.exceptions, []);
  await page.context().close();
});

story("a table of contacts is imported with keys alone, and the keyboard is led to what is wrong", async () => {
  const person = await administrator({});
  const { page } = person;
  const { keyboard } = page;
  await page.goto(at("/console/customer-data"));
  await tabsTo(page, page.getByLabel("Table"));
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), keyboard.press("Space")]);
  await chooser.setFiles({ ...text("contacts.csv", "Number,Mail\ncust_71,dora@example.com\ncust_72,emil@example.com\n"), mimeType: "text/csv" });
  await tabsTo(page, page.getByRole("button", { name: "Upload and look at it" }));
  await keyboard.press("Enter");
  await page.getByText("has 2 rows. Nothing is imported yet.").waitFor();

  const [number, mail] = [page.getByLabel("Number becomes"), page.getByLabel("Mail becomes")];
  for (const [column, words] of [[number, "E-mail address"], [mail, "E-mail address"]]) {
    await tabsTo(page, column);
    await inOneGo(page, ...words);
  }
  await tabsTo(page, page.getByRole("button", { name: "Import 2 rows" }));
  await keyboard.press("Enter");
  await page.locator(".field__error").first().waitFor();
  await eventually(async () => assert.ok((await hasFocus(number)) || (await hasFocus(mail)), "the wrong column has the focus"));
  await page.keyboard.press("Shift+Tab");
  await tabsTo(page, number);
  await inOneGo(page, ..."Your own id");
  await tabsTo(page, page.getByRole("button", { name: "Import 2 rows" }));
  await keyboard.press("Enter");
  await flash(page, "2 created, 0 updated, 0 unchanged.");
  assert.deepEqual(person.exceptions, []);
  await page.context().close();
});
