//! Where daylight keeps what outlives a run: the user's lists and the compiled lists.
//!
//! Read once in `main` from flags and environment, passed down. `DAYLIGHT_DATA` and
//! `DAYLIGHT_CACHE` override the platform's folders (XDG base directories on Linux).

use std::path::PathBuf;

use anyhow::{Context, Result};
use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};

/// Folders of one user.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Lists added with `lists add`, one folder each.
    pub(crate) lists_dir: PathBuf,
    /// Compiled lists, named by the hash of what they were compiled from; may be deleted.
    pub(crate) cache_dir: PathBuf,
}

impl Config {
    /// Reads the environment.
    pub(crate) fn from_environment() -> Result<Config> {
        let strategy = choose_app_strategy(AppStrategyArgs {
            top_level_domain: "org".to_string(),
            author: "daylight".to_string(),
            app_name: "daylight".to_string(),
        })
        .context(
            "cannot find the user's home folder\nhint: set DAYLIGHT_DATA and DAYLIGHT_CACHE",
        )?;
        let folder = |variable: &str, standard: PathBuf| {
            std::env::var_os(variable).map(PathBuf::from).unwrap_or(standard)
        };
        Ok(Config {
            lists_dir: folder("DAYLIGHT_DATA", strategy.data_dir()).join("lists"),
            cache_dir: folder("DAYLIGHT_CACHE", strategy.cache_dir()),
        })
    }
}
