// Who and what there is in the workspace: people, teams, tags, sites, saved views. Fetched once and again whenever one of
// them changes; what was known stays while the new one is on its way.
//
// **Invariant:** an answer that was asked for before a change of ours had ended is never taken.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import { backoffMs } from "../../shared/backoff";
import type { AgentEntryOf, Catalogue, SavedViewOf, SiteBrief, TagView, TeamView } from "./wire";

export type Directory = ReturnType<typeof openDirectory>;

/** Several changes at once, such as an import of tags, are one fetch. */
const PAUSE_MS = 300;

/** `attempt` answers undefined where the catalogue cannot be had just now; it is asked for again until `isOver`. */
export function openDirectory(me_id: string, attempt: <T>(act: () => Promise<T>) => Promise<T | undefined>, isOver: () => boolean = () => false) {
  const agents = signal<readonly AgentEntryOf[]>([]);
  const teams = signal<readonly TeamView[]>([]);
  const tags = signal<readonly TagView[]>([]);
  const sites = signal<readonly SiteBrief[]>([]);
  const savedViews = signal<readonly SavedViewOf[]>([]);
  const isKnown = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let failures = 0;
  /** Changes of ours on their way. */
  let changing = 0;

  async function renew(): Promise<void> {
    clearTimeout(timer);
    // Nobody could say whether the answer is from before or behind the change: its end asks.
    if (changing > 0) return;
    const mine = ++turn;
    const found = await attempt(() => call<Catalogue>("/api/inbox/directory"));
    // An answer that a later question has overtaken says nothing.
    if (mine !== turn) return;
    if (found) {
      failures = 0;
      take(found);
    } else if (!isOver()) renewIn(backoffMs(failures++, Math.random()));
  }

  function renewIn(delay_ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), delay_ms);
  }

  function take(found: Catalogue): void {
    agents.value = found.agents;
    teams.value = found.teams;
    tags.value = found.tags;
    sites.value = found.sites;
    savedViews.value = found.saved_views;
    isKnown.value = true;
  }

  return {
    agents: agents as ReadonlySignal<readonly AgentEntryOf[]>,
    teams: teams as ReadonlySignal<readonly TeamView[]>,
    tags: tags as ReadonlySignal<readonly TagView[]>,
    sites: sites as ReadonlySignal<readonly SiteBrief[]>,
    /** Changed here before the server has said so, where they are put in order or removed. */
    savedViews,
    isKnown: isKnown as ReadonlySignal<boolean>,
    /** Those this agent is in, then the others. */
    teamsMineFirst: computed(() => [...teams.value].sort((one, other) => Number(other.agent_ids.includes(me_id)) - Number(one.agent_ids.includes(me_id)))),
    agent: lookup(agents),
    team: lookup(teams),
    tag: lookup(tags),
    site: lookup(sites),
    savedView: lookup(savedViews),
    renew,
    take,
    /** Does something that changes it at the server; what this shows meanwhile no answer takes back. */
    async changing<T>(act: () => Promise<T>): Promise<T> {
      changing += 1;
      turn += 1;
      try {
        return await act();
      } finally {
        changing -= 1;
        renewIn(PAUSE_MS);
      }
    },
    /** Something of it changed: it is fetched again soon. */
    changed: (): void => renewIn(PAUSE_MS),
  };
}

function lookup<One extends { id: string }>(all: ReadonlySignal<readonly One[]>): (id: string | null | undefined) => One | undefined {
  const byId = computed(() => new Map(all.value.map((one) => [one.id, one])));
  return (id) => (id == null ? undefined : byId.value.get(id));
}
