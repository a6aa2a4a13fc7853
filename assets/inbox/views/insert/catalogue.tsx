// The dialog that finds products in the catalogue: the keyboard stays in the search, the arrows go through what was found.

import { useEffect, useMemo, useRef } from "preact/hooks";
import { isComposing } from "../../../shared/composing";
import type { ProductView } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { openCatalogue, type Catalogue } from "../../state/catalogue";
import { catalogueCards } from "../../state/composing";
import { Chosen, Option } from "./catalogue_parts";
import { InsertFrame, type DialogProps } from "./frame";

/** The same each time. */
const NOTHING: readonly ProductView[] = [];
const LIST = "catalogue-list";
export const optionId = (index: number) => `catalogue-option-${index}`;

export function CatalogueDialog({ inbox, ...props }: DialogProps) {
  const catalogue = useMemo(() => openCatalogue({ load: inbox.loadProducts, chosen: props.unfinished.field("products", NOTHING) }), []);
  useEffect(() => catalogue.close, []);
  return (
    <InsertFrame {...props} title={say("insert_catalogue")} text="" needsText={false} isSearch make={() => catalogueCards(catalogue.chosen.value)}>
      <Search catalogue={catalogue} />
      <Found catalogue={catalogue} mayManage={inbox.mayManage} />
      <Chosen catalogue={catalogue} />
    </InsertFrame>
  );
}

function Search({ catalogue }: { catalogue: Catalogue }) {
  const box = useRef<HTMLInputElement>(null);
  // The dialog gives the focus to its first control, which a search need not be.
  useEffect(() => box.current?.focus(), []);
  const { active, products } = catalogue;
  const pressKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === "ArrowDown") catalogue.move(1);
    else if (event.key === "ArrowUp") catalogue.move(-1);
    else if (event.key === "Enter") catalogue.take();
    else return;
    event.preventDefault();
    document.getElementById(optionId(active.value))?.scrollIntoView({ block: "nearest" });
  };
  const current = products.value[active.value] === undefined ? {} : { "aria-activedescendant": optionId(active.value) };
  return (
    <label class="field">
      <span class="field__label">{say("catalogue_search")}</span>
      <input
        ref={box}
        class="input"
        dir="auto"
        role="combobox"
        autocomplete="off"
        enterkeyhint="search"
        aria-expanded={products.value.length > 0}
        aria-controls={LIST}
        aria-autocomplete="list"
        aria-describedby="catalogue-hint"
        {...current}
        value={catalogue.query.value}
        onInput={(event) => catalogue.write(event.currentTarget.value)}
        onKeyDown={pressKey}
      />
      <span class="visually-hidden" id="catalogue-hint">
        {say("catalogue_hint")}
      </span>
    </label>
  );
}

function Found({ catalogue, mayManage }: { catalogue: Catalogue; mayManage: boolean }) {
  const { products, loading, found, next, active } = catalogue;
  const isFirst = found.value === null && loading.value === "loading";
  const isNothing = found.value !== null && products.value.length === 0 && loading.value !== "failed";
  return (
    <div class="catalogue">
      {loading.value === "failed" && (
        <p class="insert-form__problem" role="alert">
          {say("catalogue_failed")}{" "}
          <button class="text-button" type="button" onClick={catalogue.retry}>
            {say("retry")}
          </button>
        </p>
      )}
      <ul class="catalogue__list" id={LIST} role="listbox" aria-label={say("products")} aria-multiselectable="true" aria-busy={loading.value === "loading"} hidden={products.value.length === 0}>
        {products.value.map((product, index) => (
          <Option key={product.id} id={optionId(index)} product={product} isActive={index === active.value} isChosen={catalogue.isChosen(product.id)} choose={() => catalogue.toggle(product)} />
        ))}
      </ul>
      {next.value !== null && products.value.length > 0 && (
        <button class="button button--small button--wide" type="button" aria-disabled={loading.value === "loading"} onClick={catalogue.more}>
          {say("catalogue_more")}
        </button>
      )}
      {/* Said once there is an answer, not at every letter. */}
      <div class="catalogue__status" role="status">
        {isNothing && <Nothing query={found.value ?? ""} mayManage={mayManage} />}
        {found.value && products.value.length > 0 && say("catalogue_found", { count: products.value.length, shown: `${products.value.length}${next.value === null ? "" : "+"}` })}
      </div>
      {isFirst && <p class="catalogue__none">{say("loading")}</p>}
    </div>
  );
}

/** Nothing by that name, or nothing at all yet. */
function Nothing({ query, mayManage }: { query: string; mayManage: boolean }) {
  if (query !== "") return <p class="catalogue__none">{say("catalogue_no_match", { query })}</p>;
  return (
    <p class="catalogue__none">
      {say(mayManage ? "catalogue_empty" : "catalogue_empty_for_agents")} {mayManage && <a href="/console/products">{say("catalogue_empty_action")}</a>}
    </p>
  );
}
