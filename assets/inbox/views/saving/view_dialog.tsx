// A list of one's own: a name, conditions, an order. How many conversations it holds is shown while it is put together.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ApiError } from "../../../shared/api";
import { say } from "../../../shared/strings";
import { useModal } from "../../../ui/modal";
import type { InboxState } from "../../state/inbox";
import { NO_FILTERS, type ViewDraft } from "../../state/saved_views";
import { filtersToSend, isTrouble, NO_TROUBLE, troubleAfter, troubleBefore, type ViewTrouble } from "../../state/view_draft";
import type { SavedViewOf, Sort } from "../../state/wire";
import { Conditions } from "./conditions";
import { Preview } from "./preview";

interface ViewDialogProps {
  inbox: InboxState;
  view: "new" | SavedViewOf;
  close(): void;
}

const SORTS: readonly Sort[] = ["newest", "waiting", "oldest"];

export function ViewDialog({ inbox, view, close }: ViewDialogProps) {
  const { modal, shut, isOpen } = useModal(close);
  const draft = useSignal<ViewDraft>(view === "new" ? { name: "", filters: NO_FILTERS, sort: "newest", is_shared: false } : { name: view.name, filters: { ...NO_FILTERS, ...view.filters }, sort: view.sort, is_shared: view.is_shared });
  const refused = useSignal<ViewTrouble>(NO_TROUBLE);
  /** How often it could not be saved. From then on what is wrong is told, and no longer once it is mended. */
  const failures = useSignal(0);
  const form = useRef<HTMLFormElement>(null);
  const isBusy = useSignal(false);
  /** Whether nothing was typed since it was tried: an answer that comes late takes the keyboard out of no word. */
  const isIdle = useRef(true);
  const own = failures.value === 0 ? NO_TROUBLE : troubleBefore(draft.value);
  const trouble = { ...own, name: own.name ?? refused.value.name, rest: refused.value.rest };
  useEffect(() => {
    if (failures.value > 0 && isIdle.current) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failures.value]);
  const change = (changes: Partial<ViewDraft>) => (draft.value = { ...draft.value, ...changes });
  const rename = (name: string) => {
    // What the server said was of the name that stood there.
    refused.value = { ...refused.value, name: null };
    change({ name });
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const ready = { ...draft.value, name: draft.value.name.trim(), filters: filtersToSend(draft.value.filters) };
    refused.value = NO_TROUBLE;
    const sent = draft.value;
    isIdle.current = true;
    if (isTrouble(troubleBefore(draft.value))) return void (failures.value += 1);
    isBusy.value = true;
    try {
      const saved = view === "new" ? await inbox.savedViews.make(ready) : await inbox.savedViews.change(view, ready);
      inbox.counting.changed();
      // Whoever has closed it meanwhile is somewhere else by now.
      const name = `saved:${saved.id}`;
      if (isOpen()) {
        shut();
        inbox.place.openView(name);
        inbox.folding.open("rail-saved_views");
      }
      if (inbox.place.view.value === name) void inbox.listing.show();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      refused.value = troubleAfter(error);
      isIdle.current = draft.value === sent;
      failures.value += 1;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <dialog class="dialog dialog--view" {...modal} aria-labelledby="view-title">
      <form class="view-form" noValidate ref={form} onSubmit={(event) => void submit(event)}>
        <h2 id="view-title">{say(view === "new" ? "view_new" : "saving_change")}</h2>
        <div class="view-form__scroll">
          <div class="field">
            <label class="field__label" for="view-name">
              {say("name")}
            </label>
            <input class="input" id="view-name" type="text" autofocus maxLength={60} value={draft.value.name} aria-invalid={trouble.name !== null} aria-describedby={trouble.name === null ? undefined : "view-name-error"} onInput={(event) => rename(event.currentTarget.value)} />
            {trouble.name !== null && (
              <p class="field__error" id="view-name-error">
                {trouble.name}
              </p>
            )}
          </div>
          <Conditions inbox={inbox} filters={draft.value.filters} trouble={trouble} change={(filters) => change({ filters: { ...draft.value.filters, ...filters } })} />
          <label class="field">
            <span class="field__label">{say("sort")}</span>
            <select class="select" value={draft.value.sort} onChange={(event) => change({ sort: event.currentTarget.value as Sort })}>
              {SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {say(`sort_${sort}`)}
                </option>
              ))}
            </select>
          </label>
          {inbox.may("curate") && (
            <label class="choice">
              <input type="checkbox" checked={draft.value.is_shared} onChange={(event) => change({ is_shared: event.currentTarget.checked })} />
              <span class="choice__label">{say("saving_shared")}</span>
            </label>
          )}
        </div>
        <Preview filters={draft.value.filters} sort={draft.value.sort} />
        <p class="view-form__problem" role="alert">
          {trouble.rest}
        </p>
        <div class="button-row button-row--end">
          <button class="button" type="button" onClick={shut}>
            {say("cancel")}
          </button>
          <button class="button button--primary" type="submit" disabled={isBusy.value}>
            {say("saving_save")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
