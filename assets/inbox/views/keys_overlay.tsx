// The keys that work here, shown by `?`.

import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/strings";
import { KeyList } from "./thread_states";

export function Keys({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="dialog" ref={dialog} onClose={close} aria-labelledby="keys-title">
      <h2 id="keys-title">{say("keys_title")}</h2>
      <KeyList />
      <form method="dialog">
        <button class="button" type="submit">
          {say("close")}
        </button>
      </form>
    </dialog>
  );
}
