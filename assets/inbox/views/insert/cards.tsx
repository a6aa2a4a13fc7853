// The dialog that puts cards together: each with a title, and what else it needs.

import type { Signal } from "@preact/signals";
import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import { CARDS_MAX, cards, type CardDraft } from "../../state/composing";
import { InsertFrame, type DialogProps } from "./frame";

type Draft = CardDraft & { key: number };

const EMPTY: CardDraft = { title: "", text: "", image_url: "", url: "", button: "" };
const FIRST: readonly Draft[] = [{ key: 0, ...EMPTY }];
const FIELDS = [
  ["title", "insert_card_title"],
  ["text", "insert_card_text"],
  ["image_url", "insert_image"],
  ["url", "insert_card_url"],
  ["button", "insert_card_button"],
] as const;

export function CardsDialog(props: DialogProps) {
  const drafts = props.unfinished.field("cards", FIRST);
  const add = () => {
    const key = Math.max(...drafts.value.map((draft) => draft.key)) + 1;
    drafts.value = [...drafts.value, { key, ...EMPTY }];
    requestAnimationFrame(() => document.getElementById(`insert-card-${key}-title`)?.focus());
  };
  return (
    <InsertFrame {...props} title={say("insert_cards")} text="" needsText={false} make={() => cards(drafts.value.map(({ key: _, ...draft }) => draft))}>
      <div class="insert-fields">
        {drafts.value.map((draft, index) => (
          <OneCard key={draft.key} place={index + 1} draft={draft} drafts={drafts} />
        ))}
      </div>
      <button class="button button--small" type="button" disabled={drafts.value.length >= CARDS_MAX} onClick={add}>
        <Icon name="plus" />
        {say("insert_add_card")}
      </button>
    </InsertFrame>
  );
}

function OneCard({ place, draft, drafts }: { place: number; draft: Draft; drafts: Signal<readonly Draft[]> }) {
  const change = (changes: Partial<CardDraft>) => (drafts.value = drafts.value.map((one) => (one.key === draft.key ? { ...one, ...changes } : one)));
  const remove = () => (drafts.value = drafts.value.filter((one) => one.key !== draft.key));
  const name = say("insert_card", { place });
  return (
    <div class="insert-field insert-card" role="group" aria-label={name}>
      {FIELDS.map(([field, words]) => (
        <label key={field} class="field">
          <span class="field__label">
            {say(words)} {field !== "title" && <span class="field__optional">{say("optional")}</span>}
          </span>
          <input id={`insert-card-${draft.key}-${field}`} class="input" dir="auto" type="text" value={draft[field]} onInput={(event) => change({ [field]: event.currentTarget.value })} />
        </label>
      ))}
      <button class="button button--small button--quiet" type="button" disabled={drafts.value.length === 1} onClick={remove}>
        {say("insert_remove_card", { place })}
      </button>
    </div>
  );
}
