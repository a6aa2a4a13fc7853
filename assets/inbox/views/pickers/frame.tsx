// What every picker stands in: a small sheet where it was asked for, in the middle where by key, at the foot on a phone.

import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { say } from "../../../shared/strings";
import { useModal } from "../../../ui/modal";
import type { Choice } from "../../state/choosing";
import type { InboxState } from "../../state/inbox";

interface FrameProps {
  inbox: InboxState;
  choice: Choice;
  title: string;
  children: ComponentChildren;
}

/** Room left to the edges of the window, in pixels. */
const EDGE = 8;

export function PickerFrame({ inbox, choice, title, children }: FrameProps) {
  const { modal, shut } = useModal(inbox.choosing.close);
  useLayoutEffect(() => {
    const sheet = modal.ref.current;
    if (sheet && choice.anchor) place(sheet, choice.anchor);
    const first = sheet?.querySelector<HTMLElement>("[data-first]");
    // On a touch screen the keyboard would cover what is to be chosen from: it comes when the field is pressed.
    const hasKeyboard = !matchMedia("(pointer: coarse)").matches || !first?.matches("input");
    (hasKeyboard ? first : sheet?.querySelector<HTMLElement>(".picker__title"))?.focus();
  }, []);
  const name = choice.ids.length === 1 ? inbox.facts.rows.value.get(choice.ids[0]!)?.conversation.contact.name : undefined;
  return (
    <dialog
      class={`picker${choice.anchor ? " picker--anchored" : ""}`}
      {...modal}
      aria-labelledby="picker-title"
      onClick={(event) => event.target === event.currentTarget && shut()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="picker__sheet">
        <h2 class="picker__title" id="picker-title" tabIndex={-1}>
          {title} <bdi class="picker__about">{name ?? say("selected", { count: choice.ids.length })}</bdi>
        </h2>
        {children}
      </div>
    </dialog>
  );
}

/** Below what was pressed, or above it where there is more room. */
function place(sheet: HTMLDialogElement, { left, top, bottom }: NonNullable<Choice["anchor"]>): void {
  const { width, height } = sheet.getBoundingClientRect();
  const x = Math.max(EDGE, Math.min(left, innerWidth - width - EDGE));
  const isBelow = bottom + height + EDGE <= innerHeight || top < innerHeight / 2;
  const y = isBelow ? Math.min(bottom + 4, innerHeight - height - EDGE) : top - height - 4;
  sheet.style.setProperty("--x", `${x}px`);
  sheet.style.setProperty("--y", `${Math.max(EDGE, y)}px`);
}
