//! Settings → Customer data → Import: a file is uploaded, somebody says what its columns are, and its rows are taken in.

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    chosen::{Chosen, done},
    customer_data::{CustomerDataPage, telling},
    inputs::Input,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    audit::{self, About, Fact, Kind},
    base::{Error, FieldErrors, Secret, ids::ContactImportId, text},
    db::Db,
    http::{
        Client,
        form_with_file::FormWithFile,
        forms::Form,
        html::{PageResult, see_other},
        log_act,
        session::{self, Flash},
    },
    transfer::imports::{
        actions::{self, Imported},
        mapping::{self, Target},
        rows::{self, SentContact, WrongRows},
        table::Table,
        views,
    },
};

/// Values of a column that are shown.
const SAMPLES: usize = 3;

/// The longest value that is shown whole, in characters.
const SAMPLE: usize = 40;

#[derive(Template)]
#[template(path = "console/import.html")]
struct ImportPage {
    shell: Shell,
    id: ContactImportId,
    file_name: String,
    rows: usize,
    columns: Vec<ColumnRow>,
    /// What is wrong with the columns as a whole.
    trouble: String,
    wrong: Option<WrongRows>,
}

struct ColumnRow {
    name: String,
    samples: Vec<String>,
    target: Input,
}

impl ConsolePage for ImportPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// A file that waits, and its table.
struct Opened {
    id: ContactImportId,
    file_name: String,
    table: Table,
}

/// What came of trying to read all rows.
enum Read {
    Contacts(Vec<SentContact>),
    WrongColumns(FieldErrors),
    WrongRows(WrongRows),
}

/// `POST /console/customer-data/import`: keeps a file for its preview.
#[handler]
pub async fn upload_contacts(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    upload: FormWithFile,
    db: Data<&Db>,
) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::CustomerData)?;
    let bytes = upload.bytes("table").unwrap_or_default().to_vec();
    let read = tokio::task::spawn_blocking(move || Table::read(&bytes).map(|_| bytes));
    let bytes = match read.await.map_err(Error::internal)? {
        Ok(bytes) => bytes,
        Err(sentence) => {
            let page = CustomerDataPage::with_upload_error(request, chosen, sentence)?;
            return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let (actor, file_name) = (signed_in.actor(), upload.file_name("table").to_owned());
    let id = db.write(move |tx| actions::stage(tx, &actor, &file_name, &bytes)).await?;
    Ok(see_other(&format!("/console/customer-data/import/{id}")))
}

/// `GET /console/customer-data/import/{id}`: what the columns are, as far as their names tell.
#[handler]
pub async fn show_import(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
) -> PageResult {
    let opened = open(request, &signed_in, &id).await?;
    let targets = mapping::guess(&opened.table.columns);
    let shell = Shell::for_place(request, &signed_in, Place::CustomerData)?;
    ImportPage::of(shell, &opened, &targets, &FieldErrors::new()).answer(StatusCode::OK)
}

/// `POST /console/customer-data/import/{id}`: takes in all rows, or none; or forgets the file.
#[handler]
pub async fn import_contacts(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::CustomerData)?;
    let actor = signed_in.actor();
    if form.text("do") == "discard" {
        let id = parse(&id)?;
        db.write(move |tx| actions::discard(tx, &actor, id)).await?;
        return Ok(done(request, "/console/customer-data", Flash("import_discarded")));
    }
    let opened = open(request, &signed_in, &id).await?;
    let targets: Vec<_> = (0..opened.table.columns.len())
        .map(|index| Target::parse(form.text(&format!("column_{index}"))).unwrap_or(Target::Ignore))
        .collect();
    let (opened, targets, read) = tokio::task::spawn_blocking(move || {
        let read = read_rows(&opened.table, &targets);
        (opened, targets, read)
    })
    .await
    .map_err(Error::internal)?;
    let refused = |wrong: WrongRows| {
        let page = ImportPage::of(shell, &opened, &targets, &FieldErrors::new());
        ImportPage { wrong: Some(wrong), ..page }.answer(StatusCode::UNPROCESSABLE_ENTITY)
    };
    let contacts = match read {
        Read::Contacts(contacts) => contacts,
        Read::WrongRows(wrong) => return refused(wrong),
        Read::WrongColumns(errors) => {
            let shell = Shell::for_place(request, &signed_in, Place::CustomerData)?;
            return ImportPage::of(shell, &opened, &targets, &errors).answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let id = opened.id;
    let by = signed_in.by(request);
    let run = db.write(move |tx| {
        let imported = actions::run(tx, &by.actor, id, contacts)?;
        audit::actions::note(tx, &by, Kind::Imported, &About::fact(Fact::How, counts(&imported)))?;
        Ok(imported)
    });
    match run.await {
        Ok(imported) => {
            let act = format!("imported contacts: {}", counts(&imported));
            log_act(Client::of(request), &signed_in.actor(), act);
            let mut response = see_other("/console/customer-data");
            session::hand_over(&mut response, Client::of(request), &Secret::new(telling(&imported)));
            Ok(response)
        }
        Err(Error::Invalid(errors)) => refused(WrongRows::of(&errors)),
        Err(error) => Err(error.into()),
    }
}

fn counts(imported: &Imported) -> String {
    format!("{} created, {} updated", imported.created, imported.updated)
}

fn read_rows(table: &Table, targets: &[Target]) -> Read {
    if let Err(errors) = mapping::check(&table.columns, targets) {
        return Read::WrongColumns(errors);
    }
    match rows::read(table, targets) {
        Ok(contacts) => Read::Contacts(contacts),
        Err(wrong) => Read::WrongRows(wrong),
    }
}

fn parse(id: &str) -> Result<ContactImportId, Error> {
    id.parse().map_err(|_| Error::NotFound("import"))
}

async fn open(request: &Request, signed_in: &SignedIn, id: &str) -> Result<Opened, Error> {
    let id = parse(id)?;
    let db = request.data::<Db>().ok_or_else(|| Error::internal("no database was given to this route"))?;
    let actor = signed_in.actor();
    let waiting = db.read(move |connection| views::waiting(connection, &actor, id)).await?;
    let read = tokio::task::spawn_blocking(move || (waiting.file_name, Table::read(&waiting.bytes)));
    let (file_name, table) = read.await.map_err(Error::internal)?;
    Ok(Opened { id, file_name, table: table.map_err(Error::internal)? })
}

impl ImportPage {
    fn of(shell: Shell, opened: &Opened, targets: &[Target], errors: &FieldErrors) -> Self {
        let table = &opened.table;
        let columns = table.columns.iter().zip(targets).enumerate().map(|(index, (name, chosen))| {
            let option = |target: Target| (target.as_str().to_owned(), target_words(target, name), target == *chosen);
            let options = Target::ALL.into_iter().map(option).collect();
            let name = if name.is_empty() { format!("Column {}", index + 1) } else { text::one_line(name, SAMPLE) };
            let target = Input::select(format!("{name} becomes"), format!("column_{index}"), options);
            ColumnRow {
                samples: table.samples(index, SAMPLES).into_iter().map(|cell| text::one_line(cell, SAMPLE)).collect(),
                target: target.wrong_at(errors, &format!("/{index}")),
                name,
            }
        });
        let usual = "Something about the columns is not right yet. It says so beside each that is marked.";
        let trouble = match errors.at("") {
            Some(sentence) => sentence.to_owned(),
            None if errors.is_empty() => String::new(),
            None => usual.to_owned(),
        };
        Self {
            id: opened.id,
            file_name: opened.file_name.clone(),
            rows: table.rows.len(),
            columns: columns.collect(),
            trouble,
            wrong: None,
            shell,
        }
    }
}

fn target_words(target: Target, column: &str) -> String {
    match target {
        Target::Ignore => "Leave it out".to_owned(),
        Target::ExternalId => "Your own id of the customer".to_owned(),
        Target::Name => "Name".to_owned(),
        Target::Email => "E-mail address".to_owned(),
        Target::Phone => "Phone number".to_owned(),
        Target::Username => "User name".to_owned(),
        Target::Address => "Postal address".to_owned(),
        Target::AvatarUrl => "Address of a picture".to_owned(),
        Target::Attribute if column.is_empty() => "An attribute".to_owned(),
        Target::Attribute => format!("Attribute “{}”", text::one_line(column, SAMPLE)),
    }
}
