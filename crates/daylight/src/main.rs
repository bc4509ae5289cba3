//! The `daylight` program: wires the engines to files, clock and terminal.
//!
//! Module order (a → b: a may import b): `cli` → `flow` → `config`

mod cli;
mod config;
mod flow;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
