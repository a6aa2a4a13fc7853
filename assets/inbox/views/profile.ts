// A person's profile: one file with its own words and style, fetched when the first one is opened.

import style from "../../css/inbox-profile.css";
import { learn } from "../../shared/strings";
import profileWords from "../../shared/strings/inbox_profile.json";
// What stands beside a conversation stands here too, with its words and style.
import "./beside";
import { wear } from "./wear";

export { Profile } from "./person/page";

learn(profileWords);
wear(style);
