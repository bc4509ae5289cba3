//! The command line: arguments in, data on stdout, words for people on stderr, an exit code.
//!
//! Exit codes: 0 done; 1 a yes/no question was answered "look at this" (matches, a dossier that
//! does not verify); 2 wrong usage or unreadable input; 3 not screened, because lists are missing
//! or unfit.

mod case;
mod lists;
mod names;
mod read;
mod screen;
mod table;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};
use model::PartialDate;

use crate::config::Config;

/// Traces surveillance technology from maker to user, with proof for every sentence.
#[derive(Debug, Parser)]
#[command(name = "daylight", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read documents, resolve their parties against lists, and write a case and a dossier.
    Investigate(case::Investigate),
    /// Run the main job on the example case that ships with daylight.
    Demo(case::Demo),
    /// Add lists, or show which lists are held.
    Lists(lists::Lists),
    /// Screen one name, or a table of names, against the lists.
    Screen(screen::Screen),
    /// Show where a name is listed: on, not on, not searched.
    Listed(screen::Listed),
    /// Parse and compare names.
    Names(names::Names),
    /// Show what one document says: mentions and claims, each with its quotation.
    Read(read::Read),
    /// Show the paths of evidence between two parties of a case.
    Trace(case::Trace),
    /// Lay the evidence of a case on one party beside the elements of the law.
    Assess(case::Assess),
    /// Write the dossier of a case again, with one party in front.
    Dossier(case::Dossier),
    /// Check a dossier offline: every hash, every quotation.
    Verify(case::Verify),
}

/// Which lists to use.
#[derive(Clone, Debug, Args)]
struct ListArgs {
    /// Folder or file of lists; may be repeated. Without it, lists added with `lists add`.
    #[arg(long = "lists", value_name = "DIR")]
    lists: Vec<PathBuf>,
}

/// How to print data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How a command ended, other than by an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Done,
    Review,
    NotScreened,
}

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse(); // Ends the process with 2 on wrong usage.
    let end = Config::from_environment().and_then(|config| dispatch(cli.command, &config));
    match end {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Review) => ExitCode::from(1),
        Ok(End::NotScreened) => ExitCode::from(3),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command, config: &Config) -> Result<End> {
    match command {
        Command::Investigate(args) => args.run(config),
        Command::Demo(args) => args.run(config),
        Command::Lists(args) => args.run(config),
        Command::Screen(args) => args.run(config),
        Command::Listed(args) => args.run(config),
        Command::Names(args) => args.run(),
        Command::Read(args) => args.run(),
        Command::Trace(args) => args.run(),
        Command::Assess(args) => args.run(),
        Command::Dossier(args) => args.run(),
        Command::Verify(args) => args.run(),
    }
}

/// The reader of a pipe may stop reading; that is no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json =
            cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}

/// Writes a line of data to stdout.
fn say(line: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

/// Writes a value as JSON to stdout: indented on a terminal, one line in a pipe.
fn say_json<T: serde::Serialize>(value: &T) -> Result<()> {
    let mut out = std::io::stdout().lock();
    if std::io::stdout().is_terminal() {
        serde_json::to_writer_pretty(&mut out, value)?;
    } else {
        serde_json::to_writer(&mut out, value)?;
    }
    Ok(out.write_all(b"\n")?)
}

/// Writes a line for people to stderr. Where stderr is gone there is nobody to tell.
fn complain(line: &str) {
    writeln!(std::io::stderr().lock(), "{line}").ok();
}

/// Reads a date argument.
fn date(text: &str) -> Result<PartialDate, String> {
    text.parse().map_err(|error| format!("{error}; write 2022, 2022-12 or 2022-12-16"))
}
