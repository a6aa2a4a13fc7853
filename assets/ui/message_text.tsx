// A message's words. Links become links, line breaks stay, everything else is plain text, whatever it contains.

import { partsOf } from "../shared/text";

export function MessageText({ body }: { body: string }) {
  return (
    <>
      {partsOf(body).map((part) =>
        part.href === undefined ? (
          part.text
        ) : (
          <a href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {part.text}
          </a>
        ),
      )}
    </>
  );
}
