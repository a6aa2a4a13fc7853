// The dialogs that put a message of a kind together. Loaded when the first one is opened.

import type { MessageContent } from "../../../shared/protocol";
import type { Kind } from "../insert_menu";
import { learn } from "../../../shared/strings";
import insertWords from "../../../shared/strings/inbox_insert.json";
import { FormDialog } from "./form";
import { ContactDialog, LinkDialog, ProductDialog, RepliesDialog } from "./simple";

learn(insertWords);

export interface InsertDialogProps {
  kind: Kind;
  send(body: string, content: MessageContent): void;
  close(): void;
}

const DIALOGS = { contact: ContactDialog, replies: RepliesDialog, link: LinkDialog, product: ProductDialog, form: FormDialog };

export function InsertDialog({ kind, send, close }: InsertDialogProps) {
  const Dialog = DIALOGS[kind];
  return <Dialog send={send} close={close} />;
}
