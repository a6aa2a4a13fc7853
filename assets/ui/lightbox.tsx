// A picture as large as there is room for, over everything else. The arrows lead through all pictures of the thread.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Attachment } from "../shared/protocol";
import { say } from "../shared/strings";
import { Icon } from "./icons";
import { useModal } from "./modal";

export interface LightboxProps {
  pictures: readonly Attachment[];
  /** Which one is shown first. */
  id: string;
  close(): void;
}

/** How far a finger must go, in pixels, to turn to the next one. */
const SWIPE_PX = 48;

export function Lightbox({ pictures, id, close }: LightboxProps) {
  const { modal, shut } = useModal(close);
  const shown = useSignal(id);
  const isBroken = useSignal(false);
  const from = useRef<number | null>(null);

  const place = Math.max(0, pictures.findIndex((one) => one.id === shown.value));
  const picture = pictures[place];
  if (picture === undefined) return null;
  const turn = (step: 1 | -1) => {
    const next = pictures[place + step];
    if (next === undefined) return;
    isBroken.value = false;
    shown.value = next.id;
  };
  const sideways = (isRight: boolean) => turn(isRight === (document.documentElement.dir === "rtl") ? -1 : 1);
  const pressKey = (event: KeyboardEvent) => {
    // What lies below has keys of its own, and Escape would close that too.
    event.stopPropagation();
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") sideways(event.key === "ArrowRight");
  };
  const drop = (event: PointerEvent) => {
    const way = from.current === null ? 0 : event.clientX - from.current;
    from.current = null;
    if (Math.abs(way) > SWIPE_PX) sideways(way < 0);
  };
  return (
    <dialog
      class="lightbox"
      {...modal}
      aria-label={say("picture_named", { name: picture.name })}
      onKeyDown={pressKey}
      onPointerDown={(event) => (from.current = event.clientX)}
      onPointerUp={drop}
      onClick={(event) => (event.target as Element).matches(".lightbox, .lightbox__stage") && shut()}
    >
      <header class="lightbox__bar">
        <p class="lightbox__name" role="status">
          <bdi>{picture.name}</bdi>
          {pictures.length > 1 && <span class="lightbox__place">{say("place_of", { place: place + 1, count: pictures.length })}</span>}
        </p>
        <a class="lightbox__button" href={picture.url} download={picture.name} target="_blank" rel="noopener" aria-label={say("download")} title={say("download")}>
          <Icon name="download" />
        </a>
        <button class="lightbox__button" type="button" aria-label={say("close")} title={say("close")} onClick={shut}>
          <Icon name="close" />
        </button>
      </header>
      <div class="lightbox__stage">
        {isBroken.value ? (
          <p class="lightbox__broken">{say("picture_broken")}</p>
        ) : (
          <img key={picture.id} src={picture.url} alt={picture.name} width={picture.width ?? undefined} height={picture.height ?? undefined} draggable={false} onError={() => (isBroken.value = true)} />
        )}
      </div>
      {place > 0 && <Turn step={-1} turn={turn} />}
      {place < pictures.length - 1 && <Turn step={1} turn={turn} />}
    </dialog>
  );
}

function Turn({ step, turn }: { step: 1 | -1; turn: (step: 1 | -1) => void }) {
  return (
    <button class={`lightbox__button lightbox__turn lightbox__turn--${step === 1 ? "next" : "before"}`} type="button" aria-label={say(step === 1 ? "next" : "previous")} onClick={() => turn(step)}>
      <Icon name="back" />
    </button>
  );
}
