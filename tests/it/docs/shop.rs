//! A business's server: it has a key for everything and starts programs that call the API.

use std::{fs, process::Command};

use deskbell::{
    api_keys::{actions, model::NewApiKey},
    base::{Actor, Scope, Scopes},
};
use serde_json::Value;

use crate::support::{dump, world::World};

pub struct Shop {
    pub world: World,
    pub key: String,
    folder: tempfile::TempDir,
}

/// How a program ended.
pub struct Ran {
    pub ok: bool,
    /// What it printed, errors after the rest.
    pub printed: String,
}

impl Shop {
    /// With a workspace of its own, which has what the document's examples take for granted: the site, and the names in
    /// the `context`.
    pub async fn open() -> Self {
        let world = World::start().await;
        let new = NewApiKey { name: "Shop".to_owned(), scopes: Scopes::new(Scope::ALL), expires_at: None };
        let made = world.handles.db.write(move |tx| actions::make(tx, &Actor::System, new)).await.unwrap();
        world.handles.keyring.reload().await.unwrap();
        let shop = Self { world, key: made.1.reveal().clone(), folder: tempfile::tempdir().unwrap() };
        shop.has_what_examples_name().await;
        shop
    }

    async fn has_what_examples_name(&self) {
        let document = self.document().await;
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let contexts = schemas.values().filter_map(|schema| schema["example"]["context"].as_object());
        let names: Vec<_> = contexts.flat_map(|context| context.keys().cloned()).collect();
        let field =
            |name| serde_json::json!({"name": name, "for_agents": true, "for_bots": true, "for_assistant": true});
        let mut site = schemas.values().filter_map(|schema| schema["example"]["site"].as_str());
        let site = site.next_back().unwrap_or(&self.world.app_id).to_owned();
        let fields = Value::Array(names.into_iter().map(field).collect()).to_string();
        let sql = "UPDATE sites SET context_fields = ?1, app_id = ?2";
        let allow = move |tx: &mut deskbell::db::Tx<'_>| Ok(tx.execute(sql, [fields, site])?);
        self.world.handles.db.write(allow).await.unwrap();
        self.world.handles.sites.refresh().await.unwrap();
    }

    /// The OpenAPI document.
    pub async fn document(&self) -> Value {
        serde_json::from_str(&self.get("/openapi.json").await).unwrap()
    }

    /// What stands at an address.
    pub async fn get(&self, path: &str) -> String {
        reqwest::get(format!("{}{path}", self.world.address)).await.unwrap().text().await.unwrap()
    }

    /// Sends JSON with the key; the status and the answer.
    pub async fn send(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let address = format!("{}{path}", self.world.address);
        let request = reqwest::Client::new().request(method.parse().unwrap(), address).bearer_auth(&self.key);
        let answer = request.json(body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }

    /// Saves a program with this shop's key and starts it.
    pub async fn run(&self, language: &str, code: &str) -> Ran {
        let (file, words): (_, &[&str]) = match language {
            "curl" => ("example.sh", &["sh", "-e"]),
            "Node" => ("example.mjs", &["node"]),
            "PHP" => ("example.php", &["php", "-n"]),
            "Python" => ("example.py", &["python3"]),
            other => panic!("nobody knows how to start {other}"),
        };
        let path = self.folder.path().join(file);
        fs::write(&path, code.replace("wgk_YOUR_KEY", &self.key)).unwrap();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).arg(path).current_dir(self.folder.path());
        run(command).await
    }

    /// Everything that the API has stored, as text; without what every request notes.
    pub async fn stored(&self) -> String {
        dump::of(&self.world.handles.db, &["api_keys", "idempotency_keys", "events"]).await
    }
}

/// Runs a command to its end while the server goes on answering.
pub async fn run(mut command: Command) -> Ran {
    let name = format!("{command:?}");
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap();
    let output = output.unwrap_or_else(|error| panic!("{name} could not be started ({error}). tests/all installs it."));
    let mut printed = String::from_utf8_lossy(&output.stdout).into_owned();
    printed.push_str(&String::from_utf8_lossy(&output.stderr));
    Ran { ok: output.status.success(), printed }
}
