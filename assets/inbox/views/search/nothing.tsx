// What stands where nothing was found, and where nothing is looked for yet.

import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import { blamed, type Blamed } from "../../state/search/blame";
import { OPERATORS, textOf } from "../../state/search/terms";
import type { Sought } from "./search";

/** The server counts no further. */
const COUNTED_TO = 100;

export function NothingFound({ sought: { searching } }: { sought: Sought }) {
  const found = searching.found.value;
  if (found === null || found.next !== null) return null;
  const hasTerms = found.without.length > 0;
  return (
    <div class="search__nothing">
      <h2 class="empty__title">{hasTerms ? say("search_without_title") : say("search_none_title", { query: searching.query.value })}</h2>
      {!hasTerms && <p class="empty__text">{say("search_none_text")}</p>}
      {hasTerms && <Filters searching={searching} some={blamed(found)} />}
      {searching.kind.value !== "all" && (
        <button class="button" type="button" onClick={() => searching.choose("all")}>
          {say("search_none_all")}
        </button>
      )}
    </div>
  );
}

function Filters({ searching, some }: { searching: Sought["searching"]; some: readonly Blamed[] }) {
  if (some.length === 0) {
    return (
      <>
        <p class="empty__text">{say("search_without_any")}</p>
        <button class="button" type="button" onClick={() => (searching.removeTerms(), focusField())}>
          {say("search_drop_all")}
        </button>
      </>
    );
  }
  return (
    <ul class="search__without">
      {some.map(({ chip, hits }) => (
        <li key={`${chip.operator} ${chip.value}`}>
          <span>{wordsOfChip(chip, hits)}</span>
          <button class="button button--small" type="button" aria-label={say("search_drop_label", { label: chip.label })} onClick={() => drop(searching, chip)}>
            {say("search_drop")}
          </button>
        </li>
      ))}
    </ul>
  );
}

function wordsOfChip({ is_known, label, value }: Blamed["chip"], hits: number): string {
  if (!is_known) return say("search_unknown", { label, value });
  return say(hits === 0 ? "search_without_none" : hits >= COUNTED_TO ? "search_without_many" : "search_without", { label, count: hits });
}

function focusField(): void {
  document.getElementById("search")?.focus();
}

function drop(searching: Sought["searching"], term: { operator: string; value: string }): void {
  const index = searching.terms.value.findIndex((one) => one.operator === term.operator && one.value === term.value);
  if (index !== -1) searching.removeTerm(index);
  focusField();
}

/** What was searched lately, and how a search is narrowed down. */
export function Beginning({ sought: { searching, recents } }: { sought: Sought }) {
  const begin = (text: string) => {
    searching.write(text);
    focusField();
  };
  return (
    <div class="search__beginning">
      {recents.all.value.length > 0 && (
        <section>
          <h2 class="search__title">{say("search_recent")}</h2>
          <ul class="search__recents">
            {recents.all.value.map((text) => (
              <li key={text}>
                <button class="search__recent" type="button" onClick={() => begin(`${text} `)}>
                  <Icon name="clock" />
                  <bdi>{text}</bdi>
                </button>
                <button class="icon-button search__forget" type="button" aria-label={say("search_forget", { text })} onClick={() => recents.remove(text)}>
                  <Icon name="close" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2 class="search__title">{say("search_ways")}</h2>
        <ul class="search__ways">
          {OPERATORS.map((operator) => (
            <li key={operator}>
              <button class="search__way" type="button" onClick={() => begin(textOf({ operator, value: "" }))}>
                <b>{operator}:</b>
                <span>{say(`search_way_${operator}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
