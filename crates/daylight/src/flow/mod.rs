//! The things daylight does, each composed of the engines: files and clock come in here.
//!
//! A flow takes its input explicitly and returns records; it prints nothing. Progress goes to the
//! `Progress` that the caller hands in.

pub(crate) mod demo;
pub(crate) mod documents;
pub(crate) mod from_case;
pub(crate) mod investigate;
pub(crate) mod lists;
pub(crate) mod screening;

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Shows what long work is at, on the terminal only.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A line on stderr that says what is going on; nothing where stderr is no terminal.
    pub(crate) fn new() -> Progress {
        let bar = ProgressBar::new_spinner();
        let style = ProgressStyle::with_template("{spinner} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress { bar }
    }

    /// Says what is going on now.
    pub(crate) fn say(&self, message: impl Into<String>) {
        self.bar.set_message(message.into());
    }

    /// Says how many of a known number of pieces are done.
    pub(crate) fn count(&self, what: &str, done: usize, all: usize) {
        self.bar.set_message(format!("{what} {done}/{all}"));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The time now, RFC 3339 in UTC to the second.
pub(crate) fn now() -> String {
    jiff::Timestamp::now()
        .round(jiff::Unit::Second)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_string()
}

/// Program and version, as records of custody name it.
pub(crate) fn tool() -> String {
    format!("daylight {}", env!("CARGO_PKG_VERSION"))
}
