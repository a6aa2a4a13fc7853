// Before signing out would lose something: what, and the choice.

import { say } from "../../../shared/strings";
import { useModal } from "../../../ui/modal";
import type { Leaving, Unsent } from "../../state/leaving";

export function LeavingDialog({ leaving }: { leaving: Leaving }) {
  const step = leaving.step.value;
  return step === null || step.step === "busy" ? null : <Question leaving={leaving} unsent={step.step === "asks" ? step.unsent : null} />;
}

/** `unsent` is null where the server cannot be reached. */
function Question({ leaving, unsent }: { leaving: Leaving; unsent: Unsent | null }) {
  const { modal, shut } = useModal(leaving.stay);
  const lines = unsent === null ? [say("leave_unreachable_text")] : [...(unsent.messages > 0 ? [say("leave_messages", { count: unsent.messages })] : []), ...(unsent.drafts > 0 ? [say("leave_drafts", { count: unsent.drafts })] : []), say("leave_text")];
  return (
    <dialog class="dialog" {...modal} aria-labelledby="leave-title">
      <h2 id="leave-title">{say(unsent === null ? "leave_unreachable_title" : "leave_title")}</h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <div class="button-row button-row--end">
        <button class="button button--danger" type="button" onClick={() => void (unsent === null ? leaving.clear() : leaving.leave())}>
          {say(unsent === null ? "leave_clear" : "leave_anyway")}
        </button>
        <button class="button button--primary" type="button" onClick={shut}>
          {say("leave_stay")}
        </button>
      </div>
    </dialog>
  );
}
