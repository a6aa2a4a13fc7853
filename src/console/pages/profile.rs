//! Your profile: the name and the picture that customers see. Everybody who signs in has one, administrator or not.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    chosen::done,
    shell::{ConsolePage, Shell},
    uploaded,
};
use crate::{
    accounts::{self, AgentName, SignedIn, SignedInPage},
    base::Error,
    db::Db,
    http::{form_with_file::FormWithFile, forms::Field, html::PageResult, session::Flash},
    pictures,
};

#[derive(Template)]
#[template(path = "console/profile.html")]
struct ProfilePage {
    shell: Shell,
    email: String,
    name: Field,
    /// The address of the present picture.
    picture: Option<String>,
    /// What stands in place of a picture.
    initial: String,
    picture_error: Option<String>,
}

impl ConsolePage for ProfilePage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /profile`.
#[handler]
pub fn show_profile(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    ProfilePage::of(request, &signed_in)?.answer(StatusCode::OK)
}

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
            let mut page = ProfilePage::of(request, &signed_in)?;
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

impl ProfilePage {
    fn of(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let agent = &signed_in.agent;
        Ok(Self {
            shell: Shell::for_anybody(request, signed_in)?,
            email: agent.email.clone(),
            name: Field {
                label: "Name",
                name: "name",
                kind: "text",
                autocomplete: "name",
                value: agent.name.clone(),
                hint: Some("Customers read it above your answers; a first name is enough."),
                ..Field::default()
            },
            picture: agent.picture_id.as_ref().map(|id| format!("/w/pictures/{id}")),
            initial: agent.name.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default(),
            picture_error: None,
        })
    }
}
