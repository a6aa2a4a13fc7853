//! The code that signs a customer's id, in every language in which it is shown: compiled, started, and compared with what
//! the server itself would compute.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use super::shop::run;

const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// What the contract says about [`SECRET`] and `cust_42`.
const VECTOR: (&str, &str) = ("cust_42", "3c3cf04bd662ed902351e49da896207c7e9e454267ea5aa82fda684c48b09c5c");

const LANGUAGES: [&str; 7] = ["csharp.cs", "go.go", "java.java", "node.js", "php.php", "python.py", "ruby.rb"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs/identity")
}

/// Ids as shops have them, and as no shop should.
fn ids() -> Vec<String> {
    let mut ids = [
        VECTOR.0,
        "7",
        "00012345678901234567890",
        "é",
        "e\u{301}",
        "Ünïcödé 日本 😀",
        "a b",
        " leading and trailing ",
        "it's \"quoted\" `so` \\ $HOME %41",
        "ana@example.com",
        "line\nbreak\ttab",
    ]
    .map(str::to_owned)
    .to_vec();
    ids.extend(["x".repeat(255), "ß".repeat(255)]);
    ids
}

fn signed(text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// Makes a program of a file and answers how it is started. `built` is for what a compiler makes.
async fn made(file: &Path, built: &Path) -> Vec<String> {
    let path = file.display().to_string();
    let out = built.display().to_string();
    let (build, start): (Vec<&str>, Vec<String>) = match file.extension().and_then(|ending| ending.to_str()).unwrap() {
        "js" => (vec![], vec!["node".into(), path.clone()]),
        "php" => (vec![], vec!["php".into(), "-n".into(), path.clone()]),
        "py" => (vec![], vec!["python3".into(), path.clone()]),
        "rb" => (vec![], vec!["ruby".into(), path.clone()]),
        "go" => (vec!["go", "build", "-o", "OUT/go", "FILE"], vec![format!("{out}/go")]),
        "java" => (
            vec!["javac", "-encoding", "UTF-8", "-d", "OUT", "FILE"],
            ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", &out, "Program"].map(str::to_owned).to_vec(),
        ),
        "cs" => (vec!["mcs", "-out:OUT/cs.exe", "FILE"], vec!["mono".into(), format!("{out}/cs.exe")]),
        other => panic!("nobody knows how to start a file ending in {other}"),
    };
    if let Some((program, words)) = build.split_first() {
        let mut command = Command::new(program);
        command.args(words.iter().map(|word| word.replace("FILE", &path).replace("OUT", &out)));
        let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go");
        command.env("GO111MODULE", "off").env("GOCACHE", &cache).env("GOPATH", cache.join("path"));
        let compiled = run(command).await;
        assert!(compiled.ok, "{path} does not compile:\n{}", compiled.printed);
    }
    start
}

async fn printed(start: &[String], id: &str) -> String {
    let mut command = Command::new(&start[0]);
    command.args(&start[1..]).arg(id).env("DESKBELL_IDENTITY_SECRET", SECRET);
    // Java and mono read their arguments in the machine's encoding, which a bare environment does not name.
    command.env("LC_ALL", "C.UTF-8").env("LANG", "C.UTF-8");
    let ran = run(command).await;
    assert!(ran.ok, "{start:?} with {id:?}:\n{}", ran.printed);
    ran.printed.trim_end_matches(['\n', '\r']).to_owned()
}

#[tokio::test]
async fn the_snippets_of_all_seven_languages_sign_every_id_as_the_server_does() {
    assert_eq!(hex::encode(signed(VECTOR.0)), VECTOR.1);
    let built = tempfile::tempdir().unwrap();
    let each = LANGUAGES.map(|language| {
        let built = built.path().to_owned();
        async move {
            let start = made(&folder().join(language), &built).await;
            for id in ids() {
                let hash = printed(&start, &id).await;
                assert_eq!(hash, hex::encode(signed(&id)), "{language} signs {id:?} wrongly");
            }
        }
    });

    futures_util::future::join_all(each).await;
}

#[tokio::test]
async fn the_tokens_of_the_snippets_name_the_customer_and_end_within_a_day() {
    let built = tempfile::tempdir().unwrap();
    let files: BTreeSet<_> =
        fs::read_dir(folder().join("tokens")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 3, "{files:?}");

    for file in files {
        let start = made(&file, built.path()).await;
        for id in [VECTOR.0, "7", "Ünïcödé 日本 😀", "it's \"quoted\" \\ \n"] {
            let token = printed(&start, id).await;

            let parts: Vec<_> = token.split('.').collect();
            let [head, claims, signature] = parts[..] else { panic!("{file:?} prints {token}") };
            let (head, claims) = (decoded(head), decoded(claims));
            let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
            let left = claims["exp"].as_i64().unwrap() - now;
            assert_eq!((&head["alg"], claims["sub"].as_str()), (&Value::from("HS256"), Some(id)), "{file:?}");
            assert!((60..=86_400).contains(&left), "{file:?} prints a token for {left} s");
            let said = token.rsplit_once('.').unwrap().0;
            assert_eq!(unpadded(signature), signed(said), "{file:?} signs {id:?} wrongly");
        }
    }
}

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&unpadded(part)).unwrap()
}

/// Base64 for addresses (RFC 4648, section 5), which tokens are written in; nothing of another alphabet.
fn unpadded(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut bits, mut held, mut bytes) = (0_u32, 0_u32, Vec::new());
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == byte).unwrap_or_else(|| panic!("{text} is no token"));
        bits = (bits << 6) | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).unwrap());
        }
    }
    bytes
}
