// Made by `deskbell openapi --types` from the server's own types. Do not edit.

export interface AckFrame {
  client_id: string;
  conversation_id: string;
  /** The message's id; of a note its own, which begins with `ent_`. */
  message_id: string;
  /** The message's place; of a note the message it stands behind. */
  number: number;
  /** The event that tells of it; 0 for a repeat. It does not move the position: frames before it may still come. */
  seq: number;
}

export type Act = Act_AssignAgent | Act_AssignTeam | Act_Snooze | Act_Wake | Act_Resolve | Act_Reopen | Act_SetPriority | Act_AddTag | Act_RemoveTag | Act_MarkUnread | Act_MarkRead;

export interface ActChange {
  act: Act;
  conversation_id: string;
}

export interface ActError {
  /** `invalid`, `not_found`, `forbidden` or `changed`. */
  code: string;
  /** What is wrong and what to do. */
  detail: string;
}

export type ActKind = "assigned" | "unassigned" | "team_assigned" | "team_unassigned" | "snoozed" | "woken" | "priority" | "tagged" | "untagged" | "blocked" | "unblocked" | "merged" | "unmerged" | "macro";

export interface ActLine {
  /** Whom or what it concerns, as it was called then: a person, a team, a tag, a priority, a macro. */
  name: string | null;
  /** When a snooze ends, in milliseconds since 1970; absent where it ends with the visitor's next message. */
  until: number | null;
  what: ActKind;
}

export interface ActResult {
  /** As it stands after all changes; absent where it is not there. */
  conversation: ConversationSummary & unknown | null;
  conversation_id: string;
  /** Absent where it was done, or was so already. */
  error: ActError & unknown | null;
  /** Messages of the visitor that this agent has not read. */
  unread: number;
}

export interface ActResults {
  results: ActResult[];
  /** Position of the event log at which the conversations stand as they are told. */
  seq: number;
}

export type Act_AddTag = {
  type: "tag";
} & AddTag;

export type Act_AssignAgent = {
  type: "assign_agent";
} & AssignAgent;

export type Act_AssignTeam = {
  type: "assign_team";
} & AssignTeam;

export type Act_MarkRead = {
  type: "read";
} & MarkRead;

export type Act_MarkUnread = {
  type: "unread";
} & MarkUnread;

export type Act_RemoveTag = {
  type: "untag";
} & RemoveTag;

export type Act_Reopen = {
  type: "reopen";
} & Reopen;

export type Act_Resolve = {
  type: "resolve";
} & Resolve;

export type Act_SetPriority = {
  type: "priority";
} & SetPriority;

export type Act_Snooze = {
  type: "snooze";
} & Snooze;

export type Act_Wake = {
  type: "wake";
} & Wake;

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

export interface Acts {
  /** 1 to 100. */
  changes: ActChange[];
}

export interface AddTag {
  tag_id: string;
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
  entries: AgentEntry[];
  messages: AgentMessage[];
  /** Pass it as `before` for what came before; absent at the beginning. */
  next: string | null;
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
  /** `owner`, `admin`, `agent` or `read_only`. */
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

export interface AssignAgent {
  /** `null`: nobody in particular. */
  agent_id?: string | null;
}

export interface AssignAgentStep {
  /** An agent's id, or `me` for whoever runs it; absent for nobody. */
  agent_id: string | null;
}

export interface AssignTeam {
  /** `null`: no team. */
  team_id?: string | null;
}

export interface AssignTeamStep {
  /** Absent for no team. */
  team_id: string | null;
}

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

export interface AttributeFilter {
  /** 1 to 64 characters. */
  name: string;
  op: AttributeOperator;
  /** At most 200 characters; absent for `set` and `not_set`, a number for `more` and `less`. */
  value?: string | null;
}

export type AttributeKind = "text" | "number" | "boolean";

export type AttributeOperator = "is" | "is_not" | "contains" | "set" | "not_set" | "more" | "less";

export interface AttributeView {
  kind: AttributeKind;
  name: string;
  value: string;
}

export type Author = "visitor" | "agent" | "system";

export type AvailabilityState = "online" | "away" | "busy";

export interface AvailabilityView {
  /** When it is back, in milliseconds since 1970; absent where that is open. */
  again_at?: number | null;
  state: AvailabilityState;
}

export interface BlockView {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  by_name: string | null;
}

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

export type ChangeOrigin = "hand" | "server" | "token" | "import";

export interface ChoosePreferences {
  density?: DensityView | null;
  /** What the desktop shows. */
  desktop?: WantedView & unknown | null;
  /** Whether Enter alone sends; else Ctrl or Cmd with it. */
  enter_sends?: boolean | null;
  /** Whether single keys do something. */
  has_shortcuts?: boolean | null;
  /** When nothing calls; `null` where it always may. */
  quiet?: QuietView & unknown | null;
  /** All keys by action, where they are to be other than usual; at most 100. */
  shortcuts?: { [name: string]: string } | null;
  sound?: boolean | null;
  /** What is shown in a corner of the inbox. */
  toasts?: WantedView & unknown | null;
  /** How long a reply can be taken back, in seconds: 0, 5 or 10. */
  undo_send_seconds?: number | null;
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
  /** Whether the browser that this was said in has proved to be this customer. */
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

export interface ContactChange {
  after: string | null;
  /** Milliseconds since 1970 in UTC. */
  at: number;
  before: string | null;
  /** What the person or the key is called. */
  by_name: string | null;
  /** The field, `attributes.NAME`, or `blocked`, `merged`, `parted`: then `after` names with whom, or says `yes`. */
  field: string;
  origin: ChangeOrigin;
}

export interface ContactConversations {
  conversations: ConversationSummary[];
  /** The cursor of the next page; absent on the last. */
  next: string | null;
}

export interface ContactDetails {
  address: string | null;
  attributes: AttributeView[];
  avatar_url: string | null;
  /** Absent where the person may write. */
  blocked: BlockView & unknown | null;
  /** The fields that somebody of the team changed last. All others were said by the business's own servers. */
  by_hand: HandMark[];
  /** What pages said without proof. */
  claims: FactView[];
  /** What the business's server said about this visit with a prepared session, as far as agents may read it. */
  context: FactView[];
  device: Device | null;
  email: string | null;
  /** The business's own id of the person. */
  external_id: string | null;
  /** Milliseconds since 1970 in UTC. */
  first_seen_at: number;
  id: string;
  is_verified: boolean;
  /** Milliseconds since 1970 in UTC. */
  last_seen_at: number | null;
  /** The language of the browser, such as `de-AT`. */
  locale: string | null;
  /** Never empty. */
  name: string;
  /** How many there are. */
  note_count: number;
  /** The newest three. */
  notes: ContactNoteView[];
  page: PageView | null;
  phone: string | null;
  /** How many other people have the same e-mail address or phone number in their profile; counted up to 100. It proves nothing. */
  possible_duplicates: number;
  /** The pages the person was on last, the newest first, up to five. */
  recent_pages: PageVisit[];
  referrer: string | null;
  /** The zone of the browser, such as `Europe/Vienna`. */
  time_zone: string | null;
  /** Browsers that agents have put to this customer by a merge and that have proved nothing: they see only what was said in them. */
  unproven_browsers: number;
  username: string | null;
  /** Names the profile as it stands: send it with a change. */
  version: number;
}

export interface ContactFrame {
  contact_id: string;
  seq: number;
}

export interface ContactGoneFrame {
  contact_id: string;
  seq: number;
}

export interface ContactHistory {
  changes: ContactChange[];
  /** The cursor of the next page; absent on the last. */
  next: string | null;
}

export interface ContactNoteView {
  author_id: string | null;
  author_name: string | null;
  body: string;
  /** Milliseconds since 1970 in UTC. */
  created_at: number;
  id: string;
  /** Milliseconds since 1970 in UTC; later than `created_at` where it was changed. */
  updated_at: number;
}

export interface ContactNotes {
  notes: ContactNoteView[];
}

export interface ConversationEvent {
  event: EventKind;
  /** Of `reopened`: whether somebody took back at once that it was resolved. Neither line is shown then, nor the question between them. Absent where a version before this one wrote the line. */
  is_undoing?: boolean | null;
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

export type DensityView = "comfortable" | "compact";

export type Device = "phone" | "tablet" | "desktop";

export interface DirectoryAgent {
  /** What the agent says of itself: `online`, `away` or `busy`. The frame `colleagues` says who is there. */
  availability: string;
  email: string;
  id: string;
  is_active: boolean;
  name: string;
  picture_url: string | null;
  /** `owner`, `admin`, `agent` or `read_only`. */
  role: string;
}

export interface DirectoryFrame {
  seq: number;
  what: DirectoryPart;
}

export type DirectoryPart = "agents" | "teams" | "tags" | "saved_views" | "replies";

export interface DirectorySite {
  id: string;
  /** The first of the addresses that may show its widget; null where any may. */
  link: string | null;
  name: string;
}

export interface DirectoryTag {
  /** One of the code's colours. */
  colour: string;
  id: string;
  name: string;
}

export interface DirectoryTeam {
  agent_ids: string[];
  id: string;
  name: string;
}

export interface Draft {
  /** The last message there was when it was begun. */
  after_number: number;
  body: string;
  conversation_id: string;
  mode: DraftMode;
  /** Milliseconds since 1970 in UTC. */
  updated_at: number;
}

export interface DraftFrame {
  conversation_id: string;
  seq: number;
}

export type DraftMode = "reply" | "note";

export interface Drafts {
  /** At most 100. */
  drafts: Draft[];
  /** Whether there are older ones that are not listed. */
  has_more: boolean;
}

export interface Duplicate {
  person: PersonView;
  why: DuplicateReason;
}

export type DuplicateReason = "same_email" | "same_phone" | "says_email" | "says_phone";

export interface Duplicates {
  /** At most 20, the ones with something in common in the profile first. */
  duplicates: Duplicate[];
}

export interface EditContact {
  address?: string | null;
  /** Merged into what is there; `null` removes one. */
  attributes?: { [name: string]: string | number | boolean } | null;
  avatar_url?: string | null;
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  username?: string | null;
  /** The `version` that the form was made from. Where one of these fields was changed since, nothing is changed and the answer (409) says what each is now. */
  version?: number | null;
}

export interface EraseContact {
  /** The person's name, as the card shows it. */
  name: string;
}

export interface ErasedCounts {
  /** Conversations. */
  conversations: number;
  /** Events that pages told. */
  events: number;
  /** Files, sent or only uploaded. */
  files: number;
  /** Messages in them. */
  messages: number;
  /** Pages that the customer was on. */
  pages: number;
  /** Records. */
  records: number;
  /** Prepared sessions. */
  sessions: number;
  /** Browsers of the customer. */
  visitors: number;
}

export interface ErasedView {
  /** How much was erased. */
  erased: ErasedCounts & unknown;
  /** What is still there, and until when. */
  remains: RemainsView[];
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

export interface HandMark {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  by_name: string | null;
  /** The field, or `attributes.NAME`. */
  field: string;
}

export type HitKind = "message" | "note" | "contact" | "record";

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

export interface InboxDirectory {
  /** By name, those who have left too. */
  agents: DirectoryAgent[];
  /** The asking agent's own first, then everybody's. */
  saved_views: SavedView[];
  /** The place in the event log this answer stands at. */
  seq: number;
  /** Oldest first. */
  sites: DirectorySite[];
  /** By name. */
  tags: DirectoryTag[];
  /** By name. */
  teams: DirectoryTeam[];
}

export interface InboxPage {
  /** May be fewer than asked for, or none, also where there is a next page: what no index answers is looked for among so many rows for each request. */
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
  /** What this agent has begun to write here: a reply, a note, or both. */
  drafts: Draft[];
  /** Notes and what was done, oldest first. An entry stands behind the message `after_number`; entries behind the same one are in the order of their numbers. */
  entries: AgentEntry[];
  /** The newest note here that names this agent, where one does. */
  mentions: string[];
  /** With the entries the newest 50, oldest first. */
  messages: AgentMessage[];
  /** Pass it as `before` for what came before; absent at the beginning. */
  next: string | null;
  /** The place in the event log this answer stands at. */
  seq: number;
  /** What the records come to, by kind and currency. */
  totals: ActivityTotal[];
  unread: number;
}

export interface KeptDraft {
  /** Absent where it was empty and so went. */
  draft: Draft & unknown | null;
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

export type ListSort = "newest" | "oldest" | "waiting";

export type ListState = "open" | "snoozed" | "done" | "all";

export interface MacroRun {
  /** As it stands now. */
  conversation: ConversationSummary & unknown;
  /** A sentence for each step that could not be done, such as one that names a tag which is gone. */
  skipped: string[];
  /** Messages of the visitor that this agent has not read. */
  unread: number;
}

export type MacroStep = MacroStep_ReplyStep | MacroStep_NoteStep | MacroStep_TagStep | MacroStep_UntagStep | MacroStep_AssignAgentStep | MacroStep_AssignTeamStep | MacroStep_PriorityStep | MacroStep_SnoozeStep | MacroStep_ResolveStep;

export type MacroStep_AssignAgentStep = {
  type: "assign_agent";
} & AssignAgentStep;

export type MacroStep_AssignTeamStep = {
  type: "assign_team";
} & AssignTeamStep;

export type MacroStep_NoteStep = {
  type: "note";
} & NoteStep;

export type MacroStep_PriorityStep = {
  type: "priority";
} & PriorityStep;

export type MacroStep_ReplyStep = {
  type: "reply";
} & ReplyStep;

export type MacroStep_ResolveStep = {
  type: "resolve";
} & ResolveStep;

export type MacroStep_SnoozeStep = {
  type: "snooze";
} & SnoozeStep;

export type MacroStep_TagStep = {
  type: "tag";
} & TagStep;

export type MacroStep_UntagStep = {
  type: "untag";
} & UntagStep;

export interface MacroView {
  id: string;
  name: string;
  /** 1 to 10, in order. */
  steps: MacroStep[];
}

export interface MakeTag {
  /** 1 to 40 characters that no other tag has. */
  name: string;
}

export type MarkRead = {
};

export type MarkUnread = {
};

export interface MatchingIds {
  ids: string[];
  /** The place in the event log this answer stands at. */
  seq: number;
}

export interface MeView {
  agent: AgentView;
  availability: AvailabilityView;
  /** Whether the browser speaks plain HTTP, which others in the network can read. */
  is_plain_http: boolean;
  /** What this agent may do: `read`, `reply`, `edit_contacts`, `curate`, `manage`, `manage_people`, `manage_owners`. */
  permissions: string[];
  /** The address of the agent's picture. */
  picture_url: string | null;
  preferences: PreferencesView;
  /** The place in the event log this answer stands at. */
  seq: number;
  workspace_name: string;
}

export interface MergeContact {
  other: string;
}

export interface MergeDone {
  /** Who stayed. */
  contact_id: string;
  merge_id: string;
  /** What the one that went is called in the history. */
  name: string;
}

export interface MergeField {
  /** The field, or `attributes.NAME`. */
  field: string;
  goes: string | null;
  /** Whether what the one that goes says is nowhere afterwards. */
  is_lost: boolean;
  /** What it is afterwards. */
  result: string | null;
  stays: string | null;
}

export interface MergePreview {
  /** Every field that one of both has. */
  fields: MergeField[];
  /** Whose conversations, browsers and notes move there. */
  goes: MergeSide & unknown;
  /** Why it cannot be done; absent where it can. */
  refusal: string | null;
  /** Who stays: the customer, else the older. */
  stays: MergeSide & unknown;
  /** For how many days it can be taken back. */
  undo_days: number;
}

export interface MergeSide {
  /** Counted up to 100. */
  browsers: number;
  /** Counted up to 501. */
  conversations: number;
  /** Milliseconds since 1970 in UTC. */
  created_at: number;
  external_id: string | null;
  id: string;
  is_blocked: boolean;
  /** Never empty. */
  name: string;
  notes: number;
  /** Those of them that have proved to be the customer. */
  proven_browsers: number;
  records: number;
}

export interface MergeUndone {
  /** Who is there again. */
  contact_id: string;
  /** Who had stayed. */
  from_contact_id: string;
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

export interface NoteMade {
  id: string;
}

export interface NotePreview {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  author_name: string | null;
  /** At most 140 characters. */
  preview: string;
}

export interface NoteStep {
  /** With placeholders. */
  body: string;
}

export interface NotificationFrame {
  notification_id: string;
  seq: number;
}

export type NotificationKind = "mention" | "assigned" | "team_assigned" | "message" | "new_conversation";

export interface NotificationView {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  contact_name: string;
  conversation_id: string;
  /** How many of its kind it stands for. */
  count: number;
  /** Of mentions: the note behind that message. */
  entry_id: string | null;
  /** The colleague who caused it; absent for the visitor. */
  from_name: string | null;
  id: string;
  is_read: boolean;
  /** Whether the visitor waits by now, and the conversation is nobody's. */
  is_waiting: boolean;
  kind: NotificationKind;
  /** The message it stands at; 0 before the first. */
  number: number;
  /** What had been said at that moment, in one line; may be empty. */
  preview: string;
  /** Whose the conversation is by now. */
  taken_by_name: string | null;
}

export interface NotificationsReadFrame {
  notification_id: string | null;
  seq: number;
}

export interface NotificationsView {
  /** The cursor of the next page; absent on the last. */
  next: string | null;
  notifications: NotificationView[];
  /** The place in the event log this answer stands at. */
  seq: number;
  /** How many are unread in all. */
  unread: number;
}

export interface OrderViews {
  /** At most 100. */
  ids: string[];
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
  /** `phone`, `tablet` or `desktop`. */
  device?: string | null;
  /** The browser's language, such as `de-AT`. */
  locale?: string | null;
  /** The page's origin, as the browser gave it to the panel. */
  origin: string;
  referrer?: string | null;
  /** The browser's zone, such as `Europe/Vienna`. */
  time_zone?: string | null;
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

export interface PageVisit {
  /** Milliseconds since 1970 in UTC. */
  at: number;
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

export interface PeopleFound {
  /** At most 20. */
  people: PersonView[];
}

export interface PersonView {
  email: string | null;
  /** The business's own id: with one, the person is a customer. */
  external_id: string | null;
  id: string;
  /** Whether a browser has proved to be this customer. */
  is_verified: boolean;
  /** Milliseconds since 1970 in UTC. */
  last_seen_at: number | null;
  /** The name that agents see, never empty; of somebody without `external_id` anybody may have claimed it. */
  name: string;
  phone: string | null;
  /** What the person would be called if nothing were known of it, such as “Visitor K7Q2”. */
  short_name: string;
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

export interface PreferencesView {
  density: DensityView;
  /** What the desktop shows. */
  desktop: WantedView & unknown;
  /** Whether Enter alone sends; else Ctrl or Cmd with it. */
  enter_sends: boolean;
  /** Whether single keys do something. */
  has_shortcuts: boolean;
  /** When nothing calls; absent where it always may. */
  quiet: QuietView & unknown | null;
  /** Keys by action, where they are other than usual; at most 100. */
  shortcuts: { [name: string]: string };
  sound: boolean;
  /** What is shown in a corner of the inbox. */
  toasts: WantedView & unknown;
  /** How long a reply can be taken back, in seconds: 0, 5 or 10. */
  undo_send_seconds: number;
}

export type Presence = "online" | "away" | "busy" | "offline";

export interface PresenceFrame {
  contact_id: string;
  is_online: boolean;
}

export type Priority = "none" | "low" | "medium" | "high" | "urgent";

export interface PriorityStep {
  priority: Priority;
}

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

export interface PutDraft {
  /** The last message there was when it was begun; without it the last there is now. */
  after_number?: number | null;
  /** At most 40,000 characters; without any text the draft goes. */
  body: string;
}

export interface QuickReplies {
  /** 1 to 10, each of 1 to 80 characters. */
  replies: string[];
}

export interface QuietView {
  /** On which days it begins: 0 is Sunday. */
  days: number[];
  /** Minutes after midnight, 0 to 1439. */
  from: number;
  /** As `from`; earlier than it means the next day. */
  to: number;
}

export type RatingAsked = {
};

export interface ReadNotifications {
  conversation_id?: string | null;
  notification_id?: string | null;
}

export interface ReadSays {
  conversation_id: string;
  number: number;
}

export interface ReadyFrame {
  seq: number;
}

export interface RecentMerge {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  by_name: string | null;
  id: string;
  /** What the one that went is called in the history. */
  name: string;
  /** Milliseconds since 1970 in UTC. */
  undo_until: number;
}

export interface RecentMerges {
  merges: RecentMerge[];
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

export interface RemainsView {
  /** Until when at the latest, in RFC 3339 and UTC; `null` where that is in your hands, as the sentence says. */
  until: string | null;
  /** What it is, in a sentence. */
  what: string;
}

export interface RemoveTag {
  tag_id: string;
}

export type Reopen = {
};

export interface RepliesView {
  /** By name; at most 200. */
  macros: MacroView[];
  /** Everybody's by name, then one's own by name; at most 500. */
  replies: SavedReplyView[];
}

export interface ReplyStep {
  /** With placeholders. */
  body: string;
}

export type Resolve = {
};

export type ResolveStep = {
};

export interface RunMacro {
  /** The last message there was when it was begun. Where the visitor or a colleague has written since, a macro that replies is refused with 409 and nothing of it is done. Without it nothing is asked. */
  after_number?: number | null;
  /** The sender's own name for this run, 1 to 64 visible ASCII characters, best a UUID: the same again does nothing. */
  client_id: string;
}

export interface SaveView {
  filters: SavedFilters;
  /** Whether everybody sees it; needs the permission to curate. */
  is_shared: boolean;
  /** 1 to 60 characters. */
  name: string;
  sort: ListSort;
  /** The version that was changed; for changes only. */
  version?: number | null;
}

export interface SavedFilters {
  /** Ids of agents, `me` or `nobody`; at most 50. */
  assignees: string[];
  /** All of these; at most 10. */
  attributes: AttributeFilter[];
  /** Whether the person is a customer who has proved it. */
  is_verified?: boolean | null;
  priorities: Priority[];
  /** At most 50. */
  sites: string[];
  states: ConversationState[];
  /** Any of these; at most 50. */
  tags: string[];
  /** At most 50. */
  teams: string[];
  /** Whether it holds messages of the visitor that the asking agent has not read. */
  unread?: boolean | null;
  /** The visitor waits for longer than this, 0 to 525600 minutes. */
  waiting_minutes?: number | null;
}

export interface SavedReplyView {
  /** At most 5,000 characters, with placeholders such as `{{contact.first_name|there}}`. */
  body: string;
  id: string;
  /** Whether it is one's own, which nobody else sees. */
  is_own: boolean;
  name: string;
  /** What is typed after the slash: a-z, 0-9 and hyphens. */
  shortcut: string | null;
  /** How often it was inserted. */
  uses: number;
  /** Grows with each change; sent back with one. */
  version: number;
}

export interface SavedView {
  filters: SavedFilters;
  id: string;
  /** Whether it is the asking agent's own. */
  is_own: boolean;
  /** Whether everybody sees it. */
  is_shared: boolean;
  name: string;
  sort: ListSort;
  /** Grows with each change; give it back with yours. */
  version: number;
}

export interface SearchChip {
  /** Whether there is anything of that name; where not, nothing is found. */
  is_known: boolean;
  /** In words, such as “From Ana”. */
  label: string;
  /** `from`, `tag`, `is`, `before`, `after`, `site` or `team`. */
  operator: string;
  value: string;
}

export interface SearchHit {
  /** Milliseconds since 1970 in UTC. */
  at: number;
  contact_id: string;
  /** Never empty. */
  contact_name: string;
  /** Of messages and notes. */
  conversation_id: string | null;
  /** Of notes. */
  entry_id: string | null;
  kind: HitKind;
  /** The number of the message; of a note, the message it stands behind. */
  number: number | null;
  /** About 160 characters around the first match, in pieces. */
  snippet: SnippetPiece[];
  /** Who wrote it; the name of the person; what the record is called. */
  title: string;
}

export type SearchKind = "all" | "messages" | "people" | "records";

export interface SearchResults {
  /** The operators that were read, in their order. */
  chips: SearchChip[];
  /** May be fewer than asked for, or none, also where there is a next part. */
  hits: SearchHit[];
  /** The cursor of the next part; absent on the last. */
  next: string | null;
  /** Where nothing was found: what each chip excludes. */
  without: SearchWithout[];
}

export interface SearchWithout {
  /** Its place among the chips, from 0. */
  chip: number;
  /** How much would be found without it, counted up to 100 among the newest. */
  hits: number;
}

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

export interface SetPriority {
  priority: Priority;
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

export interface SnippetPiece {
  /** Whether this is what was looked for. */
  is_hit: boolean;
  text: string;
}

export interface Snooze {
  /** In milliseconds since 1970; `null`: until the visitor writes. */
  until?: number | null;
}

export interface SnoozeStep {
  /** 1 to 525,600; absent: until the visitor writes. */
  minutes: number | null;
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

export interface TagStep {
  tag_id: string;
}

export interface TagView {
  /** One of slate, pine, fern, sky, iris, plum, rose, brick, amber, straw. */
  colour: string;
  id: string;
  name: string;
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
  /** Whether somebody can be reached now: sits before the inbox, and is neither away nor busy. */
  is_online: boolean;
  /** At most 5: those who can be reached now; where nobody can, the team. */
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

export interface UntagStep {
  tag_id: string;
}

export interface UploadRules {
  /** Endings that are taken, such as `.pdf`. */
  endings: string[];
  /** Bytes of one file. */
  max_bytes: number;
  /** Files of one message. */
  max_files: number;
}

export interface ViewCounts {
  /** By the key of each view, counted up to 1000; a saved view is counted among its newest conversations. `done` and `all` are not counted. */
  counts: { [name: string]: number };
  /** The place in the event log this answer stands at. */
  seq: number;
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

export type Wake = {
};

export interface WantedView {
  /** What others hand over to one, or to one's team. */
  assigned: boolean;
  /** Notes that name one. */
  mentions: boolean;
  /** Messages in conversations of one's own. */
  mine: boolean;
  /** Messages that are nobody's yet. */
  unassigned: boolean;
}

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

export interface WriteContactNote {
  body: string;
}

export interface WriteReply {
  /** 1 to 5,000 characters; placeholders must be known. */
  body: string;
  /** 1 to 80 characters on one line. */
  name: string;
  /** a-z, 0-9 and hyphens, at most 40; with or without the slash before it. */
  shortcut?: string | null;
  /** The version it was changed from; left out for a new one. */
  version?: number | null;
}
