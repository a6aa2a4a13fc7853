use std::sync::{Arc, Mutex, atomic::Ordering};

use deskbell::net::{FetchError, Guard, Net, NetOptions, Refusal};

use super::server::{Website, html, redirect, says};

const CORPUS: &str = include_str!("../data/refused-addresses.txt");

fn strict() -> NetOptions {
    NetOptions::of(&deskbell::config::Net::default())
}

#[tokio::test]
async fn every_address_of_the_corpus_is_refused_and_the_public_one_is_not() {
    let guard = Guard::default();
    let lines: Vec<_> = CORPUS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();

    let passed: Vec<_> = lines
        .iter()
        .filter(|line| guard.check(line.trim_start_matches("+ ")).is_ok() != line.starts_with('+'))
        .collect();

    assert!(lines.len() > 35);
    assert!(passed.is_empty(), "{passed:?}");
}

#[test]
fn addresses_with_a_password_another_scheme_or_another_port_are_refused_in_words_that_help() {
    for (address, refusal) in [
        ("https://ana:secret@shop.example/", Refusal::UserInfo),
        ("ftp://shop.example/", Refusal::Scheme),
        ("javascript:alert(1)", Refusal::Scheme),
        ("https://shop.example:22/", Refusal::Port),
        ("http://shop.example:6379/", Refusal::Port),
        ("https://shop.example/a b", Refusal::Unreadable),
        ("not an address", Refusal::Unreadable),
        ("https://printer.local/", Refusal::Private),
        ("https://intranet/", Refusal::Private),
    ] {
        assert_eq!(Guard::default().check(address).unwrap_err(), refusal, "{address}");
    }
    for address in ["https://shop.example:8443/a?b=c@d", "http://shop.example:8080", "https://bücher.example/@ana"] {
        assert!(Guard::default().check(address).is_ok(), "{address}");
    }
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_refused_at_the_connection() {
    let website = Website::start(vec![("/", html("hello"))]).await;
    let lookups: [&'static [&'static str]; 3] = [&["127.0.0.1"], &["::1", "::ffff:127.0.0.1"], &["169.254.169.254"]];
    for addresses in lookups {
        let mut options = NetOptions { lookup: says(addresses), ..strict() };
        options.guard.allowed_ports = vec![website.address.port()];
        let net = Net::new(options);

        let url = format!("http://shop.example:{}/", website.address.port()).parse().unwrap();
        let answer = net.get(url).await.unwrap();

        assert_eq!(answer.unwrap_err(), FetchError::Refused(Refusal::Private), "{addresses:?}");
    }
    assert_eq!(website.visits.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_name_is_looked_up_once_a_connection_and_the_connection_is_made_to_what_was_checked() {
    let website = Website::start(vec![("/", html("hello"))]).await;
    // Public the first time, private ever after: what a rebinding name server says.
    let asked = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&asked);
    let lookup: deskbell::net::Lookup = Arc::new(move |_| {
        let mut asked = counted.lock().unwrap();
        *asked += 1;
        let address = if *asked == 1 { "127.0.0.1:0" } else { "169.254.169.254:0" };
        Box::pin(async move { Ok(vec![address.parse().unwrap()]) })
    });
    let net = Net::new(NetOptions { lookup, ..website.options() });
    let url: url::Url = format!("http://shop.example:{}/", website.address.port()).parse().unwrap();

    let first = net.get(url.clone()).await.unwrap().unwrap();
    let second = net.get(url).await.unwrap();

    assert_eq!((first.status, first.body.as_slice()), (200, b"hello".as_slice()));
    assert_eq!(second.unwrap_err(), FetchError::Refused(Refusal::Private), "it is looked up and checked anew");
    assert_eq!(*asked.lock().unwrap(), 2);
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_not_followed() {
    let website = Website::start(vec![
        ("/cloud", redirect("http://169.254.169.254/latest/meta-data/")),
        ("/file", redirect("file:///etc/passwd")),
        ("/port", redirect("http://127.0.0.1:22/")),
        ("/named", redirect("http://user@127.0.0.1/")),
    ])
    .await;
    let net = website.client();

    for (path, refusal) in [
        ("/cloud", Refusal::Private),
        ("/file", Refusal::Scheme),
        ("/port", Refusal::Port),
        ("/named", Refusal::UserInfo),
    ] {
        let answer = net.get(website.url(path)).await.unwrap();

        assert_eq!(answer.unwrap_err(), FetchError::Refused(refusal), "{path}");
    }
    assert_eq!(website.visits.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_name_that_nobody_has_is_told_as_that() {
    let net = Net::new(NetOptions { lookup: says(&[]), ..strict() });

    let answer = net.get("https://nowhere.example/".parse().unwrap()).await.unwrap();

    assert_eq!(answer.unwrap_err(), FetchError::UnknownName);
}
