//! What pages must prove, and for how long it holds.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{
        chosen::{Chosen, done},
        confirm::{self, Question},
        install::{InstallPage, identity_path},
        shell::{ConsolePage, Place},
    },
    section::days_input,
    use_at_once,
};
use crate::{
    accounts::SignedInPage,
    audit::{self, About, Fact, Kind},
    base::{Error, FieldErrors},
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    settings::{
        self, Settings,
        model::{checked_proof_days, proof_days_range},
    },
};

/// What somebody wants pages to prove.
struct Wanted {
    /// Whether verification is required up to now.
    was_required: bool,
    is_required: bool,
    /// For how many days a proof holds up to now.
    were_days: i64,
    days: i64,
}

/// `POST /console/install/identity/settings`, for who proved lately who they are.
#[handler]
pub async fn save_identity(
    request: &Request,
    SignedInPage(mut signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    settings: Data<&Settings>,
) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Install)?;
    let present = settings.current().ok_or(Error::NotFound("workspace"))?;
    let (typed, is_required) = (form.text("proof_days"), form.text("requires_proof") == "yes");
    let days = match read_days(typed) {
        Ok(days) => days,
        Err(errors) => {
            let mut page = InstallPage::load(request, &signed_in).await?;
            page.identity.requires_proof = is_required;
            page.identity.proof_days = days_input(typed, &errors);
            return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let back = identity_path(&chosen);
    let wanted = Wanted { was_required: present.requires_proof, is_required, were_days: present.proof_days, days };
    if !wanted.is_different() {
        return Ok(done(request, &back, Flash("identity_saved")));
    }
    let question = Question {
        title: wanted.question(),
        text: wanted.meaning(),
        action: format!("/console/install/identity/settings?{}", chosen.query()),
        fields: vec![("requires_proof", form.text("requires_proof").to_owned()), ("proof_days", days.to_string())],
        button: "Save verification",
        is_dangerous: false,
        back: back.clone(),
    };
    if let Some(asking) = confirm::ask_for_proof(request, &mut signed_in, &form, (chosen.shell, question)).await? {
        return Ok(asking);
    }
    let by = signed_in.by(request);
    let required = if is_required { "required" } else { "not required" };
    db.write(move |tx| {
        settings::actions::set_requires_proof(tx, &by.actor, is_required)?;
        settings::actions::set_proof_days(tx, &by.actor, days)?;
        let about = About::fact(Fact::How, required).and(Fact::Count, format!("{days} days"));
        audit::actions::note(tx, &by, Kind::VerificationChanged, &about)
    })
    .await?;
    use_at_once(request).await?;
    let act = format!("set verification: {required}, a proof holds {days} days");
    log_act(Client::of(request), &signed_in.actor(), act);
    Ok(done(request, &back, Flash("identity_saved")))
}

fn read_days(typed: &str) -> Result<i64, FieldErrors> {
    let wrong = |_| FieldErrors::one("/proof_days", format!("Enter a whole number of days, {}.", proof_days_range()));
    checked_proof_days(typed.trim().parse().map_err(wrong)?)
}

impl Wanted {
    /// Whether anything would be another than it is.
    fn is_different(&self) -> bool {
        (self.was_required, self.were_days) != (self.is_required, self.days)
    }

    /// What whoever confirms it agrees to.
    fn question(&self) -> String {
        let days = if self.days == 1 { "1 day".to_owned() } else { format!("{} days", self.days) };
        match (self.was_required, self.is_required) {
            (false, true) => format!("Require verification, and believe a browser for {days} after it?"),
            (true, false) if self.days == self.were_days => "No longer require verification?".to_owned(),
            (true, false) => {
                format!("No longer require verification, and believe a browser for {days} after one?")
            }
            _ => format!("Believe a browser for {days} after its verification?"),
        }
    }

    /// What it means for customers.
    fn meaning(&self) -> &'static str {
        match (self.was_required, self.is_required) {
            (false, true) => {
                "A page that names a customer without proof is then not believed: the visitor stays anonymous. Who is \
                 proven already keeps the end they have; then your website proves again who it is."
            }
            (true, false) => {
                "A page may then name a customer without proof. Your team sees such a name as unverified, and it opens \
                 nothing of that customer. Who is proven already keeps the end they have."
            }
            (true, true) => {
                "Verification stays required. When the time is over the browser is anonymous until your website proves \
                 again who it is. Who is proven already keeps the end they have."
            }
            (false, false) => {
                "Verification stays optional. When the time is over the browser is anonymous until your website proves \
                 again who it is. Who is proven already keeps the end they have."
            }
        }
    }
}
