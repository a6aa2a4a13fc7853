//! What is done to one person: another role, out and in again, and lost second factors.

use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    super::{
        chosen::done,
        confirm::{self, Question},
        fresh_proof::proves_lately,
        places,
        shell::{ConsolePage, Place, Shell},
    },
    one::{MemberPage, member_at},
};
use crate::{
    accounts::{
        SignedIn, SignedInPage,
        members::{self, actions},
    },
    audit::By,
    base::{Error, Result, Role, ids::AgentId},
    db::{Db, Tx},
    http::{forms::Form, html::PageResult, session::Flash},
};

/// `POST /console/members/{agent_id}/role`, for who proved lately who they are.
#[handler]
pub async fn change_role(
    request: &Request,
    SignedInPage(mut signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    places::may_open(&signed_in, Place::Members)?;
    let role = form.text("role").parse::<Role>().map_err(|_| Error::NotFound("role"))?;
    let agent = member_at(request, &signed_in, &id).await?.agent;
    members::may_change_role(&signed_in.actor(), &agent, role)?;
    if agent.role == role {
        return Ok(done(request, &format!("/console/members/{id}"), Flash("role_changed")));
    }
    if let Err(unproved) = proves_lately(request, &mut signed_in, &form).await? {
        return MemberPage::load(request, &signed_in, &id).await?.unproved(&form, unproved);
    }
    let act = move |tx: &mut Tx<'_>, by: &By, id| actions::change_role(tx, by, id, role);
    answer(request, (&signed_in, &id), &db, (act, Flash("role_changed"))).await
}

/// `POST /console/members/{agent_id}/deactivate`.
#[handler]
pub async fn deactivate(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    if !confirm::is_sure(&form) {
        let agent = member_at(request, &signed_in, &id).await?.agent;
        members::may_deactivate(&signed_in.actor(), &agent)?;
        let question = Question {
            title: format!("Deactivate {}?", agent.name),
            text: "They are signed out everywhere at once and cannot sign in any more. Their open conversations belong to \
                   nobody then; what they wrote stays, with their name. You can reactivate them.",
            action: format!("/console/members/{id}/deactivate"),
            fields: Vec::new(),
            button: "Deactivate",
            is_dangerous: true,
            back: format!("/console/members/{id}"),
        };
        return confirm::ask(Shell::for_place(request, &signed_in, Place::Members)?, question);
    }
    answer(request, (&signed_in, &id), &db, (actions::deactivate, Flash("deactivated"))).await
}

/// `POST /console/members/{agent_id}/reactivate`, for who proved lately who they are: a role is given with it.
#[handler]
pub async fn reactivate(
    request: &Request,
    SignedInPage(mut signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::Members)?;
    let agent = member_at(request, &signed_in, &id).await?.agent;
    members::may_reactivate(&signed_in.actor(), &agent)?;
    if agent.is_active {
        return Ok(done(request, &format!("/console/members/{id}"), Flash("reactivated")));
    }
    let question = Question {
        title: format!("Reactivate {}?", agent.name),
        text: "They sign in with their old password again, and may do what they could before.",
        action: format!("/console/members/{id}/reactivate"),
        fields: Vec::new(),
        button: "Reactivate",
        is_dangerous: false,
        back: format!("/console/members/{id}"),
    };
    if let Some(asking) = confirm::ask_for_proof(request, &mut signed_in, &form, (shell, question)).await? {
        return Ok(asking);
    }
    answer(request, (&signed_in, &id), &db, (actions::reactivate, Flash("reactivated"))).await
}

/// `POST /console/members/{agent_id}/sessions`: ends all.
#[handler]
pub async fn end_member_sessions(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    db: Data<&Db>,
) -> PageResult {
    let act = |tx: &mut Tx<'_>, by: &By, id| actions::end_sessions(tx, by, id).map(|_| ());
    answer(request, (&signed_in, &id), &db, (act, Flash("member_sessions_ended"))).await
}

/// `POST /console/members/{agent_id}/two-factor`: takes it away, for who proved lately who they are.
#[handler]
pub async fn reset_two_factor(
    request: &Request,
    SignedInPage(mut signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::Members)?;
    let agent = member_at(request, &signed_in, &id).await?.agent;
    members::may_reset_two_factor(&signed_in.actor(), &agent)?;
    let question = Question {
        title: format!("Switch off the second factor of {}?", agent.name),
        text: "For somebody who has lost the phone and the recovery codes. Make sure that it is really them who asks: \
               from then on the password alone signs in. They are signed out everywhere.",
        action: format!("/console/members/{id}/two-factor"),
        fields: Vec::new(),
        button: "Switch off",
        is_dangerous: true,
        back: format!("/console/members/{id}"),
    };
    if let Some(asking) = confirm::ask_for_proof(request, &mut signed_in, &form, (shell, question)).await? {
        return Ok(asking);
    }
    answer(request, (&signed_in, &id), &db, (actions::reset_two_factor, Flash("two_factor_reset"))).await
}

/// Does it, and leads back to the person; what does not fit is said on their page.
async fn answer(
    request: &Request,
    (signed_in, id): (&SignedIn, &str),
    db: &Db,
    (act, notice): (impl FnOnce(&mut Tx<'_>, &By, AgentId) -> Result<()> + Send + 'static, Flash),
) -> PageResult {
    places::may_open(signed_in, Place::Members)?;
    let agent: AgentId = id.parse().map_err(|_| Error::NotFound("person"))?;
    let by = signed_in.by(request);
    match db.write_essential(move |tx| act(tx, &by, agent)).await {
        Ok(()) => Ok(done(request, &format!("/console/members/{agent}"), notice)),
        Err(Error::Conflict(trouble)) => {
            let mut page = MemberPage::load(request, signed_in, id).await?;
            page.trouble = trouble;
            page.answer(StatusCode::CONFLICT)
        }
        Err(error) => Err(error.into()),
    }
}
