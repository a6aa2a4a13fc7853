// Where the search shows itself. It comes when it is first opened.

import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { say } from "../../shared/strings";
import { useOnDemand } from "../../ui/on_demand";
import type { PageProps } from "./pages";

const loadPart = () => import("./finding");

export function SearchPage({ inbox, panes }: PageProps) {
  const { part, call } = useOnDemand(loadPart);
  const hasFailed = useSignal(false);
  const load = () => {
    hasFailed.value = false;
    return call(
      () => undefined,
      () => (hasFailed.value = true),
    );
  };
  useLayoutEffect(load, []);
  const Search = part.value?.Search;
  if (Search) return <Search inbox={inbox} panes={panes} />;
  return (
    <div class="page-boot" role="status">
      {hasFailed.value ? (
        <button class="button" type="button" onClick={() => void load()}>
          {say("retry")}
        </button>
      ) : (
        say("loading")
      )}
    </div>
  );
}
