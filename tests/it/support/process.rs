//! The real program as a child process, with a folder of its own: for everything that a library in the test's own
//! process cannot show, such as exit codes, signals and sudden death.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{sync::oneshot, time::timeout};

use super::{agent::Agent, browser::Browser, visitor::Visitor, world::WORK};

/// Longer than a start or an end takes on a busy machine; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a test claims its Deskbell with.
pub const EMAIL: &str = "ana@fern.example";
pub const PASSWORD: &str = "correct horse battery";

/// How the program is to be started. Can be started again and again: the data stays.
#[derive(Clone)]
pub struct Launch {
    /// Working folder, log and, unless the settings say otherwise, data.
    pub folder: Arc<tempfile::TempDir>,
    settings: Vec<(String, String)>,
    through: Vec<String>,
}

/// A running server. Killed when dropped.
pub struct Process {
    child: Child,
    /// The one line it has printed.
    pub line: String,
    /// Scheme, host and port.
    pub address: String,
    log: PathBuf,
    /// Must outlive the process.
    _folder: Arc<tempfile::TempDir>,
}

/// How a program ended that did not serve.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// A Deskbell that Ana has claimed.
pub struct Claimed {
    pub app_id: String,
    pub agent: Agent,
    pub browser: Browser,
}

impl Launch {
    /// In a fresh folder, on a free port.
    pub fn new() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let data = folder.path().join("data").display().to_string();
        let launch = Self { folder, settings: Vec::new(), through: Vec::new() };
        launch
            .set("DESKBELL_LISTEN", "127.0.0.1:0")
            .set("DESKBELL_DATA_DIR", &data)
            .set("DESKBELL_LIMITS_PROOF_OF_WORK", WORK)
    }

    /// With a `DESKBELL_*` variable.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// By a shell that prepares something first. The script runs the program with `exec "$@"`.
    pub fn after(mut self, script: &str) -> Self {
        self.through = ["sh", "-ec", script, "sh"].map(str::to_owned).to_vec();
        self
    }

    /// As [`Launch::after`], in a mount namespace of its own, where the script may mount what it likes.
    pub fn in_own_mounts(mut self, script: &str) -> Self {
        let allowed = Command::new("unshare").args(["-rm", "true"]).output();
        assert!(
            allowed.is_ok_and(|output| output.status.success()),
            "This test mounts a small disk of its own with `unshare -rm`, and this machine does not allow it. Run it \
             where user namespaces are allowed (sysctl kernel.unprivileged_userns_clone=1), or as root."
        );
        self = self.after(script);
        self.through.splice(0..0, ["unshare", "-rm"].map(str::to_owned));
        self
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        let (_, value) = self.settings.iter().find(|(name, _)| name == "DESKBELL_DATA_DIR").unwrap();
        PathBuf::from(value)
    }

    fn command(&self) -> Command {
        let program = env!("CARGO_BIN_EXE_deskbell").to_owned();
        let mut words = self.through.iter().cloned().chain([program]);
        let mut command = Command::new(words.next().unwrap());
        command.args(words).current_dir(self.folder.path()).stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("DESKBELL_") {
                command.env_remove(name);
            }
        }
        command.envs(self.settings.iter().cloned());
        command
    }

    /// Starts the server and waits until it has said where it is.
    pub async fn start(&self) -> Process {
        self.try_start().await.unwrap_or_else(|ended| panic!("the server did not start: {ended:?}"))
    }

    /// Starts the server; an `Err` tells how it ended instead.
    pub async fn try_start(&self) -> Result<Process, Ended> {
        let log = self.folder.path().join("stderr.log");
        let errors = File::create(&log).unwrap();
        let mut child = self.command().stdout(Stdio::piped()).stderr(errors).spawn().unwrap();
        let stdout = child.stdout.take().unwrap();
        let (tell, told) = oneshot::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let _ = BufReader::new(stdout).read_line(&mut line);
            let _ = tell.send(line);
        });
        let line = timeout(PATIENCE, told).await.ok().and_then(Result::ok).unwrap_or_default();
        let (line, address, _folder) = (line.trim_end().to_owned(), String::new(), Arc::clone(&self.folder));
        let mut process = Process { child, line, address, log, _folder };
        let Some(at) = process.line.find("http") else {
            let status = process.ends_within(PATIENCE).await;
            return Err(Ended { code: status.code(), stdout: process.line.clone(), stderr: process.log() });
        };
        let url = process.line[at..].split(' ').next().unwrap();
        process.address = url.split("/setup").next().unwrap().to_owned();
        Ok(process)
    }

    /// Runs one of the other commands to its end, on the same configuration.
    pub async fn run(&self, words: &[&str]) -> Ended {
        let mut command = self.command();
        command.args(words);
        let output = tokio::task::spawn_blocking(move || command.output());
        let output = timeout(PATIENCE, output).await.expect("the command did not end in time").unwrap().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ended { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Runs what is expected to end by itself.
    pub async fn fails(&self) -> Ended {
        match self.try_start().await {
            Ok(process) => panic!("it serves, although it must not: {}", process.line),
            Err(ended) => ended,
        }
    }
}

impl Process {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// What it has written to its log so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Whatever a test did: no statement sorted a table or read all of it.
    fn found_every_row_by_an_index(&self) {
        let log = self.log();
        let slow: Vec<_> = log.lines().filter(|line| line.contains("found its rows without an index")).collect();
        assert!(slow.is_empty(), "{slow:#?}");
    }

    /// A path as this process sees it, in its own mounts.
    pub fn sees(&self, path: &str) -> PathBuf {
        Path::new("/proc").join(self.pid().to_string()).join("root").join(path.trim_start_matches('/'))
    }

    /// Ends it without any warning.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        let status = self.child.wait().unwrap();
        assert_eq!(status.signal(), Some(libc::SIGKILL), "it had ended before: {}", self.log());
    }

    /// Asks it to stop.
    pub fn ask_to_stop(&self) {
        self.signal(libc::SIGTERM);
    }

    /// Lets the process do nothing until [`Self::thaw`]; the system goes on taking connections for it.
    pub fn freeze(&self) {
        self.signal(libc::SIGSTOP);
    }

    /// Lets a frozen process go on.
    pub fn thaw(&self) {
        self.signal(libc::SIGCONT);
    }

    fn signal(&self, signal: libc::c_int) {
        let pid = libc::pid_t::try_from(self.pid()).unwrap();
        // SAFETY: sends a signal to our own child, which was not waited for yet.
        #[expect(unsafe_code, reason = "the standard library sends no other signal than SIGKILL")]
        let sent = unsafe { libc::kill(pid, signal) };
        assert_eq!(sent, 0);
    }

    /// Waits for the end.
    pub async fn ends_within(&mut self, limit: Duration) -> ExitStatus {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(started.elapsed() < limit, "it still runs after {limit:?}: {}", self.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Stops it in order.
    pub async fn stop(mut self) {
        self.ask_to_stop();
        let status = self.ends_within(PATIENCE).await;
        assert_eq!(status.code(), Some(0), "{}", self.log());
    }

    /// Claims it through the set-up page, as its owner does.
    pub async fn claim(&self) -> Claimed {
        let token = self.line.split("token=").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
        let mut browser = Browser::new(&self.address);
        let fields =
            [("token", token), ("business", "Fern & Co"), ("name", "Ana"), ("email", EMAIL), ("password", PASSWORD)];
        let answer = browser.post("/setup", &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let page = browser.get("/console/install").await.body.replace("&#34;", "\"");
        let app_id = page.split("data-app-id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let agent = Agent::new(&self.address, &browser.cookies["deskbell"]);
        Claimed { app_id, agent, browser }
    }

    /// A browser of a visitor that has not acted yet.
    pub fn visitor(&self, app_id: &str) -> Visitor {
        Visitor::new(&self.address, app_id)
    }
}

impl Claimed {
    /// An API key that may do everything.
    pub async fn api_key(&mut self) -> String {
        let fields = [("name", "Shop"), ("scope", "identify"), ("scope", "records"), ("scope", "products")];
        self.browser.post("/console/developers/keys", &fields).await;
        let page = self.browser.get("/console/developers").await.body;
        let found = page.match_indices("<code>wgk_").map(|(at, tag)| &page[at + tag.len() - 4..]);
        found.filter_map(|rest| rest.split('<').next()).find(|key| key.len() == 44).unwrap().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !std::thread::panicking() {
            self.found_every_row_by_an_index();
        }
    }
}

/// Waits until something is so, looking again and again; a test that waits in vain fails with `what`.
pub async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "this did not happen in time: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
