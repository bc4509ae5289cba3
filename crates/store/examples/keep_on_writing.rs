//! Writes captures into a case until it is stopped, and says each one that was acknowledged:
//! `keep_on_writing DIR`. A test kills it at any moment.

#![allow(clippy::print_stdout, reason = "the test reads what was acknowledged")]

use std::path::PathBuf;

fn main() -> Result<(), store::StoreError> {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "case".into()));
    let (mut case, _) = store::Case::open(&folder, "example")?;
    for number in 0.. {
        let bytes = format!("document {number}");
        case.capture(
            bytes.as_bytes(),
            &format!("{number}.txt"),
            "text/plain",
            "2026-01-01T00:00:00Z",
        )?;
        println!("{number}");
    }
    Ok(())
}
