// Teams, tags or sites in the rail. The title folds them away, and they stay so.

import type { ComponentChildren } from "preact";
import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";
import { RailItem } from "./rail_item";
import { TagDot } from "./tag_dot";

interface RailSectionProps {
  inbox: InboxState;
  panes: Panes;
  kind: "team" | "tag" | "site";
  all: readonly { id: string; name: string; colour?: string }[];
}

const MARKS = { team: "people", site: "globe" } as const;

export function RailSection({ inbox, panes, kind, all }: RailSectionProps) {
  if (all.length === 0) return null;
  return (
    <Folded inbox={inbox} name={`${kind}s`}>
      <ul class="rail__list">
        {all.map((one) => (
          <li key={one.id}>
            <RailItem inbox={inbox} panes={panes} view={`${kind}:${one.id}`} name={one.name} mark={kind === "tag" ? <TagDot colour={one.colour ?? ""} /> : <Icon name={MARKS[kind]} />} />
          </li>
        ))}
      </ul>
    </Folded>
  );
}

interface FoldedProps {
  inbox: InboxState;
  /** Of the title's words, and what it is remembered by. */
  name: string;
  /** Stands beside the title. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

export function Folded({ inbox, name, beside, children }: FoldedProps) {
  const fold = `rail-${name}`;
  const isFolded = inbox.folding.isFolded(fold);
  return (
    <section class="rail__section">
      <div class="rail__title">
        <h2>
          <button class="rail__fold" type="button" aria-expanded={!isFolded} onClick={() => inbox.folding.toggle(fold)}>
            <Icon name="fold" />
            {say(name)}
          </button>
        </h2>
        {beside}
      </div>
      {!isFolded && children}
    </section>
  );
}
