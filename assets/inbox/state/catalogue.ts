// Looking for products in the catalogue while somebody types, and those that were chosen. It knows nothing of how it is drawn.

import { batch, signal, type Signal } from "@preact/signals";
import type { ProductsPage, ProductView } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { PRODUCTS_MAX } from "./composing";

export interface CatalogueAsk {
  query: string;
  /** Null for the first part. */
  cursor: string | null;
}

export interface CatalogueOptions {
  /** Answers undefined where it cannot be had, or when it was called off. */
  load(ask: CatalogueAsk, signal: AbortSignal): Promise<ProductsPage | undefined>;
  /** What is chosen, which outlives the search. */
  chosen: Signal<readonly ProductView[]>;
  wait?: (ms: number) => Promise<void>;
}

export type Catalogue = ReturnType<typeof openCatalogue>;

/** How long nobody types before it is asked, in milliseconds. */
const PAUSE_MS = 200;
/** The most products that are listed: whoever needs more writes another word. */
const LISTED_MAX = 100;

export function openCatalogue({ load, chosen, wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }: CatalogueOptions) {
  const query = signal("");
  const products = signal<readonly ProductView[]>([]);
  const loading = signal<"loading" | "ready" | "failed">("loading");
  /** What `products` were found with; null before the first answer. */
  const found = signal<string | null>(null);
  const next = signal<string | null>(null);
  /** Which of the listed Enter takes; -1 for none. */
  const active = signal(-1);
  const problem = signal<string | null>(null);
  /** Enter was pressed before these words had their answer. */
  let isWanted = false;
  let running = new AbortController();

  async function ask(cursor: string | null, pause_ms: number): Promise<void> {
    running.abort();
    running = new AbortController();
    const { signal: stopping } = running;
    loading.value = "loading";
    if (pause_ms > 0) await wait(pause_ms);
    if (stopping.aborted) return;
    const asked = query.value.trim();
    const page = await load({ query: asked, cursor }, stopping);
    if (stopping.aborted) return;
    batch(() => {
      loading.value = page ? "ready" : "failed";
      // What stands there was found with other words: their next part does not belong to these.
      if (!page && cursor === null) next.value = null;
      if (!page) return;
      products.value = cursor === null ? page.products : [...products.value, ...page.products].slice(0, LISTED_MAX);
      next.value = products.value.length < LISTED_MAX ? page.next : null;
      found.value = asked;
      if (cursor !== null) return;
      active.value = page.products.length > 0 && asked !== "" ? 0 : -1;
      const wanted = isWanted ? products.value[active.value] : undefined;
      if (wanted && !isChosen(wanted.id)) toggle(wanted);
    });
    isWanted = false;
  }

  const isChosen = (id: string) => chosen.value.some((product) => product.id === id);
  const remove = (id: string) => {
    problem.value = null;
    chosen.value = chosen.value.filter((product) => product.id !== id);
  };
  const toggle = (product: ProductView) => {
    if (isChosen(product.id)) return remove(product.id);
    const isFull = chosen.value.length >= PRODUCTS_MAX;
    problem.value = isFull ? say("insert_too_many", { count: PRODUCTS_MAX }) : null;
    if (!isFull) chosen.value = [...chosen.value, product];
  };
  void ask(null, 0);

  return {
    query,
    products,
    loading,
    found,
    next,
    chosen,
    active,
    problem,
    isChosen,
    toggle,
    remove,
    write(text: string): void {
      const isSame = text.trim() === query.value.trim();
      query.value = text;
      if (isSame) return;
      isWanted = false;
      // What stands there was found with other words: Enter takes none of it unasked.
      active.value = -1;
      void ask(null, PAUSE_MS);
    },
    more(): void {
      if (next.value !== null && loading.value !== "loading") void ask(next.value, 0);
    },
    retry: () => void ask(null, 0),
    /** Moves what Enter takes by one, around both ends. */
    move(step: 1 | -1): void {
      const count = products.value.length;
      isWanted = false;
      if (count === 0) return;
      active.value = active.value === -1 && step === -1 ? count - 1 : (active.value + step + count) % count;
    },
    /** What is chosen by the arrows or by what was found; before that was found, the first of it as soon as it is. */
    take(): void {
      const product = products.value[active.value];
      if (product) toggle(product);
      else isWanted = loading.value === "loading";
    },
    close: () => running.abort(),
  };
}
