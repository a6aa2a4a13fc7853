//! Parses the command line, runs it, and turns an error into one line and an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    keep_memory_small();
    raise_descriptor_limit();
    deskbell::cli::run()
}

/// Tells glibc to give large blocks back to the system: hashing a password takes 19 MiB, and without this the heap
/// grows to hundreds of megabytes under sign-ins and stays there.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the allocator has no safe interface")]
fn keep_memory_small() {
    // SAFETY: called first in main, before any other thread exists; these options only change thresholds.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 1 << 20);
        libc::mallopt(libc::M_ARENA_MAX, 2);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn keep_memory_small() {}

/// Raises the soft limit of open files to the hard one: each connection is a file.
#[expect(unsafe_code, reason = "the standard library cannot change limits")]
fn raise_descriptor_limit() {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: both calls only read or write the structure they are given.
    unsafe {
        if libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) == 0 {
            limit.rlim_cur = limit.rlim_max;
            libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit);
        }
    }
}
