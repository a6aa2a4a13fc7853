//! The machine a run was made on: what it is, how fast its disk syncs, and how busy it is with other work.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
    thread::available_parallelism,
    time::Instant,
};

use anyhow::Result;

use crate::{
    processes::{TICKS_PER_SECOND, busy_ticks, our_ticks},
    samples::Samples,
};

/// Syncs that the disk's median is taken of.
const SYNCS: usize = 40;

/// What went on around a measurement.
pub struct Surroundings {
    /// Median of the disk's own fdatasync of 4 KiB just before.
    pub fdatasync_ms: f64,
    /// The share of all cores, 0 to 1, that something else used meanwhile.
    pub other_work: f64,
}

/// A measurement under way.
pub struct Watch {
    fdatasync_ms: f64,
    started: Instant,
    busy: u64,
    ours: u64,
}

impl Watch {
    /// Tries the disk that holds `folder`, then begins to watch the machine.
    pub fn start(folder: &Path) -> Result<Self> {
        let fdatasync_ms = fdatasync_ms(folder)?;
        Ok(Self { fdatasync_ms, started: Instant::now(), busy: busy_ticks().unwrap_or(0), ours: our_ticks() })
    }

    /// What went on since.
    pub fn stop(self) -> Surroundings {
        let possible = self.started.elapsed().as_secs_f64() * TICKS_PER_SECOND * cores() as f64;
        let busy = busy_ticks().unwrap_or(0).saturating_sub(self.busy) as f64;
        let ours = our_ticks().saturating_sub(self.ours) as f64;
        let other_work = ((busy - ours) / possible.max(1.0)).clamp(0.0, 1.0);
        Surroundings { fdatasync_ms: self.fdatasync_ms, other_work }
    }
}

/// Lines that say what was measured where.
pub fn description(folder: &Path) -> String {
    let cpu = first_match("/proc/cpuinfo", "model name").unwrap_or_else(|| "processor unknown".to_owned());
    let memory = first_match("/proc/meminfo", "MemTotal").unwrap_or_else(|| "unknown".to_owned());
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "Deskbell {} ({}), SQLite {}, {}\n{} cores ({cpu}), memory {memory}, Linux {}, data folder on {}\n",
        env!("CARGO_PKG_VERSION"),
        commit(),
        rusqlite::version(),
        said_by("rustc", &["--version"]).unwrap_or_else(|| "rustc unknown".to_owned()),
        cores(),
        kernel.trim(),
        file_system(folder),
    )
}

fn fdatasync_ms(folder: &Path) -> Result<f64> {
    let path = folder.join("sync-probe");
    let mut file = File::create(&path)?;
    let mut times = Vec::with_capacity(SYNCS);
    for _ in 0..SYNCS {
        file.write_all(&[7; 4096])?;
        let started = Instant::now();
        file.sync_data()?;
        times.push(started.elapsed().as_secs_f64() * 1_000.0);
    }
    drop(file);
    fs::remove_file(&path)?;
    Ok(Samples::new(times)?.median())
}

fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

fn commit() -> String {
    let Some(commit) = said_by("git", &["rev-parse", "--short=12", "HEAD"]) else {
        return "commit unknown".to_owned();
    };
    let changed = said_by("git", &["status", "--porcelain", "--untracked-files=no"]);
    let suffix = if changed.is_some() { ", with changes" } else { "" };
    format!("commit {commit}{suffix}")
}

/// What a program prints in the project's folder; `None` where it fails or prints nothing.
fn said_by(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// The type of the file system that holds a folder.
fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let mounted = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    });
    let holding = mounted.filter(|(point, _)| folder.starts_with(point));
    holding.max_by_key(|(point, _)| point.len()).map_or("unknown", |(_, kind)| kind).to_owned()
}

fn first_match(path: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(key))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// Raises the soft limit of open files to the hard one: every socket is a file.
#[expect(unsafe_code, reason = "the standard library cannot change limits")]
pub fn raise_descriptor_limit() {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: both calls only read or write the structure they are given.
    unsafe {
        if libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) == 0 {
            limit.rlim_cur = limit.rlim_max;
            libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit);
        }
    }
}
