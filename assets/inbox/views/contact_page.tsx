// Where a person's profile shows itself. It comes when the first one is opened.

import { useEffect } from "preact/hooks";
import { PageOnDemand } from "./page_on_demand";
import type { PageProps } from "./pages";

const load = () => import("./profile");

export function ContactPage({ inbox }: PageProps) {
  const id = inbox.place.contact_id.value;
  useEffect(() => {
    if (id !== null) inbox.people.show(id);
  }, [id]);
  const person = inbox.people.open.value;
  return <PageOnDemand load={load} draw={({ Profile }) => (person && person.id === id ? <Profile key={id} inbox={inbox} person={person} /> : null)} />;
}
