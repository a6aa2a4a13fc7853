//! The check, against real pages on this machine.

use crate::{
    net::server::{Answer, Website},
    support::{browser::Browser, pages_world::World},
};

const CHECK: &str = "/console/install/check";

fn page(headers: &str, html: &str) -> Answer {
    let length = html.len();
    Answer::Bytes(
        format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n{headers}content-length: {length}\r\n\r\n{html}").into(),
    )
}

fn snippet(world: &World) -> String {
    format!(
        "<meta name=viewport content=x><script src=\"{}/widget.js\" data-app-id=\"{}\" defer></script>",
        world.address,
        world.app_id()
    )
}

/// What the check says of a page.
async fn said(ana: &mut Browser, answer: Answer) -> String {
    let website = Website::start(vec![("/", answer)]).await;
    let checked = ana.post(CHECK, &[("address", website.url("/").as_str())]).await;
    assert_eq!(checked.status, 200, "{}", checked.body);
    let from = checked.body.find("class=\"findings\"").unwrap();
    checked.body[from..].to_owned()
}

#[tokio::test]
async fn a_page_with_the_snippet_is_in_order() {
    let (world, mut ana) = World::claimed().await;

    let said = said(&mut ana, page("", &snippet(&world))).await;

    for title in [
        "The page can be reached",
        "The snippet is on the page",
        "It is the snippet of this site",
        "No content security policy",
    ] {
        assert!(said.contains(title), "{title}: {said}");
    }
    assert!(!said.contains("badge--err") && !said.contains("badge--warn"), "{said}");
}

#[tokio::test]
async fn a_page_without_it_may_get_it_from_a_tag_manager() {
    let (world, mut ana) = World::claimed().await;
    let by_script =
        format!("<script>var s=document.createElement('script');s.src='{}/widget.js'</script>", world.address);

    let missing = said(&mut ana, page("", &format!("<!-- {} --><h1>Fern</h1>", snippet(&world)))).await;
    let added = said(&mut ana, page("", &by_script)).await;
    let elsewhere =
        said(&mut ana, page("", "<script src='https://old.example/widget.js' data-app-id='icw_old'></script>")).await;

    assert!(missing.contains("not in the page&#39;s HTML") && missing.contains("last seen"), "{missing}");
    assert!(missing.contains("no viewport tag"));
    assert!(added.contains("A script of the page adds the snippet"));
    assert!(elsewhere.contains("loads from another address") && elsewhere.contains("https://old.example"));
}

#[tokio::test]
async fn wrong_double_and_delayed_snippets_are_told() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/sites", &[("name", "Fern Outlet")]).await;
    ana.post("/console/site/keys", &[("name", "Partner")]).await;
    let tag =
        |attributes: &str| page("", &format!("<script src=\"{}/widget.js\" {attributes}></script>", world.address));
    let outlet = world.sites.all()[1].app_id.clone();

    let other = said(&mut ana, tag(&format!("data-app-id={outlet}"))).await;
    let unknown = said(&mut ana, tag("data-app-id=icw_unknown")).await;
    let none = said(&mut ana, tag("")).await;
    let delayed = said(&mut ana, tag(&format!("type=text/plain data-app-id={}", world.app_id()))).await;
    let twice = said(&mut ana, page("", &snippet(&world).repeat(2))).await;

    assert!(other.contains("the snippet of the site “Fern Outlet”"));
    assert!(unknown.contains("a site that is not here") && unknown.contains(&world.app_id()));
    assert!(none.contains("names no site"));
    assert!(delayed.contains("The snippet waits"));
    assert!(twice.contains("there 2 times"));
}

#[tokio::test]
async fn a_policy_that_blocks_is_named_with_the_line_to_write() {
    let (world, mut ana) = World::claimed().await;
    let header = "content-security-policy: default-src 'self'; script-src 'self' https://cdn.example\r\n";
    let both_lines = format!("<script>window.SoftbetChat=1</script>{}", snippet(&world));
    let meta = format!("<meta http-equiv=Content-Security-Policy content=\"frame-src 'none'\">{}", snippet(&world));
    let open = format!("content-security-policy: default-src 'self' {}\r\n", world.address);

    let blocked = said(&mut ana, page(header, &both_lines)).await;
    let framed = said(&mut ana, page("", &meta)).await;
    let allowed = said(&mut ana, page(&open, &snippet(&world))).await;

    assert!(blocked.contains(&format!("script-src &#39;self&#39; https://cdn.example {}", world.address)), "{blocked}");
    assert!(blocked.contains(&format!("frame-src &#39;self&#39; {}", world.address)));
    assert!(blocked.contains(&format!("connect-src &#39;self&#39; {}", world.address)));
    assert!(blocked.contains("forbids the snippet&#39;s first line"));
    assert!(framed.contains("its meta tag") && framed.contains(&format!("frame-src {}", world.address)));
    assert!(allowed.contains("lets the messenger through"));
}

#[tokio::test]
async fn what_stands_around_it_is_told_too() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/site", &[("version", "1"), ("name", "Fern"), ("allowed_origins", "https://fern.example")]).await;
    let vendor = format!("<script src=https://client.crisp.chat/l.js></script>{}", snippet(&world));

    let listed = said(&mut ana, page("", &vendor)).await;
    let frame = said(&mut ana, page("", "<iframe src=https://real.example/></iframe>")).await;
    let file = said(
        &mut ana,
        Answer::Bytes(b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 1\r\n\r\nx".into()),
    )
    .await;
    let gone = said(
        &mut ana,
        Answer::Bytes(b"HTTP/1.1 404 Not Found\r\ncontent-type: text/html\r\ncontent-length: 0\r\n\r\n".into()),
    )
    .await;

    assert!(listed.contains("The website is not on the list") && listed.contains("http://127.0.0.1:"));
    assert!(listed.contains("Crisp is on the page too"));
    assert!(frame.contains("shows another one in a frame") && frame.contains("https://real.example/"));
    assert!(file.contains("This is not a page"));
    assert!(gone.contains("There is no such page"));
}

#[tokio::test]
async fn an_address_that_is_not_asked_or_does_not_answer_is_told_at_its_field() {
    let (_world, mut ana) = World::claimed().await;

    for (address, sentence) in [
        ("", "This is no web address"),
        ("file:///etc/passwd", "https:// or http://"),
        ("http://169.254.169.254/latest/meta-data/", "not on the public internet"),
        ("http://10.0.0.1/", "not on the public internet"),
        ("ana@fern.example", "before and with the “@”"),
        ("http://127.0.0.1:1/", "ports 80, 443"),
    ] {
        let refused = ana.post(CHECK, &[("address", address)]).await;

        assert_eq!(refused.status, 422, "{address}");
        assert!(refused.body.contains("id=\"address-error\"") && refused.body.contains(sentence), "{address}");
    }
}

#[tokio::test]
async fn one_person_has_twenty_pages_fetched_in_five_minutes_and_then_waits() {
    let (world, mut ana) = World::claimed().await;

    let mut last = 0;
    for _ in 0..21 {
        last = ana.post(CHECK, &[("address", "http://127.0.0.1:1/")]).await.status;
    }

    assert_eq!(last, 429);
    drop(world);
}
