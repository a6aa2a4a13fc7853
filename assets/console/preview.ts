// The live preview: the real widget on a page of the console, as somebody shapes it beside. The page around it says what
// the site would be; nothing is fetched of what is stored, nothing is stored, and no global function is defined.

import type { PanelConfig, WidgetInit } from "../shared/protocol";
import { readAttributes } from "../widget/loader/attributes";
import { state } from "../widget/loader/state";
import { startWidget, type Widget } from "../widget/loader/widget";

/** What the console posts to this page's window: at first and again with every change. */
export interface PreviewWish {
  deskbell: "preview";
  init: WidgetInit;
  config: PanelConfig;
  /** Whether the panel is open; absent leaves it as the viewer has it. */
  open?: boolean;
  locale?: string;
}

const NO_FLAG = { isSet: () => false, set() {} };

let widget: Widget | null = null;
let drawn = "";
/** The language of the page itself, for when the form beside names none. */
const usual = state.locale;

/** The launcher shows here whatever the pages' rules and the hours say, and its panel sends nothing. */
const shown = (init: WidgetInit): WidgetInit => ({ ...init, pages: [], is_away: false, panel: `${init.panel}?preview` });

function show({ init, config, open = state.open, locale }: PreviewWish): void {
  // The panel takes a changed text where it stands; only a changed launcher is drawn anew.
  const wanted = JSON.stringify([init, locale]);
  if (wanted !== drawn) {
    widget?.destroy();
    state.unread = 0;
    state.locale = usual;
    const dataset = { appId: init.app_id, ...(locale ? { locale } : {}) };
    const attributes = readAttributes({ dataset, src: location.href });
    if (!attributes) return;
    widget = startWidget(shown(init), attributes, NO_FLAG, !drawn);
    drawn = wanted;
  }
  widget?.tell({ type: "preview", config });
  // Quietly: whoever types in the form beside keeps the keys.
  if (open && !state.open) widget?.open(null, { isQuiet: true });
  else if (!open) widget?.close();
}

addEventListener("message", (event: MessageEvent<Partial<PreviewWish> | null>) => {
  const wish = event.data;
  if (event.source !== parent || event.origin !== location.origin) return;
  if (wish?.deskbell === "preview" && wish.init && wish.config) show(wish as PreviewWish);
});
