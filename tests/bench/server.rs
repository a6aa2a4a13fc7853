//! The release binary as a child process, with a data folder and limits of its own.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

/// What the benchmark's configuration changes, and why the figures need it.
pub const RAISED_LIMITS: &str = "[connections]
per_address = 1000000

[limits]
init_per_minute = 1000000000
messages_per_minute = 1000000000
messages_burst = 1000000000
conversations_per_12h = 1000000000
address_factor = 1000
visitor_sockets = 1000
address_sockets = 1000000
ingest_per_second = 1000000000
ingest_burst = 1000000000
";

/// How long a start or a stop may take before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running Deskbell. Dropping it kills it.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

/// A start, with the time from the launch of the process to its first answer.
pub struct Started {
    pub server: Server,
    pub first_answer: Duration,
}

impl Server {
    /// Starts on `folder` (made where it is missing) and waits for its first answer.
    ///
    /// # Errors
    /// Where it does not answer; what it said stands in `server.log` beside the folder.
    pub fn start(folder: &Path) -> Result<Started> {
        let beside = folder.parent().context("the data folder has no parent")?;
        let config = beside.join("config.toml");
        let data_dir = folder.display();
        let text = format!("listen = \"127.0.0.1:0\"\ndata_dir = \"{data_dir}\"\nlog = \"warn\"\n\n{RAISED_LIMITS}");
        fs::write(&config, text)?;
        let log = File::options().create(true).append(true).open(beside.join("server.log"))?;
        let started = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_deskbell"))
            .env_clear()
            .env("DESKBELL_CONFIG", &config)
            .current_dir(beside)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .context("the deskbell binary cannot be started")?;
        // From here on a failure kills the child.
        let mut server = Self { child, address: SocketAddr::from(([127, 0, 0, 1], 0)) };
        server.address = server.announced_address()?;
        ask_for_health(server.address)?;
        Ok(Started { server, first_answer: started.elapsed() })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// `http://` and where it listens.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Tells it to stop and waits until it has.
    ///
    /// # Errors
    /// Where it does not stop in time or not in order.
    pub fn stop(mut self) -> Result<()> {
        terminate(&self.child)?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "the server ended with {status}");
                return Ok(());
            }
            ensure!(Instant::now() < deadline, "the server did not stop in {PATIENCE:?}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The address in the one line that a start prints.
    fn announced_address(&mut self) -> Result<SocketAddr> {
        let output = self.child.stdout.take().context("the server has no output")?;
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            let mut line = String::new();
            let read = output.read_line(&mut line).map(|_| line);
            let _ = tell.send(read);
            // Read on, so that nothing the server may still print can block it.
            let _ = std::io::copy(&mut output, &mut std::io::sink());
        });
        let line = told.recv_timeout(PATIENCE).context("the server did not say where it listens")??;
        let (_, rest) = line.split_once("http://").with_context(|| format!("the server said “{}”", line.trim()))?;
        let address = rest.split(['/', ' ', '\n']).next().unwrap_or("");
        Ok(address.parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One plain request, without a client that would have to warm up.
fn ask_for_health(address: SocketAddr) -> Result<()> {
    let mut socket = TcpStream::connect_timeout(&address, PATIENCE)?;
    socket.set_read_timeout(Some(PATIENCE))?;
    write!(socket, "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = [0; 12];
    socket.read_exact(&mut answer)?;
    if &answer != b"HTTP/1.1 200" {
        bail!("/healthz answered {}", String::from_utf8_lossy(&answer));
    }
    Ok(())
}

#[expect(unsafe_code, reason = "the standard library can only kill")]
fn terminate(child: &Child) -> Result<()> {
    let pid = i32::try_from(child.id())?;
    // SAFETY: a plain system call; the child is not waited for yet, so the id is still its own.
    let result = unsafe { libc::kill(pid, libc::SIGTERM) };
    ensure!(result == 0, "the server could not be told to stop");
    Ok(())
}
