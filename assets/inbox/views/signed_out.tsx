// The session has ended. Nothing that was written is lost; signing in again leads back to the same place.

import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/strings";

export function SignedOut() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const next = encodeURIComponent(location.pathname + location.search);
  return (
    <dialog class="dialog" ref={dialog} onCancel={(event) => event.preventDefault()} aria-labelledby="signed-out">
      <h2 id="signed-out">{say("signed_out_title")}</h2>
      <p>{say("signed_out_text")}</p>
      <a class="button button--primary" href={`/sign-in?next=${next}`}>
        {say("sign_in")}
      </a>
    </dialog>
  );
}
