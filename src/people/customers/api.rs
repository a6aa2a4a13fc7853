//! `GET` and `DELETE /v1/chat/ingest/customers/{external_id}`.

use poem::{Request, web::Data};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    erasing,
    shapes::{CustomerPage, ErasedView},
    views,
};
use crate::{
    api_keys::ApiKeyAuth,
    audit::{self, About, By, Kind},
    base::{Error, page},
    contacts::{api::Tag, model::ExternalId},
    db::Db,
    http::{ApiError, Client, JsonView, log_act, query},
};

/// Records of one answer where the request does not say.
const RECORDS: u32 = 50;

/// One customer as a whole.
pub struct WholeCustomersApi;

#[OpenApi(prefix_path = "/v1/chat/ingest", tag = "Tag::Customers")]
impl WholeCustomersApi {
    /// Read back a customer
    ///
    /// The profile and the records of the customer `external_id`, newest first, as you sent them. Needs the scope
    /// `records`. Of many records you get a part: send its `next` as `cursor` for the part after it. `404` where there
    /// is no such customer.
    #[oai(path = "/customers/:external_id", method = "get", operation_id = "get_customer")]
    async fn get_customer(
        &self,
        auth: ApiKeyAuth,
        request: &Request,
        db: Data<&Db>,
        /// Your own id of the customer, percent-encoded: `a/b` is sent as `a%2Fb`, a space as `%20`.
        #[oai(example = "external_id_example")]
        external_id: Path<String>,
        /// The `next` of the part before; without one you get the newest records.
        #[oai(example = "cursor_example")]
        cursor: Query<Option<String>>,
        /// How many records, 1 to 100; 50 without it.
        #[oai(example = "limit_example")]
        limit: Query<Option<i64>>,
    ) -> Result<JsonView<CustomerPage>, ApiError> {
        query::only(request, &["cursor", "limit"])?;
        let limit = page::limit(limit.0, RECORDS)?;
        let cursor = cursor.0.as_deref().map(str::parse).transpose()?;
        let external_id = named(&external_id.0)?;
        let actor = auth.actor()?;
        let known = db.read(move |connection| views::known(connection, &actor, &external_id, (cursor, limit)));
        Ok(JsonView(known.await?.into()))
    }

    /// Erase a customer
    ///
    /// Erases the person for good: profile, conversations with messages and files, records, what its browsers told,
    /// and the browsers themselves, which are logged out at once. Needs the scope `erase`. The answer says what was
    /// erased, what remains and until when. It comes when everything is done; should it not come, send the request
    /// again: it goes on where it was. `404` where there is no such customer, also when it was erased before.
    #[oai(path = "/customers/:external_id", method = "delete", operation_id = "erase_customer")]
    async fn erase_customer(
        &self,
        auth: ApiKeyAuth,
        request: &Request,
        db: Data<&Db>,
        /// Your own id of the customer, percent-encoded: `a/b` is sent as `a%2Fb`, a space as `%20`.
        #[oai(example = "external_id_example")]
        external_id: Path<String>,
    ) -> Result<JsonView<ErasedView>, ApiError> {
        query::only(request, &[])?;
        let external_id = named(&external_id.0)?;
        let (actor, db, client) = (auth.actor()?, db.clone(), Client::of(request));
        // Whoever hangs up half-way has asked all the same.
        let erasing = async move {
            let erased = erasing::erase(&db, actor.clone(), external_id).await?;
            let by = By::new(actor.clone(), client.address);
            db.write(move |tx| audit::actions::note(tx, &by, Kind::CustomerErased, &About::nothing())).await?;
            log_act(client, &actor, "erased a customer");
            Ok::<_, Error>(erased)
        };
        let erased = tokio::spawn(erasing).await.map_err(Error::internal)??;
        Ok(JsonView(erased.into()))
    }
}

/// An id in an address. What cannot be a customer's names none.
fn named(text: &str) -> Result<ExternalId, ApiError> {
    ExternalId::parse(text).map_err(|_| Error::NotFound("customer").into())
}

pub(super) fn external_id_example() -> String {
    "cust_42".to_owned()
}

pub(super) fn cursor_example() -> Option<String> {
    Some("1795253400000.42".to_owned())
}

fn limit_example() -> Option<i64> {
    Some(50)
}
