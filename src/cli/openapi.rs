//! `deskbell openapi`: the OpenAPI documents, and the front end's types made from them.

use std::process::ExitCode;

use super::typescript;
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

/// Prints one document on standard output.
#[expect(clippy::print_stdout, reason = "the document is what was asked for")]
pub fn run(arguments: &Arguments) -> ExitCode {
    let document =
        if arguments.internal || arguments.types { routes::internal_document() } else { routes::public_document() };
    if arguments.types {
        print!("{}", typescript::types(&document));
    } else {
        println!("{}", serde_json::to_string_pretty(&document).unwrap_or_default());
    }
    ExitCode::SUCCESS
}
