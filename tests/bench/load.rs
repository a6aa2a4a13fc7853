//! The window in which a load is counted, and what the server's processor did in it.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::{processes::cpu_seconds, server::Server};

/// How long a load runs before it is counted.
const WARM_UP: Duration = Duration::from_secs(1);

/// When a load is counted. What is done outside is done, but not counted.
#[derive(Clone, Copy)]
pub struct Window {
    begins: Instant,
    pub ends: Instant,
}

/// What the server's processor did in a window.
pub struct Worked {
    pub cpu_seconds: f64,
    pub seconds: f64,
}

impl Window {
    /// A window that begins a little later and lasts `length`.
    pub fn of(length: Duration) -> Self {
        let begins = Instant::now() + WARM_UP;
        Self { begins, ends: begins + length }
    }

    pub fn is_over(self) -> bool {
        Instant::now() >= self.ends
    }

    /// Whether what is done now counts.
    pub fn counts(self) -> bool {
        let now = Instant::now();
        self.begins <= now && now < self.ends
    }

    /// Waits for the window and watches the server in it.
    ///
    /// # Errors
    /// Where the server has gone.
    pub async fn watch(self, server: &Server) -> Result<Worked> {
        tokio::time::sleep_until(self.begins.into()).await;
        let (began, before) = (Instant::now(), cpu_seconds(server.pid())?);
        tokio::time::sleep_until(self.ends.into()).await;
        let cpu_seconds = cpu_seconds(server.pid())? - before;
        Ok(Worked { cpu_seconds, seconds: began.elapsed().as_secs_f64() })
    }
}
