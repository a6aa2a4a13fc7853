//! Inviting somebody, and taking that back.

use poem::{
    Request, handler,
    web::{Data, Path},
};

use super::{
    super::{
        chosen::done,
        fresh_proof::{Unproved, proves_lately},
        places::{self, Place},
        refused::Refused,
    },
    MembersPage, chosen_teams,
};
use crate::{
    accounts::{
        EmailAddress, SignedInPage,
        invitations::{NewInvitation, actions},
    },
    base::{Error, FieldErrors, Role, ids::InvitationId},
    db::Db,
    http::{
        Client,
        forms::Form,
        html::{PageResult, see_other},
        session::{self, Flash},
    },
};

/// `POST /console/members/invite`, for who proved lately who they are. The same address again makes its link anew.
#[handler]
pub async fn invite_member(
    request: &Request,
    SignedInPage(mut signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    places::may_open(&signed_in, Place::Members)?;
    let proof = proves_lately(request, &mut signed_in, &form).await?;
    let mut page = MembersPage::load(request, &signed_in).await?;
    let wanted = read(&form);
    if let Err(Unproved { status, asked }) = proof {
        page.asked = Some(asked);
        return page.refused(&form, Refused { status, ..Refused::at_fields(wanted.err().unwrap_or_default()) });
    }
    let new = match wanted {
        Ok(new) => new,
        Err(errors) => return page.refused(&form, Refused::at_fields(errors)),
    };
    let by = signed_in.by(request);
    match db.write(move |tx| actions::invite(tx, &by, new)).await {
        Ok((_, token)) => {
            let mut response = see_other("/console/members");
            session::hand_over(&mut response, Client::of(request), &token);
            Ok(response)
        }
        Err(error) => page.refused(&form, Refused::by(error)?),
    }
}

/// `POST /console/members/invitations/{invitation_id}/revoke`.
#[handler]
pub async fn revoke_invitation(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    db: Data<&Db>,
) -> PageResult {
    places::may_open(&signed_in, Place::Members)?;
    let id: InvitationId = id.parse().map_err(|_| Error::NotFound("invitation"))?;
    let by = signed_in.by(request);
    db.write(move |tx| actions::revoke(tx, &by, id)).await?;
    Ok(done(request, "/console/members", Flash("invitation_revoked")))
}

fn read(form: &Form) -> Result<NewInvitation, FieldErrors> {
    let mut errors = FieldErrors::new();
    let email = EmailAddress::parse(form.text("email")).map_err(|sentence| errors.add("/email", sentence)).ok();
    let role = form.text("role").parse::<Role>().map_err(|_| errors.add("/role", "Choose a role.")).ok();
    match (email, role) {
        (Some(email), Some(role)) => Ok(NewInvitation { email, role, teams: chosen_teams(form) }),
        _ => Err(errors),
    }
}
