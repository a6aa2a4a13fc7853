//! Your profile: how colleagues and customers see you, how you sign in, and where you are signed in. Everybody who signs
//! in has one, administrator or not.

mod browser;
mod own_sign_in;
mod picture;
mod qr;
mod sessions;
mod two_factor;

use askama::Template;
use poem::{Request, handler, http::StatusCode};

pub use own_sign_in::{save_email, save_password};
pub use picture::save_profile;
pub use sessions::{end_other_sessions, end_session};
pub use two_factor::{change_two_factor, show_two_factor};

use super::{
    moment::Moment,
    shell::{ConsolePage, Shell},
    typed_again::password_field,
};
use crate::{
    accounts::{
        SignedIn, SignedInPage,
        members::{self, OwnSession},
        two_factor as factors,
    },
    base::{Clock, Error},
    db::Db,
    http::{forms::Field, html::PageResult},
};

#[derive(Template)]
#[template(path = "console/profile.html")]
struct ProfilePage {
    shell: Shell,
    id: String,
    present_email: String,
    role: &'static str,
    name: Field,
    /// The address of the present picture.
    picture: Option<String>,
    /// What stands in place of a picture.
    initials: String,
    picture_error: Option<String>,
    email: Field,
    email_password: Field,
    old_password: Field,
    new_password: Field,
    has_two_factor: bool,
    codes_left: u32,
    sessions: Vec<SessionRow>,
    has_others: bool,
}

/// A session as it is listed.
struct SessionRow {
    id: Option<String>,
    browser: String,
    address: String,
    begun: Moment,
    used: Moment,
    is_this: bool,
}

impl ConsolePage for ProfilePage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /profile`.
#[handler]
pub async fn show_profile(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    ProfilePage::load(request, &signed_in).await?.answer(StatusCode::OK)
}

impl ProfilePage {
    async fn load(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let missing = || Error::internal("a handle of the profile was not given to its route");
        let db = request.data::<Db>().ok_or_else(missing)?;
        let now = request.data::<Clock>().ok_or_else(missing)?.now();
        let agent = signed_in.agent.clone();
        let (id, this) = (agent.id, signed_in.session);
        let (sessions, factor, codes_left) = db
            .read(move |connection| {
                let sessions = members::views::sessions(connection, (id, this), now)?;
                let factor = factors::views::factor(connection, id)?;
                Ok((sessions, factor, factors::views::codes_left(connection, id)?))
            })
            .await?;
        let text = |label, name, kind| Field { label, name, kind, ..Field::default() };
        Ok(Self {
            shell: Shell::for_anybody(request, signed_in)?,
            id: agent.id.to_string(),
            present_email: agent.email.clone(),
            role: agent.role.name(),
            name: Field {
                autocomplete: "name",
                value: agent.name.clone(),
                hint: Some("Customers read it above your answers; a first name is enough."),
                ..text("Name", "name", "text")
            },
            picture: agent.picture_id.as_ref().map(|id| format!("/w/pictures/{id}")),
            initials: initials(&agent.name),
            picture_error: None,
            email: Field { autocomplete: "email", value: agent.email, ..text("E-mail", "email", "email") },
            email_password: password_field("Your password", "email_password"),
            old_password: password_field("Present password", "old_password"),
            new_password: Field {
                autocomplete: "new-password",
                hint: Some("At least 8 characters. A few words in a row are easy to remember and hard to guess."),
                ..text("New password", "new_password", "password")
            },
            has_two_factor: factor.is_some_and(|factor| factor.is_confirmed),
            codes_left,
            has_others: sessions.iter().any(|session| !session.is_this),
            sessions: sessions.into_iter().map(SessionRow::from).collect(),
        })
    }

    fn has_errors(&self) -> bool {
        let fields = [&self.name, &self.email, &self.email_password, &self.old_password, &self.new_password];
        self.picture_error.is_some() || fields.iter().any(|field| field.error.is_some())
    }
}

impl From<OwnSession> for SessionRow {
    fn from(session: OwnSession) -> Self {
        Self {
            id: session.id.map(|id| id.to_string()),
            browser: browser::words(session.browser.as_deref()),
            address: session.address.unwrap_or_else(|| "an unknown address".to_owned()),
            begun: Moment::of(session.created_at),
            used: Moment::of(session.last_used_at),
            is_this: session.is_this,
        }
    }
}

/// What stands in place of a face, here as in the inbox: the first letters of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let ends = [words.next(), words.next_back()];
    ends.into_iter().flatten().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}
