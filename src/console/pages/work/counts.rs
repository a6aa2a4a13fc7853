//! Numbers of conversations, as people read them.

use crate::conversations::sorting::views::COUNTED;

/// “None”, “1 conversation”, “12 conversations”, “999+ conversations”.
pub fn conversations(count: Option<&i64>) -> String {
    match count.copied().unwrap_or(0) {
        0 => "None".to_owned(),
        1 => "1 conversation".to_owned(),
        count if count >= COUNTED => format!("{}+ conversations", COUNTED - 1),
        count => format!("{count} conversations"),
    }
}

/// “Never”, “Once”, “12 times”.
pub fn times(count: i64) -> String {
    match count {
        0 => "Never".to_owned(),
        1 => "Once".to_owned(),
        count => format!("{count} times"),
    }
}

/// Whether any of the texts holds what somebody looks for, whatever its case; everything does where that is nothing.
pub fn holds(texts: &[&str], wanted: &str) -> bool {
    let wanted = wanted.trim().to_lowercase();
    wanted.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&wanted))
}
