// What a page remembers: localStorage, else sessionStorage, else memory. Blocked storage throws on the first touch in
// some browsers, a full one on writing; neither is an error here. Reading never writes, so opening it stores nothing.

export interface Store {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  /** All keys that begin with `prefix`. */
  keys(prefix: string): string[];
}

type Layer = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Opens the store over the layers that this browser offers. Tests pass their own. */
export function openStore(layers: (() => Layer)[] = [() => localStorage, () => sessionStorage]): Store {
  const memory = new Map<string, string>();
  const usable = layers.flatMap((open) => attempt(() => [open()]) ?? []);
  return {
    get(key) {
      for (const layer of usable) {
        const value = attempt(() => layer.getItem(key));
        if (value != null) return value;
      }
      return memory.get(key) ?? null;
    },
    set(key, value) {
      // Written over, never removed first: other windows would hear that it is gone.
      const kept = usable.find((layer) => attempt(() => (layer.setItem(key, value), true)));
      for (const layer of usable) if (layer !== kept) attempt(() => layer.removeItem(key));
      if (kept) memory.delete(key);
      else memory.set(key, value);
    },
    remove(key) {
      memory.delete(key);
      for (const layer of usable) attempt(() => layer.removeItem(key));
    },
    keys(prefix) {
      const found = new Set(memory.keys());
      for (const layer of usable) attempt(() => keysOf(layer).forEach((key) => found.add(key)));
      return [...found].filter((key) => key.startsWith(prefix));
    },
  };
}

function keysOf(layer: Layer): string[] {
  return Array.from({ length: layer.length }, (_, index) => layer.key(index) ?? "");
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
