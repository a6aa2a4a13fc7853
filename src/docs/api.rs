//! The public service: its operations, its document, and the endpoint that answers.

use std::sync::Arc;

use poem::{Endpoint, EndpointExt, IntoEndpoint, Response};
use poem_openapi::{OpenApi, OpenApiService};

use super::document;
use crate::{
    activity::api::RecordsApi,
    api_keys::{Keyring, idempotency::InProgress},
    contacts::api::CustomersApi,
    db::Db,
    http::{Limits, problems, tell_allowance},
    people::{customers::api::WholeCustomersApi, prepared::api::SessionsApi},
    products::api::ProductsApi,
    settings::ServerSecret,
};

type Apis = (CustomersApi, WholeCustomersApi, RecordsApi, ProductsApi, SessionsApi);

const ABOUT: &str = "Tell Deskbell who your customers are and what they did, from your own servers. Agents see it at once \
beside the conversation; customers who have proved who they are see what they did themselves.

Send a key from Settings → Developers as `Authorization: Bearer wgk_…`. Bodies are JSON in UTF-8. An absent field is left \
alone, `null` clears it, an unknown one is an error. Amounts are in major units (`19.99`) or whole hundredths of them; \
lengths count characters (Unicode code points); times are RFC 3339. Errors are `application/problem+json` (RFC 9457) and \
name every wrong field. The same in more words, with examples in curl, Node, PHP and Python, is at `/docs`.";

/// What the public service uses.
#[derive(Clone)]
pub struct PublicHandles {
    pub db: Db,
    pub keyring: Keyring,
    pub limits: Arc<Limits>,
    pub secret: ServerSecret,
}

/// The OpenAPI document of the public service, as JSON text.
///
/// # Errors
/// `Internal` where the library wrote something that is no JSON, which a test rules out.
pub fn openapi() -> crate::base::Result<String> {
    document::complete(&service().spec())
}

/// Answers everything below `/v1`. Mount it with `nest_no_strip("/v1", …)`.
pub fn public_api(handles: PublicHandles) -> impl Endpoint<Output = Response> {
    let PublicHandles { db, keyring, limits, secret } = handles;
    let endpoint = problems(service().into_endpoint(), methods());
    tell_allowance(endpoint.data(db).data(secret).data(InProgress::default()).data(keyring).data(limits))
}

fn service() -> OpenApiService<Apis, ()> {
    let apis = (CustomersApi, WholeCustomersApi, RecordsApi, ProductsApi, SessionsApi);
    OpenApiService::new(apis, "Deskbell Customer-Data API", env!("CARGO_PKG_VERSION")).description(ABOUT)
}

/// Which methods each path takes, for the `Allow` of a 405.
fn methods() -> Vec<(String, Vec<poem::http::Method>)> {
    let paths = Apis::meta().into_iter().flat_map(|api| api.paths);
    paths.map(|path| (path.path, path.operations.iter().map(|operation| operation.method.clone()).collect())).collect()
}
