// A form that nobody fills in here: as the team sees it, as it stands while it is on its way, and once it is answered.

import type { Answer, Form, FormField } from "../../shared/protocol";
import { say } from "../../shared/strings";
import { Icon } from "../icons";

/** Which questions, and that nobody has answered. */
export function WaitingForm({ form }: { form: Form }) {
  return (
    <div class="kind-form kind-form--still">
      {form.title && (
        <p class="kind-form__title" dir="auto">
          {form.title}
        </p>
      )}
      <ul class="kind-form__asked">
        {form.fields.map((field) => (
          <li key={field.name} dir="auto">
            {field.label}
            {!field.is_required && <span class="kind-field__optional"> {say("optional")}</span>}
          </li>
        ))}
      </ul>
      <p class="kind-form__note">{say("form_unanswered")}</p>
    </div>
  );
}

export function AnswerView({ form, answer }: { form: Form; answer: Answer }) {
  return (
    <div class="kind-form kind-form--still" role="group" aria-label={form.title ?? say("form")}>
      {form.title && (
        <p class="kind-form__title" dir="auto">
          {form.title}
        </p>
      )}
      <dl class="kind-form__given">
        {answer.values.map(({ name, label, value }) => (
          <div key={name}>
            <dt dir="auto">{label}</dt>
            <dd dir="auto">{shownValue(form.fields.find((field) => field.name === name), value)}</dd>
          </div>
        ))}
      </dl>
      <p class="kind-form__note kind-form__note--done">
        <Icon name="check" />
        {say("form_answered")}
      </p>
    </div>
  );
}

/** A ticked box arrives as `true`. */
function shownValue(field: FormField | undefined, value: string): string {
  if (field?.kind !== "check") return value;
  return value === "true" ? say("yes") : value === "false" ? say("no") : value;
}
