// All conversations, newest first.

import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";
import { inOrder } from "../state/thread";
import { BrandBar } from "./brand_bar";
import { ConversationRow } from "./conversation_row";
import { Glyph } from "./glyph";
import { Scroller } from "./scroller";

export function Messages({ panel, close }: { panel: PanelState; close: () => void }) {
  return (
    <>
      <header class="head">
        <BrandBar panel={panel} title={say("messages")} close={close} />
      </header>
      <Scroller name="messages">
        <ul class="rows">
          {inOrder(panel.facts.threads.value).map((thread) => (
            <li key={thread.id}>
              <ConversationRow panel={panel} thread={thread} />
            </li>
          ))}
        </ul>
      </Scroller>
      {panel.config.features.messages && (
        <div class="place__foot">
          <button class="main-button" type="button" onClick={panel.places.startNew}>
            <Glyph name="plus" />
            {say("new_conversation")}
          </button>
        </div>
      )}
    </>
  );
}
