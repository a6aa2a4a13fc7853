// The palette: everything that can be done or gone to, by its name. The field keeps the keyboard, the arrows choose.

import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { isComposing } from "../../../shared/composing";
import { openStore } from "../../../shared/storage";
import { say } from "../../../shared/strings";
import { Icon } from "../../../ui/icons";
import { useModal } from "../../../ui/modal";
import { useOnline } from "../../../ui/online";
import type { InboxState } from "../../state/inbox";
import { NO_KEY } from "../../state/keying";
import { filledIn } from "../../state/placeholders";
import type { PaletteEntry } from "../../state/palette/entry";
import { openPalette, type OpenedPalette } from "../../state/palette/opened";
import { openRecents } from "../../state/search/recents";
import { fillInsFor } from "../writing/offering";
import { KeyNames } from "../key_list";
import { writeInto } from "./write_into";

const RECENTS_MAX = 12;
/** What a press of Page Down moves by. */
const PAGE = 8;

export function Palette({ inbox, close }: { inbox: InboxState; close(): void }) {
  const { modal, shut } = useModal(close);
  const isOnline = useOnline();
  const palette = useMemo(() => opened(inbox, isOnline), []);
  useEffect(() => palette.close, []);
  const at = palette.at.value;
  useEffect(() => document.getElementById(`palette-${at}`)?.scrollIntoView({ block: "nearest" }), [at, palette.groups.value]);
  const choose = (entry: PaletteEntry) => {
    palette.chosen(entry);
    // First the keyboard goes back to where it was: what is done may take it further.
    shut();
    entry.run();
  };
  const pressKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    if (step !== undefined) palette.move(step);
    else if (event.key === "Enter") palette.enter(choose);
    else if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey)) shut();
    else return;
    event.preventDefault();
  };
  return (
    <dialog class="palette" {...modal} aria-label={say("palette_title")} onKeyDown={pressKey} onClick={(event) => event.target === event.currentTarget && shut()}>
      <div class="palette__sheet">
        <div class="palette__field">
          <Icon name="search" />
          <input
            class="palette__input"
            type="text"
            role="combobox"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            enterkeyhint="go"
            maxLength={200}
            aria-label={say("palette_label")}
            placeholder={say("palette_label")}
            aria-autocomplete="list"
            aria-expanded={true}
            aria-controls="palette-list"
            aria-activedescendant={palette.shown.value[at] === undefined ? undefined : `palette-${at}`}
            value={palette.typed.value}
            onInput={(event) => palette.write(event.currentTarget.value)}
          />
          <button class="icon-button palette__close" type="button" aria-label={say("close")} title={say("close")} onClick={shut}>
            <Icon name="close" />
          </button>
        </div>
        {palette.isOffline.value && <p class="palette__offline">{say("palette_offline")}</p>}
        <About inbox={inbox} />
        <Entries palette={palette} inbox={inbox} choose={choose} />
        <p class="palette__foot">
          <kbd>↑</kbd> <kbd>↓</kbd> {say("palette_hint_move")} <kbd>↵</kbd> {say("palette_hint_choose")} <kbd>&gt;</kbd> {say("palette_hint_commands")}
        </p>
      </div>
    </dialog>
  );
}

function opened(inbox: InboxState, isOnline: ReadonlySignal<boolean>): OpenedPalette {
  const insert = (text: string) => {
    const thread = inbox.facts.current.value;
    if (thread) writeInto(filledIn(text, fillInsFor(inbox, thread)));
  };
  return openPalette(inbox, {
    recents: openRecents(openStore(), `deskbell:inbox:${inbox.me.agent.id}:palette`, RECENTS_MAX),
    hands: { leave: (href) => location.assign(href), insert },
    isOnline: () => isOnline.value,
  });
}

/** What the verbs are about. */
function About({ inbox }: { inbox: InboxState }) {
  const ids = inbox.targets();
  const name = ids.length === 1 ? inbox.facts.rows.value.get(ids[0]!)?.conversation.contact.name : undefined;
  if (ids.length === 0) return null;
  return (
    <p class="palette__about">
      <bdi>{name === undefined ? say("palette_about_many", { count: ids.length }) : say("palette_about", { name })}</bdi>
    </p>
  );
}

function Entries({ palette, inbox, choose }: { palette: OpenedPalette; inbox: InboxState; choose(entry: PaletteEntry): void }) {
  const all = palette.shown.value;
  const at = palette.at.value;
  const many = inbox.targets().length;
  return (
    <>
      <div class="palette__list" id="palette-list" role="listbox" aria-label={say("palette_list")}>
        {palette.groups.value.map(({ group, entries }) => (
          <div key={group} class="palette__group" role="group" aria-labelledby={`palette-group-${group}`}>
            <div class="palette__title" id={`palette-group-${group}`} role="presentation">
              {group === "here" && many > 1 ? say("group_here_many", { count: many }) : say(`group_${group}`)}
            </div>
            {entries.map((entry) => {
              const index = all.indexOf(entry);
              const isActive = index === at;
              return (
                <div key={entry.id} class={`palette__entry${isActive ? " palette__entry--active" : ""}`} id={`palette-${index}`} role="option" aria-selected={isActive} onPointerMove={() => palette.hold(entry)} onClick={() => choose(entry)}>
                  <Icon name={entry.icon} />
                  <bdi class="palette__name">{entry.name}</bdi>
                  {entry.hint !== undefined && <span class="palette__hint">{entry.hint}</span>}
                  {entry.key != null && entry.key !== NO_KEY && (
                    <span class="palette__key">
                      <KeyNames value={entry.key} />
                    </span>
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p class={all.length === 0 ? "palette__none" : "visually-hidden"} role="status">
        {all.length === 0 ? say("palette_none") : palette.typed.value === "" ? "" : say("palette_count", { count: all.length })}
      </p>
    </>
  );
}
