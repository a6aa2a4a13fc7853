// What stands beside a conversation: the contact's card. One file with its own words and style, fetched with the first
// conversation that is opened.

import style from "../../css/inbox-beside.css";
import { learn } from "../../shared/strings";
import cardWords from "../../shared/strings/inbox_card.json";
import { wear } from "./wear";

export { ContactCard } from "./contact_card";

learn(cardWords);
wear(style);
