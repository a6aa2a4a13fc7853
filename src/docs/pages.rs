//! `/openapi.json`, `/docs`, `/docs/widget` and `/docs/problems/{kind}`.

use std::sync::Arc;

use askama::Template;
use poem::{
    Endpoint, IntoResponse, Request, Response, Route,
    http::{Method, StatusCode, header},
};

use super::{
    api,
    page::{self, Operation},
    problems::{PROBLEMS, Problem, of_kind},
    widget::{COMMANDS, EVENTS},
};
use crate::{
    activity::model::{AMBER, GREEN, RED},
    base::{Result, json},
    http::{ApiError, Client, html::see_other, problems},
};

/// Nothing from elsewhere, no script, no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// What the pages need.
#[derive(Clone)]
pub struct DocsHandles {
    /// The address of the console's style sheet.
    pub console_css: String,
    /// The address of the icon.
    pub icon: String,
    /// Where this server is reached, without a slash at the end; absent: as the reader's request says.
    pub public_url: Option<String>,
}

#[derive(Template)]
#[template(path = "docs/page.html")]
struct DocsPage<'p> {
    title: &'p str,
    console_css: &'p str,
    icon: &'p str,
    place: &'p str,
    base: &'p str,
    operations: Vec<Operation>,
    problems: &'p [Problem],
    green: String,
    amber: String,
    red: String,
}

impl DocsPage<'_> {
    /// The anchor of the operation that prepares sessions.
    fn sessions_id(&self) -> Option<&str> {
        let found = self.operations.iter().find(|operation| operation.path == "/v1/chat/sessions");
        found.map(|operation| operation.id.as_str())
    }
}

#[derive(Template)]
#[template(path = "docs/problem.html")]
struct ProblemPage<'p> {
    title: &'p str,
    console_css: &'p str,
    icon: &'p str,
    place: &'p str,
    problem: &'p Problem,
    example: String,
}

#[derive(Template)]
#[template(path = "docs/widget.html")]
struct WidgetPage<'p> {
    title: &'p str,
    console_css: &'p str,
    icon: &'p str,
    place: &'p str,
    base: &'p str,
    commands: &'p [(&'p str, &'p str)],
    events: &'p [(&'p str, &'p str)],
}

/// Adds the documentation's addresses to `route`.
///
/// # Errors
/// `Internal` where the OpenAPI document cannot be written, which a test rules out.
pub fn mount(route: Route, handles: DocsHandles) -> Result<Route> {
    let document: Arc<str> = api::openapi()?.into();
    let handles = Arc::new(handles);
    let openapi = {
        let document = Arc::clone(&document);
        get(move |_| Ok(Response::builder().content_type("application/json").body(document.to_string())))
    };
    let docs = {
        let handles = Arc::clone(&handles);
        get(move |request| show_docs(&handles, &document, request))
    };
    let widget = {
        let handles = Arc::clone(&handles);
        get(move |request| show_widget(&handles, request))
    };
    let problem = get(move |request| show_problem(&handles, request));
    let problems = get(|_| Ok(see_other("/docs#errors")));
    let start = get(|_| Ok(see_other("/docs")));
    let route = route.at("/openapi.json", openapi).at("/docs", docs).at("/docs/", start).at("/docs/widget", widget);
    Ok(route.at("/docs/problems", problems).at("/docs/problems/:kind", problem))
}

/// A GET route of a function; its answers carry the policy.
fn get<F>(show: F) -> impl Endpoint<Output = Response> + 'static
where
    F: Fn(&Request) -> Result<Response, ApiError> + Send + Sync + 'static,
{
    let show = poem::endpoint::make_sync(move |request| {
        let mut response = show(&request).unwrap_or_else(IntoResponse::into_response);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(POLICY));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-cache"));
        response
    });
    let methods = ["/openapi.json", "/docs", "/docs/widget", "/docs/problems", "/docs/problems/:kind"]
        .map(|path| (path.to_owned(), vec![Method::GET]));
    problems(poem::get(show), methods.into())
}

fn show_docs(handles: &DocsHandles, document: &str, request: &Request) -> Result<Response, ApiError> {
    let document = json::parse(document.as_bytes()).map_err(crate::base::Error::internal)?;
    let base = handles.public_url.clone().unwrap_or_else(|| address_of(request));
    let page = DocsPage {
        title: "Customer-Data API",
        console_css: &handles.console_css,
        icon: &handles.icon,
        place: "api",
        base: &base,
        operations: page::operations(&document, &base),
        problems: PROBLEMS,
        green: GREEN.join(", "),
        amber: AMBER.join(", "),
        red: RED.join(", "),
    };
    html(&page)
}

fn show_widget(handles: &DocsHandles, request: &Request) -> Result<Response, ApiError> {
    let base = handles.public_url.clone().unwrap_or_else(|| address_of(request));
    html(&WidgetPage {
        title: "Widget",
        console_css: &handles.console_css,
        icon: &handles.icon,
        place: "widget",
        base: &base,
        commands: COMMANDS,
        events: EVENTS,
    })
}

fn show_problem(handles: &DocsHandles, request: &Request) -> Result<Response, ApiError> {
    let kind = request.raw_path_param("kind").unwrap_or_default();
    // An older or newer Deskbell may have named it: all that there are now is the best answer.
    let Some(problem) = of_kind(kind) else { return Ok(see_other("/docs#errors")) };
    html(&ProblemPage {
        title: problem.title,
        console_css: &handles.console_css,
        icon: &handles.icon,
        place: "",
        problem,
        example: problem.example().to_pretty_text(),
    })
}

fn html(template: &impl Template) -> Result<Response, ApiError> {
    let body = template.render().map_err(crate::base::Error::from)?;
    Ok(Response::builder().status(StatusCode::OK).content_type("text/html; charset=utf-8").body(body))
}

/// The address that the reader used; only for showing it back to the same reader.
fn address_of(request: &Request) -> String {
    let host = request.header(header::HOST).unwrap_or_default();
    let is_plain =
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    let scheme = if Client::of(request).is_https { "https" } else { "http" };
    if is_plain { format!("{scheme}://{host}") } else { "https://YOUR_SERVER".to_owned() }
}
