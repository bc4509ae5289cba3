//! `names compare`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use ::names::NameKind;

use super::{End, Format, say, say_json};

/// Parse and compare names.
#[derive(Debug, Args)]
pub(super) struct Names {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say how far two names agree, and why.
    Compare {
        /// One name.
        #[arg(required_unless_present = "input")]
        left: Option<String>,
        /// The other name.
        #[arg(required_unless_present = "input")]
        right: Option<String>,
        /// What the names belong to: Person, Company, Organization, Vessel, ...
        #[arg(long)]
        schema: Option<String>,
        /// A CSV of pairs: columns `name1` and `name2` (or `left` and `right`), perhaps `schema`.
        #[arg(long, value_name = "PAIRS.csv", requires = "output")]
        input: Option<PathBuf>,
        /// Where to write the same CSV with a column `score`.
        #[arg(long, value_name = "SCORES.csv", requires = "input")]
        output: Option<PathBuf>,
        /// How to print the answer.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}
