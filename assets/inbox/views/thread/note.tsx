// A private note: as wide as the thread, on yellow paper, with its word and its sign, so that nobody takes it for a reply.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { AgentEntry, Attachment } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import { clockTime, exactTime } from "../../../shared/time";
import type { Outgoing } from "../../../shared/outbox";
import { Attachments } from "../../../ui/attachments";
import { Icon } from "../../../ui/icons";
import { MessageText } from "../../../ui/message_text";
import { SafeHtml } from "../../../ui/safe_html";
import { piecesOf, type Mentionable } from "../../state/mentions";

interface NoteProps {
  entry: AgentEntry;
  /** Everybody who can be named. */
  people: readonly Mentionable[];
  me_id: string;
  show(picture: Attachment): void;
}

export function Note({ entry, people, me_id, show }: NoteProps) {
  const { author_id, author_name, body, html, attachments, at } = entry;
  const name = author_id === me_id ? say("you") : (author_name ?? say("somebody"));
  const named = people.filter((one) => entry.mentions.includes(one.id));
  return (
    <NoteFrame name={name} at={at} id={entry.id}>
      {body !== "" && (html === null ? <p class="note__body" dir="auto">{wordsOf(body, named, me_id)}</p> : <RichWords html={html} named={named} me_id={me_id} />)}
      {attachments.length > 0 && <Attachments files={attachments} show={show} refresh={undefined} />}
    </NoteFrame>
  );
}

interface UnsentProps extends Omit<NoteProps, "entry"> {
  outgoing: Outgoing;
  /** How it stands with it, and what can be done. */
  children: ComponentChildren;
}

/** Not stored yet. */
export function UnsentNote({ outgoing, people, me_id, show, children }: UnsentProps) {
  const { body, files, written_at, state, team } = outgoing;
  const named = people.filter((one) => team?.mentions.includes(one.id));
  return (
    <NoteFrame name={say("you")} at={written_at} look={state === "failed" ? "failed" : "pending"}>
      {body !== "" && (
        <p class="note__body" dir="auto">
          {wordsOf(body, named, me_id)}
        </p>
      )}
      {files.length > 0 && <Attachments files={files} show={show} refresh={undefined} />}
      {children}
    </NoteFrame>
  );
}

interface FrameProps {
  name: string;
  at: number;
  look?: "pending" | "failed";
  /** Of a note that the server has. */
  id?: string;
  children: ComponentChildren;
}

function NoteFrame({ name, at, look, id, children }: FrameProps) {
  return (
    <article class={`note${look ? ` note--${look}` : ""}`} aria-label={say("note_by", { name, time: exactTime(at) })} tabIndex={-1} data-entry={id}>
      <p class="note__head" title={say("note_hint")}>
        <Icon name="note" />
        <strong>{say("private_note")}</strong>
        <span class="note__who">
          <bdi>{name}</bdi>
        </span>
        <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
          {clockTime(at)}
        </time>
      </p>
      {children}
    </article>
  );
}

function wordsOf(body: string, named: readonly Mentionable[], me_id: string): ComponentChildren {
  return piecesOf(body, named).map(({ text, agent_id }, index) =>
    agent_id === undefined ? (
      <MessageText key={index} body={text} />
    ) : (
      <span key={index} class={chipClass(agent_id, me_id)}>
        {text}
      </span>
    ),
  );
}

function chipClass(agent_id: string, me_id: string): string {
  return `mention${agent_id === me_id ? " mention--me" : ""}`;
}

/** The safe HTML comes as nodes: names are marked in their text. */
function RichWords({ html, named, me_id }: { html: string; named: readonly Mentionable[]; me_id: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current && named.length > 0) markNames(box.current, named, me_id);
  }, [html, named.map((one) => one.name).join("\n")]);
  return (
    <div class="note__body" dir="auto" ref={box}>
      <SafeHtml html={html} />
    </div>
  );
}

function markNames(box: HTMLElement, named: readonly Mentionable[], me_id: string): void {
  const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walk.nextNode()) texts.push(walk.currentNode as Text);
  for (const text of texts) {
    if (text.parentElement?.closest("code, pre, .mention")) continue;
    const pieces = piecesOf(text.data, named);
    if (!pieces.some((piece) => piece.agent_id !== undefined)) continue;
    text.replaceWith(...pieces.map((piece) => (piece.agent_id === undefined ? piece.text : chip(piece.text, chipClass(piece.agent_id, me_id)))));
  }
}

function chip(text: string, look: string): HTMLElement {
  const element = document.createElement("span");
  element.className = look;
  element.textContent = text;
  return element;
}
