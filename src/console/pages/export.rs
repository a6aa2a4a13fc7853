//! Settings → Customer data → Export: everything as one file, sent while it is read.

use futures_util::stream;
use poem::{
    Body, Request, Response, handler,
    http::{HeaderValue, header},
    web::Data,
};

use crate::{
    accounts::{SignedInPage, Stay},
    audit::{self, About, Fact, Kind},
    base::{Clock, Error, Result},
    db::Db,
    http::{Client, html::PageResult, log_act},
    transfer::exports::Export,
};

/// `GET /console/customer-data/export`.
#[handler]
pub async fn export_workspace(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    db: Data<&Db>,
    clock: Data<&Clock>,
) -> PageResult {
    let now = clock.now();
    let export = Export::begin(db.clone(), &signed_in.actor(), now).await?;
    let by = signed_in.by(request);
    let about = About::fact(Fact::How, "everything the workspace holds");
    db.write(move |tx| audit::actions::note(tx, &by, Kind::Exported, &about)).await?;
    log_act(Client::of(request), &signed_in.actor(), "exports everything the workspace holds");
    // Asked before each part: the file may be fetched as slowly as one likes.
    let stay = signed_in.stay(&db, &clock);
    let lines = stream::try_unfold((export, stay), async |(mut export, stay)| match next(&mut export, &stay).await {
        Ok(lines) => Ok(lines.map(|lines| (lines, (export, stay)))),
        Err(error) => {
            // The answer has begun: it breaks off, and the file lacks its last line.
            tracing::warn!(?error, "an export broke off");
            Err(std::io::Error::other(error))
        }
    });
    let day: String = now.to_rfc3339().chars().take(10).collect();
    let name =
        HeaderValue::from_str(&format!("attachment; filename=\"deskbell-{day}.jsonl\"")).map_err(Error::internal)?;
    let mut response = Response::builder().content_type("application/x-ndjson").body(Body::from_bytes_stream(lines));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The next lines, where whoever asked for them may still have them.
async fn next(export: &mut Export, stay: &Stay) -> Result<Option<String>> {
    stay.must_hold().await?;
    export.next().await
}
