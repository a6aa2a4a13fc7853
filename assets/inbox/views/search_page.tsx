// Where the search shows itself. It comes when it is first opened.

import { PageOnDemand } from "./page_on_demand";
import type { PageProps } from "./pages";

const load = () => import("./finding");

export function SearchPage({ inbox, panes }: PageProps) {
  return <PageOnDemand load={load} takesKeys draw={({ Search }) => <Search inbox={inbox} panes={panes} />} />;
}
