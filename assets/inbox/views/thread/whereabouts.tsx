// Where somebody is: on which page just now, or how to be reached; and what time it is there, in which language.

import type { ContactDetails } from "../../../shared/protocol";
import { locale, say } from "../../../shared/strings";
import { now } from "../now";

/** What newer answers tell beside. */
type Known = ContactDetails & { time_zone?: string | null; locale?: string | null };

interface WhereaboutsProps {
  contact: Known;
  site: string;
  isOnline: boolean;
}

export function Whereabouts({ contact, site, isOnline }: WhereaboutsProps) {
  const { page, email, time_zone, locale: language } = contact;
  const where = isOnline ? (page?.title ?? say("online")) : (email ?? site);
  const parts = [where, where === site ? null : site, timeThere(time_zone ?? null, now.value), languageName(language ?? null)].filter((part) => part !== null && part !== "");
  return (
    <p class="pane__where">
      {parts.map((part, index) => (
        <span key={index} class="pane__fact">
          <bdi>{part}</bdi>
        </span>
      ))}
    </p>
  );
}

/** Only where it is another time than here. */
function timeThere(zone: string | null, at: number): string | null {
  if (zone === null) return null;
  const written = (timeZone?: string) => new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit", ...(timeZone ? { timeZone } : {}) }).format(at);
  try {
    const there = written(zone);
    return there === written() ? null : say("time_there", { time: there });
  } catch {
    return null;
  }
}

/** Only where it is another language than the reader's. */
function languageName(tag: string | null): string | null {
  if (tag === null) return null;
  try {
    const { language } = new Intl.Locale(tag);
    return language === new Intl.Locale(locale()).language ? null : (new Intl.DisplayNames(locale(), { type: "language" }).of(language) ?? null);
  } catch {
    return null;
  }
}
