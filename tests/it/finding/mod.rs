//! Finding conversations: lists, filters, saved views, counts, search.

mod lists;
mod saved_views;
mod scripts;
mod search;
mod seeding;
mod statements;

use serde_json::Value;

use crate::support::agent::Agent;

/// The ids of a page's conversations, and where the next begins.
pub async fn page(agent: &Agent, query: &str) -> (Vec<String>, Option<String>) {
    let (status, answer) = agent.get(&format!("/api/inbox/conversations?{query}")).await;
    assert_eq!(status, 200, "{query}: {answer}");
    let rows = answer["conversations"].as_array().unwrap();
    let ids = rows.iter().map(|row| row["conversation"]["id"].as_str().unwrap().to_owned()).collect();
    (ids, answer["next"].as_str().map(str::to_owned))
}

/// The ids of a whole list, page by page.
pub async fn pages(agent: &Agent, query: &str, limit: u32) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let (ids, next) = page(agent, &format!("{query}&limit={limit}{cursor}")).await;
        assert!(ids.len() <= limit as usize);
        all.extend(ids);
        let Some(next) = next else { return all };
        cursor = format!("&cursor={next}");
    }
}

/// JSON in an address.
pub fn encoded(json: &Value) -> String {
    url::form_urlencoded::byte_serialize(json.to_string().as_bytes()).collect()
}
