// The palette and the list of keys: one file with its own words and style, fetched when either is first opened.

import style from "../../css/inbox-commanding.css";
import { learn } from "../../shared/strings";
import commandWords from "../../shared/strings/inbox_commanding.json";
import { wear } from "./wear";

export { Keys } from "./palette/keys_overlay";
export { Palette } from "./palette/palette";

learn(commandWords);
wear(style);
