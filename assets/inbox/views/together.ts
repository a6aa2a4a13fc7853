// The bell's list and the dialog of one's own choices. One file with its own style and words, fetched when either is opened
// for the first time.

import style from "../../css/inbox-choosing.css";
import { learn } from "../../shared/strings";
import choosingWords from "../../shared/strings/inbox_choosing.json";
import { wear } from "./wear";

export { BellList } from "./notifications/bell_list";
export { PreferencesDialog } from "./preferences/dialog";

learn(choosingWords);
wear(style);
