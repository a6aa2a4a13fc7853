//! A table out of a file, as spreadsheets and other systems write it: commas, semicolons or tabs, UTF-8 or UTF-16.

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 5_000_000;
/// The most rows below the header.
pub const MAX_ROWS: usize = 20_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 100;

/// A table with a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The header's cells, without space around them.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// One row below the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it begins at in the file, as an editor counts it.
    pub line: u64,
    /// Without space around them. Usually one for each column.
    pub cells: Vec<String>,
}

impl Table {
    /// Reads a file. Rows in which every cell is empty are left out.
    ///
    /// # Errors
    /// The sentence for whoever chose the file.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let text = decode(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
        let (delimiter, text, lines_before) = delimiter(&text);
        if let Some(line) = odd_quote(text.as_bytes(), delimiter) {
            return Err(format!(
                "A cell that begins with a quotation mark in line {} does not end with one. Write marks inside such a cell \
                 twice, or take out the stray one.",
                line + lines_before
            ));
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| format!("This table cannot be read: {error}."))? {
            let line = lines.line_at(record.position().map_or(0, csv::Position::byte)) + lines_before;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if rows.is_empty() && record.len() > MAX_COLUMNS {
                let columns = record.len();
                return Err(format!(
                    "This table has {columns} columns. Leave out some: at most {MAX_COLUMNS} are taken."
                ));
            }
            // One more than a row may have is enough to tell; a line of five million commas is not kept.
            let cells = record.iter().take(MAX_COLUMNS + 1).map(|cell| cell.trim().to_owned()).collect();
            if rows.len() > MAX_ROWS {
                return Err(format!(
                    "This table has more than {MAX_ROWS} rows. Split it and import the parts one by one."
                ));
            }
            rows.push(Row { line, cells });
        }
        if rows.len() < 2 {
            let sentence =
                "This file holds no rows. Its first line names the columns, and each line below is a customer.";
            return Err(sentence.to_owned());
        }
        let columns = rows.remove(0).cells;
        Ok(Self { columns, rows })
    }

    /// The first values of a column that are not empty.
    pub fn samples(&self, column: usize, most: usize) -> Vec<&str> {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
        cells.map(String::as_str).filter(|cell| !cell.is_empty()).take(most).collect()
    }
}

/// The line of the first cell that begins with a quotation mark and does not end with one: it would swallow the rows below.
fn odd_quote(text: &[u8], delimiter: u8) -> Option<u64> {
    let (mut line, mut is_first, mut began) = (1, true, None);
    let mut bytes = text.iter().peekable();
    while let Some(byte) = bytes.next() {
        match began {
            Some(_) if *byte == b'"' && bytes.next_if_eq(&&b'"').is_none() => {
                while bytes.next_if_eq(&&b' ').is_some() {}
                if bytes.peek().is_some_and(|next| **next != delimiter && **next != b'\n') {
                    return began;
                }
                began = None;
            }
            None if is_first && *byte == b'"' => began = Some(line),
            _ => {}
        }
        line += u64::from(*byte == b'\n');
        is_first = *byte == delimiter || *byte == b'\n';
    }
    began
}

/// Counts lines. The reader's own count is that of the empty lines before a row.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first row at or after a byte; bytes are asked for in order.
    fn line_at(&mut self, byte: u64) -> u64 {
        while let Some(character) = self.text.get(self.at) {
            let is_before = (self.at as u64) < byte;
            if !is_before && *character != b'\n' {
                break;
            }
            self.line += u64::from(*character == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn decode(bytes: &[u8]) -> Result<String, String> {
    let text = match bytes {
        [] => return Err("Choose a file first: a table with one customer a line, saved as CSV.".to_owned()),
        bytes if bytes.len() > MAX_BYTES => {
            return Err("This file is larger than 5 MB. Split it and import the parts one by one.".to_owned());
        }
        [b'P', b'K', 3, 4, ..] => {
            return Err("This is a spreadsheet's own file. Open it and save it as CSV, then upload that.".to_owned());
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        plain => String::from_utf8(plain.to_vec()).ok(),
    };
    let not_text = "This file is not text in UTF-8 or UTF-16. Save it as “CSV UTF-8” and upload that.";
    text.filter(|text| !text.contains('\0')).ok_or_else(|| not_text.to_owned())
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

/// What parts the cells, the text without a line that only says so, and whether there was one: spreadsheets write
/// `sep=;` for each other. Otherwise it is what stands most often in the header.
fn delimiter(text: &str) -> (u8, &str, u64) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some([said @ (b',' | b';' | b'\t')]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return (*said, rest, 1);
    }
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in first.bytes() {
        is_quoted ^= byte == b'"';
        counts.iter_mut().filter(|(known, _)| *known == byte && !is_quoted).for_each(|(_, count)| *count += 1);
    }
    // Of equals the first: `max_by_key` would take the last.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    (most.map_or(b',', |(delimiter, _)| *delimiter), text, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn the_same_table_is_read_however_it_was_saved() {
        let text = "id;name\r\n1;Zoë\r\n2;\"Lee; \"\"J\"\"\"\r\n";
        let mut utf16_le = vec![0xFF, 0xFE];
        let mut utf16_be = vec![0xFE, 0xFF];
        for unit in text.replace(';', "\t").encode_utf16() {
            utf16_le.extend(unit.to_le_bytes());
            utf16_be.extend(unit.to_be_bytes());
        }
        let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let commas = text.replace(';', ",");

        for bytes in [
            text.as_bytes(),
            &with_mark,
            &utf16_le,
            &utf16_be,
            commas.as_bytes(),
            format!("sep=;\r\n{text}").as_bytes(),
        ] {
            let table = Table::read(bytes).unwrap();
            assert_eq!(table.columns, ["id", "name"]);
            assert_eq!(cells(&table)[0], ["1", "Zoë"]);
            assert!(cells(&table)[1][1].ends_with("\"J\""), "{table:?}");
        }
    }

    #[test]
    fn quotation_marks_are_only_special_at_the_begin_of_a_cell() {
        let table =
            Table::read(b"id,\"note\"\n1,6\" nail\n2,Jo \"the bell\" Lee\n3,\"say \"\"hi\"\"\" \n4,\"\"\n").unwrap();

        let notes: Vec<_> = cells(&table).iter().map(|row| row[1]).collect();
        assert_eq!(notes, ["6\" nail", "Jo \"the bell\" Lee", "say \"hi\"", ""]);
    }

    #[test]
    fn rows_know_the_line_they_begin_at() {
        let table = Table::read(b"id,note\n1,\"two\nlines\"\n\n,\n2,x,more\n").unwrap();

        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 6]);
        assert_eq!(cells(&table), [vec!["1", "two\nlines"], vec!["2", "x", "more"]]);
        assert_eq!(Table::read(b"id\r\n1\r\n\r\n2\r\n").unwrap().rows[1].line, 4);
        assert_eq!(Table::read(b"id\r1\r2\r").unwrap().rows[1].line, 3);
        assert_eq!(Table::read(b"sep=,\nid\n1\n").unwrap().rows[0].line, 3);
    }

    #[test]
    fn what_is_no_table_is_told_in_words() {
        let wide = vec!["c"; MAX_COLUMNS + 1].join(",") + "\n" + &",".repeat(MAX_COLUMNS) + "1";
        let long = format!("id\n{}", "1\n".repeat(MAX_ROWS + 1));
        for (bytes, words) in [
            (b"".as_slice(), "Choose a file"),
            (b"id,name\n", "no rows"),
            (b"PK\x03\x04x", "save it as CSV"),
            (b"id\nZo\xEB\n", "UTF-8"),
            (b"\xFF\xFEi\x00", "no rows"),
            (b"\xFF\xFEi", "UTF-8"),
            (b"i\0d\0", "UTF-8"),
            (wide.as_bytes(), "101 columns"),
            (long.as_bytes(), "20000 rows"),
            (b"id,note\n1,x\n2,\"Jo\n3,Bo\n", "in line 3"),
            (b"id,note\n1,\"Jo\n2,\"Bo\n3,Chris\n", "in line 2"),
            (b"sep=;\nid;note\n1;\"Jo\" Lee\n", "in line 3"),
        ] {
            let told = Table::read(bytes).unwrap_err();
            assert!(told.contains(words), "{told}");
        }
        assert!(Table::read(format!("id\n{}", "1\n".repeat(MAX_ROWS)).as_bytes()).is_ok());
        let commas = Table::read(format!("id\n1{}", ",".repeat(1_000_000)).as_bytes()).unwrap();
        assert_eq!(commas.rows[0].cells.len(), MAX_COLUMNS + 1, "too many to fit, and no more than that");
    }
}
