// Whether the launcher shows on the page as it is now, and what the page is for: by the site's rules, the snippet, and
// what the page has called. The page's own word comes first.

import { decide, type Decision } from "../../shared/page_rules";
import type { Purpose, WidgetInit } from "../../shared/protocol";
import type { Attributes } from "./attributes";

export interface Placement {
  /** `hideLauncher` and `showLauncher`; null until one is called. */
  wish: boolean | null;
  /** The page has said who its visitor is. */
  isSignedIn: boolean;
  /** Whether anything shows by itself: the launcher, a teaser. */
  showsLauncher(): boolean;
  /** Whether the rules want this page left alone. */
  isHidden(): boolean;
  purpose(): Purpose;
}

export function openPlacement(init: WidgetInit, attributes: Attributes, phone: MediaQueryList): Placement {
  const ruled = (): Decision =>
    decide(init.pages ?? [], {
      path: location.pathname,
      query: location.search,
      isPhone: phone.matches,
      language: document.documentElement.lang || navigator.language,
      isSignedIn: placement.isSignedIn,
    });
  const placement: Placement = {
    wish: null,
    isSignedIn: false,
    showsLauncher: () => !init.is_away && (placement.wish ?? (attributes.hasLauncher && !init.launcher.is_hidden && ruled().shows)),
    isHidden: () => init.is_away || !ruled().shows,
    purpose: () => attributes.purpose ?? ruled().purpose ?? init.purpose,
  };
  return placement;
}
