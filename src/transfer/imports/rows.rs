//! Rows of a table as profiles, by the rules that servers' requests are read by.

use std::{borrow::Cow, collections::HashMap};

use super::{
    mapping::Target,
    table::{Row, Table},
};
use crate::{
    base::{
        Change, FieldErrors,
        json::{Fields, Json, Place, ReadJson, Wrong},
    },
    contacts::{
        model::{ExternalId, ProfileChanges},
        reading,
    },
};

/// The most wrong rows that are shown.
const SHOWN: usize = 100;

/// What one row says of a customer.
#[derive(Debug, Clone)]
pub struct SentContact {
    /// The line in the file.
    pub line: u64,
    pub external_id: Option<ExternalId>,
    /// Empty cells leave what is there.
    pub changes: ProfileChanges,
}

/// Rows that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WrongRows {
    /// The first hundred, by line.
    pub shown: Vec<WrongRow>,
    /// How many there are.
    pub all: usize,
}

/// Something wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongRow {
    pub line: u64,
    /// The column's name; empty where it is the row as a whole.
    pub column: String,
    pub detail: String,
}

/// A column that is taken: its place, its name, and the pointer of what it becomes.
struct Taken<'t> {
    index: usize,
    name: &'t str,
    target: Target,
    pointer: String,
}

/// Reads every row.
///
/// # Errors
/// Every wrong cell.
pub fn read(table: &Table, targets: &[Target]) -> Result<Vec<SentContact>, WrongRows> {
    let taken = taken(table, targets);
    let mut wrong = WrongRows::default();
    let mut seen: HashMap<String, u64> = HashMap::with_capacity(table.rows.len());
    let mut contacts = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        if row.cells.len() != table.columns.len() {
            let (cells, columns) = (row.cells.len(), table.columns.len());
            let detail =
                format!("This row has {cells} cells, and the header names {columns} columns. Check its quotes.");
            wrong.add(row.line, "", detail);
            continue;
        }
        let Some(contact) = read_row(row, &taken, &mut wrong) else { continue };
        let (key, target) = match (&contact.external_id, &contact.changes.email) {
            (Some(id), _) => (format!("id {}", id.as_str()), Target::ExternalId),
            (None, Change::Set(email)) => (format!("mail {email}"), Target::Email),
            (None, _) => {
                wrong.add(row.line, "", "This row has neither an id nor an e-mail address. Give it one of them.");
                continue;
            }
        };
        if let Some(line) = seen.insert(key, row.line) {
            let column = taken.iter().find(|column| column.target == target).map_or("", |column| column.name);
            wrong.add(row.line, column, format!("Line {line} is about the same customer. Keep one of them."));
        }
        contacts.push(contact);
    }
    if wrong.all == 0 { Ok(contacts) } else { Err(wrong) }
}

fn taken<'t>(table: &'t Table, targets: &[Target]) -> Vec<Taken<'t>> {
    let columns = table.columns.iter().zip(targets).enumerate().filter(|(_, (_, target))| **target != Target::Ignore);
    let taken = columns.map(|(index, (name, target))| {
        let attributes = Place::Field(&Place::Top, "attributes");
        let pointer = match target {
            Target::Attribute => Place::Field(&attributes, name).pointer(),
            field => Place::Field(&Place::Top, field.as_str()).pointer(),
        };
        Taken { index, name, target: *target, pointer }
    });
    taken.collect()
}

fn read_row(row: &Row, taken: &[Taken<'_>], wrong: &mut WrongRows) -> Option<SentContact> {
    let mut fields = Vec::with_capacity(taken.len());
    let mut attributes = Vec::new();
    for column in taken {
        let Some(cell) = row.cells.get(column.index).filter(|cell| !cell.is_empty()) else { continue };
        let text = Json::Text(Cow::Borrowed(cell.as_str()));
        match column.target {
            Target::Attribute => attributes.push((Cow::Borrowed(column.name), text)),
            field => fields.push((Cow::Borrowed(field.as_str()), text)),
        }
    }
    if !attributes.is_empty() {
        fields.push((Cow::Borrowed("attributes"), Json::Object(attributes)));
    }
    let mut found = Wrong::default();
    let mut fields = Fields::open(Json::Object(fields), &Place::Top, &mut found)?;
    let external_id = fields.optional_with("external_id", ExternalId::read_json);
    let changes = reading::profile(&mut fields);
    fields.finish();
    let (_, errors) = found.into_parts();
    if errors.is_empty() {
        return Some(SentContact { line: row.line, external_id, changes });
    }
    for error in errors.iter() {
        let column = taken.iter().find(|column| column.pointer == error.pointer).map_or("", |column| column.name);
        wrong.add(row.line, column, error.detail.clone());
    }
    None
}

impl WrongRows {
    /// Adds one; beyond the first hundred it is only counted.
    pub fn add(&mut self, line: u64, column: &str, detail: impl Into<String>) {
        self.all += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(WrongRow { line, column: column.to_owned(), detail: detail.into() });
        }
    }

    /// Rows that turned out to be wrong beside what is stored; their pointers are `/{line}`.
    pub fn of(errors: &FieldErrors) -> Self {
        let mut wrong = Self::default();
        for error in errors.iter() {
            wrong.add(error.pointer.trim_start_matches('/').parse().unwrap_or(0), "", error.detail.clone());
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer::imports::mapping::guess;

    #[test]
    fn every_wrong_cell_is_named_by_line_and_column() {
        let table = Table::read(
            b"id,email,Avatar,Plan\n1,ana@x.de,,Gold\n0,ana,ftp://x,\n2,b@x.de\n,,,Silver\n1,,,\n,c@x.de,,\n,C@x.de,,\n3,c@x.de,,\n",
        )
        .unwrap();

        let wrong = read(&table, &guess(&table.columns)).unwrap_err();

        let named: Vec<_> = wrong.shown.iter().map(|row| (row.line, row.column.as_str())).collect();
        assert_eq!(named, [(3, "id"), (3, "email"), (3, "Avatar"), (4, ""), (5, ""), (6, "id"), (8, "email")]);
        assert_eq!(wrong.all, 7);
    }

    #[test]
    fn an_empty_cell_leaves_what_is_there() {
        let table = Table::read(b"id,name,Plan\n1,,\n").unwrap();

        let contacts = read(&table, &guess(&table.columns)).unwrap();

        assert_eq!(contacts[0].changes, ProfileChanges::default());
    }
}
