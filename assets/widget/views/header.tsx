// The head of the panel. Before the first message it is a greeting; then it makes room for the conversation.

import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { PanelState } from "../state/panel";

export function Header({ panel, close }: { panel: PanelState; close: () => void }) {
  const { brand, texts, locale } = panel.config;
  const { greeting, introduction, reply_expectation } = texts[locale] ?? {};
  const isEmpty = panel.facts.messages.value.length === 0 && panel.outbox.items.value.length === 0 && panel.facts.loading.value !== "loading";
  return (
    <header class={`head ${isEmpty ? "head--greeting" : ""}`}>
      <div class="head__bar">
        {brand.logo === null ? (
          <span class="head__mark" aria-hidden="true">
            {[...brand.name.trim()][0]?.toUpperCase() ?? ""}
          </span>
        ) : (
          <img class="head__logo" src={brand.logo} alt="" />
        )}
        <div class="head__names">
          <h1 class="head__name" id="heading" tabIndex={-1}>
            {brand.name}
          </h1>
          {!isEmpty && reply_expectation !== "" && <p class="head__note">{reply_expectation}</p>}
        </div>
        <button class="head__close" type="button" aria-label={say("close_chat")} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {isEmpty && (
        <div class="head__welcome">
          <p class="head__greeting" dir="auto">
            {greeting}
          </p>
          {introduction !== "" && (
            <p class="head__introduction" dir="auto">
              {introduction}
            </p>
          )}
        </div>
      )}
    </header>
  );
}
