// A view whose file is fetched when it is first needed.

import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { say } from "../../shared/strings";

/** Draws what `load` brings; says so when it does not come. */
export function lazy<Props extends object>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  let View: FunctionComponent<Props> | null = null;
  return (props) => {
    const state = useSignal<"waiting" | "there" | "failed">(View === null ? "waiting" : "there");
    const fetchView = () => {
      state.value = "waiting";
      load().then(
        (loaded) => {
          View = loaded;
          state.value = "there";
        },
        () => (state.value = "failed"),
      );
    };
    useEffect(() => void (View === null && fetchView()), []);
    if (state.value === "there" && View !== null) return <View {...props} />;
    return (
      <p class="place place__note" role="status">
        {say(state.value === "failed" ? "unreachable" : "loading")}{" "}
        {state.value === "failed" && (
          <button class="text-button" type="button" onClick={fetchView}>
            {say("retry")}
          </button>
        )}
      </p>
    );
  };
}
