//! Wrong bodies, made from a right one.

use serde_json::{Value, json};

/// A body that must be refused, and why.
pub struct Wrong {
    pub what: String,
    pub body: Vec<u8>,
}

/// Everything that can be wrong with a body of at most `limit` bytes.
pub fn wrong_bodies(good: &Value, limit: usize) -> Vec<Wrong> {
    let wrong = |what: &str, body: Vec<u8>| Wrong { what: what.to_owned(), body };
    let text = good.to_string();
    let inside = &text[1..text.len() - 1];
    let first_key = good.as_object().unwrap().keys().next().unwrap();
    let deep = |depth: usize| format!("{{\"deep\":{}1{},{inside}}}", "[".repeat(depth), "]".repeat(depth));
    let mut all = vec![
        wrong("nothing", Vec::new()),
        wrong("half of it", text.as_bytes()[..text.len() / 2].to_vec()),
        wrong("something after it", format!("{text} {{}}").into_bytes()),
        wrong("a comment", format!("/* hello */{text}").into_bytes()),
        wrong("no JSON", b"app_id=1&page=2".to_vec()),
        wrong("bad UTF-8", [b"{\"x\":\"\xff\xfe\",".as_slice(), inside.as_bytes(), b"}"].concat()),
        wrong("overlong UTF-8", [b"{\"x\":\"\xc0\xaf\",".as_slice(), inside.as_bytes(), b"}"].concat()),
        wrong("UTF-16", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        wrong("a bare NUL", [text.as_bytes(), b"\0"].concat()),
        wrong("half a surrogate", format!("{{\"x\":\"\\ud800\",{inside}}}").into_bytes()),
        wrong("40 deep", deep(40).into_bytes()),
        wrong("20,000 deep", deep(20_000).into_bytes()),
        wrong("bottomless", "[".repeat(60_000).into_bytes()),
        wrong("an unknown field", format!("{{\"is_admin\":true,{inside}}}").into_bytes()),
        wrong("__proto__", format!("{{\"__proto__\":{{}},{inside}}}").into_bytes()),
        wrong("a key twice", format!("{{\"{first_key}\":{},{inside}}}", good[first_key]).into_bytes()),
        wrong("too large", format!("{{{inside},\"padding\":\"{}\"}}", "x".repeat(limit)).into_bytes()),
        wrong("too large, all white", format!("{text}{}", " ".repeat(limit)).into_bytes()),
    ];
    for value in [json!(null), json!(true), json!(1), json!("text"), json!([]), json!([good]), json!({})] {
        all.push(wrong(&format!("{value} instead"), value.to_string().into_bytes()));
    }
    all.extend(wrong_fields(good));
    all
}

/// The body with one field at a time of a wrong type, or with what no text may hold.
fn wrong_fields(good: &Value) -> Vec<Wrong> {
    let mut all = Vec::new();
    for field in good.as_object().unwrap().keys() {
        let strange = [json!({ "$gt": "" }), json!([[]]), json!(true), json!(1.5), json!("a\u{0}b")];
        for value in strange {
            // Attributes may have any name.
            if field == "attributes" && value.is_object() {
                continue;
            }
            let mut body = good.clone();
            body[field] = value.clone();
            all.push(Wrong { what: format!("{field} is {value}"), body: body.to_string().into_bytes() });
        }
    }
    all
}
