// What can be sent beside text and files: a menu behind the plus, and one small dialog for each kind.

import { useSignal } from "@preact/signals";
import { Icon } from "../../ui/icons";
import { useOnDemand } from "../../ui/on_demand";
import { say } from "../../shared/strings";
import type { MessageContent } from "../../shared/protocol";
import type { InboxState } from "../state/inbox";
import type { Unfinished } from "../state/making";
import { useMenu } from "../../ui/menu";

export const KINDS = ["contact", "replies", "link", "catalogue", "product", "cards", "form", "saved"] as const;
export type Kind = (typeof KINDS)[number];

const load = () => import("./inserting");

/** `text` is what stands in the box. */
export function InsertMenu({ inbox, text }: { inbox: InboxState; text: string }) {
  const { frame, isOpen, close, pressKey } = useMenu();
  const { sending } = inbox.writing;
  const { making } = sending;
  const chosen = useSignal<{ id: string; kind: Kind; unfinished: Unfinished } | null>(null);
  const { part, call } = useOnDemand(load);
  const Dialog = part.value?.InsertDialog;
  const choose = (kind: Kind) => {
    close();
    const id = inbox.place.conversation_id.value;
    if (id === null) return;
    chosen.value = { id, kind, unfinished: making.open(id, kind) };
    call(() => (chosen.value = null));
  };
  const one = chosen.value;
  /** Sent, or given up: the next one begins anew. Another dialog that was opened meanwhile is left alone. */
  const drop = () => {
    if (one === null) return;
    making.clear(one.id, one.kind);
    if (chosen.peek() === one) chosen.value = null;
  };
  const send = (body: string, content: MessageContent) => {
    if (one) sending.sendContent(one.id, body, content, one.unfinished.begun);
    drop();
    document.getElementById("reply")?.focus();
  };
  return (
    <div class="insert" ref={frame}>
      <button class="composer__tool" type="button" aria-label={say("insert")} title={say("insert")} aria-haspopup="menu" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        <Icon name="plus" />
      </button>
      {isOpen.value && <Choices kinds={KINDS.filter((kind) => kind !== "saved" || text.trim() !== "")} choose={choose} pressKey={pressKey} />}
      {one !== null && Dialog && <Dialog inbox={inbox} kind={one.kind} unfinished={one.unfinished} send={send} drop={drop} close={() => (chosen.value = null)} />}
    </div>
  );
}

function Choices({ kinds, choose, pressKey }: { kinds: readonly Kind[]; choose(kind: Kind): void; pressKey(event: KeyboardEvent): void }) {
  return (
    <div class="insert__menu" role="menu" aria-label={say("insert")} onKeyDown={pressKey}>
      {kinds.map((kind) => (
        <button key={kind} class="insert__choice" type="button" role="menuitem" tabIndex={-1} onClick={() => choose(kind)}>
          {say(`insert_${kind}`)}
        </button>
      ))}
    </div>
  );
}
