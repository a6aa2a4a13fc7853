// A page that is fetched when it is first opened: until then it says so, or that it could not be had.

import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { say } from "../../shared/strings";
import { useOnDemand } from "../../ui/on_demand";

interface PageOnDemandProps<Part extends object> {
  /** The same function each time. */
  load(): Promise<Part>;
  /** Whether keys wait for it. */
  takesKeys?: boolean;
  /** Null where something else is still on its way. */
  draw(part: Part): VNode | null;
}

export function PageOnDemand<Part extends object>({ load, takesKeys = false, draw }: PageOnDemandProps<Part>) {
  const { part, fetch, call } = useOnDemand(load);
  const hasFailed = useSignal(false);
  const bring = () => {
    hasFailed.value = false;
    const fail = () => void (hasFailed.value = true);
    return takesKeys ? call(() => undefined, fail) : fetch(fail);
  };
  useLayoutEffect(bring, []);
  const drawn = part.value && draw(part.value);
  if (drawn) return drawn;
  return (
    <div class="page-boot" id="page" role="status">
      {hasFailed.value ? (
        <button class="button" type="button" onClick={() => void bring()}>
          {say("retry")}
        </button>
      ) : (
        say("loading")
      )}
    </div>
  );
}
