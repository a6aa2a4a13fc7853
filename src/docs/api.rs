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
    people::prepared::api::SessionsApi,
    settings::ServerSecret,
};

type Apis = (CustomersApi, RecordsApi, SessionsApi);

const ABOUT: &str = "Tell Deskbell who your customers are and what they did, from your own servers.";

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
    let apis = (CustomersApi, RecordsApi, SessionsApi);
    OpenApiService::new(apis, "Deskbell Customer-Data API", env!("CARGO_PKG_VERSION")).description(ABOUT)
}

/// Which methods each path takes, for the `Allow` of a 405.
fn methods() -> Vec<(String, Vec<poem::http::Method>)> {
    let paths = Apis::meta().into_iter().flat_map(|api| api.paths);
    paths.map(|path| (path.path, path.operations.iter().map(|operation| operation.method.clone()).collect())).collect()
}
