// Picks files from the device.

import { useRef } from "preact/hooks";
import type { Picking } from "../shared/picking";
import { say } from "../shared/strings";
import { Icon } from "./icons";

export function AttachButton({ picking }: { picking: Picking }) {
  const chooser = useRef<HTMLInputElement>(null);
  const choose = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    picking.add([...(input.files ?? [])]);
    // The same file can be picked again after it was removed.
    input.value = "";
  };
  return (
    <>
      <input ref={chooser} type="file" hidden multiple accept={picking.accept()} onChange={choose} />
      <button class="composer__tool" type="button" aria-label={say("attach")} title={say("attach")} onClick={() => chooser.current?.click()}>
        <Icon name="clip" />
      </button>
    </>
  );
}
