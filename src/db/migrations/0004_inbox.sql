-- The inbox: teams, tags, the state of conversations, notes, drafts, saved views, replies, notifications, people.

-- Teams, and who is in them.
CREATE TABLE teams (
    team_id            TEXT    PRIMARY KEY,
    name               TEXT    NOT NULL COLLATE NOCASE UNIQUE,
    created_at         INTEGER NOT NULL
) STRICT;
CREATE TABLE team_members (
    team_id            TEXT    NOT NULL REFERENCES teams ON DELETE CASCADE,
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    PRIMARY KEY (team_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_members_by_agent ON team_members (agent_id);

-- Words that conversations are sorted by.
CREATE TABLE tags (
    tag_id             TEXT    PRIMARY KEY,
    name               TEXT    NOT NULL COLLATE NOCASE UNIQUE,
    -- One of the code's colours.
    colour             TEXT    NOT NULL,
    created_at         INTEGER NOT NULL
) STRICT;

-- Who a conversation belongs to and how it stands. Its state as agents see it (0 open, 1 snoozed, 2 done) follows from
-- status and snooze, so there is one truth.
ALTER TABLE conversations ADD COLUMN assignee_id TEXT REFERENCES agents ON DELETE SET NULL;
ALTER TABLE conversations ADD COLUMN team_id TEXT REFERENCES teams ON DELETE SET NULL;
-- 0 none, 1 low, 2 medium, 3 high, 4 urgent.
ALTER TABLE conversations ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
-- When a snooze ends; 9007199254740991 where it ends with the visitor's next message; NULL where there is none.
ALTER TABLE conversations ADD COLUMN snoozed_until INTEGER;
-- Since when the visitor waits for an answer; NULL where it does not.
ALTER TABLE conversations ADD COLUMN waiting_since INTEGER;
ALTER TABLE conversations ADD COLUMN state INTEGER GENERATED ALWAYS AS
    (CASE WHEN status = 'resolved' THEN 2 WHEN snoozed_until IS NOT NULL THEN 1 ELSE 0 END) VIRTUAL;
UPDATE conversations SET waiting_since = last_activity_at
    WHERE status = 'open' AND (SELECT m.author FROM messages m WHERE m.conversation_id = conversations.conversation_id
                               AND m.is_event = 0 ORDER BY m.number DESC LIMIT 1) = 'visitor';
DROP INDEX conversations_by_site;
CREATE INDEX conversations_by_state ON conversations (state, last_activity_at, conversation_id);
CREATE INDEX conversations_by_assignee ON conversations (assignee_id, state, last_activity_at, conversation_id);
CREATE INDEX conversations_by_team ON conversations (team_id, state, last_activity_at, conversation_id)
    WHERE team_id IS NOT NULL;
CREATE INDEX conversations_by_site ON conversations (site_id, state, last_activity_at, conversation_id);
CREATE INDEX conversations_by_waiting ON conversations (state, waiting_since, conversation_id)
    WHERE waiting_since IS NOT NULL;
CREATE INDEX conversations_by_snooze ON conversations (snoozed_until, conversation_id) WHERE snoozed_until IS NOT NULL;

-- Tags of conversations, with what a list by tag is sorted by.
CREATE TABLE conversation_tags (
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    tag_id             TEXT    NOT NULL REFERENCES tags ON DELETE CASCADE,
    state              INTEGER NOT NULL,
    last_activity_at   INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_tags_by_tag ON conversation_tags (tag_id, state, last_activity_at, conversation_id);

-- What only the team sees of a thread: notes, and lines about what was done. A table of its own, so that no query for
-- visitors can reach it. An entry stands behind the message `after_number`, in the order of `entry_number`.
CREATE TABLE thread_entries (
    entry_number       INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id           TEXT    NOT NULL UNIQUE,
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    after_number       INTEGER NOT NULL,
    kind               TEXT    NOT NULL CHECK (kind IN ('note', 'act')),
    agent_id           TEXT    REFERENCES agents ON DELETE SET NULL,
    client_id          TEXT,
    -- The text of a note; empty for acts.
    body               TEXT    NOT NULL,
    -- What was done, as JSON; NULL for notes.
    act                TEXT,
    -- A JSON array: the agents that a note names.
    mentions           TEXT    NOT NULL DEFAULT '[]',
    created_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_entries_by_place ON thread_entries (conversation_id, after_number, entry_number);
CREATE INDEX thread_entries_of_notes ON thread_entries (conversation_id, entry_number) WHERE kind = 'note';
CREATE UNIQUE INDEX thread_entries_by_client ON thread_entries (conversation_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX thread_entries_by_agent ON thread_entries (agent_id) WHERE agent_id IS NOT NULL;

-- Conversations in which an agent was mentioned, with the newest note that did.
CREATE TABLE mentions (
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    entry_number       INTEGER NOT NULL,
    at                 INTEGER NOT NULL,
    PRIMARY KEY (agent_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_time ON mentions (agent_id, at, conversation_id);
CREATE INDEX mentions_by_conversation ON mentions (conversation_id);

-- Files may be sent with a note.
ALTER TABLE files ADD COLUMN entry_id TEXT REFERENCES thread_entries (entry_id) ON DELETE CASCADE;
CREATE INDEX files_by_entry ON files (entry_id, place) WHERE entry_id IS NOT NULL;
DROP INDEX files_unsent;
CREATE INDEX files_unsent ON files (created_at) WHERE message_id IS NULL AND entry_id IS NULL;

-- What agents have begun to write.
CREATE TABLE drafts (
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    mode               TEXT    NOT NULL CHECK (mode IN ('reply', 'note')),
    body               TEXT    NOT NULL,
    -- The last message there was when it was begun.
    after_number       INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    PRIMARY KEY (agent_id, conversation_id, mode)
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_by_conversation ON drafts (conversation_id);
CREATE INDEX drafts_by_time ON drafts (agent_id, updated_at);

-- Lists of conversations that agents have put together; those without an owner are everybody's.
CREATE TABLE saved_views (
    saved_view_id      TEXT    PRIMARY KEY,
    agent_id           TEXT    REFERENCES agents ON DELETE CASCADE,
    name               TEXT    NOT NULL,
    -- As JSON.
    filters            TEXT    NOT NULL,
    sort               TEXT    NOT NULL,
    place              INTEGER NOT NULL,
    version            INTEGER NOT NULL DEFAULT 1,
    created_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_views_by_agent ON saved_views (agent_id, place);

-- Replies that are written once; those without an owner are everybody's.
CREATE TABLE saved_replies (
    saved_reply_id     TEXT    PRIMARY KEY,
    agent_id           TEXT    REFERENCES agents ON DELETE CASCADE,
    name               TEXT    NOT NULL,
    -- What is typed after the slash; unique for each owner.
    shortcut           TEXT    COLLATE NOCASE,
    body               TEXT    NOT NULL,
    uses               INTEGER NOT NULL DEFAULT 0,
    version            INTEGER NOT NULL DEFAULT 1,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_replies_by_agent ON saved_replies (agent_id, name COLLATE NOCASE);
CREATE UNIQUE INDEX saved_replies_by_shortcut ON saved_replies (coalesce(agent_id, ''), shortcut) WHERE shortcut IS NOT NULL;

-- Several acts under one name.
CREATE TABLE macros (
    macro_id           TEXT    PRIMARY KEY,
    name               TEXT    NOT NULL COLLATE NOCASE UNIQUE,
    -- A JSON array.
    steps              TEXT    NOT NULL,
    uses               INTEGER NOT NULL DEFAULT 0,
    version            INTEGER NOT NULL DEFAULT 1,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
) STRICT;

-- What agents are told of in the bell: one unread line for each conversation and kind.
CREATE TABLE notifications (
    notification_id    TEXT    PRIMARY KEY,
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    kind               TEXT    NOT NULL,
    -- Who caused it: an agent's id, or NULL for the visitor.
    from_agent_id      TEXT    REFERENCES agents ON DELETE SET NULL,
    -- How many of the kind it stands for.
    count              INTEGER NOT NULL DEFAULT 1,
    at                 INTEGER NOT NULL,
    read_at            INTEGER
) STRICT;
CREATE INDEX notifications_by_time ON notifications (agent_id, at, notification_id);
CREATE INDEX notifications_by_conversation ON notifications (conversation_id);
CREATE INDEX notifications_by_cause ON notifications (from_agent_id) WHERE from_agent_id IS NOT NULL;
CREATE UNIQUE INDEX notifications_unread ON notifications (agent_id, conversation_id, kind) WHERE read_at IS NULL;
CREATE INDEX notifications_to_read ON notifications (agent_id) WHERE read_at IS NULL;
CREATE INDEX notifications_by_age ON notifications (at);

-- Agents: what they chose, whether they can be reached, and their second factor.
ALTER TABLE agents ADD COLUMN preferences TEXT NOT NULL DEFAULT '{}';
-- What the agent says of itself: 'online', 'away' or 'busy' (do not disturb).
ALTER TABLE agents ADD COLUMN availability TEXT NOT NULL DEFAULT 'online';
ALTER TABLE agents ADD COLUMN available_again_at INTEGER;
ALTER TABLE agents ADD COLUMN last_seen_at INTEGER;
ALTER TABLE agents ADD COLUMN deactivated_at INTEGER;
-- The TOTP secret is derived from this and the server secret; NULL where there is no second factor.
ALTER TABLE agents ADD COLUMN totp_salt TEXT;
-- When the second factor was confirmed; NULL while it is being set up.
ALTER TABLE agents ADD COLUMN totp_confirmed_at INTEGER;
-- The last time step whose code was used: no code works twice.
ALTER TABLE agents ADD COLUMN totp_last_step INTEGER;
CREATE TABLE agent_recovery_codes (
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    code_hash          BLOB    NOT NULL,
    used_at            INTEGER,
    PRIMARY KEY (agent_id, code_hash)
) STRICT, WITHOUT ROWID;
ALTER TABLE agent_sessions ADD COLUMN session_id TEXT;
-- The browser as it calls itself, and the address it was last used from.
ALTER TABLE agent_sessions ADD COLUMN browser TEXT;
ALTER TABLE agent_sessions ADD COLUMN address TEXT;
-- Sign-ins that have the password and still need the second factor.
CREATE TABLE half_sign_ins (
    token_hash         BLOB    PRIMARY KEY,
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    wrong_codes        INTEGER NOT NULL DEFAULT 0,
    expires_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX half_sign_ins_by_agent ON half_sign_ins (agent_id);
CREATE INDEX half_sign_ins_by_end ON half_sign_ins (expires_at);

-- Invitations of people; only the SHA-256 of each link is kept.
CREATE TABLE invitations (
    invitation_id      TEXT    PRIMARY KEY,
    token_hash         BLOB    NOT NULL UNIQUE,
    email              TEXT    NOT NULL,
    role               TEXT    NOT NULL,
    -- A JSON array.
    team_ids           TEXT    NOT NULL DEFAULT '[]',
    invited_by         TEXT    REFERENCES agents ON DELETE SET NULL,
    created_at         INTEGER NOT NULL,
    expires_at         INTEGER NOT NULL,
    used_at            INTEGER,
    revoked_at         INTEGER
) STRICT;
CREATE INDEX invitations_by_time ON invitations (created_at);
CREATE INDEX invitations_by_email ON invitations (email);
CREATE INDEX invitations_by_inviter ON invitations (invited_by) WHERE invited_by IS NOT NULL;

-- Acts that matter for security. Never changed, never deleted.
CREATE TABLE audit_log (
    audit_number       INTEGER PRIMARY KEY AUTOINCREMENT,
    at                 INTEGER NOT NULL,
    -- As in the event log.
    actor              TEXT    NOT NULL,
    -- The actor's name at that time.
    actor_name         TEXT,
    kind               TEXT    NOT NULL,
    -- What it was about, as JSON: ids and small facts, no secret.
    about              TEXT    NOT NULL DEFAULT '{}',
    address            TEXT
) STRICT;
CREATE INDEX audit_log_by_kind ON audit_log (kind, audit_number);
CREATE INDEX audit_log_by_actor ON audit_log (actor, audit_number);

ALTER TABLE workspace ADD COLUMN public_url TEXT;
ALTER TABLE workspace ADD COLUMN language TEXT NOT NULL DEFAULT 'en';

-- Contacts: blocked, merged, noted and changed.
ALTER TABLE contacts ADD COLUMN blocked_at INTEGER;
ALTER TABLE contacts ADD COLUMN blocked_by TEXT REFERENCES agents ON DELETE SET NULL;
CREATE INDEX contacts_by_blocker ON contacts (blocked_by) WHERE blocked_by IS NOT NULL;
CREATE TABLE contact_notes (
    contact_note_id    TEXT    PRIMARY KEY,
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    agent_id           TEXT    REFERENCES agents ON DELETE SET NULL,
    body               TEXT    NOT NULL,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_notes_by_contact ON contact_notes (contact_id, created_at);
CREATE INDEX contact_notes_by_agent ON contact_notes (agent_id) WHERE agent_id IS NOT NULL;
CREATE TABLE contact_changes (
    contact_change_id  INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    at                 INTEGER NOT NULL,
    -- As in the event log.
    actor              TEXT    NOT NULL,
    -- The field, or attributes.NAME.
    field              TEXT    NOT NULL,
    before             TEXT,
    after              TEXT
) STRICT;
CREATE INDEX contact_changes_by_contact ON contact_changes (contact_id, contact_change_id);
-- Contacts that agents have merged, and what moved, so that it can be taken back.
CREATE TABLE contact_merges (
    contact_merge_id   TEXT    PRIMARY KEY,
    -- The contact that went, as JSON.
    gone               TEXT    NOT NULL,
    into_contact_id    TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    -- The profile of the other before it, as JSON.
    before             TEXT    NOT NULL,
    agent_id           TEXT    REFERENCES agents ON DELETE SET NULL,
    at                 INTEGER NOT NULL,
    undone_at          INTEGER
) STRICT;
CREATE INDEX contact_merges_by_contact ON contact_merges (into_contact_id, at);
CREATE INDEX contact_merges_by_agent ON contact_merges (agent_id) WHERE agent_id IS NOT NULL;
CREATE TABLE contact_merge_items (
    contact_merge_id   TEXT    NOT NULL REFERENCES contact_merges ON DELETE CASCADE,
    kind               TEXT    NOT NULL,
    item_id            TEXT    NOT NULL,
    PRIMARY KEY (contact_merge_id, kind, item_id)
) STRICT, WITHOUT ROWID;

-- What a browser says about where it is.
ALTER TABLE visitors ADD COLUMN locale TEXT;
ALTER TABLE visitors ADD COLUMN time_zone TEXT;
ALTER TABLE visitors ADD COLUMN device TEXT;

-- What can be searched: each entry names one message, note, contact, visitor or record; the newest has the highest number.
CREATE TABLE search_entries (
    search_number      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind               TEXT    NOT NULL,
    -- The id of the message, note, contact, visitor or record.
    item_id            TEXT    NOT NULL,
    -- Of messages and notes.
    conversation_id    TEXT,
    UNIQUE (kind, item_id)
) STRICT;
-- Their words: which entry holds which, no copy of the text and no places in it. What is deleted is overwritten. Beginnings
-- of words are kept too: so the newest of very many is found without gathering all of them.
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6 7'
);
INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);
-- What is there already, told in the same words as later. A letter for private use says the kind. Once, all of it.
INSERT INTO search_entries (kind, item_id) SELECT 'contact', contact_id FROM contacts ORDER BY created_at /* a handful */;
INSERT INTO search_words (rowid, words)
    SELECT e.search_number, char(57347) || ' ' || concat_ws(' ', c.external_id, c.name, c.email, c.username, c.phone, c.address,
        (SELECT group_concat(CASE j.type WHEN 'text' THEN j.value ELSE c.attributes -> j.fullkey END, ' ')
         FROM json_each(c.attributes) j WHERE j.type IN ('text', 'integer', 'real')))
    FROM search_entries e CROSS JOIN contacts c ON c.contact_id = e.item_id WHERE e.kind = 'contact' ORDER BY e.search_number /* a handful */;
INSERT INTO search_entries (kind, item_id) SELECT 'visitor', visitor_id FROM visitors WHERE claims <> '{}' ORDER BY created_at /* a handful */;
INSERT INTO search_words (rowid, words)
    SELECT e.search_number, char(57348) || ' ' || concat_ws(' ', v.claims ->> 'user_id', v.claims ->> 'name', v.claims ->> 'email',
        v.claims ->> 'phone', v.claims ->> 'username', v.claims ->> 'address',
        (SELECT group_concat(CASE j.type WHEN 'text' THEN j.value ELSE v.claims -> j.fullkey END, ' ')
         FROM json_each(v.claims, '$.attributes') j WHERE j.type IN ('text', 'integer', 'real')))
    FROM search_entries e CROSS JOIN visitors v ON v.visitor_id = e.item_id WHERE e.kind = 'visitor' ORDER BY e.search_number /* a handful */;
INSERT INTO search_entries (kind, item_id) SELECT 'record', record_id FROM records ORDER BY created_at /* a handful */;
INSERT INTO search_words (rowid, words)
    SELECT e.search_number, char(57349) || ' ' || concat_ws(' ', r.reference, r.title)
    FROM search_entries e CROSS JOIN records r ON r.record_id = e.item_id WHERE e.kind = 'record' ORDER BY e.search_number /* a handful */;
INSERT INTO search_entries (kind, item_id, conversation_id)
    SELECT 'message', message_id, conversation_id FROM messages WHERE is_event = 0 ORDER BY created_at /* a handful */;
INSERT INTO search_words (rowid, words)
    SELECT e.search_number, char(57345) || ' ' || concat_ws(' ', m.body,
        (SELECT group_concat(f.name, ' ') FROM files f WHERE f.message_id = m.message_id))
    FROM search_entries e CROSS JOIN messages m ON m.message_id = e.item_id WHERE e.kind = 'message' ORDER BY e.search_number /* a handful */;

-- People are found by the beginning of their name, and looked for by their phone number.
CREATE INDEX contacts_by_name ON contacts (name COLLATE NOCASE) WHERE name IS NOT NULL;
CREATE INDEX contacts_by_phone ON contacts (phone) WHERE phone IS NOT NULL;
CREATE INDEX contact_merges_by_time ON contact_merges (at);
