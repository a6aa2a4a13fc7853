// The bar on top of every place: who one talks with, and the way out.

import type { ComponentChildren } from "preact";
import { Icon } from "../../ui/icons";
import { say } from "../../shared/strings";
import type { TeamMember } from "../../shared/protocol";
import type { PanelState } from "../state/panel";
import { Face, firstLetter } from "./faces";

export interface BrandBarProps {
  panel: PanelState;
  title: string;
  note?: string;
  /** Whose face stands for the brand's mark. */
  member?: TeamMember | null;
  back?: (() => void) | null;
  close(): void;
  children?: ComponentChildren;
}

export function BrandBar({ panel, title, note = "", member = null, back = null, close, children }: BrandBarProps) {
  const { brand } = panel.config;
  return (
    <div class="head__bar">
      {back !== null && (
        <button class="head__button head__back" type="button" aria-label={say("back")} onClick={back}>
          <Icon name="back" />
        </button>
      )}
      {member !== null ? (
        <Face member={member} />
      ) : brand.logo === null ? (
        <span class="head__mark" aria-hidden="true">
          {firstLetter(brand.name)}
        </span>
      ) : (
        <img class="head__logo" src={brand.logo} alt="" />
      )}
      <div class="head__names">
        <h1 class="head__name" id="heading" tabIndex={-1} dir="auto">
          {title}
        </h1>
        {note !== "" && (
          <p class="head__note" dir="auto">
            {note}
          </p>
        )}
      </div>
      {children}
      <button class="head__button" type="button" aria-label={say("close_chat")} onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** The greeting, where there is room for it. */
export function Welcome({ greeting, introduction, name }: { greeting: string; introduction: string; name: string | null }) {
  return (
    <div class="head__welcome">
      {name !== null && (
        <p class="head__hello" dir="auto">
          {say("hello_name", { name })}
        </p>
      )}
      <p class="head__greeting" dir="auto">
        {greeting}
      </p>
      {introduction !== "" && (
        <p class="head__introduction" dir="auto">
          {introduction}
        </p>
      )}
    </div>
  );
}
