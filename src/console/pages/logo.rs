//! Settings → Launcher → Logo: uploads the picture that stands for the brand, or takes it away.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    chosen::{Chosen, done},
    framing::may_hold_our_frames,
    launcher::LauncherPage,
    shell::{ConsolePage, Place},
};
use crate::{
    accounts::SignedInPage,
    base::{Error, FieldErrors},
    db::Db,
    http::{form_with_file::FormWithFile, html::PageResult, session::Flash},
    pictures::{self, Picture},
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
        _ => match read(upload.bytes("logo").unwrap_or_default().to_vec()).await? {
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
            Ok(done(request, &format!("/console/launcher?{}", chosen.query()), Flash("logo_saved")))
        }
        Err(Error::Conflict(sentence)) => refused(chosen, sentence, StatusCode::CONFLICT),
        Err(Error::Invalid(errors)) => {
            let sentence = errors.iter().next().map_or_else(String::new, |error| error.detail.clone());
            refused(chosen, sentence, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes a picture of the file; inside, why it is none.
async fn read(bytes: Vec<u8>) -> Result<Result<Picture, String>, Error> {
    if bytes.is_empty() {
        return Ok(Err("Choose a file first: a PNG, JPEG, WebP or GIF of at most 2 MiB.".to_owned()));
    }
    let read = tokio::task::spawn_blocking(move || Picture::read(&bytes)).await.map_err(Error::internal)?;
    Ok(read.map_err(|refusal| refusal.to_string()))
}

fn refused(chosen: Chosen, sentence: String, status: StatusCode) -> PageResult {
    let page = LauncherPage::as_saved(chosen, &FieldErrors::one("/logo", sentence));
    may_hold_our_frames(page.answer(status)?)
}
