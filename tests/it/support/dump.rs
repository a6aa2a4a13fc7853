//! All that a database holds, as text that can be compared between two databases.

use std::collections::BTreeMap;

use deskbell::db::Db;
use rusqlite::{Connection, types::ValueRef};

/// Every row of every table but `without`, sorted. Ids of contacts stand as their `external_id`; other ids of our own, and
/// the order in which rows were made, are left out.
pub async fn of(db: &Db, without: &'static [&'static str]) -> String {
    db.read(move |connection| Ok(everything(connection, without))).await.unwrap()
}

fn everything(connection: &Connection, without: &[&str]) -> String {
    let mut contacts = connection.prepare("SELECT contact_id, external_id FROM contacts").unwrap();
    let pairs = contacts.query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default())));
    let names: BTreeMap<String, String> = pairs.unwrap().collect::<Result<_, _>>().unwrap();

    let mut lines = Vec::new();
    for table in tables(connection) {
        if !without.contains(&table.as_str()) {
            lines.extend(rows(connection, &table, &names));
        }
    }
    lines.sort();
    lines.join("\n")
}

/// Tables of our own: not those that a search index keeps for itself.
fn tables(connection: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1";
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn rows(connection: &Connection, table: &str, names: &BTreeMap<String, String>) -> Vec<String> {
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let columns: Vec<_> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut rows = statement.query([]).unwrap();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let mut line = table.to_owned();
        for (index, column) in columns.iter().enumerate() {
            if let Some(text) = cell(column, row.get_ref(index).unwrap(), names) {
                line.push_str(&format!(" {column}={text}"));
            }
        }
        lines.push(line);
    }
    lines
}

fn cell(column: &str, value: ValueRef<'_>, names: &BTreeMap<String, String>) -> Option<String> {
    let text = match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => hex::encode(bytes),
    };
    match names.get(&text) {
        Some(name) => Some(name.clone()),
        None if column == "seq" || column.ends_with("_number") => None,
        None if column.ends_with("_id") && column != "external_id" => None,
        None => Some(format!("{text:?}")),
    }
}
