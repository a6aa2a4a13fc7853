// One section beside a conversation. Its title folds it away, and it stays so.

import type { ComponentChildren } from "preact";
import { Icon } from "../../ui/icons";
import type { Folding } from "../state/folding";

interface SectionProps {
  /** What it is remembered by: one word. */
  name: string;
  title: string;
  badge?: string | undefined;
  folding: Folding;
  children: ComponentChildren;
}

export function Section({ name, title, badge, folding, children }: SectionProps) {
  const isFolded = folding.isFolded(name);
  return (
    <section class="details__section">
      <h3 class="details__title">
        <button class="details__fold" type="button" aria-expanded={!isFolded} onClick={() => folding.toggle(name)}>
          <span>{title}</span> {badge !== undefined && <span class="badge">{badge}</span>}
          <Icon name="fold" />
        </button>
      </h3>
      {!isFolded && <div class="details__body">{children}</div>}
    </section>
  );
}
