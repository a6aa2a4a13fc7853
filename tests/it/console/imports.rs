use deskbell::base::time::DAY;

use crate::support::{
    browser::{Answer, Browser},
    pages_world::World,
};

const TABLE: &[u8] = "\u{feff}Customer ID;E-Mail;Full name;Plan\r\ncust_1;ANA@x.example;Ana;Gold\r\ncust_2;;Bo;\r\n;chris@x.example;Chris;Silver\r\n".as_bytes();

const GUESSED: [(&str, &str); 4] =
    [("column_0", "external_id"), ("column_1", "email"), ("column_2", "name"), ("column_3", "attribute")];

async fn staged(ana: &mut Browser, table: &[u8]) -> String {
    let answer = ana.upload("/console/customer-data/import", &[], ("table", table)).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("location").to_owned()
}

async fn imported(ana: &mut Browser, table: &[u8]) -> String {
    let path = staged(ana, table).await;
    let answer = ana.post(&path, &GUESSED).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = ana.get("/console/customer-data").await.body;
    assert!(!ana.get("/console/customer-data").await.body.contains("are imported"), "it is told once");
    page
}

fn wrong_lines(answer: &Answer) -> Vec<String> {
    let lines = answer.body.split("data-label=\"Line\">").skip(1);
    lines.map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_table_becomes_contacts_and_the_same_again_changes_nothing() {
    let (world, mut ana) = World::claimed().await;

    let first = imported(&mut ana, TABLE).await;
    let again = imported(&mut ana, TABLE).await;
    let changed =
        imported(&mut ana, b"id,email,name,Plan\ncust_1,,Ana Lopes,\ncust_3,,,\n,chris@x.example,,Gold\n").await;

    assert!(first.contains("3 created, 0 updated, 0 unchanged"), "{first}");
    assert!(again.contains("0 created, 0 updated, 3 unchanged"), "{again}");
    assert!(changed.contains("1 created, 2 updated, 0 unchanged"), "{changed}");
    let kept = "SELECT count(*) FROM contacts WHERE
        (external_id = 'cust_1' AND name = 'Ana Lopes' AND email = 'ana@x.example' AND attributes = '{\"Plan\":\"Gold\"}')
        OR (external_id = 'cust_2' AND name = 'Bo' AND email IS NULL AND attributes = '{}')
        OR (external_id IS NULL AND name = 'Chris' AND attributes = '{\"Plan\":\"Gold\"}')
        OR (external_id = 'cust_3' AND name IS NULL)";
    assert_eq!(world.count(kept).await, 4);
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 4);
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'contacts_imported'").await, 2);
    assert_eq!(world.count("SELECT count(*) FROM contact_imports").await, 0);
}

#[tokio::test]
async fn the_preview_guesses_and_shows_the_first_values() {
    let (world, mut ana) = World::claimed().await;

    let path = staged(&mut ana, TABLE).await;
    let page = ana.get(&path).await.body;

    for expected in [
        "3 rows",
        "picture.png",
        "<span class=\"samples__one\">cust_1</span>",
        "<option value=\"external_id\" selected>",
        "<option value=\"email\" selected>",
        "<option value=\"attribute\" selected>Attribute “Plan”",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 0);
    let discarded = ana.post(&path, &[("do", "discard")]).await;
    assert_eq!((discarded.status, ana.get(&path).await.status), (303, 404));
}

#[tokio::test]
async fn what_the_columns_are_can_be_said_otherwise() {
    let (world, mut ana) = World::claimed().await;
    let path = staged(&mut ana, TABLE).await;

    let nobody = ana.post(&path, &[("column_2", "name")]).await;
    let twice = ana.post(&path, &[("column_0", "external_id"), ("column_1", "name"), ("column_2", "name")]).await;
    let done = ana.post(&path, &[("column_1", "email"), ("column_2", "username")]).await;

    assert!(nobody.status == 422 && nobody.body.contains("rows are told apart by it"));
    assert!(twice.status == 422 && twice.body.contains("id=\"column_2-error\""));
    assert!(twice.body.contains("<option value=\"name\" selected>"), "what was chosen stays");
    assert_eq!(done.status, 422, "a row has no e-mail address");
    assert_eq!(wrong_lines(&done), ["3"]);
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 0);
}

#[tokio::test]
async fn every_wrong_row_is_named_and_nothing_is_stored() {
    let (world, mut ana) = World::claimed().await;
    let table = b"id,email,name,Plan\n1,ana@x.example,Ana,\n0,x,Bo,\n1,,,\n,,,Gold\n\"a\",b,c\n2,bo@x.example,Bo,\n";
    let path = staged(&mut ana, table).await;

    let refused = ana.post(&path, &GUESSED).await;

    assert_eq!(refused.status, 422);
    assert_eq!(wrong_lines(&refused), ["3", "3", "4", "5", "6"]);
    assert!(refused.body.contains("5 things are wrong") && refused.body.contains("Leave guests out."));
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 0);

    let many = format!("id,email,name,Plan\n{}", "0,,,\n".repeat(250));
    let path = staged(&mut ana, many.as_bytes()).await;
    let refused = ana.post(&path, &GUESSED).await;
    assert_eq!(wrong_lines(&refused).len(), 100);
    assert!(refused.body.contains("250 things are wrong") && refused.body.contains("The first 100 are listed."));
}

#[tokio::test]
async fn a_row_that_does_not_fit_what_is_stored_is_named_too() {
    let (world, mut ana) = World::claimed().await;
    let names: Vec<_> = (0..99).map(|n| format!("a{n}")).collect();
    let full = format!("id,{}\n1,{}\n", names.join(","), "x,".repeat(99).trim_end_matches(','));
    let path = staged(&mut ana, full.as_bytes()).await;
    let names: Vec<_> = (0..100).map(|n| format!("column_{n}")).collect();
    let mut form = vec![("column_0", "external_id")];
    form.extend(names.iter().skip(1).map(|name| (name.as_str(), "attribute")));
    assert_eq!(ana.post(&path, &form).await.status, 303);

    let path = staged(&mut ana, b"id,b,c,d\n2,1,1,1\n1,1,1,1\n").await;
    let columns = ["column_1", "column_2", "column_3"].map(|name| (name, "attribute"));
    let refused = ana.post(&path, &[&[("column_0", "external_id")], &columns[..]].concat()).await;

    assert_eq!(refused.status, 422);
    assert_eq!(wrong_lines(&refused), ["3"]);
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 1, "the right row is not stored either");
    assert_eq!(ana.get(&path).await.status, 200, "the file still waits");
}

#[tokio::test]
async fn files_that_are_no_table_are_refused_beside_the_field() {
    let (world, mut ana) = World::claimed().await;
    let large = vec![b'x'; 5_000_001];

    for (file, words) in [
        (b"".as_slice(), "Choose a file"),
        (b"id,name\n", "no rows"),
        (b"PK\x03\x04", "save it as CSV"),
        (b"id\n\xFF\xFF\n", "UTF-8"),
        (&large, "5 MB"),
    ] {
        let refused = ana.upload("/console/customer-data/import", &[], ("table", file)).await;
        assert!(refused.status == 422 && refused.body.contains(words), "{words}");
        assert!(refused.body.contains("id=\"table-error\""));
    }
    assert_eq!(world.count("SELECT count(*) FROM contact_imports").await, 0);
}

#[tokio::test]
async fn a_file_waits_for_its_own_administrator_and_for_a_day() {
    let (world, mut ana) = World::claimed().await;
    let first = staged(&mut ana, TABLE).await;
    let second = staged(&mut ana, TABLE).await;
    assert_eq!([ana.get(&first).await.status, ana.get(&second).await.status], [404, 200], "one at a time");
    let copy = "INSERT INTO agents (agent_id, email, name, role, password_hash, created_at)
                SELECT replace(agent_id, 'agt_0', 'agt_1'), 'bo@fern.example', 'Bo', 'admin', '', 0 FROM agents";
    world.db.write(move |tx| Ok(tx.execute(copy, [])?)).await.unwrap();
    let hand = "UPDATE contact_imports SET agent_id = (SELECT agent_id FROM agents WHERE name = 'Bo')";
    world.db.write(move |tx| Ok(tx.execute(hand, [])?)).await.unwrap();
    assert_eq!(ana.get(&second).await.status, 404, "somebody else's");
    assert_eq!(ana.get("/console/customer-data/import/nonsense").await.status, 404);

    world.clock.advance(DAY + 1);
    let forgotten = world.db.write(|tx| deskbell::transfer::imports::actions::forget_old(tx, 500)).await.unwrap();

    assert_eq!((forgotten, world.count("SELECT count(*) FROM contact_imports").await), (1, 0));
}

/// Measured, not asserted but for order: while a table is taken in, everybody else's writes wait.
#[tokio::test]
async fn twenty_thousand_rows_are_taken_in_at_once() {
    let (world, mut ana) = World::claimed().await;
    let rows: String = (0..20_000).map(|n| format!("cust_{n},c{n}@x.example,Customer {n},Gold\n")).collect();
    let path = staged(&mut ana, format!("id,email,name,Plan\n{rows}").as_bytes()).await;

    let answer = ana.post(&path, &GUESSED).await;

    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(ana.get("/console/customer-data").await.body.contains("20000 created"));
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 20_000);
}
