// Where somebody is: on which page just now, or how to be reached; and what time it is there, in which language.

import type { ContactDetails } from "../../../shared/protocol";
import { locale, say } from "../../../shared/strings";
import { timeThere } from "../../state/local_time";
import { otherLanguage } from "../language_name";
import { now } from "../now";

interface WhereaboutsProps {
  /** Null while it is still fetched. */
  contact: ContactDetails | null;
  site: string;
  isOnline: boolean;
}

const UNKNOWN = { page: null, email: null, time_zone: null, locale: null };

export function Whereabouts({ contact, site, isOnline }: WhereaboutsProps) {
  const { page, email, time_zone, locale: language } = contact ?? UNKNOWN;
  const where = isOnline ? (page?.title ?? say("online")) : (email ?? site);
  const there = time_zone === null ? null : timeThere(time_zone, now.value, locale());
  const parts = [where, where === site ? null : site, there === null || there.ahead === 0 ? null : say("time_there", { time: there.clock }), language === null ? null : otherLanguage(language)].filter((part) => part !== null && part !== "");
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
