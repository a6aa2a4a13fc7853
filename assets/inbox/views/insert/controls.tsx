// The controls of the insert dialogs, each with its label.

import type { Signal } from "@preact/signals";
import { say } from "../../../shared/strings";

interface TextProps {
  label: string;
  value: Signal<string>;
  isOptional?: boolean;
  hint?: string;
  inputMode?: "url" | "decimal";
  /** How many lines: more than one is a box. */
  lines?: number;
  isShort?: boolean;
}

export function Text({ label, value, isOptional = false, hint, inputMode, lines = 1, isShort = false }: TextProps) {
  const write = (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => (value.value = event.currentTarget.value);
  return (
    <label class={`field${isShort ? " field--short" : ""}`}>
      <span class="field__label">
        {label} {isOptional && <span class="field__optional">{say("optional")}</span>}
      </span>
      {lines > 1 ? (
        <textarea class="textarea" dir="auto" rows={lines} value={value.value} onInput={write} />
      ) : (
        <input class="input" dir="auto" type="text" inputMode={inputMode} value={value.value} onInput={write} />
      )}
      {hint !== undefined && <span class="field__hint">{hint}</span>}
    </label>
  );
}

export function Tick({ label, value }: { label: string; value: Signal<boolean> }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={value.value} onChange={(event) => (value.value = event.currentTarget.checked)} />
      <span class="choice__label">{label}</span>
    </label>
  );
}
