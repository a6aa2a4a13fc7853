// What pages said without proof, apart from what is known; and what the business's server said of the visit.

import type { ContactDetails, FactView } from "../../../shared/protocol";
import { say } from "../../../shared/strings";

export function Claims({ contact }: { contact: ContactDetails }) {
  if (contact.claims.length === 0) return null;
  return (
    <section class="person__part person__part--claims" aria-labelledby="person-claims">
      <h2 id="person-claims">
        {say("claims")} <span class="badge">{say("unverified")}</span>
      </h2>
      <p class="person__hint">{say("claims_hint")}</p>
      <Pairs pairs={contact.claims} />
    </section>
  );
}

export function Context({ contact }: { contact: ContactDetails }) {
  if (contact.context.length === 0) return null;
  return (
    <section class="person__part" aria-labelledby="person-context">
      <h2 id="person-context">{say("context")}</h2>
      <Pairs pairs={contact.context} />
    </section>
  );
}

function Pairs({ pairs }: { pairs: readonly FactView[] }) {
  return (
    <dl class="facts person__facts">
      {pairs.map((pair) => (
        <div key={pair.name}>
          <dt dir="auto">{pair.name}</dt>
          <dd dir="auto">{pair.value}</dd>
        </div>
      ))}
    </dl>
  );
}
