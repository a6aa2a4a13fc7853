use super::*;
use crate::base::Random;

/// Also used by the stories in a browser.
const HOSTILE: &str = include_str!("../../tests/it/data/hostile.txt");

fn of(markdown: &str) -> String {
    html(markdown).unwrap_or_else(|| panic!("no marks in {markdown:?}"))
}

/// Reads HTML as strictly as it is written here; answers what must not be there.
fn breach(html: &str) -> Option<String> {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at + 1..];
        let end = tag.find('>')?;
        let (inside, after) = (&tag[..end], &tag[end + 1..]);
        rest = after;
        let name = inside.trim_start_matches('/').split(' ').next().unwrap();
        if !clean::TAGS.contains(&name) {
            return Some(format!("<{inside}>"));
        }
        let attributes = inside[inside.find(' ').unwrap_or(inside.len())..].trim();
        for attribute in attributes.split("\" ").filter(|attribute| !attribute.is_empty()) {
            let (key, value) = attribute.split_once("=\"").unwrap_or((attribute, ""));
            let value = value.trim_end_matches('"');
            let is_fine = match (name, key) {
                ("a", "href") => clean::SCHEMES.iter().any(|scheme| value.starts_with(&format!("{scheme}:"))),
                ("a", "target") => value == "_blank",
                ("a", "rel") => value == "noopener noreferrer nofollow ugc",
                ("ol", "start") => value.bytes().all(|byte| byte.is_ascii_digit()),
                _ => false,
            };
            if !is_fine {
                return Some(format!("{attribute} in <{inside}>"));
            }
        }
    }
    None
}

#[test]
fn plain_text_is_left_alone() {
    for plain in [
        "",
        "Where is my parcel?",
        "Line one\nline two",
        "See https://shop.example/a_b_c, please",
        "snake_case_name and 2 * 3 * 4",
        "5 > 3, a <b>bold</b> claim",
        "ana@fern.example",
        "[x]",
        "~5 days",
    ] {
        assert_eq!(html(plain), None, "{plain}");
    }
}

#[test]
fn a_preview_holds_the_words_without_their_marks() {
    for (markdown, expected) in [
        ("Hi there, **this** is *Ana*, ~~not~~ `Bo`", "Hi there, this is Ana, not Bo"),
        ("See [our page](https://fern.example/a) and ![a fern](https://fern.example/f.png)", "See our page and a fern"),
        ("# Title\n\n- one\n- two\n\n3. three\n4. four", "Title • one • two 3. three 4. four"),
        ("> said\n> twice\n\nYes", "said twice Yes"),
        ("```js\nif (a < b) {}\n```\n**so**", "if (a < b) {} so"),
        ("a <b>bold</b> **claim** & more", "a <b>bold</b> claim & more"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("\\*as it is\\*", "\\*as it is\\*"),
        ("![](https://x.example/a.png)", "![](https://x.example/a.png)"),
        ("[](https://x.example)", "[](https://x.example)"),
        ("```\n```", "``` ```"),
        ("> ", ">"),
    ] {
        assert_eq!(crate::base::text::one_line(&plain(markdown), 140), expected, "{markdown}");
    }
}

#[test]
fn marks_become_tags() {
    for (markdown, expected) in [
        ("**bold** and *italic* and ~~gone~~", "<p><strong>bold</strong> and <em>italic</em> and <del>gone</del></p>"),
        ("run `a < b`", "<p>run <code>a &lt; b</code></p>"),
        ("```js\nif (a < b) {}\n```", "<pre><code>if (a &lt; b) {}\n</code></pre>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("3. three\n4. four", "<ol start=\"3\"><li>three</li><li>four</li></ol>"),
        ("> said\n> twice", "<blockquote><p>said<br>twice</p></blockquote>"),
        ("# Title\ntext", "<p><strong>Title</strong></p><p>text</p>"),
        ("one *line*\nand the next", "<p>one <em>line</em><br>and the next</p>"),
        (
            "*a* <b>raw</b> <script>x</script>",
            "<p><em>a</em> &lt;b&gt;raw&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;</p>",
        ),
        ("*x*\n\n<div>\nraw\n</div>", "<p><em>x</em></p><p>&lt;div&gt;<br>raw<br>&lt;/div&gt;</p>"),
        ("[x](javascript:alert(1)) **y**", "<p>x <strong>y</strong></p>"),
    ] {
        assert_eq!(of(markdown), expected, "{markdown}");
    }
}

#[test]
fn links_lead_away_and_vouch_for_nothing() {
    let rel = "target=\"_blank\" rel=\"noopener noreferrer nofollow ugc\"";
    for (markdown, expected) in [
        (
            "[shop](https://shop.example/?a=1&b=2)",
            format!("<p><a href=\"https://shop.example/?a=1&amp;b=2\" {rel}>shop</a></p>"),
        ),
        (
            "**see** https://shop.example.",
            format!("<p><strong>see</strong> <a href=\"https://shop.example/\" {rel}>https://shop.example</a>.</p>"),
        ),
        (
            "*to* ana@fern.example",
            format!("<p><em>to</em> <a href=\"mailto:ana@fern.example\" {rel}>ana@fern.example</a></p>"),
        ),
        ("[call](tel:+4930123)", format!("<p><a href=\"tel:+4930123\" {rel}>call</a></p>")),
        (
            "![a cat](https://x.example/cat.png)",
            format!("<p><a href=\"https://x.example/cat.png\" {rel}>🖼 a cat</a></p>"),
        ),
    ] {
        assert_eq!(of(markdown), expected, "{markdown}");
    }
}

#[test]
fn nothing_hostile_gets_through_in_any_place() {
    let corpus: Vec<_> = HOSTILE.lines().filter(|line| !line.is_empty()).collect();
    assert!(corpus.len() >= 60, "{} strings", corpus.len());
    for hostile in corpus {
        let places = [
            format!("**x** {hostile}"),
            format!("[x]({hostile})"),
            format!("[x](<{hostile}>)"),
            format!("![{hostile}]({hostile} \"{hostile}\")"),
            format!("`{hostile}`\n\n    {hostile}\n\n> {hostile}\n- {hostile}\n# {hostile}"),
            format!("**x**\n\n{hostile}\n"),
            format!("```{hostile}\n{hostile}\n```"),
            format!("[x]\n\n[x]: {hostile}\n*y*"),
            format!("https://x.example/{hostile} *y*"),
        ];
        for markdown in &places {
            if let Some(html) = html(markdown) {
                assert_eq!(breach(&html), None, "{markdown}\n→ {html}");
                assert_eq!(sanitize(&html), html, "{markdown}");
            }
        }
        let direct = sanitize(hostile);
        assert_eq!(breach(&direct), None, "{hostile}\n→ {direct}");
        assert_eq!(sanitize(&direct), direct, "{hostile}");
    }
}

/// What hostile HTML and Markdown are made of.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<a href='https://x.example'>",
    "<a href=javascript:x>",
    "</a>",
    "<ul>",
    "<li>",
    "</ul>",
    "<pre>\n",
    "</pre>",
    "<code>",
    "</code>",
    "<blockquote>",
    "</blockquote>",
    "<script>",
    "</script>",
    "<style>",
    "<svg>",
    "<math>",
    "<mtext>",
    "<table>",
    "<td>",
    "<b>",
    "<em>",
    "</em>",
    "<strong>",
    "<del>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&lt;",
    "&#x6a;",
    "\"",
    "'",
    ">",
    "<",
    "\n",
    "x",
    " ",
    "**",
    "_",
    "`",
    "~~",
    "[x](",
    ")",
    "> ",
    "- ",
    "# ",
    "1. ",
    "\u{0}",
    "<title>",
    "<noscript>",
    "<textarea>",
    "<template>",
    "<ol start=-1>",
    "<ol start='3'>",
    "onclick=x ",
];

#[test]
fn cleaning_again_changes_nothing_whatever_was_cleaned() {
    let random = Random::seeded(42);
    for _ in 0..3_000 {
        let count = 1 + random.below(24);
        let text: String = (0..count).map(|_| PIECES[random.below(PIECES.len() as u64) as usize]).collect();

        let once = sanitize(&text);

        assert_eq!(sanitize(&once), once, "{text:?}");
        assert_eq!(breach(&once), None, "{text:?} → {once}");
        if let Some(html) = html(&text) {
            assert_eq!(sanitize(&html), html, "{text:?}");
            assert_eq!(breach(&html), None, "{text:?} → {html}");
        }
    }
}

#[test]
fn nesting_is_bounded_and_no_word_is_lost() {
    let quoted = of(&format!("{}deep", "> ".repeat(2_000)));
    let listed = of(&(0..200).map(|depth| format!("{}- item\n", "  ".repeat(depth))).collect::<String>());
    let starred = of(&format!("{}x{}", "*a ".repeat(1_000), "*".repeat(1_000)));

    assert!(quoted.contains("deep") && quoted.matches("<blockquote>").count() <= 8);
    assert_eq!(listed.matches("item").count(), 200);
    assert!(listed.matches("<ul>").count() <= 8 && starred.matches("<em>").count() <= 1_000);
}
