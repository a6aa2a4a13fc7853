// What is asked before something is done to the person as a whole. Each comes over the profile, by the wish for it.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { ContactDetails } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { useModal } from "../../../ui/modal";
import { MergeDialog } from "./merge_dialog";
import { sentence } from "./notes";
import type { PersonProps } from "./page";

interface DialogsProps extends PersonProps {
  contact: ContactDetails;
}

export function Dialogs(props: DialogsProps) {
  const { inbox, contact } = props;
  const { wish } = inbox.people;
  const close = inbox.people.unwish;
  if (!inbox.may("edit_contacts")) return null;
  if (wish.value === "merge") return <MergeDialog {...props} close={close} />;
  if (wish.value === "block") return <BlockDialog {...props} close={close} isBlocked={contact.blocked !== null} />;
  if (wish.value === "erase" && inbox.mayManage) return <EraseDialog {...props} close={close} />;
  return null;
}

interface FrameProps {
  title: string;
  action: string;
  isDanger: boolean;
  act(): Promise<void>;
  close(): void;
  children: ComponentChildren;
}

function ConfirmFrame({ title, action, isDanger, act, close, children }: FrameProps) {
  const { modal, shut } = useModal(close);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    problem.value = null;
    try {
      await act();
      shut();
    } catch (error) {
      problem.value = sentence(error);
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <dialog class="dialog" {...modal} aria-labelledby="person-dialog">
      <form class="person-dialog" noValidate onSubmit={(event) => void submit(event)}>
        <h2 id="person-dialog">{title}</h2>
        {children}
        <p class="person-form__problem" role="alert">
          {problem.value}
        </p>
        <div class="button-row button-row--end">
          <button class="button" type="button" onClick={shut}>
            {say("cancel")}
          </button>
          <button class={`button ${isDanger ? "button--danger" : "button--primary"}`} type="submit" aria-disabled={isBusy.value}>
            {action}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function BlockDialog({ person, contact, close, isBlocked }: DialogsProps & { isBlocked: boolean; close(): void }) {
  const words = isBlocked ? "unblock" : "block";
  return (
    <ConfirmFrame title={say(`${words}_title`, { name: contact.name })} action={say(words)} isDanger={!isBlocked} act={() => person.setBlocked(!isBlocked)} close={close}>
      <p>{say(`${words}_hint`)}</p>
    </ConfirmFrame>
  );
}

function EraseDialog({ inbox, person, contact, close }: DialogsProps & { close(): void }) {
  const typed = useSignal("");
  const erase = async () => {
    await person.erase(typed.value);
    // Their page is gone, and this dialog with it, before the answer comes.
    const { page, contact_id, openView } = inbox.place;
    if (page.value === "contact" && contact_id.value === person.id) openView("mine");
  };
  return (
    <ConfirmFrame title={say("erase_title", { name: contact.name })} action={say("erase_for_good")} isDanger act={erase} close={close}>
      <p>{say("erase_hint")}</p>
      <label class="field">
        <span class="field__label">{say("erase_type")}</span>
        <span class="person-dialog__name">
          <bdi>{contact.name}</bdi>
        </span>
        <input class="input" type="text" autocomplete="off" value={typed.value} onInput={(event) => (typed.value = event.currentTarget.value)} />
      </label>
    </ConfirmFrame>
  );
}
