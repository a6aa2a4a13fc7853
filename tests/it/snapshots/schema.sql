-- The schema after all migrations. A test writes this file with DESKBELL_ACCEPT=1 and compares it without.

CREATE TABLE agent_recovery_codes (
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    code_hash          BLOB    NOT NULL,
    used_at            INTEGER,
    PRIMARY KEY (agent_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_sessions (
    token_hash         BLOB    PRIMARY KEY,
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    created_at         INTEGER NOT NULL,
    last_used_at       INTEGER NOT NULL
, session_id TEXT, browser TEXT, address TEXT, proved_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE INDEX agent_sessions_by_agent ON agent_sessions (agent_id);

CREATE INDEX agent_sessions_by_use ON agent_sessions (last_used_at);

CREATE TABLE agents (
    agent_id           TEXT    PRIMARY KEY,
    email              TEXT    NOT NULL UNIQUE,
    name               TEXT    NOT NULL,
    role               TEXT    NOT NULL,
    password_hash      TEXT    NOT NULL,
    is_active          INTEGER NOT NULL DEFAULT 1,
    created_at         INTEGER NOT NULL
, picture_id TEXT REFERENCES pictures ON DELETE SET NULL, preferences TEXT NOT NULL DEFAULT '{}', availability TEXT NOT NULL DEFAULT 'online', available_again_at INTEGER, last_seen_at INTEGER, deactivated_at INTEGER, totp_salt TEXT, totp_confirmed_at INTEGER, totp_last_step INTEGER) STRICT;

CREATE INDEX agents_by_picture ON agents (picture_id) WHERE picture_id IS NOT NULL;

CREATE TABLE api_keys (
    api_key_id         TEXT    PRIMARY KEY,
    public_part        TEXT    NOT NULL UNIQUE,
    secret_hash        BLOB    NOT NULL,
    name               TEXT    NOT NULL,
    scopes             TEXT    NOT NULL,
    created_by         TEXT    REFERENCES agents ON DELETE SET NULL,
    created_at         INTEGER NOT NULL,
    expires_at         INTEGER,
    last_used_at       INTEGER,
    revoked_at         INTEGER
, last_used_from TEXT) STRICT;

CREATE INDEX api_keys_by_use ON api_keys
    (revoked_at IS NOT NULL, expires_at IS NOT NULL, expires_at DESC, created_at DESC);

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

CREATE INDEX audit_log_by_actor ON audit_log (actor, audit_number);

CREATE INDEX audit_log_by_kind ON audit_log (kind, audit_number);

CREATE TABLE catalogue_sync (
    catalogue_sync_id  INTEGER PRIMARY KEY CHECK (catalogue_sync_id = 1),
    at                 INTEGER NOT NULL,
    created            INTEGER NOT NULL,
    updated            INTEGER NOT NULL,
    unchanged          INTEGER NOT NULL
) STRICT;

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

CREATE TABLE contact_imports (
    contact_import_id  TEXT    PRIMARY KEY,
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    file_name          TEXT    NOT NULL,
    bytes              BLOB    NOT NULL,
    created_at         INTEGER NOT NULL
) STRICT;

CREATE INDEX contact_imports_by_agent ON contact_imports (agent_id);

CREATE INDEX contact_imports_by_time ON contact_imports (created_at);

CREATE TABLE contact_merge_items (
    contact_merge_id   TEXT    NOT NULL REFERENCES contact_merges ON DELETE CASCADE,
    kind               TEXT    NOT NULL,
    item_id            TEXT    NOT NULL,
    PRIMARY KEY (contact_merge_id, kind, item_id)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX contact_merges_by_agent ON contact_merges (agent_id) WHERE agent_id IS NOT NULL;

CREATE INDEX contact_merges_by_contact ON contact_merges (into_contact_id, at);

CREATE INDEX contact_merges_by_time ON contact_merges (at);

CREATE TABLE contact_notes (
    contact_note_id    TEXT    PRIMARY KEY,
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    agent_id           TEXT    REFERENCES agents ON DELETE SET NULL,
    body               TEXT    NOT NULL,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
) STRICT;

CREATE INDEX contact_notes_by_agent ON contact_notes (agent_id) WHERE agent_id IS NOT NULL;

CREATE INDEX contact_notes_by_contact ON contact_notes (contact_id, created_at);

CREATE TABLE contacts (
    contact_id         TEXT    PRIMARY KEY,
    external_id        TEXT    UNIQUE,
    name               TEXT,
    email              TEXT,
    username           TEXT,
    phone              TEXT,
    address            TEXT,
    avatar_url         TEXT,
    -- A JSON object: text, numbers and booleans by name.
    attributes         TEXT    NOT NULL DEFAULT '{}',
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
, blocked_at INTEGER, blocked_by TEXT REFERENCES agents ON DELETE SET NULL, erasing_at INTEGER) STRICT;

CREATE INDEX contacts_by_blocker ON contacts (blocked_by) WHERE blocked_by IS NOT NULL;

CREATE INDEX contacts_by_email ON contacts (email) WHERE email IS NOT NULL;

CREATE INDEX contacts_by_name ON contacts (name COLLATE NOCASE) WHERE name IS NOT NULL;

CREATE INDEX contacts_by_phone ON contacts (phone) WHERE phone IS NOT NULL;

CREATE INDEX contacts_by_short_name ON contacts (substr(contact_id, -4))
    WHERE external_id IS NULL AND name IS NULL AND email IS NULL;

CREATE TABLE conversation_reads (
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    number             INTEGER NOT NULL,
    visitor_count      INTEGER NOT NULL,
    PRIMARY KEY (agent_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX conversation_reads_by_conversation ON conversation_reads (conversation_id);

CREATE TABLE conversation_tags (
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    tag_id             TEXT    NOT NULL REFERENCES tags ON DELETE CASCADE,
    state              INTEGER NOT NULL,
    last_activity_at   INTEGER NOT NULL,
    PRIMARY KEY (conversation_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX conversation_tags_by_tag ON conversation_tags (tag_id, state, last_activity_at, conversation_id);

CREATE TABLE conversations (
    conversation_id    TEXT    PRIMARY KEY,
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    visitor_id         TEXT    NOT NULL REFERENCES visitors ON DELETE CASCADE,
    -- The client_id of its first message: a repeated start finds the first one.
    started_by         TEXT    NOT NULL,
    last_number        INTEGER NOT NULL DEFAULT 0,
    visitor_count      INTEGER NOT NULL DEFAULT 0,
    team_count         INTEGER NOT NULL DEFAULT 0,
    -- How far each side has read, as a message number, and how many of the other side's messages that covers.
    visitor_read_number INTEGER NOT NULL DEFAULT 0,
    visitor_read_count INTEGER NOT NULL DEFAULT 0,
    team_read_number   INTEGER NOT NULL DEFAULT 0,
    created_at         INTEGER NOT NULL,
    last_activity_at   INTEGER NOT NULL, status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved')), resolved_at INTEGER, rating INTEGER, rating_comment TEXT, rated_at INTEGER, speaking_agent_id TEXT REFERENCES agents ON DELETE SET NULL, first_reply_at INTEGER, assignee_id TEXT REFERENCES agents ON DELETE SET NULL, team_id TEXT REFERENCES teams ON DELETE SET NULL, priority INTEGER NOT NULL DEFAULT 0, snoozed_until INTEGER, waiting_since INTEGER, state INTEGER GENERATED ALWAYS AS
    (CASE WHEN status = 'resolved' THEN 2 WHEN snoozed_until IS NOT NULL THEN 1 ELSE 0 END) VIRTUAL,
    UNIQUE (visitor_id, started_by)
) STRICT;

CREATE INDEX conversations_by_activity ON conversations (last_activity_at, conversation_id);

CREATE INDEX conversations_by_assignee ON conversations (assignee_id, state, last_activity_at, conversation_id);

CREATE INDEX conversations_by_contact ON conversations (contact_id, last_activity_at, conversation_id);

CREATE INDEX conversations_by_first_reply ON conversations (site_id, first_reply_at) WHERE first_reply_at IS NOT NULL;

CREATE INDEX conversations_by_site ON conversations (site_id, state, last_activity_at, conversation_id);

CREATE INDEX conversations_by_snooze ON conversations (snoozed_until, conversation_id) WHERE snoozed_until IS NOT NULL;

CREATE INDEX conversations_by_speaker ON conversations (speaking_agent_id) WHERE speaking_agent_id IS NOT NULL;

CREATE INDEX conversations_by_state ON conversations (state, last_activity_at, conversation_id);

CREATE INDEX conversations_by_team ON conversations (team_id, state, last_activity_at, conversation_id)
    WHERE team_id IS NOT NULL;

CREATE INDEX conversations_by_visitor ON conversations (visitor_id, last_activity_at, conversation_id);

CREATE INDEX conversations_by_waiting ON conversations (state, waiting_since, conversation_id)
    WHERE waiting_since IS NOT NULL;

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

CREATE TABLE event_cursors (
    consumer           TEXT    PRIMARY KEY,
    seq                INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    seq                INTEGER PRIMARY KEY AUTOINCREMENT,
    at                 INTEGER NOT NULL,
    kind               TEXT    NOT NULL,
    actor              TEXT    NOT NULL,
    conversation_id    TEXT,
    contact_id         TEXT,
    data               TEXT    NOT NULL
) STRICT;

CREATE INDEX events_by_contact ON events (contact_id, seq) WHERE contact_id IS NOT NULL;

CREATE INDEX events_of_sites ON events (seq) WHERE kind = 'site_changed';

CREATE TABLE failed_proofs (
    failed_proof_id    INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    reason             TEXT    NOT NULL,
    at                 INTEGER NOT NULL
) STRICT;

CREATE INDEX failed_proofs_by_site ON failed_proofs (site_id, at);

CREATE INDEX failed_proofs_by_time ON failed_proofs (at);

CREATE TABLE files (
    file_id            TEXT    PRIMARY KEY,
    -- Who uploaded it: one of both.
    visitor_id         TEXT    REFERENCES visitors ON DELETE SET NULL,
    agent_id           TEXT    REFERENCES agents ON DELETE SET NULL,
    -- The message it was sent with, and its place there; NULL until then.
    message_id         TEXT    REFERENCES messages ON DELETE CASCADE,
    place              INTEGER NOT NULL DEFAULT 0,
    name               TEXT    NOT NULL,
    media_type         TEXT    NOT NULL,
    -- In bytes.
    size               INTEGER NOT NULL,
    -- In pixels; of images only.
    width              INTEGER,
    height             INTEGER,
    -- Whether a small picture of it lies beside it.
    has_small          INTEGER NOT NULL DEFAULT 0,
    created_at         INTEGER NOT NULL
, entry_id TEXT REFERENCES thread_entries (entry_id) ON DELETE CASCADE) STRICT;

CREATE INDEX files_by_agent ON files (agent_id) WHERE agent_id IS NOT NULL;

CREATE INDEX files_by_entry ON files (entry_id, place) WHERE entry_id IS NOT NULL;

CREATE INDEX files_by_message ON files (message_id, place) WHERE message_id IS NOT NULL;

CREATE INDEX files_by_visitor ON files (visitor_id) WHERE visitor_id IS NOT NULL;

CREATE INDEX files_unsent ON files (created_at) WHERE message_id IS NULL AND entry_id IS NULL;

CREATE TABLE half_sign_ins (
    token_hash         BLOB    PRIMARY KEY,
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    wrong_codes        INTEGER NOT NULL DEFAULT 0,
    expires_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX half_sign_ins_by_agent ON half_sign_ins (agent_id);

CREATE INDEX half_sign_ins_by_end ON half_sign_ins (expires_at);

CREATE TABLE idempotency_keys (
    api_key_id         TEXT    NOT NULL REFERENCES api_keys ON DELETE CASCADE,
    idempotency_key    TEXT    NOT NULL,
    request_hash       BLOB    NOT NULL,
    status             INTEGER NOT NULL,
    answer             TEXT    NOT NULL,
    created_at         INTEGER NOT NULL,
    PRIMARY KEY (api_key_id, idempotency_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

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

CREATE INDEX invitations_by_email ON invitations (email);

CREATE INDEX invitations_by_inviter ON invitations (invited_by) WHERE invited_by IS NOT NULL;

CREATE INDEX invitations_by_time ON invitations (created_at);

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

CREATE TABLE mentions (
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    entry_number       INTEGER NOT NULL,
    at                 INTEGER NOT NULL,
    PRIMARY KEY (agent_id, conversation_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX mentions_by_conversation ON mentions (conversation_id);

CREATE INDEX mentions_by_time ON mentions (agent_id, at, conversation_id);

CREATE TABLE messages (
    message_id         TEXT    PRIMARY KEY,
    conversation_id    TEXT    NOT NULL REFERENCES conversations ON DELETE CASCADE,
    number             INTEGER NOT NULL,
    author             TEXT    NOT NULL CHECK (author IN ('visitor', 'agent', 'system')),
    agent_id           TEXT    REFERENCES agents ON DELETE SET NULL,
    client_id          TEXT,
    body               TEXT    NOT NULL,
    created_at         INTEGER NOT NULL, content TEXT, is_event INTEGER NOT NULL DEFAULT 0, answer TEXT, answered_at INTEGER,
    UNIQUE (conversation_id, number)
) STRICT;

CREATE INDEX messages_by_agent ON messages (agent_id) WHERE agent_id IS NOT NULL;

CREATE INDEX messages_by_answer ON messages (conversation_id, answered_at, number) WHERE answered_at IS NOT NULL;

CREATE UNIQUE INDEX messages_by_client ON messages (conversation_id, author, client_id) WHERE client_id IS NOT NULL;

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

CREATE INDEX notifications_by_age ON notifications (at);

CREATE INDEX notifications_by_cause ON notifications (from_agent_id) WHERE from_agent_id IS NOT NULL;

CREATE INDEX notifications_by_conversation ON notifications (conversation_id);

CREATE INDEX notifications_by_time ON notifications (agent_id, at, notification_id);

CREATE INDEX notifications_to_read ON notifications (agent_id) WHERE read_at IS NULL;

CREATE UNIQUE INDEX notifications_unread ON notifications (agent_id, conversation_id, kind) WHERE read_at IS NULL;

CREATE TABLE page_views (
    page_view_id       INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    visitor_id         TEXT    NOT NULL REFERENCES visitors ON DELETE CASCADE,
    url                TEXT    NOT NULL,
    title              TEXT,
    at                 INTEGER NOT NULL
) STRICT;

CREATE INDEX page_views_by_contact ON page_views (contact_id, at);

CREATE INDEX page_views_by_visitor ON page_views (visitor_id, at);

CREATE TABLE pictures (
    picture_id         TEXT    PRIMARY KEY,
    media_type         TEXT    NOT NULL,
    bytes              BLOB    NOT NULL,
    created_at         INTEGER NOT NULL
) STRICT;

CREATE TABLE prepared_sessions (
    session_hash       BLOB    PRIMARY KEY,
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    -- Who the visitor will be; a visitor of this id is made when the session is spent by a browser that is not known.
    visitor_id         TEXT    NOT NULL,
    -- The customer it vouches for, if it does.
    external_id        TEXT,
    -- A JSON object.
    context            TEXT    NOT NULL DEFAULT '{}',
    created_at         INTEGER NOT NULL,
    expires_at         INTEGER NOT NULL,
    spent_at           INTEGER,
    -- The visitor that its browser is.
    spent_by           TEXT    REFERENCES visitors ON DELETE SET NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX prepared_sessions_by_customer ON prepared_sessions (external_id) WHERE external_id IS NOT NULL;

CREATE INDEX prepared_sessions_by_end ON prepared_sessions (expires_at);

CREATE INDEX prepared_sessions_by_site ON prepared_sessions (site_id);

CREATE INDEX prepared_sessions_by_visitor ON prepared_sessions (spent_by) WHERE spent_by IS NOT NULL;

CREATE VIRTUAL TABLE product_words USING fts5 (
    title, external_id, description,
    content = 'products', content_rowid = 'product_number', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE 'product_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'product_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'product_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'product_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE products (
    product_number     INTEGER PRIMARY KEY,
    product_id         TEXT    NOT NULL UNIQUE,
    external_id        TEXT    NOT NULL UNIQUE,
    title              TEXT    NOT NULL,
    -- Exact, in the currency's own minor units.
    price_minor        INTEGER,
    currency           TEXT,
    url                TEXT,
    image_url          TEXT,
    description        TEXT,
    is_available       INTEGER NOT NULL DEFAULT 1,
    attributes         TEXT    NOT NULL DEFAULT '{}',
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL
) STRICT;

CREATE INDEX products_by_title ON products (title COLLATE NOCASE, product_number);

CREATE TABLE record_totals (
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    kind               TEXT    NOT NULL,
    -- Empty where the records have none.
    currency           TEXT    NOT NULL,
    colour             TEXT    NOT NULL,
    records            INTEGER NOT NULL,
    -- Whole minor units; text, for a sum may exceed 64 bits.
    amount_minor       TEXT    NOT NULL,
    PRIMARY KEY (contact_id, kind, currency, colour)
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
    record_id          TEXT    PRIMARY KEY,
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    kind               TEXT    NOT NULL,
    reference          TEXT    NOT NULL,
    title              TEXT,
    -- Exact, in the currency's own minor units.
    amount_minor       INTEGER,
    currency           TEXT,
    status             TEXT,
    url                TEXT,
    occurred_at        INTEGER NOT NULL,
    attributes         TEXT    NOT NULL DEFAULT '{}',
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER NOT NULL,
    UNIQUE (reference, kind)
) STRICT;

CREATE INDEX records_by_contact ON records (contact_id, occurred_at);

CREATE INDEX records_by_kind ON records (contact_id, kind, occurred_at);

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

CREATE TABLE search_entries (
    search_number      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind               TEXT    NOT NULL,
    -- The id of the message, note, contact, visitor or record.
    item_id            TEXT    NOT NULL,
    -- Of messages and notes.
    conversation_id    TEXT,
    UNIQUE (kind, item_id)
) STRICT;

CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6 7'
);

CREATE TABLE 'search_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_words_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE site_keys (
    site_key_id        TEXT    PRIMARY KEY,
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    name               TEXT    NOT NULL,
    -- A JSON array of origins; empty means those of the site.
    allowed_origins    TEXT    NOT NULL DEFAULT '[]',
    created_at         INTEGER NOT NULL,
    revoked_at         INTEGER
, made_with TEXT) STRICT;

CREATE INDEX site_keys_by_site ON site_keys (site_id, created_at);

CREATE TABLE site_sightings (
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    origin             TEXT    NOT NULL,
    last_seen_at       INTEGER NOT NULL,
    PRIMARY KEY (site_id, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE sites (
    site_id            TEXT    PRIMARY KEY,
    app_id             TEXT    NOT NULL UNIQUE,
    name               TEXT    NOT NULL,
    is_active          INTEGER NOT NULL DEFAULT 1,
    -- A JSON array of origins; empty means any.
    allowed_origins    TEXT    NOT NULL DEFAULT '[]',
    -- Look and launcher as JSON; absent fields take the defaults of the code.
    look               TEXT    NOT NULL DEFAULT '{}',
    last_seen_at       INTEGER,
    last_seen_origin   TEXT,
    created_at         INTEGER NOT NULL
, purpose TEXT NOT NULL DEFAULT 'support', locale TEXT NOT NULL DEFAULT 'en', texts TEXT NOT NULL DEFAULT '{}', features TEXT NOT NULL DEFAULT '{}', page_rules TEXT NOT NULL DEFAULT '[]', hours TEXT NOT NULL DEFAULT '{}', mirrored_events TEXT NOT NULL DEFAULT '[]', version INTEGER NOT NULL DEFAULT 1, logo_id TEXT REFERENCES pictures ON DELETE SET NULL, context_fields TEXT NOT NULL DEFAULT '[]') STRICT;

CREATE INDEX sites_by_logo ON sites (logo_id) WHERE logo_id IS NOT NULL;

CREATE TABLE spent_challenges (
    challenge          TEXT    PRIMARY KEY,
    expires_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX spent_challenges_by_time ON spent_challenges (expires_at);

CREATE TABLE tags (
    tag_id             TEXT    PRIMARY KEY,
    name               TEXT    NOT NULL COLLATE NOCASE UNIQUE,
    -- One of the code's colours.
    colour             TEXT    NOT NULL,
    created_at         INTEGER NOT NULL
) STRICT;

CREATE TABLE team_members (
    team_id            TEXT    NOT NULL REFERENCES teams ON DELETE CASCADE,
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    PRIMARY KEY (team_id, agent_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX team_members_by_agent ON team_members (agent_id);

CREATE TABLE teams (
    team_id            TEXT    PRIMARY KEY,
    name               TEXT    NOT NULL COLLATE NOCASE UNIQUE,
    created_at         INTEGER NOT NULL
) STRICT;

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

CREATE INDEX thread_entries_by_agent ON thread_entries (agent_id) WHERE agent_id IS NOT NULL;

CREATE UNIQUE INDEX thread_entries_by_client ON thread_entries (conversation_id, client_id) WHERE client_id IS NOT NULL;

CREATE INDEX thread_entries_by_place ON thread_entries (conversation_id, after_number, entry_number);

CREATE INDEX thread_entries_of_notes ON thread_entries (conversation_id, entry_number) WHERE kind = 'note';

CREATE TABLE tracked_events (
    tracked_event_id   INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    visitor_id         TEXT    NOT NULL REFERENCES visitors ON DELETE CASCADE,
    name               TEXT    NOT NULL,
    -- A JSON object: text, numbers and booleans by name.
    properties         TEXT    NOT NULL DEFAULT '{}',
    at                 INTEGER NOT NULL
) STRICT;

CREATE INDEX tracked_events_by_contact ON tracked_events (contact_id, at);

CREATE INDEX tracked_events_by_visitor ON tracked_events (visitor_id);

CREATE TABLE visitor_tokens (
    token_hash         BLOB    PRIMARY KEY,
    visitor_id         TEXT    NOT NULL REFERENCES visitors ON DELETE CASCADE,
    created_at         INTEGER NOT NULL,
    last_used_at       INTEGER NOT NULL
, replaces BLOB, renewed_at INTEGER, ends_at INTEGER, used_from BLOB, used_by BLOB) STRICT, WITHOUT ROWID;

CREATE INDEX visitor_tokens_by_end ON visitor_tokens (ends_at) WHERE ends_at IS NOT NULL;

CREATE INDEX visitor_tokens_by_replaced ON visitor_tokens (replaces) WHERE replaces IS NOT NULL;

CREATE INDEX visitor_tokens_by_use ON visitor_tokens (last_used_at);

CREATE INDEX visitor_tokens_by_visitor ON visitor_tokens (visitor_id);

CREATE TABLE visitors (
    visitor_id         TEXT    PRIMARY KEY,
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    contact_id         TEXT    NOT NULL REFERENCES contacts ON DELETE CASCADE,
    -- Until when this browser counts as the customer `contact_id`; NULL where nothing was ever proved.
    verified_until     INTEGER,
    -- What pages said without proof, as a JSON object.
    claims             TEXT    NOT NULL DEFAULT '{}',
    page_origin        TEXT,
    page_url           TEXT,
    page_title         TEXT,
    referrer           TEXT,
    campaign           TEXT    NOT NULL DEFAULT '{}',
    created_at         INTEGER NOT NULL,
    last_seen_at       INTEGER NOT NULL
, context TEXT NOT NULL DEFAULT '{}', locale TEXT, time_zone TEXT, device TEXT) STRICT;

CREATE INDEX visitors_by_contact ON visitors (contact_id, last_seen_at);

CREATE TABLE workspace (
    workspace_id       INTEGER PRIMARY KEY CHECK (workspace_id = 1),
    name               TEXT    NOT NULL,
    time_zone          TEXT    NOT NULL,
    currency           TEXT    NOT NULL,
    -- The address of the set-up request, used for links while public_url is empty.
    setup_address      TEXT    NOT NULL,
    -- The identity secret is derived from this and the server secret, so a copy of the database alone signs nothing.
    identity_salt      TEXT    NOT NULL,
    requires_proof     INTEGER NOT NULL DEFAULT 0,
    created_at         INTEGER NOT NULL
, former_identity_salt TEXT, identity_rotated_at INTEGER, former_identity_ends_at INTEGER, former_identity_uses INTEGER NOT NULL DEFAULT 0, former_identity_used_at INTEGER, proof_days INTEGER NOT NULL DEFAULT 7, hidden_kinds TEXT NOT NULL DEFAULT '[]', public_url TEXT, language TEXT NOT NULL DEFAULT 'en') STRICT;
