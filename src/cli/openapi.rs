//! `deskbell openapi`: the OpenAPI documents, and the front end's types made from them.

use std::{
    io::{ErrorKind, Write},
    process::ExitCode,
};

use super::{fail, typescript};
use crate::routes;

/// Which document to print.
#[derive(clap::Args)]
pub struct Arguments {
    /// The internal API, of widget and inbox.
    #[arg(long, conflicts_with = "types")]
    internal: bool,
    /// TypeScript types of the internal API.
    #[arg(long)]
    types: bool,
}

/// Prints one document on standard output. A reader that has seen enough (`| head`) is no error.
pub fn run(arguments: &Arguments) -> ExitCode {
    let document =
        if arguments.internal || arguments.types { routes::internal_document() } else { routes::public_document() };
    let text = if arguments.types {
        typescript::types(&document)
    } else {
        format!("{}\n", serde_json::to_string_pretty(&document).unwrap_or_default())
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            fail(&format!("The document cannot be written: {error}."), 74)
        }
        _ => ExitCode::SUCCESS,
    }
}
