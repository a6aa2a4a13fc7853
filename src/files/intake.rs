//! Taking a file in: from the first byte to the row that tells of it.
//!
//! Memory is bounded: bytes go to disk as they come, and of the images that must be decoded two are at once, or one
//! large one.

use std::{io::Read, sync::Arc, time::Duration};

use tokio::{sync::Semaphore, task::spawn_blocking};

use super::{
    Addresses, File, actions,
    folder::{Begun, FileFolder},
    model,
    name::FileName,
    rewrite::{self, Failure, Rewritten},
};
use crate::{
    base::{
        Actor, Clock, Error, Random, Result,
        file_types::{FILE_TYPES, FileType},
        ids::{FileId, NewId},
    },
    config::Storage,
    db::{Db, disk_error, require_space},
    pictures::raster::{self, RasterKind, Refusal},
    settings::ServerSecret,
};

/// Images that are decoded at once.
const AT_ONCE: u32 = 2;

/// From so many pixels on an image is decoded alone.
const LARGE_PIXELS: u64 = 12_000_000;

/// How long an image waits for its turn.
const TURN: Duration = Duration::from_secs(20);

/// First bytes that tell what a file is.
const START_BYTES: u64 = 8_192;

/// The files of one workspace. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    pub folder: FileFolder,
    pub addresses: Addresses,
    /// The most bytes a file may have.
    pub max_bytes: u64,
    min_free_bytes: u64,
    db: Db,
    clock: Clock,
    random: Random,
    turns: Arc<Semaphore>,
}

/// Why a file was not taken.
#[derive(Debug)]
pub enum Refused {
    /// It is of a kind that is not taken, or not what its name says. Holds the sentence to show.
    Kind(String),
    /// It is an image with too many pixels. Holds the sentence to show.
    TooLarge(String),
    /// Anything else.
    Other(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooLarge | Refusal::TooLong | Refusal::TooManyBytes => Self::TooLarge(refusal.to_string()),
            Refusal::Unknown | Refusal::Broken => Self::Kind(refusal.to_string()),
        }
    }
}

/// What a file is, before its bytes are touched.
enum Kind {
    Raster(RasterKind),
    Plain(FileType),
}

impl Files {
    /// The files beside the database of a workspace.
    pub fn new(storage: &Storage, db: Db, (clock, random): (Clock, Random), secret: &ServerSecret) -> Self {
        Self {
            folder: FileFolder::beside(db.path()),
            addresses: Addresses::new(secret),
            max_bytes: storage.max_file_bytes,
            min_free_bytes: storage.min_free_bytes,
            db,
            clock,
            random,
            turns: Arc::new(Semaphore::new(AT_ONCE as usize)),
        }
    }

    /// Begins a file and opens it for writing.
    ///
    /// # Errors
    /// `Unavailable` where the disk is nearly full.
    pub async fn begin(&self) -> Result<(Begun, tokio::fs::File)> {
        let files = self.clone();
        let id = FileId::new(self.clock.now(), &self.random);
        let begin = move || {
            require_space(files.folder.existing(), files.max_bytes, files.min_free_bytes)?;
            files.folder.begin(id).map_err(disk_error)
        };
        let (begun, file) = blocking(begin).await?;
        Ok((begun, tokio::fs::File::from_std(file)))
    }

    /// Finishes a file whose bytes have come: judges and rewrites them, moves them to their place, and notes the row.
    /// Goes on by itself where nobody waits any more: a row must not be left without its bytes.
    ///
    /// # Errors
    /// [`Refused`]; nothing of the file is left then.
    pub async fn finish(&self, begun: Begun, name: FileName, actor: Actor) -> Result<File, Refused> {
        let files = self.clone();
        let finish = async move { files.finish_here(begun, name, actor).await };
        tokio::spawn(finish).await.map_err(Error::internal)?
    }

    async fn finish_here(&self, begun: Begun, name: FileName, actor: Actor) -> Result<File, Refused> {
        let path = begun.path();
        let start = blocking(move || {
            let mut start = Vec::new();
            let read = std::fs::File::open(path).and_then(|file| file.take(START_BYTES).read_to_end(&mut start));
            read.map(|_| start).map_err(disk_error)
        });
        let kind = kind_of(&name, &start.await?).map_err(Refused::Kind)?;
        let (begun, file) = match kind {
            Kind::Raster(kind) => self.rewrite(begun, &name, kind).await?,
            Kind::Plain(kind) => self.settle(begun, &name, kind).await?,
        };
        let noted = file.clone();
        self.db.write(move |tx| actions::note(tx, &actor, &noted)).await?;
        begun.keep();
        Ok(file)
    }

    async fn rewrite(&self, begun: Begun, name: &FileName, kind: RasterKind) -> Result<(Begun, File), Refused> {
        let path = begun.path();
        let header = spawn_blocking(move || {
            let file = std::fs::File::open(path).map_err(disk_error)?;
            raster::header(kind, std::io::BufReader::new(file)).map_err(Refused::from)
        });
        let header = header.await.map_err(Error::internal)??;
        let share = if header.pixels > LARGE_PIXELS { AT_ONCE } else { 1 };
        let turn = tokio::time::timeout(TURN, Arc::clone(&self.turns).acquire_many_owned(share));
        let turn = turn.await.map_err(|_| busy())?.map_err(Error::internal)?;
        let name = name.clone();
        let work = spawn_blocking(move || {
            let _turn = turn;
            let image = rewrite::anew(kind, &begun.path()).map_err(refused)?;
            let file = noted(begun.id, &name, &image)?;
            begun.replace(&image.bytes, image.small.as_deref()).map_err(disk_error)?;
            begun.settle().map_err(disk_error)?;
            Ok((begun, file))
        });
        work.await.map_err(Error::internal)?
    }

    async fn settle(&self, begun: Begun, name: &FileName, kind: FileType) -> Result<(Begun, File), Refused> {
        let name = name.for_kind(kind);
        let work = move || {
            begun.settle().map_err(disk_error)?;
            let size = i64::try_from(std::fs::metadata(begun.settled_path())?.len()).unwrap_or(i64::MAX);
            let media_type = kind.media_type.to_owned();
            let file = File { id: begun.id, name, media_type, size, width: None, height: None, has_small: false };
            Ok((begun, file))
        };
        Ok(blocking(work).await?)
    }
}

fn noted(id: FileId, name: &FileName, image: &Rewritten) -> Result<File, Refused> {
    let ending = match image.kind {
        RasterKind::Png => "png",
        RasterKind::Jpeg => "jpg",
        RasterKind::Gif => "gif",
        RasterKind::WebP => "webp",
    };
    let kind = FileType::by_ending(ending).ok_or_else(|| Error::internal("an image without a type"))?;
    Ok(File {
        id,
        name: name.for_kind(kind),
        media_type: kind.media_type.to_owned(),
        size: i64::try_from(image.bytes.len()).unwrap_or(i64::MAX),
        width: Some(image.width.into()),
        height: Some(image.height.into()),
        has_small: image.small.is_some(),
    })
}

/// What a file is, by its name and its first bytes; or the sentence for whoever sent it.
fn kind_of(name: &FileName, start: &[u8]) -> Result<Kind, String> {
    let ending = name.ending();
    let named = FileType::by_ending(&ending);
    if named.is_none() && !ending.is_empty() {
        return Err(model::not_taken(&ending));
    }
    let may_be_image = named.is_none_or(|kind| kind.media_type.starts_with("image/"));
    if may_be_image && let Some(kind) = RasterKind::of(start) {
        return Ok(Kind::Raster(kind));
    }
    let told = infer::get(start);
    match (named, told) {
        // Phones call a photo .jpg and send it in their own format.
        (Some(_), Some(told)) if may_be_image => {
            let image = FILE_TYPES.iter().find(|kind| is_image(kind) && kind.may_hold(told.mime_type()));
            image.copied().map(Kind::Plain).ok_or_else(|| Refusal::Unknown.to_string())
        }
        (Some(_), None) if may_be_image => Err(Refusal::Unknown.to_string()),
        (Some(named), _) => model::judge(named, start).map(Kind::Plain),
        (None, told) => {
            let kind = told.and_then(|told| FileType::by_ending(told.extension()));
            model::judge(kind.ok_or_else(|| model::not_taken(""))?, start).map(Kind::Plain)
        }
    }
}

fn is_image(kind: &FileType) -> bool {
    kind.media_type.starts_with("image/")
}

fn refused(failure: Failure) -> Refused {
    match failure {
        Failure::Refused(refusal) => refusal.into(),
        Failure::Disk(error) => Refused::Other(disk_error(error)),
    }
}

fn busy() -> Error {
    Error::Unavailable("Many pictures are being read just now. Send this one again in a few seconds.".to_owned())
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    spawn_blocking(work).await.map_err(Error::internal)?
}
