// One thing known of a person. What is needed elsewhere (an address, a number, an id) has a button that copies it.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { copyFrom } from "../../shared/clipboard";
import { say } from "../../shared/strings";
import { Icon } from "../../ui/icons";

/** How long it is said that something was copied, in milliseconds: long enough to be read. */
const CONFIRMATION_MS = 2_000;
const COPIED = ["email", "phone", "customer_id"];

export function ContactFact({ name, value }: { name: string; value: string }) {
  const shown = useRef<HTMLSpanElement>(null);
  const mayCopy = COPIED.includes(name);
  return (
    <div class={mayCopy ? "facts__copied" : ""}>
      <dt>{say(name)}</dt>
      <dd>
        <span class={`facts__value${name === "customer_id" ? " facts__code" : ""}`} dir="auto" ref={shown}>
          {name === "email" ? <Address value={value} /> : value}
        </span>
        {mayCopy && <Copy what={say(name)} copy={async () => shown.current !== null && (await copyFrom(shown.current))} />}
      </dd>
    </div>
  );
}

/** One that does not fit breaks before its domain, and elsewhere only where that is too long as well. */
function Address({ value }: { value: string }) {
  const at = value.lastIndexOf("@");
  return at < 1 ? (
    <>{value}</>
  ) : (
    <>
      {value.slice(0, at)}
      <wbr />
      {value.slice(at)}
    </>
  );
}

function Copy({ what, copy }: { what: string; copy(): Promise<boolean> }) {
  const said = useSignal<"copied" | "copy_by_hand" | null>(null);
  const timer = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const press = async () => {
    said.value = (await copy()) ? "copied" : "copy_by_hand";
    clearTimeout(timer.current);
    timer.current = setTimeout(() => (said.value = null), CONFIRMATION_MS) as unknown as number;
  };
  const label = `${say("copy")}: ${what}`;
  return (
    <>
      <button class="copy" type="button" aria-label={label} title={label} data-copied={said.value === "copied"} onClick={() => void press()}>
        <Icon name={said.value === "copied" ? "check" : "copy"} />
      </button>
      <span class={said.value === "copy_by_hand" ? "copy__said" : "visually-hidden"} role="status">
        {said.value === null ? "" : say(said.value)}
      </span>
    </>
  );
}
