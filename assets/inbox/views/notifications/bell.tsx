// The bell: how much is unread, and behind it the list. The list comes when the bell is pressed for the first time.

import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../../../ui/icons";
import { useOnDemand } from "../../../ui/on_demand";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import { placeAt } from "../at_button";

export function Bell({ inbox, words }: { inbox: InboxState; /** The class of a visible name beside the drawing. */ words?: string }) {
  const { bell, showsBell } = inbox.notifying;
  const frame = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const { part, fetch } = useOnDemand(() => import("../together"));
  const List = part.value?.BellList;
  const isOpen = showsBell.value;
  const close = () => {
    showsBell.value = false;
    frame.current?.querySelector("button")?.focus();
  };
  useEffect(() => {
    if (!isOpen) return;
    fetch(() => (showsBell.value = false));
    void bell.renew();
    const listening = new AbortController();
    addEventListener("pointerdown", (event) => !frame.current?.contains(event.target as Node) && (showsBell.value = false), listening);
    return () => listening.abort();
  }, [isOpen]);
  useEffect(() => {
    const button = frame.current?.querySelector("button");
    if (!isOpen || !List || !button || !panel.current) return;
    placeAt(button, panel.current);
    panel.current.focus();
  }, [isOpen, List]);
  const pressKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // Escape would leave the conversation as well.
    event.stopPropagation();
    event.preventDefault();
    close();
  };
  const count = bell.unread.value;
  const label = count > 0 ? say("bell_unread", { count }) : say("bell");
  return (
    <div class="bell" ref={frame}>
      <button class={words === undefined ? "icon-button bell__button" : "rail__item bell__button"} type="button" aria-label={label} title={label} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => (showsBell.value = !isOpen)}>
        <Icon name="bell" />
        {words !== undefined && <span class={words}>{say("bell")}</span>}
        {count > 0 && (
          <span class="bell__count" aria-hidden="true">
            {count > 99 ? "99+" : count}
          </span>
        )}
      </button>
      {isOpen && List && (
        <div class="bell__panel" role="dialog" aria-label={say("bell")} tabIndex={-1} ref={panel} onKeyDown={pressKey}>
          <List inbox={inbox} close={close} />
        </div>
      )}
    </div>
  );
}
