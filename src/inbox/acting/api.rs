//! Acting on conversations.

use std::collections::HashMap;

use poem::web::Data;
use poem_openapi::{OpenApi, param::Path, payload::Json};

use super::{
    running::{self, NewRun},
    shapes::{MacroRun, RunBody},
};

use crate::{
    accounts::SignedIn,
    base::{Actor, Error, Permission, Result, ids::*},
    conversations::{
        actions,
        acts::{
            model::Change,
            reading::SentActs,
            shapes::{ActError, ActResult, ActResults},
        },
        views::{self, Summary},
    },
    db::{Db, Tx},
    events,
    http::{ApiError, StrictJson},
    inbox::api::asks_rating,
    sites::Sites,
};

/// Acting on conversations.
pub struct ActsApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl ActsApi {
    /// Act on conversations
    ///
    /// Each change for itself and in order: one that cannot be made says why, and the others are made all the same.
    #[oai(path = "/acts", method = "post", operation_id = "act")]
    async fn act(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        sites: Data<&Sites>,
        body: StrictJson<SentActs>,
    ) -> Result<Json<ActResults>, ApiError> {
        let (actor, me, changes) = (agent.actor(), agent.agent.id, body.value.0);
        actor.may(Permission::Read)?;
        for change in &changes {
            actor.may(change.act.permission())?;
        }
        let sites = sites.clone();
        let done = db.write(move |tx| {
            let errors = make(tx, &actor, &changes, &|site| asks_rating(&sites, site))?;
            let mut ids: Vec<_> = changes.iter().map(|change| change.conversation).collect();
            ids.sort_unstable();
            ids.dedup();
            let found = views::summaries(tx, me, &ids)?.into_iter().map(|summary| (summary.id, summary));
            let results = results(&changes, errors, &found.collect());
            Ok(ActResults { seq: events::last_seq(tx)?, results })
        });
        Ok(Json(done.await?))
    }

    /// Run a macro in a conversation
    ///
    /// All its steps at once; those that cannot be done any more are left out and named.
    #[oai(path = "/conversations/:id/macros/:macro_id", method = "post", operation_id = "run_macro")]
    async fn run_macro(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        sites: Data<&Sites>,
        /// The conversation.
        id: Path<ConversationId>,
        /// The macro.
        macro_id: Path<MacroId>,
        body: StrictJson<RunBody>,
    ) -> Result<Json<MacroRun>, ApiError> {
        let RunBody { client_id, after_number } = body.value;
        let new = NewRun { conversation: id.0, macro_id: macro_id.0, client_id, after_number };
        let sites = sites.clone();
        let done = db.write(move |tx| {
            let skipped = running::run(tx, &agent.actor(), &new, &|site| asks_rating(&sites, site))?;
            Ok((skipped, views::summary_of(tx, new.conversation, Some(agent.agent.id))?))
        });
        let (skipped, summary) = done.await?;
        Ok(Json(MacroRun { unread: summary.unread, conversation: summary.into(), skipped }))
    }
}

/// Makes each change, and answers what kept it from being made.
fn make(
    tx: &mut Tx<'_>,
    actor: &Actor,
    changes: &[Change],
    asks_rating: &dyn Fn(SiteId) -> bool,
) -> Result<Vec<Option<ActError>>> {
    let mut errors = Vec::with_capacity(changes.len());
    for Change { conversation, act } in changes {
        let made = tx.attempt(|tx| actions::act(tx, actor, (*conversation, act), asks_rating));
        errors.push(match made {
            Ok(()) => None,
            Err(error) => Some(explained(error)?),
        });
    }
    Ok(errors)
}

/// Why one change was not made. What is not this change's fault is nobody's answer, and ends all of them.
fn explained(error: Error) -> Result<ActError> {
    let code = match &error {
        Error::NotFound(_) => "not_found",
        Error::Forbidden(_) => "forbidden",
        Error::Invalid(_) => "invalid",
        Error::Conflict(_) => "changed",
        Error::Unavailable(_) | Error::Internal(_) => return Err(error),
    };
    Ok(ActError { code: code.to_owned(), detail: error.to_string() })
}

fn results(
    changes: &[Change],
    errors: Vec<Option<ActError>>,
    found: &HashMap<ConversationId, Summary>,
) -> Vec<ActResult> {
    let results = changes.iter().zip(errors).map(|(change, error)| {
        let summary = found.get(&change.conversation);
        ActResult {
            conversation_id: change.conversation,
            error,
            unread: summary.map_or(0, |summary| summary.unread),
            conversation: summary.cloned().map(Into::into),
        }
    });
    results.collect()
}
