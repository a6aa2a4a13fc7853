//! What records come to is what a recount says, whatever happens to them.

use deskbell::{
    activity::{model::RecordKind, totals},
    base::{Random, ids::ContactId},
};
use serde_json::{Value, json};

use super::Business;
use crate::support::public_world::PublicWorld;

/// The contacts whose totals differ from a recount, and how many were compared.
async fn wrong_totals(db: &deskbell::db::Db) -> (Vec<ContactId>, usize) {
    let compare = |connection: &rusqlite::Connection| {
        let mut statement = connection.prepare("SELECT contact_id FROM contacts")?;
        let contacts: Vec<ContactId> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut wrong = Vec::new();
        for contact in &contacts {
            let lines = totals::views::recount(connection, *contact)?;
            let is_counted = totals::views::is_counted(connection, *contact)?;
            if totals::views::of(connection, *contact)? != lines || is_counted == lines.is_empty() {
                wrong.push(*contact);
            }
        }
        Ok((wrong, contacts.len()))
    };
    db.read(compare).await.unwrap()
}

fn random_record(random: &Random) -> Value {
    let pick = |list: &[&str]| list[random.below(list.len() as u64) as usize].to_owned();
    let kind = RecordKind::ALL[random.below(5) as usize].as_str();
    let mut record = json!({ "kind": kind, "reference": format!("R-{}", random.below(40)) });
    match random.below(5) {
        0 => record["amount"] = Value::Null,
        1 => {}
        _ => {
            record["currency"] = pick(&["EUR", "USD", "JPY", "KWD"]).into();
            record["amount"] = json!(random.below(100_000) as i64 - 50_000);
        }
    }
    if random.below(3) > 0 {
        record["status"] = pick(&["paid", "pending", "failed", "refunded", "whatever", ""]).into();
    }
    record
}

#[tokio::test]
async fn totals_are_what_a_recount_says_after_anything_that_happens_to_records() {
    let world = PublicWorld::start().await;
    world.claim("UTC", "EUR").await;
    let key = world.key().await;
    let random = Random::seeded(4);

    for round in 0..300 {
        let customer = format!("c{}", random.below(4));
        if random.below(4) == 0 {
            let (kind, reference) = (RecordKind::ALL[random.below(5) as usize].as_str(), random.below(40));
            let path = format!("/v1/chat/ingest/records?kind={kind}&reference=R-{reference}");
            world.send(world.request("DELETE", &path).bearer_auth(&key)).await;
        } else {
            let records: Vec<_> = (0..=random.below(6)).map(|_| random_record(&random)).collect();
            // A change of currency without its amount is refused, and takes the whole request back.
            world.post(&key, "records", json!({ "external_id": customer, "records": records }).to_string()).await;
        }
        if round % 50 == 25 {
            // As a version that did not count left it.
            let forget = "DELETE FROM record_totals WHERE contact_id = (SELECT contact_id FROM contacts LIMIT 1)";
            world.db.write(move |tx| Ok(tx.execute(forget, [])?)).await.unwrap();
            let customer = "SELECT external_id FROM contacts LIMIT 1";
            let customer = world.text(customer).await;
            let record =
                json!({ "external_id": customer, "records": [{ "kind": "order", "reference": format!("N-{round}") }] });
            assert_eq!(world.post(&key, "records", record.to_string()).await.status, 200);
        }
        if round % 10 == 9 {
            assert_eq!(wrong_totals(&world.db).await.0, [], "round {round}");
        }
    }

    assert!(world.count("SELECT count(*) FROM records").await > 50);
    assert!(world.count("SELECT count(*) FROM record_totals").await > 20);
    assert_eq!(wrong_totals(&world.db).await, (Vec::new(), 4));
}

#[tokio::test]
async fn a_card_tells_sums_that_no_64_bits_hold_and_leaves_out_what_went_wrong() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let most = "90000000000000000.07";
    let contact = business
        .pushes(
            "ana",
            json!([
                { "kind": "order", "reference": "1", "amount": most, "currency": "EUR", "status": "paid" },
                { "kind": "order", "reference": "2", "amount": most, "currency": "EUR", "status": "pending" },
                { "kind": "order", "reference": "3", "amount": most, "currency": "EUR", "status": "refunded" },
                { "kind": "order", "reference": "4", "amount": 50, "currency": "JPY" },
                { "kind": "custom", "reference": "5" },
            ]),
        )
        .await;

    let (_, card) = agent.get(&format!("/api/inbox/contacts/{contact}")).await;

    assert_eq!(
        card["totals"],
        json!([
            { "kind": "order", "currency": "EUR", "count": 2, "amount": "180000000000000000.14", "failed": 1 },
            { "kind": "order", "currency": "JPY", "count": 1, "amount": "50", "failed": 0 },
            { "kind": "custom", "currency": null, "count": 1, "amount": null, "failed": 0 },
        ]),
        "{card}"
    );
}

#[tokio::test]
async fn what_an_older_version_never_counted_is_counted_in_steps_and_shown_at_once() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let mut contacts = Vec::new();
    for customer in ["ana", "bo", "cy"] {
        contacts
            .push(business.pushes(customer, json!([{ "kind": "order", "reference": customer, "amount": 7 }])).await);
    }
    business.sets("DELETE FROM record_totals").await;

    let (_, card) = agent.get(&format!("/api/inbox/contacts/{}", contacts[0])).await;
    let mut after = None;
    loop {
        after = business.world.handles.db.write(move |tx| totals::count_some(tx, after)).await.unwrap();
        if after.is_none() {
            break;
        }
    }

    assert_eq!((&card["totals"][0]["count"], &card["totals"][0]["amount"]), (&json!(1), &json!("7.00")));
    assert_eq!(business.world.rows("record_totals").await, 3);
    assert_eq!(wrong_totals(&business.world.handles.db).await.0, []);
}
