// What `/` and `@` offer while somebody types. The keyboard stays in the box; this list only follows it.

import { useEffect, useRef } from "preact/hooks";
import { say } from "../../../shared/strings";
import type { Offer } from "../../state/saved_replies";
import type { AgentEntryOf } from "../../state/wire";
import { Face } from "../face";

export type Choice = { key: string; kind: "person"; person: AgentEntryOf } | { key: string; kind: "offer"; offer: Offer };

interface ChoicesProps {
  id: string;
  sign: "@" | "/";
  query: string;
  choices: readonly Choice[];
  /** Which one Enter takes. */
  at: number;
  /** Why there are none, where they could not be had. */
  trouble: string | null;
  /** What choosing would write or do, in lines. */
  preview: readonly string[];
  choose(choice: Choice): void;
}

export function Choices({ id, sign, query, choices, at, trouble, preview, choose }: ChoicesProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[at]?.scrollIntoView({ block: "nearest" }), [at, query]);
  const label = say(sign === "@" ? "colleagues" : "saved_replies");
  return (
    <div class="choices-box">
      <p class="visually-hidden" role="status">
        {choices.length > 0 ? say("saved_replies_found", { count: choices.length }) : ""}
      </p>
      {choices.length === 0 && (
        <p class="choices-box__none" role="status">
          {trouble ?? say(sign === "@" ? "colleagues_none" : query === "" ? "saved_replies_empty" : "saved_replies_none", { query })}
        </p>
      )}
      <ul class="choices-box__list" id={id} role="listbox" aria-label={label} ref={list} hidden={choices.length === 0}>
        {choices.map((choice, index) => (
          // A press must not take the focus out of the box.
          <li key={choice.key} id={`${id}-${index}`} class="choices-box__one" role="option" aria-selected={index === at} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(choice)}>
            <Line choice={choice} />
          </li>
        ))}
      </ul>
      {preview.length > 0 && (
        <div class="choices-box__preview" aria-hidden="true" dir="auto">
          {preview.map((line, index) => (
            <p key={index}>{line}</p>
          ))}
        </div>
      )}
    </div>
  );
}

function Line({ choice }: { choice: Choice }) {
  if (choice.kind === "person") {
    return (
      <>
        <Face agent={choice.person} />
        <bdi class="choices-box__name">{choice.person.name}</bdi>
      </>
    );
  }
  const { offer } = choice;
  const shortcut = offer.kind === "reply" ? offer.reply.shortcut : null;
  return (
    <>
      <bdi class="choices-box__name">{offer.name}</bdi>
      {offer.kind === "macro" && <span class="badge badge--info">{say("macro")}</span>}
      {offer.kind === "reply" && offer.reply.is_own && <span class="badge">{say("own_reply")}</span>}
      {shortcut !== null && <kbd class="choices-box__key">/{shortcut.replace(/^\//u, "")}</kbd>}
    </>
  );
}
