// One thing that is read from what holds many: a component that asks so is drawn anew only where this one thing changed.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";

/**
 * What `read` says of `id` now. An answer that is the same value (`===`) as before draws nothing. It is the `read` of the
 * first drawing for this id that is kept: it may hang on nothing else that changes, but signals.
 */
export function usePart<Value>(id: string, read: () => Value): Value {
  return useMemo(() => computed(read), [id]).value;
}
