//! `deskbell serve`: the server.

use std::process::ExitCode;

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use super::{fail, runtime};
use crate::{
    app::App,
    base::{Clock, Random},
    config::Config,
};

/// After a failed sync: the service manager should start Deskbell again (EX_TEMPFAIL).
const DISK_FAILED: u8 = 75;

/// Serves until told to stop.
pub fn run(config: Config) -> ExitCode {
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("Deskbell cannot start its threads: {error}."), 71),
    };
    let code = runtime.block_on(serve(config));
    // Blocking reads that are still under way must not hold up the end.
    runtime.shutdown_background();
    code
}

async fn serve(config: Config) -> ExitCode {
    let app = match App::open(config, Clock::system(), Random::from_system()).await {
        Ok(app) => app,
        Err(error) => return fail(&error.to_string(), error.exit_code()),
    };
    let stop = match on_signal() {
        Ok(stop) => stop,
        Err(error) => return fail(&format!("Deskbell cannot listen for signals: {error}."), 71),
    };
    announce(&app);
    if app.serve(stop).await {
        ExitCode::SUCCESS
    } else {
        fail("The disk refused to keep what was written. Check it; Deskbell can be started again at once.", DISK_FAILED)
    }
}

/// One line that says where to go next.
#[expect(clippy::print_stdout, reason = "the line that people and scripts wait for")]
fn announce(app: &App) {
    match app.handles.claim.setup_path() {
        Some(path) => println!(
            "Deskbell is not set up yet. Open {}{} (valid for 30 minutes; a new start makes a new one).",
            app.address(),
            path.reveal()
        ),
        None => println!("Deskbell is running at {}", app.address()),
    }
}

/// Becomes true at SIGTERM or SIGINT. A second signal ends the process at once.
fn on_signal() -> std::io::Result<watch::Receiver<bool>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (tell, stop) = watch::channel(false);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if tell.send_replace(true) {
                std::process::exit(130);
            }
        }
    });
    Ok(stop)
}
