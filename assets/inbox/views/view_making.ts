// The dialog that puts a saved view together: one file with its own words and style, fetched when it is first opened.

import style from "../../css/inbox-saving.css";
import { learn } from "../../shared/strings";
import savingWords from "../../shared/strings/inbox_saving.json";
import { wear } from "./wear";

export { ViewDialog } from "./saving/view_dialog";

learn(savingWords);
wear(style);
