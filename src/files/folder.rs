//! The bytes of files on disk: `files/ab/cd/<id>` in the data folder, where `ab` and `cd` come from a hash of the id, so
//! that no folder grows large.
//!
//! A file is written under `files/new`, synced, moved to its place, and the folders are synced: after that it survives
//! whatever happens to the machine. What was begun and not finished is removed, at the latest by housekeeping. All of
//! this blocks.
//!
//! **Invariant:** names on disk are made of ids alone.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::base::ids::FileId;

/// Folders directly below the root, beside the one of what is being written.
pub const TOP_FOLDERS: u16 = 256;

/// Where files are written before they have their place.
const NEW: &str = "new";

/// What the name of a small picture ends in.
const SMALL: &str = ".small";

/// The folder of all files.
#[derive(Debug, Clone)]
pub struct FileFolder {
    root: PathBuf,
}

/// Bytes being taken in. Dropped before [`Begun::keep`], everything it wrote is removed.
#[derive(Debug)]
pub struct Begun {
    folder: FileFolder,
    pub id: FileId,
    is_kept: bool,
}

impl FileFolder {
    /// The folder beside a database.
    pub fn beside(database: &Path) -> Self {
        Self { root: database.with_file_name("files") }
    }

    /// The folder itself, or the one it will be made in: for asking how much space there is.
    pub fn existing(&self) -> &Path {
        if self.root.exists() { &self.root } else { self.root.parent().unwrap_or(&self.root) }
    }

    /// Where the bytes of a file are.
    pub fn path(&self, id: FileId) -> PathBuf {
        self.leaf(id).join(id.to_string())
    }

    /// Where the small picture of a file is.
    pub fn small_path(&self, id: FileId) -> PathBuf {
        self.leaf(id).join(format!("{id}{SMALL}"))
    }

    /// Begins a file, and opens it for writing.
    ///
    /// # Errors
    /// Where the disk refuses it.
    pub fn begin(&self, id: FileId) -> io::Result<(Begun, File)> {
        make_folder(&self.root.join(NEW))?;
        let begun = Begun { folder: self.clone(), id, is_kept: false };
        let file = create(&begun.path())?;
        Ok((begun, file))
    }

    /// Removes the bytes of files, where they are there.
    pub fn remove(&self, ids: &[FileId]) {
        for id in ids {
            for path in [self.path(*id), self.small_path(*id)] {
                remove(&path);
            }
        }
    }

    /// Whether bytes of a file are there.
    pub fn holds(&self, id: FileId) -> bool {
        self.path(id).exists() || self.small_path(id).exists()
    }

    /// The ids of all files in one of the [`TOP_FOLDERS`]. What is called otherwise is not ours.
    ///
    /// # Errors
    /// Where the disk cannot be read.
    pub fn ids_in(&self, top: u16) -> io::Result<Vec<FileId>> {
        let mut ids = Vec::new();
        for leaf in entries(&self.root.join(format!("{top:02x}")))? {
            for path in entries(&leaf)? {
                ids.extend(id_of(&path));
            }
        }
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// Removes what was begun and never finished, where `is_over` says so of its id.
    ///
    /// # Errors
    /// Where the disk cannot be read.
    pub fn remove_begun(&self, is_over: impl Fn(FileId) -> bool) -> io::Result<usize> {
        let begun = entries(&self.root.join(NEW))?;
        let over: Vec<_> = begun.into_iter().filter(|path| id_of(path).is_some_and(&is_over)).collect();
        over.iter().for_each(|path| remove(path));
        Ok(over.len())
    }

    fn leaf(&self, id: FileId) -> PathBuf {
        let [first, second, ..] = <[u8; 32]>::from(Sha256::digest(id.to_string().as_bytes()));
        self.root.join(format!("{first:02x}")).join(format!("{second:02x}"))
    }
}

impl Begun {
    /// Where the bytes are meanwhile.
    pub fn path(&self) -> PathBuf {
        self.folder.root.join(NEW).join(self.id.to_string())
    }

    /// Where the bytes are once they have settled.
    pub fn settled_path(&self) -> PathBuf {
        self.folder.path(self.id)
    }

    fn small_path(&self) -> PathBuf {
        self.folder.root.join(NEW).join(format!("{}{SMALL}", self.id))
    }

    /// Puts other bytes in place of those that came, and a small picture beside them.
    ///
    /// # Errors
    /// Where the disk refuses it.
    pub fn replace(&self, bytes: &[u8], small: Option<&[u8]>) -> io::Result<()> {
        create(&self.path())?.write_all(bytes)?;
        match small {
            Some(small) => create(&self.small_path())?.write_all(small),
            None => Ok(()),
        }
    }

    /// Moves the bytes to their place, so that they survive a crash from now on. Dropped after this without
    /// [`Begun::keep`], they are removed there too.
    ///
    /// # Errors
    /// Where the disk refuses it.
    pub fn settle(&self) -> io::Result<()> {
        let leaf = self.folder.leaf(self.id);
        make_folder(&leaf)?;
        let moves = [(self.path(), self.folder.path(self.id)), (self.small_path(), self.folder.small_path(self.id))];
        for (from, to) in moves {
            if from.exists() {
                File::open(&from)?.sync_all()?;
                fs::rename(&from, &to)?;
            }
        }
        // Up to the data folder: each may have been made just now.
        for folder in leaf.ancestors().take(4) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Leaves the bytes where they are: a row tells of them now.
    pub fn keep(mut self) {
        self.is_kept = true;
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if !self.is_kept {
            remove(&self.path());
            remove(&self.small_path());
            self.folder.remove(&[self.id]);
        }
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

fn remove(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, "the bytes of a file could not be removed; housekeeping tries again");
        }
        _ => {}
    }
}

/// What stands in a folder; nothing where it is not there.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn id_of(path: &Path) -> Option<FileId> {
    let name = path.file_name()?.to_str()?;
    name.strip_suffix(SMALL).unwrap_or(name).parse().ok()
}
