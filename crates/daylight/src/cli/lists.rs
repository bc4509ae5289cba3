//! `lists add` and `lists status`.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::{End, Format, ListArgs, complain, say, say_json, table};
use crate::config::Config;
use crate::flow::Progress;
use crate::flow::investigate::refusal_text;
use crate::flow::lists::{self, Searchable};

/// Add lists, or show which lists are held.
#[derive(Debug, Args)]
pub(super) struct Lists {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Copy list files or folders into the user's data folder, where every command finds them.
    Add {
        /// Folders or files as the publishers offer them.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Show each list's version, date and entries, and what is wrong with the files.
    Status {
        #[command(flatten)]
        lists: ListArgs,
        /// How to print the answer.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}

impl Lists {
    pub(super) fn run(self, config: &Config) -> Result<End> {
        match self.command {
            Command::Add { paths } => add(&paths, config),
            Command::Status { lists, format } => status(&lists.lists, format, config),
        }
    }
}

fn add(paths: &[PathBuf], config: &Config) -> Result<End> {
    let mut end = End::Done;
    for path in paths {
        let loaded = lists::add(path, config)?;
        for snapshot in &loaded.snapshots {
            let info = &snapshot.info;
            say(&format!("added {} {}: {} entries", info.id, info.version, info.entries))?;
        }
        for refusal in &loaded.refusals {
            complain(&refusal_text(refusal));
            end = End::NotScreened;
        }
        if loaded.snapshots.is_empty() {
            complain(&format!("nothing added from {}", path.display()));
            end = End::NotScreened;
        }
    }
    Ok(end)
}

fn status(paths: &[PathBuf], format: Format, config: &Config) -> Result<End> {
    let progress = Progress::new();
    let searchable = Searchable::open(paths, config, &progress)?;
    drop(progress);
    match format {
        Format::Json => say_json(&serde_json::json!({
            "lists": searchable.index.lists(),
            "refused": searchable.report.refusals,
            "warnings": searchable.report.warnings,
            "skipped": searchable.report.skipped,
        }))?,
        Format::Text => print_status(&searchable)?,
    }
    for warning in &searchable.report.warnings {
        let row = warning.row.map(|row| format!(": row {row}")).unwrap_or_default();
        complain(&format!("warning: {}{row}: {}", warning.file, warning.message));
    }
    for refusal in &searchable.report.refusals {
        complain(&refusal_text(refusal));
    }
    Ok(if searchable.is_fit() { End::Done } else { End::NotScreened })
}

fn print_status(searchable: &Searchable) -> Result<()> {
    let mut table = table::table(&["list", "title", "version", "entries", "files"]);
    for info in searchable.index.lists() {
        let files: Vec<&str> = info.files.iter().map(|file| file.name.as_str()).collect();
        table.add_row([
            &*info.id,
            &info.title,
            &format!("{} ({})", info.version, info.published_evidence),
            &info.entries.to_string(),
            &files.join(", "),
        ]);
    }
    say(&table.to_string())
}
