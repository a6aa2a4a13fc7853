//! Random requests of a business's server, all of which are right, and what must be stored after them.

use std::collections::BTreeMap;

use deskbell::base::Random;
use serde_json::{Map, Value, json};

use crate::support::public_world::{Answer, PublicWorld};

const KINDS: [&str; 3] = ["order", "payment", "deposit"];

/// One request.
#[derive(Clone)]
pub struct Sent {
    pub method: &'static str,
    /// Below `/v1/chat/ingest/`, with the query string.
    pub path: String,
    pub body: Option<Value>,
    /// What it is about. Requests about different things may come in any order.
    pub about: String,
}

/// Makes requests.
pub struct Requests<'r> {
    pub random: &'r Random,
    /// Whether the server takes products.
    pub products: bool,
}

/// A record as the requests so far leave it: its customer, and its fields as they were last sent.
pub type Expected = BTreeMap<(String, String), (String, Map<String, Value>)>;

impl Requests<'_> {
    fn one_of<'w>(&self, words: &[&'w str]) -> &'w str {
        words[usize::try_from(self.random.below(words.len() as u64)).unwrap()]
    }

    fn customer(&self) -> String {
        format!("cust_{}", self.random.below(8))
    }

    /// Text, text again, null, or nothing at all.
    fn perhaps(&self, fields: &mut Map<String, Value>, (name, words): (&str, &[&str])) {
        match self.random.below(4) {
            0 => {}
            1 => drop(fields.insert(name.to_owned(), Value::Null)),
            _ => drop(fields.insert(name.to_owned(), self.one_of(words).into())),
        }
    }

    fn attributes(&self, fields: &mut Map<String, Value>) {
        if self.random.below(2) == 0 {
            let values = [Value::Null, json!(self.random.below(9)), json!("Gold"), json!(true)];
            let name = self.one_of(&["plan", "seats", "vip"]);
            let value = values[usize::try_from(self.random.below(4)).unwrap()].clone();
            fields.insert("attributes".to_owned(), json!({ name: value }));
        }
    }

    /// The next request.
    pub fn next(&self) -> Sent {
        match self.random.below(if self.products { 10 } else { 8 }) {
            0..=2 => self.identify(),
            3..=6 => self.push(),
            7 => self.remove(),
            8 => self.push_product(),
            _ => self.remove_product(),
        }
    }

    fn identify(&self) -> Sent {
        let id = self.customer();
        let mut body = Map::from_iter([("external_id".to_owned(), json!(id))]);
        self.perhaps(&mut body, ("name", &["Ana", "Bo", "Chidi"]));
        self.perhaps(&mut body, ("email", &["ana@example.com", "bo@example.com"]));
        self.perhaps(&mut body, ("phone", &["+41 31 555 01 42", "+44 7700 900123"]));
        self.attributes(&mut body);
        post("identify", Value::Object(body), format!("customer {id}"))
    }

    /// One reference, of one kind or several.
    fn push(&self) -> Sent {
        let reference = format!("R-{}", self.random.below(12));
        let records: Vec<_> = (0..=self.random.below(2)).map(|_| self.record(&reference)).collect();
        let body = json!({"external_id": self.customer(), "records": records});
        post("records", body, format!("record {reference}"))
    }

    fn record(&self, reference: &str) -> Value {
        let mut record = Map::new();
        record.insert("kind".to_owned(), self.one_of(&KINDS).into());
        record.insert("reference".to_owned(), reference.into());
        self.perhaps(&mut record, ("title", &["Bicycle", "Repair"]));
        self.perhaps(&mut record, ("status", &["pending", "paid", "refunded"]));
        self.perhaps(&mut record, ("url", &["https://shop.example/1", "https://shop.example/2"]));
        if self.random.below(2) == 0 {
            record.insert("amount".to_owned(), format!("{}.50", self.random.below(900)).into());
            record.insert("currency".to_owned(), self.one_of(&["EUR", "USD"]).into());
        }
        self.attributes(&mut record);
        Value::Object(record)
    }

    fn remove(&self) -> Sent {
        let reference = format!("R-{}", self.random.below(12));
        let path = format!("records?reference={reference}&kind={}", self.one_of(&KINDS));
        Sent { method: "DELETE", path, body: None, about: format!("record {reference}") }
    }

    fn push_product(&self) -> Sent {
        let id = format!("sku-{}", self.random.below(10));
        let mut product = Map::from_iter([("external_id".to_owned(), json!(id))]);
        product.insert("title".to_owned(), self.one_of(&["Bell", "Lamp", "Saddle"]).into());
        product.insert("price".to_owned(), format!("{}.25", self.random.below(900)).into());
        product.insert("currency".to_owned(), self.one_of(&["EUR", "USD"]).into());
        self.perhaps(&mut product, ("description", &["Loud", "Bright"]));
        self.attributes(&mut product);
        post("products", json!({"products": [product]}), format!("product {id}"))
    }

    fn remove_product(&self) -> Sent {
        let id = format!("sku-{}", self.random.below(10));
        Sent {
            method: "DELETE",
            path: format!("products?external_id={id}"),
            body: None,
            about: format!("product {id}"),
        }
    }
}

fn post(path: &str, body: Value, about: String) -> Sent {
    Sent { method: "POST", path: path.to_owned(), body: Some(body), about }
}

impl Sent {
    /// Sends it, a POST under a name of its own.
    pub async fn to(&self, (world, key): (&PublicWorld, &str), name: &str) -> Answer {
        let mut request = world.request(self.method, &format!("/v1/chat/ingest/{}", self.path)).bearer_auth(key);
        if let Some(body) = &self.body {
            request = request.header("Idempotency-Key", name).json(body);
        }
        world.send(request).await
    }

    /// What it does to the records.
    pub fn note(&self, expected: &mut Expected) {
        let Some(body) = &self.body else {
            let query: BTreeMap<_, _> =
                url::form_urlencoded::parse(self.path.split('?').nth(1).unwrap().as_bytes()).into_owned().collect();
            if let (Some(kind), Some(reference)) = (query.get("kind"), query.get("reference")) {
                expected.remove(&(kind.clone(), reference.clone()));
            }
            return;
        };
        for record in body["records"].as_array().into_iter().flatten() {
            let text = |name: &str| record[name].as_str().unwrap().to_owned();
            let entry = expected.entry((text("kind"), text("reference"))).or_default();
            entry.0 = body["external_id"].as_str().unwrap().to_owned();
            for name in ["title", "status", "url", "amount"] {
                if let Some(value) = record.get(name) {
                    entry.1.insert(name.to_owned(), value.clone());
                }
            }
        }
    }
}
