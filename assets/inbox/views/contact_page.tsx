// Where a person's profile shows itself. It comes when the first one is opened.

import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { say } from "../../shared/strings";
import { useOnDemand } from "../../ui/on_demand";
import type { PageProps } from "./pages";

const loadPart = () => import("./profile");

export function ContactPage({ inbox }: PageProps) {
  const id = inbox.place.contact_id.value;
  const { part, fetch } = useOnDemand(loadPart);
  const hasFailed = useSignal(false);
  const load = () => {
    hasFailed.value = false;
    fetch(() => (hasFailed.value = true));
  };
  useEffect(load, []);
  useEffect(() => {
    if (id !== null) inbox.people.show(id);
  }, [id]);
  const Profile = part.value?.Profile;
  const person = inbox.people.open.value;
  if (Profile && person && person.id === id) return <Profile key={id} inbox={inbox} person={person} />;
  return (
    <div class="page-boot" id="page" role="status">
      {hasFailed.value ? (
        <button class="button" type="button" onClick={load}>
          {say("retry")}
        </button>
      ) : (
        say("loading")
      )}
    </div>
  );
}
