//! A request for each scope, ready to be pasted into a terminal.

use crate::base::Scope;

/// What a key may do, and the request that does it.
pub struct Request {
    pub scope: &'static str,
    pub text: &'static str,
    pub curl: String,
}

/// The address below the base, and what is sent.
struct Call {
    text: &'static str,
    method: &'static str,
    path: &'static str,
    body: Option<&'static str>,
}

/// The request for a scope with this key: it works as it stands.
pub fn request(scope: Scope, base: &str, key: &str) -> Request {
    let call = call(scope);
    let method = if call.method == "POST" { String::new() } else { format!("-X {} ", call.method) };
    let mut curl = format!("curl {method}{base}{} \\\n  -H 'Authorization: Bearer {key}'", call.path);
    if let Some(body) = call.body {
        curl.push_str(&format!(" \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"));
    }
    Request { scope: scope.as_str(), text: call.text, curl }
}

fn call(scope: Scope) -> Call {
    let post = |path, text, body| Call { text, method: "POST", path, body: Some(body) };
    match scope {
        Scope::Identify => post(
            "/v1/chat/ingest/identify",
            "Makes the customer cust_42, or updates their profile:",
            r#"{"external_id": "cust_42", "name": "Ana Lopes", "email": "ana@example.com"}"#,
        ),
        Scope::Records => post(
            "/v1/chat/ingest/records",
            "Sends an order of the customer cust_42:",
            r#"{"external_id": "cust_42", "records": [
       {"kind": "order", "reference": "1001", "amount": "19.99",
        "currency": "EUR", "status": "paid"}]}"#,
        ),
        Scope::Products => post(
            "/v1/chat/ingest/products",
            "Sends a product:",
            r#"{"products": [
       {"external_id": "mug-1", "title": "Mug", "price": "12.50",
        "currency": "EUR", "url": "https://shop.example/mug"}]}"#,
        ),
        Scope::Sessions => post(
            "/v1/chat/sessions",
            "Prepares a session of the customer cust_42, for the page to start with:",
            r#"{"external_id": "cust_42", "expires_in": 1800}"#,
        ),
        Scope::Erase => Call {
            text: "Erases a customer. This one does not exist, so trying it answers 404 and erases nobody:",
            method: "DELETE",
            path: "/v1/chat/ingest/customers/nobody-yet",
            body: None,
        },
        Scope::Sites => Call { text: "Lists the site keys:", method: "GET", path: "/api/widget/keys", body: None },
    }
}
