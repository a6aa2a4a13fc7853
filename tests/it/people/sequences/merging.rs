//! Merges and undos by agents among the random steps. They prove nothing.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Model, Owner};

impl Model {
    /// An agent takes a stranger for a customer.
    pub(super) async fn merge(&mut self, b: usize, c: usize) {
        let Some(Owner::Stranger(number)) = self.browsers[b].visit.as_ref().map(|visit| visit.owner) else { return };
        let talk =
            self.talks.iter().find(|(_, (owner, _))| *owner == Owner::Stranger(number)).map(|(id, _)| id.clone());
        let Some(talk) = talk.filter(|_| !self.merged.contains_key(&number)) else { return };
        self.identify(c).await;
        self.story.push(format!("an agent merges browser {b} into {c}"));
        let agent = self.world.agent().await;
        let (_, thread) = agent.get(&format!("/api/inbox/conversations/{talk}")).await;
        let (_, found) = agent.get(&format!("/api/inbox/contacts?q=c{c}")).await;
        let path = format!("/api/inbox/contacts/{}/merge", thread["contact"]["id"].as_str().unwrap());
        let answer = agent.call(Method::POST, &path, Some(json!({ "other": found["people"][0]["id"] }))).await;
        let done: Value = answer.json().await.unwrap();
        self.expect(done["merge_id"].is_string(), &format!("a merge: {done}"));
        self.merged.insert(number, (c, done["merge_id"].as_str().unwrap().to_owned()));
    }

    /// An agent takes a merge back, also of somebody who has proved something since.
    pub(super) async fn part(&mut self) {
        let Some((number, (c, merge))) = self.merged.pop_first() else { return };
        self.story.push(format!("the merge of stranger {number} into {c} is undone"));
        let agent = self.world.agent().await;
        let answer = agent.call(Method::POST, &format!("/api/inbox/merges/{merge}/undo"), None).await;
        self.expect(answer.status() == 200, "undoing a merge");
    }

    /// Whether a browser of `reader` reads what `owner` said: its own, and a customer what agents have put to it.
    pub(super) fn reads(&self, reader: Owner, owner: Owner) -> bool {
        let put_to = |number| self.merged.get(&number).map(|(c, _)| Owner::Customer(*c));
        reader == owner || matches!(owner, Owner::Stranger(number) if put_to(number) == Some(reader))
    }
}
