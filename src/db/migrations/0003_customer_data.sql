-- Customer data: products, prepared sessions, where visitors went, totals, and how secrets and tokens are renewed.

-- The identity secret that was valid before the present one; its salt is NULL where there is none or it was ended.
ALTER TABLE workspace ADD COLUMN former_identity_salt TEXT;
ALTER TABLE workspace ADD COLUMN identity_rotated_at INTEGER;
-- NULL: until an administrator ends it.
ALTER TABLE workspace ADD COLUMN former_identity_ends_at INTEGER;
ALTER TABLE workspace ADD COLUMN former_identity_uses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE workspace ADD COLUMN former_identity_used_at INTEGER;
-- How long a proof of identity holds without a fresh one, in days.
ALTER TABLE workspace ADD COLUMN proof_days INTEGER NOT NULL DEFAULT 7;
-- A JSON array: kinds of records that customers do not see.
ALTER TABLE workspace ADD COLUMN hidden_kinds TEXT NOT NULL DEFAULT '[]';

-- The address that a key was last used from.
ALTER TABLE api_keys ADD COLUMN last_used_from TEXT;

-- Names that a server may put into the context of a prepared session, as JSON, each with who may read it.
ALTER TABLE sites ADD COLUMN context_fields TEXT NOT NULL DEFAULT '[]';
-- What a server said about this visit, as a JSON object.
ALTER TABLE visitors ADD COLUMN context TEXT NOT NULL DEFAULT '{}';

-- Tokens are renewed. `replaces` is the hash of the token before it, until this one was first used; `ends_at` is set
-- on the one before when its successor was first used. `used_from` and `used_by` are fingerprints of the address and
-- the browser of the last noted use.
ALTER TABLE visitor_tokens ADD COLUMN replaces BLOB;
ALTER TABLE visitor_tokens ADD COLUMN renewed_at INTEGER;
ALTER TABLE visitor_tokens ADD COLUMN ends_at INTEGER;
ALTER TABLE visitor_tokens ADD COLUMN used_from BLOB;
ALTER TABLE visitor_tokens ADD COLUMN used_by BLOB;
CREATE INDEX visitor_tokens_by_replaced ON visitor_tokens (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX visitor_tokens_by_end ON visitor_tokens (ends_at) WHERE ends_at IS NOT NULL;

-- Proofs of identity that were not right; at most one line a minute for each site.
CREATE TABLE failed_proofs (
    failed_proof_id    INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id            TEXT    NOT NULL REFERENCES sites ON DELETE CASCADE,
    reason             TEXT    NOT NULL,
    at                 INTEGER NOT NULL
) STRICT;
CREATE INDEX failed_proofs_by_site ON failed_proofs (site_id, at);
CREATE INDEX failed_proofs_by_time ON failed_proofs (at);

-- Sessions that a business's server has prepared. Only the SHA-256 of each is kept.
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
CREATE INDEX prepared_sessions_by_end ON prepared_sessions (expires_at);
CREATE INDEX prepared_sessions_by_site ON prepared_sessions (site_id);
CREATE INDEX prepared_sessions_by_visitor ON prepared_sessions (spent_by) WHERE spent_by IS NOT NULL;

-- Pages that visitors were on; the newest of each visitor.
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

-- How many records each contact has and what they sum up to. A contact with records and without a line here was not
-- counted yet.
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
CREATE INDEX records_by_kind ON records (contact_id, kind, occurred_at);

CREATE INDEX contacts_by_email ON contacts (email) WHERE email IS NOT NULL;

-- What the business sells. The number is what the search index points to.
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
CREATE VIRTUAL TABLE product_words USING fts5 (
    title, external_id, description,
    content = 'products', content_rowid = 'product_number', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- When products were last sent, and what came of it: one line.
CREATE TABLE catalogue_sync (
    catalogue_sync_id  INTEGER PRIMARY KEY CHECK (catalogue_sync_id = 1),
    at                 INTEGER NOT NULL,
    created            INTEGER NOT NULL,
    updated            INTEGER NOT NULL,
    unchanged          INTEGER NOT NULL
) STRICT;

-- Tables of contacts that an administrator has uploaded and not yet imported.
CREATE TABLE contact_imports (
    contact_import_id  TEXT    PRIMARY KEY,
    agent_id           TEXT    NOT NULL REFERENCES agents ON DELETE CASCADE,
    file_name          TEXT    NOT NULL,
    bytes              BLOB    NOT NULL,
    created_at         INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_imports_by_agent ON contact_imports (agent_id);
CREATE INDEX contact_imports_by_time ON contact_imports (created_at);
CREATE INDEX prepared_sessions_by_customer ON prepared_sessions (external_id) WHERE external_id IS NOT NULL;

-- A fingerprint of the server secret that the key was made with; NULL for keys from before there was one.
ALTER TABLE site_keys ADD COLUMN made_with TEXT;
