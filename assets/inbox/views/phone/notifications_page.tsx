// What one is told of, as a page: the same list that the bell opens where there is more room.

import { useEffect } from "preact/hooks";
import { useOnDemand } from "../../../ui/on_demand";
import { say } from "../../../shared/strings";
import { loadTogether } from "../load_together";
import type { PageProps } from "../pages";

export function NotificationsPage({ inbox }: PageProps) {
  const { part, fetch } = useOnDemand(loadTogether);
  const List = part.value?.BellList;
  useEffect(() => {
    fetch();
    void inbox.notifying.bell.renew();
  }, []);
  return (
    <section class="page page--bell" id="page" tabIndex={-1} aria-labelledby="page-title">
      <h1 class="visually-hidden" id="page-title">
        {say("bell")}
      </h1>
      {List && <List inbox={inbox} close={() => undefined} />}
    </section>
  );
}
