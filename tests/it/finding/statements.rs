//! No call of the inbox asks the database once for each row: what a request runs is counted, with one row and with fifty.

use serde_json::{Value, json};

use crate::support::{
    agent::Agent,
    process::{Claimed, Launch, Process},
    socket::Socket,
};

/// What the server's log says for each statement.
const RAN: &str = "ran a statement";

/// The table in which SQLite's word index asks once for each of its segments: how many there are depends on when it
/// merged them, not on what was asked for.
const SEGMENTS: &str = "'search_words_idx'";

/// Calls of one path, of which the least counts: a worker's statements fall into one now and then, and can only add.
const CALLS: usize = 25;

fn ran(server: &Process) -> usize {
    server.log().lines().filter(|line| line.contains(RAN) && !line.contains(SEGMENTS)).count()
}

/// How many statements one call of this path takes. Ends with the first call that took no more than `enough`.
async fn least(server: &Process, agent: &Agent, path: &str, enough: usize) -> usize {
    let mut least = usize::MAX;
    for _ in 0..CALLS {
        let before = ran(server);
        let (status, answer) = agent.get(path).await;
        assert_eq!(status, 200, "{path}: {answer}");
        least = least.min(ran(server) - before);
        assert!(least > 0, "{path}: statements are counted in debug builds only");
        if least <= enough {
            break;
        }
    }
    least
}

struct Shop {
    claimed: Claimed,
    key: String,
    inbox: Socket,
}

impl Shop {
    /// One more conversation with messages, a note that names the agent, a customer and a record.
    async fn goes_on(&mut self, server: &Process, index: usize) -> String {
        let mut visitor = server.visitor(&self.claimed.app_id);
        visitor.session(Some(json!({ "name": format!("Guest {index}") }))).await;
        let mut panel = visitor.connect().await;
        let ack = visitor.says(&mut panel, None, "A parcel").await;
        let id = ack["conversation_id"].as_str().unwrap().to_owned();
        let me = self.claimed.agent.get("/api/inbox/me").await.1["agent"]["id"].clone();
        let note = json!({ "type": "note.post", "client_id": format!("n{index}"), "conversation_id": id, "body": "A parcel", "mentions": [me] });
        self.inbox.say(note).await;
        self.inbox.next_of("ack").await;
        let send = async |path: &str, body: Value| {
            let url = format!("{}/v1/chat/ingest/{path}", server.address);
            let request = reqwest::Client::new().post(url).bearer_auth(&self.key).json(&body);
            assert_eq!(request.send().await.unwrap().status(), 200);
        };
        send("identify", json!({ "external_id": format!("c{index}"), "name": "Mr Parcel" })).await;
        let order = json!({ "kind": "order", "reference": format!("parcel {index}") });
        send("records", json!({ "external_id": format!("c{index}"), "records": [order] })).await;
        id
    }

    async fn answers(&mut self, id: &str, index: usize) {
        let client_id = format!("m{index}");
        let post = json!({ "type": "message.post", "client_id": client_id, "conversation_id": id, "body": "A parcel" });
        self.inbox.say(post).await;
        self.inbox.next_of("ack").await;
    }

    async fn saves_view(&self, index: usize) {
        let view = json!({ "name": format!("View {index}"), "filters": { "unread": true }, "sort": "newest", "is_shared": false });
        let answer = self.claimed.agent.call(reqwest::Method::POST, "/api/inbox/views", Some(view)).await;
        assert_eq!(answer.status(), 200);
    }
}

#[tokio::test]
async fn a_call_of_the_inbox_takes_as_many_statements_for_one_row_as_for_fifty() {
    let launch = Launch::new().set("DESKBELL_LOG", "info,deskbell::statements=trace");
    let server = launch.set("DESKBELL_LIMITS_ADDRESS_FACTOR", "100000").start().await;
    let mut claimed = server.claim().await;
    let (key, inbox) = (claimed.api_key().await, claimed.agent.connect().await);
    let mut shop = Shop { claimed, key, inbox };
    let agent = shop.claimed.agent.clone();
    // The one that is answered becomes the agent's own; the other stays nobody's.
    let id = shop.goes_on(&server, 0).await;
    shop.goes_on(&server, 50).await;
    shop.saves_view(0).await;
    let contact =
        agent.get(&format!("/api/inbox/conversations/{id}")).await.1["contact"]["id"].as_str().unwrap().to_owned();
    let site = agent.get("/api/inbox/directory").await.1["sites"][0]["id"].as_str().unwrap().to_owned();
    let views = ["mine", "unassigned", "mentions", "open", "snoozed", "done", "all", &format!("site:{site}")];
    let mut paths: Vec<String> = views.map(|view| format!("conversations?view={view}")).to_vec();
    paths.extend(
        ["conversations?view=open&sort=oldest", "conversations?view=all&filters=%7B%22unread%22%3Atrue%7D"]
            .map(str::to_owned),
    );
    paths.extend(["counts", "directory", "me", "drafts", "search?q=par", "search?q=par+is%3Aopen"].map(str::to_owned));
    paths.extend([format!("conversations/matching?view=open&ids={id}"), format!("conversations/{id}")]);
    paths.extend([
        format!("conversations/{id}/messages"),
        format!("contacts/{contact}"),
        format!("contacts/{contact}/activity"),
    ]);
    shop.answers(&id, 0).await;
    let mut with_one = Vec::new();
    for path in &paths {
        with_one.push(least(&server, &agent, &format!("/api/inbox/{path}"), 0).await);
    }

    for index in 1..50 {
        shop.goes_on(&server, index).await;
        shop.answers(&id, index).await;
        shop.saves_view(index).await;
    }

    let rows = agent.get("/api/inbox/conversations?view=open").await.1;
    assert_eq!(rows["conversations"].as_array().unwrap().len(), 50);
    assert!(agent.get("/api/inbox/search?q=par").await.1["hits"].as_array().unwrap().len() >= 25);
    for (path, with_one) in paths.iter().zip(with_one) {
        let with_fifty = least(&server, &agent, &format!("/api/inbox/{path}"), with_one).await;
        assert!(with_fifty <= with_one, "{path}: {with_one} statements for one row, {with_fifty} for fifty");
    }
    shop.inbox.close().await;
    server.stop().await;
}
