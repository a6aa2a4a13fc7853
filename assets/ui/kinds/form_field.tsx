// One field of a form: its label, its control by kind, and what is wrong with it.

import type { FormField } from "../../shared/protocol";
import { say } from "../../shared/strings";

export interface FieldProps {
  id: string;
  field: FormField;
  value: string | boolean | undefined;
  wrong: string | undefined;
  change(value: string | boolean): void;
  leave(): void;
}

export function Field(props: FieldProps) {
  const { id, field, wrong } = props;
  const label = (
    <label class="kind-field__label" for={id} dir="auto">
      {field.label}
      {!field.is_required && field.kind !== "check" && <span class="kind-field__optional"> {say("optional")}</span>}
    </label>
  );
  return (
    <div class={`kind-field${field.kind === "check" ? " kind-field--check" : ""}`}>
      {field.kind !== "check" && label}
      <Control {...props} />
      {field.kind === "check" && label}
      <p class="kind-field__wrong" id={`${id}-wrong`}>
        {wrong}
      </p>
    </div>
  );
}

/** What a phone's keyboard and a browser's memory should know of a kind. */
const KINDS = {
  text: { type: "text" },
  email: { type: "email", inputMode: "email", autocomplete: "email" },
  phone: { type: "tel", inputMode: "tel", autocomplete: "tel" },
  number: { type: "text", inputMode: "decimal" },
  date: { type: "date" },
} as const;

function Control({ id, field, value, wrong, change, leave }: FieldProps) {
  const shared = {
    id,
    name: field.name,
    class: "kind-input",
    required: field.is_required,
    "aria-invalid": wrong !== undefined,
    ...(wrong === undefined ? {} : { "aria-describedby": `${id}-wrong` }),
    onBlur: leave,
  };
  const text = String(value ?? "");
  switch (field.kind) {
    case "check":
      return <input {...shared} class="kind-check" type="checkbox" checked={value === true} onChange={(event) => change(event.currentTarget.checked)} />;
    case "long_text":
      return <textarea {...shared} rows={3} dir="auto" value={text} onInput={(event) => change(event.currentTarget.value)} />;
    case "choice":
      return (
        <select {...shared} value={text} onChange={(event) => change(event.currentTarget.value)}>
          <option value="">{say("choose")}</option>
          {field.options.map((option, index) => (
            <option key={index} value={option}>
              {option}
            </option>
          ))}
        </select>
      );
    default: {
      const autocomplete = field.name === "name" ? { autocomplete: "name" } : {};
      return <input {...shared} {...KINDS[field.kind]} {...autocomplete} dir="auto" value={text} onInput={(event) => change(event.currentTarget.value)} />;
    }
  }
}
