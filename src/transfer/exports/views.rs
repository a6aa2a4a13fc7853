//! Rows as lines. Which columns leave is said here, one by one: a column that somebody adds stays inside until it is
//! named.

use rusqlite::{Connection, Row, params, types::ValueRef};

use crate::base::{
    Amount, Currency, Error, Result, Timestamp, base64url,
    json::{self, Json, write_text},
};

/// Rows of one read.
const ROWS: u32 = 200;

/// A read ends after about so many bytes, whatever rows are left.
const BYTES: usize = 256 << 10;

/// One kind of line.
pub struct Part {
    /// The `type` of its lines.
    pub name: &'static str,
    pub table: &'static str,
    columns: &'static str,
    /// The columns that hold JSON.
    json: &'static [&'static str],
}

/// Where the next lines are read.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Of [`PARTS`].
    pub part: usize,
    /// The row before.
    pub after: i64,
    /// The last row that is taken.
    pub until: i64,
}

/// What was read.
pub struct Lines {
    pub lines: String,
    pub count: u64,
    /// The row to go on after; `None` where the part has ended.
    pub next: Option<i64>,
}

/// Every kind, each after those it refers to.
pub const PARTS: &[Part] = &[
    Part {
        name: "workspace",
        table: "workspace",
        columns: "name, time_zone, currency, language, public_url, setup_address, requires_proof, proof_days, hidden_kinds, identity_rotated_at, \
                  created_at",
        json: &["hidden_kinds"],
    },
    Part {
        name: "picture",
        table: "pictures",
        columns: "picture_id, media_type, bytes AS base64url, created_at",
        json: &[],
    },
    Part {
        name: "agent",
        table: "agents",
        columns: "agent_id, email, name, role, is_active, picture_id, preferences, created_at, deactivated_at",
        json: &["preferences"],
    },
    Part {
        name: "team",
        table: "teams",
        columns: "team_id, name, \
                  (SELECT json_group_array(m.agent_id) FROM team_members m WHERE m.team_id = teams.team_id) AS agent_ids, \
                  created_at",
        json: &["agent_ids"],
    },
    Part { name: "tag", table: "tags", columns: "tag_id, name, colour, created_at", json: &[] },
    Part {
        name: "saved_view",
        table: "saved_views",
        columns: "saved_view_id, agent_id, name, filters, sort, place, created_at",
        json: &["filters"],
    },
    Part {
        name: "saved_reply",
        table: "saved_replies",
        columns: "saved_reply_id, agent_id, name, shortcut, body, uses, created_at, updated_at",
        json: &[],
    },
    Part {
        name: "macro",
        table: "macros",
        columns: "macro_id, name, steps, uses, created_at, updated_at",
        json: &["steps"],
    },
    Part {
        name: "api_key",
        table: "api_keys",
        columns: "api_key_id, name, scopes, created_by, created_at, expires_at, last_used_at, last_used_from, \
                  revoked_at",
        json: &[],
    },
    Part {
        name: "site",
        table: "sites",
        columns: "site_id, app_id, name, is_active, purpose, locale, allowed_origins, look, texts, features, page_rules, \
                  hours, mirrored_events, context_fields, logo_id, last_seen_at, last_seen_origin, created_at",
        json: &[
            "allowed_origins",
            "look",
            "texts",
            "features",
            "page_rules",
            "hours",
            "mirrored_events",
            "context_fields",
        ],
    },
    Part {
        name: "site_key",
        table: "site_keys",
        columns: "site_id, name, allowed_origins, created_at, revoked_at",
        json: &["allowed_origins"],
    },
    Part {
        name: "contact",
        table: "contacts",
        columns: "contact_id, external_id, name, email, username, phone, address, avatar_url, attributes, blocked_at, blocked_by, \
                  created_at, updated_at",
        json: &["attributes"],
    },
    Part {
        name: "contact_note",
        table: "contact_notes",
        columns: "contact_note_id, contact_id, agent_id, body, created_at, updated_at",
        json: &[],
    },
    Part {
        name: "contact_change",
        table: "contact_changes",
        columns: "contact_id, at, actor, field, before, after",
        json: &[],
    },
    Part {
        name: "visitor",
        table: "visitors",
        columns: "visitor_id, site_id, contact_id, verified_until, claims, context, page_origin, page_url, page_title, \
                  referrer, campaign, locale, time_zone, device, created_at, last_seen_at",
        json: &["claims", "context", "campaign"],
    },
    Part {
        name: "conversation",
        table: "conversations",
        columns: "conversation_id, site_id, contact_id, visitor_id, status, \
                  CASE state WHEN 0 THEN 'open' WHEN 1 THEN 'snoozed' ELSE 'done' END AS state, \
                  nullif(snoozed_until, 9007199254740991) AS snoozed_until, waiting_since, priority, assignee_id, team_id, \
                  (SELECT json_group_array(t.tag_id) FROM conversation_tags t \
                   WHERE t.conversation_id = conversations.conversation_id) AS tag_ids, last_number, visitor_count, team_count, \
                  visitor_read_number, team_read_number, speaking_agent_id, rating, rating_comment, rated_at, \
                  first_reply_at, resolved_at, created_at, last_activity_at, \
                  (SELECT json_group_array(json_object('agent_id', r.agent_id, 'number', r.number)) \
                   FROM conversation_reads r WHERE r.conversation_id = conversations.conversation_id) AS read_by",
        json: &["tag_ids", "read_by"],
    },
    Part {
        name: "message",
        table: "messages",
        columns: "message_id, conversation_id, number, author, agent_id, body, is_event, content, answer, answered_at, \
                  created_at",
        json: &["content", "answer"],
    },
    // What only the team sees of a thread: notes, and lines about what was done.
    Part {
        name: "entry",
        table: "thread_entries",
        columns: "entry_id, conversation_id, after_number, kind, agent_id, body, act, mentions, created_at",
        json: &["act", "mentions"],
    },
    Part {
        name: "file",
        table: "files",
        columns: "file_id, message_id, entry_id, place, visitor_id, agent_id, name, media_type, size, width, height, created_at",
        json: &[],
    },
    Part {
        name: "record",
        table: "records",
        columns: "record_id, contact_id, kind, reference, title, amount_minor, currency, status, url, occurred_at, \
                  attributes, created_at, updated_at",
        json: &["attributes"],
    },
    Part {
        name: "tracked_event",
        table: "tracked_events",
        columns: "contact_id, visitor_id, name, properties, at",
        json: &["properties"],
    },
    Part { name: "page_view", table: "page_views", columns: "contact_id, visitor_id, url, title, at", json: &[] },
    Part {
        name: "product",
        table: "products",
        columns: "product_id, external_id, title, price_minor, currency, url, image_url, description, is_available, \
                  attributes, created_at, updated_at",
        json: &["attributes"],
    },
];

/// The last row of each part as it stands now.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn ends(connection: &Connection) -> Result<Vec<i64>> {
    let end = |part: &Part| {
        let mut statement =
            connection.prepare_cached(&format!("SELECT coalesce(max(rowid), 0) FROM {}", part.table))?;
        Ok(statement.query_row([], |row| row.get(0))?)
    };
    PARTS.iter().map(end).collect()
}

/// The next lines of a part.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn lines(connection: &Connection, place: &Place) -> Result<Lines> {
    let part = PARTS.get(place.part).ok_or_else(|| Error::internal("an export has no such part"))?;
    let mut statement = connection.prepare_cached(&format!(
        "SELECT rowid AS export_row, {} FROM {} WHERE rowid > ?1 AND rowid <= ?2 ORDER BY rowid LIMIT {ROWS}",
        part.columns, part.table
    ))?;
    let names: Vec<_> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = statement.query(params![place.after, place.until])?;
    let mut read = Lines { lines: String::new(), count: 0, next: None };
    while let Some(row) = rows.next()? {
        write_line(&mut read.lines, part, (row, &names))?;
        read.count += 1;
        let is_full = read.count == u64::from(ROWS) || read.lines.len() >= BYTES;
        if is_full {
            read.next = Some(row.get("export_row")?);
            break;
        }
    }
    Ok(read)
}

/// A row as an object: its columns by name, times as RFC 3339, amounts in major units.
fn write_line(out: &mut String, part: &Part, (row, names): (&Row<'_>, &[String])) -> Result<()> {
    out.push_str("{\"type\":");
    write_text(out, part.name);
    for (index, name) in names.iter().enumerate().skip(1) {
        let (name, value) = match (name.strip_suffix("_minor"), row.get_ref(index)?) {
            (Some(name), value) => (name, amount(row, value)?),
            (None, value) => (name.as_str(), plain(name, value, part)?),
        };
        out.push(',');
        write_text(out, name);
        out.push(':');
        out.push_str(&value.to_text());
    }
    out.push_str("}\n");
    Ok(())
}

fn amount(row: &Row<'_>, minor: ValueRef<'_>) -> Result<Json<'static>> {
    let ValueRef::Integer(minor) = minor else { return Ok(Json::Null) };
    let currency: Option<Currency> = row.get("currency")?;
    Ok(currency.map_or(Json::Null, |currency| Json::Text(Amount { minor, currency }.to_string().into())))
}

fn plain<'v>(name: &str, value: ValueRef<'v>, part: &Part) -> Result<Json<'v>> {
    let is_time = name == "at" || name.ends_with("_at") || name.ends_with("_until") || name.ends_with("_since");
    let is_claim = name.starts_with("is_") || name.starts_with("requires_");
    Ok(match value {
        ValueRef::Integer(number) if is_time => Json::Text(Timestamp::from_millis(number).to_rfc3339().into()),
        ValueRef::Integer(number) if is_claim => Json::Boolean(number != 0),
        ValueRef::Integer(number) => Json::Number(number.to_string().into()),
        // What a stricter reader than the one that took it in refuses leaves as its text: one row must not keep all others
        // inside.
        ValueRef::Text(bytes) if part.json.contains(&name) => {
            json::parse(bytes).unwrap_or_else(|_| Json::Text(String::from_utf8_lossy(bytes)))
        }
        ValueRef::Text(bytes) => Json::Text(String::from_utf8_lossy(bytes)),
        ValueRef::Blob(bytes) => Json::Text(base64url::encode(bytes).into()),
        ValueRef::Null => Json::Null,
        ValueRef::Real(_) => return Err(Error::internal(format!("{name} holds what no line can"))),
    })
}
