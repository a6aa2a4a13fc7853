// Who and what there is in the workspace: people, teams, tags, sites, saved views. Fetched once and again whenever one of
// them changes; what was known stays while the new one is on its way.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { call } from "../../shared/api";
import type { AgentEntryOf, Catalogue, SavedViewOf, SiteBrief, TagView, TeamView } from "./wire";

export type Directory = ReturnType<typeof openDirectory>;

/** Several changes at once, such as an import of tags, are one fetch. */
const PAUSE_MS = 300;

/** `attempt` answers undefined where the catalogue cannot be had just now. */
export function openDirectory(me_id: string, attempt: <T>(act: () => Promise<T>) => Promise<T | undefined>) {
  const agents = signal<readonly AgentEntryOf[]>([]);
  const teams = signal<readonly TeamView[]>([]);
  const tags = signal<readonly TagView[]>([]);
  const sites = signal<readonly SiteBrief[]>([]);
  const savedViews = signal<readonly SavedViewOf[]>([]);
  const isKnown = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  async function renew(): Promise<void> {
    clearTimeout(timer);
    const mine = ++turn;
    const found = await attempt(() => call<Catalogue>("/api/inbox/directory"));
    // An answer that a later question has overtaken says nothing.
    if (found && mine === turn) take(found);
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
    /** Something of it changed: it is fetched again soon. */
    changed(): void {
      clearTimeout(timer);
      timer = setTimeout(() => void renew(), PAUSE_MS);
    },
  };
}

function lookup<One extends { id: string }>(all: ReadonlySignal<readonly One[]>): (id: string | null | undefined) => One | undefined {
  const byId = computed(() => new Map(all.value.map((one) => [one.id, one])));
  return (id) => (id == null ? undefined : byId.value.get(id));
}
