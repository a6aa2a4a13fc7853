// The console's script: registers the elements that enrich server-rendered pages. Every page works without it.

import { ConfirmButton } from "./elements/confirm_button";
import { CopyField } from "./elements/copy_field";
import { RelativeTime } from "./elements/relative_time";

customElements.define("copy-field", CopyField);
customElements.define("confirm-button", ConfirmButton);
customElements.define("relative-time", RelativeTime);
