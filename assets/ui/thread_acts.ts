// What a reader can do within the thread. The parts that draw messages know nothing else of the app around them.

import type { ComponentChildren } from "preact";
import type { Outgoing } from "../shared/outbox";
import type { Attachment, Form } from "../shared/protocol";
import type { MessageRow, OtherRow } from "./rows";

export interface ThreadActs {
  retry(client_id: string): void;
  /** Takes an unsent message back into the box it was written in. */
  edit(client_id: string): void;
  /** Takes an unsent message away for good: for those that cannot be edited as text. */
  discard?(client_id: string): void;
  /** Sends a text as the reader's own message. Absent where the reader only looks on, as the team does. */
  reply?(text: string): void;
  /** Draws a form to be filled in. Absent like `reply`. */
  renderForm?(row: MessageRow, form: Form): ComponentChildren;
  /** Draws the question how it was, or what was said to it. Without it the message's text stands there. */
  renderRating?(row: MessageRow): ComponentChildren;
  /** Draws what happened to the conversation; without it a line tells it as the visitor's does. */
  renderEvent?(row: MessageRow): ComponentChildren;
  /** Draws what is no message; `show` shows a picture large. */
  renderOther?(row: OtherRow, show: (picture: Attachment) => void): ComponentChildren;
  /** Says how it stands with a message that is not stored, in place of the usual words. */
  renderOutgoing?(outgoing: Outgoing): ComponentChildren;
  /** Fetches the messages anew: the addresses of files hold for some hours only. */
  refresh?(): void;
}
