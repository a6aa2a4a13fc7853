//! Settings → Launcher → Logo: uploads the picture that stands for the brand, or takes it away.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    chosen::{Chosen, done},
    framing::may_hold_our_frames,
    launcher::LauncherPage,
    refused::Refused,
    shell::{ConsolePage, Place},
    uploaded,
};
use crate::{
    accounts::SignedInPage,
    base::FieldErrors,
    db::Db,
    http::{form_with_file::FormWithFile, html::PageResult, session::Flash},
    pictures,
    sites::{self, Edition, Section, Sites},
};

/// `POST /console/launcher/logo?site=…`.
#[handler]
pub async fn save_logo(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    upload: FormWithFile,
    db: Data<&Db>,
    sites: Data<&Sites>,
) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Launcher)?;
    let picture = match upload.text("remove") {
        "yes" => None,
        _ => match uploaded::picture(upload.bytes("logo").unwrap_or_default().to_vec()).await? {
            Ok(picture) => Some(picture),
            Err(sentence) => return refused(chosen, sentence, StatusCode::UNPROCESSABLE_ENTITY),
        },
    };
    let edition = Edition { site: chosen.site.id, version: Some(upload.text("version").parse().unwrap_or(-1)) };
    let actor = signed_in.actor();
    let saved = db
        .write(move |tx| {
            let id = picture.map(|picture| pictures::actions::add(tx, picture)).transpose()?;
            sites::actions::change(tx, &actor, edition, [Section::Logo(id.map(|id| id.to_string()))])
        })
        .await;
    match saved {
        Ok(_) => {
            sites.refresh().await?;
            Ok(done(request, &format!("/console/launcher?{}#main", chosen.query()), Flash("logo_saved")))
        }
        Err(error) => {
            let Refused { status, errors, trouble } = Refused::by(error)?;
            let sentence = errors.iter().next().map_or(trouble, |error| error.detail.clone());
            refused(chosen, sentence, status)
        }
    }
}

fn refused(chosen: Chosen, sentence: String, status: StatusCode) -> PageResult {
    let page = LauncherPage::as_saved(chosen, &FieldErrors::one("/logo", sentence));
    may_hold_our_frames(page.answer(status)?)
}
