//! The inbox's calls that make two people one, and two again.

use poem::web::Data;
use poem_openapi::{OpenApi, param::Path, payload::Json};

use super::shapes::*;
use crate::{
    accounts::SignedIn,
    audit::By,
    base::{Clock, Permission, Result, ids::*},
    contacts,
    db::Db,
    http::{ApiError, Client, StrictJson, log_act},
    inbox::views,
    people::merging,
};

/// The inbox's calls about merges.
pub struct InboxMergesApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl InboxMergesApi {
    /// Show two people side by side before they are made one
    #[oai(path = "/contacts/:id/merge/:other", method = "get", operation_id = "preview_merge")]
    async fn preview(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// One person.
        id: Path<ContactId>,
        /// The other.
        other: Path<ContactId>,
    ) -> Result<Json<MergePreview>, ApiError> {
        agent.actor().may(Permission::EditContacts)?;
        let preview = db.read(move |connection| {
            let preview = merging::views::preview(connection, (id.0, other.0))?;
            let names = (
                views::card(connection, preview.stays.contact.id)?.name,
                views::card(connection, preview.goes.contact.id)?.name,
            );
            Ok(MergePreview::of(preview, names))
        });
        Ok(Json(preview.await?))
    }

    /// Make two people one
    ///
    /// The customer stays, else the older. A browser that has proved nothing sees no more than before.
    #[oai(path = "/contacts/:id/merge", method = "post", operation_id = "merge_contacts")]
    async fn merge(
        &self,
        agent: SignedIn,
        client: Client,
        db: Data<&Db>,
        /// One person.
        id: Path<ContactId>,
        body: StrictJson<Other>,
    ) -> Result<Json<MergeDone>, ApiError> {
        let (actor, Other(other)) = (agent.actor(), body.value);
        let by = By::new(actor.clone(), client.address);
        let merged = db.write(move |tx| merging::actions::merge(tx, &by, (id.0, other))).await?;
        log_act(client, &actor, format_args!("merged people into {}", merged.contact));
        Ok(Json(MergeDone { merge_id: merged.merge, contact_id: merged.contact, name: merged.name }))
    }

    /// List merges into a person that can still be taken back
    #[oai(path = "/contacts/:id/merges", method = "get", operation_id = "list_merges")]
    async fn list(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        clock: Data<&Clock>,
        /// The person.
        id: Path<ContactId>,
    ) -> Result<Json<RecentMerges>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let now = clock.now();
        let merges = db.read(move |connection| {
            contacts::views::existing(connection, id.0)?;
            merging::views::recent(connection, id.0, now)
        });
        Ok(Json(RecentMerges { merges: merges.await?.into_iter().map(RecentMerge::from).collect() }))
    }

    /// Make two people of one again
    ///
    /// Within 30 days. What moved moves back; what came later stays.
    #[oai(path = "/merges/:id/undo", method = "post", operation_id = "undo_merge")]
    async fn undo(
        &self,
        agent: SignedIn,
        client: Client,
        db: Data<&Db>,
        /// The merge.
        id: Path<ContactMergeId>,
    ) -> Result<Json<MergeUndone>, ApiError> {
        let actor = agent.actor();
        let by = By::new(actor.clone(), client.address);
        let parted = db.write(move |tx| merging::undoing::undo(tx, &by, id.0)).await?;
        log_act(client, &actor, format_args!("took a merge back: {} is there again", parted.contact));
        Ok(Json(MergeUndone { contact_id: parted.contact, from_contact_id: parted.from }))
    }
}
