//! Pictures at their public addresses.

use poem::{
    Request, Response, handler,
    http::{Method, header},
    web::{Data, Path},
};

use super::{PictureId, views};
use crate::{
    base::Error,
    db::Db,
    http::{ApiError, Client, Key, Limit, Limits},
};

/// `GET /w/pictures/{picture_id}`: a logo or a face, for pages of every origin: the launcher shows the logo on them.
#[handler]
pub async fn picture(
    request: &Request,
    Path(id): Path<String>,
    db: Data<&Db>,
    limits: Data<&std::sync::Arc<Limits>>,
) -> Result<Response, ApiError> {
    limits.take(Limit::Reads, Key::address(Client::of(request).address))?;
    let id: PictureId = id.parse().map_err(|()| Error::NotFound("picture"))?;
    let found = db.read(move |connection| views::picture(connection, &id)).await?;
    let picture = found.ok_or(Error::NotFound("picture"))?;
    let response = Response::builder()
        .content_type(&picture.media_type)
        .header(header::CONTENT_LENGTH, picture.bytes.len())
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header("cross-origin-resource-policy", "cross-origin")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    Ok(if request.method() == Method::HEAD { response.finish() } else { response.body(picture.bytes) })
}
