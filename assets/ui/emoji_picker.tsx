// A small choice of emoji by group, with a search and arrow keys.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { isComposing } from "../shared/composing";
import { say } from "../shared/strings";
import { groupsLike } from "./emoji";

/** Emoji in a row, as the style lays them out. */
const COLUMNS = 8;

export interface EmojiPickerProps {
  choose(emoji: string): void;
}

export function EmojiPicker({ choose }: EmojiPickerProps) {
  const words = useSignal("");
  const frame = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => search.current?.focus(), []);
  const groups = groupsLike(words.value);

  const buttons = () => [...(frame.current?.querySelectorAll<HTMLButtonElement>(".emoji__one") ?? [])];
  const pressKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "Enter" && at === -1) {
      event.preventDefault();
      all[0]?.click();
      return;
    }
    const next = at === -1 ? (event.key === "ArrowDown" ? 0 : null) : nextOf(all, at, event.key);
    if (next === null) return;
    event.preventDefault();
    if (next < 0) search.current?.focus();
    else all[Math.min(next, all.length - 1)]?.focus();
  };
  return (
    <div class="emoji" role="dialog" aria-label={say("emoji")} ref={frame} onKeyDown={pressKey}>
      <input class="emoji__search" ref={search} type="search" aria-label={say("search_emoji")} placeholder={say("search_emoji")} value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} />
      <div class="emoji__scroll">
        {groups.length === 0 && (
          <p class="emoji__none" role="status">
            {say("no_emoji")}
          </p>
        )}
        {groups.map(({ name, emoji }, group) => (
          <section key={name} role="group" aria-label={say(`emoji_${name}`)}>
            <p class="emoji__group" aria-hidden="true">
              {say(`emoji_${name}`)}
            </p>
            <div class="emoji__grid">
              {emoji.map(({ character, title }, index) => (
                // Tab reaches the first; the arrows, the rest.
                <button key={character} class="emoji__one" type="button" title={title} tabIndex={group === 0 && index === 0 ? 0 : -1} onClick={() => choose(character)}>
                  {character}
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}

/** Where an arrow leads from `at`; below zero is the search, null is nowhere. */
function nextOf(all: readonly HTMLButtonElement[], at: number, key: string): number | null {
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  if (key === "ArrowRight" || key === "ArrowLeft") return at + (key === forward ? 1 : -1);
  if (key === "Home") return 0;
  if (key === "End") return all.length - 1;
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  // Groups end with rows that are not full: what counts is the column on the screen.
  const here = all[at]!.getBoundingClientRect();
  const isDown = key === "ArrowDown";
  const inWay = all
    .map((button, index) => ({ index, box: button.getBoundingClientRect() }))
    .filter(({ box }) => (isDown ? box.top > here.top + 1 : box.top < here.top - 1))
    .slice(isDown ? 0 : -COLUMNS * 2, isDown ? COLUMNS * 2 : undefined);
  if (inWay.length === 0) return isDown ? null : -1;
  const row = isDown ? Math.min(...inWay.map(({ box }) => box.top)) : Math.max(...inWay.map(({ box }) => box.top));
  const candidates = inWay.filter(({ box }) => Math.abs(box.top - row) < 1);
  return candidates.reduce((best, one) => (Math.abs(one.box.left - here.left) < Math.abs(best.box.left - here.left) ? one : best)).index;
}
