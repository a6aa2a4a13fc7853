//! What a page loads before its visitor acts: the script and its start document.

use anyhow::{Context, Result};

use crate::{
    browser,
    host_page::{HostPage, Visit},
    http,
    server::Server,
    stage::Stage,
    table::{Finding, Row},
};

/// Requests of the page that are the widget's, before the visitor acts.
const REQUESTS: f64 = 2.0;

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let filled = stage.small().await?;
    let server = Server::start(&stage.small_copy("widget").await?)?.server;
    let client = http::client()?;
    let brotli = [("Accept-Encoding", "br")];
    let script = http::get(&client, &format!("{}/widget.js", server.origin()), &brotli).await?;
    let encoding = script.headers.get("content-encoding").and_then(|value| value.to_str().ok());
    anyhow::ensure!(encoding == Some("br"), "widget.js did not come as brotli");
    let url = format!("{}/api/widget/init?app_id={}", server.origin(), filled.app_id);
    let init = http::get(&client, &url, &[("Accept-Encoding", "br"), ("Origin", "https://shop.example")]).await?;
    let cached = init.headers.get("cache-control").and_then(|value| value.to_str().ok()).unwrap_or("not said");

    let mut finding = Finding::default();
    finding.rows.push(Row::bytes("widget.js, brotli", "≤ 6 KB", script.body.len(), 6 * 1_024));
    finding.rows.push(Row::bytes("init document", "≤ 1 KB", init.body.len(), 1_024));
    finding.remarks.push(format!("The init document's Cache-Control is “{cached}”. KB are 1,024 bytes here, as in the gate of the front end's build; bodies without headers."));
    finding.rows.push(match browser::program() {
        Some(program) => {
            let host = HostPage::serve(&server.origin(), &filled.app_id).await?;
            let loaded = host.visit(&program, Visit::Quiet).await.context("the host page could not be loaded")?;
            let count = loaded.requests.len();
            finding.remarks.push(format!("Before the visitor acts the page asks for {}.", loaded.requests.join(", ")));
            Row::at_most("requests before the visitor acts", "2", (count as f64, REQUESTS), count.to_string())
        }
        None => Row::not_measured("requests before the visitor acts", browser::ABSENT),
    });
    server.stop()?;
    Ok(finding)
}
