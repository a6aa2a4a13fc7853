// What of a saved reply is not filled in: said while it stands there, asked about before it goes out.

import { useLayoutEffect, useRef } from "preact/hooks";
import { say } from "../../../shared/strings";

interface OpenPlacesProps {
  open: readonly string[];
  isAsked: boolean;
  send(): void;
  fill(): void;
}

export function OpenPlaces({ open, isAsked, send, fill }: OpenPlacesProps) {
  const first = useRef<HTMLButtonElement>(null);
  // With the drawing: what is typed next is not to go on in the box.
  useLayoutEffect(() => {
    if (isAsked) first.current?.focus();
  }, [isAsked]);
  const names = open.join(", ");
  return (
    <p class={`notice${isAsked ? " notice--asks" : ""}`} role={isAsked ? "alert" : "status"}>
      <span>{say(isAsked ? "open_places_ask" : "open_places", { names })}</span>
      <span class="notice__acts">
        <button class="text-button" type="button" ref={first} onClick={fill}>
          {say("fill_in")}
        </button>
        {isAsked && (
          <button class="text-button" type="button" onClick={send}>
            {say("send_like_that")}
          </button>
        )}
      </span>
    </p>
  );
}
