// A form within the thread, as the visitor fills it in: checked field by field when one leaves it, and sent once.

import { useSignal, type Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ApiError } from "../../shared/api";
import { valuesOf, wrongByServer, wrongIn, wrongWith, type Given, type Values, type Wrong } from "../../shared/form_check";
import type { Form, FormField } from "../../shared/protocol";
import { say } from "../../shared/strings";
import type { MessageRow } from "../rows";
import { Field } from "./form_field";

interface FormViewProps {
  row: MessageRow;
  form: Form;
  /** What was filled in so far: it outlives this view. */
  given: Signal<Given>;
  /** Gives the values; fails with `ApiError`. */
  answer(number: number, values: Values): Promise<void>;
}

export function FormView({ row, form, given, answer }: FormViewProps) {
  const wrong = useSignal<Wrong>({});
  const problem = useSignal<string | null>(null);
  const isSending = useSignal(false);
  const summary = useRef<HTMLParagraphElement>(null);
  const isOnSubmit = useRef(false);

  const idOf = (field: FormField) => `form-${row.number}-${field.name}`;
  const change = (field: FormField, value: string | boolean) => {
    given.value = { ...given.value, [field.name]: value };
    // A field that was wrong says at once when it is right.
    if (wrong.value[field.name] !== undefined && wrongWith(field, value) === null) drop(field.name);
  };
  const drop = (name: string) => {
    const { [name]: _right, ...rest } = wrong.value;
    wrong.value = rest;
  };
  const leave = (field: FormField) => {
    // A sentence that appears now would push the button away from under the finger, and everything is checked anyway.
    if (isOnSubmit.current) return;
    const found = wrongWith(field, given.value[field.name]);
    // Passing through an empty field is not a mistake yet.
    const isEmpty = (given.value[field.name] ?? "") === "";
    if (found !== null && !isEmpty) wrong.value = { ...wrong.value, [field.name]: found };
  };
  const refuse = (found: Wrong, sentence: string) => {
    wrong.value = found;
    problem.value = sentence;
    requestAnimationFrame(() => {
      const at = document.activeElement;
      // Whoever has gone on to write stays there.
      if (at === document.body || summary.current?.closest("form")?.contains(at)) summary.current?.focus();
    });
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    isOnSubmit.current = false;
    if (isSending.value) return;
    const found = wrongIn(form.fields, given.value);
    if (Object.keys(found).length > 0) return refuse(found, say("form_wrong", { count: Object.keys(found).length }));
    isSending.value = true;
    problem.value = null;
    try {
      await answer(row.number, valuesOf(form.fields, given.value));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const byServer = wrongByServer(form.fields, error.fields);
      const count = Object.keys(byServer).length;
      refuse(byServer, count > 0 ? say("form_wrong", { count }) : error.message);
    } finally {
      isSending.value = false;
    }
  };
  return (
    <form
      class="kind-form"
      noValidate
      aria-label={form.title ?? say("form")}
      onPointerDown={(event) => (isOnSubmit.current = (event.target as Element).closest("[type=submit]") !== null)}
      onSubmit={(event) => void submit(event)}
    >
      {form.title && (
        <p class="kind-form__title" dir="auto">
          {form.title}
        </p>
      )}
      <p class="kind-form__problem" role="alert" tabIndex={-1} ref={summary}>
        {problem.value}
      </p>
      {form.fields.map((field) => (
        <Field
          key={field.name}
          id={idOf(field)}
          field={field}
          value={given.value[field.name]}
          wrong={wrong.value[field.name]}
          change={(value) => change(field, value)}
          leave={() => leave(field)}
        />
      ))}
      <button class="kind-form__submit" type="submit" aria-disabled={isSending.value}>
        {isSending.value ? say("sending") : (form.submit ?? say("form_submit"))}
      </button>
    </form>
  );
}
