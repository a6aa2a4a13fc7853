// Parts that are rarely needed come when they are. One that cannot be had, because the network is away or the server has
// newer files by now, leaves things as they are, and the next wish tries again.

import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { callFor } from "./called";

export interface OnDemand<Part> {
  /** The part, once it is here. */
  part: ReadonlySignal<Part | null>;
  /** Brings it; `failed` is called where it cannot be had. */
  fetch(failed?: () => void): void;
  /**
   * Brings what takes the keyboard once it is here: keys wait for it. `off` is called where it is not wanted any more. The answer
   * lets the keys go: the wish has ended in another way.
   */
  call(off: () => void, failed?: () => void): () => void;
}

/** Those that are here, by what loads them: what is drawn anew has them at once. */
const here = new WeakMap<() => Promise<object>, object>();

/** `load` is the same function each time. */
export function useOnDemand<Part extends object>(load: () => Promise<Part>): OnDemand<Part> {
  const part = useSignal((here.get(load) as Part | undefined) ?? null);
  const coming = useRef<Promise<boolean> | null>(null);
  const release = useRef((_isHere: boolean) => {});
  useLayoutEffect(() => () => release.current(false), []);

  async function isBrought(): Promise<boolean> {
    try {
      const loaded = await load();
      here.set(load, loaded);
      part.value = loaded;
      return true;
    } catch {
      return false;
    } finally {
      coming.current = null;
    }
  }
  const bring = () => (coming.current ??= isBrought());

  return {
    part,
    fetch(failed) {
      if (part.value === null) void bring().then((isHere) => !isHere && failed?.());
    },
    call(off, failed = off) {
      if (part.value !== null) return () => {};
      release.current(false);
      const end = (release.current = callFor(off));
      void bring().then((isHere) => {
        end(isHere);
        if (!isHere) failed();
      });
      return () => end(false);
    },
  };
}
