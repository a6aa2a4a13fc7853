// Where the visitor is: the page just now, the time there, its language and device, and the pages it was on that its activity
// beside does not tell of already.

import type { ActivityItem, ContactDetails, PageView, PageVisit } from "../../shared/protocol";
import { locale, say } from "../../shared/strings";
import { safeHref } from "../../shared/text";
import { exactTime, shortAgo } from "../../shared/time";
import { pagesBeside } from "../state/activity_facts";
import { localTime } from "../state/local_time";
import { languageName } from "./language_name";
import { now } from "./now";
import { OutLink } from "./out_link";

interface WhereaboutsProps {
  contact: ContactDetails;
  isOnline: boolean;
  /** The newest of what stands in the activity beside. */
  activity: readonly ActivityItem[];
}

/** Whether there is anything to tell. */
export function isSomewhere(props: WhereaboutsProps): boolean {
  const { referrer, time_zone, locale: language, device } = props.contact;
  return [pageNowOf(props), referrer, time_zone, language, device].some((fact) => fact !== null) || pagesOf(props).length > 0;
}

export function Whereabouts(props: WhereaboutsProps) {
  const { contact } = props;
  const { referrer } = contact;
  const there = contact.time_zone === null ? null : localTime(contact.time_zone, now.value, locale());
  const language = contact.locale === null ? null : languageName(contact.locale);
  const pageNow = pageNowOf(props);
  const pages = pagesOf(props);
  return (
    <>
      {[pageNow, referrer, there, language, contact.device].some((fact) => fact !== null) && (
        <dl class="facts">
          {pageNow !== null && <Way name="page_now" href={pageNow.url} text={pageNow.title ?? pageNow.url} />}
          {referrer !== null && <Way name="came_from" href={referrer} text={hostOf(referrer)} />}
          {there !== null && <Fact name="local_time" value={there.words} />}
          {language !== null && <Fact name="language" value={language} />}
          {contact.device !== null && <Fact name="device" value={say(`device_${contact.device}`)} />}
        </dl>
      )}
      {pages.length > 0 && (
        <>
          <p class="whereabouts__pages">{say("recent_pages")}</p>
          <ul class="whereabouts__list" aria-label={say("recent_pages")}>
            {pages.map((visit) => (
              <li key={visit.at + visit.url}>
                <OutLink href={visit.url} text={visit.title ?? visit.url} />
                <time dateTime={new Date(visit.at).toISOString()} title={exactTime(visit.at)}>
                  {shortAgo(visit.at, now.value)}
                </time>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function pageNowOf({ contact, isOnline }: WhereaboutsProps): PageView | null {
  return isOnline ? contact.page : null;
}

function pagesOf(props: WhereaboutsProps): PageVisit[] {
  const here = pageNowOf(props)?.url;
  return pagesBeside(props.contact.recent_pages, props.activity).filter(({ url }) => url !== here);
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{say(name)}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}

function Way({ name, href, text }: { name: string; href: string; text: string }) {
  return (
    <div>
      <dt>{say(name)}</dt>
      <dd>
        <OutLink href={href} text={text} />
      </dd>
    </div>
  );
}

function hostOf(address: string): string {
  const href = safeHref(address);
  return href === null ? address : new URL(href).host;
}
