// The dialog that builds a form: a title, and for each question its label and what it takes.

import type { Signal } from "@preact/signals";
import type { FieldKind } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import { ownForm, type FieldDraft } from "../../state/composing";
import { Text } from "./controls";
import { InsertFrame, type DialogProps } from "./frame";

const KINDS: readonly FieldKind[] = ["text", "long_text", "email", "phone", "number", "date", "choice", "check"];
const FIELDS_MAX = 12;

type Draft = FieldDraft & { key: number };

const FIRST: readonly Draft[] = [{ key: 0, label: "", kind: "text", is_required: true, options: "" }];

export function FormDialog(props: DialogProps) {
  const title = props.unfinished.field("title", "");
  const drafts = props.unfinished.field("questions", FIRST);
  const add = () => {
    const key = Math.max(...drafts.value.map((draft) => draft.key)) + 1;
    drafts.value = [...drafts.value, { key, label: "", kind: "text", is_required: false, options: "" }];
    requestAnimationFrame(() => document.getElementById(`insert-label-${key}`)?.focus());
  };
  return (
    <InsertFrame {...props} title={say("insert_form")} text="" needsText={false} make={() => ownForm(title.value, drafts.value)}>
      <Text label={say("insert_form_title")} value={title} isOptional />
      <div class="insert-fields">
        {drafts.value.map((draft, index) => (
          <Question key={draft.key} place={index + 1} draft={draft} drafts={drafts} />
        ))}
      </div>
      <button class="button button--small" type="button" disabled={drafts.value.length >= FIELDS_MAX} onClick={add}>
        <Icon name="plus" />
        {say("insert_add_field")}
      </button>
    </InsertFrame>
  );
}

function Question({ place, draft, drafts }: { place: number; draft: Draft; drafts: Signal<readonly Draft[]> }) {
  const change = (changes: Partial<FieldDraft>) => {
    drafts.value = drafts.value.map((one) => (one.key === draft.key ? { ...one, ...changes } : one));
  };
  const remove = () => (drafts.value = drafts.value.filter((one) => one.key !== draft.key));
  const name = say("insert_field", { place });
  return (
    <div class="insert-field" role="group" aria-label={name}>
      <div class="insert-field__line">
        <input id={`insert-label-${draft.key}`} class="input" dir="auto" type="text" aria-label={`${name}: ${say("insert_label")}`} placeholder={say("insert_label")} value={draft.label} onInput={(event) => change({ label: event.currentTarget.value })} />
        <select class="select" aria-label={`${name}: ${say("insert_kind")}`} value={draft.kind} onChange={(event) => change({ kind: event.currentTarget.value as FieldKind })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {say(`kind_${kind}`)}
            </option>
          ))}
        </select>
        <button class="icon-button" type="button" aria-label={say("insert_remove_field", { place })} disabled={drafts.value.length === 1} onClick={remove}>
          <Icon name="close" />
        </button>
      </div>
      {draft.kind === "choice" && (
        <textarea class="textarea insert-form__text" dir="auto" rows={3} aria-label={`${name}: ${say("insert_options")}`} placeholder={say("insert_options")} value={draft.options} onInput={(event) => change({ options: event.currentTarget.value })} />
      )}
      <label class="choice">
        <input type="checkbox" checked={draft.is_required} onChange={(event) => change({ is_required: event.currentTarget.checked })} />
        <span class="choice__label">{say("insert_required")}</span>
      </label>
    </div>
  );
}
