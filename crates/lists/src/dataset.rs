//! What is known of a published list before any file of it is read: `dataset.yml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One publisher's layout and the lists that come in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// Name of the adapter.
    pub name: String,
    /// Who decides and publishes.
    pub publisher: String,
    /// ISO 3166-1 alpha-2 code, `eu` or `un`.
    pub jurisdiction: String,
    /// Official address.
    pub url: String,
    /// Licence of the data.
    pub licence: String,
    /// Days between regular updates, where there is a rhythm.
    pub update_days: Option<u32>,
    /// The layout in words.
    pub layout: String,
    /// The lists that may come in it, by list id.
    pub lists: BTreeMap<String, Assertions>,
    /// Lists that every whole file of the layout holds.
    #[serde(default)]
    pub together: Vec<String>,
    /// Words of the source that lead to a list id: source names, programme tags.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
}

/// What a whole list must show.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assertions {
    /// Name as the publisher writes it.
    pub title: String,
    /// Entries that it has at least.
    #[serde(default)]
    pub least: usize,
    /// Entries that it has at most.
    #[serde(default = "no_limit")]
    pub most: usize,
    /// Least share of entries that have something: a property name, or `since`, `citation`,
    /// `program`.
    #[serde(default)]
    pub fill: BTreeMap<String, f64>,
}

fn no_limit() -> usize {
    usize::MAX
}

impl Dataset {
    /// Reads a `dataset.yml`.
    ///
    /// # Errors
    /// Where it is not YAML of the expected form.
    pub fn from_yaml(yaml: &str) -> Result<Dataset, serde_saphyr::Error> {
        serde_saphyr::from_str(yaml)
    }
}

/// The dataset of an adapter, read once from the YAML beside it.
macro_rules! bundled_dataset {
    () => {
        pub(super) fn dataset() -> &'static crate::dataset::Dataset {
            static DATASET: std::sync::LazyLock<crate::dataset::Dataset> =
                std::sync::LazyLock::new(|| {
                    crate::dataset::Dataset::from_yaml(include_str!("dataset.yml"))
                        .expect("a test reads every bundled dataset")
                });
            &DATASET
        }
    };
}
pub(crate) use bundled_dataset;
