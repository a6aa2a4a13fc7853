// The field of the search: filters as chips before the words, and what is offered for the one that is being typed.

import { useComputed, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { isComposing } from "../../../shared/composing";
import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import type { InboxState } from "../../state/inbox";
import { offersFor, type SearchOffer } from "../../state/search/offers";
import { beingTyped, textOf } from "../../state/search/terms";
import type { Searching } from "../../state/search/searching";
import type { Sought } from "./search";

export function SearchField({ inbox, sought }: { inbox: InboxState; sought: Sought }) {
  const { searching, recents } = sought;
  const { directory } = inbox;
  const field = useRef<HTMLInputElement>(null);
  const active = useSignal(0);
  const isClosed = useSignal(false);
  const offers = useComputed(() =>
    offersFor(searching.typed.value, { agents: directory.agents.value, tags: directory.tags.value, teams: directory.teams.value, sites: directory.sites.value }, Date.now()),
  );
  const shown = isClosed.value ? [] : offers.value;
  const at = Math.min(active.value, Math.max(0, shown.length - 1));
  // Words are looked for as they are; only a filter that was begun is chosen from what is offered.
  const isChoosing = shown.length > 0 && beingTyped(searching.typed.value) !== null;

  const write = (text: string) => {
    [active.value, isClosed.value, sought.wantsHit] = [0, false, false];
    searching.write(text);
  };
  const take = (offer: SearchOffer) => {
    write(`${beforeLast(searching.typed.value)}${offer.value === null ? `${offer.operator}:` : `${textOf({ operator: offer.operator, value: offer.value })} `}`);
    field.current?.focus();
  };
  const finish = () => {
    searching.finish();
    recents.add(searching.query.value);
    sought.wantsHit = searching.loading.value === "loading";
    // Until there is an answer, what stands there is what was looked for before.
    if (!sought.wantsHit) focusHit(0);
  };
  const leave = () => {
    isClosed.value = true;
    // Not where only the window is left.
    if (document.activeElement !== field.current) sought.wantsHit = false;
  };
  const pressKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const isAtBegin = field.current?.selectionStart === 0 && field.current.selectionEnd === 0;
    const last = shown.length - 1;
    if (event.key === "ArrowDown" && shown.length > 0) active.value = at === last ? 0 : at + 1;
    else if (event.key === "ArrowUp" && shown.length > 0) active.value = at === 0 ? last : at - 1;
    else if (event.key === "ArrowDown") focusHit(0);
    else if (event.key === "Enter" && isChoosing) take(shown[at]!);
    else if (event.key === "Tab" && !event.shiftKey && shown.length > 0) take(shown[at]!);
    else if (event.key === "Enter") finish();
    else if (event.key === "Backspace" && isAtBegin && searching.terms.value.length > 0) searching.removeTerm(searching.terms.value.length - 1);
    else if (event.key === "Escape" && shown.length > 0) isClosed.value = true;
    else return;
    event.preventDefault();
  };
  return (
    <div class="search__field" role="search" onClick={(event) => event.target === event.currentTarget && field.current?.focus()}>
      <Icon name="search" />
      <Terms searching={searching} focus={() => field.current?.focus()} />
      <input
        class="search__input"
        id="search"
        ref={field}
        type="text"
        role="combobox"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        maxLength={900}
        aria-label={say("search_label")}
        placeholder={searching.terms.value.length === 0 ? say("search_label") : ""}
        aria-autocomplete="list"
        aria-expanded={shown.length > 0}
        aria-controls="search-offers"
        aria-activedescendant={shown.length > 0 ? `search-offer-${at}` : undefined}
        value={searching.typed.value}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={pressKey}
        onBlur={leave}
        onFocus={() => (isClosed.value = false)}
      />
      {(searching.query.value !== "" || searching.typed.value !== "") && (
        <button class="icon-button search__clear" type="button" aria-label={say("search_clear")} title={say("search_clear")} onClick={() => (searching.clear(), field.current?.focus())}>
          <Icon name="close" />
        </button>
      )}
      <Offers offers={shown} at={at} take={take} over={(index) => (active.value = index)} />
    </div>
  );
}

function beforeLast(typed: string): string {
  return beingTyped(typed)?.before ?? typed.replace(/\S+$/u, "");
}

function Terms({ searching, focus }: { searching: Searching; focus(): void }) {
  const found = searching.found.value?.chips ?? [];
  return (
    <>
      {searching.terms.value.map((term, index) => {
        // What the server made of it, as soon as it has said so.
        const chip = found.find((one) => one.operator === term.operator && one.value === term.value);
        const label = chip?.label ?? `${say(`operator_${term.operator}`)} ${term.value}`;
        const isUnknown = chip?.is_known === false;
        return (
          <span key={textOf(term)} class={`term${isUnknown ? " term--unknown" : ""}`} title={isUnknown ? say("term_unknown", { value: term.value }) : undefined}>
            {isUnknown && <span aria-hidden="true">?</span>}
            <bdi class="term__words">{label}</bdi>
            {isUnknown && <span class="visually-hidden">{say("term_unknown", { value: term.value })}</span>}
            <button class="term__remove" type="button" aria-label={say("term_remove", { label })} onClick={() => (searching.removeTerm(index), focus())}>
              <Icon name="close" />
            </button>
          </span>
        );
      })}
    </>
  );
}

interface OffersProps {
  offers: readonly SearchOffer[];
  at: number;
  take(offer: SearchOffer): void;
  over(index: number): void;
}

function Offers({ offers, at, take, over }: OffersProps) {
  return (
    <ul class="search__offers" id="search-offers" role="listbox" aria-label={say("search_offers")} hidden={offers.length === 0}>
      {offers.map((offer, index) => (
        <li
          key={`${offer.operator} ${offer.value ?? ""} ${index}`}
          class={`search__offer${index === at ? " search__offer--active" : ""}`}
          id={`search-offer-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerMove={() => over(index)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(offer)}
        >
          <b>{offer.operator}:</b> <OfferWords offer={offer} />
        </li>
      ))}
    </ul>
  );
}

function OfferWords({ offer: { operator, value, name } }: { offer: SearchOffer }) {
  if (value === null) return <span class="search__offer-hint">{say(`search_way_${operator}`)}</span>;
  if (operator === "before" || operator === "after") {
    return (
      <>
        {value} <span class="search__offer-hint">{say(`offer_${name}`)}</span>
      </>
    );
  }
  return <bdi>{name === value && (value === "me" || value === "visitor") && operator === "from" ? say(`offer_${value}`) : name}</bdi>;
}

/** The keyboard goes to a hit, where there is one. */
export function focusHit(index: number): void {
  document.querySelector<HTMLElement>(`[data-hit="${index}"]`)?.focus();
}
