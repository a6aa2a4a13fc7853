// Merges that can still be taken back.

import { useSignal } from "@preact/signals";
import { say } from "../../../shared/strings";
import { exactDay, longAgo } from "../../../shared/time";
import { now } from "../now";
import { sentence } from "./notes";
import type { PersonProps } from "./page";

export function Merges({ person }: Pick<PersonProps, "person">) {
  const merges = person.merges.value;
  const problem = useSignal<string | null>(null);
  const said = useSignal("");
  const undo = async (id: string) => {
    problem.value = null;
    try {
      await person.part(id);
      said.value = say("merge_undone");
    } catch (error) {
      problem.value = sentence(error);
    }
  };
  return (
    <>
      <p class="visually-hidden" role="status">
        {said.value}
      </p>
      {merges.length > 0 && (
        <section class="person__part" aria-labelledby="person-merges">
          <h2 id="person-merges">{say("merges")}</h2>
          <ul class="person__list">
            {merges.map((merge) => (
              <li key={merge.id} class="person__merge">
                <span>
                  <bdi>{merge.name}</bdi>
                  <span class="person__by" title={say("merge_undo_until", { day: exactDay(merge.undo_until) })}>
                    {say("merged_by", { name: merge.by_name ?? say("somebody_small"), ago: longAgo(merge.at, now.value) })}
                  </span>
                </span>
                <button class="button button--small" type="button" onClick={() => void undo(merge.id)}>
                  {say("merge_undo")}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="field__error" role="alert" hidden={problem.value === null}>
        {problem.value}
      </p>
    </>
  );
}
