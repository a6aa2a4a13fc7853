//! The budgets of Deskbell, measured: `cargo bench --bench budgets`.
//!
//! Runs the release binary on data folders of its own, loads it from the same machine, and prints one table. Nothing
//! here passes or fails by a time: a missed budget is printed as missed, and the exit code is 0. It is 1 only where
//! something could not be measured. Name parts to run only these: `cargo bench --bench budgets -- messages ingest`;
//! `--quick` measures for a shorter time, to try the benchmark itself.

mod browser;
mod busy;
mod delivery;
mod desk;
mod fill;
mod history;
mod host_page;
mod http;
mod inbox;
mod ingest;
mod load;
mod machine;
mod memory;
mod messages;
mod opening;
mod panel;
mod processes;
mod reading;
mod samples;
mod server;
mod socket;
mod stage;
mod start;
mod table;
mod timing;
mod widget;
mod wire;

use std::process::ExitCode;

use anyhow::Result;
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    machine::Watch,
    stage::Stage,
    table::{Finding, Row, Table},
};

/// The parts of a run, in order.
const PARTS: [&str; 12] = [
    "widget",
    "panel",
    "host-page",
    "start",
    "memory",
    "delivery",
    "messages",
    "timing",
    "ingest",
    "opening",
    "reading",
    "inbox",
];

/// What was asked for on the command line.
struct Asked {
    is_quick: bool,
    parts: Vec<&'static str>,
}

fn main() -> ExitCode {
    let Some(asked) = asked(std::env::args().skip(1)) else {
        say(&format!("No part has such a name. There are: {}. Beside them --quick is understood.", PARTS.join(", ")));
        return ExitCode::from(2);
    };
    machine::raise_descriptor_limit();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            say(&format!("The benchmark cannot start its threads: {error}."));
            return ExitCode::FAILURE;
        }
    };
    // Whatever ends the run also drops it, and with it every child process.
    let whole = runtime.block_on(async {
        tokio::select! {
            outcome = run(&asked) => outcome,
            () = interrupted() => Err(anyhow::anyhow!("The run was interrupted.")),
        }
    });
    match whole {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Reads the command line; `None` where a name fits no part. Cargo adds `--bench` by itself.
fn asked(arguments: impl Iterator<Item = String>) -> Option<Asked> {
    let (flags, names): (Vec<_>, Vec<_>) = arguments.partition(|argument| argument.starts_with("--"));
    let is_known = |flag: &String| flag == "--quick" || flag == "--bench";
    let fits = |part: &&str| names.is_empty() || names.iter().any(|name| part.contains(name.as_str()));
    let parts: Vec<_> = PARTS.into_iter().filter(fits).collect();
    let is_quick = flags.iter().any(|flag| flag == "--quick");
    (flags.iter().all(is_known) && !parts.is_empty()).then_some(Asked { is_quick, parts })
}

/// Measures what was asked for and prints the table. Answers whether everything was measured.
async fn run(asked: &Asked) -> Result<bool> {
    let stage = Stage::new(asked.is_quick)?;
    let mut table = Table::new();
    for part in &asked.parts {
        say(&format!("measuring {part} …"));
        prepare(part, &stage).await?;
        let watch = Watch::start(stage.root())?;
        let finding = measure(part, &stage).await.unwrap_or_else(|error| {
            let rows = vec![Row::not_measured(part, &format!("{error:#}"))];
            Finding { rows, remarks: Vec::new() }
        });
        table.add(finding, &watch.stop());
    }
    say("");
    say(&machine::description(stage.root()));
    if asked.is_quick {
        say("A quick run: short and few repetitions. Its figures are rough.\n");
    }
    say(&table.text());
    say(
        "The load came from the same machine. Raised in the server's config.toml, so that the limits do not answer instead:\n",
    );
    say(server::RAISED_LIMITS);
    Ok(table.is_whole())
}

/// Fills databases before the machine is watched.
async fn prepare(part: &str, stage: &Stage) -> Result<()> {
    match part {
        "start" | "reading" => {
            stage.large().await?;
        }
        "inbox" => {
            stage.small().await?;
            stage.large().await?;
        }
        "ingest" | "opening" => {
            stage.few().await?;
            stage.many().await?;
        }
        _ => {
            stage.small().await?;
        }
    }
    Ok(())
}

async fn measure(part: &str, stage: &Stage) -> Result<Finding> {
    match part {
        "widget" => widget::measure(stage).await,
        "panel" => panel::measure(stage).await,
        "host-page" => host_page::measure(stage).await,
        "start" => start::measure(stage).await,
        "memory" => memory::measure(stage).await,
        "delivery" => delivery::measure(stage).await,
        "messages" => messages::measure(stage).await,
        "ingest" => ingest::measure(stage).await,
        "opening" => opening::measure(stage).await,
        "timing" => timing::measure(stage).await,
        "reading" => reading::measure(stage).await,
        "inbox" => inbox::measure(stage).await,
        other => anyhow::bail!("there is no part “{other}”"),
    }
}

async fn interrupted() {
    let mut terminate = signal(SignalKind::terminate()).ok();
    let terminated = async {
        match &mut terminate {
            Some(terminate) => terminate.recv().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}

#[expect(clippy::print_stdout, reason = "the table is what was asked for")]
fn say(text: &str) {
    println!("{text}");
}
