// The dialogs that put a message of a kind together, by kind.

import type { MessageContent } from "../../../shared/protocol";
import type { Kind } from "../insert_menu";
import type { InboxState } from "../../state/inbox";
import type { Unfinished } from "../../state/making";
import { CatalogueDialog } from "./catalogue";
import { CardsDialog } from "./cards";
import { FormDialog } from "./form";
import { SaveReplyDialog } from "./save_reply";
import { ContactDialog, LinkDialog, ProductDialog, RepliesDialog } from "./simple";

export interface InsertDialogProps {
  inbox: InboxState;
  kind: Kind;
  unfinished: Unfinished;
  send(body: string, content: MessageContent): void;
  /** Closes it for now: what was put together stays. */
  close(): void;
  /** Gives it up. */
  drop(): void;
}

const DIALOGS = { contact: ContactDialog, replies: RepliesDialog, link: LinkDialog, catalogue: CatalogueDialog, product: ProductDialog, cards: CardsDialog, form: FormDialog, saved: SaveReplyDialog };

export function InsertDialog({ kind, ...props }: InsertDialogProps) {
  const Dialog = DIALOGS[kind];
  return <Dialog {...props} />;
}
