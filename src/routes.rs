//! Every route in one list, by audience, and the OpenAPI documents of both services.

use std::sync::Arc;

use poem::{
    Endpoint, EndpointExt, Request, Response, Route,
    endpoint::BoxEndpoint,
    get, handler,
    http::Method,
    post,
    web::{Data, Path},
};
use poem_openapi::{OpenApi, OpenApiService};

use crate::{
    accounts::{
        NoteRefusals, pages as account_pages, preferences::api::PreferencesApi, two_factor::pages as two_factor_pages,
    },
    activity::panel::api::ActivityApi,
    console::pages as console_pages,
    conversations::api::WidgetConversationsApi,
    docs::{self, api::PublicHandles, pages::DocsHandles},
    files::{
        api::{InboxFilesApi, WidgetFilesApi},
        pages as file_pages,
    },
    handles::Handles,
    http::{
        Assets, UploadLimit, assets,
        csrf::SameOrigin,
        front_door::{FrontDoor, FrontDoorOptions},
        health::health,
        html::{AssetUrls, Pages},
        own_origin::OwnOrigin,
        problems,
        problems::Methods,
    },
    inbox::{
        acting::api::ActsApi, api::InboxApi, contacts::api::InboxContactsApi, directory::api::DirectoryApi,
        listing::api::ListApi, merges::api::InboxMergesApi, search::api::SearchApi, thread::api::ThreadApi,
    },
    live::{agent_socket::agent_socket, api::FramesApi, stream, team::TeamApi, visitor_socket::visitor_socket},
    notifications::api::NotificationsApi,
    people::api::WidgetSessionApi,
    pictures::pages as picture_pages,
    products::catalogue::api::CatalogueApi,
    replies::api::RepliesApi,
    saved_views::api::SavedViewsApi,
    sites::{
        api::{InitApi, PanelApi},
        keys::api::SiteKeysApi,
        pages as site_pages,
    },
    tags::api::TagsApi,
    visitors::{challenge::api::ChallengeApi, tracking::api::TrackingApi},
};

type InternalApis = (
    InitApi,
    PanelApi,
    SiteKeysApi,
    ChallengeApi,
    WidgetSessionApi,
    WidgetConversationsApi,
    WidgetFilesApi,
    ActivityApi,
    TrackingApi,
    CatalogueApi,
    TeamApi,
    InboxApis,
);

/// What the inbox calls; a tuple of its own, since one holds sixteen.
type InboxApis =
    (InboxApi, InboxFilesApi, RepliesApi, FramesApi, ThreadApi, ActsApi, FindingApis, TogetherApis, PeopleApis);

/// What the inbox finds conversations by.
type FindingApis = (ListApi, DirectoryApi, SavedViewsApi, SearchApi, TagsApi);

/// What an agent is told of, and chooses.
type TogetherApis = (PreferencesApi, NotificationsApi);

/// What the inbox knows and does of people.
type PeopleApis = (InboxContactsApi, InboxMergesApi);

/// Everything the server answers: the first audience whose path fits.
pub fn all(handles: &Handles, door: FrontDoorOptions) -> impl Endpoint + use<> {
    let audiences = Audiences(vec![
        ("/api/widget/init", init().boxed()),
        ("/api/widget/keys", site_keys().boxed()),
        ("/api/widget", widget().boxed()),
        ("/api/inbox", inbox().boxed()),
        ("/v1", docs::api::public_api(public(handles)).boxed()),
        ("/openapi.json", documentation(handles).boxed()),
        ("/docs", documentation(handles).boxed()),
        ("/", pages().boxed()),
    ]);
    FrontDoor::new(with_handles(audiences, handles), door)
}

/// Endpoints by the beginning of the path. The router's own nesting loses count of prefixes when a described
/// service is nested twice.
struct Audiences(Vec<(&'static str, BoxEndpoint<'static, Response>)>);

impl Endpoint for Audiences {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let path = request.uri().path();
        let fits = |prefix: &str| {
            path.strip_prefix(prefix).is_some_and(|rest| prefix == "/" || rest.is_empty() || rest.starts_with('/'))
        };
        match self.0.iter().find(|(prefix, _)| fits(prefix)) {
            Some((_, endpoint)) => endpoint.call(request).await,
            None => Err(poem::error::NotFoundError.into()),
        }
    }
}

/// What people open in a browser.
fn pages() -> impl Endpoint<Output = Response> {
    of_inbox(of_people(console_pages::mount_work(Route::new())))
        .at("/healthz", get(health))
        .at("/widget.js", get(loader).head(loader))
        .at("/widget-panel.js", get(loader_panel).head(loader_panel))
        .at("/privacy.json", get(site_pages::privacy))
        .at("/assets/:file", get(asset).head(asset))
        .at("/w/assets/:file", get(asset).head(asset))
        .at("/", get(console_pages::show_home))
        .at("/setup", get(console_pages::show_setup).post(console_pages::set_up))
        .at("/sign-in", get(account_pages::show_sign_in).post(account_pages::sign_in))
        .at("/sign-in/code", get(two_factor_pages::show_code).post(two_factor_pages::enter_code))
        .at("/sign-out", post(account_pages::sign_out))
        .at("/console/install", get(console_pages::show_install))
        .at("/console/install/origins", post(console_pages::allow_origins))
        .at("/console/install/check", post(console_pages::check_page))
        .at("/console/install/identity-secret", post(console_pages::show_identity_secret))
        .at("/console/install/identity/rotate", post(console_pages::rotate_secret))
        .at("/console/install/identity/end-former", post(console_pages::end_former_secret))
        .at("/console/install/identity/settings", post(console_pages::save_identity))
        .at("/console/install/identity/test", post(console_pages::test_proof))
        .at("/console/sites", get(console_pages::show_sites).post(console_pages::make_site))
        .at("/console/site", get(console_pages::show_site).post(console_pages::save_site))
        .at("/console/site/keys", get(console_pages::show_site_keys).post(console_pages::make_site_key))
        .at("/console/site/keys/:key_id/revoke", post(console_pages::revoke_site_key))
        .at("/console/site/switch", post(console_pages::switch_site))
        .at("/console/pages", get(console_pages::show_rules).post(console_pages::save_rules))
        .at("/console/hours", get(console_pages::show_hours).post(console_pages::save_hours))
        .at("/console/integrations", get(console_pages::show_integrations).post(console_pages::save_integrations))
        .at("/console/try", get(console_pages::show_try_it))
        .at("/console/launcher", get(console_pages::show_launcher).post(console_pages::save_launcher))
        .at("/console/launcher/preview", post(console_pages::preview_launcher))
        .at("/console/launcher/logo", post(console_pages::save_logo))
        .at("/console/preview", get(console_pages::show_preview))
        .at("/console/developers", get(console_pages::show_developers))
        .at("/console/developers/keys", post(console_pages::make_key))
        .at("/console/developers/keys/:api_key_id", get(console_pages::show_key).post(console_pages::change_key))
        .at("/console/developers/keys/:api_key_id/revoke", post(console_pages::revoke_key))
        .at("/console/products", get(console_pages::show_products))
        .at("/console/customer-data", get(console_pages::show_customer_data))
        .at("/console/customer-data/kinds", post(console_pages::save_kinds))
        .at("/console/customer-data/context", post(console_pages::save_context))
        .at("/console/customer-data/import", post(console_pages::upload_contacts))
        .at("/console/customer-data/import/:id", get(console_pages::show_import).post(console_pages::import_contacts))
        .at("/console/customer-data/export", get(console_pages::export_workspace))
        .at("/w/pictures/:picture_id", get(picture_pages::picture).head(picture_pages::picture))
        .at("/w/files/:id/:expiry/:signature/:name", get(file_pages::of_visitor).head(file_pages::of_visitor))
        .at("/inbox/files/:id/:name", get(file_pages::of_agent).head(file_pages::of_agent))
        .at("/w/:app_id", get(site_pages::panel))
        .with(NoteRefusals)
        .with(SameOrigin)
        .with(Pages)
}

/// The inbox, which is one document at many addresses, and what makes it an app.
fn of_inbox(route: Route) -> Route {
    route
        .at("/inbox-worker.js", get(inbox_worker).head(inbox_worker))
        .at("/inbox.webmanifest", get(console_pages::manifest))
        .at("/inbox", get(console_pages::show_inbox))
        .at("/inbox/c/:id", get(console_pages::show_inbox))
        .at("/inbox/v/:view", get(console_pages::show_inbox))
        .at("/inbox/v/:view/c/:id", get(console_pages::show_inbox))
        .at("/inbox/contacts/:id", get(console_pages::show_inbox))
        .at("/inbox/search", get(console_pages::show_inbox))
        .at("/inbox/notifications", get(console_pages::show_inbox))
        .at("/inbox/me", get(console_pages::show_inbox))
        .at("/inbox/frame", get(console_pages::show_frame))
}

/// Pages about who works here: oneself, and everybody.
fn of_people(route: Route) -> Route {
    route
        .at("/profile", get(console_pages::show_profile).post(console_pages::save_profile))
        .at("/profile/email", post(console_pages::save_email))
        .at("/profile/password", post(console_pages::save_password))
        .at("/profile/sessions/end-others", post(console_pages::end_other_sessions))
        .at("/profile/sessions/:session_id/end", post(console_pages::end_session))
        .at("/profile/two-factor", get(console_pages::show_two_factor).post(console_pages::change_two_factor))
        .at("/join/:token", get(console_pages::show_join).post(console_pages::join_workspace))
        .at("/console/members", get(console_pages::show_members))
        .at("/console/members/invite", post(console_pages::invite_member))
        .at("/console/members/invitations/:id/revoke", post(console_pages::revoke_invitation))
        .at("/console/members/:agent_id", get(console_pages::show_member))
        .at("/console/members/:agent_id/role", post(console_pages::change_role))
        .at("/console/members/:agent_id/deactivate", post(console_pages::deactivate))
        .at("/console/members/:agent_id/reactivate", post(console_pages::reactivate))
        .at("/console/members/:agent_id/sessions", post(console_pages::end_member_sessions))
        .at("/console/members/:agent_id/two-factor", post(console_pages::reset_two_factor))
        .at("/console/roles", get(console_pages::show_roles))
        .at("/console/audit", get(console_pages::show_audit))
        .at("/console/audit/download", get(console_pages::download_audit))
}

/// What the loader calls, from every website.
fn init() -> impl Endpoint<Output = Response> {
    problems(Route::new().nest_no_strip("/", internal_service()), methods::<InternalApis>())
}

/// What administrators and their servers call. Servers send no `Origin`, so each call asks for its own proof.
fn site_keys() -> impl Endpoint<Output = Response> {
    problems(Route::new().nest_no_strip("/", internal_service()), methods::<InternalApis>())
}

/// What the panel calls.
fn widget() -> impl Endpoint<Output = Response> {
    let route = Route::new()
        .at("/api/widget/ws", get(visitor_socket))
        .at("/api/widget/stream", get(stream::visitor_stream))
        .nest_no_strip("/", internal_service())
        .with(OwnOrigin);
    problems(route, methods::<InternalApis>())
}

/// What the inbox calls.
fn inbox() -> impl Endpoint<Output = Response> {
    let route = Route::new()
        .at("/api/inbox/ws", get(agent_socket))
        .at("/api/inbox/stream", get(stream::agent_stream))
        .nest_no_strip("/", internal_service())
        .with(NoteRefusals)
        .with(SameOrigin);
    problems(route, methods::<InternalApis>())
}

/// The public API's document and its readable form.
fn documentation(handles: &Handles) -> impl Endpoint<Output = Response> + use<> {
    let routes = docs::pages::mount(
        Route::new(),
        DocsHandles {
            console_css: handles.assets.url("console.css").to_owned(),
            icon: handles.assets.url("icon.svg").to_owned(),
            public_url: handles.address.configured().map(str::to_owned),
        },
    );
    // A test writes the document and compares it: it can always be written.
    routes.unwrap_or_else(|error| {
        tracing::error!(?error, "the API's document could not be written");
        Route::new()
    })
}

fn public(handles: &Handles) -> PublicHandles {
    PublicHandles {
        db: handles.db.clone(),
        keyring: handles.keyring.clone(),
        limits: Arc::clone(&handles.limits),
        secret: handles.secret.clone(),
    }
}

/// Gives handlers what they ask for by `Data`.
fn with_handles<E: Endpoint<Output = Response>>(route: E, handles: &Handles) -> impl Endpoint + use<E> {
    let assets = handles.assets.clone();
    let urls = AssetUrls::new(move |name| assets.url(name).to_owned());
    route
        .data(handles.db.clone())
        .data(handles.clock.clone())
        .data(handles.random.clone())
        .data(handles.demand.clone())
        .data(handles.captcha)
        .data(handles.settings.clone())
        .data(handles.secret.clone())
        .data(handles.address.clone())
        .data(handles.claim.clone())
        .data(handles.passwords.clone())
        .data(handles.totp.clone())
        .data(handles.sites.clone())
        .data(handles.keyring.clone())
        .data(handles.net.clone())
        .data(Arc::clone(&handles.limits))
        .data(handles.live.clone())
        .data(handles.files.clone())
        .data(UploadLimit(handles.files.max_bytes))
        .data(handles.assets.clone())
        .data(urls)
}

#[handler]
fn loader(request: &Request) -> Response {
    assets::loader(request)
}

#[handler]
fn loader_panel(request: &Request) -> Response {
    assets::loader_panel(request)
}

#[handler]
fn inbox_worker(request: &Request) -> Response {
    assets::inbox_worker(request)
}

#[handler]
fn asset(request: &Request, Path(file): Path<String>, _assets: Data<&Assets>) -> Response {
    assets::hashed(request, &file)
}

fn inbox_apis() -> InboxApis {
    (
        InboxApi,
        InboxFilesApi,
        RepliesApi,
        FramesApi,
        ThreadApi,
        ActsApi,
        (ListApi, DirectoryApi, SavedViewsApi, SearchApi, TagsApi),
        (PreferencesApi, NotificationsApi),
        (InboxContactsApi, InboxMergesApi),
    )
}

fn internal_service() -> OpenApiService<InternalApis, ()> {
    let apis = (
        InitApi,
        PanelApi,
        SiteKeysApi,
        ChallengeApi,
        WidgetSessionApi,
        WidgetConversationsApi,
        WidgetFilesApi,
        ActivityApi,
        TrackingApi,
        CatalogueApi,
        TeamApi,
        inbox_apis(),
    );
    OpenApiService::new(apis, "Deskbell internal API", env!("CARGO_PKG_VERSION"))
        .description("What the widget's panel and the inbox call. It changes without notice, but for the widget's calls, which stay for 90 days.")
}

/// Which methods each path takes, for the `Allow` of a 405.
fn methods<A: OpenApi>() -> Methods {
    let paths = A::meta().into_iter().flat_map(|api| api.paths);
    let socket = |path: &str| (path.to_owned(), vec![Method::GET]);
    let mut methods: Methods = paths
        .map(|path| (path.path, path.operations.iter().map(|operation| operation.method.clone()).collect()))
        .collect();
    methods.extend(["/api/widget/ws", "/api/widget/stream", "/api/inbox/ws", "/api/inbox/stream"].map(socket));
    methods
}

/// The OpenAPI document of the internal service.
pub fn internal_document() -> serde_json::Value {
    serde_json::from_str(&internal_service().spec()).unwrap_or_default()
}

/// The OpenAPI document of the public API.
pub fn public_document() -> serde_json::Value {
    docs::api::openapi().ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}
