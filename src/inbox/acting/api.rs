//! Acting on conversations.

use std::collections::HashMap;

use poem::web::Data;
use poem_openapi::{OpenApi, payload::Json};

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
        let results = db.write(move |tx| {
            let errors = make(tx, &actor, &changes, &|site| asks_rating(&sites, site))?;
            let mut ids: Vec<_> = changes.iter().map(|change| change.conversation).collect();
            ids.sort_unstable();
            ids.dedup();
            let found = views::summaries(tx, me, &ids)?.into_iter().map(|summary| (summary.id, summary));
            Ok(results(&changes, errors, &found.collect()))
        });
        Ok(Json(ActResults { results: results.await? }))
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
