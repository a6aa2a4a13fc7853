// Where an agent writes: a reply to the visitor, or a note for the team. The two never look alike.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { lengthOf } from "../../../shared/text";
import { say } from "../../../shared/strings";
import { AttachButton } from "../../../ui/attach_button";
import { DropZone } from "../../../ui/drop_zone";
import { EmojiButton } from "../../../ui/emoji_button";
import { put } from "../../../ui/field";
import { PickedFiles } from "../../../ui/picked_files";
import { MESSAGE_MAX_CHARS, type InboxState } from "../../state/inbox";
import { openIn } from "../../state/placeholders";
import type { Then } from "../../state/sending";
import type { Thread } from "../../state/threads";
import { InsertMenu } from "../insert_menu";
import { Box } from "./box";
import { Notices } from "./notices";
import { OpenPlaces } from "./open_places";
import { SendButton } from "./send_button";
import { Modes } from "./modes";
import { Told } from "./told";

/** From how many characters before the limit on it is said. */
const NEAR_LIMIT = 200;

export function WritingPane({ inbox, thread }: { inbox: InboxState; thread: Thread }) {
  const { writing, beside } = inbox;
  const id = thread.id;
  const mode = writing.mode.value;
  const text = writing.drafts.of(id, mode).text.value;
  const picking = writing.pickingOf(id, mode);
  const area = useRef<HTMLTextAreaElement>(null);
  /** What the reader wanted to do when something was not filled in. */
  const asking = useSignal<{ then: Then } | null>(null);
  const left = MESSAGE_MAX_CHARS - lengthOf(text);
  const news = mode === "reply" ? writing.sending.news(id) : [];
  const open = mode === "reply" ? openIn(text) : [];
  const maySend = (text.trim() !== "" || picking.isBusy.value || picking.hasReady.value) && left >= 0 && !picking.hasFailed.value;

  const review = () => {
    const first = news[0]?.number;
    if (first !== undefined) void beside.point(id, { number: first, entry_id: null });
    writing.sending.reviewed(id);
    area.current?.focus();
  };
  const send = (then: Then) => {
    asking.value = null;
    inbox.facts.isAtEnd.value = true;
    if (picking.isBusy.value) writing.sendAfterFiles(id, mode, then);
    else writing.send(id, mode, then);
    area.current?.focus();
  };
  const submit = (then: Then) => {
    if (!maySend) area.current?.focus();
    else if (news.length > 0) review();
    else if (open.length > 0) asking.value = { then };
    else send(then);
  };
  const insert = (more: string) => {
    const box = area.current;
    if (box) put(box, more);
  };
  const begin = (sign: "@" | "/") => {
    const before = area.current?.value.slice(0, area.current.selectionStart) ?? "";
    insert(before === "" || /\s$/u.test(before) ? sign : ` ${sign}`);
  };
  const paste = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    // A spreadsheet puts a picture of the cells beside their text: the text is meant.
    if (!files?.length || event.clipboardData?.types.includes("text/plain")) return;
    event.preventDefault();
    picking.add(files);
  };
  const notice = left < 0 ? say("too_long", { count: -left }) : picking.isAwaited.value ? say("sends_after_upload") : left <= NEAR_LIMIT ? say("characters_left", { count: left }) : "";

  return (
    <form class={`composer composer--tall writing writing--${mode}`} onSubmit={(event) => (event.preventDefault(), submit(null))} onPaste={paste}>
      <DropZone dropped={picking.add} />
      <Notices inbox={inbox} thread={thread} />
      <Modes inbox={inbox} id={id} />
      <div class={`composer__frame${left < 0 ? " composer__frame--wrong" : ""}`}>
        <PickedFiles picking={picking} />
        <Box inbox={inbox} thread={thread} mode={mode} area={area} isWrong={left < 0} submit={submit} />
        <div class="composer__tools">
          {mode === "reply" && <InsertMenu inbox={inbox} text={text} />}
          <AttachButton picking={picking} />
          <EmojiButton insert={insert} back={() => area.current?.focus()} />
          {mode === "note" && (
            <button class="composer__tool" type="button" aria-label={say("mention")} title={`${say("mention")} (@)`} onClick={() => begin("@")}>
              <span aria-hidden="true">@</span>
            </button>
          )}
          <button class="composer__tool" type="button" aria-label={say("saved_replies")} title={`${say("saved_replies")} (/)`} onClick={() => begin("/")}>
            <span aria-hidden="true">/</span>
          </button>
        </div>
        <SendButton mode={mode} maySend={maySend} news={maySend ? news.length : 0} submit={submit} review={review} />
      </div>
      {mode === "note" && <Told inbox={inbox} text={text} />}
      {open.length > 0 && <OpenPlaces open={open} isAsked={asking.value !== null} send={() => send(asking.value?.then ?? null)} fill={() => (asking.value = null, select(area.current, open[0]!))} />}
      <p class="composer__limit" id="reply-limit" role="status">
        {notice}
      </p>
    </form>
  );
}

function select(box: HTMLTextAreaElement | null, text: string): void {
  if (!box) return;
  const at = box.value.indexOf(text);
  box.focus();
  box.setSelectionRange(at, at + text.length);
}
