import { signal } from "@preact/signals";
import assert from "node:assert/strict";
import { test } from "node:test";
import { openCatalogue, type CatalogueAsk } from "../inbox/state/catalogue";
import { catalogueCards, type Made } from "../inbox/state/composing";
import type { ProductsPage, ProductView } from "../shared/protocol";

function product(number: number, changes: Partial<ProductView> = {}): ProductView {
  return { id: `prd_${number}`, external_id: `sku-${number}`, title: `Bell ${number}`, description: null, price: "19.90", currency: "EUR", url: null, image_url: null, is_available: true, ...changes };
}

/** A server with so many products, which answers when told; time passes when told. */
function shop(count: number) {
  const all = Array.from({ length: count }, (_, index) => product(index));
  const asks: { ask: CatalogueAsk; stopping: AbortSignal; answer(page?: ProductsPage): void }[] = [];
  let pauses: (() => void)[] = [];
  const catalogue = openCatalogue({
    load: (ask, stopping) => new Promise((resolve) => asks.push({ ask, stopping, answer: resolve })),
    chosen: signal<readonly ProductView[]>([]),
    wait: () => new Promise((resolve) => pauses.push(resolve)),
  });
  const page = ({ query, cursor }: CatalogueAsk): ProductsPage => {
    const found = all.filter((one) => one.title.includes(query));
    const from = Number(cursor ?? 0);
    return { products: found.slice(from, from + 20), next: from + 20 < found.length ? String(from + 20) : null };
  };
  return {
    catalogue,
    asks,
    async pauses() {
      for (const pass of pauses) pass();
      pauses = [];
      await settle();
    },
    async answers(index = asks.length - 1) {
      asks[index]!.answer(page(asks[index]!.ask));
      await settle();
    },
    titles: () => catalogue.products.value.map((one) => one.title),
  };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test("everything is there to choose from before anything is typed", async () => {
  const { catalogue, asks, answers, titles } = shop(3);
  assert.equal(catalogue.loading.value, "loading");

  await answers();

  assert.deepEqual([asks[0]!.ask, titles(), catalogue.active.value], [{ query: "", cursor: null }, ["Bell 0", "Bell 1", "Bell 2"], -1]);
});

test("it is asked once the typing pauses, and only the last question counts", async () => {
  const { catalogue, asks, answers, pauses, titles } = shop(30);
  await answers();
  for (const text of ["B", "Be", "Bell 2"]) catalogue.write(text);
  assert.equal(asks.length, 1);

  await pauses();
  assert.deepEqual(asks.map(({ ask }) => ask.query), ["", "Bell 2"]);
  catalogue.write("Bell 17");
  assert.ok(asks[1]!.stopping.aborted, "the older request is called off");
  await pauses();
  await answers(2);
  await answers(1);

  assert.deepEqual([titles(), catalogue.active.value], [["Bell 17"], 0]);
  catalogue.write("Bell 17 ");
  await pauses();
  assert.equal(asks.length, 3, "a space at the end is the same question");
});

test("arrows go around, Enter chooses and puts back, and ten is the most", async () => {
  const { catalogue, answers } = shop(12);
  await answers();

  catalogue.move(-1);
  assert.equal(catalogue.active.value, 11);
  catalogue.move(1);
  catalogue.take();
  assert.deepEqual(catalogue.chosen.value.map((one) => one.id), ["prd_0"]);
  catalogue.take();
  assert.deepEqual(catalogue.chosen.value, []);
  for (const one of catalogue.products.value) catalogue.toggle(one);

  assert.equal(catalogue.chosen.value.length, 10);
  assert.ok(catalogue.problem.value !== null);
  catalogue.remove("prd_3");
  assert.deepEqual([catalogue.chosen.value.length, catalogue.problem.value], [9, null]);
});

test("Enter before the answer takes what the answer brings, never what other words found", async () => {
  const { catalogue, asks, answers, pauses } = shop(30);
  const chosen = () => catalogue.chosen.value.map((one) => one.title);
  await answers();
  catalogue.write("Bell 2");
  catalogue.take();
  await pauses();
  catalogue.take();
  assert.deepEqual(chosen(), []);
  await answers();
  assert.deepEqual(chosen(), ["Bell 2"], "once, however often it was pressed");

  catalogue.write("Bell 17");
  catalogue.take();
  await pauses();
  assert.deepEqual(chosen(), ["Bell 2"], "what stands there was found by other words");
  await answers();
  assert.deepEqual(chosen(), ["Bell 2", "Bell 17"]);

  catalogue.write("Bell 1");
  catalogue.take();
  catalogue.write("Bell 29");
  await pauses();
  await answers();
  assert.deepEqual(chosen(), ["Bell 2", "Bell 17"], "who types on has pressed nothing yet");
  catalogue.write("Bell 3");
  catalogue.take();
  await pauses();
  asks.at(-1)!.answer(undefined);
  await settle();
  catalogue.retry();
  await answers();
  assert.deepEqual(chosen(), ["Bell 2", "Bell 17"], "nor is a failure made up for unasked");
  catalogue.write("");
  catalogue.take();
  await pauses();
  await answers();
  assert.deepEqual(chosen(), ["Bell 2", "Bell 17"], "without words nothing is meant");
});

test("what the arrows choose while other words are looked for is what Enter takes", async () => {
  const { catalogue, answers, pauses } = shop(30);
  await answers();
  catalogue.write("Bell 2");
  await pauses();
  await answers();

  catalogue.write("Bell 17");
  assert.equal(catalogue.active.value, -1);
  catalogue.move(1);
  catalogue.take();

  assert.deepEqual(catalogue.chosen.value.map((one) => one.title), ["Bell 2"]);
});

test("what was chosen stays while something else is looked for", async () => {
  const { catalogue, answers, pauses } = shop(30);
  await answers();
  catalogue.toggle(catalogue.products.value[0]!);

  catalogue.write("Bell 2");
  await pauses();
  await answers();
  catalogue.toggle(catalogue.products.value[0]!);

  assert.deepEqual(catalogue.chosen.value.map((one) => one.title), ["Bell 0", "Bell 2"]);
});

test("more are fetched on demand, and never more than a list can hold", async () => {
  const { catalogue, answers, titles } = shop(300);
  await answers();
  for (let press = 0; press < 8; press += 1) {
    catalogue.more();
    await answers();
  }

  assert.equal(titles().length, 100);
  assert.equal(new Set(titles()).size, 100);
  assert.equal(catalogue.next.value, null);
});

test("a failure says so, keeps what was found and what was chosen, and another try brings the rest", async () => {
  const { catalogue, asks, answers, pauses, titles } = shop(5);
  await answers();
  catalogue.toggle(catalogue.products.value[0]!);
  catalogue.write("Bell 4");
  await pauses();
  asks.at(-1)!.answer(undefined);
  await settle();
  assert.deepEqual([catalogue.loading.value, titles().length, catalogue.chosen.value.length], ["failed", 5, 1]);

  catalogue.retry();
  await answers();

  assert.deepEqual([catalogue.loading.value, titles()], ["ready", ["Bell 4"]]);
});

test("after a failed question the next part of the last one is not offered", async () => {
  const { catalogue, asks, answers, pauses } = shop(30);
  await answers();
  assert.ok(catalogue.next.value !== null);
  catalogue.write("Bell 2");
  await pauses();
  asks.at(-1)!.answer();
  await settle();

  catalogue.more();

  assert.deepEqual([catalogue.loading.value, asks.length], ["failed", 2]);
});

test("a closed dialog hears nothing more", async () => {
  const { catalogue, answers, titles } = shop(5);

  catalogue.close();
  await answers();

  assert.deepEqual(titles(), []);
});

test("products become cards within their limits, and only safe addresses go along", () => {
  const long = product(1, { title: `  A\n${"🔔".repeat(130)}`, description: "x".repeat(600), url: "https://shop.example/1", image_url: "javascript:alert(1)", is_available: false });
  const made: Made = catalogueCards([long, product(2, { price: null, currency: null, description: " " }), product(3, { url: `https://shop.example/${"x".repeat(2_000)}` })]);
  if ("problem" in made || made.content.type !== "products") throw new Error("no products were made");
  const [first, second, third] = made.content.products;

  assert.deepEqual([[...first!.title].length, first!.title.startsWith("A 🔔"), first!.title.endsWith("🔔…")], [120, true, true]);
  assert.deepEqual([first!.description?.length, first!.description?.at(-1), first!.url, "image_url" in first!, first!.is_available], [500, "…", "https://shop.example/1", false, false]);
  assert.deepEqual(second, { title: "Bell 2", is_available: true });
  assert.deepEqual(third, { title: "Bell 3", is_available: true, price: "19.90", currency: "EUR" });
  assert.ok("problem" in catalogueCards([]));
  assert.ok("problem" in catalogueCards(Array.from({ length: 11 }, (_, index) => product(index))));
});
