//! Numbers as people read them.

use std::fmt::Display;

use crate::conversations::sorting::views::COUNTED;

/// “1 tag”, “12 tags”; nothing where there is none.
pub fn of<N: From<u8> + PartialEq + Display>(count: N, (one, many): (&str, &str)) -> String {
    if count == N::from(0) {
        String::new()
    } else if count == N::from(1) {
        format!("1 {one}")
    } else {
        format!("{count} {many}")
    }
}

/// “None”, “1 conversation”, “12 conversations”, “999+ conversations”.
pub fn conversations(count: Option<&i64>) -> String {
    match count.copied().unwrap_or(0) {
        0 => "None".to_owned(),
        count if count >= COUNTED => format!("{}+ conversations", COUNTED - 1),
        count => of(count, ("conversation", "conversations")),
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
