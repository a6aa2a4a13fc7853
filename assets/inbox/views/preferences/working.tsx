// How writing and the list behave.

import { say } from "../../../shared/strings";
import type { PreferencesView } from "../../../shared/protocol";
import type { InboxState } from "../../state/inbox";
import { Few, Section } from "./parts";

export function WritingSection({ inbox }: { inbox: InboxState }) {
  const { preferences, save } = inbox.chosen;
  const seconds = [0, 5, 10].map((value) => ({ value, words: value === 0 ? say("undo_off") : say("undo_seconds", { count: value }) }));
  const keys = [
    { value: "enter", words: say("enter_alone") },
    { value: "mod", words: say("enter_mod") },
  ];
  return (
    <Section name="writing">
      <Few name="undo_send" chosen={preferences.value.undo_send_seconds} options={seconds} choose={(undo_send_seconds) => void save({ undo_send_seconds })} />
      <Few name="enter_sends" chosen={preferences.value.enter_sends ? "enter" : "mod"} options={keys} choose={(key) => void save({ enter_sends: key === "enter" })} />
    </Section>
  );
}

export function ListSection({ inbox }: { inbox: InboxState }) {
  const { preferences, save } = inbox.chosen;
  const options: readonly { value: PreferencesView["density"]; words: string }[] = [
    { value: "comfortable", words: say("density_comfortable") },
    { value: "compact", words: say("density_compact") },
  ];
  return (
    <Section name="list_look">
      <Few name="density" chosen={preferences.value.density} options={options} choose={(density) => void save({ density })} />
    </Section>
  );
}
