//! The steps of erasing a person, each a transaction so short that others hardly wait for it.

use super::{store, views};
use crate::{
    activity,
    base::{Actor, Error, Permission, Result, Scope, ids::*},
    contacts::{
        self,
        model::{Contact, ExternalId},
    },
    conversations,
    db::Tx,
    files, visitors,
};

/// Rows that one step forgets.
const ROWS: u32 = 1_000;

/// Messages that one step forgets. Each may have ten files, and the words of each are overwritten wherever they stand in the
/// index: about 4 ms where there are a million messages, so that others wait for a tenth of a second.
const MESSAGES: u32 = 25;

/// Browsers and conversations that one step forgets: others hang on each.
const FEW: u32 = 200;

/// Whom it is about.
#[derive(Debug, Clone)]
pub struct Person {
    pub contact: ContactId,
    /// Of customers only.
    pub external_id: Option<ExternalId>,
}

/// What was forgotten, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub conversations: usize,
    pub messages: usize,
    pub files: usize,
    pub records: usize,
    pub events: usize,
    pub pages: usize,
    pub visitors: usize,
    pub sessions: usize,
}

/// What one step did.
#[derive(Debug, Default)]
pub struct Step {
    pub counts: Counts,
    /// Whose bytes are to go now.
    pub files: Vec<FileId>,
    /// Whether everything is gone, the profile too.
    pub is_done: bool,
}

/// Finds the person.
///
/// # Errors
/// `Forbidden` without the scope `erase`; `NotFound`.
pub fn begin(tx: &mut Tx<'_>, actor: &Actor, external_id: &ExternalId) -> Result<Person> {
    actor.may(Permission::Scope(Scope::Erase))?;
    let contact = contacts::views::by_external_id(tx, external_id)?.ok_or(Error::NotFound("customer"))?;
    begun(tx, contact)
}

/// Finds the person by our own id, whether or not it is a customer.
///
/// # Errors
/// `Forbidden` for whoever may not erase; `NotFound`.
pub fn begin_with(tx: &mut Tx<'_>, actor: &Actor, id: ContactId) -> Result<Person> {
    actor.may(Permission::Scope(Scope::Erase))?;
    begun(tx, contacts::views::existing(tx, id)?)
}

fn begun(tx: &Tx<'_>, contact: Contact) -> Result<Person> {
    contacts::actions::begin_erasing(tx, contact.id)?;
    Ok(Person { contact: contact.id, external_id: contact.external_id })
}

/// Takes one step. Browsers are ended first, so that nobody says more meanwhile.
///
/// # Errors
/// `Forbidden` without the scope `erase`.
pub fn step(tx: &mut Tx<'_>, actor: &Actor, person: &Person) -> Result<Step> {
    actor.may(Permission::Scope(Scope::Erase))?;
    if visitors::actions::end_of(tx, actor, person.contact, FEW)? > 0 {
        return Ok(Step::default());
    }
    let counts = forget_rows(tx, person)?;
    if counts != Counts::default() {
        return Ok(Step { counts, ..Step::default() });
    }
    let erased = conversations::actions::erase_messages(tx, person.contact, MESSAGES)?;
    if erased.messages + erased.entries > 0 {
        let counts = Counts { messages: erased.messages, files: erased.files.len(), ..Counts::default() };
        return Ok(Step { counts, files: erased.files, is_done: false });
    }
    let conversations = conversations::actions::erase(tx, person.contact, FEW)?;
    if conversations > 0 {
        return Ok(Step { counts: Counts { conversations, ..Counts::default() }, ..Step::default() });
    }
    let gone = forget_visitors(tx, person.contact)?;
    if gone.counts != Counts::default() {
        return Ok(gone);
    }
    finish(tx, actor, person)
}

/// Rows that nothing hangs on: one kind after the other.
fn forget_rows(tx: &Tx<'_>, person: &Person) -> Result<Counts> {
    if let Some(external_id) = &person.external_id {
        let sessions = store::delete_sessions_for(tx, external_id, ROWS)?;
        if sessions > 0 {
            return Ok(Counts { sessions, ..Counts::default() });
        }
    }
    let records = activity::actions::erase(tx, person.contact, ROWS)?;
    if records > 0 {
        return Ok(Counts { records, ..Counts::default() });
    }
    let events = visitors::tracking::actions::erase(tx, person.contact, ROWS)?;
    if events > 0 {
        return Ok(Counts { events, ..Counts::default() });
    }
    let pages = visitors::trail::actions::erase(tx, person.contact, ROWS)?;
    Ok(Counts { pages, ..Counts::default() })
}

fn forget_visitors(tx: &Tx<'_>, contact: ContactId) -> Result<Step> {
    let mut step = Step::default();
    for visitor in visitors::views::some_of(tx, contact, FEW)? {
        step.counts.sessions += store::delete_sessions_of(tx, visitor)?;
        step.files.extend(files::actions::erase_unsent_of(tx, visitor)?);
        visitors::actions::erase(tx, visitor)?;
        step.counts.visitors += 1;
    }
    step.counts.files = step.files.len();
    Ok(step)
}

/// Forgets the profile, where nothing has come in since the last step.
fn finish(tx: &mut Tx<'_>, actor: &Actor, person: &Person) -> Result<Step> {
    if views::has_anything(tx, person.contact)? {
        return Ok(Step::default());
    }
    let is_there = contacts::views::by_id(tx, person.contact)?.is_some();
    if is_there {
        contacts::actions::erase(tx, actor, person.contact)?;
        tx.forget_samples()?;
    }
    Ok(Step { is_done: true, ..Step::default() })
}

impl Counts {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            conversations: self.conversations + other.conversations,
            messages: self.messages + other.messages,
            files: self.files + other.files,
            records: self.records + other.records,
            events: self.events + other.events,
            pages: self.pages + other.pages,
            visitors: self.visitors + other.visitors,
            sessions: self.sessions + other.sessions,
        }
    }
}
