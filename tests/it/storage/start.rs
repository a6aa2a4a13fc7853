//! Starts that cannot succeed: one clear line, the right exit code, and nothing changed.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    time::Duration,
};

use super::ledger::Books;
use crate::support::{
    agent::Agent,
    process::{Ended, Launch, eventually},
    raw::Raw,
};

/// Fails where the end was not one line with these words, and this code.
fn ended_with(ended: &Ended, code: i32, words: &[&str]) {
    assert_eq!(ended.code, Some(code), "{ended:?}");
    assert_eq!(ended.stderr.lines().count(), 1, "one line: {ended:?}");
    assert!(ended.stdout.is_empty(), "{ended:?}");
    for word in words {
        assert!(ended.stderr.contains(word), "“{word}” is missing: {ended:?}");
    }
}

/// A folder whose Deskbell was claimed and stopped in order.
async fn used_folder() -> Launch {
    let launch = Launch::new();
    let server = launch.start().await;
    server.claim().await;
    server.stop().await;
    launch
}

/// A file that pretends a certificate and its key, in PEM form.
fn certificate(folder: &Path, name: &str) -> (PathBuf, PathBuf) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let (cert, key) = (folder.join(format!("{name}.crt")), folder.join(format!("{name}.key")));
    fs::write(&cert, made.cert.pem()).unwrap();
    fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    (cert, key)
}

async fn answers(address: &str) -> bool {
    reqwest::get(format!("{address}/healthz")).await.is_ok_and(|response| response.status() == 200)
}

#[tokio::test]
async fn a_second_process_on_the_same_folder_is_refused_and_the_first_goes_on() {
    let launch = Launch::new();
    let first = launch.start().await;

    let second = Launch::new().set("DESKBELL_DATA_DIR", launch.data().to_str().unwrap()).fails().await;

    ended_with(&second, 73, &["in use by another Deskbell", launch.data().to_str().unwrap()]);
    assert!(answers(&first.address).await);
    first.stop().await;
}

#[tokio::test]
async fn a_port_in_use_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();

    let ended = Launch::new().set("DESKBELL_LISTEN", &address).fails().await;

    ended_with(&ended, 69, &["Another program uses", &address]);
}

#[tokio::test]
async fn a_read_only_folder_is_named() {
    let script =
        r#"mkdir disk; mount -t tmpfs -o size=8m tmpfs disk; mkdir disk/data; mount -o remount,ro disk; exec "$@""#;

    for data in ["disk/data", "disk/missing"] {
        let ended = Launch::new().set("DESKBELL_DATA_DIR", data).in_own_mounts(script).fails().await;

        ended_with(&ended, 73, &[data, "cannot be written", "Read-only file system"]);
    }
}

#[tokio::test]
async fn a_full_disk_is_named_and_once_it_has_space_the_start_succeeds() {
    let used = used_folder().await;
    let script = r#"mkdir disk; mount -t tmpfs -o size=8m tmpfs disk; cp -r data disk/data
        cat /dev/zero >disk/fill 2>/dev/null || true
        "$@" || echo "It ended with $?." >&2
        rm disk/fill; exec "$@""#;

    let small = used.set("DESKBELL_DATA_DIR", "disk/data").in_own_mounts(script);
    let server = small.start().await;

    let first: Vec<_> = server.log().lines().take(2).map(str::to_owned).collect();
    assert!(first[0].contains("cannot be written (No space left on device"), "{first:?}");
    assert_eq!(first[1], "It ended with 73.");
    assert!(server.line.contains("is running"), "the data is still there: {}", server.line);
    server.stop().await;
}

#[tokio::test]
async fn a_disk_that_was_full_at_the_very_first_start_does_not_spoil_the_next() {
    let script = r#"mkdir disk; mount -t tmpfs -o size=8m tmpfs disk; mkdir disk/data
        cat /dev/zero >disk/fill 2>/dev/null || true
        truncate -s -4096 disk/fill
        "$@" || echo "It ended with $?." >&2
        rm disk/fill; exec "$@""#;

    let server = Launch::new().set("DESKBELL_DATA_DIR", "disk/data").in_own_mounts(script).start().await;

    assert!(server.log().contains("It ended with 73."), "{}", server.log());
    assert!(server.line.contains("is not set up yet"), "{}", server.line);
    server.stop().await;
}

#[tokio::test]
async fn a_folder_too_small_for_an_empty_database_is_named() {
    let script = r#"mkdir disk; mount -t tmpfs -o size=32k tmpfs disk; exec "$@""#;

    let ended = Launch::new().set("DESKBELL_DATA_DIR", "disk/data").in_own_mounts(script).fails().await;

    ended_with(&ended, 74, &["disk", "space"]);
}

#[tokio::test]
async fn a_bad_configuration_is_told_with_all_its_problems() {
    let launch = Launch::new().set("DESKBELL_PUBLIC_URL", "chat.example.com").set("DESKBELL_LIVE_QUEUE", "many");
    fs::write(launch.folder.path().join("config.toml"), "log_format = \"xml\"\nlisten_on = \"0.0.0.0:1\"\n").unwrap();

    let ended = launch.fails().await;

    assert_eq!(ended.code, Some(78), "{ended:?}");
    for word in
        ["public_url", "chat.example.com", "live.queue", "many", "log_format", "xml", "listen_on", "config.toml"]
    {
        assert!(ended.stderr.contains(word), "“{word}” is missing: {}", ended.stderr);
    }
    assert!(!launch.data().exists(), "nothing was made");
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_the_database_not_changed() {
    let launch = used_folder().await;
    let database = launch.data().join("deskbell.db");
    Books::open(&launch.data()).0.pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(&database).unwrap();

    let ended = launch.fails().await;

    ended_with(&ended, 78, &["schema 99", "It was not changed"]);
    assert!(fs::read(&database).unwrap() == before, "the database was changed");
}

#[tokio::test]
async fn a_database_that_is_damaged_after_an_unclean_stop_is_not_served() {
    let launch = used_folder().await;
    let database = launch.data().join("deskbell.db");
    let sound = fs::read(&database).unwrap();
    let damaged = |damage: fn(&mut Vec<u8>)| {
        let mut bytes = sound.clone();
        damage(&mut bytes);
        bytes
    };

    for (what, bytes) in [
        ("no header", damaged(|bytes| bytes[..100].fill(0))),
        ("no database", damaged(|bytes| bytes.fill(b'x'))),
        ("pages overwritten", damaged(|bytes| bytes[8_192..].fill(0xff))),
        ("half of it", damaged(|bytes| bytes.truncate(bytes.len() / 2))),
    ] {
        fs::write(&database, &bytes).unwrap();
        fs::write(launch.data().join("deskbell.lock"), "in use\n").unwrap();

        let ended = launch.fails().await;

        ended_with(&ended, 65, &["is damaged", "Restore a backup"]);
        assert!(fs::read(&database).unwrap() == bytes, "{what}: the evidence was changed");
    }
}

#[tokio::test]
async fn a_killed_server_checks_its_database_and_serves_again() {
    let launch = Launch::new();
    let server = launch.start().await;
    let claimed = server.claim().await;
    server.kill();

    let again = launch.start().await;

    assert_eq!(again.line, format!("Deskbell is running at {}", again.address));
    let agent = Agent { address: again.address.clone(), ..claimed.agent };
    assert_eq!(agent.get("/api/inbox/me").await.0, 200);
}

#[tokio::test]
async fn an_orderly_stop_leaves_everything_in_the_one_file() {
    let launch = used_folder().await;

    let log = fs::metadata(launch.data().join("deskbell.db-wal")).map_or(0, |file| file.len());

    assert_eq!(log, 0, "the database's log still holds something");
    fs::copy(launch.data().join("deskbell.db"), launch.folder.path().join("deskbell.db")).unwrap();
    assert_eq!(Books::open(launch.folder.path()).number("SELECT count(*) FROM agents"), 1);
}

#[tokio::test]
async fn a_start_that_failed_on_its_port_leaves_the_folder_as_it_was() {
    let launch = used_folder().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();

    launch.clone().set("DESKBELL_LISTEN", &taken.local_addr().unwrap().to_string()).fails().await;

    assert_eq!(fs::read_to_string(launch.data().join("deskbell.lock")).unwrap(), "");
}

#[tokio::test]
async fn an_unclean_stop_is_remembered_until_a_start_succeeds() {
    let launch = used_folder().await;
    fs::write(launch.data().join("deskbell.lock"), "in use\n").unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();

    let ended = launch.clone().set("DESKBELL_LISTEN", &taken.local_addr().unwrap().to_string()).fails().await;

    assert_eq!(ended.code, Some(69));
    assert_eq!(fs::read_to_string(launch.data().join("deskbell.lock")).unwrap(), "in use\n");
}

#[tokio::test]
async fn a_key_that_does_not_fit_its_certificate_is_refused() {
    let launch = Launch::new();
    let (cert, _) = certificate(launch.folder.path(), "ours");
    let (_, other) = certificate(launch.folder.path(), "other");

    let ended = launch
        .clone()
        .set("DESKBELL_TLS_CERT", cert.to_str().unwrap())
        .set("DESKBELL_TLS_KEY", other.to_str().unwrap())
        .fails()
        .await;

    ended_with(&ended, 78, &["ours.crt", "PEM"]);
    assert!(!launch.data().exists(), "nothing was made");
}

#[tokio::test]
async fn a_second_order_to_stop_ends_it_at_once() {
    let mut server = Launch::new().start().await;
    let mut held = Raw::connect(&server.address).await;
    held.send(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\na=").await;

    server.ask_to_stop();
    eventually("the port closes", async || {
        tokio::net::TcpStream::connect(server.address.trim_start_matches("http://")).await.err()
    })
    .await;
    server.ask_to_stop();

    assert_eq!(server.ends_within(Duration::from_secs(3)).await.code(), Some(130));
}
