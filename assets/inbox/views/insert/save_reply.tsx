// Keeps what stands in the box as a saved reply of one's own.

import { useSignal } from "@preact/signals";
import { ApiError, call } from "../../../shared/api";
import { say } from "../../../shared/strings";
import { useModal } from "../../../ui/modal";
import { Text } from "./controls";
import type { DialogProps } from "./frame";

export function SaveReplyDialog({ inbox, unfinished, close, drop }: DialogProps) {
  const { modal, shut, isOpen } = useModal(close);
  const id = inbox.place.conversation_id.value ?? "";
  const { field } = unfinished;
  const [name, shortcut, body] = [field("name", ""), field("shortcut", ""), field("body", inbox.writing.drafts.of(id, "reply").text.value)];
  const problem = useSignal<string | null>(null);
  const isSaving = useSignal(false);
  const giveUp = () => {
    drop();
    shut();
  };
  const save = async (event: Event) => {
    event.preventDefault();
    if (isSaving.value) return;
    isSaving.value = true;
    problem.value = null;
    try {
      const typed = shortcut.value.trim();
      await call("/api/inbox/replies", { method: "POST", body: { name: name.value.trim(), body: body.value, ...(typed === "" ? {} : { shortcut: typed }) } });
      void inbox.beside.replies.fetch();
      // Who has closed it meanwhile is somewhere else by now.
      const isAwaited = isOpen();
      giveUp();
      if (isAwaited) document.getElementById("reply")?.focus();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      problem.value = error.fields.length > 0 ? error.fields.map((field) => field.detail).join(" ") : error.message;
    } finally {
      isSaving.value = false;
    }
  };
  return (
    <dialog class="dialog dialog--insert" {...modal} aria-labelledby="insert-title">
      <form class="insert-form" noValidate onSubmit={(event) => void save(event)}>
        <h2 id="insert-title">{say("save_as_reply_title")}</h2>
        <Text label={say("save_as_reply_name")} value={name} />
        <Text label={say("save_as_reply_shortcut")} value={shortcut} hint={say("save_as_reply_shortcut_hint")} isOptional />
        <Text label={say("save_as_reply_body")} value={body} hint={say("save_as_reply_body_hint")} lines={5} />
        <p class="insert-form__problem" role="alert">
          {problem.value}
        </p>
        <div class="button-row button-row--end">
          <button class="button" type="button" onClick={giveUp}>
            {say("cancel")}
          </button>
          <button class="button button--primary" type="submit" aria-disabled={isSaving.value}>
            {say("save")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
