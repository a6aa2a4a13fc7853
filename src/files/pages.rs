//! Fetching files.
//!
//! Nothing that is fetched here can act in our name: it runs in a sandbox that may load nothing, and everything but
//! images that were written anew is a download.

use std::io::{Read, Seek};

use poem::{
    Body, Request, Response, handler,
    http::{Method, header},
    web::{Data, Path},
};
use tokio::io::AsyncReadExt;

use super::{
    Files,
    address::Signed,
    model::{File, Placed},
    views,
};
use crate::{
    accounts::SignedIn,
    base::{Clock, Error, Permission, ids::FileId, text},
    db::Db,
    http::{ApiError, Client, Key, Limit, Limits},
    pictures::raster::RasterKind,
};

/// What the fetched document may do: nothing.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Bytes read from disk at once.
const CHUNK: usize = 64 << 10;

/// How long an agent's browser keeps a file, in seconds: as long as a session may be idle would be too long on a
/// shared machine.
const AGENT_KEEPS_S: i64 = 3_600;

/// `GET /w/files/{id}/{expiry}/{signature}/{name}`: a file, for the visitor whose address it is.
#[handler]
pub async fn of_visitor(
    request: &Request,
    Path((id, expiry, signature, name)): Path<(String, String, String, String)>,
    handles: Data<&Files>,
    limits: Data<&std::sync::Arc<Limits>>,
) -> Result<Response, ApiError> {
    limits.take(Limit::Reads, Key::address(Client::of(request).address))?;
    let (db, clock) = given(request)?;
    let signed = Signed::parse(&id, &expiry, &signature).ok_or(Error::NotFound("file"))?;
    let placed = find(db, signed.file, &name).await?;
    let is_right = placed.contact.is_some_and(|contact| handles.addresses.is_right(&signed, contact));
    if !is_right {
        return Err(Error::NotFound("file").into());
    }
    let left_s = (signed.expires_at.as_millis() - clock.now().as_millis()).div_euclid(1_000);
    if left_s <= 0 {
        let sentence = "This address has lapsed. Open the conversation again and fetch the file from there.";
        return Err(ApiError::forbidden("address-lapsed", sentence));
    }
    send(request, &handles, placed.file, left_s).await
}

/// `GET /inbox/files/{id}/{name}`: a file, for whoever is signed in.
#[handler]
pub async fn of_agent(
    request: &Request,
    Path((id, name)): Path<(String, String)>,
    handles: Data<&Files>,
) -> Result<Response, ApiError> {
    let signed_out =
        || ApiError::unauthorized("You are not signed in, or no longer. Sign in again.").kind("signed-out");
    let agent = SignedIn::find(request).await?.ok_or_else(signed_out)?.agent;
    agent.actor().may(Permission::Read)?;
    let (db, _) = given(request)?;
    let id = id.parse().map_err(|_| Error::NotFound("file"))?;
    let placed = find(db, id, &name).await?;
    if !placed.is_open_to_agent(agent.id) {
        return Err(Error::NotFound("file").into());
    }
    let mut response = send(request, &handles, placed.file, AGENT_KEEPS_S).await?;
    // After signing out the cookie is another one, and the browser asks again.
    response.headers_mut().insert(header::VARY, header::HeaderValue::from_static("Cookie"));
    Ok(response)
}

fn given(request: &Request) -> Result<(&Db, &Clock), ApiError> {
    let both = request.data::<Db>().zip(request.data::<Clock>());
    both.ok_or_else(|| Error::internal("files are served without their handles").into())
}

/// The file under its very name: an address with anything else appended is none of ours.
async fn find(db: &Db, id: FileId, name: &str) -> Result<Placed, Error> {
    let placed = db.read(move |connection| views::placed(connection, id)).await?;
    placed.filter(|placed| placed.file.name == name).ok_or(Error::NotFound("file"))
}

async fn send(request: &Request, files: &Files, file: File, keep_s: i64) -> Result<Response, ApiError> {
    let wants_small = request.uri().query() == Some("small");
    if wants_small && !file.has_small {
        return Err(Error::NotFound("file").into());
    }
    let path = if wants_small { files.folder.small_path(file.id) } else { files.folder.path(file.id) };
    let opened = tokio::task::spawn_blocking(move || open(&path)).await.map_err(Error::internal)?;
    let opened = match opened {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            tracing::error!(file.id = %file.id, "the bytes of file {} are not on disk", file.id);
            return Err(Error::NotFound("file").into());
        }
        opened => opened.map_err(Error::from)?,
    };
    let media_type = match opened.kind {
        _ if !wants_small => file.media_type.as_str(),
        Some(RasterKind::Png) => "image/png",
        _ => "image/jpeg",
    };
    let response = Response::builder()
        .content_type(media_type)
        .header(header::CONTENT_LENGTH, opened.size)
        .header(header::CONTENT_DISPOSITION, disposition(&file))
        .header(header::CACHE_CONTROL, format!("private, max-age={keep_s}, immutable"))
        .header(header::CONTENT_SECURITY_POLICY, POLICY)
        .header("cross-origin-resource-policy", "same-origin")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if request.method() == Method::HEAD {
        return Ok(response.finish());
    }
    Ok(response.body(stream(opened)))
}

struct Opened {
    file: std::fs::File,
    size: u64,
    /// What its first bytes tell.
    kind: Option<RasterKind>,
}

fn open(path: &std::path::Path) -> std::io::Result<Opened> {
    let mut file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    let mut start = Vec::new();
    (&mut file).take(16).read_to_end(&mut start)?;
    file.rewind()?;
    Ok(Opened { file, size, kind: RasterKind::of(&start) })
}

/// The bytes as they are read: a slow client holds one piece of them.
fn stream(opened: Opened) -> Body {
    let file = tokio::fs::File::from_std(opened.file).take(opened.size);
    Body::from_bytes_stream(futures_util::stream::try_unfold(file, async |mut file| {
        let mut chunk = bytes::BytesMut::with_capacity(CHUNK);
        let read = file.read_buf(&mut chunk).await?;
        Ok::<_, std::io::Error>((read > 0).then(|| (chunk.freeze(), file)))
    }))
}

/// How a browser treats the file, and under which name it saves it: in ASCII for old ones, in full for all others.
fn disposition(file: &File) -> String {
    let treatment = if file.is_shown() { "inline" } else { "attachment" };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '(' | ')');
    let ascii: String = file.name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    format!("{treatment}; filename=\"{ascii}\"; filename*=UTF-8''{}", text::percent_encoded(&file.name))
}
