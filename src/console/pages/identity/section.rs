//! The second half of the install page as it is drawn.

use poem::Request;

use super::{
    super::{chosen::Chosen, inputs::Input, moment::Moment},
    missing,
};
use crate::{
    accounts::SignedIn,
    base::{Clock, Error, FieldErrors, Timestamp},
    console::{
        guides::Guide,
        identity::{
            Verdict, on_the_page,
            snippets::{self, Snippet},
        },
    },
    db::Db,
    http::forms::Field,
    people::proofs::{self, Reason, views::Failure},
    settings::{self, Settings, Workspace, model::proof_days_range},
    sites::Sites,
};

/// How many failures the page names.
const FAILURES: u32 = 10;

/// What `console/identity.html` draws.
pub struct IdentitySection {
    /// What follows the path in the addresses of its forms.
    pub query: String,
    /// When the present secret came; absent for the first.
    pub since: Option<Moment>,
    pub former: Option<FormerRow>,
    /// The secrets, in the one answer to the right password.
    pub shown: Option<Shown>,
    pub password: Field,
    pub username: String,
    pub requires_proof: bool,
    pub proof_days: Input,
    pub user_id: Input,
    pub proof: Input,
    pub verdict: Option<Verdict>,
    pub snippets: Vec<Snippet>,
    pub on_the_page: Vec<Guide>,
    pub failures: Vec<FailureRow>,
}

/// The secret before the present one, while it is valid.
pub struct FormerRow {
    pub ends: Option<Moment>,
    /// How many proofs have used it since it was replaced.
    pub uses: i64,
    pub used: Option<Moment>,
}

/// Secrets as text.
pub struct Shown {
    pub present: String,
    pub former: Option<String>,
}

pub struct FailureRow {
    pub site: String,
    pub reason: String,
    pub at: Moment,
}

impl IdentitySection {
    /// The section as it stands.
    ///
    /// # Errors
    /// `Internal` where it cannot be read.
    pub async fn load(request: &Request, signed_in: &SignedIn, chosen: &Chosen) -> Result<Self, Error> {
        let now = request.data::<Clock>().ok_or_else(missing)?.now();
        let sites = request.data::<Sites>().ok_or_else(missing)?;
        let workspace =
            request.data::<Settings>().ok_or_else(missing)?.current().ok_or(Error::NotFound("workspace"))?;
        let db = request.data::<Db>().ok_or_else(missing)?;
        let read = |connection: &crate::db::Snapshot| {
            let failures = proofs::views::failures(connection, None, FAILURES)?;
            Ok((failures, settings::views::former_use(connection)?))
        };
        let (failures, former_use) = db.read(read).await?;
        Ok(Self {
            query: chosen.query(),
            since: workspace.identity_rotated_at.map(Moment::of),
            former: FormerRow::of(&workspace, former_use, now),
            shown: None,
            password: password_field(),
            username: signed_in.agent.email.clone(),
            requires_proof: workspace.requires_proof,
            proof_days: days_input(&workspace.proof_days.to_string(), &FieldErrors::new()),
            user_id: user_id_input(""),
            proof: proof_input(""),
            verdict: None,
            snippets: snippets::all(),
            on_the_page: on_the_page::all(&chosen.base, &chosen.site.app_id),
            failures: failures.into_iter().map(|failure| FailureRow::of(failure, sites)).collect(),
        })
    }
}

impl IdentitySection {
    /// Whether something that was sent is wrong.
    pub fn is_refused(&self) -> bool {
        let inputs = [&self.proof_days, &self.user_id, &self.proof];
        self.password.error.is_some() || inputs.into_iter().any(|input| input.error.is_some())
    }
}

/// The password, asked for again.
pub fn password_field() -> Field {
    Field {
        label: "Your password",
        name: "password",
        kind: "password",
        autocomplete: "current-password",
        ..Field::default()
    }
}

/// How long a proof holds.
pub fn days_input(value: &str, errors: &FieldErrors) -> Input {
    let input =
        Input { kind: "number", is_required: true, ..Input::text("Days that a proof holds", "proof_days", value) };
    let after = "After that a browser that has not been proven again is anonymous and shows nothing of the customer.";
    input.short().hint(format!("{}. {after}", proof_days_range())).wrong_at(errors, "/proof_days")
}

/// The customer id to try.
pub fn user_id_input(value: &str) -> Input {
    let input = Input { is_code: true, placeholder: "cust_42".to_owned(), ..Input::text("User id", "user_id", value) };
    input.hint("Exactly as the page sends it. With a signed token it may stay empty.")
}

/// The proof to try.
pub fn proof_input(value: &str) -> Input {
    let input = Input { is_code: true, ..Input::text("Hash or signed token", "proof", value) };
    input.hint("What the page sends as user_hash or user_token. Nothing of it is kept.")
}

impl FormerRow {
    fn of(workspace: &Workspace, (uses, used): (i64, Option<Timestamp>), now: Timestamp) -> Option<Self> {
        let former = workspace.former_identity.as_ref().filter(|former| former.is_valid(now))?;
        Some(Self { ends: former.ends_at.map(Moment::of), uses, used: used.map(Moment::of) })
    }
}

impl FailureRow {
    fn of(failure: Failure, sites: &Sites) -> Self {
        // A word of a later version stands for itself.
        let reason = Reason::of_word(&failure.reason).map(|reason| reason.sentence().to_owned());
        Self {
            site: sites.by_id(failure.site).map(|site| site.name.clone()).unwrap_or_default(),
            reason: reason.unwrap_or(failure.reason),
            at: Moment::of(failure.at),
        }
    }
}
