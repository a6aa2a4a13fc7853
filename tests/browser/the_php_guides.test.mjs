// The PHP that the install page shows, copied off the page as somebody would who follows it, and run.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { eventually } from "./support/eventually.mjs";
import { WordPress } from "./support/wordpress.mjs";
import { story, World } from "./support/world.mjs";

let world;
let guides;
let environment;
before(async () => {
  world = await World.start();
  const admin = await world.admin();
  await admin.claims();
  guides = await admin.page.locator('details.guide[name="guide"]').evaluateAll((all) =>
    Object.fromEntries(
      all.map((guide) => {
        const codes = [...guide.querySelectorAll("copy-field")].map((field) => [field.getAttribute("label"), field.querySelector("code").textContent]);
        return [guide.querySelector("summary").textContent, Object.fromEntries(codes)];
      }),
    ),
  );
  environment = { DESKBELL_IDENTITY_SECRET: await admin.identitySecret(), DESKBELL_API_KEY: await admin.apiKey() };
  await admin.leaves();
});
after(async () => {
  await WordPress.stopAll();
  await world?.stop();
});

const rows = (sql) => world.server.ask(sql).split("\n").filter(Boolean);

async function isVerified(visitor) {
  await visitor.launcher().waitFor();
  await eventually(async () => assert.equal((await visitor.call("getState")).verified, true));
}

async function isNobody(visitor) {
  await visitor.opensPanel();
  assert.equal((await visitor.call("getState")).identified, false);
}

story("the guide for WordPress and WooCommerce does what it says, and leaves guests out", async () => {
  const guide = guides["WordPress, WooCommerce"];
  const constants = guide["wp-config.php"].replace("'…'", `'${environment.DESKBELL_IDENTITY_SECRET}'`).replace("'wgk_…'", `'${environment.DESKBELL_API_KEY}'`);
  const shop = await WordPress.start({ code: `${constants}\n${guide["functions.php"]}\n${guide["functions.php for orders"]}` });

  const customer = await shop.visitor(world, 7);
  await isVerified(customer);
  await customer.leaves();
  const guest = await shop.visitor(world);
  await isNobody(guest);
  await guest.leaves();
  const order = { customer_id: 7, total: "30.10", currency: "EUR", status: "processing", number: "A-7" };
  assert.deepEqual((await shop.order(3001, order)).answers.map((answer) => answer.status), [200]);
  assert.deepEqual((await shop.order(3002, { ...order, customer_id: 0 })).answers, [], "nothing is sent of guests");

  assert.deepEqual(rows("SELECT external_id, reference, title, amount_minor, status FROM records JOIN contacts USING (contact_id)"), ["7|3001|Order #A-7|3010|processing"]);
  await shop.stop();
});

story("without the constants the WordPress code shows the messenger and sends nothing", async () => {
  const guide = guides["WordPress, WooCommerce"];
  const shop = await WordPress.start({ code: `${guide["functions.php"]}\n${guide["functions.php for orders"]}` });

  const customer = await shop.visitor(world, 7);
  await isNobody(customer);
  await customer.leaves();

  assert.deepEqual((await shop.order(3003, { customer_id: 7, total: "1.00", currency: "EUR", status: "processing" })).answers, []);
  await shop.stop();
});

story("the guide for PHP does what it says", async () => {
  const guide = guides.PHP;
  // A shop without WordPress: `$customer` and `$order` are its own.
  const code = `
    function customer(): ?stdClass {
      $user = wp_get_current_user();
      return $user->exists() ? (object) ['id' => $user->ID, 'name' => $user->display_name, 'email' => $user->user_email] : null;
    }
    ${guide.Function}
    add_action('wp_footer', function () { $customer = customer(); ?>${guide.Template}<?php });
    add_action('ordered', function (?array $customer, array $order) {
      $customer = $customer === null ? null : (object) $customer;
      $order = (object) $order;
      ${guide.Calls}
    }, 10, 2);`;
  const shop = await WordPress.start({ code, environment });

  const customer = await shop.visitor(world, 8);
  await isVerified(customer);
  await customer.leaves();
  const guest = await shop.visitor(world);
  await isNobody(guest);
  await guest.leaves();
  const order = { id: 4001, total: "5", currency: "JPY", status: "paid" };
  await shop.hears("ordered", [{ id: 8, name: "Bo </script> Lind", email: "bo@example.com" }, order]);
  await shop.hears("ordered", [null, { ...order, id: 4002 }]);

  assert.deepEqual(
    rows("SELECT external_id, name, email, reference, amount_minor, currency, status FROM records JOIN contacts USING (contact_id) WHERE external_id = '8'"),
    ["8|Bo </script> Lind|bo@example.com|4001|5|JPY|paid"],
  );
  const refused = await fetch(`${shop.origin}/act`, { method: "POST", body: JSON.stringify({ hook: "ordered", given: [{ id: 8, name: "Bo", email: "no address" }, order] }) });
  assert.match(shop.said + (await refused.text()), /Deskbell did not take it:.*\/email/);
  await shop.stop();
});
