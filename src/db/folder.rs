//! The data folder: who may use it, and whether the last user left it in order.

use std::{
    fmt,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use crate::base::Error;

/// What the lock file says while a process uses the folder. Left behind, it tells of an unclean stop.
const IN_USE: &[u8] = b"in use\n";

/// A data folder that only this process uses, as long as the value lives.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    lock: File,
    was_unclean: bool,
}

/// Why the folder cannot be used, as one line for the person who starts Deskbell.
#[derive(Debug)]
pub enum FolderError {
    /// Another process holds the lock.
    InUse(PathBuf),
    /// It cannot be made or written.
    Unusable(PathBuf, io::Error),
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse(path) => write!(
                f,
                "The data folder {} is in use by another Deskbell. Stop that one, or give this one its own folder with data_dir.",
                path.display()
            ),
            Self::Unusable(path, error) => write!(
                f,
                "The data folder {} cannot be written ({error}). Make it writable for this user, free space on its disk, or choose another with data_dir.",
                path.display()
            ),
        }
    }
}

impl std::error::Error for FolderError {}

impl DataFolder {
    /// Makes the folder where needed (readable by this user only) and locks it.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn claim(path: &Path) -> Result<Self, FolderError> {
        let unusable = |error| FolderError::Unusable(path.to_owned(), error);
        if !path.exists() {
            fs::create_dir_all(path).map_err(unusable)?;
            fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(unusable)?;
        }
        let mut lock = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path.join("deskbell.lock"))
            .map_err(unusable)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => FolderError::InUse(path.to_owned()),
            TryLockError::Error(error) => unusable(error),
        })?;
        let mut left_behind = Vec::new();
        lock.read_to_end(&mut left_behind).map_err(unusable)?;
        let was_unclean = left_behind == IN_USE;
        // A mark that is there already is not touched: on a full disk it could be lost, and with it the check.
        if !was_unclean {
            lock.set_len(0).and_then(|()| lock.rewind()).and_then(|()| lock.write_all(IN_USE)).map_err(unusable)?;
            lock.sync_all().map_err(unusable)?;
        }
        Ok(Self { path: path.to_owned(), lock, was_unclean })
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.path.join("deskbell.db")
    }

    /// Where copies of the database are put.
    pub fn backups(&self) -> PathBuf {
        self.path.join("backups")
    }

    /// Whether the last process ended without [`DataFolder::release`].
    pub fn was_unclean(&self) -> bool {
        self.was_unclean
    }

    /// Notes that everything was closed in order. Failing here only costs a check at the next start.
    pub fn release(self) {
        if let Err(error) = self.lock.set_len(0) {
            tracing::warn!(%error, "could not note the clean stop; the next start checks the database first");
        }
    }

    /// Gives the folder back as it was found, where nothing was done with it.
    pub fn give_back(self) {
        if !self.was_unclean {
            self.release();
        }
    }

    /// The server secret: read, or made at the first call (64 hex digits, mode 0600).
    ///
    /// # Errors
    /// [`FolderError::Unusable`], also where the file holds something else than a secret.
    pub fn server_secret(&self, random: &crate::base::Random) -> Result<crate::base::Secret<String>, FolderError> {
        if let Some(secret) = self.kept_secret()? {
            return Ok(secret);
        }
        let (path, secret) = (self.secret(), random.token());
        self.write_whole(&path, secret.as_bytes()).map_err(|error| FolderError::Unusable(path, error))?;
        Ok(crate::base::Secret::new(secret))
    }

    /// The server secret, where there is one already.
    ///
    /// # Errors
    /// [`FolderError::Unusable`], also where the file holds something else than a secret.
    pub fn kept_secret(&self) -> Result<Option<crate::base::Secret<String>>, FolderError> {
        let unusable = |error| FolderError::Unusable(self.secret(), error);
        match fs::read_to_string(self.secret()) {
            Ok(text) if text.trim().len() >= 32 => Ok(Some(crate::base::Secret::new(text.trim().to_owned()))),
            Ok(_) => Err(unusable(io::Error::other("it must hold 32 characters or more; restore it from a backup"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unusable(error)),
        }
    }

    fn secret(&self) -> PathBuf {
        self.path.join("server.secret")
    }

    /// Writes a file that is there whole or not at all, whatever happens to the disk meanwhile.
    fn write_whole(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let begun = path.with_extension("new");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&begun)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&begun, path)?;
        File::open(&self.path)?.sync_all()
    }
}

/// What a failure to write a file means for whoever asked: a full disk is for later, anything else is our fault.
pub fn disk_error(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => disk_low(),
        _ => error.into(),
    }
}

/// The answer to whoever wants to store something while the disk is nearly full.
pub(super) fn disk_low() -> Error {
    Error::Unavailable(
        "The server's disk is nearly full, so nothing new is stored. Try again later, and tell the administrator."
            .to_owned(),
    )
}

/// Refuses to store `bytes` more where less than `reserve` would be left on the disk that holds `path`.
///
/// # Errors
/// `Unavailable`.
pub fn require_space(path: &Path, bytes: u64, reserve: u64) -> Result<(), Error> {
    let is_low = free_bytes(path).is_some_and(|free| free < reserve.saturating_add(bytes));
    if is_low { Err(disk_low()) } else { Ok(()) }
}

/// Bytes that this user may still write on the disk that holds `path`; `None` where the system does not say.
pub fn free_bytes(path: &Path) -> Option<u64> {
    use std::os::unix::ffi::OsStrExt;
    let path = std::ffi::CString::new(path.as_os_str().as_bytes()).ok()?;
    let mut answer = std::mem::MaybeUninit::<libc::statvfs>::uninit();
    // SAFETY: `path` is a NUL-terminated string and `answer` has room for the structure, which is read only after success.
    #[expect(unsafe_code, reason = "the standard library cannot tell the free space")]
    let answer = unsafe {
        if libc::statvfs(path.as_ptr(), answer.as_mut_ptr()) != 0 {
            return None;
        }
        answer.assume_init()
    };
    Some(answer.f_bavail.saturating_mul(answer.f_frsize))
}
