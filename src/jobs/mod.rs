//! The mechanics of background work: one runner, started by a signal and by a timer.
//!
//! The signal says only "look now"; its data is ignored. So the normal case, the restart and the lost signal are
//! one code path.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use crate::base::{Clock, Timestamp};

/// A worker looks at least this often, whatever happens.
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);

/// The longest pause after repeated failures.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// When a worker wants to run again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// At once: there is more to do.
    Again,
    /// At a moment, or earlier.
    At(Timestamp),
    /// When something happens.
    Idle,
}

/// Background work. Idempotent, takes no input.
pub trait Worker: Send + 'static {
    /// Its name in the log.
    const NAME: &'static str;

    /// How long it rests once there is nothing more to do, however often it is woken: for work that may be a little late.
    const REST: Duration = Duration::ZERO;

    /// Does what is due now.
    fn run_once(&mut self) -> impl Future<Output = anyhow::Result<Next>> + Send;
}

/// Runs a worker until `stop` becomes true: when `wakeups` moves, when its moment comes, and every half minute.
/// A failure is logged once and followed by a pause that grows to a minute; a panic counts as a failure.
pub async fn run<W: Worker>(
    worker: W,
    clock: Clock,
    mut wakeups: watch::Receiver<i64>,
    mut stop: watch::Receiver<bool>,
) {
    let worker = Arc::new(tokio::sync::Mutex::new(worker));
    let mut failures = 0_u32;
    while !*stop.borrow() {
        wakeups.borrow_and_update();
        let turn = Arc::clone(&worker);
        let result = tokio::spawn(async move { turn.lock().await.run_once().await }).await;
        let pause = match result.map_err(anyhow::Error::from).and_then(|outcome| outcome) {
            Ok(next) => {
                failures = 0;
                if next != Next::Again && !W::REST.is_zero() {
                    tokio::select! {
                        () = tokio::time::sleep(W::REST) => {}
                        _ = stop.wait_for(|stop| *stop) => {}
                    }
                }
                match next {
                    Next::Again => continue,
                    Next::At(at) => pause_until(at, &clock),
                    Next::Idle => AT_LEAST_EVERY,
                }
            }
            Err(error) => {
                tracing::error!(
                    worker = W::NAME,
                    error = format!("{error:#}"),
                    "background work failed; it is tried again"
                );
                failures = failures.saturating_add(1);
                // No wake-up shortens this pause: what failed would fail again at once.
                let pause = Duration::from_secs(1 << failures.min(6)).min(LONGEST_PAUSE);
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    _ = stop.wait_for(|stop| *stop) => {}
                }
                continue;
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            moved = wakeups.changed() => if moved.is_err() { return },
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }
}

fn pause_until(at: Timestamp, clock: &Clock) -> Duration {
    let millis = at.as_millis().saturating_sub(clock.now().as_millis()).max(0);
    Duration::from_millis(millis.unsigned_abs()).min(AT_LEAST_EVERY)
}
