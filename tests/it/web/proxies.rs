//! Behind the real nginx and Caddy, set up as the examples in `packaging/` say.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use rustls::version::TLS13;

use super::secure_story;
use crate::support::{
    process::{Launch, Process, eventually},
    secure::{Certificate, Client},
    world::SHOP,
};

/// A running proxy. Killed when dropped.
struct Proxy {
    child: Child,
    log: PathBuf,
    _folder: tempfile::TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Proxy {
    /// Starts it and waits until it answers.
    async fn start(mut command: Command, folder: tempfile::TempDir, client: &Client) -> Self {
        let log = folder.path().join("proxy.log");
        let output = fs::File::create(&log).unwrap();
        command.stdin(Stdio::null()).stdout(output.try_clone().unwrap()).stderr(output);
        let child = command.spawn().expect("nginx and caddy must be installed for this test; tests/all installs them");
        let mut proxy = Self { child, log, _folder: folder };
        eventually("the proxy answers", async || {
            let ended = proxy.child.try_wait().unwrap();
            assert!(ended.is_none(), "the proxy ended: {}", fs::read_to_string(&proxy.log).unwrap());
            client.connect().await.ok()
        })
        .await;
        proxy
    }
}

/// Deskbell under the proxy's name, with room for one start document a minute.
struct Desk {
    server: Process,
    certificate: Certificate,
    client: Client,
    port: u16,
    upstream: String,
}

impl Desk {
    async fn open() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let certificate = Certificate::make();
        let client = certificate.client(port, &[&TLS13]);
        let launch =
            Launch::new().set("DESKBELL_PUBLIC_URL", &client.origin()).set("DESKBELL_LIMITS_INIT_PER_MINUTE", "1");
        let server = launch.start().await;
        let upstream = eventually("the log says where it listens", async || {
            Some(server.log().split("address=").nth(1)?.split_whitespace().next()?.to_owned())
        })
        .await;
        Self { server, certificate, client, port, upstream }
    }

    /// Everything that must work through a proxy.
    async fn works(&self) {
        let told = secure_story::claim(&self.client, &self.server).await;
        secure_story::talk(&self.client, &told.app_id).await;

        let cookie = told.claimed.header("set-cookie");
        assert!(cookie.starts_with("__Host-deskbell=") && cookie.contains("; Secure"), "{cookie}");
        assert_eq!(told.page.status, 200);
        assert!(told.page.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(told.page.header("strict-transport-security"), "max-age=31536000");
        self.believes_no_visitor(&told.app_id).await;
    }

    /// Whatever a visitor says of its address is not believed: all of these count as one.
    async fn believes_no_visitor(&self, app_id: &str) {
        let request = format!("GET /api/widget/init?app_id={app_id}");
        let mut statuses = Vec::new();
        for (name, value) in [
            ("X-Forwarded-For", "198.51.100.1"),
            ("X-Forwarded-For", "198.51.100.2"),
            ("Forwarded", "for=198.51.100.3"),
            ("X-Real-IP", "198.51.100.4"),
        ] {
            statuses.push(self.client.ask(&request, &[("Origin", SHOP), (name, value)], b"").await.status);
        }
        assert_eq!(statuses, [200, 429, 429, 429]);
    }
}

fn example(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging").join(name)).unwrap()
}

/// Replaces a part of an example that must be there.
fn with(text: &str, part: &str, instead: &str) -> String {
    assert!(text.contains(part), "the example has no “{part}” any more");
    text.replace(part, instead)
}

/// The example, as a whole configuration, with this machine's ports and certificate.
fn nginx_conf(desk: &Desk, folder: &Path) -> String {
    let port = desk.port;
    let site = example("nginx.conf.example");
    let site = with(&site, "127.0.0.1:8080", &desk.upstream);
    let site = with(&site, "chat.example.com;", "localhost;");
    let site = with(&site, "listen 443 ssl", &format!("listen 127.0.0.1:{port} ssl"));
    let site =
        with(&site, "/etc/letsencrypt/live/chat.example.com/fullchain.pem", desk.certificate.cert.to_str().unwrap());
    let site =
        with(&site, "/etc/letsencrypt/live/chat.example.com/privkey.pem", desk.certificate.key.to_str().unwrap());
    let is_ours = |line: &&str| !line.contains("listen [::]") && !line.contains("listen 80;");
    // The server that only leads to HTTPS would take another port of the machine.
    let site: Vec<_> = site.lines().filter(is_ours).collect();
    let site = site
        .join("\n")
        .replace("return 301", "listen unix:redirect.sock; return 301")
        .replace("unix:redirect.sock", &format!("unix:{}/redirect.sock", folder.display()));
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {}/{kind};\n", folder.display()));
    let is_root = fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0);
    let user = if is_root { "user root;\n" } else { "" };
    format!(
        "{user}daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{}{site}\n}}\n",
        temporary.concat(),
        folder = folder.display()
    )
}

#[tokio::test]
async fn everything_works_through_nginx_as_its_example_says() {
    let desk = Desk::open().await;
    let folder = tempfile::tempdir().unwrap();
    let conf = folder.path().join("nginx.conf");
    fs::write(&conf, nginx_conf(&desk, folder.path())).unwrap();
    let path = format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("/usr/bin/env");
    command.env("PATH", path).arg("nginx").arg("-p").arg(folder.path()).args(["-e", "stderr", "-c"]).arg(&conf);

    let _proxy = Proxy::start(command, folder, &desk.client).await;

    desk.works().await;
    desk.server.stop().await;
}

#[tokio::test]
async fn everything_works_through_caddy_as_its_example_says() {
    let desk = Desk::open().await;
    let folder = tempfile::tempdir().unwrap();
    let conf = folder.path().join("Caddyfile");
    let opening = "{$DESKBELL_HOST:chat.example.com} {\n";
    let (cert, key) = (desk.certificate.cert.display(), desk.certificate.key.display());
    let site =
        with(&example("Caddyfile.example"), opening, &format!("{opening}\ttls {cert} {key}\n\tbind 127.0.0.1\n"));
    fs::write(&conf, format!("{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{site}")).unwrap();
    let mut command = Command::new("caddy");
    command
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(&conf)
        .env("HOME", folder.path())
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_CONFIG_HOME");
    command.env("DESKBELL_HOST", desk.client.origin()).env("DESKBELL_UPSTREAM", &desk.upstream);

    let _proxy = Proxy::start(command, folder, &desk.client).await;

    desk.works().await;
    desk.server.stop().await;
}
