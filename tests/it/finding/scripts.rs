//! Words of every script can be looked for: a query is cut into words exactly as the index is.

use std::collections::BTreeSet;

use deskbell::search::letters::{is_letter, is_part};
use serde_json::Value;

use crate::talk::Talk;

/// The numbers of the messages that are found.
async fn found(talk: &Talk, typed: &str) -> Vec<i64> {
    let query: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", typed).finish();
    let (status, answer) = talk.agent.get(&format!("/api/inbox/search?{query}")).await;
    assert_eq!(status, 200, "{typed:?}: {answer}");
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["number"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_word_of_any_script_finds_its_message() {
    let mut talk = Talk::start().await;
    let words = [
        "สวัสดี",
        "नमस्ते",
        "शिपिंग",
        "שָׁלוֹם",
        "مَرْحَبًا",
        "배송",
        "订单",
        "Đặt",
        "Καλημέρα",
        "a\u{331}b",
        "c\u{36f}d",
        "👩\u{200d}💻fern",
        "hi\u{1fae0}",
        "𠀋",
        "ไม้เอก",
    ];
    let mut numbers = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let ack = talk.agent_posts(&format!("w{index}"), &format!("<b> {word} ."), Value::Null).await;
        numbers.push(ack["number"].as_i64().unwrap());
    }

    for (word, number) in words.iter().zip(numbers) {
        assert_eq!(found(&talk, word).await, [number], "{word:?}");
        assert_eq!(found(&talk, &format!("{word} {word}")).await, [number], "{word:?} twice");
        assert_eq!(found(&talk, &format!("{word} parcel")).await, [0; 0], "{word:?} beside what is not there");
    }
    assert_eq!(found(&talk, "👩\u{200d}💻").await, [0; 0], "pictures are no words");
}

#[tokio::test]
async fn no_character_makes_a_search_fail() {
    let talk = Talk::start().await;
    let all: Vec<char> = ('\0'..='\u{323af}').chain('\u{e0000}'..='\u{e01ff}').collect();

    for (index, some) in all.chunks(480).enumerate().filter(|(index, _)| *index < 140 || index % 10 == 0) {
        let words: Vec<String> = some.chunks(40).map(|word| format!("x{}", word.iter().collect::<String>())).collect();
        assert_eq!(found(&talk, &words.join(" ")).await, [0; 0], "{index}");
    }
}

/// Asks the index itself, of every character there is: `xcy` is one word where it is part of one, and `cy` where a word may
/// begin with it.
#[test]
fn the_index_and_a_query_agree_about_every_character() {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let between = |before: &str, sought: &str| -> BTreeSet<u32> {
        let words = "words, content = '', detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'";
        connection.execute_batch(&format!("CREATE VIRTUAL TABLE probe USING fts5 ({words})")).unwrap();
        connection.execute_batch("BEGIN").unwrap();
        let mut insert = connection.prepare("INSERT INTO probe (rowid, words) VALUES (?1, ?2)").unwrap();
        for character in '\0'..=char::MAX {
            insert.execute(rusqlite::params![u32::from(character), format!("{before}{character}yy")]).unwrap();
        }
        connection.execute_batch("COMMIT").unwrap();
        let mut select = connection.prepare("SELECT rowid FROM probe WHERE probe MATCH ?1").unwrap();
        let found = select.query_map([sought], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        connection.execute_batch("DROP TABLE probe").unwrap();
        found
    };
    let mine =
        |is: fn(char) -> bool| -> BTreeSet<u32> { ('\0'..=char::MAX).filter(|c| !is(*c)).map(u32::from).collect() };

    assert_eq!(mine(is_part).symmetric_difference(&between("xx", "xx")).collect::<Vec<_>>(), [&0; 0]);
    assert_eq!(mine(is_letter).symmetric_difference(&between("", "yy")).collect::<Vec<_>>(), [&0; 0]);
}
