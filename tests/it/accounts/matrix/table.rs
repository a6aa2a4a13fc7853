//! What each operation, frame and form asks for. One that is added without a line here fails the test.

use deskbell::base::Permission::{self, Curate, EditContacts, Manage, ManageOwners, ManagePeople, Read, Reply};

/// Operations that take the agent's cookie, by id: what they ask for and, where they take one, a body that is read.
pub const OPERATIONS: &[(&str, Permission, &str)] = &[
    ("get_me", Read, ""),
    ("list_conversations", Read, ""),
    ("get_conversation", Read, ""),
    ("list_messages", Read, ""),
    ("list_drafts", Read, ""),
    ("keep_draft", Read, r#"{"body":"Hello"}"#),
    ("get_contact", Read, ""),
    ("list_activity", Read, ""),
    ("list_replies", Read, ""),
    ("get_counts", Read, ""),
    ("get_directory", Read, ""),
    ("match_conversations", Read, ""),
    ("search", Read, ""),
    ("find_contacts", Read, ""),
    ("list_contact_conversations", Read, ""),
    ("list_contact_duplicates", Read, ""),
    ("list_contact_history", Read, ""),
    ("list_contact_notes", Read, ""),
    ("list_merges", Read, ""),
    ("list_notifications", Read, ""),
    ("read_notifications", Read, "{}"),
    ("set_availability", Read, r#"{"state":"busy"}"#),
    ("set_preferences", Read, "{}"),
    ("create_view", Read, r#"{"name":"Mine","filters":{},"sort":"newest","is_shared":false}"#),
    ("order_views", Read, r#"{"ids":[]}"#),
    ("send_agent_frame", Read, r#"{"type":"watch","contact_ids":[]}"#),
    ("act", Reply, r#"{"changes":[{"conversation_id":"{conversation}","act":{"type":"wake"}}]}"#),
    ("resolve_conversation", Reply, ""),
    ("reopen_conversation", Reply, ""),
    ("upload_agent_file", Reply, ""),
    ("list_products", Reply, ""),
    ("make_reply", Reply, r#"{"name":"Hi","body":"Hello"}"#),
    ("use_reply", Reply, ""),
    ("run_macro", Reply, r#"{"client_id":"m-{role}"}"#),
    ("make_tag", Curate, r#"{"name":"{role}"}"#),
    ("edit_contact", EditContacts, r#"{"address":"{role}"}"#),
    ("add_contact_note", EditContacts, r#"{"body":"Kind"}"#),
    ("change_contact_note", EditContacts, r#"{"body":"Kinder"}"#),
    ("delete_contact_note", EditContacts, ""),
    ("block_contact", EditContacts, ""),
    ("unblock_contact", EditContacts, ""),
    ("preview_merge", EditContacts, ""),
    ("merge_contacts", EditContacts, r#"{"other":"con_01JZZZZZZZZZZZZZZZZZZZZZZZ"}"#),
    ("undo_merge", EditContacts, ""),
    ("erase_contact", Manage, r#"{"name":"Somebody else"}"#),
    ("list_site_keys", Manage, ""),
    ("generate_site_key", Manage, r#"{"siteId":"{site}","name":"App","allowedOrigins":[]}"#),
    ("revoke_site_key", Manage, ""),
];

/// Operations on one's own things: those of others are hidden, whatever the role.
pub const OWN: &[&str] = &["change_reply", "delete_reply", "change_view", "delete_view"];

/// What the widget calls, with a token of its own; an agent's cookie opens none of it.
pub const OF_THE_WIDGET: &[&str] = &[
    "answer_form",
    "download_transcript",
    "get_challenge",
    "list_visitor_activity",
    "list_visitor_conversations",
    "list_visitor_messages",
    "log_out_visitor",
    "rate_conversation",
    "send_visitor_frame",
    "show_panel_config",
    "show_team",
    "show_widget_init",
    "start_session",
    "track_events",
    "upload_visitor_file",
];

/// What an inbox may say.
pub const FRAMES: &[(&str, Permission, &str)] = &[
    ("message.post", Reply, r#""client_id":"{role}","conversation_id":"{conversation}","body":"Hello""#),
    ("note.post", Reply, r#""client_id":"n-{role}","conversation_id":"{conversation}","body":"Mind the gap""#),
    ("typing", Reply, r#""conversation_id":"{conversation}","is_typing":true"#),
    ("read", Read, r#""conversation_id":"{conversation}","number":1"#),
    ("watch", Read, r#""contact_ids":[]"#),
    ("viewing", Read, r#""conversation_id":"{conversation}","is_replying":false"#),
    ("idle", Read, r#""is_idle":true"#),
];

/// Forms of pages, by the beginning of their address; the longest that fits counts.
pub const FORMS: &[(&str, Permission)] = &[
    ("/profile", Read),
    ("/console/workspace", Manage),
    ("/console/sites", Manage),
    ("/console/site", Manage),
    ("/console/launcher", Manage),
    ("/console/pages", Manage),
    ("/console/hours", Manage),
    ("/console/install", Manage),
    ("/console/integrations", Manage),
    ("/console/developers", Manage),
    ("/console/customer-data", Manage),
    ("/console/products", Manage),
    ("/console/members", ManagePeople),
    ("/console/teams", ManagePeople),
    ("/console/tags", Curate),
    ("/console/replies", Reply),
    ("/console/replies/examples", Curate),
    ("/console/macros", Curate),
];

/// Forms that come before there is a session, or end it.
pub const FOR_ANYBODY: &[&str] = &["/setup", "/sign-in", "/sign-in/code", "/sign-out", "/join/:token"];

/// Every permission, so that one without any operation is noticed.
pub const ASKED_ELSEWHERE: &[Permission] = &[ManageOwners];
