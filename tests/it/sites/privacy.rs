//! What we say is stored is what the front end stores.

use std::{collections::BTreeSet, fs, path::Path};

use deskbell::sites::privacy::{Place, STATEMENT};

/// Sources that may name something in a browser's storage.
const FOLDERS: [&str; 5] =
    ["assets/widget", "assets/widget/box", "assets/widget/loader", "assets/widget/state", "assets/shared"];

/// The text in back-ticks that begins like a name in storage: `deskbell:${appId}…`, `${prefix}…`.
fn names_in(source: &str) -> Vec<String> {
    // Events of the page, the channel between tabs and their lock begin alike and store nothing.
    let stores = |line: &&str| {
        ["CustomEvent", "addEventListener", "BroadcastChannel", "hooks.alone("].iter().all(|word| !line.contains(word))
    };
    let code = source.lines().map(|line| line.split("//").next().unwrap_or("")).filter(stores);
    let quoted = code.flat_map(|line| line.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>());
    quoted
        .filter(|text| {
            ["deskbell:${appId}", "deskbell:${config.app_id}", "${prefix}"].iter().any(|start| text.starts_with(start))
        })
        .collect()
}

/// A name of a source as the statement writes it.
fn stated(name: &str) -> String {
    let name = name.replace("${prefix}", "deskbell:{app_id}:").replace("${config.app_id}", "{app_id}");
    let name = name.replace("${appId}", "{app_id}").replace("${id}", "{conversation}");
    // The outbox adds the message's own id to its prefix.
    if name.ends_with(":out:") { format!("{name}{{message}}") } else { name }
}

fn stored_by_the_front_end() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = FOLDERS.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let paths = files.map(|file| file.unwrap().path());
    let sources = paths.filter(|path| path.extension().is_some_and(|ending| ending == "ts" || ending == "tsx"));
    let names = sources.flat_map(|path| names_in(&fs::read_to_string(path).unwrap()));
    // The prefix alone is no name.
    names.map(|name| stated(&name)).filter(|name| name != "deskbell:{app_id}:").collect()
}

#[test]
fn whatever_the_front_end_stores_is_stated() {
    let stated: BTreeSet<_> = STATEMENT.stored.iter().map(|stored| stored.name.to_owned()).collect();
    let stored = stored_by_the_front_end();

    let unstated: Vec<_> = stored.difference(&stated).collect();

    assert!(unstated.is_empty(), "{unstated:?} is stored, but /privacy.json does not say so");
    for name in [
        "deskbell:{app_id}",
        "deskbell:{app_id}:token",
        "deskbell:{app_id}:visitor",
        "deskbell:{app_id}:out:{message}",
        "deskbell:{app_id}:draft",
    ] {
        assert!(stored.contains(name), "{name} is stated, but no source stores it: {stored:?}");
    }
}

#[test]
fn the_host_page_holds_nothing_but_the_flag() {
    let on_the_page = STATEMENT.stored.iter().filter(|stored| stored.place == Place::HostPage);

    assert_eq!(on_the_page.map(|stored| stored.name).collect::<Vec<_>>(), ["deskbell:{app_id}"]);
}

#[test]
fn whatever_the_server_is_told_about_a_page_is_stated() {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/visitors/api.rs")).unwrap();
    let report = source.split("pub struct PageReport {").nth(1).unwrap().split("\n}").next().unwrap();
    let fields = report.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next());
    let fields: BTreeSet<_> = fields.map(str::to_owned).collect();

    let stated: BTreeSet<_> = STATEMENT.told.iter().map(|told| told.name.to_owned()).collect();

    assert_eq!(fields, stated);
}

#[test]
fn nothing_tells_where_a_visitor_is_before_it_has_acted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/widget/state");
    let session = fs::read_to_string(root.join("session.ts")).unwrap();

    let uses: Vec<_> = session.lines().filter(|line| line.contains("whereabouts()")).map(str::trim).collect();

    assert_eq!(uses, ["else body.page = { ...page, ...whereabouts() };"], "only where the call may make a visitor");
    assert!(session.contains("body.only_if_proven = true;\n    else body.page"));
}
