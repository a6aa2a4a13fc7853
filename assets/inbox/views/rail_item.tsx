// One list in the rail: where it leads, what it is called, how much waits in it.

import type { ComponentChildren } from "preact";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { Panes } from "./app";

interface RailItemProps {
  inbox: InboxState;
  panes: Panes;
  view: string;
  name: string;
  mark: ComponentChildren;
}

export function RailItem({ inbox, panes, view, name, mark }: RailItemProps) {
  const { place, counting } = inbox;
  const isCurrent = place.view.value === view && place.page.value === "list";
  const go = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    place.openView(view);
    panes.showsRail.value = false;
  };
  // Nobody counts what is done: it only grows.
  const count = view === "done" ? "" : counting.wordsOf(view);
  return (
    <a class="rail__item" href={place.viewHref(view)} title={name} aria-current={isCurrent ? "page" : undefined} onClick={go}>
      {mark}
      <bdi class="rail__words rail__name">{name}</bdi>
      {count !== "" && count !== "0" && (
        <span class={`rail__count${count === "·" ? " rail__count--unknown" : ""}`} aria-hidden={count === "·"}>
          {count === "999+" ? (
            <>
              <span aria-hidden="true">999+</span>
              <span class="visually-hidden">{say("count_many")}</span>
            </>
          ) : (
            count
          )}
        </span>
      )}
    </a>
  );
}
