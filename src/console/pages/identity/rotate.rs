//! A fresh identity secret in the place of the present one, and ending the one before.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{
        chosen::{Chosen, done},
        confirm::{self, Question},
        inputs::{Choice, Choices},
        install,
        shell::{ConsolePage, Place, Shell},
    },
    NotTheirs,
    section::password_field,
    typed_again, use_at_once,
};
use crate::{
    accounts::SignedInPage,
    audit::{self, About, Fact, Kind},
    base::{Clock, Error, Timestamp, time::DAY},
    db::Db,
    http::{
        Client,
        forms::{Field, Form},
        html::PageResult,
        log_act,
        session::Flash,
    },
    people::proofs,
    settings,
};

/// How long the present secret may stay valid beside the fresh one: the value of the form, the words, what it means.
const LIVES: [(&str, &str, &str); 5] = [
    ("open", "Until I end it", "Replace it on your servers in peace, then end it here."),
    ("30", "30 days", ""),
    ("7", "7 days", ""),
    ("1", "1 day", ""),
    (
        "now",
        "End it at once",
        "For a secret that others may know. Every customer who is proven is signed out of the chat, and is proven again \
         when your servers have the new one.",
    ),
];

#[derive(Template)]
#[template(path = "console/rotate.html")]
struct RotatePage {
    shell: Shell,
    query: String,
    back: String,
    username: String,
    trouble: String,
    lives: Choices,
    password: Field,
}

impl ConsolePage for RotatePage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `POST /console/install/identity/rotate`: asks first, for the password and for how long the old secret shall stay.
#[handler]
pub async fn rotate_secret(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    clock: Data<&Clock>,
) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Install)?;
    let life = form.text("old");
    let mut page = RotatePage::of(chosen, &signed_in.agent.email, life);
    if !confirm::is_sure(&form) {
        return page.answer(StatusCode::OK);
    }
    let Some(old) = Old::read(life, clock.now()) else {
        page.lives.error = Some("Choose how long the old secret stays valid.".to_owned());
        return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
    };
    if let Err(NotTheirs(status, sentence)) = typed_again(request, &signed_in, form.text("password")).await? {
        page.password.error = Some(sentence);
        page.password.is_first = true;
        return page.answer(status);
    }
    let by = signed_in.by(request);
    let rotated = db.write(move |tx| {
        let ended = match old {
            Old::EndsNow => {
                settings::actions::rotate_identity_secret(tx, &by.actor, None)?;
                settings::actions::end_former_secret(tx, &by.actor)?;
                " and ended the old one"
            }
            Old::EndsAt(ends_at) => {
                settings::actions::rotate_identity_secret(tx, &by.actor, ends_at)?;
                ""
            }
        };
        audit::actions::note(tx, &by, Kind::SecretRotated, &About::fact(Fact::How, ended))
    });
    match rotated.await {
        Ok(()) => {}
        Err(Error::Conflict(trouble)) => return RotatePage { trouble, ..page }.answer(StatusCode::CONFLICT),
        Err(error) => return Err(error.into()),
    }
    use_at_once(request).await?;
    if life == "now" {
        let (db, actor) = (db.clone(), signed_in.actor());
        // Whoever hangs up half-way wants it all the same.
        let ended = tokio::spawn(async move { proofs::ending::end_all(&db, actor).await });
        ended.await.map_err(Error::internal)??;
    }
    log_act(Client::of(request), &signed_in.actor(), "replaced the identity secret");
    let notice = if life == "now" { "secret_replaced" } else { "secret_rotated" };
    Ok(done(request, &page.back, Flash(notice)))
}

/// `POST /console/install/identity/end-former`, for who proved lately who they are.
#[handler]
pub async fn end_former_secret(
    request: &Request,
    SignedInPage(mut signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Install)?;
    let back = install::identity_path(&chosen);
    let question = Question {
        title: "End the old identity secret?".to_owned(),
        text: "Servers that still sign with it prove nobody from then on. Who is proven already stays so until that proof \
               ends. It cannot be brought back.",
        action: format!("/console/install/identity/end-former?{}", chosen.query()),
        fields: Vec::new(),
        button: "End the old secret",
        is_dangerous: true,
        back: back.clone(),
    };
    if let Some(asking) = confirm::ask_for_proof(request, &mut signed_in, &form, (chosen.shell, question)).await? {
        return Ok(asking);
    }
    let by = signed_in.by(request);
    db.write(move |tx| {
        settings::actions::end_former_secret(tx, &by.actor)?;
        audit::actions::note(tx, &by, Kind::SecretEnded, &About::nothing())
    })
    .await?;
    use_at_once(request).await?;
    log_act(Client::of(request), &signed_in.actor(), "ended the old identity secret");
    Ok(done(request, &back, Flash("former_ended")))
}

/// What becomes of the secret that is replaced.
enum Old {
    EndsNow,
    /// Without a time: when somebody ends it.
    EndsAt(Option<Timestamp>),
}

impl Old {
    fn read(word: &str, now: Timestamp) -> Option<Self> {
        match word {
            "now" => Some(Self::EndsNow),
            "open" => Some(Self::EndsAt(None)),
            days => {
                let (days, ..) = LIVES.iter().find(|(value, ..)| *value == days)?;
                Some(Self::EndsAt(Some(now.plus(days.parse::<i64>().ok()? * DAY))))
            }
        }
    }
}

impl RotatePage {
    fn of(chosen: Chosen, username: &str, life: &str) -> Self {
        let chosen_life = if life.is_empty() { LIVES[0].0 } else { life };
        let choice = |(value, label, hint)| Choice { value, label, hint, is_chosen: value == chosen_life };
        Self {
            query: chosen.query(),
            back: install::identity_path(&chosen),
            username: username.to_owned(),
            trouble: String::new(),
            lives: Choices::radio("The old secret stays valid", "old", LIVES.map(choice).to_vec()),
            password: password_field(),
            shell: chosen.shell,
        }
    }
}
