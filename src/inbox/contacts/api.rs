//! The inbox's calls about people: found, edited, noted about, blocked, erased.

use poem::web::Data;
use poem_openapi::{ApiResponse, OpenApi, param::Path, param::Query, payload::Json};

use super::{shapes::*, views as finding};
use crate::{
    accounts::SignedIn,
    audit::{self, About, By, Kind},
    base::{Error, FieldErrors, Permission, Result, ids::*, page},
    contacts::{self, actions::Edited, history, notes},
    conversations::contact,
    db::Db,
    http::{ApiError, Client, StrictJson, log_act},
    inbox::{api::ContactCard, views},
    people::{
        blocking,
        customers::{erasing, shapes::ErasedView},
    },
};

/// Rows of a list where the request does not say.
const ROWS: u32 = 30;
/// People that a search finds at most, and duplicates that are shown.
const PEOPLE: u32 = 20;
/// Notes that one answer holds: all there may be.
const NOTES: u32 = 200;
/// A body with a whole profile: a hundred attributes of 1,000 characters.
const PROFILE_LIMIT: usize = 524_288;

/// It is done.
#[derive(ApiResponse)]
pub enum Done {
    /// It is done.
    #[oai(status = 204)]
    Done,
}

/// The inbox's calls about people.
pub struct InboxContactsApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl InboxContactsApi {
    /// Find people
    ///
    /// Whose name, e-mail address or own id begins with a text, then whoever a search for people finds by its words, in
    /// profiles and in what pages said, and then those of whom nothing is known, by the short name they are called by.
    #[oai(path = "/contacts", method = "get", operation_id = "find_contacts")]
    async fn find(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// What was typed; at most 200 characters.
        q: Query<String>,
        /// A person who is not looked for.
        except: Query<Option<ContactId>>,
    ) -> Result<Json<PeopleFound>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let text = q.0.trim().to_owned();
        if text.chars().count() > 200 {
            return Err(FieldErrors::one("/q", "Expected at most 200 characters.").into());
        }
        if text.is_empty() {
            return Ok(Json(PeopleFound { people: Vec::new() }));
        }
        let found = db.read(move |connection| finding::found(connection, &text, (except.0, PEOPLE)));
        Ok(Json(PeopleFound { people: found.await?.into_iter().map(PersonView::from).collect() }))
    }

    /// Read what is known of a person
    #[oai(path = "/contacts/:id", method = "get", operation_id = "get_contact")]
    async fn contact(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
    ) -> Result<Json<ContactCard>, ApiError> {
        agent.actor().may(Permission::Read)?;
        Ok(Json(db.read(move |connection| views::card(connection, id.0)).await?.into()))
    }

    /// Change what is known of a person
    ///
    /// By hand; what the business's own servers say later replaces it again.
    #[oai(path = "/contacts/:id", method = "patch", operation_id = "edit_contact")]
    async fn edit(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
        body: StrictJson<Edit, PROFILE_LIMIT>,
    ) -> Result<Json<ContactCard>, ApiError> {
        let Edit { changes, version } = body.value;
        let (id, actor) = (id.0, agent.actor());
        let edited = db.write(move |tx| contacts::actions::edit(tx, &actor, id, (changes, version))).await?;
        if let Edited::Stale(fields) = edited {
            let sentence = "Somebody has changed this person meanwhile. Look at what is new, then save again.";
            return Err(ApiError::from(Error::Conflict(sentence.to_owned())).errors(fields));
        }
        Ok(Json(db.read(move |connection| views::card(connection, id)).await?.into()))
    }

    /// List a person's conversations, last activity first
    #[oai(path = "/contacts/:id/conversations", method = "get", operation_id = "list_contact_conversations")]
    async fn conversations(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
        /// The `next` of the page before.
        cursor: Query<Option<String>>,
        /// How many, 1 to 100.
        limit: Query<Option<i64>>,
    ) -> Result<Json<ContactConversations>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let limit = page::limit(limit.0, ROWS)?;
        let cursor = cursor.0.as_deref().map(str::parse).transpose()?;
        let answer = db.read(move |connection| {
            contacts::views::existing(connection, id.0)?;
            let whose = (id.0, agent.agent.id);
            let (rows, next) = contact::views::part(connection, whose, cursor, limit)?;
            let conversations = rows.into_iter().map(Into::into).collect();
            Ok(ContactConversations { conversations, next: next.map(|cursor| cursor.to_string()) })
        });
        Ok(Json(answer.await?))
    }

    /// Read how a profile came to be, newest change first
    #[oai(path = "/contacts/:id/history", method = "get", operation_id = "list_contact_history")]
    async fn history(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
        /// The `next` of the page before.
        cursor: Query<Option<i64>>,
        /// How many, 1 to 100.
        limit: Query<Option<i64>>,
    ) -> Result<Json<ContactHistory>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let limit = page::limit(limit.0, ROWS)?;
        let answer = db.read(move |connection| {
            contacts::views::existing(connection, id.0)?;
            let mut changes = history::views::before(connection, id.0, cursor.0, limit + 1)?;
            let has_more = page::cut(&mut changes, limit as usize);
            let next = changes.last().filter(|_| has_more).map(|change| change.number.to_string());
            Ok(ContactHistory { changes: changes.into_iter().map(ContactChange::from).collect(), next })
        });
        Ok(Json(answer.await?))
    }

    /// Find others who may be the same person
    ///
    /// By what stands in the profiles; what pages only said comes behind, and is no reason for anything.
    #[oai(path = "/contacts/:id/duplicates", method = "get", operation_id = "list_contact_duplicates")]
    async fn duplicates(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
    ) -> Result<Json<Duplicates>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let found = db.read(move |connection| finding::duplicates(connection, id.0, PEOPLE)).await?;
        Ok(Json(Duplicates { duplicates: found.into_iter().map(Duplicate::from).collect() }))
    }

    /// Read all notes about a person
    #[oai(path = "/contacts/:id/notes", method = "get", operation_id = "list_contact_notes")]
    async fn notes(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
    ) -> Result<Json<ContactNotes>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let found = db.read(move |connection| {
            contacts::views::existing(connection, id.0)?;
            notes::views::of(connection, id.0, NOTES)
        });
        Ok(Json(ContactNotes { notes: found.await?.into_iter().map(ContactNoteView::from).collect() }))
    }

    /// Write a note about a person
    #[oai(path = "/contacts/:id/notes", method = "post", operation_id = "add_contact_note")]
    async fn add_note(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
        body: StrictJson<NoteBody>,
    ) -> Result<Json<NoteMade>, ApiError> {
        let (actor, NoteBody(text)) = (agent.actor(), body.value);
        let id = db.write(move |tx| notes::actions::add(tx, &actor, id.0, &text)).await?;
        Ok(Json(NoteMade { id }))
    }

    /// Change one's own note about a person
    #[oai(path = "/contacts/:id/notes/:note_id", method = "put", operation_id = "change_contact_note")]
    async fn change_note(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
        /// The note.
        note_id: Path<ContactNoteId>,
        body: StrictJson<NoteBody>,
    ) -> Result<Done, ApiError> {
        let (actor, NoteBody(text)) = (agent.actor(), body.value);
        db.write(move |tx| notes::actions::change(tx, &actor, (id.0, note_id.0), &text)).await?;
        Ok(Done::Done)
    }

    /// Delete one's own note about a person; administrators delete any
    #[oai(path = "/contacts/:id/notes/:note_id", method = "delete", operation_id = "delete_contact_note")]
    async fn remove_note(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
        /// The note.
        note_id: Path<ContactNoteId>,
    ) -> Result<Done, ApiError> {
        let actor = agent.actor();
        db.write(move |tx| notes::actions::remove(tx, &actor, (id.0, note_id.0))).await?;
        Ok(Done::Done)
    }

    /// Keep a person from writing
    #[oai(path = "/contacts/:id/block", method = "post", operation_id = "block_contact")]
    async fn block(
        &self,
        agent: SignedIn,
        client: Client,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
    ) -> Result<Done, ApiError> {
        let by = By::new(agent.actor(), client.address);
        db.write(move |tx| blocking::set(tx, &by, id.0, true)).await?;
        Ok(Done::Done)
    }

    /// Let a person write again
    #[oai(path = "/contacts/:id/unblock", method = "post", operation_id = "unblock_contact")]
    async fn unblock(
        &self,
        agent: SignedIn,
        client: Client,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
    ) -> Result<Done, ApiError> {
        let by = By::new(agent.actor(), client.address);
        db.write(move |tx| blocking::set(tx, &by, id.0, false)).await?;
        Ok(Done::Done)
    }

    /// Erase a person
    ///
    /// Everything that is known of it, for good. The name confirms that the right one is meant.
    #[oai(path = "/contacts/:id/erase", method = "post", operation_id = "erase_contact")]
    async fn erase(
        &self,
        agent: SignedIn,
        client: Client,
        db: Data<&Db>,
        /// The person.
        id: Path<ContactId>,
        body: StrictJson<Confirmed>,
    ) -> Result<Json<ErasedView>, ApiError> {
        agent.actor().may(Permission::Manage)?;
        let (id, Confirmed(typed)) = (id.0, body.value);
        let card = db.read(move |connection| views::card(connection, id)).await?;
        if typed.trim() != card.name.trim() {
            let sentence = format!("Type the name exactly as it stands here: {}.", card.name.trim());
            return Err(FieldErrors::one("/name", sentence).into());
        }
        let (actor, db) = (agent.actor(), db.clone());
        let by = By::new(actor.clone(), client.address);
        // Whoever closes the page half-way has asked all the same.
        let erasing = async move {
            // First: a stop half-way must not leave it undone and unsaid.
            db.write(move |tx| audit::actions::note(tx, &by, Kind::CustomerErased, &About::nothing())).await?;
            let erased = erasing::erase_contact(&db, actor.clone(), id).await?;
            log_act(client, &actor, "erased a person");
            Ok::<_, Error>(erased)
        };
        let erased = tokio::spawn(erasing).await.map_err(Error::internal)??;
        Ok(Json(erased.into()))
    }
}
