// What agents have written down about the person, for each other.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ApiError } from "../../../shared/api";
import type { ContactNoteView } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { exactTime, longAgo } from "../../../shared/time";
import type { People } from "../../state/people";
import { now } from "../now";
import type { PersonProps } from "./page";

export function Notes({ inbox, person }: PersonProps) {
  const notes = person.notes.value;
  const drafts = inbox.people.notes;
  const add = async (body: string) => {
    await person.addNote(body);
    drafts.saved(person.id, body);
  };
  return (
    <section class="person__part" aria-labelledby="person-notes">
      <h2 id="person-notes">{say("notes")}</h2>
      <p class="person__hint">{say("notes_hint")}</p>
      {inbox.may("edit_contacts") && <NoteForm label={say("note_new")} text={drafts.of(person.id).value} changed={(text) => drafts.write(person.id, text)} action={say("note_add")} save={add} />}
      <ul class="person__notes">
        {notes?.map((note) => (
          <Note key={note.id} note={note} isOwn={note.author_id === inbox.me.agent.id} mayDelete={inbox.may("edit_contacts") && (note.author_id === inbox.me.agent.id || inbox.mayManage)} edit={inbox.people.edit} change={(body) => person.changeNote(note.id, body)} remove={() => person.removeNote(note.id)} />
        ))}
      </ul>
    </section>
  );
}

interface NoteProps {
  note: ContactNoteView;
  isOwn: boolean;
  mayDelete: boolean;
  /** It is being changed, until what this answers is called. */
  edit: People["edit"];
  change(body: string): Promise<void>;
  remove(): Promise<void>;
}

function Note({ note, isOwn, mayDelete, edit, change, remove }: NoteProps) {
  const draft = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  const begin = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLLIElement>(null);
  const close = () => {
    draft.value = null;
    requestAnimationFrame(() => document.activeElement === document.body && begin.current?.focus());
  };
  const save = async (body: string) => {
    await change(body);
    if (draft.value === body) close();
  };
  useLayoutEffect(() => {
    const before = note.body;
    // With the drawing: the button that was pressed is gone, and the next letter would be a command.
    if (draft.value !== null) place.current?.querySelector("textarea")?.focus();
    return draft.value === null ? undefined : edit({ isChanged: () => draft.value !== before, close });
  }, [draft.value === null]);
  const erase = () => remove().catch((error: unknown) => void (problem.value = sentence(error)));
  return (
    <li class="person__note" ref={place}>
      {draft.value === null ? (
        <p class="person__text" dir="auto">
          {note.body}
        </p>
      ) : (
        <NoteForm label={say("note_change")} text={draft.value} changed={(text) => (draft.value = text)} action={say("save")} save={save} cancel={close} />
      )}
      <p class="person__by">
        <bdi>{note.author_name ?? say("somebody_small")}</bdi>{" "}
        <time dateTime={new Date(note.created_at).toISOString()} title={exactTime(note.created_at)}>
          {longAgo(note.created_at, now.value)}
        </time>
        {note.updated_at > note.created_at && ` · ${say("note_changed")}`}
        {isOwn && draft.value === null && (
          <button class="text-button" type="button" ref={begin} onClick={() => (draft.value = note.body)}>
            {say("edit")}
          </button>
        )}
        {mayDelete && draft.value === null && (
          <button class="text-button" type="button" onClick={() => void erase()}>
            {say("delete")}
          </button>
        )}
      </p>
      <p class="field__error" role="alert" hidden={problem.value === null}>
        {problem.value}
      </p>
    </li>
  );
}

interface NoteFormProps {
  label: string;
  text: string;
  action: string;
  changed(text: string): void;
  save(body: string): Promise<void>;
  cancel?: () => void;
}

function NoteForm({ label, text, action, changed, save, cancel }: NoteFormProps) {
  const problem = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (isBusy.value) return;
    isBusy.value = true;
    problem.value = null;
    await save(text).catch((error: unknown) => void (problem.value = sentence(error)));
    isBusy.value = false;
  };
  return (
    <form class="note-form" noValidate onSubmit={(event) => void submit(event)}>
      <textarea class="textarea note-form__text" dir="auto" rows={2} aria-label={label} placeholder={label} value={text} aria-invalid={problem.value !== null} onInput={(event) => changed(event.currentTarget.value)} />
      <p class="field__error" role="alert" hidden={problem.value === null}>
        {problem.value}
      </p>
      <div class="button-row">
        <button class="button button--small" type="submit" aria-disabled={isBusy.value}>
          {action}
        </button>
        {cancel && (
          <button class="button button--small button--quiet" type="button" onClick={cancel}>
            {say("cancel")}
          </button>
        )}
      </div>
    </form>
  );
}

/** What went wrong, in the server's words: those of the field where it names one. */
export function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) throw error;
  return error.fields[0]?.detail ?? error.message;
}
