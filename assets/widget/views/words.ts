// Sentences that depend on what the site, its hours and its purpose are.

import { say } from "../../shared/strings";
import type { TeamMember } from "../../shared/protocol";
import { backAt, openUntil, usualReply } from "../../shared/time";
import type { Site } from "../state/site";
import type { Thread } from "../state/thread";

/** When to expect an answer: what is measured, else what the site says; outside its hours, when it is back. */
export function expectation(site: Site, now: number): string {
  const { is_open, changes_at } = site.hours.value;
  const texts = site.texts.value;
  if (!is_open) return texts.away || (changes_at === null || changes_at <= now ? say("away") : backAt(changes_at, now));
  const usual = site.team.value?.usual_reply_ms ?? null;
  return usual === null ? texts.reply_expectation || say("reply_soon") : usualReply(usual);
}

/** How long the site is open today; empty where it is closed, or never closes today. */
export function openHours(site: Site, now: number): string {
  const { is_open, changes_at } = site.hours.value;
  return is_open && changes_at !== null ? openUntil(changes_at, now) : "";
}

/** Whom the visitor talks with: who answered last, with their face where the team shows it. */
export function speakerOf(site: Site, thread: Thread | undefined): TeamMember | null {
  if (thread === undefined || !site.config.value.features.faces) return null;
  let newest = 0;
  let name: string | null = null;
  for (const message of thread.messages.values()) {
    if (message.author !== "agent" || message.author_name === null || message.number < newest) continue;
    newest = message.number;
    name = message.author_name;
  }
  if (name === null || name === thread.agent?.name) return thread.agent;
  return { name, picture_url: site.team.value?.members.find((member) => member.name === name)?.picture_url ?? null };
}

export function greetingOf(site: Site): { greeting: string; introduction: string } {
  const { greeting, introduction } = site.texts.value;
  const purpose = site.purpose.value ?? "support";
  // An introduction of ours would not fit behind a greeting that is the site's own.
  const ours = greeting ? "" : say(`introduction_${purpose}`);
  return { greeting: greeting || say(`greeting_${purpose}`), introduction: introduction || ours };
}
