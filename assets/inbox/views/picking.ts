// The pickers: one file with its own words and style, fetched when the first one is opened.

import style from "../../css/inbox-picking.css";
import { learn } from "../../shared/strings";
import pickWords from "../../shared/strings/inbox_pick.json";
import { wear } from "./wear";

export { Picker } from "./pickers/picker";

learn(pickWords);
wear(style);
