//! From the launch of the process to its first answer.

use std::path::Path;

use anyhow::Result;

use crate::{
    samples::Samples,
    server::Server,
    stage::Stage,
    table::{Finding, Row},
};

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let times = stage.pick(7, 3);
    let mut empty = Vec::new();
    for _ in 0..times {
        empty.push(start_once(&stage.new_folder("empty")?)?);
    }
    let empty = Samples::new(empty)?;
    let large = stage.large().await?;
    // The first start makes the server secret, and a copied file may still be on its way to the disk.
    start_once(&large.folder)?;
    let mut filled = Vec::new();
    for _ in 0..times {
        filled.push(start_once(&large.folder)?);
    }
    let filled = Samples::new(filled)?;
    let size = std::fs::metadata(large.folder.join("deskbell.db"))?.len() / 1_000_000;
    Ok(Finding {
        rows: vec![
            Row::at_most("start to first answer, empty", "≤ 60 ms", (empty.median(), 60.0), empty.in_ms()),
            Row::at_most(
                "start to first answer, 100,000 messages",
                "≤ 200 ms",
                (filled.median(), 200.0),
                filled.in_ms(),
            ),
        ],
        remarks: vec![format!(
            "Starts: median of {times} (least–most), from spawn to the first bytes of /healthz; the empty folder is made and migrated meanwhile; the large database has {size} MB and was closed in order."
        )],
    })
}

/// One start and stop; milliseconds to the first answer.
fn start_once(folder: &Path) -> Result<f64> {
    let started = Server::start(folder)?;
    started.server.stop()?;
    Ok(started.first_answer.as_secs_f64() * 1_000.0)
}
