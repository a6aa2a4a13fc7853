// A product as it is found, and those that were chosen.

import { useSignal } from "@preact/signals";
import { formatAmount } from "../../../shared/money";
import type { ProductView } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { safeHref } from "../../../shared/text";
import { Icon } from "../../../ui/icons";
import type { Catalogue } from "../../state/catalogue";

interface OptionProps {
  id: string;
  product: ProductView;
  /** What Enter takes. */
  isActive: boolean;
  isChosen: boolean;
  choose(): void;
}

export function Option({ id, product, isActive, isChosen, choose }: OptionProps) {
  const { title, price, currency, image_url, is_available } = product;
  return (
    // The keyboard stays in the search.
    <li class={`catalogue__one${isActive ? " catalogue__one--active" : ""}`} id={id} role="option" aria-selected={isChosen} onMouseDown={(event) => event.preventDefault()} onClick={choose}>
      <Picture source={image_url} />
      <span class="catalogue__words">
        <bdi class="catalogue__title" title={title}>{title}</bdi>
        <span class="catalogue__facts">
          {price !== null && <strong>{formatAmount(price, currency)}</strong>}
          <span class={is_available ? "" : "catalogue__out"}>{say(is_available ? "available" : "not_available")}</span>
        </span>
      </span>
      <span class="catalogue__mark">{isChosen && <Icon name="check" />}</span>
    </li>
  );
}

function Picture({ source }: { source: string | null }) {
  const isBroken = useSignal(false);
  const href = safeHref(source);
  return (
    <span class="catalogue__picture" aria-hidden="true">
      {href === null || isBroken.value ? <Icon name="picture" /> : <img src={href} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => (isBroken.value = true)} />}
    </span>
  );
}

/** In the order they are sent. */
export function Chosen({ catalogue }: { catalogue: Catalogue }) {
  const chosen = catalogue.chosen.value;
  return (
    <div class="catalogue__chosen">
      <p class="field__label" role="status">
        {chosen.length === 0 ? say("catalogue_none_chosen") : say("catalogue_chosen", { count: chosen.length })}
      </p>
      {chosen.length > 0 && (
        <ul class="catalogue__picked" aria-label={say("catalogue_chosen", { count: chosen.length })}>
          {chosen.map((product) => (
            <li key={product.id}>
              <button class="chip" type="button" aria-label={say("catalogue_remove", { title: product.title })} onClick={() => catalogue.remove(product.id)}>
                <bdi>{product.title}</bdi>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="insert-form__problem" role="alert">
        {catalogue.problem.value}
      </p>
    </div>
  );
}
