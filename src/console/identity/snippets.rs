//! Programs that make a proof, in the languages that shops are written in. Each is a whole program of its own file, so
//! that a test can run it; shown is the part between its marks.

/// How one language makes proofs.
pub struct Snippet {
    pub language: &'static str,
    /// Makes a `user_hash`.
    pub hash: String,
    /// Makes a signed token, where that is short.
    pub token: Option<String>,
}

struct Source {
    language: &'static str,
    hash: &'static str,
    token: Option<&'static str>,
}

const SOURCES: [Source; 7] = [
    Source {
        language: "Node.js",
        hash: include_str!("../../docs/identity/node.js"),
        token: Some(include_str!("../../docs/identity/tokens/node.js")),
    },
    Source {
        language: "PHP",
        hash: include_str!("../../docs/identity/php.php"),
        token: Some(include_str!("../../docs/identity/tokens/php.php")),
    },
    Source {
        language: "Python",
        hash: include_str!("../../docs/identity/python.py"),
        token: Some(include_str!("../../docs/identity/tokens/python.py")),
    },
    Source { language: "Ruby", hash: include_str!("../../docs/identity/ruby.rb"), token: None },
    Source { language: "Go", hash: include_str!("../../docs/identity/go.go"), token: None },
    Source { language: "Java", hash: include_str!("../../docs/identity/java.java"), token: None },
    Source { language: "C#", hash: include_str!("../../docs/identity/csharp.cs"), token: None },
];

/// Every language, the commonest first.
pub fn all() -> Vec<Snippet> {
    let snippet = |source: &Source| Snippet {
        language: source.language,
        hash: shown(source.hash),
        token: source.token.map(shown),
    };
    SOURCES.iter().map(snippet).collect()
}

/// The lines between the marks; a program may show several parts.
fn shown(program: &str) -> String {
    let mut is_shown = false;
    let mut lines = Vec::new();
    for line in program.lines() {
        match () {
            () if line.contains("snippet:begin") => is_shown = true,
            () if line.contains("snippet:end") => is_shown = false,
            () if is_shown => lines.push(line),
            () => {}
        }
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_shows_its_program_without_what_only_runs_it() {
        for snippet in all() {
            for code in snippet.token.iter().chain([&snippet.hash]) {
                assert!(code.contains("DESKBELL_IDENTITY_SECRET"), "{}", snippet.language);
                assert!(!code.contains("snippet:") && !code.contains("argument"), "{}: {code}", snippet.language);
            }
        }
    }
}
