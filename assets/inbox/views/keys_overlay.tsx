// The keys that work here, shown by `?`.

import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import { KeyList } from "./key_list";

export function Keys({ inbox, close }: { inbox: InboxState; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="dialog dialog--keys" ref={dialog} onClose={close} aria-labelledby="keys-title">
      <h2 id="keys-title">{say("keys_title")}</h2>
      <KeyList inbox={inbox} />
      <form method="dialog">
        <button class="button" type="submit">
          {say("close")}
        </button>
      </form>
    </dialog>
  );
}
