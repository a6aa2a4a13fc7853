//! Uploading files.

use std::sync::Arc;

use poem::{Request, http::StatusCode, web::Data};
use poem_openapi::{ApiResponse, OpenApi, param::Query, payload::Json};

use super::{File, Files, intake::Refused, model, name::FileName, shapes::Attachment};
use crate::{
    accounts::SignedIn,
    base::{Actor, Error, FieldErrors, Permission, file_types::FileType},
    contacts,
    db::Db,
    http::{ApiError, Client, Key, Limit, Limits, Upload},
    sites::Sites,
    visitors::api::VisitorAuth,
};

/// The most bytes of a name that are read: more than any is shortened to.
const NAME_BYTES: usize = 4_000;

#[derive(ApiResponse)]
enum Uploaded {
    /// The file is stored. Send it by naming its id in a message, within a day.
    #[oai(status = 201)]
    Done(Json<Attachment>),
}

/// Files of the visitor.
pub struct WidgetFilesApi;

#[OpenApi(prefix_path = "/api/widget")]
impl WidgetFilesApi {
    /// Upload a file
    ///
    /// The body is the file itself. Images are decoded and written anew, without what else they held.
    #[oai(path = "/files", method = "post", operation_id = "upload_visitor_file")]
    async fn upload(
        &self,
        request: &Request,
        auth: VisitorAuth,
        sites: Data<&Sites>,
        files: Data<&Files>,
        /// How the file is called.
        name: Query<Option<String>>,
        body: Upload,
    ) -> Result<Uploaded, ApiError> {
        let visitor = auth.visitor();
        let is_on = sites.must_have(visitor.site, |features| features.files);
        is_on.map_err(|error| ApiError::from(error).header("Connection", "close"))?;
        let name = parse_name(name.0)?;
        let db = request.data::<Db>().ok_or_else(|| Error::internal("no database"))?;
        // Before the bytes are read; asked again where the file is noted.
        let may_write = db.read(move |connection| contacts::views::may_write(connection, visitor.contact)).await;
        may_write.map_err(|error| ApiError::from(error).header("Connection", "close"))?;
        let keys = [Key::Visitor(visitor.id), Key::address(Client::of(request).address)];
        let limits = request.data::<Arc<Limits>>().ok_or_else(|| Error::internal("no limits"))?;
        limits.take_all(Limit::Uploads, &keys)?;
        let file = receive(request, &files, (name, body), Actor::Visitor(visitor)).await.inspect_err(|error| {
            // What failed through us is not the visitor's upload.
            if error.status().is_server_error() {
                limits.give_back_all(Limit::Uploads, &keys);
            }
        })?;
        Ok(Uploaded::Done(Json(Attachment::for_visitor(file, visitor.contact, &files.addresses))))
    }
}

/// Files of agents.
pub struct InboxFilesApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl InboxFilesApi {
    /// Upload a file as an agent
    #[oai(path = "/files", method = "post", operation_id = "upload_agent_file")]
    async fn upload(
        &self,
        request: &Request,
        agent: SignedIn,
        files: Data<&Files>,
        /// How the file is called.
        name: Query<Option<String>>,
        body: Upload,
    ) -> Result<Uploaded, ApiError> {
        let actor = agent.actor();
        actor.may(Permission::Reply)?;
        let name = parse_name(name.0)?;
        let file = receive(request, &files, (name, body), actor).await?;
        Ok(Uploaded::Done(Json(Attachment::for_agent(file))))
    }
}

/// The name, cleaned; refused before a byte is read where its ending is not taken.
fn parse_name(given: Option<String>) -> Result<FileName, ApiError> {
    let given = given.unwrap_or_default();
    if given.len() > NAME_BYTES {
        return Err(
            FieldErrors::one("/name", "This name is too long. Give the file one of up to 200 characters.").into()
        );
    }
    let name = FileName::clean(&given);
    let ending = name.ending();
    if !ending.is_empty() && FileType::by_ending(&ending).is_none() {
        return Err(not_taken(model::not_taken(&ending)).header("Connection", "close"));
    }
    Ok(name)
}

async fn receive(
    request: &Request,
    files: &Files,
    (name, body): (FileName, Upload),
    actor: Actor,
) -> Result<File, ApiError> {
    let (begun, mut sink) = files.begin().await?;
    let size = body.write_to(request, files.max_bytes, &mut sink).await?;
    drop(sink);
    if size == 0 {
        return Err(FieldErrors::one("", "This file is empty. Choose another one.").into());
    }
    files.finish(begun, name, actor).await.map_err(|refused| match refused {
        Refused::Kind(sentence) => not_taken(sentence),
        Refused::TooLarge(sentence) => {
            ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The file is too large", sentence)
        }
        Refused::Other(error) => error.into(),
    })
}

fn not_taken(sentence: String) -> ApiError {
    ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "type-not-taken", "Files of this kind are not taken", sentence)
}
