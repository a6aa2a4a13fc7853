use std::{sync::atomic::Ordering, time::Duration};

use deskbell::net::{FetchError, Net, NetOptions};

use super::server::{Answer, Website, html, redirect};

/// A gzip stream that says, in a few bytes, far more than is read: one stored block has no such ratio, so it is made of
/// a fixed-code block of zeros by the rules of RFC 1951.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    // Final block, fixed codes; one literal zero, then copies of 258 bytes from one byte back.
    bits.push(1, 1);
    bits.push(1, 2);
    bits.push_code(0b0011_0000, 8);
    for _ in 0..megabytes * 1024 * 1024 / 258 {
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    bits.push_code(0, 7);
    let mut stream = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    stream.extend(bits.bytes);
    stream.extend([0; 8]);
    stream
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    /// Bits of a number, the lowest first.
    fn push(&mut self, value: u32, count: usize) {
        for index in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let bit = (value >> index & 1) as u8;
            *self.bytes.last_mut().unwrap() |= bit << (self.used % 8);
            self.used += 1;
        }
    }

    /// Bits of a code, the highest first.
    fn push_code(&mut self, code: u32, count: usize) {
        (0..count).rev().for_each(|index| self.push(code >> index & 1, 1));
    }
}

#[tokio::test]
async fn an_answer_comes_with_its_status_headers_and_where_it_came_from() {
    let website = Website::start(vec![("/old", redirect("/new")), ("/new", html("<p>Hello</p>"))]).await;

    let page = website.client().get(website.url("/old")).await.unwrap().unwrap();

    assert_eq!((page.status, page.redirects, page.url.path(), page.is_cut), (200, 1, "/new", false));
    assert_eq!(page.body, b"<p>Hello</p>");
    assert!(page.headers.contains(&("content-type".to_owned(), "text/html".to_owned())));
}

#[tokio::test]
async fn redirects_in_a_circle_end_after_three() {
    let website = Website::start(vec![("/a", redirect("/b")), ("/b", redirect("/a"))]).await;

    let answer = website.client().get(website.url("/a")).await.unwrap();

    assert_eq!(answer.unwrap_err(), FetchError::TooManyRedirects);
    assert_eq!(website.visits.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_large_answer_is_cut_where_the_limit_is() {
    let website = Website::start(vec![("/", html(&"x".repeat(3 * 1024 * 1024)))]).await;

    let page = website.client().get(website.url("/")).await.unwrap().unwrap();

    assert_eq!((page.body.len(), page.is_cut), (1024 * 1024, true));
}

#[tokio::test]
async fn the_limit_counts_what_a_compressed_answer_becomes() {
    let packed = bomb(64);
    assert!(packed.len() < 500_000, "{}", packed.len());
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n",
        packed.len()
    );
    let website = Website::start(vec![("/", Answer::Bytes([head.into_bytes(), packed].concat()))]).await;

    let page = website.client().get(website.url("/")).await.unwrap().unwrap();

    assert_eq!((page.body.len(), page.is_cut), (1024 * 1024, true));
    assert!(page.body.iter().all(|byte| *byte == 0));
}

#[tokio::test]
async fn an_answer_that_drips_ends_with_the_time_for_all_of_it() {
    let website = Website::start(vec![("/", Answer::Drip)]).await;
    let net = Net::new(NetOptions { deadline: Duration::from_millis(300), ..website.options() });

    let answer = net.get(website.url("/")).await.unwrap();

    assert_eq!(answer.unwrap_err(), FetchError::TooSlow);
}

#[tokio::test]
async fn too_many_headers_are_not_read() {
    let many: String = (0..150).map(|number| format!("x-{number}: y\r\n")).collect();
    let large: String = (0..50).map(|number| format!("x-{number}: {}\r\n", "y".repeat(2_000))).collect();
    let answer =
        |headers: String| Answer::Bytes(format!("HTTP/1.1 200 OK\r\n{headers}content-length: 0\r\n\r\n").into());
    let website = Website::start(vec![("/many", answer(many)), ("/large", answer(large))]).await;

    for path in ["/many", "/large"] {
        let answer = website.client().get(website.url(path)).await.unwrap();

        assert_eq!(answer.unwrap_err(), FetchError::HeadersTooLarge, "{path}");
    }
}

#[tokio::test]
async fn a_port_where_nobody_listens_and_an_answer_that_breaks_off_are_told_apart() {
    let website =
        Website::start(vec![("/", Answer::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab".into()))]).await;
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut options = website.options();
    options.guard.allowed_ports.push(gone.port());
    let net = Net::new(options);

    let broken = net.get(website.url("/")).await.unwrap();
    let nobody = net.get(format!("http://{gone}/").parse().unwrap()).await.unwrap();

    assert_eq!(broken.unwrap_err(), FetchError::Broken);
    assert_eq!(nobody.unwrap_err(), FetchError::NoConnection);
}
