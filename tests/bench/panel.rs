//! What the panel loads until a visitor can write.

use anyhow::{Context, Result, ensure};

use crate::{
    browser,
    host_page::{HostPage, Visit},
    http,
    samples::grouped,
    server::Server,
    stage::Stage,
    table::{Finding, Row},
};

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let filled = stage.small().await?;
    let server = Server::start(&stage.small_copy("panel").await?)?.server;
    let client = http::client()?;
    let brotli = [("Accept-Encoding", "br")];
    let address = format!("/w/{}", filled.app_id);
    let document = http::get(&client, &format!("{}{address}", server.origin()), &brotli).await?;
    let text = String::from_utf8(plain(&server, &address).await?)?;
    let mut assets = assets_of(&text);
    ensure!(!assets.is_empty(), "the panel's document names no script and no style");
    for script in assets.clone().iter().filter(|asset| asset.ends_with(".js")) {
        let code = String::from_utf8(plain(&server, script).await?)?;
        assets.extend(parts_of(&code).into_iter().map(|part| format!("/w/assets/{part}")));
    }
    let mut parts = vec![format!("document {}", grouped(document.body.len() as u64))];
    let mut size = document.body.len();
    for asset in &assets {
        let answer = http::get(&client, &format!("{}{asset}", server.origin()), &brotli).await?;
        let encoding = answer.headers.get("content-encoding").and_then(|value| value.to_str().ok());
        ensure!(encoding == Some("br"), "{asset} did not come as brotli");
        size += answer.body.len();
        parts.push(format!("{} {}", kind_of(asset), grouped(answer.body.len() as u64)));
    }
    let mut finding = Finding::default();
    finding.rows.push(Row::bytes("panel until usable, brotli", "≤ 60 KB", size, 60 * 1_024));
    finding.remarks.push(format!("The panel's bytes: {}.", parts.join(", ")));
    finding.rows.push(match browser::program() {
        Some(program) => {
            let host = HostPage::serve(&server.origin(), &filled.app_id).await?;
            let opened = host.visit(&program, Visit::Opening).await.context("the panel could not be opened")?;
            let before = host.visit(&program, Visit::Quiet).await?.requests.len();
            let asked = opened.requests.get(before..).unwrap_or(&[]);
            finding.remarks.push(format!("Opening the panel asks for {}.", asked.join(", ")));
            let count = asked.len();
            Row::at_most("requests until the panel is usable", "≤ 4", (count as f64, 4.0), count.to_string())
        }
        None => Row::not_measured("requests until the panel is usable", browser::ABSENT),
    });
    server.stop()?;
    Ok(finding)
}

/// The same document without compression, to be read here.
async fn plain(server: &Server, address: &str) -> Result<Vec<u8>> {
    let url = format!("{}{address}", server.origin());
    Ok(http::get(&http::client()?, &url, &[("Accept-Encoding", "identity")]).await?.body)
}

/// The paths of our files that a document names, in its order.
fn assets_of(document: &str) -> Vec<String> {
    let quoted = document.split('"').filter(|text| text.starts_with("/w/assets/"));
    let mut assets: Vec<String> = quoted.map(str::to_owned).collect();
    assets.dedup();
    assets
}

/// The files that a script cannot begin without: what it imports, but for what it loads on demand.
fn parts_of(code: &str) -> Vec<String> {
    let named = code.match_indices("\"./").filter(|(at, _)| {
        let before = code.get(..*at).unwrap_or("").trim_end();
        before.ends_with("from") || before.ends_with("import")
    });
    named.filter_map(|(at, _)| Some(code.get(at + 3..)?.split('"').next()?.to_owned())).collect()
}

fn kind_of(asset: &str) -> &str {
    asset.rsplit_once('.').map_or(asset, |(_, kind)| kind)
}
