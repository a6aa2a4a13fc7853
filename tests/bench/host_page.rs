//! A customer's page with and without the snippet, in a real browser: what the loader costs the page.

use std::{path::PathBuf, time::Duration};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};

use crate::{
    browser::{self, Browser, Tab},
    samples::Samples,
    server::Server,
    stage::Stage,
    table::{Finding, Row},
};

/// How long a page is left alone after it has loaded, so that everything the loader starts is counted.
const SETTLE: Duration = Duration::from_millis(1_000);

/// Sums the layout shifts of a page from its very beginning, and its blocking time as Lighthouse defines it: of each
/// task longer than 50 ms what is above that.
const WATCH: &str = "window.shifted = 0; window.blocked = 0; new PerformanceObserver((list) => { \
    for (const entry of list.getEntries()) window.shifted += entry.value; \
    }).observe({ type: 'layout-shift', buffered: true }); new PerformanceObserver((list) => { \
    for (const entry of list.getEntries()) window.blocked += Math.max(0, entry.duration - 50); \
    }).observe({ type: 'longtask', buffered: true });";

/// A website of one page, with and without the snippet.
pub struct HostPage {
    origin: String,
    serving: JoinHandle<()>,
}

/// What somebody does on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Visit {
    /// Nothing.
    Quiet,
    /// Opens the panel.
    Opening,
}

/// What a visit of the page with the snippet came to.
pub struct Visited {
    /// The paths of all requests but those of the page itself.
    pub requests: Vec<String>,
    pub shifted: f64,
    /// Messages in the console, with uncaught errors.
    pub console: Vec<String>,
}

/// Time the page's main thread spent, in milliseconds.
struct Spent {
    tasks: f64,
    script: f64,
    /// Of tasks longer than 50 ms, what is above that.
    blocked: f64,
}

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let Some(program) = browser::program() else {
        let rows = vec![Row::not_measured("host page: main-thread time of the loader", browser::ABSENT)];
        return Ok(Finding { rows, remarks: Vec::new() });
    };
    let filled = stage.small().await?;
    let server = Server::start(&stage.small_copy("host-page").await?)?.server;
    let host = HostPage::serve(&server.origin(), &filled.app_id).await?;
    let visited = host.visit(&program, Visit::Quiet).await?;

    let mut browser = Browser::start(&program).await?;
    let rounds = stage.pick(15, 3);
    let (mut tasks, mut script, mut blocked) = (Vec::new(), Vec::new(), Vec::new());
    // The first pair pays for the browser's own warm-up.
    for round in 0..=rounds {
        let without = host.spent(&mut browser, "/without").await?;
        let with = host.spent(&mut browser, "/with").await?;
        if round > 0 {
            tasks.push(with.tasks - without.tasks);
            script.push(with.script - without.script);
            blocked.push(with.blocked - without.blocked);
        }
    }
    drop(browser);
    server.stop()?;
    let (tasks, script, blocked) = (Samples::new(tasks)?, Samples::new(script)?, Samples::new(blocked)?);
    let said = visited.console.len();
    let mut remarks = vec![format!(
        "Host page: Chromium's TaskDuration of the page with the snippet less that without, {rounds} pairs of first visits, median (least–most), loading, launcher and {:.1} s after it; of it script {}.",
        SETTLE.as_secs_f64(),
        script.in_ms()
    )];
    remarks.extend(visited.console.iter().map(|line| format!("Console: {line}")));
    Ok(Finding {
        rows: vec![
            Row::at_most("host page: main-thread time of the loader", "≤ 10 ms", (tasks.median(), 10.0), tasks.in_ms()),
            Row::at_most("host page: more blocking time", "≤ 20 ms", (blocked.median(), 20.0), blocked.in_ms()),
            Row::at_most("host page: layout shift", "0", (visited.shifted, 0.0), format!("{:.4}", visited.shifted)),
            Row::at_most("host page: console messages", "0", (said as f64, 0.0), said.to_string()),
        ],
        remarks,
    })
}

impl HostPage {
    /// Serves the website on a free port until dropped.
    ///
    /// # Errors
    /// Where no port is free.
    pub async fn serve(deskbell: &str, app_id: &str) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let snippet = format!(r#"<script src="{deskbell}/widget.js" data-app-id="{app_id}" defer></script>"#);
        let serving = tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let snippet = snippet.clone();
                tokio::spawn(async move {
                    let mut request = [0; 4096];
                    let length = socket.read(&mut request).await.unwrap_or(0);
                    let has_snippet = request[..length].starts_with(b"GET /with ");
                    let page = page(if has_snippet { &snippet } else { "" });
                    let head = format!(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                        page.len()
                    );
                    // The browser may have gone; the visit then fails by itself.
                    let _ = socket.write_all(format!("{head}{page}").as_bytes()).await;
                });
            }
        });
        Ok(Self { origin, serving })
    }

    /// Visits the page with the snippet in a browser of its own and looks at all it does.
    ///
    /// # Errors
    /// Where the browser does not do what it should.
    pub async fn visit(&self, program: &PathBuf, visit: Visit) -> Result<Visited> {
        let mut browser = Browser::start(program).await?;
        let tab = browser.open_tab().await?;
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] {
            browser.tell(&tab, domain, json!({})).await?;
        }
        self.load(&mut browser, &tab, "/with").await?;
        if visit == Visit::Opening {
            browser.evaluate(&tab, "SoftbetChat('open')").await?;
            browser.wait(SETTLE * 2).await?;
        }
        let shifted = browser.evaluate(&tab, "window.shifted").await?.as_f64().context("no shift was told")?;
        let mut visited = Visited { requests: Vec::new(), shifted, console: Vec::new() };
        for event in browser.take_events() {
            visited.note(&event.method, &event.params, &self.origin);
        }
        Ok(visited)
    }

    /// Loads a page in a fresh tab and answers the time its main thread spent.
    async fn spent(&self, browser: &mut Browser, path: &str) -> Result<Spent> {
        let tab = browser.open_tab().await?;
        browser.tell(&tab, "Page.enable", json!({})).await?;
        browser.tell(&tab, "Performance.enable", json!({ "timeDomain": "threadTicks" })).await?;
        self.load(browser, &tab, path).await?;
        let metrics = browser.tell(&tab, "Performance.getMetrics", json!({})).await?;
        let blocked = browser.evaluate(&tab, "window.blocked").await?.as_f64().context("no blocking time was told")?;
        browser.close_tab(tab).await?;
        let metric = |name: &str| {
            let all = metrics["metrics"].as_array()?;
            all.iter().find(|metric| metric["name"] == name)?["value"].as_f64().map(|seconds| seconds * 1_000.0)
        };
        let find = || Some(Spent { tasks: metric("TaskDuration")?, script: metric("ScriptDuration")?, blocked });
        find().context("the browser told no times")
    }

    async fn load(&self, browser: &mut Browser, tab: &Tab, path: &str) -> Result<()> {
        let watch = json!({ "source": WATCH });
        browser.tell(tab, "Page.addScriptToEvaluateOnNewDocument", watch).await?;
        browser.take_events();
        browser.tell(tab, "Page.navigate", json!({ "url": format!("{}{path}", self.origin) })).await?;
        browser.wait_for("Page.loadEventFired").await?;
        browser.wait(SETTLE).await
    }
}

impl Drop for HostPage {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Visited {
    fn note(&mut self, method: &str, params: &Value, own: &str) {
        match method {
            "Network.requestWillBeSent" => {
                let url = params["request"]["url"].as_str().unwrap_or("");
                if !url.starts_with(own) && url.starts_with("http") {
                    let path = url.splitn(4, '/').nth(3).unwrap_or("");
                    self.requests.push(format!("/{}", path.split('?').next().unwrap_or("")));
                }
            }
            "Runtime.consoleAPICalled" => self.console.push(params["args"][0]["value"].to_string()),
            "Runtime.exceptionThrown" => self.console.push(params["exceptionDetails"]["text"].to_string()),
            "Log.entryAdded" => self.console.push(params["entry"]["text"].to_string()),
            _ => {}
        }
    }
}

/// A small shop's page.
fn page(snippet: &str) -> String {
    let paragraph = "<p>Ferns and other plants that live in the shade, sent to your door in a pot made of peat.</p>";
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Fern &amp; Co</title>\
         <link rel=icon href=\"data:,\">{snippet}</head><body><h1>Fern &amp; Co</h1>{}</body></html>",
        paragraph.repeat(20)
    )
}
