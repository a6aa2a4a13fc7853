//! What was done to people stands in the audit log, by their ids and not by their names.

use deskbell::base::Role;
use reqwest::Method;
use serde_json::json;

use super::{colleague, does, merged, parted, stranger};
use crate::{customers::Business, support::world::World};

/// The lines of the log: kind, what it was about, and whether it says from where.
async fn lines(world: &World) -> Vec<(String, String, bool)> {
    let read = |connection: &rusqlite::Connection| {
        let mut statement = connection
            .prepare("SELECT kind, about, address IS NOT NULL FROM audit_log ORDER BY audit_number /* a handful */")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    };
    world.handles.db.read(read).await.unwrap()
}

#[tokio::test]
async fn merging_blocking_and_erasing_leave_a_line_each_and_no_name() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let bo = stranger(&business, "Hello", Some(json!({ "name": "Bo" }))).await.contact;
    let ana = business.sends("identify", json!({ "external_id": "ana", "name": "Ana" })).await;
    let before = lines(&business.world).await.len();

    let merge = merged(&agent, (&bo, &ana)).await;
    parted(&agent, &merge).await;
    for act in ["block", "block", "unblock"] {
        assert_eq!(does(&agent, Method::POST, &format!("contacts/{bo}/{act}"), None).await.0, 204);
    }
    let erased = does(&agent, Method::POST, &format!("contacts/{ana}/erase"), Some(json!({ "name": "Ana" }))).await;

    assert_eq!(erased.0, 200, "{}", erased.1);
    let lines = lines(&business.world).await.split_off(before);
    let between = format!(r#"{{"from":"{bo}","to":"{ana}"}}"#);
    let about = format!(r#"{{"id":"{bo}"}}"#);
    let wanted = [
        ("contacts_merged", between.as_str()),
        ("merge_undone", between.as_str()),
        ("contact_blocked", about.as_str()),
        ("contact_unblocked", about.as_str()),
        ("customer_erased", "{}"),
    ];
    let wanted = wanted.map(|(kind, about)| (kind.to_owned(), about.to_owned(), true));
    assert_eq!(lines, wanted, "blocking again changes nothing");
}

#[tokio::test]
async fn what_a_frame_may_not_do_is_noted_and_cannot_flood_the_log() {
    let business = Business::start().await;
    let bo = stranger(&business, "Hello", None).await;
    let reader = colleague(&business, "Rea", Role::ReadOnly).await;
    let mut inbox = reader.connect().await;
    let note = |client_id: String| json!({ "type": "note.post", "client_id": client_id, "conversation_id": bo.conversation, "body": "x" });

    for number in 0..35 {
        inbox.say(note(number.to_string())).await;
        assert_eq!(inbox.next_of("refused").await["code"], "forbidden");
    }

    let lines = lines(&business.world).await;
    let refused: Vec<_> = lines.iter().filter(|(kind, ..)| kind == "refused").collect();
    assert_eq!(refused.len(), 31, "thirty, and one that counts the others");
    assert_eq!((refused[0].1.as_str(), refused[0].2), (r#"{"how":"a note, sent by the inbox"}"#, true));
}
