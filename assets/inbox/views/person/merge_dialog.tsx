// Two people side by side before they are made one: who stays, what wins, what is lost, and that it can be taken back.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { ContactDetails, MergeField, MergePreview, MergeSide, PersonView } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { useModal } from "../../../ui/modal";
import { nameOf } from "./history";
import { MergeSearch } from "./merge_search";
import { sentence } from "./notes";
import type { PersonProps } from "./page";

export function MergeDialog({ inbox, person, contact, close }: PersonProps & { contact: ContactDetails; close(): void }) {
  const { modal, shut, isOpen } = useModal(close);
  const preview = useSignal<MergePreview | null>(null);
  const other = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  /** Of several presses the last one counts, however long each answer takes. */
  const turn = useRef(0);
  const choose = async (chosen: PersonView) => {
    const own = (turn.current += 1);
    problem.value = null;
    try {
      const found = await person.preview(chosen.id);
      if (own !== turn.current) return;
      other.value = chosen.id;
      preview.value = found;
    } catch (error) {
      const why = sentence(error);
      if (own === turn.current) problem.value = why;
    }
  };
  const merge = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value || other.value === null || preview.value === null || preview.value.refusal !== null) return;
    isBusy.value = true;
    problem.value = null;
    try {
      const done = await person.merge(other.value);
      const isAwaited = isOpen();
      shut();
      if (done.contact_id === person.id) await person.refresh();
      // Whoever has closed it meanwhile is somewhere else by now.
      else if (isAwaited) inbox.place.openContact(done.contact_id);
    } catch (error) {
      problem.value = sentence(error);
    } finally {
      isBusy.value = false;
    }
  };
  const back = () => (preview.value = other.value = null);
  return (
    <dialog class="dialog dialog--merge" {...modal} aria-labelledby="merge-title">
      <form class="person-dialog" noValidate onSubmit={(event) => void merge(event)}>
        <h2 id="merge-title">
          {say("merge_title")} <bdi>{contact.name}</bdi>
        </h2>
        {preview.value === null ? <MergeSearch person={person} online={inbox.facts.online.value} choose={(chosen) => void choose(chosen)} /> : <Sides preview={preview.value} />}
        <p class="person-form__problem" role="alert">
          {problem.value ?? preview.value?.refusal}
        </p>
        <div class="button-row button-row--end">
          <button class="button" type="button" onClick={preview.value === null ? shut : back}>
            {say(preview.value === null ? "cancel" : "merge_other")}
          </button>
          {preview.value !== null && (
            <button class="button button--primary" type="submit" aria-disabled={isBusy.value || preview.value.refusal !== null}>
              {say("merge_now")}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

function Sides({ preview }: { preview: MergePreview }) {
  const { stays, goes, fields, undo_days } = preview;
  const becomesBlocked = goes.is_blocked && !stays.is_blocked;
  return (
    <div class="merge" tabIndex={0} role="group" aria-label={say("merge_preview")}>
      <div class="merge__sides">
        <Side side={stays} role={say("merge_stays")} />
        <Side side={goes} role={say("merge_goes")} />
      </div>
      {fields.length > 0 && (
        <table class="merge__fields">
          <thead>
            <tr>
              <th scope="col">{say("merge_field")}</th>
              <th scope="col">{say("merge_after")}</th>
              <th scope="col">{say("merge_lost")}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <FieldRow key={field.field} field={field} />
            ))}
          </tbody>
        </table>
      )}
      <ul class="merge__notes">
        {becomesBlocked && <li>{say("merge_blocks")}</li>}
        {goes.browsers > 0 && <li>{say("merge_no_proof")}</li>}
        <li>{say("merge_undo_hint", { count: undo_days })}</li>
      </ul>
    </div>
  );
}

function Side({ side, role }: { side: MergeSide; role: string }) {
  const counts = (["conversations", "browsers", "records", "notes"] as const).filter((what) => side[what] > 0);
  return (
    <div class="merge__side">
      <p class="merge__role">{role}</p>
      <p class="merge__name">
        <bdi>{side.name}</bdi>
      </p>
      {side.external_id !== null && (
        <p class="person__by">
          {say("customer_id")}: <bdi>{side.external_id}</bdi>
        </p>
      )}
      <p class="person__by">{counts.length === 0 ? say("merge_has_nothing") : counts.map((what) => say(`merge_${what}`, { count: side[what] })).join(" · ")}</p>
    </div>
  );
}

function FieldRow({ field }: { field: MergeField }) {
  return (
    <tr>
      <th scope="row" dir="auto">
        {nameOf(field.field)}
      </th>
      <td dir="auto">{field.result}</td>
      <td dir="auto">{field.is_lost && <del>{field.goes}</del>}</td>
    </tr>
  );
}
