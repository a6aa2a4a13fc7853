// The search: one file with its own words and style, fetched when it is first opened.

import style from "../../css/inbox-finding.css";
import { learn } from "../../shared/strings";
import searchWords from "../../shared/strings/inbox_search.json";
import { wear } from "./wear";

export { Search } from "./search/search";

learn(searchWords);
wear(style);
