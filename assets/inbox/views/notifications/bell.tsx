// The bell: how much is unread, and behind it the list. The list comes when the bell is pressed for the first time.

import { useSignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "../../../ui/icons";
import { useOnDemand } from "../../../ui/on_demand";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import { placeAt } from "../at_button";
import { loadTogether } from "../load_together";

/** `look` is the class of one that is shown in some widths only: whichever is in sight opens when the list is called for. */
export function Bell({ inbox, look = "" }: { inbox: InboxState; look?: string }) {
  const { bell, showsBell } = inbox.notifying;
  const isOpen = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const { part, call } = useOnDemand(loadTogether);
  const List = part.value?.BellList;
  const close = () => {
    isOpen.value = false;
    frame.current?.querySelector("button")?.focus();
  };
  useSignalEffect(() => {
    if (!showsBell.value || frame.current?.offsetParent == null) return;
    showsBell.value = false;
    isOpen.value = true;
  });
  useLayoutEffect(() => {
    if (!isOpen.value) return;
    const release = call(() => (isOpen.value = false));
    void bell.renew();
    const listening = new AbortController();
    addEventListener("pointerdown", (event) => !frame.current?.contains(event.target as Node) && (isOpen.value = false), listening);
    return () => (release(), listening.abort());
  }, [isOpen.value]);
  useLayoutEffect(() => {
    const button = frame.current?.querySelector("button");
    if (!isOpen.value || !List || !button || !panel.current) return;
    placeAt(button, panel.current);
    panel.current.focus();
  }, [isOpen.value, List]);
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
    <div class={`bell ${look}`} ref={frame}>
      <button class="icon-button bell__button" type="button" aria-label={label} title={label} aria-haspopup="dialog" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.value)}>
        <Icon name="bell" />
        {count > 0 && (
          <span class="bell__count" aria-hidden="true">
            {count > 99 ? "99+" : count}
          </span>
        )}
      </button>
      {isOpen.value && List && (
        <div class="bell__panel" role="dialog" aria-label={say("bell")} tabIndex={-1} ref={panel} onKeyDown={pressKey}>
          <List inbox={inbox} close={close} />
        </div>
      )}
    </div>
  );
}
