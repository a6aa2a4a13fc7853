//! What is taken, what is refused, and what is left of it.

use std::os::unix::fs::PermissionsExt;

use super::{on_disk, upload, uploaded, uploaded_by};
use crate::support::{raw::Raw, visitor::Visitor, world::World};

const MIB: usize = 1 << 20;

#[tokio::test]
async fn a_file_is_stored_under_its_id_alone_with_a_clean_name() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;

    for (given, kept) in [
        ("Invoice March.pdf", "Invoice March.pdf"),
        ("../../../../etc/cron.d/x.pdf", "x.pdf"),
        ("/etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\evil.pdf", "evil.pdf"),
        ("a\u{202e}fdp.pdf", "afdp.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("quote\".pdf", "quote_.pdf"),
        ("", "file.pdf"),
        ("NUL.pdf", "_NUL.pdf"),
        ("\u{2215}etc\u{2215}x.pdf", "x.pdf"),
    ] {
        let file = uploaded(&visitor, given, "%PDF-1.7 hello").await;
        assert_eq!((file["name"].as_str(), file["media_type"].as_str()), (Some(kept), Some("application/pdf")));
        assert_eq!((file["size"].as_i64(), file["width"].as_i64()), (Some(14), None));
    }

    let is_ours = |path: &String| {
        let parts: Vec<_> = path.split('/').collect();
        let is_hex = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        parts.len() == 3 && is_hex(parts[0]) && is_hex(parts[1]) && parts[2].starts_with("fil_")
    };
    let paths = on_disk(&world);
    assert!(paths.len() == 10 && paths.iter().all(is_ours), "{paths:?}");
    let root = world.folder.path().join("files");
    assert_eq!(std::fs::metadata(&root).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(std::fs::metadata(root.join(&paths[0])).unwrap().permissions().mode() & 0o777, 0o600);
    world.stop().await;
}

#[tokio::test]
async fn what_could_run_somewhere_and_what_is_not_what_it_says_is_refused_in_words() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut program = b"MZ\x90\0".to_vec();
    program.resize(256, 0);

    for (name, bytes) in [
        ("page.html", b"<!DOCTYPE html><script>alert(1)</script>".to_vec()),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
        ("setup.exe", program.clone()),
        ("photo.jpg.exe", program.clone()),
        ("script.js", b"alert(1)".to_vec()),
        ("data.xml", b"<?xml version='1.0'?><x/>".to_vec()),
        ("page.xhtml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>".to_vec()),
        ("mail.mhtml", b"MIME-Version: 1.0".to_vec()),
        ("run.sh", b"#!/bin/sh".to_vec()),
        ("app.jar", b"PK\x03\x04".to_vec()),
        ("photo.png", b"<svg onload=alert(1)>".to_vec()),
        ("photo.png", b"<!DOCTYPE html><script>alert(1)</script>".to_vec()),
        ("photo.jpg", program.clone()),
        ("notes.txt", b"<!DOCTYPE html><script>alert(1)</script>".to_vec()),
        ("notes.txt", program.clone()),
        ("paper.pdf", b"<html><script>alert(1)</script>".to_vec()),
        ("archive.zip", b"no archive".to_vec()),
        ("noending", b"who knows what this is".to_vec()),
        ("photo.gif", b"GIF89a\x08\0\x08\0\0\0\0;alert(1)//".to_vec()),
    ] {
        let response = upload(&visitor, name, bytes).await;
        assert_eq!(response.status(), 415, "{name}");
        let problem: serde_json::Value = response.json().await.unwrap();
        assert!(problem["detail"].as_str().unwrap().ends_with('.'), "{problem}");
    }

    assert_eq!(on_disk(&world), Vec::<String>::new());
    assert_eq!(world.rows("files").await, 0);
    world.stop().await;
}

/// Sends a body as it is, by length or in chunks of unknown number.
async fn sent(visitor: &Visitor, bytes: usize, announces: bool) -> u16 {
    let token = format!("Bearer {}", visitor.token.as_deref().unwrap());
    let length = bytes.to_string();
    let plain = vec![b'a'; bytes];
    let (header, body) = if announces {
        (("Content-Length", length.as_str()), plain)
    } else {
        let chunk = |part: &[u8]| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
        let chunks: Vec<u8> = plain.chunks(50_000).flat_map(chunk).collect();
        (("Transfer-Encoding", "chunked"), [chunks.as_slice(), b"0\r\n\r\n"].concat())
    };
    let headers = [("Origin", visitor.address.as_str()), ("Authorization", token.as_str()), header];
    Raw::ask(&visitor.address, "POST /api/widget/files?name=a.txt", &headers, &body).await.status
}

#[tokio::test]
async fn the_limit_holds_to_the_byte_whether_the_length_is_told_or_not() {
    let world = World::start_with(&[("DESKBELL_STORAGE_MAX_FILE_MIB", "1")]).await;
    let visitor = world.visitor().acting().await;

    for announces in [true, false] {
        assert_eq!(sent(&visitor, MIB, announces).await, 201, "announced: {announces}");
        assert_eq!(sent(&visitor, MIB + 1, announces).await, 413, "announced: {announces}");
    }
    assert_eq!(upload(&visitor, "empty.txt", "").await.status(), 422);

    assert_eq!(on_disk(&world).len(), 2);
    world.stop().await;
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let token = format!("Bearer {}", visitor.token.as_deref().unwrap());
    let headers = [("Origin", visitor.address.as_str()), ("Authorization", token.as_str()), ("Content-Length", "1000")];
    let mut raw = Raw::connect(&world.address).await;
    let host = world.address.trim_start_matches("http://");

    raw.send(&crate::support::raw::head("POST /api/widget/files?name=a.txt", host, &headers)).await;
    raw.send(b"half of it").await;
    drop(raw);

    crate::support::process::eventually("the rest is removed", async || on_disk(&world).is_empty().then_some(())).await;
    assert_eq!(world.rows("files").await, 0);
    world.stop().await;
}

#[tokio::test]
async fn uploads_need_a_visitor_or_an_agent_and_our_own_origin() {
    let world = World::start().await;
    let stranger = Visitor { token: Some("f".repeat(64)), ..world.visitor() };
    let visitor = world.visitor().acting().await;
    let agent = world.agent().await;

    let foreign = visitor.client.post(format!("{}/api/widget/files?name=a.txt", world.address));
    let foreign = foreign.bearer_auth(visitor.token.as_deref().unwrap()).header("Origin", "https://evil.example");
    let without = visitor.client.post(format!("{}/api/inbox/files?name=a.txt", world.address));
    let without = without.header("Origin", &world.address);

    assert_eq!(upload(&stranger, "a.txt", "x").await.status(), 401);
    assert_eq!(foreign.body("x").send().await.unwrap().status(), 403);
    assert_eq!(without.body("x").send().await.unwrap().status(), 401);
    assert_eq!(uploaded_by(&agent, "a.txt", "x").await["name"], "a.txt");
    world.stop().await;
}

#[tokio::test]
async fn uploads_are_limited_and_refused_names_cost_nothing() {
    let world = World::start_with(&[("DESKBELL_LIMITS_UPLOADS_PER_HOUR", "2")]).await;
    let visitor = world.visitor().acting().await;

    assert_eq!(upload(&visitor, "a.exe", "x").await.status(), 415);
    uploaded(&visitor, "a.txt", "x").await;
    uploaded(&visitor, "b.txt", "x").await;
    let third = upload(&visitor, "c.txt", "x").await;

    assert_eq!(third.status(), 429);
    assert!(third.headers()["retry-after"].to_str().unwrap().parse::<u32>().unwrap() > 60);
    world.clock.advance(30 * 60_000);
    uploaded(&visitor, "d.txt", "x").await;
    world.stop().await;
}

#[tokio::test]
async fn on_a_nearly_full_disk_a_file_is_refused_for_now_and_not_counted() {
    let settings = [("DESKBELL_LIMITS_UPLOADS_PER_HOUR", "1")];
    let world = World::start_with(&settings).await;
    let visitor = world.visitor().acting().await;
    let full = [settings[0], ("DESKBELL_STORAGE_MIN_FREE_MIB", "1000000")];
    let world = world.restart_with(&full).await;
    let visitor = Visitor { address: world.address.clone(), ..visitor };

    for _ in 0..3 {
        let response = upload(&visitor, "a.txt", "x").await;
        assert_eq!(response.status(), 503);
        assert!(response.headers().contains_key("retry-after"));
    }
    assert_eq!(on_disk(&world), Vec::<String>::new());
    world.stop().await;
}
