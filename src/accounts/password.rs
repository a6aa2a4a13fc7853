//! What a password may be: long enough, not one that everybody tries first. Any character counts, none is dropped.

use crate::base::Secret;

/// The fewest characters. Length helps more than any rule about kinds of characters.
const MIN: usize = 8;

/// The most characters: far above any password manager's, and small enough that hashing stays cheap.
const MAX: usize = 1_000;

/// The commonest passwords of eight and more characters, as they are tried first, in lower case.
const COMMON: &str = include_str!("common_passwords.txt");

/// Runs of neighbours that people type instead of thinking of something.
const RUNS: [&str; 6] = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];

/// A password that passed the rules.
#[derive(Debug, Clone)]
pub struct Password(Secret<String>);

impl Password {
    /// Reads a new password. `about` holds what everybody knows of its owner: e-mail address, names.
    ///
    /// # Errors
    /// The sentence for the field.
    pub fn parse(typed: &str, about: &[&str]) -> Result<Self, &'static str> {
        let length = typed.chars().count();
        if length < MIN {
            return Err("Use at least 8 characters. A few words in a row are easy to remember and hard to guess.");
        }
        if length > MAX {
            return Err("Use at most 1,000 characters.");
        }
        let plain = typed.to_lowercase();
        if is_common(&plain) {
            return Err("This password is among the first that attackers try. Choose another one.");
        }
        if about.iter().any(|known| is_about(&plain, known)) {
            return Err("This password can be read off your e-mail address or your business name. Choose another one.");
        }
        Ok(Self(Secret::new(typed.to_owned())))
    }

    /// The password itself, for hashing.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

fn is_common(plain: &str) -> bool {
    // "password", "Password1!" and "password123" are one idea.
    let core = plain.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let is_listed = |word: &str| COMMON.lines().any(|line| line == word);
    is_listed(plain) || is_listed(core) || is_run(plain) || is_repeated(plain)
}

fn is_run(plain: &str) -> bool {
    let backwards: String = plain.chars().rev().collect();
    RUNS.iter().any(|run| run.contains(plain) || run.contains(&backwards))
}

/// `aaaaaaaa`, `abababab`, `12341234`.
fn is_repeated(plain: &str) -> bool {
    let chars: Vec<_> = plain.chars().collect();
    (1..=4).any(|period| chars.iter().zip(chars.iter().skip(period)).all(|(one, next)| one == next))
}

fn is_about(plain: &str, known: &str) -> bool {
    let known = known.trim().to_lowercase();
    let local = known.split('@').next().unwrap_or("");
    let squeezed: String = known.chars().filter(|c| c.is_alphanumeric()).collect();
    let core: String = plain.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation()).to_owned();
    let squeezed_core: String = core.chars().filter(|c| c.is_alphanumeric()).collect();
    !known.is_empty()
        && (plain == known
            || (!squeezed.is_empty() && squeezed_core == squeezed)
            || (local.len() >= 3 && core == local))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(typed: &str) -> bool {
        Password::parse(typed, &["ana.lopes@fern.example", "Fern & Co"]).is_err()
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for weak in [
            "",
            "short",
            "1234567",
            "12345678",
            "87654321",
            "password",
            "Password",
            "PASSWORD1!",
            "password123",
            "qwertyuiop",
            "aaaaaaaa",
            "abababab",
            "12341234",
            "iloveyou",
            "1qaz2wsx",
            "ana.lopes@fern.example",
            "Ana.Lopes1",
            "fern & co",
            "FernCo2026!",
        ] {
            assert!(refused(weak), "{weak}");
        }
    }

    #[test]
    fn any_character_counts_and_none_is_dropped() {
        for strong in [
            "correct horse battery",
            "пароль-длинный",
            "🐟🐟🐠🐠🐡🐡🦀🦑",
            "  spaces at the ends  ",
            "x7$Kq!vR",
            &"long phrase ".repeat(20),
        ] {
            assert_eq!(
                Password::parse(strong, &["ana@fern.example", "Fern & Co"])
                    .map(|password| password.reveal().to_owned()),
                Ok(strong.to_owned())
            );
        }
    }
}
