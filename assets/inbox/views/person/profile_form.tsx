// The profile as a form: every error stands beside its field, and nothing that was typed is lost.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { ApiError } from "../../../shared/api";
import type { ContactDetails, ProblemField } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { isFieldFocused } from "../../../ui/field";
import { Icon } from "../../../ui/icons";
import { changesOf, editOf, FIELDS, pointerOf, typedOn, wayBack, type EditedAttribute, type Field, type ProfileEdit } from "../../state/profile_edit";
import type { People } from "../../state/people";
import type { Person } from "../../state/person";

interface FormProps {
  people: People;
  person: Person;
  contact: ContactDetails;
  close(): void;
}

/** The name in the profile; what is shown may be a claim, or our own name for somebody unnamed. */
function nameIn(contact: ContactDetails): string | null {
  const isOurs = /^Visitor \w{4}$/.test(contact.name) && contact.name.endsWith(contact.id.slice(-4));
  const stands = [contact.email, contact.external_id, ...(contact.external_id === null ? contact.claims.map((claim) => claim.value) : [])];
  const isByHand = contact.by_hand.some((mark) => mark.field === "name");
  return !isByHand && (isOurs || stands.includes(contact.name)) ? null : contact.name;
}

export function ProfileForm({ people, person, contact, close }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const before = useRef(editOf(contact, nameIn(contact)));
  const save = useMemo(person.edit, []);
  const draft = useSignal<ProfileEdit>(before.current);
  const errors = useSignal<readonly ProblemField[]>([]);
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  // With the drawing: the next key belongs to the form already.
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus(), []);
  useLayoutEffect(() => people.edit({ isChanged: () => changesOf(before.current, draft.value) !== null, close }), []);
  const setField = (field: Field, value: string) => (draft.value = { ...draft.value, fields: { ...draft.value.fields, [field]: value } });
  const setAttribute = (at: number, changes: Partial<EditedAttribute> | null) =>
    (draft.value = { ...draft.value, attributes: draft.value.attributes.flatMap((one, index) => (index !== at ? [one] : changes === null ? [] : [{ ...one, ...changes }])) });
  const add = () => {
    draft.value = { ...draft.value, attributes: [...draft.value.attributes, { name: "", value: "", kind: "text", isNew: true }] };
    const from = document.activeElement;
    requestAnimationFrame(() => {
      // Whoever has gone on meanwhile stays there.
      if (document.activeElement === from) form.current?.querySelector<HTMLElement>(".attribute:last-of-type input")?.focus();
    });
  };
  const wrong = (pointer: string) => errors.value.find((error) => error.pointer === pointer)?.detail;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    const sent = draft.value;
    const from = document.activeElement;
    const changes = changesOf(before.current, sent);
    if (changes === null) return close();
    isBusy.value = true;
    problem.value = null;
    try {
      await save(changes, wayBack(before.current, sent));
      // It was closed meanwhile; another may be open in its place.
      if (form.current === null) return;
      const more = typedOn(sent, draft.value);
      if (more === null) return close();
      before.current = more.before;
      draft.value = more.draft;
      errors.value = [];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.value = error.fields;
      // Where fields are named, each says what is wrong with it.
      problem.value = error.fields.length > 0 && error.status !== 409 ? null : error.message;
      requestAnimationFrame(() => {
        // Not out of the middle of a word, nor from wherever else somebody has gone meanwhile.
        const isIdle = draft.value === sent && document.activeElement === from;
        const isFree = document.activeElement === document.body || (form.current?.contains(document.activeElement) && !isFieldFocused());
        if (isIdle || isFree) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
      });
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <form class="person-form" noValidate ref={form} onSubmit={(event) => void submit(event)}>
      {FIELDS.map((field) => (
        <TextField key={field} id={`person-${field}`} label={say(field)} error={wrong(`/${field}`)} value={draft.value.fields[field]} isLong={field === "address"} change={(value) => setField(field, value)} />
      ))}
      <fieldset class="person-form__attributes">
        <legend>{say("attributes")}</legend>
        {draft.value.attributes.map((one, at) => (
          <AttributeRow key={at} at={at} one={one} error={wrong(pointerOf(one.name.trim()))} change={(changes) => setAttribute(at, changes)} />
        ))}
        <button class="button button--small" type="button" onClick={add}>
          {say("add_attribute")}
        </button>
        {wrong("/attributes") && <p class="field__error">{wrong("/attributes")}</p>}
      </fieldset>
      <p class="person-form__problem" role="alert">
        {problem.value}
      </p>
      <div class="button-row">
        <button class="button button--primary" type="submit" aria-disabled={isBusy.value}>
          {say("save")}
        </button>
        <button class="button" type="button" onClick={close}>
          {say("cancel")}
        </button>
      </div>
    </form>
  );
}

interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  error: string | undefined;
  isLong: boolean;
  change(value: string): void;
}

function TextField({ id, label, value, error, isLong, change }: TextFieldProps) {
  const shared = { id, value, dir: "auto" as const, "aria-invalid": error !== undefined, ...(error === undefined ? {} : { "aria-describedby": `${id}-error` }) };
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {label}
      </label>
      {isLong ? <textarea class="textarea person-form__address" rows={2} {...shared} onInput={(event) => change(event.currentTarget.value)} /> : <input class="input" type="text" {...shared} onInput={(event) => change(event.currentTarget.value)} />}
      {error !== undefined && (
        <p class="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

interface AttributeRowProps {
  at: number;
  one: EditedAttribute;
  error: string | undefined;
  /** Null takes it away. */
  change(changes: Partial<EditedAttribute> | null): void;
}

function AttributeRow({ at, one, error, change }: AttributeRowProps) {
  const id = `attribute-${at}`;
  const about = error === undefined ? {} : { "aria-describedby": `${id}-error` };
  const label = one.name.trim() === "" ? say("attribute_value") : one.name;
  return (
    <div class="attribute">
      {one.isNew ? (
        <input class="input" type="text" dir="auto" aria-label={say("attribute_name")} placeholder={say("attribute_name")} maxLength={64} value={one.name} aria-invalid={error !== undefined} {...about} onInput={(event) => change({ name: event.currentTarget.value })} />
      ) : (
        <label class="attribute__name" for={id} dir="auto">
          {one.name}
        </label>
      )}
      <input class="input" type="text" dir="auto" id={id} aria-label={label} placeholder={one.isNew ? say("attribute_value") : undefined} value={one.value} aria-invalid={error !== undefined} {...about} onInput={(event) => change({ value: event.currentTarget.value })} />
      <button class="icon-button" type="button" aria-label={`${say("remove")}: ${label}`} onClick={() => change(null)}>
        <Icon name="close" />
      </button>
      {error !== undefined && (
        <p class="field__error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
