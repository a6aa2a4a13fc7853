// The colleagues who have this conversation open: their faces, with a ring around whoever answers, and the same in words.

import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import { Face } from "../face";

/** Faces beside each other; the rest is a number. */
const FACES_MAX = 3;

export function Viewers({ inbox, id }: { inbox: InboxState; id: string }) {
  const others = inbox.beside.viewing.others(id);
  if (others.length === 0) return null;
  const nameOf = (agent_id: string) => inbox.directory.agent(agent_id)?.name ?? say("somebody");
  const { now, begun } = inbox.beside.viewing.answering(id);
  const viewing = others.map((viewer) => viewer.agent_id).filter((agent_id) => !now.includes(agent_id) && !begun.includes(agent_id));
  const words = [said("replying", now.map(nameOf)), said("has_open", begun.map(nameOf)), said("viewing", viewing.map(nameOf))].filter(Boolean).join(", ");
  return (
    <span class="viewers" title={words}>
      <span class="viewers__faces" aria-hidden="true">
        {others.slice(0, FACES_MAX).map((viewer) => (
          <span key={viewer.agent_id} class={`viewers__face${viewer.is_replying ? " viewers__face--replying" : ""}`}>
            <Face agent={inbox.directory.agent(viewer.agent_id) ?? { id: viewer.agent_id, name: say("somebody"), picture_url: null }} />
          </span>
        ))}
        {others.length > FACES_MAX && <span class="viewers__more">+{others.length - FACES_MAX}</span>}
      </span>
      <span class="viewers__words" role="status">
        {words}
      </span>
    </span>
  );
}

function said(what: "viewing" | "replying" | "has_open", names: readonly string[]): string {
  if (names.length === 0) return "";
  return names.length === 1 ? say(`${what}_one`, { name: names[0]! }) : say(`${what}_several`, { names: listOf(names) });
}

/** "Ana, Bo and Cleo" */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : say("and", { one: names.slice(0, -1).join(", "), other: names.at(-1)! });
}
