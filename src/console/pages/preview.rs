//! What a change would look like: the page that draws the widget from a message of the page around it, and the answer
//! to a form that is not saved yet.

use askama::Template;
use poem::{IntoResponse, Request, Response, handler, http::StatusCode, web::Data};
use poem_openapi::types::ToJSON;
use serde_json::{Value, json};

use super::{
    chosen::Chosen,
    framing::may_be_held_by_us,
    launcher_form::{self, Words},
    shell::Place,
};
use crate::{
    accounts::SignedInPage,
    base::FieldErrors,
    http::{
        forms::Form,
        html::{AssetUrls, PageResult, page},
    },
    sites::{Site, actions::tried, pages::PanelConfig, shapes::WidgetInit},
};

#[derive(Template)]
#[template(path = "console/preview.html")]
struct PreviewPage {
    name: String,
    css: String,
    js: String,
    icon: String,
}

/// `GET /console/preview`: a page of nobody's website. It shows nothing by itself.
#[handler]
pub fn show_preview(request: &Request, SignedInPage(signed_in): SignedInPage, assets: Data<&AssetUrls>) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Launcher)?;
    let preview = PreviewPage {
        name: chosen.site.name.clone(),
        css: assets.url("console.css"),
        js: assets.url("preview.js"),
        icon: assets.url("icon.svg"),
    };
    may_be_held_by_us(page(StatusCode::OK, &preview)?)
}

/// `POST /console/launcher/preview`: what the widget would start with, were the form saved. Saves nothing.
#[handler]
pub fn preview_launcher(request: &Request, SignedInPage(signed_in): SignedInPage, form: Form) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Launcher)?;
    let words = Words::of_form(&chosen.site, &form);
    let tried = words.sections(&chosen.site).and_then(|sections| tried(&chosen.site, sections));
    Ok(match tried {
        Ok(site) => {
            let mut answer = start_of(request, &site, chosen.now);
            if let Value::Object(members) = &mut answer {
                members.insert("contrast".to_owned(), json!(launcher_form::contrast(words.text("primary"))));
                members.insert("locale".to_owned(), json!(words.locale.as_str()));
            }
            answered(StatusCode::OK, &answer)
        }
        Err(errors) => answered(StatusCode::UNPROCESSABLE_ENTITY, &wrong(&errors, &words)),
    })
}

/// What launcher and panel of a site start with.
fn start_of(request: &Request, site: &Site, now: crate::base::Timestamp) -> Value {
    json!({
        "init": WidgetInit::of(site, now).speaking(Some(site.locale)).to_json(),
        "config": PanelConfig::answering(request, site, now).to_json(),
    })
}

/// Wrong fields by the names of their controls.
fn wrong(errors: &FieldErrors, words: &Words) -> Value {
    let locale = words.locale.as_str();
    let named = errors.iter().map(|error| {
        let pointer = error.pointer.trim_start_matches('/');
        let name = match pointer.strip_prefix(&format!("texts/{locale}/")) {
            Some(name) => name,
            None if pointer.starts_with("launcher_texts") => "launcher_text",
            None => pointer,
        };
        json!({ "name": name, "detail": error.detail })
    });
    json!({ "errors": named.collect::<Vec<_>>() })
}

fn answered(status: StatusCode, value: &Value) -> Response {
    poem::web::Json(value).with_status(status).into_response()
}
