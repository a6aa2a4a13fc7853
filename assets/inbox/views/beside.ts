// What stands beside a conversation: the contact's card, and the dialogs that put a message of a kind together. One
// file with its own style, fetched with the first conversation that is opened.

import style from "../../css/inbox-beside.css";

export { ContactCard } from "./contact_card";
export { InsertDialog } from "./insert/dialogs";

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);
