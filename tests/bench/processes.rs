//! What the kernel tells of processes: processor time and memory.

use std::{collections::HashMap, fs};

use anyhow::{Context, Result};

/// Ticks in a second of the times in `/proc`. Linux shows programs this number whatever it uses itself.
pub const TICKS_PER_SECOND: f64 = 100.0;

/// One line of `/proc/PID/stat`, as far as it is needed.
struct Stat {
    parent: u32,
    /// Of the process itself.
    own_ticks: u64,
    /// Of children that have ended.
    ended_ticks: u64,
}

/// Processor time a process has used so far, in seconds.
///
/// # Errors
/// Where there is no such process.
pub fn cpu_seconds(pid: u32) -> Result<f64> {
    let stat = stat(pid).with_context(|| format!("process {pid} has gone"))?;
    Ok(stat.own_ticks as f64 / TICKS_PER_SECOND)
}

/// The proportional memory of a process, in bytes: what it shares counts by its share.
///
/// # Errors
/// Where the kernel does not tell.
pub fn pss_bytes(pid: u32) -> Result<u64> {
    let path = format!("/proc/{pid}/smaps_rollup");
    let text = fs::read_to_string(&path).with_context(|| format!("{path} cannot be read"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).context("the kernel does not tell PSS")?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib * 1024)
}

/// Ticks that this process and everything it has started used so far.
pub fn our_ticks() -> u64 {
    let me = std::process::id();
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let stats: HashMap<u32, Stat> = pids.filter_map(|pid| Some((pid, stat(pid)?))).collect();
    let is_ours = |pid: u32| {
        let mut pid = pid;
        // A chain of parents is short; the bound only guards against ids that are used anew meanwhile.
        for _ in 0..32 {
            if pid == me {
                return true;
            }
            match stats.get(&pid) {
                Some(stat) if stat.parent > 1 => pid = stat.parent,
                _ => return false,
            }
        }
        false
    };
    stats.iter().filter(|(pid, _)| is_ours(**pid)).map(|(_, stat)| stat.own_ticks + stat.ended_ticks).sum()
}

/// Ticks that all processors of the machine were busy so far: with programs, or taken by the host of a virtual one.
/// Interrupts are left out: nobody knows whose they are.
pub fn busy_ticks() -> Option<u64> {
    let text = fs::read_to_string("/proc/stat").ok()?;
    let fields: Vec<u64> = text.lines().next()?.split_whitespace().skip(1).flat_map(str::parse).collect();
    let [user, nice, system, .., steal] = *fields.get(..8)? else { return None };
    Some(user + nice + system + steal)
}

fn stat(pid: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in parentheses and may hold anything, also parentheses.
    let (_, rest) = text.rsplit_once(") ")?;
    let fields: Vec<&str> = rest.split(' ').collect();
    let number = |index: usize| fields.get(index)?.parse::<u64>().ok();
    Some(Stat {
        parent: fields.get(1)?.parse().ok()?,
        own_ticks: number(11)? + number(12)?,
        ended_ticks: number(13)? + number(14)?,
    })
}
