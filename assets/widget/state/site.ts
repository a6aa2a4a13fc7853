// What the site is like, in signals: its configuration, which may change while the panel is open, and the team behind it.

import { computed, signal } from "@preact/signals";
import { ApiError, call } from "../../shared/api";
import { matchLocale } from "../../shared/languages";
import type { PanelConfig, Purpose, SiteTexts } from "../../shared/protocol";
import type { TeamView } from "../../shared/types";

/** How often an open panel asks who is there, in milliseconds. */
const TEAM_MS = 5 * 60_000;
/** What was asked so recently, in milliseconds, still holds: longer where somebody was there. */
const HERE_MS = 60_000;
const AWAY_MS = 5_000;

export type Site = ReturnType<typeof openSite>;

export function openSite(first: PanelConfig) {
  const config = signal(first);
  const wishes = signal<readonly string[]>([]);
  const purpose = signal<Purpose | null>(null);
  const team = signal<TeamView | null>(null);
  const query = `app_id=${encodeURIComponent(first.app_id)}`;
  let isPreview = false;
  let asking = 0;
  let isWatched = false;
  let askedAt = -HERE_MS;
  /** The line broke: what was told meanwhile is missed. */
  let hasMissed = false;

  /** What cannot be had just now stays as it was. */
  const refresh = async <T>(path: string, take: (answer: T) => void) => {
    try {
      take(await call<T>(`${path}?${query}`));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  };
  const askTeam = () => {
    const mine = (askedAt = performance.now());
    return refresh<TeamView>("/api/widget/team", (answer) => mine === askedAt && (team.value = answer));
  };
  let [asked, taken] = [0, 0];
  const changed = () => {
    const mine = ++asked;
    return refresh<PanelConfig>("/api/widget/panel", (answer) => {
      if (isPreview || mine < taken) return;
      taken = mine;
      config.value = answer;
    });
  };

  return {
    config,
    team,
    wishes,
    /** What this page is for: its own word, else the site's. */
    purpose: computed<Purpose>(() => purpose.value ?? config.value.purpose),
    texts: computed(() => textsFor(config.value, wishes.value)),
    hours: computed(() => team.value?.hours ?? config.value.hours),
    setPurpose(given: Purpose | null | undefined) {
      if (given !== undefined) purpose.value = given;
    },
    /** The site has changed. */
    changed,
    lineLost() {
      hasMissed = true;
    },
    /** The line is back: it does not repeat that the site has changed, nor who has come or gone. */
    lineBack() {
      if (!hasMissed) return;
      hasMissed = false;
      void changed();
      if (isWatched) void askTeam();
    },
    /** Somebody of the team is at it: then what is known of who is there may be old. */
    teamActed() {
      const age = performance.now() - askedAt;
      if (isWatched && age >= (team.value?.is_online === true ? HERE_MS : AWAY_MS)) void askTeam();
    },
    preview(given: PanelConfig) {
      isPreview = true;
      config.value = given;
    },
    /** While the panel is open it knows who is there. */
    watch(isOpen: boolean) {
      clearInterval(asking);
      isWatched = isOpen;
      if (!isOpen) return;
      void askTeam();
      asking = setInterval(() => void askTeam(), TEAM_MS) as unknown as number;
    },
  };
}

const NO_TEXTS: SiteTexts = { away: null, greeting: null, introduction: null, notice: null, reply_expectation: null };

/** What an administrator has written for this reader, else in the site's own language. A notice is for everybody. */
export function textsFor({ texts, locale }: Pick<PanelConfig, "texts" | "locale">, wishes: readonly string[]): SiteTexts {
  const match = matchLocale(wishes, Object.keys(texts));
  const own = texts[locale] ?? NO_TEXTS;
  const found = (match && texts[match.found]) ?? own;
  return { ...NO_TEXTS, ...found, notice: found.notice || own.notice || null };
}
