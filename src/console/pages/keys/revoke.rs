//! Ending a key for good.

use poem::{
    Request, handler,
    web::{Data, Path},
};

use super::{
    super::{
        chosen::done,
        confirm::{self, Question},
        shell::{Place, Shell},
    },
    named, noted, use_at_once,
};
use crate::{
    accounts::SignedInPage,
    api_keys,
    audit::{self, Kind},
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
};

/// `POST /console/developers/keys/{api_key_id}/revoke`.
#[handler]
pub async fn revoke_key(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::Developers)?;
    let key = named(&db, &id).await?;
    let id = key.id;
    if !confirm::is_sure(&form) {
        let question = Question {
            title: format!("Revoke “{}”?", key.name),
            text: "Servers that use this key are refused at once. A revoked key never works again.",
            action: format!("/console/developers/keys/{id}/revoke"),
            fields: Vec::new(),
            button: "Revoke",
            is_dangerous: true,
            back: "/console/developers".to_owned(),
        };
        return confirm::ask(shell, question);
    }
    let by = signed_in.by(request);
    db.write(move |tx| {
        api_keys::actions::revoke(tx, &by.actor, id)?;
        audit::actions::note(tx, &by, Kind::ApiKeyRevoked, &noted(&key))
    })
    .await?;
    log_act(Client::of(request), &signed_in.actor(), format_args!("revoked the API key {id}"));
    use_at_once(request).await?;
    Ok(done(request, "/console/developers", Flash("key_revoked")))
}
