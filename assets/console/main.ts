// The console's script: registers the elements that enrich server-rendered pages. Every page works without it.

import { ColourField } from "./elements/colour_field";
import { ConfirmButton } from "./elements/confirm_button";
import { CopyField } from "./elements/copy_field";
import { RelativeTime } from "./elements/relative_time";
import { WidgetPreview } from "./elements/widget_preview";
import { colourFaces } from "./faces";
import { signOutWithCare } from "./signing_out";

// Where the window is lower than the list of the settings' pages, that scrolls by itself: the present one is to be in sight.
document.querySelector(".side__nav [aria-current]")?.scrollIntoView({ block: "nearest" });

customElements.define("copy-field", CopyField);
customElements.define("colour-field", ColourField);
customElements.define("confirm-button", ConfirmButton);
customElements.define("relative-time", RelativeTime);
customElements.define("widget-preview", WidgetPreview);
colourFaces();
signOutWithCare();
