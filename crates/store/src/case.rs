//! A case folder: opened, written, read back.
//!
//! Order of writing: captured bytes, then one database transaction with the log lines in an outbox,
//! then the log. On opening, lines of the outbox that did not reach the log are appended. The last
//! line stays in the outbox, so that a log that lost its end, or a database older than its log, is
//! found.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use model::{Assessment, Capture, LedgerEntry, ListInfo, Party, Reading, id};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::captures;
use crate::error::StoreError;
use crate::log::Log;

/// Form of a case folder; raised with each migration.
pub const FORM: i64 = 1;

/// Migrations in order; the place of each is the form that it leads to, less one.
const MIGRATIONS: [&str; 1] = [include_str!("../migrations/sqlite/0001_case.sql")];

/// How long another connection may hold the database; by hand.
const BUSY: Duration = Duration::from_secs(10);
/// How long another holder of a case is waited for, and how often it is asked; by hand: a program
/// that is being started may hold a lock of its parent for some milliseconds.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// A case, open for writing by this process alone.
pub struct Case {
    folder: PathBuf,
    tool: String,
    database: Connection,
    log: Log,
    _lock: File,
}

/// How much a case holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Captured files.
    pub captures: u64,
    /// Documents read.
    pub readings: u64,
    /// Claims.
    pub claims: u64,
    /// Lines of the log.
    pub log_lines: u64,
}

impl Case {
    /// Opens a case, or makes one in a folder that is empty or not there. Returns notices of what
    /// was mended after a crash. `tool` is the program and version that records name.
    ///
    /// # Errors
    /// See [`StoreError`]. Nothing is written where the folder holds something else.
    pub fn open(folder: &Path, tool: &str) -> Result<(Case, Vec<String>), StoreError> {
        let database_path = folder.join("case.sqlite");
        let is_new = !database_path.exists();
        let is_empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
        let half_made = folder.join("case.lock").exists();
        if is_new && !is_empty && !half_made {
            return Err(StoreError::NotACase { path: folder.display().to_string() });
        }
        fs::create_dir_all(folder).map_err(|cause| StoreError::io("make", folder, cause))?;
        let lock = lock(folder)?;
        let mut database = Connection::open(&database_path)?;
        database.busy_timeout(BUSY)?;
        database.pragma_update(None, "journal_mode", "WAL")?;
        database.pragma_update(None, "synchronous", "FULL")?;
        database.pragma_update(None, "foreign_keys", "ON")?;
        migrate(&mut database, folder)?;
        let (log, notice) = Log::open(&folder.join("log.jsonl"))?;
        let (folder, tool) = (folder.to_path_buf(), tool.to_string());
        let mut case = Case { folder, tool, database, log, _lock: lock };
        let mut notices: Vec<String> = notice.into_iter().collect();
        let late = case.empty_outbox()?;
        if late > 0 {
            notices.push(format!("{late} log lines of an earlier run were written now"));
        }
        case.check_end()?;
        Ok((case, notices))
    }

    /// Keeps the bytes of a source. The same bytes of the same source are kept once.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn capture(
        &mut self,
        bytes: &[u8],
        source: &str,
        media_type: &str,
        at: &str,
    ) -> Result<Capture, StoreError> {
        let sha256 = captures::keep(&self.folder.join("captures"), bytes)?;
        let held: Option<String> = self
            .database
            .query_row(
                "SELECT record FROM capture WHERE sha256 = ?1 AND source = ?2",
                params![sha256, source],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(record) = held {
            return Ok(serde_json::from_str(&record)?);
        }
        let capture = Capture {
            sha256,
            bytes: bytes.len() as u64,
            source: source.to_string(),
            media_type: media_type.to_string(),
            taken_at: at.to_string(),
            tool: self.tool.clone(),
        };
        let record = serde_json::to_string(&capture)?;
        self.write(at, &[("capture", serde_json::to_value(&capture)?)], |transaction| {
            transaction.execute(
                "INSERT INTO capture (sha256, source, record) VALUES (?1, ?2, ?3)",
                params![capture.sha256, capture.source, record],
            )?;
            Ok(())
        })?;
        Ok(capture)
    }

    /// Keeps what was read from a document, in place of an earlier reading of it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn put_reading(&mut self, reading: &Reading, at: &str) -> Result<(), StoreError> {
        let record = serde_json::to_string(reading)?;
        let document = &reading.document.id;
        let held: Option<String> = self
            .database
            .query_row("SELECT record FROM reading WHERE document = ?1", [document], |r| r.get(0))
            .optional()?;
        if held.as_deref() == Some(&record) {
            return Ok(());
        }
        let what = json!({
            "document": document,
            "name": reading.document.name,
            "text_sha256": reading.document.text_sha256,
            "claims": reading.claims.len(),
            "record_sha256": id::sha256(record.as_bytes()),
        });
        let rows: Vec<(&model::Claim, String)> = reading
            .claims
            .iter()
            .map(|claim| Ok((claim, serde_json::to_string(claim)?)))
            .collect::<Result<_, serde_json::Error>>()?;
        self.write(at, &[("reading", what)], |transaction| {
            transaction.execute("DELETE FROM claim WHERE document = ?1", [document])?;
            transaction.execute(
                "INSERT INTO reading (document, record) VALUES (?1, ?2)
                 ON CONFLICT (document) DO UPDATE SET record = ?2",
                params![document, record],
            )?;
            let mut insert = transaction.prepare(
                "INSERT OR REPLACE INTO claim (id, document, subject, predicate, object, record)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for (claim, record) in &rows {
                let parties = (&claim.subject.entity, &claim.object.entity);
                insert.execute(params![
                    claim.id,
                    document,
                    parties.0,
                    claim.predicate,
                    parties.1,
                    record
                ])?;
            }
            Ok(())
        })
    }

    /// All readings, by the name of the document. Each text and every quotation is checked.
    ///
    /// # Errors
    /// Where they cannot be read, a text is not what was read, or a quotation is not in its text.
    pub fn readings(&self) -> Result<Vec<Reading>, StoreError> {
        let mut statement = self.database.prepare("SELECT record FROM reading")?;
        let records = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut readings: Vec<Reading> = Vec::new();
        for record in records {
            let reading: Reading = serde_json::from_str(&record?)?;
            let text = &reading.document.text;
            if id::sha256(text.as_bytes()) != reading.document.text_sha256 {
                let what =
                    format!("document {}: the text is not what was read", reading.document.name);
                return Err(StoreError::Damaged { path: self.folder.display().to_string(), what });
            }
            let wrong = reading.claims.iter().find(|claim| !claim.quotes(text));
            if let Some(claim) = wrong {
                let what = format!("claim {}: the quotation is not in its text", claim.id);
                return Err(StoreError::Damaged { path: self.folder.display().to_string(), what });
            }
            readings.push(reading);
        }
        readings.sort_by(|a, b| a.document.name.cmp(&b.document.name));
        Ok(readings)
    }

    /// Keeps which lists were searched.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn put_lists(&mut self, lists: &[ListInfo], at: &str) -> Result<(), StoreError> {
        self.put_all("list", lists, |list| format!("{}@{}", list.id, list.version), at)
    }

    /// The lists of the last run.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn lists(&self) -> Result<Vec<ListInfo>, StoreError> {
        self.all("list")
    }

    /// Keeps the parties, in place of those of an earlier run.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn put_parties(&mut self, parties: &[Party], at: &str) -> Result<(), StoreError> {
        self.put_all("party", parties, |party| party.id.clone(), at)
    }

    /// The parties of the last run.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn parties(&self) -> Result<Vec<Party>, StoreError> {
        self.all("party")
    }

    /// Keeps assessments, in place of those of an earlier run.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn put_assessments(&mut self, all: &[Assessment], at: &str) -> Result<(), StoreError> {
        self.put_all("assessment", all, |assessment| assessment.subject.id.clone(), at)
    }

    /// The assessments of the last run.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn assessments(&self) -> Result<Vec<Assessment>, StoreError> {
        self.all("assessment")
    }

    /// Keeps the coverage ledger, in place of that of an earlier run.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn put_ledger(&mut self, ledger: &[LedgerEntry], at: &str) -> Result<(), StoreError> {
        let key = |entry: &LedgerEntry| id::of(&[&entry.kind, &entry.name, &entry.detail]);
        self.put_all("ledger", ledger, key, at)
    }

    /// The coverage ledger of the last run.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn ledger(&self) -> Result<Vec<LedgerEntry>, StoreError> {
        self.all("ledger")
    }

    /// All captures, by source.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn captures(&self) -> Result<Vec<Capture>, StoreError> {
        let mut statement =
            self.database.prepare("SELECT record FROM capture ORDER BY source, sha256")?;
        let records = statement.query_map([], |row| row.get::<_, String>(0))?;
        records.map(|record| Ok(serde_json::from_str(&record?)?)).collect()
    }

    /// Captured bytes by their sum, which is checked.
    ///
    /// # Errors
    /// Where they cannot be read or are not what was captured.
    pub fn captured_bytes(&self, sha256: &str) -> Result<Vec<u8>, StoreError> {
        captures::read(&self.folder.join("captures"), sha256)
    }

    /// How much the case holds.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn summary(&self) -> Result<Summary, StoreError> {
        let count = |table: &str| -> Result<u64, StoreError> {
            let sql = format!("SELECT count(*) FROM {table}");
            Ok(self.database.query_row(&sql, [], |row| row.get::<_, i64>(0))? as u64)
        };
        Ok(Summary {
            captures: count("capture")?,
            readings: count("reading")?,
            claims: count("claim")?,
            log_lines: self.log.next(),
        })
    }

    /// Keeps all records of a kind, in place of those that were there; unchanged ones add nothing.
    fn put_all<T: Serialize>(
        &mut self,
        kind: &str,
        records: &[T],
        key: impl Fn(&T) -> String,
        at: &str,
    ) -> Result<(), StoreError> {
        let rows: Vec<(String, String)> = records
            .iter()
            .enumerate()
            .map(|(place, record)| {
                Ok((format!("{place:06} {}", key(record)), serde_json::to_string(record)?))
            })
            .collect::<Result<_, serde_json::Error>>()?;
        let held: Vec<(String, String)> = {
            let mut statement = self
                .database
                .prepare("SELECT key, record FROM record WHERE kind = ?1 ORDER BY key")?;
            let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<Result<_, _>>()?
        };
        if held == rows {
            return Ok(());
        }
        let all: String = rows.iter().map(|(_, record)| record.as_str()).collect();
        let what = json!({"records": rows.len(), "sha256": id::sha256(all.as_bytes())});
        self.write(at, &[(kind, what)], |transaction| {
            transaction.execute("DELETE FROM record WHERE kind = ?1", [kind])?;
            let mut insert = transaction
                .prepare("INSERT INTO record (kind, key, record) VALUES (?1, ?2, ?3)")?;
            for (key, record) in &rows {
                insert.execute(params![kind, key, record])?;
            }
            Ok(())
        })
    }

    fn all<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>, StoreError> {
        let mut statement =
            self.database.prepare("SELECT record FROM record WHERE kind = ?1 ORDER BY key")?;
        let records = statement.query_map([kind], |row| row.get::<_, String>(0))?;
        records.map(|record| Ok(serde_json::from_str(&record?)?)).collect()
    }

    /// One transaction with its log lines, then the log.
    fn write(
        &mut self,
        at: &str,
        events: &[(&str, Value)],
        change: impl FnOnce(&Transaction) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        // Where the log could not be written the last time, its lines go first.
        self.empty_outbox()?;
        let lines = self.log.lines(at, events);
        let transaction = self.database.transaction()?;
        change(&transaction)?;
        for (seq, line) in &lines {
            transaction.execute(
                "INSERT INTO outbox (seq, line) VALUES (?1, ?2)",
                params![*seq as i64, line],
            )?;
        }
        transaction.commit()?;
        self.empty_outbox().map(drop)
    }

    /// Appends committed lines to the log; returns how many were not there yet.
    fn empty_outbox(&mut self) -> Result<usize, StoreError> {
        let next = self.log.next();
        let late: Vec<(u64, String)> = {
            let mut statement = self
                .database
                .prepare_cached("SELECT seq, line FROM outbox WHERE seq >= ?1 ORDER BY seq")?;
            let rows = statement
                .query_map([next as i64], |r| Ok((r.get::<_, i64>(0)? as u64, r.get(1)?)))?;
            rows.collect::<Result<_, _>>()?
        };
        if late.is_empty() {
            return Ok(0);
        }
        self.log.append(&late)?;
        self.database
            .execute("DELETE FROM outbox WHERE seq < (SELECT max(seq) FROM outbox)", [])?;
        Ok(late.len())
    }

    /// The last line that the database knows must be the last line of the log.
    fn check_end(&self) -> Result<(), StoreError> {
        let known: Option<String> = self
            .database
            .query_row("SELECT line FROM outbox ORDER BY seq DESC LIMIT 1", [], |row| row.get(0))
            .optional()?;
        let Some(line) = known else { return Ok(()) };
        let line: Value = serde_json::from_str(&line)?;
        if line["hash"] == json!(self.log.last_hash()) {
            return Ok(());
        }
        let what = format!(
            "the log has {} lines, the database knows {}: one of them is of another time\nhint: \
             restore the whole folder from one copy",
            self.log.next(),
            line["seq"].as_u64().map_or(0, |seq| seq + 1)
        );
        Err(StoreError::Damaged { path: self.folder.display().to_string(), what })
    }
}

fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("case.lock");
    let file = File::create(&path).map_err(|cause| StoreError::io("lock", &path, cause))?;
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(cause)) => return Err(StoreError::io("lock", &path, cause)),
        }
    }
    Err(StoreError::Locked { path: folder.display().to_string() })
}

fn migrate(database: &mut Connection, folder: &Path) -> Result<(), StoreError> {
    let found: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > FORM {
        let path = folder.display().to_string();
        return Err(StoreError::NewerForm { path, found, supported: FORM });
    }
    for (place, migration) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        let transaction = database.transaction()?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", place as i64 + 1)?;
        transaction.commit()?;
    }
    Ok(())
}
