// Where the search shows itself. It comes when it is first opened.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { say } from "../../shared/strings";
import { useOnDemand } from "../../ui/on_demand";
import type { PageProps } from "./pages";

export function SearchPage({ inbox, panes }: PageProps) {
  const { part, fetch } = useOnDemand(() => import("./finding"));
  const hasFailed = useSignal(false);
  const load = () => {
    hasFailed.value = false;
    fetch(() => (hasFailed.value = true));
  };
  useEffect(load, []);
  const Search = part.value?.Search;
  if (Search) return <Search inbox={inbox} panes={panes} />;
  return (
    <div class="page-boot" role="status">
      {hasFailed.value ? (
        <button class="button" type="button" onClick={load}>
          {say("retry")}
        </button>
      ) : (
        say("loading")
      )}
    </div>
  );
}
