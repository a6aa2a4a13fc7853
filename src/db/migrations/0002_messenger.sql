-- The messenger: kinds of messages, files, states and ratings of conversations, and what shapes the widget of a site.

-- What a message holds beside its text, as JSON with the kind in `type`; NULL for plain text. `is_event` says that it
-- is a line about the conversation ("You are now talking with Ana"), which nobody has to read.
ALTER TABLE messages ADD COLUMN content TEXT;
ALTER TABLE messages ADD COLUMN is_event INTEGER NOT NULL DEFAULT 0;
-- What the visitor answered to it (a form, quick replies), as JSON.
ALTER TABLE messages ADD COLUMN answer TEXT;
ALTER TABLE messages ADD COLUMN answered_at INTEGER;

ALTER TABLE conversations ADD COLUMN status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved'));
ALTER TABLE conversations ADD COLUMN resolved_at INTEGER;
-- 1 to 5, with what the visitor wrote about it.
ALTER TABLE conversations ADD COLUMN rating INTEGER;
ALTER TABLE conversations ADD COLUMN rating_comment TEXT;
ALTER TABLE conversations ADD COLUMN rated_at INTEGER;
-- Who of the team the visitor talks with: whoever wrote last.
ALTER TABLE conversations ADD COLUMN speaking_agent_id TEXT REFERENCES agents ON DELETE SET NULL;
-- When the team first answered: what the honest reply time is computed from.
ALTER TABLE conversations ADD COLUMN first_reply_at INTEGER;
CREATE INDEX conversations_by_first_reply ON conversations (site_id, first_reply_at) WHERE first_reply_at IS NOT NULL;
CREATE INDEX conversations_by_speaker ON conversations (speaking_agent_id) WHERE speaking_agent_id IS NOT NULL;

-- Files that visitors and agents send. The bytes lie in the data folder under the id; here is what is known of them.
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
) STRICT;
CREATE INDEX files_by_message ON files (message_id, place) WHERE message_id IS NOT NULL;
CREATE INDEX files_unsent ON files (created_at) WHERE message_id IS NULL;
CREATE INDEX files_by_visitor ON files (visitor_id) WHERE visitor_id IS NOT NULL;
CREATE INDEX files_by_agent ON files (agent_id) WHERE agent_id IS NOT NULL;

-- Logos and faces: small, public, named by the SHA-256 of their bytes.
CREATE TABLE pictures (
    picture_id         TEXT    PRIMARY KEY,
    media_type         TEXT    NOT NULL,
    bytes              BLOB    NOT NULL,
    created_at         INTEGER NOT NULL
) STRICT;
ALTER TABLE agents ADD COLUMN picture_id TEXT REFERENCES pictures ON DELETE SET NULL;
CREATE INDEX agents_by_picture ON agents (picture_id) WHERE picture_id IS NOT NULL;

-- What pages told about their visitor with `track`.
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

-- Proofs of work that were spent, until they lapse by themselves.
CREATE TABLE spent_challenges (
    challenge          TEXT    PRIMARY KEY,
    expires_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX spent_challenges_by_time ON spent_challenges (expires_at);

-- What shapes the widget of a site, each as JSON; absent fields take the defaults of the code.
ALTER TABLE sites ADD COLUMN purpose TEXT NOT NULL DEFAULT 'support';
-- The locale of visitors whose own language no text was written in.
ALTER TABLE sites ADD COLUMN locale TEXT NOT NULL DEFAULT 'en';
-- Texts by locale.
ALTER TABLE sites ADD COLUMN texts TEXT NOT NULL DEFAULT '{}';
-- Parts of the panel that are switched.
ALTER TABLE sites ADD COLUMN features TEXT NOT NULL DEFAULT '{}';
-- Where the launcher shows, and what purpose a page has.
ALTER TABLE sites ADD COLUMN page_rules TEXT NOT NULL DEFAULT '[]';
-- Opening hours, holidays, time zone, and what visitors see when closed.
ALTER TABLE sites ADD COLUMN hours TEXT NOT NULL DEFAULT '{}';
-- Names of the events that go to the page's dataLayer.
ALTER TABLE sites ADD COLUMN mirrored_events TEXT NOT NULL DEFAULT '[]';
-- Grows with each change, so that two administrators do not overwrite each other.
ALTER TABLE sites ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sites ADD COLUMN logo_id TEXT REFERENCES pictures ON DELETE SET NULL;
CREATE INDEX sites_by_logo ON sites (logo_id) WHERE logo_id IS NOT NULL;

-- Site keys: the long form of the app id. The id is a random UUID; the key itself follows from it and the server secret.
CREATE TABLE site_keys (
    site_key_id        TEXT    PRIMARY KEY,
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    name               TEXT    NOT NULL,
    -- A JSON array of origins; empty means those of the site.
    allowed_origins    TEXT    NOT NULL DEFAULT '[]',
    created_at         INTEGER NOT NULL,
    revoked_at         INTEGER
) STRICT;
CREATE INDEX site_keys_by_site ON site_keys (site_id, created_at);

-- Changes of sites, for panels that were away meanwhile.
CREATE INDEX events_of_sites ON events (seq) WHERE kind = 'site_changed';

-- Where each site was last seen.
CREATE TABLE site_sightings (
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    origin             TEXT    NOT NULL,
    last_seen_at       INTEGER NOT NULL,
    PRIMARY KEY (site_id, origin)
) STRICT, WITHOUT ROWID;
