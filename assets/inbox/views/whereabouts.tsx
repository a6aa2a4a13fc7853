// Where the visitor is: the time there, its language and device, and the pages it was on.

import type { ContactDetails } from "../../shared/protocol";
import { locale, say } from "../../shared/strings";
import { exactTime, shortAgo } from "../../shared/time";
import { localTime } from "../state/local_time";
import { now } from "./now";
import { OutLink } from "./out_link";

export function Whereabouts({ contact }: { contact: ContactDetails }) {
  const there = contact.time_zone === null ? null : localTime(contact.time_zone, now.value, locale());
  const language = contact.locale === null ? null : languageName(contact.locale);
  if (there === null && language === null && contact.device === null && contact.recent_pages.length === 0) return <p class="details__none">{say("whereabouts_none")}</p>;
  return (
    <>
      {(there !== null || language !== null || contact.device !== null) && (
        <dl class="facts">
          {there !== null && <Fact name="local_time" value={there.words} />}
          {language !== null && <Fact name="language" value={language} />}
          {contact.device !== null && <Fact name="device" value={say(`device_${contact.device}`)} />}
        </dl>
      )}
      {contact.recent_pages.length > 0 && (
        <>
          <p class="whereabouts__pages">{say("recent_pages")}</p>
          <ul class="whereabouts__list" aria-label={say("recent_pages")}>
            {contact.recent_pages.map((page) => (
              <li key={page.at + page.url}>
                <OutLink href={page.url} text={page.title ?? page.url} />
                <time dateTime={new Date(page.at).toISOString()} title={exactTime(page.at)}>
                  {shortAgo(page.at, now.value)}
                </time>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{say(name)}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}

/** What a language is called; its tag where nobody knows it. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
