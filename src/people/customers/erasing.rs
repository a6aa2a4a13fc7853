//! Erasing a person from the first step to the last, with the bytes of files and the database's log; and what remains.

use super::{
    actions::{self, Counts, Person},
    views,
};
use crate::{
    base::{
        Actor, Error, Result, Timestamp,
        ids::{ContactId, FileId},
        time::{DAY, HOUR},
    },
    contacts::model::ExternalId,
    db::Db,
    files::folder::FileFolder,
    search,
};

/// The most steps of one request; more are needed only where somebody sends as fast as this forgets.
const MOST_STEPS: u32 = 100_000;

/// How long the event log keeps ids, in milliseconds; housekeeping comes within the hour.
const EVENTS_MS: i64 = 90 * DAY + HOUR;

/// How long answers are kept for repeated requests, in milliseconds, with the same hour.
const ANSWERS_MS: i64 = 25 * HOUR;

/// Within which time housekeeping has looked for bytes that no row tells of, in milliseconds.
const BYTES_MS: i64 = 2 * DAY;

/// What was erased, and what was not.
#[derive(Debug)]
pub struct Erased {
    pub counts: Counts,
    pub remains: Vec<Remains>,
}

/// Something that is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remains {
    pub what: String,
    /// Absent where that is not for Deskbell to say; the words do.
    pub until: Option<Timestamp>,
}

/// What could not be done at once.
#[derive(Debug, Default)]
struct Left {
    files: usize,
    is_in_log: bool,
    has_imports: bool,
}

/// Erases a customer. Asked again after a crash, it goes on where it was.
///
/// # Errors
/// `Forbidden` without the scope `erase`; `NotFound`; `Conflict` where new data keeps coming in.
pub async fn erase(db: &Db, actor: Actor, external_id: ExternalId) -> Result<Erased> {
    let who = actor.clone();
    let person = db.write_essential(move |tx| actions::begin(tx, &who, &external_id)).await?;
    erase_all(db, actor, person).await
}

/// Erases anybody, customer or not, by our own id. Asked again after a crash, it goes on where it was.
///
/// # Errors
/// `Forbidden` for whoever may not erase; `NotFound`; `Conflict` where new data keeps coming in.
pub async fn erase_contact(db: &Db, actor: Actor, id: ContactId) -> Result<Erased> {
    let who = actor.clone();
    let person = db.write_essential(move |tx| actions::begin_with(tx, &who, id)).await?;
    erase_all(db, actor, person).await
}

async fn erase_all(db: &Db, actor: Actor, person: Person) -> Result<Erased> {
    let (counts, files) = forget(db, &actor, &person).await?;
    write_index_anew(db).await?;
    let left = Left {
        files: still_there(db, files).await?,
        is_in_log: !db.fold_log().await?,
        has_imports: db.read(views::has_waiting_imports).await?,
    };
    let now = db.write_essential(|tx| Ok(tx.now())).await?;
    Ok(Erased { counts, remains: remains(now, &left) })
}

/// Takes steps until the person is gone, and answers whose bytes had to go with it.
async fn forget(db: &Db, actor: &Actor, person: &Person) -> Result<(Counts, Vec<FileId>)> {
    let (mut counts, mut files) = (Counts::default(), Vec::new());
    for _ in 0..MOST_STEPS {
        let (actor, person) = (actor.clone(), person.clone());
        let step = db.write_essential(move |tx| actions::step(tx, &actor, &person)).await?;
        counts = counts.plus(step.counts);
        // After each step: what a crash leaves, housekeeping finds.
        remove(db, step.files.clone()).await?;
        files.extend(step.files);
        if step.is_done {
            return Ok((counts, files));
        }
    }
    let sentence = "New data about this customer keeps coming in. Stop sending it, then erase the customer again.";
    Err(Error::Conflict(sentence.to_owned()))
}

/// In bounded steps: between them others write.
async fn write_index_anew(db: &Db) -> Result<()> {
    db.write_essential(|tx| search::index::begin_rewriting(tx)).await?;
    for step in 0..MOST_STEPS {
        if db.write_essential(move |tx| search::index::rewrite(tx, step == 0)).await? {
            break;
        }
    }
    Ok(())
}

async fn remove(db: &Db, files: Vec<FileId>) -> Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let folder = FileFolder::beside(db.path());
    tokio::task::spawn_blocking(move || folder.remove(&files)).await.map_err(Error::internal)
}

async fn still_there(db: &Db, files: Vec<FileId>) -> Result<usize> {
    let folder = FileFolder::beside(db.path());
    let count = move || files.into_iter().filter(|id| folder.holds(*id)).count();
    tokio::task::spawn_blocking(count).await.map_err(Error::internal)
}

/// What is still there, in honest words.
fn remains(now: Timestamp, left: &Left) -> Vec<Remains> {
    let until = |what: &str, span_ms| Remains { what: what.to_owned(), until: Some(now.plus(span_ms)) };
    let open = |what: &str| Remains { what: what.to_owned(), until: None };
    let mut remains = vec![
        until(
            "Our own ids of the customer, its browsers and conversations in the log of events, without any content.",
            EVENTS_MS,
        ),
        until(
            "Answers kept for repeated requests (Idempotency-Key): our id of the customer and counts, and a hash of each request.",
            ANSWERS_MS,
        ),
        open(
            "Copies of the data folder: backups you made yourself, and copies in its folder “backups” from before an upgrade. They go when you delete them.",
        ),
        open(
            "What somebody has taken out of Deskbell: exports, transcripts and files that were downloaded. They go when whoever has them deletes them.",
        ),
        open(
            "Contacts that were imported without your id, and conversations of browsers that named this customer without proof: nobody has said whose they are. Agents find them by what stands in them.",
        ),
        open(
            "Single entries of an index, such as an address or a reference, may stand in unused bytes of the database file, where no query reaches them, until those are written over.",
        ),
    ];
    if left.files > 0 {
        let what = format!("The bytes of {} files, which the disk did not let go. It is tried again.", left.files);
        remains.push(until(&what, BYTES_MS));
    }
    if left.is_in_log {
        let what = "Parts in the database's write-ahead log, which was being read just now. It is written over in normal use, at the latest when Deskbell stops.";
        remains.push(open(what));
    }
    if left.has_imports {
        let what = "Tables of contacts that were uploaded and not imported yet: they were not searched. They go when they are imported or dropped under Settings → Customer data.";
        remains.push(open(what));
    }
    remains
}
