//! Loads the lists of a folder and shows what each holds: `load_lists DIR...`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::path::PathBuf;

fn main() -> Result<(), lists::ListsError> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let loaded = lists::load(&paths)?;
    for snapshot in &loaded.snapshots {
        let info = &snapshot.info;
        println!("{:24} {:20} {:6} entries  {}", info.id, info.version, info.entries, info.title);
    }
    for refusal in &loaded.refusals {
        println!("refused {:?} {:?}: {:?}", refusal.lists, refusal.files, refusal.shortfalls);
    }
    for skipped in &loaded.skipped {
        println!("skipped {}: {}", skipped.file, skipped.why);
    }
    println!("{} row warnings, {} further entities", loaded.warnings.len(), loaded.entities.len());
    for warning in loaded.warnings.iter().take(20) {
        println!("{} {:?}: {}", warning.file, warning.row, warning.message);
    }
    Ok(())
}
