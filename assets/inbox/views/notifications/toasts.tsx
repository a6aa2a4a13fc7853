// Words in the corner. They take no focus, wait while somebody points at them or is in them, and go by themselves.

import { useRef } from "preact/hooks";
import { Icon } from "../../../ui/icons";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import type { Toast } from "../../state/notifications/toasts";

export function Toasts({ inbox }: { inbox: InboxState }) {
  const { toasts, go } = inbox.notifying;
  const frame = useRef<HTMLDivElement>(null);
  /** Still held: the pointer over it, or the focus in it. */
  const isHeld = () => frame.current?.matches(":hover, :focus-within") === true;
  const letGo = () => requestAnimationFrame(() => !isHeld() && toasts.resume());
  const pressKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    toasts.clear();
    toasts.resume();
  };
  return (
    <div class="toasts" role="status" aria-live="polite" aria-atomic="false" ref={frame} onPointerEnter={toasts.pause} onPointerLeave={letGo} onFocusCapture={toasts.pause} onBlurCapture={letGo} onKeyDown={pressKey}>
      {toasts.shown.value.map((toast) => (
        <One key={toast.id} toast={toast} open={() => go(toast)} close={() => (toasts.remove(toast.id), letGo())} />
      ))}
    </div>
  );
}

function One({ toast, open, close }: { toast: Toast; open(): void; close(): void }) {
  return (
    <div class="toast">
      <button class="toast__open" type="button" onClick={open}>
        <bdi class="toast__title">{toast.title}</bdi>
        {toast.text !== "" && <bdi class="toast__text">{toast.text}</bdi>}
      </button>
      <button class="icon-button toast__close" type="button" aria-label={say("dismiss_toast", { title: toast.title })} title={say("close")} onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  );
}
