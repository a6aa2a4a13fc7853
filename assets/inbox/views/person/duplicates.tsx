// Others who may be the same person: by what the profiles hold. What a page only said is shown, and is no reason.

import type { Duplicate } from "../../../shared/protocol";
import { say } from "../../../shared/strings";
import type { PersonProps } from "./page";

export function Duplicates({ inbox, person }: PersonProps) {
  const found = person.duplicates.value;
  if (found.length === 0) return null;
  return (
    <section class="person__part" aria-labelledby="person-duplicates">
      <h2 id="person-duplicates">{say("duplicates")}</h2>
      <p class="person__hint">{say("duplicates_hint")}</p>
      <ul class="person__list">
        {found.map((one) => (
          <li key={one.person.id} class="person__other">
            <Other one={one} href={`/inbox/contacts/${one.person.id}`} open={() => inbox.place.openContact(one.person.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Other({ one, href, open }: { one: Duplicate; href: string; open(): void }) {
  const { person, why } = one;
  const isSaid = why === "says_email" || why === "says_phone";
  const press = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    open();
  };
  return (
    <>
      <a href={href} onClick={press}>
        <bdi>{person.name}</bdi>
      </a>{" "}
      <span class={`badge${isSaid ? "" : " badge--info"}`}>{say(`why_${why}`)}</span>
    </>
  );
}
