// A row of slides that scrolls by finger, wheel, arrows and keys, and snaps. To a screen reader it is a list.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../shared/strings";
import { Icon } from "../icons";

/** How far from an end, in pixels, still counts as being there: browsers round. */
const EDGE_PX = 4;

export function Carousel({ label, slides }: { label: string; slides: readonly ComponentChildren[] }) {
  const track = useRef<HTMLUListElement>(null);
  const atStart = useSignal(true);
  const atEnd = useSignal(true);
  const look = () => {
    const box = track.current;
    if (!box) return;
    // In right-to-left text the way goes below zero.
    const gone = Math.abs(box.scrollLeft);
    atStart.value = gone < EDGE_PX;
    atEnd.value = gone + box.clientWidth > box.scrollWidth - EDGE_PX;
  };
  const move = (step: 1 | -1) => {
    const box = track.current;
    const slide = box?.firstElementChild;
    if (!box || !slide) return;
    const isRtl = getComputedStyle(box).direction === "rtl";
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    box.scrollBy({ left: (slide.getBoundingClientRect().width + 8) * step * (isRtl ? -1 : 1), behavior });
  };
  const pressKey = (event: KeyboardEvent) => {
    const box = track.current;
    if (!box || event.target !== box || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    const isRtl = getComputedStyle(box).direction === "rtl";
    event.preventDefault();
    move((event.key === "ArrowRight") === isRtl ? -1 : 1);
  };
  useEffect(() => {
    const box = track.current;
    if (!box) return;
    const observer = new ResizeObserver(look);
    observer.observe(box);
    return () => observer.disconnect();
  }, [slides.length]);

  if (slides.length === 1) return <div class="carousel carousel--one">{slides[0]}</div>;
  return (
    <div class="carousel">
      <ul class="carousel__track" ref={track} role="list" aria-label={label} tabIndex={0} onScroll={look} onKeyDown={pressKey}>
        {slides.map((slide, index) => (
          <li key={index} class="carousel__slide" aria-label={say("place_of", { place: index + 1, count: slides.length })}>
            {slide}
          </li>
        ))}
      </ul>
      {!atStart.value && <Arrow step={-1} move={move} />}
      {!atEnd.value && <Arrow step={1} move={move} />}
    </div>
  );
}

function Arrow({ step, move }: { step: 1 | -1; move: (step: 1 | -1) => void }) {
  return (
    <button class={`carousel__arrow carousel__arrow--${step === 1 ? "next" : "before"}`} type="button" aria-label={say(step === 1 ? "next" : "previous")} onClick={() => move(step)}>
      <Icon name="back" />
    </button>
  );
}
