-- A case. Records are kept as JSON beside the columns that are searched; ids derive from content.
CREATE TABLE capture (
    sha256     TEXT NOT NULL,
    source     TEXT NOT NULL,
    record     TEXT NOT NULL,
    PRIMARY KEY (sha256, source)
) STRICT;
CREATE TABLE reading (
    document   TEXT PRIMARY KEY,
    record     TEXT NOT NULL
) STRICT;
CREATE TABLE claim (
    id         TEXT PRIMARY KEY,
    document   TEXT NOT NULL REFERENCES reading (document),
    subject    TEXT NOT NULL,
    predicate  TEXT NOT NULL,
    object     TEXT NOT NULL,
    record     TEXT NOT NULL
) STRICT;
CREATE INDEX claim_by_parties ON claim (predicate, subject, object);
-- Everything else that a run leaves: lists, parties, assessments, ledger lines. The records of the
-- last run stand; the log has the count and the sum of those of every run.
CREATE TABLE record (
    kind       TEXT NOT NULL,
    key        TEXT NOT NULL,
    record     TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT;
-- Log lines that are committed here and may not have reached the log file yet; the last line stays,
-- so that a log that lost its end is found.
CREATE TABLE outbox (
    seq        INTEGER PRIMARY KEY,
    line       TEXT NOT NULL
) STRICT;
