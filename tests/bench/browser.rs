//! A headless Chromium, driven over the DevTools protocol.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    net::TcpStream,
    time::{Instant, timeout, timeout_at},
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest},
};

/// Why a figure is missing where no browser is installed.
pub const ABSENT: &str = "no Chromium is installed";

/// How long the browser may take to start, or for one command.
const PATIENCE: Duration = Duration::from_secs(30);

/// Names under which distributions install it.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// A running browser. Dropping it kills it.
pub struct Browser {
    child: Child,
    socket: WebSocketStream<TcpStream>,
    last_id: u64,
    /// What has happened and nobody has asked for yet.
    events: Vec<Event>,
    _profile: TempDir,
}

/// Something that happened in a tab.
pub struct Event {
    pub method: String,
    pub params: Value,
}

/// A tab in a context of its own: no cache and no storage of earlier ones.
pub struct Tab {
    session: String,
    context: String,
}

/// Where Chromium is installed, if it is.
pub fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|program| program.is_file())
}

impl Browser {
    /// Starts it with an empty profile.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn start(program: &PathBuf) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let mut child = Command::new(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-extensions", "--mute-audio", "--remote-debugging-port=0"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let address = match debugging_address(&mut child) {
            Ok(address) => address,
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(error);
            }
        };
        let connected = connect(&address).await;
        let socket = match connected {
            Ok(socket) => socket,
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(error);
            }
        };
        Ok(Self { child, socket, last_id: 0, events: Vec::new(), _profile: profile })
    }

    /// Opens an empty tab.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn open_tab(&mut self) -> Result<Tab> {
        let context = self.call(None, "Target.createBrowserContext", json!({})).await?;
        let context = text_of(&context, "browserContextId")?;
        let target = json!({ "url": "about:blank", "browserContextId": context, "width": 1280, "height": 800 });
        let target = text_of(&self.call(None, "Target.createTarget", target).await?, "targetId")?;
        let attach = json!({ "targetId": target, "flatten": true });
        let session = text_of(&self.call(None, "Target.attachToTarget", attach).await?, "sessionId")?;
        Ok(Tab { session, context })
    }

    /// Closes a tab and forgets all it has kept.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn close_tab(&mut self, tab: Tab) -> Result<()> {
        self.call(None, "Target.disposeBrowserContext", json!({ "browserContextId": tab.context })).await?;
        self.events.clear();
        Ok(())
    }

    /// Gives a tab a command and answers its result.
    ///
    /// # Errors
    /// What the browser says.
    pub async fn tell(&mut self, tab: &Tab, method: &str, params: Value) -> Result<Value> {
        self.call(Some(&tab.session), method, params).await
    }

    /// The value of an expression in the page.
    ///
    /// # Errors
    /// Where it cannot be evaluated.
    pub async fn evaluate(&mut self, tab: &Tab, expression: &str) -> Result<Value> {
        let params = json!({ "expression": expression, "returnByValue": true });
        Ok(self.tell(tab, "Runtime.evaluate", params).await?["result"]["value"].take())
    }

    /// What a promise in the page comes to.
    ///
    /// # Errors
    /// Where the page throws, or the promise takes too long.
    pub async fn outcome(&mut self, tab: &Tab, expression: &str) -> Result<Value> {
        let params = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.tell(tab, "Runtime.evaluate", params).await?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            bail!("the page threw: {thrown}");
        }
        Ok(answer["result"]["value"].take())
    }

    /// Lets the page go on for a time.
    ///
    /// # Errors
    /// Where the browser has gone.
    pub async fn wait(&mut self, time: Duration) -> Result<()> {
        let deadline = Instant::now() + time;
        while let Ok(message) = timeout_at(deadline, self.receive()).await {
            self.note(message?);
        }
        Ok(())
    }

    /// Lets the page go on until something has happened.
    ///
    /// # Errors
    /// Where it does not happen in time.
    pub async fn wait_for(&mut self, method: &str) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while !self.events.iter().any(|event| event.method == method) {
            let message =
                timeout_at(deadline, self.receive()).await.with_context(|| format!("{method} did not happen"))?;
            self.note(message?);
        }
        Ok(())
    }

    /// What has happened since this was last asked.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    async fn call(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<Value> {
        self.last_id += 1;
        let id = self.last_id;
        let mut command = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        self.socket.send(Message::text(command.to_string())).await?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let message = timeout_at(deadline, self.receive()).await;
            let mut message = message.with_context(|| format!("the browser did not answer {method}"))??;
            if message["id"] != id {
                self.note(message);
            } else if message["error"].is_object() {
                bail!("the browser refused {method}: {}", message["error"]);
            } else {
                return Ok(message["result"].take());
            }
        }
    }

    async fn receive(&mut self) -> Result<Value> {
        loop {
            match self.socket.next().await.context("the browser has ended")?? {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Close(_) => bail!("the browser has closed the connection"),
                _ => {}
            }
        }
    }

    fn note(&mut self, mut message: Value) {
        if let Some(method) = message["method"].as_str().map(str::to_owned) {
            self.events.push(Event { method, params: message["params"].take() });
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Its other processes end with this one. Both fail only where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address of the protocol, from the line that the browser prints.
fn debugging_address(child: &mut Child) -> Result<String> {
    let output = child.stderr.take().context("the browser has no output")?;
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some((_, address)) = line.split_once("DevTools listening on ") {
                let _ = tell.send(address.trim().to_owned());
            }
        }
    });
    told.recv_timeout(PATIENCE).context("the browser did not open its debugging port")
}

async fn connect(address: &str) -> Result<WebSocketStream<TcpStream>> {
    let request = address.into_client_request()?;
    let authority = request.uri().authority().context("the debugging address names no host")?.to_string();
    let stream = TcpStream::connect(authority).await?;
    Ok(timeout(PATIENCE, client_async(request, stream)).await??.0)
}

fn text_of(value: &Value, name: &str) -> Result<String> {
    Ok(value[name].as_str().with_context(|| format!("the browser named no {name}"))?.to_owned())
}
