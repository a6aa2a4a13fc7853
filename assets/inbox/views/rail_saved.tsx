// The saved views in the rail. They are put in order by dragging, or with Alt and the arrows; a menu holds the rest.

import { useSignal } from "@preact/signals";
import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { InboxState } from "../state/inbox";
import type { SavedViewOf } from "../state/wire";
import type { Panes } from "./app";
import { RailItem } from "./rail_item";
import { Folded } from "./rail_section";
import { ViewMenu } from "./view_menu";

export function RailSaved({ inbox, panes }: { inbox: InboxState; panes: Panes }) {
  const { savedViews, directory } = inbox;
  const dragged = useSignal<string | null>(null);
  const over = useSignal<string | null>(null);
  const all = directory.savedViews.value;
  const add = (
    <button class="icon-button rail__add" type="button" aria-label={say("command_new_view")} title={say("command_new_view")} onClick={() => (panes.view.value = "new")}>
      <Icon name="plus" />
    </button>
  );
  const mayMove = (view: SavedViewOf) => !view.is_shared || inbox.may("curate");
  const drop = (target: SavedViewOf) => {
    const moved = all.find((one) => one.id === dragged.value);
    if (moved && moved.id !== target.id && moved.is_shared === target.is_shared) void savedViews.move(moved.id, placeOf(all, target));
    dragged.value = over.value = null;
  };
  const step = (view: SavedViewOf, way: 1 | -1) => void savedViews.move(view.id, placeOf(all, view) + way);
  return (
    <Folded inbox={inbox} name="saved_views" beside={add}>
      <p class="rail__problem" role="alert">
        {savedViews.problem.value}
      </p>
      <ul class="rail__list">
        {[...all].sort((one, other) => Number(one.is_shared) - Number(other.is_shared)).map((view) => (
          <li
            key={view.id}
            class={`rail__saved${over.value === view.id && dragged.value !== view.id ? " rail__saved--over" : ""}`}
            draggable={mayMove(view)}
            onDragStart={() => (dragged.value = view.id)}
            onDragOver={(event) => (event.preventDefault(), (over.value = view.id))}
            onDragEnd={() => (dragged.value = over.value = null)}
            onDrop={(event) => (event.preventDefault(), drop(view))}
            onKeyDown={(event) => {
              const way = event.altKey && mayMove(view) ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined;
              if (way !== undefined) event.preventDefault(), step(view, way);
            }}
          >
            <RailItem inbox={inbox} panes={panes} view={`saved:${view.id}`} name={view.name} mark={<Icon name={view.is_shared ? "share" : "funnel"} />} />
            {mayMove(view) && <ViewMenu inbox={inbox} panes={panes} view={view} step={(way) => step(view, way)} />}
          </li>
        ))}
      </ul>
    </Folded>
  );
}

/** Among those of its kind. */
function placeOf(all: readonly SavedViewOf[], view: SavedViewOf): number {
  return all.filter((one) => one.is_shared === view.is_shared).findIndex((one) => one.id === view.id);
}
