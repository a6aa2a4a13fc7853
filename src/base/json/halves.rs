//! Halves of characters: a surrogate without its other half, which JSON can write and text cannot hold.

/// The text with U+FFFD for each escaped half of a surrogate pair (`\ud83d` alone), which no JSON reader of ours takes
/// but every browser writes. `None` where there is no such half.
pub fn without_halves(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut mended, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(next) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\\')) {
        let escape = at + next;
        at = match (unit(bytes, escape), unit(bytes, escape + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => escape + 12,
            (Some(0xD800..=0xDFFF), _) => {
                mended.push_str(&text[copied..escape]);
                mended.push_str("\\ufffd");
                copied = escape + 6;
                copied
            }
            _ => escape + 2,
        };
    }
    (copied > 0).then(|| mended + &text[copied..])
}

/// The UTF-16 unit that stands escaped (`\ud83d`) at a place.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    u16::from_str_radix(digits?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lone_halves_are_replaced() {
        for (text, expected) in [
            (r#""\ud83d""#, Some(r#""\ufffd""#)),
            (r#""\uDE00\ud83dx""#, Some(r#""\ufffd\ufffdx""#)),
            (r#""\ud83d\ud83d\ude00ü""#, Some(r#""\ufffd\ud83d\ude00ü""#)),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud83d""#, None),
            (r#""\ü\u+12d""#, None),
            (r#""\ud83"#, None),
            ("\\", None),
        ] {
            assert_eq!(without_halves(text).as_deref(), expected, "{text}");
        }
    }
}
