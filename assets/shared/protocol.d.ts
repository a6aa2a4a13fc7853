// Made by `deskbell openapi --types` from the server's own types. Do not edit.

export interface AckFrame {
  client_id: string;
  conversation_id: string;
  message_id: string;
  number: number;
  /** The event that tells of it; 0 for a repeat. It does not move the position: frames before it may still come. */
  seq: number;
}

export type ActKind = "assigned" | "unassigned" | "team_assigned" | "team_unassigned" | "snoozed" | "woken" | "priority" | "tagged" | "untagged" | "blocked" | "unblocked" | "merged" | "unmerged" | "macro";

export interface ActLine {
  /** Whom or what it concerns, as it was called then: a person, a team, a tag, a priority, a macro. */
  name: string | null;
  /** When a snooze ends, in milliseconds since 1970; absent where it ends with the visitor's next message. */
  until: number | null;
  what: ActKind;
}

export interface ActivityItem {
  /** In major units, exact: "19.99". */
  amount: string | null;
  /** Milliseconds since 1970 in UTC. */
  at: number;
  /** Of the status: `green`, `amber`, `red` or `grey`. */
  colour: string | null;
  /** ISO 4217. */
  currency: string | null;
  /** Attributes of a record, properties of an event. */
  facts: FactView[];
  /** Unique among the person's items. */
  id: string;
  kind: ActivityKind;
  /** The business's own id of a record. */
  reference: string | null;
  status: string | null;
  /** Never empty. */
  title: string;
  /** Where a record is found in the business's own system, or the page; http or https. */
  url: string | null;
}

export type ActivityKind = "order" | "deposit" | "withdrawal" | "payment" | "custom" | "event" | "page";

export interface ActivityPage {
  items: ActivityItem[];
  /** The cursor of the next part; absent on the last. */
  next: string | null;
}

export interface ActivityTotal {
  /** Their sum in major units, exact: "19.99". */
  amount: string | null;
  /** How many records, those that went wrong left out. */
  count: number;
  /** ISO 4217; absent for records without an amount. */
  currency: string | null;
  /** How many went wrong: those whose status is red. They are in neither figure. */
  failed: number;
  kind: ActivityKind;
}

export interface AgentChangedFrame {
  conversation_id: string;
  message: AgentMessage;
  seq: number;
}

export interface AgentConversationFrame {
  conversation: ConversationSummary;
  seq: number;
}

export interface AgentEntry {
  /** What was done; absent for notes. */
  act: ActLine & unknown | null;
  /** The message it stands behind; 0 before the first. */
  after_number: number;
  /** Milliseconds since 1970 in UTC. */
  at: number;
  attachments: Attachment[];
  author_id: string | null;
  author_name: string | null;
  /** The text of a note; empty for acts. */
  body: string;
  /** The sender's own name for it; of notes only. */
  client_id: string | null;
  /** The text as safe HTML, where it has marks that plain text would show. */
  html: string | null;
  id: string;
  /** The agents that a note names. */
  mentions: string[];
  /** Grows with each entry of the workspace. */
  number: number;
}

export interface AgentEntryFrame {
  conversation: ConversationSummary;
  entry: AgentEntry;
  seq: number;
}

export interface AgentFrames {
  frames: AgentHears[];
}

export type AgentHears = AgentHears_ReadyFrame | AgentHears_PositionFrame | AgentHears_AckFrame | AgentHears_RefusedFrame | AgentHears_AgentMessageFrame | AgentHears_AgentChangedFrame | AgentHears_AgentConversationFrame | AgentHears_AgentReadFrame | AgentHears_ContactFrame | AgentHears_ContactGoneFrame | AgentHears_AgentJoinedFrame | AgentHears_AgentTypingFrame | AgentHears_PresenceFrame | AgentHears_AgentEntryFrame | AgentHears_AgentUnreadFrame | AgentHears_DraftFrame | AgentHears_DirectoryFrame | AgentHears_NotificationFrame | AgentHears_NotificationsReadFrame | AgentHears_ViewingFrame | AgentHears_ColleaguesFrame | AgentHears_ReloadFrame | AgentHears_ErrorFrame;

export type AgentHears_AckFrame = {
  type: "ack";
} & AckFrame;

export type AgentHears_AgentChangedFrame = {
  type: "changed";
} & AgentChangedFrame;

export type AgentHears_AgentConversationFrame = {
  type: "conversation";
} & AgentConversationFrame;

export type AgentHears_AgentEntryFrame = {
  type: "entry";
} & AgentEntryFrame;

export type AgentHears_AgentJoinedFrame = {
  type: "joined";
} & AgentJoinedFrame;

export type AgentHears_AgentMessageFrame = {
  type: "message";
} & AgentMessageFrame;

export type AgentHears_AgentReadFrame = {
  type: "read";
} & AgentReadFrame;

export type AgentHears_AgentTypingFrame = {
  type: "typing";
} & AgentTypingFrame;

export type AgentHears_AgentUnreadFrame = {
  type: "unread";
} & AgentUnreadFrame;

export type AgentHears_ColleaguesFrame = {
  type: "colleagues";
} & ColleaguesFrame;

export type AgentHears_ContactFrame = {
  type: "contact";
} & ContactFrame;

export type AgentHears_ContactGoneFrame = {
  type: "gone";
} & ContactGoneFrame;

export type AgentHears_DirectoryFrame = {
  type: "directory";
} & DirectoryFrame;

export type AgentHears_DraftFrame = {
  type: "draft";
} & DraftFrame;

export type AgentHears_ErrorFrame = {
  type: "error";
} & ErrorFrame;

export type AgentHears_NotificationFrame = {
  type: "notification";
} & NotificationFrame;

export type AgentHears_NotificationsReadFrame = {
  type: "notifications_read";
} & NotificationsReadFrame;

export type AgentHears_PositionFrame = {
  type: "position";
} & PositionFrame;

export type AgentHears_PresenceFrame = {
  type: "presence";
} & PresenceFrame;

export type AgentHears_ReadyFrame = {
  type: "ready";
} & ReadyFrame;

export type AgentHears_RefusedFrame = {
  type: "refused";
} & RefusedFrame;

export type AgentHears_ReloadFrame = {
  type: "reload";
} & ReloadFrame;

export type AgentHears_ViewingFrame = {
  type: "viewing";
} & ViewingFrame;

export interface AgentJoinedFrame {
  from_contact_id: string;
  seq: number;
  to_contact_id: string;
}

export interface AgentMessage {
  /** What the visitor answered to it. */
  answer: Answer & unknown | null;
  /** Milliseconds since 1970 in UTC. */
  at: number;
  attachments: Attachment[];
  author: Author;
  /** The agent's id, where an agent wrote it. */
  author_id: string | null;
  author_name: string | null;
  body: string;
  /** The sender's own name for it. */
  client_id: string | null;
  /** What it holds beside its text; absent for plain text. */
  content: MessageContent & unknown | null;
  /** The text as safe HTML, where it has marks that plain text would show; made by the server's one sanitiser. */
  html: string | null;
  id: string;
  /** Its place in the conversation: 1, 2, 3, … without gaps. */
  number: number;
}

export interface AgentMessageFrame {
  conversation: ConversationSummary;
  message: AgentMessage;
  seq: number;
}

export interface AgentMessages {
  /** Whether there are older ones. */
  has_more: boolean;
  messages: AgentMessage[];
}

export interface AgentReadFrame {
  conversation_id: string;
  number: number;
  /** `visitor` or `me`. */
  reader: string;
  seq: number;
  /** What is left unread for this agent, where the reader is `me`. */
  unread: number | null;
}

export type AgentSays = AgentSays_PostFrame | AgentSays_TypingSays | AgentSays_ReadSays | AgentSays_WatchSays | AgentSays_NoteFrame | AgentSays_ViewingSays | AgentSays_IdleSays;

export type AgentSays_IdleSays = {
  type: "idle";
} & IdleSays;

export type AgentSays_NoteFrame = {
  type: "note.post";
} & NoteFrame;

export type AgentSays_PostFrame = {
  type: "message.post";
} & PostFrame;

export type AgentSays_ReadSays = {
  type: "read";
} & ReadSays;

export type AgentSays_TypingSays = {
  type: "typing";
} & TypingSays;

export type AgentSays_ViewingSays = {
  type: "viewing";
} & ViewingSays;

export type AgentSays_WatchSays = {
  type: "watch";
} & WatchSays;

export interface AgentTypingFrame {
  /** Which agent, where one does. */
  agent_id: string | null;
  author: Author;
  conversation_id: string;
  is_typing: boolean;
  name: string | null;
}

export interface AgentUnreadFrame {
  conversation_id: string;
  seq: number;
  unread: number;
}

export interface AgentView {
  email: string;
  id: string;
  name: string;
  /** `owner`, `admin` or `agent`. */
  role: string;
}

export interface Answer {
  values: AnswerValue[];
}

export interface AnswerValue {
  label: string;
  name: string;
  value: string;
}

export type AskContact = "after_first_message" | "when_away" | "never";

export interface Attachment {
  /** In pixels; of images only. */
  height: number | null;
  id: string;
  /** Such as `image/jpeg`. */
  media_type: string;
  /** As its sender named it. */
  name: string;
  /** In bytes. */
  size: number;
  /** A smaller picture of an image, at most 480 px on its longer side. */
  small_url: string | null;
  /** Where this reader can fetch it, for some hours. Images that the server has decoded and written anew are shown in place; everything else is a download. */
  url: string;
  /** In pixels; of images only. */
  width: number | null;
}

export type Author = "visitor" | "agent" | "system";

export interface Brand {
  logo: string | null;
  name: string;
}

export interface Button {
  /** 1 to 500 characters. */
  reply?: string | null;
  /** 1 to 80 characters. */
  text: string;
  /** http, https, mailto or tel. */
  url?: string | null;
}

export interface Buttons {
  /** 1 to 6. */
  buttons: Button[];
}

export interface Card {
  /** At most 3. */
  buttons: Button[];
  /** http or https. */
  image_url?: string | null;
  /** At most 500 characters. */
  text?: string | null;
  /** 1 to 120 characters. */
  title: string;
  /** Where the card leads: http or https. */
  url?: string | null;
}

export interface Cards {
  /** 1 to 10. */
  cards: Card[];
}

export interface Challenge {
  /** `SHA-256`. */
  algorithm: string;
  /** Hex of the hash of the salt followed by the number in decimal digits. */
  challenge: string;
  /** Milliseconds since 1970 in UTC. */
  expires_at: number;
  /** The number is a whole one from 0 to this. */
  max_number: number;
  salt: string;
  signature: string;
}

export interface ColleaguePresence {
  agent_id: string;
  presence: Presence;
}

export interface ColleaguesFrame {
  colleagues: ColleaguePresence[];
}

export interface Colors {
  /** Text and drawings on the brand colour: black or white, whichever is easier to read. */
  onPrimary: string;
  /** The brand colour. */
  primary: string;
  /** A light shade of it, for backgrounds. */
  primaryLight: string;
  /** Text on a light background. */
  text: string;
  /** Lesser text on a light background. */
  textLight: string;
}

export interface ContactBrief {
  id: string;
  /** Whether the business knows the person by an id of its own. */
  is_customer: boolean;
  /** Whether the person has proved who it is. */
  is_verified: boolean;
  /** Never empty. */
  name: string;
}

export interface ContactCard {
  /** The newest 20. */
  activity: ActivityPage & unknown;
  contact: ContactDetails;
  /** What the records come to, by kind and currency; bounded by what there is of both. */
  totals: ActivityTotal[];
}

export interface ContactDetails {
  address: string | null;
  attributes: FactView[];
  avatar_url: string | null;
  /** What pages said without proof. */
  claims: FactView[];
  /** What the business's server said about this visit with a prepared session, as far as agents may read it. */
  context: FactView[];
  email: string | null;
  /** The business's own id of the person. */
  external_id: string | null;
  /** Milliseconds since 1970 in UTC. */
  first_seen_at: number;
  id: string;
  is_verified: boolean;
  /** Milliseconds since 1970 in UTC. */
  last_seen_at: number | null;
  /** Never empty. */
  name: string;
  page: PageView | null;
  phone: string | null;
  /** How many other people have the same e-mail address by the business's own word; counted up to 100. It proves nothing. */
  possible_duplicates: number;
  referrer: string | null;
  username: string | null;
}

export interface ContactFrame {
  contact_id: string;
  seq: number;
}

export interface ContactGoneFrame {
  contact_id: string;
  seq: number;
}

export interface ConversationEvent {
  event: EventKind;
  /** Who of the team it was, where somebody was. */
  name?: string | null;
}

export type ConversationState = "open" | "snoozed" | "done";

export type ConversationStatus = "open" | "resolved";

export interface ConversationSummary {
  /** Who is to answer. */
  assignee_id: string | null;
  contact: ContactBrief;
  id: string;
  /** Whether the person may not write any more. */
  is_blocked: boolean;
  /** Milliseconds since 1970 in UTC. */
  last_activity_at: number;
  last_message: MessagePreview | null;
  /** The newest private note. */
  last_note: NotePreview & unknown | null;
  /** The number of its last message. */
  last_number: number;
  priority: Priority;
  /** What the visitor gave it, 1 to 5. */
  rating: number | null;
  rating_comment: string | null;
  site_id: string;
  site_name: string;
  /** When a snooze ends, in milliseconds since 1970; absent where there is none or it ends with the visitor's next message. */
  snoozed_until: number | null;
  state: ConversationState;
  status: ConversationStatus;
  tag_ids: string[];
  team_id: string | null;
  /** The visitor has seen it up to this number. */
  visitor_read_number: number;
  /** Since when the visitor waits for an answer, in milliseconds since 1970; absent where it does not. */
  waiting_since: number | null;
}

export interface DirectoryFrame {
  seq: number;
  what: DirectoryPart;
}

export type DirectoryPart = "agents" | "teams" | "tags" | "saved_views" | "replies";

export interface DraftFrame {
  conversation_id: string;
  seq: number;
}

export interface ErrorFrame {
  /** `signed_out`, `site_inactive`, `origin_not_allowed`, `bad_frame` or `too_many`. */
  code: string;
  detail: string;
}

export type EventKind = "joined" | "resolved" | "reopened";

export interface FactView {
  name: string;
  value: string;
}

export type FieldKind = "text" | "long_text" | "email" | "phone" | "number" | "date" | "choice" | "check";

export interface Form {
  /** 1 to 12. */
  fields: FormField[];
  /** Whether it asks who the visitor is: `name`, `email` and `phone` of it then become claims. */
  is_contact: boolean;
  /** The words on its button, 1 to 40 characters. */
  submit?: string | null;
  /** At most 120 characters. */
  title?: string | null;
}

export interface FormField {
  is_required: boolean;
  kind: FieldKind;
  /** 1 to 120 characters. */
  label: string;
  /** 1 to 64 characters of a–z, 0–9 and `_`; unique in the form. */
  name: string;
  /** What can be chosen: 1 to 30 of 1 to 120 characters; for the kind `choice` only. */
  options: string[];
}

export interface GenerateSiteKey {
  /** The origins on which it works, such as `https://www.shop.example`, at most 50; empty for all that the site allows. */
  allowedOrigins: string[];
  /** What to know it by, 1 to 80 characters on one line. */
  name: string;
  /** The id or the app id of the site; without one the first. */
  site?: string | null;
}

export interface GiveAnswer {
  /** Text, numbers and booleans by the names of the form's fields. */
  values: { [name: string]: unknown };
}

export interface GiveRating {
  /** At most 1,000 characters. */
  comment?: string | null;
  /** 1 to 5. */
  score: number;
}

export interface HoursView {
  /** When it opens or closes next, in milliseconds since 1970 in UTC; absent where it never does. */
  changes_at: number | null;
  is_open: boolean;
  /** What visitors see when closed: `chat` with what to expect, `form` for a message with contact details, `hidden`. */
  when_closed: WhenClosed & unknown;
}

export interface Identity {
  address?: string | null;
  /** Up to 100 facts: text, numbers, booleans; `null` removes one. */
  attributes?: { [name: string]: unknown } | null;
  avatar_url?: string | null;
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  /** A prepared session, good for one browser. */
  session?: string | null;
  /** Lower-case hex of HMAC-SHA256 of `user_id` under the identity secret. */
  user_hash?: string | null;
  /** The business's own id of the customer, 1 to 255 characters. A number is taken as its text. */
  user_id?: string | null;
  /** A JSON Web Token (HS256) of the business's server under the same secret: `sub` is the customer's id, `exp` at most 24 hours ahead; `name`, `email` and `attributes` in it are verified. */
  user_token?: string | null;
  username?: string | null;
}

export interface IdleSays {
  is_idle: boolean;
}

export interface InboxPage {
  conversations: InboxRow[];
  /** The cursor of the next page; absent on the last. */
  next: string | null;
  /** The place in the event log this answer stands at: pass it as `after` to the socket. */
  seq: number;
}

export interface InboxRow {
  conversation: ConversationSummary;
  /** Whether this agent has begun to write. */
  has_draft: boolean;
  /** Messages of the visitor that this agent has not read. */
  unread: number;
}

export interface InboxThread {
  /** The newest 20. */
  activity: ActivityPage & unknown;
  contact: ContactDetails;
  conversation: ConversationSummary;
  /** Whether there are older ones. */
  has_more: boolean;
  /** The newest 50, oldest first. */
  messages: AgentMessage[];
  /** The place in the event log this answer stands at. */
  seq: number;
  /** What the records come to, by kind and currency. */
  totals: ActivityTotal[];
  unread: number;
}

export interface KnownContact {
  has_email: boolean;
  has_phone: boolean;
  /** Whether this browser has proved whose it is, now or within the last days: then its orders are shown. */
  is_verified: boolean;
  /** To greet by; only what the business or the visitor itself has said. */
  name: string | null;
}

export type LauncherIcon = "chat" | "question" | "wave" | "logo";

export interface LauncherLook {
  /** Whether it moves gently at the first load. */
  has_pulse: boolean;
  icon: LauncherIcon;
  /** Whether the page opens the panel by a button of its own. */
  is_hidden: boolean;
  /** Distance from the side edge in pixels, 0 to 1000. */
  offset_x: number;
  /** Distance from the bottom in pixels, 0 to 1000. */
  offset_y: number;
  position: Side;
  size: LauncherSize;
  /** What the launcher says beside its drawing, by locale; empty where it is the drawing alone. */
  texts: { [name: string]: string };
}

export type LauncherSize = "small" | "medium" | "large";

export interface LauncherWords {
  /** The title of the panel. */
  chat: string;
  /** Its name while the panel is open. */
  close: string;
  /** Closes a line beside the launcher. */
  dismiss: string;
  /** The launcher's name while the panel is closed. */
  open: string;
  /** What is said when the panel does not come. */
  unreachable: string;
  /** Follows the name; `#` stands for how many answers are unread. */
  unread: string;
}

export interface MeView {
  agent: AgentView;
  /** Whether the browser speaks plain HTTP, which others in the network can read. */
  is_plain_http: boolean;
  /** The place in the event log this answer stands at. */
  seq: number;
  workspace_name: string;
}

export type MessageContent = MessageContent_QuickReplies | MessageContent_Buttons | MessageContent_Cards | MessageContent_Products | MessageContent_Form | MessageContent_RatingAsked | MessageContent_ConversationEvent;

export type MessageContent_Buttons = {
  type: "buttons";
} & Buttons;

export type MessageContent_Cards = {
  type: "cards";
} & Cards;

export type MessageContent_ConversationEvent = {
  type: "event";
} & ConversationEvent;

export type MessageContent_Form = {
  type: "form";
} & Form;

export type MessageContent_Products = {
  type: "products";
} & Products;

export type MessageContent_QuickReplies = {
  type: "quick_replies";
} & QuickReplies;

export type MessageContent_RatingAsked = {
  type: "rating";
} & RatingAsked;

export interface MessagePreview {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  author: Author;
  author_name: string | null;
  /** At most 140 characters. */
  preview: string;
}

export interface NoteFrame {
  /** 1 to 10,000 characters; may be empty beside files. */
  body: string;
  /** The sender's own name for the note: 1 to 64 visible ASCII characters, best a UUID. */
  client_id: string;
  conversation_id: string;
  /** Uploaded files to keep with it, at most 10. */
  file_ids?: string[] | null;
  /** Agents that the note names: each is told. At most 20. */
  mentions?: string[] | null;
}

export interface NotePreview {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  author_name: string | null;
  /** At most 140 characters. */
  preview: string;
}

export interface NotificationFrame {
  notification_id: string;
  seq: number;
}

export interface NotificationsReadFrame {
  notification_id: string | null;
  seq: number;
}

export interface PageEvent {
  /** Milliseconds since 1970 in UTC; taken as within the last 24 hours. */
  at: number;
  /** 1 to 64 characters. */
  name: string;
  /** At most 20: text of at most 500 characters, numbers, booleans, null; names of at most 64. */
  properties?: { [name: string]: unknown } | null;
}

export interface PageReport {
  /** `utm_*` and the snippet's campaign. */
  campaign?: { [name: string]: string } | null;
  /** The page's origin, as the browser gave it to the panel. */
  origin: string;
  referrer?: string | null;
  title?: string | null;
  url?: string | null;
}

export interface PageRuleView {
  /** `phone` or `desktop`. */
  device: string | null;
  /** `show` or `hide` the launcher, or the purpose of the page: `support`, `sales`, `checkout`. */
  do: string;
  /** The beginning of the page's language, such as `de`. */
  language: string | null;
  /** A path such as `/pricing`, `*` for anything: `/blog/*`, `*`. */
  path: string | null;
  /** A query parameter that must be there, `ref` or `ref=mail`. */
  query: string | null;
  /** Whether the page has said who its visitor is. */
  signed_in: boolean | null;
}

export interface PageView {
  title: string | null;
  url: string;
}

export interface PanelConfig {
  /** Pages that may embed the panel, as exact origins; empty means any. */
  allowed_origins: string[];
  app_id: string;
  brand: Brand;
  /** Which captcha first messages need: `none` or `pow`. */
  captcha: string;
  colors: Colors;
  features: PanelFeatures;
  hours: HoursView;
  /** The locale of visitors whose own language no text was written in. */
  locale: string;
  /** The longest message, in characters. */
  message_max_chars: number;
  purpose: Purpose;
  /** Texts that an administrator has written, by locale. What is absent has words of the panel's own. */
  texts: { [name: string]: SiteTexts };
  theme: Theme;
  uploads: UploadRules;
}

export interface PanelFeatures {
  /** What verified customers see of their orders. */
  activity: boolean;
  /** When visitors are asked for an e-mail address. */
  ask_contact: AskContact & unknown;
  /** Whether "Deskbell" stands small at the bottom. */
  credit: boolean;
  emoji: boolean;
  /** Whether the team's faces show. */
  faces: boolean;
  files: boolean;
  /** The home place. */
  home: boolean;
  /** More than one conversation at a time, and the list of them. */
  messages: boolean;
  rating: boolean;
  /** Whether visitors may switch a sound on. */
  sound: boolean;
  /** Whether the number of unread answers stands before the page's title. */
  title: boolean;
  transcript: boolean;
}

export interface PositionFrame {
  seq: number;
}

export interface PostFrame {
  /** From agents only: the last message there was when the answer was begun. Where the visitor or a colleague has written since, the answer is refused with `changed`, so that nobody answers over somebody. Without it nothing is asked. */
  after_number?: number | null;
  /** 1 to 10,000 characters; may be empty beside files or content. */
  body: string;
  /** The sender's own name for the message: 1 to 64 visible ASCII characters, best a UUID. */
  client_id: string;
  /** From agents only. */
  content?: MessageContent & unknown | null;
  /** Without it a visitor starts a conversation. */
  conversation_id?: string | null;
  /** Uploaded files to send with it, at most 10. */
  file_ids?: string[] | null;
}

export type Presence = "online" | "away" | "busy" | "offline";

export interface PresenceFrame {
  contact_id: string;
  is_online: boolean;
}

export type Priority = "none" | "low" | "medium" | "high" | "urgent";

export interface Problem {
  /** What happened this time and what to do, for a person. */
  detail: string;
  /** Where fields are wrong: every one of them. */
  errors: ProblemField[] | null;
  /** Quote this when you ask for help about an error of status 500. */
  instance: string | null;
  /** The HTTP status, again. */
  status: number;
  /** The problem in a few words, the same each time. */
  title: string;
  /** Which problem this is, as a stable address. Programs decide by its last part. */
  type: string;
}

export interface ProblemField {
  /** What is wrong with it and what is expected. */
  detail: string;
  /** A JSON pointer (RFC 6901) into the body, such as `/records/3/amount`; for a parameter its name after `/`. */
  pointer: string;
}

export interface ProductCard {
  /** ISO 4217; needed beside a price. */
  currency?: string | null;
  /** At most 500 characters. */
  description?: string | null;
  /** http or https. */
  image_url?: string | null;
  /** Whether it can be bought now. */
  is_available: boolean;
  /** In major units, exact: "19.99". */
  price?: string | null;
  /** 1 to 120 characters. */
  title: string;
  /** http or https. */
  url?: string | null;
}

export interface ProductView {
  /** ISO 4217. */
  currency: string | null;
  /** At most 500 characters on one line: a longer one is cut at a word and ends with “…”. */
  description: string | null;
  /** The business's own id of it. */
  external_id: string;
  id: string;
  /** http or https. */
  image_url: string | null;
  is_available: boolean;
  /** In major units, exact: "19.99". */
  price: string | null;
  /** At most 120 characters: a longer one is cut at a word and ends with “…”. */
  title: string;
  /** http or https. */
  url: string | null;
}

export interface Products {
  /** 1 to 10. */
  products: ProductCard[];
}

export interface ProductsPage {
  /** The cursor of the next part; absent on the last. */
  next: string | null;
  /** By title; where something is searched for, the best match first. */
  products: ProductView[];
}

export type Purpose = "support" | "sales" | "checkout";

export interface QuickReplies {
  /** 1 to 10, each of 1 to 80 characters. */
  replies: string[];
}

export type RatingAsked = {
};

export interface ReadSays {
  conversation_id: string;
  number: number;
}

export interface ReadyFrame {
  seq: number;
}

export interface RefusedFrame {
  /** Which message was refused; absent for other frames. */
  client_id: string | null;
  /** `rate_limited`, `invalid`, `not_found`, `forbidden`, `changed` or `busy`. */
  code: string;
  /** What is wrong and what to do. */
  detail: string;
  /** Seconds until a new try makes sense. */
  retry_after: number | null;
}

export type ReloadFrame = {
};

export interface SessionView {
  /** Whether the browser has proved to be a customer. */
  is_verified: boolean;
  /** `identity_unverified` where a customer id was named and not believed, or a session is unknown or came too late; `session_spent` where another browser has used the session. */
  problem: string | null;
  /** A new token for this browser; without one it keeps the one it has. */
  token: string | null;
  /** Absent where nobody has acted and nothing was proven. Absent in the answer to a token: the page names another customer than this browser had proved to be, so that has ended and the token with it. */
  visitor_id: string | null;
}

export type Side = "left" | "right";

export interface SiteFrame {
  seq: number;
}

export interface SiteKeyView {
  /** Where it works; empty for everywhere the site allows. */
  allowedOrigins: string[];
  /** In milliseconds since 1970 in UTC. */
  createdAt: number;
  /** What stands in `data-key`. */
  key: string;
  name: string;
  /** The site that it names. */
  site: string;
  /** The key's own id, a UUID: what to revoke it by. */
  siteId: string;
}

export interface SiteKeysView {
  /** By site, the oldest first. */
  keys: SiteKeyView[];
}

export interface SiteTexts {
  /** What stands on the home place in place of the expectation outside opening hours. */
  away: string | null;
  greeting: string | null;
  introduction: string | null;
  /** A short notice on top, such as of a delay in deliveries. */
  notice: string | null;
  /** "We usually answer within an hour." */
  reply_expectation: string | null;
}

export interface StartSession {
  /** The site's app id. */
  app_id: string;
  /** The solution of a challenge, where this makes a visitor without proof. */
  captcha?: string | null;
  /** What the page says of its visitor. */
  identity?: Identity & unknown | null;
  /** Whether to make a visitor only for a right proof: for what a page says before anybody has acted. Nothing is stored otherwise. */
  only_if_proven?: boolean | null;
  /** The page the panel is on. */
  page: PageReport & unknown;
}

export interface TeamMember {
  name: string;
  picture_url: string | null;
}

export interface TeamReadFrame {
  conversation_id: string;
  number: number;
  seq: number;
}

export interface TeamTypingFrame {
  conversation_id: string;
  is_typing: boolean;
  name: string | null;
}

export interface TeamView {
  hours: HoursView;
  /** Whether somebody's inbox is connected. */
  is_online: boolean;
  /** At most 5. */
  members: TeamMember[];
  /** The median of first replies in milliseconds: the newest 50 conversations of 30 days; absent under 10. */
  usual_reply_ms: number | null;
}

export type Theme = "light" | "dark" | "auto";

export interface Track {
  /** 1 to 50. */
  events: PageEvent[];
}

export interface TypingSays {
  conversation_id: string;
  is_typing: boolean;
}

export interface UploadRules {
  /** Endings that are taken, such as `.pdf`. */
  endings: string[];
  /** Bytes of one file. */
  max_bytes: number;
  /** Files of one message. */
  max_files: number;
}

export interface Viewer {
  agent_id: string;
  is_replying: boolean;
}

export interface ViewingFrame {
  conversation_id: string;
  viewers: Viewer[];
}

export interface ViewingSays {
  /** Absent where none is open. */
  conversation_id?: string | null;
  is_replying: boolean;
}

export interface VisitorActivity {
  /** The cursor of the next part; absent on the last. */
  next: string | null;
  /** Up to 20, newest first. */
  records: VisitorRecord[];
}

export interface VisitorActivityFrame {
  seq: number;
}

export interface VisitorChangedFrame {
  conversation_id: string;
  message: VisitorMessage;
  seq: number;
}

export interface VisitorConversation {
  /** Whoever of the team wrote last. */
  agent: TeamMember & unknown | null;
  id: string;
  /** Milliseconds since 1970 in UTC. */
  last_activity_at: number;
  last_message: VisitorMessage | null;
  /** The number of its last message. */
  last_number: number;
  /** What the visitor gave it, 1 to 5. */
  rating: number | null;
  status: ConversationStatus;
  /** The team has read up to this number. */
  team_read_number: number;
  /** Messages of the team that the visitor has not seen. */
  unread: number;
}

export interface VisitorConversationFrame {
  conversation_id: string;
  /** What the visitor gave it, 1 to 5. */
  rating: number | null;
  seq: number;
  status: ConversationStatus;
}

export interface VisitorConversations {
  contact: KnownContact;
  conversations: VisitorConversation[];
  /** The place in the event log this answer stands at: pass it as `after` to the socket. */
  seq: number;
  /** Whether the token is a day old: then `POST /api/widget/session` gives a new one. */
  wants_renewal: boolean;
}

export interface VisitorFrames {
  frames: VisitorHears[];
}

export type VisitorHears = VisitorHears_ReadyFrame | VisitorHears_PositionFrame | VisitorHears_AckFrame | VisitorHears_RefusedFrame | VisitorHears_VisitorMessageFrame | VisitorHears_VisitorChangedFrame | VisitorHears_VisitorConversationFrame | VisitorHears_SiteFrame | VisitorHears_TeamReadFrame | VisitorHears_TeamTypingFrame | VisitorHears_VisitorJoinedFrame | VisitorHears_VisitorActivityFrame | VisitorHears_ReloadFrame | VisitorHears_ErrorFrame;

export type VisitorHears_AckFrame = {
  type: "ack";
} & AckFrame;

export type VisitorHears_ErrorFrame = {
  type: "error";
} & ErrorFrame;

export type VisitorHears_PositionFrame = {
  type: "position";
} & PositionFrame;

export type VisitorHears_ReadyFrame = {
  type: "ready";
} & ReadyFrame;

export type VisitorHears_RefusedFrame = {
  type: "refused";
} & RefusedFrame;

export type VisitorHears_ReloadFrame = {
  type: "reload";
} & ReloadFrame;

export type VisitorHears_SiteFrame = {
  type: "site";
} & SiteFrame;

export type VisitorHears_TeamReadFrame = {
  type: "read";
} & TeamReadFrame;

export type VisitorHears_TeamTypingFrame = {
  type: "typing";
} & TeamTypingFrame;

export type VisitorHears_VisitorActivityFrame = {
  type: "activity";
} & VisitorActivityFrame;

export type VisitorHears_VisitorChangedFrame = {
  type: "changed";
} & VisitorChangedFrame;

export type VisitorHears_VisitorConversationFrame = {
  type: "conversation";
} & VisitorConversationFrame;

export type VisitorHears_VisitorJoinedFrame = {
  type: "joined";
} & VisitorJoinedFrame;

export type VisitorHears_VisitorMessageFrame = {
  type: "message";
} & VisitorMessageFrame;

export interface VisitorHello {
  /** The highest `seq` applied so far; without it only what happens from now on is sent. */
  after?: number | null;
  /** The site's app id. */
  app_id: string;
  /** The page the panel is on. */
  page: PageReport & unknown;
  /** The token this browser was given. */
  token: string;
}

export interface VisitorJoinedFrame {
  seq: number;
}

export interface VisitorMessage {
  /** What the visitor answered to it. */
  answer: Answer & unknown | null;
  /** Milliseconds since 1970 in UTC. */
  at: number;
  attachments: Attachment[];
  author: Author;
  author_name: string | null;
  body: string;
  /** The sender's own name for it; on the visitor's messages only. */
  client_id: string | null;
  /** What it holds beside its text; absent for plain text. */
  content: MessageContent & unknown | null;
  /** The text as safe HTML, where it has marks that plain text would show; made by the server's one sanitiser. */
  html: string | null;
  id: string;
  /** Its place in the conversation: 1, 2, 3, … without gaps. */
  number: number;
}

export interface VisitorMessageFrame {
  conversation_id: string;
  message: VisitorMessage;
  seq: number;
}

export interface VisitorMessages {
  /** Whether there are older ones. */
  has_more: boolean;
  messages: VisitorMessage[];
}

export interface VisitorRecord {
  /** In major units, exact: "19.99". */
  amount: string | null;
  /** `green`, `amber`, `red` or `grey`. */
  colour: string;
  /** ISO 4217. */
  currency: string | null;
  id: string;
  /** `order`, `deposit`, `withdrawal`, `payment` or `custom`. */
  kind: string;
  /** Milliseconds since 1970 in UTC. */
  occurred_at: number;
  status: string | null;
  title: string;
}

export type VisitorSays = VisitorSays_VisitorHello | VisitorSays_PostFrame | VisitorSays_TypingSays | VisitorSays_ReadSays;

export type VisitorSays_PostFrame = {
  type: "message.post";
} & PostFrame;

export type VisitorSays_ReadSays = {
  type: "read";
} & ReadSays;

export type VisitorSays_TypingSays = {
  type: "typing";
} & TypingSays;

export type VisitorSays_VisitorHello = {
  type: "hello";
} & VisitorHello;

export interface WatchSays {
  /** At most 100. */
  contact_ids: string[];
}

export type WhenClosed = "chat" | "form" | "hidden";

export interface WidgetInit {
  /** The site's public id. */
  app_id: string;
  /** Who speaks. */
  brand: Brand & unknown;
  /** Which captcha first messages need: `none`, or `pow` for a proof of work that the panel does unseen. */
  captcha: string;
  captchaSiteKey: string | null;
  /** Any CSS colours. They become the custom properties `--widget-primary` and so on. */
  colors: Colors & unknown;
  /** Parts of the panel that are not as usual. What is absent is on, but for the count in the title. */
  features: { [name: string]: boolean };
  /** Outside opening hours, where the site then hides its widget: nothing shows. */
  is_away: boolean;
  launcher: LauncherLook;
  /** The locale of visitors whose own language no text was written in. */
  locale: string;
  /** Names of the events that go to the page's `dataLayer`. */
  mirror: string[];
  /** Where the launcher shows and what pages are for: the first that fits decides. At most 20. */
  pages: PageRuleView[];
  /** The path of the panel document on this server. */
  panel: string;
  /** What a page is for where no rule says otherwise. */
  purpose: Purpose & unknown;
  theme: Theme;
  /** What the launcher says in the language that was asked for; absent where none was, or none that the widget speaks: then it says it in English. */
  words: LauncherWords & unknown | null;
}
