// The button that finds out why nothing calls, and says how to mend it.

import { useSignal } from "@preact/signals";
import { say } from "../../../shared/strings";
import type { InboxState } from "../../state/inbox";
import { gravestFirst, runChecks, type Check } from "../../state/notifications/checks";
import { Section } from "./parts";

export function TestSection({ inbox }: { inbox: InboxState }) {
  const checks = useSignal<readonly Check[]>([]);
  const isRunning = useSignal(false);
  const run = async (button: HTMLElement) => {
    if (isRunning.value) return;
    // What is found needs the whole height: below the button there may be none left.
    button.closest("section")?.scrollIntoView({ block: "start" });
    checks.value = [];
    isRunning.value = true;
    await runChecks(inbox.notifying.surroundings, (check) => (checks.value = [...checks.value, check]));
    isRunning.value = false;
  };
  const wrong = checks.value.filter((check) => check.outcome !== "ok").length;
  return (
    <Section name="test" hint="test_hint">
      <button class="button" type="button" aria-disabled={isRunning.value} onClick={(event) => void run(event.currentTarget)}>
        {say(isRunning.value ? "test_running" : "test_run")}
      </button>
      <p class={`checks__sum${wrong > 0 ? " checks__sum--wrong" : ""}`} role="status">
        {!isRunning.value && checks.value.length > 0 && (wrong === 0 ? say("test_all_well") : say("test_wrong", { count: wrong }))}
      </p>
      {checks.value.length > 0 && (
        <ul class="checks" aria-label={say("test_results")}>
          {gravestFirst(checks.value).map((check) => (
            <Row key={check.id} check={check} />
          ))}
        </ul>
      )}
    </Section>
  );
}

const SIGNS = { ok: "✓", warn: "!", fail: "✕" } as const;

function Row({ check }: { check: Check }) {
  return (
    <li class={`check check--${check.outcome}`} data-check={check.id} data-outcome={check.outcome}>
      <span class="check__sign" aria-hidden="true">
        {SIGNS[check.outcome]}
      </span>
      <span class="check__words">
        <span class="check__found">
          <span class="visually-hidden">{say(`outcome_${check.outcome}`)}: </span>
          {check.found}
        </span>
        {check.mend !== "" && <span class="check__mend">{check.mend}</span>}
      </span>
    </li>
  );
}
