// Opens the emoji. A touch keyboard has its own, so that it shows with a mouse only.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../shared/strings";
import { Icon } from "./icons";
import { useOnDemand } from "./on_demand";

export interface EmojiButtonProps {
  insert(emoji: string): void;
  /** Puts the focus back where it is written. */
  back(): void;
}

const load = () => import("./extras");

export function EmojiButton({ insert, back }: EmojiButtonProps) {
  const isOpen = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  const { part, fetch, call } = useOnDemand(load);
  const Picker = part.value?.EmojiPicker;
  const isShown = isOpen.value && Picker !== undefined;
  useLayoutEffect(() => {
    if (!isOpen.value) return;
    const release = call(() => (isOpen.value = false));
    const listening = new AbortController();
    const leave = (event: Event) => !frame.current?.contains(event.target as Node) && (isOpen.value = false);
    addEventListener("pointerdown", leave, listening);
    addEventListener("focusin", leave, listening);
    return () => (release(), listening.abort());
  }, [isOpen.value]);
  if (!matchMedia("(pointer: fine)").matches) return null;

  const close = () => {
    isOpen.value = false;
    back();
  };
  const pressKey = (event: KeyboardEvent) => {
    if (!isOpen.value || event.metaKey || event.ctrlKey) return;
    // A letter on one of them is no command.
    event.stopPropagation();
    if (event.key === "Escape") close();
  };
  return (
    <div class="emoji-anchor" ref={frame} onKeyDown={pressKey}>
      <button
        class="composer__tool"
        type="button"
        aria-label={say("emoji")}
        title={say("emoji")}
        aria-haspopup="dialog"
        aria-expanded={isShown}
        onPointerEnter={() => fetch()}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="smile" />
      </button>
      {isOpen.value && Picker && (
        <Picker
          choose={(emoji: string) => {
            insert(emoji);
            close();
          }}
        />
      )}
    </div>
  );
}
