//! The name and the face.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{chosen::done, shell::ConsolePage, uploaded},
    ProfilePage,
};
use crate::{
    accounts::{self, AgentName, SignedInPage},
    db::Db,
    http::{form_with_file::FormWithFile, html::PageResult, session::Flash},
    pictures,
};

/// `POST /profile`: saves the name, and the picture where one was chosen; or takes the picture away.
#[handler]
pub async fn save_profile(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    upload: FormWithFile,
    db: Data<&Db>,
) -> PageResult {
    let actor = signed_in.actor();
    if upload.text("remove") == "yes" {
        db.write(move |tx| accounts::actions::set_picture(tx, &actor, None)).await?;
        return Ok(done(request, "/profile", Flash("face_removed")));
    }
    let name = AgentName::parse(upload.text("name"));
    let picture = match upload.bytes("picture") {
        None | Some([]) => Ok(None),
        Some(bytes) => uploaded::picture(bytes.to_vec()).await?.map(Some),
    };
    let (name, picture) = match (name, picture) {
        (Ok(name), Ok(picture)) => (name, picture),
        (name, picture) => {
            let mut page = ProfilePage::load(request, &signed_in).await?;
            upload.text("name").clone_into(&mut page.name.value);
            page.name.error = name.err().map(str::to_owned);
            page.picture_error = picture.err();
            return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    db.write(move |tx| {
        accounts::actions::rename(tx, &actor, &name)?;
        let Some(picture) = picture else { return Ok(()) };
        let id = pictures::actions::add(tx, picture)?.to_string();
        accounts::actions::set_picture(tx, &actor, Some(&id))
    })
    .await?;
    Ok(done(request, "/profile", Flash("profile_saved")))
}
