// Parts that are rarely needed come when they are. One that cannot be had, because the network is away or the server has
// newer files by now, leaves things as they are, and the next wish tries again.

import { useSignal, type ReadonlySignal } from "@preact/signals";
import { useRef } from "preact/hooks";

export interface OnDemand<Part> {
  /** The part, once it is here. */
  part: ReadonlySignal<Part | null>;
  /** Brings it; `failed` is called where it cannot be had. */
  fetch(failed?: () => void): void;
}

export function useOnDemand<Part extends object>(load: () => Promise<Part>): OnDemand<Part> {
  const part = useSignal<Part | null>(null);
  const isComing = useRef(false);
  return {
    part,
    fetch(failed) {
      if (part.value !== null || isComing.current) return;
      isComing.current = true;
      load()
        .then((loaded) => (part.value = loaded))
        .catch(() => failed?.())
        .finally(() => (isComing.current = false));
    },
  };
}
