// A link out of the inbox.

import { safeHref } from "../../shared/text";

/** A link out that can only open a web page; anything else stays text. */
export function OutLink({ href, text }: { href: string; text: string }) {
  const safe = safeHref(href);
  if (safe === null) return <bdi>{text}</bdi>;
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      <bdi>{text}</bdi>
    </a>
  );
}
