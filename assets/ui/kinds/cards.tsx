// Cards and products: one alone, or several side by side in a row that scrolls from one to the next.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { formatAmount } from "../../shared/money";
import type { Card, ProductCard } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { safeHref } from "../../shared/text";
import { Buttons, type ButtonsProps } from "./buttons";
import { Carousel } from "./carousel";

export function Cards({ cards, reply }: { cards: readonly Card[]; reply: ButtonsProps["reply"] }) {
  return (
    <Carousel
      label={say("cards")}
      slides={cards.map((card) => (
        <CardFrame image={card.image_url} title={card.title} url={card.url}>
          {card.text && (
            <p class="kind-card__text" dir="auto">
              {card.text}
            </p>
          )}
          <Buttons buttons={card.buttons} reply={reply} />
        </CardFrame>
      ))}
    />
  );
}

export function Products({ products }: { products: readonly ProductCard[] }) {
  return (
    <Carousel
      label={say("products")}
      slides={products.map((product) => (
        <CardFrame image={product.image_url} title={product.title} url={product.url}>
          {product.description && (
            <p class="kind-card__text" dir="auto">
              {product.description}
            </p>
          )}
          <p class="kind-card__facts">
            {product.price && <strong class="kind-card__price">{formatAmount(product.price, product.currency ?? null)}</strong>}
            <span class={`kind-card__stock${product.is_available ? "" : " kind-card__stock--out"}`}>{say(product.is_available ? "available" : "not_available")}</span>
          </p>
        </CardFrame>
      ))}
    />
  );
}

interface CardFrameProps {
  image: string | null | undefined;
  title: string;
  url: string | null | undefined;
  children: ComponentChildren;
}

/** The whole card leads to its address: the title's link is stretched over it, below its buttons. */
function CardFrame({ image, title, url, children }: CardFrameProps) {
  const isBroken = useSignal(false);
  const source = safeHref(image ?? null);
  const href = safeHref(url ?? null);
  return (
    <div class="kind-card">
      {source !== null && !isBroken.value && (
        <img class="kind-card__image" src={source} alt="" loading="lazy" referrerpolicy="no-referrer" onError={() => (isBroken.value = true)} />
      )}
      <div class="kind-card__words">
        <p class="kind-card__title" dir="auto">
          {href === null ? (
            title
          ) : (
            <a href={href} target="_blank" rel="noopener noreferrer nofollow">
              {title}
            </a>
          )}
        </p>
        {children}
      </div>
    </div>
  );
}
