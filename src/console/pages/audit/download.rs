//! The log as a file: a table, or JSON Lines with every fact. Sent while it is read, in small parts.

use futures_util::stream;
use poem::{
    Body, Request, Response, handler,
    http::{HeaderValue, header},
    web::Data,
};

use super::wanted;
use crate::{
    accounts::{SignedInPage, Stay},
    audit::{
        self, About, Fact, Kind,
        model::Line,
        views::{self, Wanted},
    },
    base::{Actor, Clock, Error, Permission, Result},
    db::Db,
    http::html::PageResult,
};

/// Lines of one part.
const PART: u32 = 500;

/// The forms there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    JsonLines,
}

/// What is still to be sent.
struct Rest {
    db: Db,
    actor: Actor,
    /// Asked before each part: a file may be fetched as slowly as one likes.
    stay: Stay,
    wanted: Wanted,
    form: Form,
    is_begun: bool,
    is_done: bool,
}

/// `GET /console/audit/download?form=csv`, or `form=jsonl`; filtered as the page is.
#[handler]
pub async fn download_audit(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    db: Data<&Db>,
    clock: Data<&Clock>,
) -> PageResult {
    let actor = signed_in.actor();
    actor.may(Permission::ManagePeople)?;
    let form = match super::query(request, "form").as_deref() {
        Some("jsonl") => Form::JsonLines,
        _ => Form::Csv,
    };
    let by = signed_in.by(request);
    let about = About::fact(Fact::How, "the audit log");
    db.write(move |tx| audit::actions::note(tx, &by, Kind::Exported, &about)).await?;
    let wanted = Wanted { before: None, ..wanted(request) };
    let stay = signed_in.stay(&db, &clock);
    let rest = Rest { db: db.clone(), actor, stay, wanted, form, is_begun: false, is_done: false };
    let parts = stream::try_unfold(rest, async |mut rest| match rest.next().await {
        Ok(part) => Ok(part.map(|part| (part, rest))),
        Err(error) => {
            // The answer has begun: it breaks off.
            tracing::warn!(?error, "the download of the audit log broke off");
            Err(std::io::Error::other(error))
        }
    });
    let day: String = clock.now().to_rfc3339().chars().take(10).collect();
    let (ending, kind) = match form {
        Form::Csv => ("csv", "text/csv; charset=utf-8"),
        Form::JsonLines => ("jsonl", "application/x-ndjson"),
    };
    let name = HeaderValue::from_str(&format!("attachment; filename=\"audit-log-{day}.{ending}\""))
        .map_err(Error::internal)?;
    let mut response = Response::builder().content_type(kind).body(Body::from_bytes_stream(parts));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

impl Rest {
    /// The next part of the file; `None` at its end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if self.is_done {
            return Ok(None);
        }
        self.stay.must_hold().await?;
        let (actor, wanted) = (self.actor.clone(), self.wanted.clone());
        let lines = self.db.read(move |connection| views::lines(connection, &actor, &wanted, PART)).await?;
        self.is_done = lines.len() < PART as usize;
        self.wanted.before = lines.last().map(|line| line.number);
        let has_head = !std::mem::replace(&mut self.is_begun, true);
        match self.form {
            Form::Csv => table(&lines, has_head).map(Some),
            Form::JsonLines => Ok(Some(lines.iter().flat_map(|line| json(line).into_bytes()).collect())),
        }
    }
}

fn table(lines: &[Line], has_head: bool) -> Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 5]| table.write_record(cells.map(harmless)).map_err(Error::internal);
    if has_head {
        write(["time", "who", "what", "from", "kind"])?;
    }
    for line in lines {
        let (at, what) = (line.at.to_rfc3339(), line.sentence());
        write([&at, line.who(), &what, line.address.as_deref().unwrap_or(""), &line.kind])?;
    }
    table.into_inner().map_err(Error::internal)
}

/// Programs for tables calculate what begins like a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn json(line: &Line) -> String {
    let about: serde_json::Value = serde_json::from_str(&line.about.to_json()).unwrap_or_default();
    let written = serde_json::json!({
        "number": line.number,
        "at": line.at.to_rfc3339(),
        "actor": line.actor,
        "actor_name": line.actor_name,
        "kind": line.kind,
        "sentence": line.sentence(),
        "about": about,
        "address": line.address,
    });
    format!("{written}\n")
}
