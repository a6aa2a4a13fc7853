// What a message holds beside its text, by kind. A drawing that fails takes nothing else with it: then the text stands
// for it, as it does for a kind that is not known.

import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import type { MessageRow } from "../rows";
import type { ThreadActs } from "../thread_acts";
import { Buttons } from "./buttons";
import { Cards, Products } from "./cards";
import { AnswerView, WaitingForm } from "./form_still";
import { OfferedReplies } from "./quick_replies";

export interface ContentProps {
  row: MessageRow;
  acts: ThreadActs;
  /** The quick reply that the visitor chose; null for none. */
  chosen: string | null;
}

export function MessageContent(props: ContentProps) {
  return <Unbroken fallback={<p class="message__body">{props.row.body}</p>}>{contentOf(props)}</Unbroken>;
}

function contentOf({ row, acts, chosen }: ContentProps): ComponentChildren {
  const { content } = row;
  switch (content?.type) {
    case "buttons":
      return <Buttons buttons={content.buttons} reply={acts.reply} />;
    case "cards":
      return <Cards cards={content.cards} reply={acts.reply} />;
    case "products":
      return <Products products={content.products} />;
    case "form":
      if (row.answer !== null) return <AnswerView form={content} answer={row.answer} />;
      return row.number === 0 || acts.renderForm === undefined ? <WaitingForm form={content} /> : acts.renderForm(row, content);
    case "quick_replies":
      // The visitor's own stand below the thread's newest message only; the team sees what was offered.
      return acts.reply === undefined ? <OfferedReplies replies={content.replies} chosen={chosen} /> : null;
    default:
      return null;
  }
}

export function Unbroken({ fallback, children }: { fallback: ComponentChildren; children: ComponentChildren }) {
  const [error] = useErrorBoundary();
  return <>{error === undefined ? children : fallback}</>;
}
