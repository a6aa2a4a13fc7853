// The dialogs that put a message of a kind together. One file with its own words and style, fetched when the first one is
// opened.

import style from "../../css/inbox-inserting.css";
import { learn } from "../../shared/strings";
import insertWords from "../../shared/strings/inbox_insert.json";
import { wear } from "./wear";

export { InsertDialog } from "./insert/dialogs";

learn(insertWords);
wear(style);
