//! How long an agent waits in a real browser from the press on a row of the list until the conversation stands there.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    browser::{self, Browser, Tab},
    fill::Filled,
    samples::Samples,
    server::Server,
    stage::Stage,
    table::{Finding, Row},
};

const FIGURE: &str = "press on a row → conversation painted, in the browser";
const AIMED: &str = "the same where the pointer came to rest on the row first";

/// Rows that are opened before the first that counts: the browser compiles what they need. An agent's page is open all day.
const WARM_UP: usize = 10;

/// Until the page has all it fetches for later: its files are kept for a start without a network.
const SETTLED: &str =
    "navigator.serviceWorker.ready.then(() => new Promise((done) => requestIdleCallback(() => done(true))))";

/// Opens rows one after the other, none twice, also not in a later round, so that no thread is known before. Each is timed from the press until the
/// first frame after its messages are in the page; a task that is queued in that frame runs once it is painted.
///
/// A finger and the keyboard open a row at once; a mouse is on it before, here for a tenth of a second, which is less than
/// people need from pointing at something to pressing it.
const OPEN: &str = "(async (count, rests) => {
    const until = (isThere) => new Promise((there) => {
        const look = () => isThere() && (watching.disconnect(), there());
        const watching = new MutationObserver(look);
        watching.observe(document.body, { subtree: true, childList: true });
        look();
    });
    const painted = () => new Promise((done) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(null);
    }));
    // A list that was just scrolled still draws rows and asks who is online; nobody aims at it while it moves.
    const still = () => painted().then(() => new Promise((done) => requestIdleCallback(done)));
    const taken = [];
    const opened = (window.openedRows ??= new Set());
    while (taken.length < count) {
        await until(() => [...document.querySelectorAll('.row__link')].some((row) => !opened.has(row.dataset.conversation)));
        const row = [...document.querySelectorAll('.row__link')].find((row) => !opened.has(row.dataset.conversation));
        opened.add(row.dataset.conversation);
        row.scrollIntoView({ block: 'nearest' });
        const before = document.querySelector('#thread .thread');
        await still();
        if (rests) {
            row.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
            await new Promise((done) => setTimeout(done, 100));
            await painted();
        }
        const pressed = performance.now();
        row.click();
        await until(() => {
            const log = document.querySelector('#thread .thread');
            return log !== null && log !== before && log.querySelector('.message') !== null;
        });
        await painted();
        taken.push(performance.now() - pressed);
        if (!location.pathname.endsWith(row.dataset.conversation)) throw new Error('another conversation was opened');
    }
    return taken;
})";

/// Opens conversations of the list of those that nobody has taken.
///
/// # Errors
/// Where the browser does not start, or a conversation does not appear.
pub async fn opening(stage: &Stage, server: &Server, filled: &Filled, finding: &mut Finding) -> Result<()> {
    let Some(program) = browser::program() else {
        finding.rows.push(Row::not_measured(FIGURE, browser::ABSENT));
        return Ok(());
    };
    let mut browser = Browser::start(&program).await?;
    let tab = browser.open_tab().await?;
    sign_in(&mut browser, &tab, server, filled).await?;
    browser.tell(&tab, "Page.enable", json!({})).await?;
    let address = format!("{}/inbox/v/unassigned", server.origin());
    browser.tell(&tab, "Page.navigate", json!({ "url": address })).await?;
    browser.wait_for("Page.loadEventFired").await?;
    browser.outcome(&tab, SETTLED).await?;
    let count = WARM_UP + stage.pick(40, 10);
    for (figure, rests) in [(FIGURE, false), (AIMED, true)] {
        let taken = browser.outcome(&tab, &format!("{OPEN}({count}, {rests})")).await?;
        let taken = taken.as_array().context("the page told no times")?;
        let taken: Vec<_> = taken.iter().filter_map(Value::as_f64).collect();
        ensure!(taken.len() == count, "not every conversation was opened");
        let samples = Samples::new(taken[WARM_UP..].to_vec())?;
        let measured = format!("{:.1} ms (p99 {:.1})", samples.median(), samples.percentile(99.0));
        finding.rows.push(Row::at_most(figure, "≤ 50 ms", (samples.median(), 50.0), measured));
    }
    finding.remarks.push(format!(
        "In the browser: {} conversations that were not open before, out of 100,000; the wait for the next frame is counted.",
        count - WARM_UP
    ));
    Ok(())
}

async fn sign_in(browser: &mut Browser, tab: &Tab, server: &Server, filled: &Filled) -> Result<()> {
    let cookie = json!({ "name": "deskbell", "value": filled.session, "url": server.origin(), "httpOnly": true });
    browser.tell(tab, "Network.setCookie", cookie).await?;
    Ok(())
}
