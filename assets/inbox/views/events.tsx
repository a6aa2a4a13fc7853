// What the page told of its visitor: newest first, each with what came along.

import { exactTime, longAgo } from "../../shared/time";
import { say } from "../../shared/strings";
import type { TrackedEvent } from "../state/threads";
import { Section } from "./contact_card";
import { now } from "./now";

export function Events({ events }: { events: readonly TrackedEvent[] }) {
  if (events.length === 0) return null;
  return (
    <Section title={say("tracked_events")}>
      <ul class="events">
        {events.map(({ name, properties, at }, index) => (
          <li key={index} class="event">
            <p class="event__line">
              <bdi class="event__name">{name}</bdi>
              <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
                {longAgo(at, now.value)}
              </time>
            </p>
            {properties.length > 0 && (
              <p class="event__facts" dir="auto">
                {properties.map((property) => `${property.name}: ${property.value}`).join(" · ")}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
