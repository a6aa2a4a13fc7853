// The plug-in of packaging/woocommerce in a shop: entered once by its administrator, then customers, orders and products
// reach a running Deskbell by themselves, also when it was away for a while.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { eventually } from "./support/eventually.mjs";
import { follows } from "./support/following.mjs";
import { WordPress } from "./support/wordpress.mjs";
import { story, World } from "./support/world.mjs";

const FOLDER = fileURLToPath(new URL("../../packaging/woocommerce/deskbell/", import.meta.url));
const SETTINGS = "/wp-admin/options-general.php?page=deskbell";
/** Longer than the first wait before a further try. */
const A_WHILE = 61;

let world;
let shop;
let entered;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  world.owner = admin.account;
  const [appId] = (await admin.snippet()).match(/icw_\w+/);
  entered = { "Address of your Deskbell": `${world.server.origin}/`, "App id": appId, "Identity secret": await admin.identitySecret(), "API key": await admin.apiKey() };
  await admin.leaves();
  shop = await WordPress.start({ code: `require ${JSON.stringify(`${FOLDER}deskbell.php`)};` });
});
after(async () => {
  await shop?.stop();
  await world?.stop();
});

const rows = (sql) => world.server.ask(sql).split("\n").filter(Boolean);
const order = (more) => ({ customer_id: 7, total: "49.00", currency: "EUR", status: "processing", ...more });
const statuses = (done) => done.answers.map((answer) => answer.status);

async function settings(user = 1) {
  const page = await (await world.context()).newPage();
  await page.goto(`${shop.origin}/log-in?user=${user}`);
  const answer = await page.goto(`${shop.origin}${SETTINGS}`);
  return { page, status: answer.status() };
}

async function enters(page, values) {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole("button", { name: "Save" }).click();
}

/** In one place, so that every story below may count on it: the plug-in is set up by hand, as an administrator would. */
story("an administrator sets it up: what is wrong is said beside its field, and no secret is ever shown again", async () => {
  const { page } = await settings();
  await enters(page, { ...entered, "App id": "icw_\"><b>short", "API key": "wgk_nearly" });

  await page.getByText("Copy the app id from Settings → Install").waitFor();
  assert.equal(await page.getByLabel("App id").inputValue(), 'icw_"><b>short', "what was typed stays");
  assert.equal(await page.getByLabel("API key", { exact: true }).inputValue(), "");
  assert.deepEqual(shop.kept().options, [], "nothing is saved");

  await enters(page, entered);
  await page.getByText("Saved.", { exact: true }).waitFor();
  const shown = await page.content();
  assert.ok(!shown.includes(entered["API key"]) && !shown.includes(entered["Identity secret"]));
  assert.equal(shop.kept().options.deskbell.address, world.server.origin, "without the slash at its end");

  await follows(page, page.getByRole("button", { name: "Save" }));
  await page.getByText("Saved.", { exact: true }).waitFor();
  assert.equal(shop.kept().options.deskbell.api_key, entered["API key"], "an empty field keeps a secret");
  await page.context().close();
});

story("whoever is no administrator, or was sent by another website, changes nothing", async () => {
  const customer = await settings(7);
  assert.equal(customer.status, 403);
  const kept = shop.kept().options;

  const forged = await fetch(`${shop.origin}${SETTINGS}`, {
    method: "POST",
    headers: { cookie: "shop_user=1", "content-type": "application/x-www-form-urlencoded" },
    body: "do=save&address=https%3A%2F%2Fevil.example&forget_api_key=1",
  });

  assert.equal(forged.status, 403);
  assert.deepEqual(shop.kept().options, kept);
  await customer.page.context().close();
});

story("a customer who is logged in is verified; after a log-out the same browser is nobody", async () => {
  const visitor = await shop.visitor(world, 7);
  await visitor.opensPanel();
  await visitor.says("Does the bell fit my bicycle?");
  await visitor.hasSent();
  await eventually(async () => assert.equal((await visitor.call("getState")).verified, true));

  await visitor.call("close");
  await visitor.page.goto(`${shop.origin}/log-out`);
  await visitor.opensHome();

  await eventually(async () => assert.equal((await visitor.call("getState")).verified, false));
  assert.equal(await visitor.panel().getByText("Does the bell fit my bicycle?").count(), 0);
  assert.ok(!(await visitor.page.context().cookies()).some((cookie) => cookie.name === "deskbell_left"));
  assert.deepEqual(visitor.exceptions, []);
  await visitor.page.context().close();
});

story("an order goes out behind the customer's back, with who ordered; an order of a guest does not", async () => {
  const asked = await shop.order(2001, order({ number: "A-2001", created: "2026-11-20T09:30:00+01:00", phone: "+41 31 555 01 42" }));
  assert.deepEqual(asked.answers, [], "the customer does not wait for Deskbell");
  await shop.order(2001, order({ status: "completed" }));
  await shop.order(2002, order({ customer_id: 0 }));

  const done = await shop.cron();

  assert.equal(done.ran, 1, "two changes of one order are told once");
  assert.deepEqual(statuses(done), [200, 200]);
  assert.deepEqual(rows("SELECT reference, title, amount_minor, currency, status FROM records"), ["2001|Order #2001|4900|EUR|completed"]);
  assert.deepEqual(rows("SELECT external_id, name, email FROM contacts WHERE external_id IS NOT NULL"), ["7|Noor Haddad|noor@example.com"]);
});

story("an order waits while Deskbell is away, and then tells what is true by then", async () => {
  await world.server.isKilled();
  await shop.order(2003, order({ total: "12.50", status: "on-hold" }));
  const away = await shop.cron();
  assert.deepEqual(statuses(away), [0, 0]);
  await shop.hears("nothing", [], { keep: { orders: { 2003: order({ total: "12.50", status: "completed" }) } } });
  await world.server.run();

  assert.equal((await shop.cron()).ran, 0, "not before its time");
  assert.deepEqual(statuses(await shop.cron(A_WHILE)), [200, 200]);
  assert.deepEqual(rows("SELECT amount_minor, status FROM records WHERE reference = '2003'"), ["1250|completed"]);
  assert.deepEqual(shop.kept().scheduled, []);
});

story("what Deskbell refuses is told on the settings page, and not tried again", async () => {
  await shop.order(2004, order({ total: "1.999" }));

  assert.deepEqual(statuses(await shop.cron()), [422, 200]);

  assert.deepEqual(shop.kept().scheduled, []);
  const { page } = await settings();
  await page.getByText(/Deskbell did not take deskbell_push_order 2004 \(422\)/).waitFor();
  await page.context().close();
});

story("an address that leads elsewhere is told, and the key does not go there", async () => {
  const heard = [];
  const elsewhere = createServer((request, response) => response.end(String(heard.push(request.headers.authorization)))).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const moved = createServer((_, response) => response.writeHead(307, { location: `http://localhost:${elsewhere.address().port}/` }).end());
  await once(moved.listen(0, "127.0.0.1"), "listening");
  const options = shop.kept().options;
  await shop.hears("nothing", [], { keep: { options: { deskbell: { ...options.deskbell, address: `http://127.0.0.1:${moved.address().port}` } } } });

  await shop.order(2006, order({}));
  assert.deepEqual(statuses(await shop.cron()), [307, 307]);

  assert.deepEqual(heard, []);
  const { page } = await settings();
  await page.getByText("its address leads to another one.").waitFor();
  await page.context().close();
  await shop.hears("nothing", [], { keep: { options } });
  elsewhere.close();
  moved.close();
});

story("a product that changes is in the catalogue, and one that is hidden, a draft or deleted is not", async () => {
  const bell = { name: "Bell & <b>whistle</b>", price: "19.90", description: "<p>Loud &amp; small.</p>", image_id: 5, sku: "BELL-1" };
  await shop.hears("woocommerce_update_product", [31], { keep: { products: { 31: bell, 32: { name: "Horn", price: "" } } } });
  await shop.hears("woocommerce_new_product", [32]);
  assert.deepEqual(statuses(await shop.cron()), [200, 200]);
  assert.deepEqual(rows("SELECT external_id, price_minor, currency, is_available FROM products ORDER BY 1"), ["31|1990|EUR|1", "32|||1"]);

  await shop.hears("woocommerce_product_set_stock_status", [31], { keep: { products: { 31: { ...bell, in_stock: false } } } });
  await shop.hears("woocommerce_update_product", [32], { keep: { products: { 32: { name: "Horn", status: "draft" } } } });
  assert.deepEqual(statuses(await shop.cron()), [200, 200]);
  assert.deepEqual(rows("SELECT external_id, is_available FROM products"), ["31|0"]);

  await shop.hears("before_delete_post", [31]);
  await shop.hears("nothing", [], { forget: { products: ["31"] } });
  assert.deepEqual(statuses(await shop.cron()), [200]);
  assert.deepEqual(rows("SELECT external_id FROM products"), []);
});

story("the administrator sends all products, two hundred at a time", async () => {
  const products = Object.fromEntries(Array.from({ length: 450 }, (_, index) => [1000 + index, { name: `Part ${index}`, price: "1.50" }]));
  await shop.hears("nothing", [], { keep: { products } });
  const { page } = await settings();
  await page.getByRole("button", { name: "Sync all products" }).click();
  await page.getByText("All products are being sent").waitFor();
  await page.context().close();

  const requests = [];
  for (let batch = await shop.cron(); batch.ran > 0; batch = await shop.cron()) requests.push(...statuses(batch));

  assert.deepEqual(requests, [200, 200, 200]);
  assert.deepEqual(rows("SELECT count(*), min(price_minor) FROM products"), ["450|150"]);
});

story("deleting the plug-in leaves nothing behind", async () => {
  await shop.order(2005, order({}));
  assert.equal(shop.kept().scheduled.length, 1);
  const uninstaller = await WordPress.start({ code: `define("WP_UNINSTALL_PLUGIN", "deskbell/deskbell.php"); require ${JSON.stringify(`${FOLDER}uninstall.php`)};`, kept: shop.kept() });

  await uninstaller.hears("nothing", []);

  assert.deepEqual(uninstaller.kept().options, []);
  assert.deepEqual(uninstaller.kept().scheduled, []);
  await uninstaller.stop();
});

story("it stays small", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".php"));
  const lines = files.map((name) => readFileSync(FOLDER + name, "utf8").split("\n").length - 1);
  assert.ok(lines.reduce((sum, count) => sum + count, 0) <= 510);
  assert.ok(files.every((name) => /^<\?php/.test(readFileSync(FOLDER + name, "utf8"))));
});
