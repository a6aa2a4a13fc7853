// A finger that draws a row aside: what it wants, told from how it moves. Pure; pixels and milliseconds.
//
// A finger that goes up or down scrolls, and stays a scrolling finger until it is lifted: nothing is ever taken from that.

export interface Touch {
  x: number;
  y: number;
  at: number;
}

export type Way = "left" | "right";

export interface Swipe {
  start: Touch;
  /** Undecided until it has moved enough. */
  axis: "undecided" | "across" | "along";
  /** How far the row is drawn, to the left below zero. */
  by: number;
  last: Touch;
  /** Of the last stretch, in pixels a millisecond. */
  speed: number;
}

/** How far a finger may tremble. */
const SLOP = 10;
/** The edges belong to the browser's own way back. */
const EDGE = 24;
/** How far it must be drawn to count, and how fast a short one must be. */
const FAR = 96;
const FAST = 0.6;
/** A fast one must have gone at least so far. */
const SHORT = 32;
/** One that rested so long before it was lifted was not flung, however fast it came there: where nothing moves, nothing is told. */
const REST_MS = 100;
/** Beyond the place where it counts the row follows with a part of the way only. */
const RESISTANCE = 0.35;

export function begun(start: Touch, width: number): Swipe | null {
  if (start.x < EDGE || start.x > width - EDGE) return null;
  return { start, axis: "undecided", by: 0, last: start, speed: 0 };
}

export function moved(swipe: Swipe, to: Touch): Swipe {
  const [dx, dy] = [to.x - swipe.start.x, to.y - swipe.start.y];
  const axis = swipe.axis === "undecided" && Math.hypot(dx, dy) >= SLOP ? (Math.abs(dx) > Math.abs(dy) * 1.2 ? "across" : "along") : swipe.axis;
  const passed = to.at - swipe.last.at;
  const speed = passed > 0 ? (to.x - swipe.last.x) / passed : swipe.speed;
  return { ...swipe, axis, by: axis === "across" ? resisted(dx) : 0, last: to, speed };
}

/** Whether it would count if the finger were lifted now. */
export function isFar(swipe: Swipe): boolean {
  return swipe.axis === "across" && Math.abs(swipe.last.x - swipe.start.x) >= FAR;
}

/** What was meant, once the finger is lifted there; null where nothing was. */
export function ended(swipe: Swipe, lifted: Touch): Way | null {
  const dx = lifted.x - swipe.start.x;
  const isFast = Math.abs(swipe.speed) >= FAST && Math.sign(swipe.speed) === Math.sign(dx) && lifted.at - swipe.last.at < REST_MS;
  const isFlung = isFast && Math.abs(dx) >= SHORT;
  if (swipe.axis !== "across" || !(isFar({ ...swipe, last: lifted }) || isFlung)) return null;
  return dx < 0 ? "left" : "right";
}

function resisted(dx: number): number {
  const beyond = Math.abs(dx) - FAR;
  return beyond <= 0 ? dx : Math.sign(dx) * (FAR + beyond * RESISTANCE);
}
