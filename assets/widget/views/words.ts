// Sentences that depend on what the site, its hours and its purpose are.

import { say } from "../../shared/strings";
import { backAt, usualReply } from "../../shared/time";
import type { Site } from "../state/site";

/** When to expect an answer: what is measured, else what the site says; outside its hours, when it is back. */
export function expectation(site: Site, now: number): string {
  const { is_open, changes_at } = site.hours.value;
  const texts = site.texts.value;
  if (!is_open) return texts.away || (changes_at === null || changes_at <= now ? say("away") : backAt(changes_at, now));
  const usual = site.team.value?.usual_reply_ms ?? null;
  return usual === null ? texts.reply_expectation || say("reply_soon") : usualReply(usual);
}

export function greetingOf(site: Site): { greeting: string; introduction: string } {
  const { greeting, introduction } = site.texts.value;
  const purpose = site.purpose.value ?? "support";
  // An introduction of ours would not fit behind a greeting that is the site's own.
  const ours = greeting ? "" : say(`introduction_${purpose}`);
  return { greeting: greeting || say(`greeting_${purpose}`), introduction: introduction || ours };
}
