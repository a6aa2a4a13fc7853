// The server has newer files than this page. It reloads by itself once nobody is at it; whoever likes does it now.

import { say } from "../../../shared/strings";
import type { Panes } from "../app";

export function UpdateBar({ panes: { freshness } }: { panes: Panes }) {
  return (
    <div class="update" role="status">
      {freshness.isStale.value && (
        <p class="update__line">
          {say("update_ready")}
          <button class="text-button" type="button" onClick={freshness.reload}>
            {say("update_reload")}
          </button>
        </p>
      )}
    </div>
  );
}
