//! Countries by code, name, demonym and capital, read from `data/countries.yml`.
//!
//! Lists write countries in many ways, documents speak of them by adjective and by capital; all of
//! these lead to one ISO 3166-1 alpha-2 code in lower case, as FollowTheMoney writes it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A country or territory.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code, lower case. Codes of two letters beginning with `x` and codes
    /// longer than two letters are daylight's own, for places without an ISO code.
    pub code: String,
    /// Common English name.
    pub name: String,
    /// Other names, in any language and script; the official ones among them.
    #[serde(default)]
    pub names: Vec<String>,
    /// English adjectives and words for its people: "Iranian", "Iranians".
    #[serde(default)]
    pub demonyms: Vec<String>,
    /// Capitals and seats of government in English, by which its government may be called.
    #[serde(default)]
    pub capitals: Vec<String>,
}

/// All countries.
#[derive(Debug)]
pub struct Countries {
    all: Vec<Country>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    by_demonym: HashMap<String, usize>,
    by_capital: HashMap<String, usize>,
}

impl Countries {
    /// The countries that ship with daylight.
    ///
    /// # Panics
    /// Never: a test reads the bundled file.
    pub fn bundled() -> &'static Countries {
        static BUNDLED: LazyLock<Countries> = LazyLock::new(|| {
            Countries::from_yaml(include_str!("../data/countries.yml"))
                .expect("the bundled countries are read by a test")
        });
        &BUNDLED
    }

    /// Reads a countries file.
    ///
    /// # Errors
    /// Where it is not YAML of the expected form.
    pub fn from_yaml(yaml: &str) -> Result<Countries, serde_saphyr::Error> {
        let all: Vec<Country> = serde_saphyr::from_str(yaml)?;
        let index = |words: fn(&Country) -> Vec<&String>| {
            let mut map = HashMap::new();
            for (place, country) in all.iter().enumerate() {
                for word in words(country) {
                    map.entry(key(word)).or_insert(place);
                }
            }
            map
        };
        let by_code = index(|c| vec![&c.code]);
        let by_name = index(|c| std::iter::once(&c.name).chain(&c.names).collect());
        let by_demonym = index(|c| c.demonyms.iter().collect());
        let by_capital = index(|c| c.capitals.iter().collect());
        Ok(Countries { all, by_code, by_name, by_demonym, by_capital })
    }

    /// All countries, in the order of the file.
    pub fn all(&self) -> &[Country] {
        &self.all
    }

    /// The country of a code, whatever its case.
    pub fn by_code(&self, code: &str) -> Option<&Country> {
        self.by_code.get(&key(code)).map(|&place| &self.all[place])
    }

    /// The country of that name, in any language the file has; letter case, a leading "the", and
    /// the form "Korea, North" do not matter.
    pub fn by_name(&self, name: &str) -> Option<&Country> {
        let name = key(name);
        let turned = || name.split_once(", ").map(|(last, first)| format!("{first} {last}"));
        let found = self.by_name.get(&name).or_else(|| self.by_name.get(&turned()?));
        found.map(|&place| &self.all[place])
    }

    /// The country that an adjective or a word for its people belongs to.
    pub fn by_demonym(&self, word: &str) -> Option<&Country> {
        self.by_demonym.get(&key(word)).map(|&place| &self.all[place])
    }

    /// The country whose capital that is.
    pub fn by_capital(&self, city: &str) -> Option<&Country> {
        self.by_capital.get(&key(city)).map(|&place| &self.all[place])
    }
}

fn key(word: &str) -> String {
    let word = word.trim().trim_end_matches('.').replace('’', "'").to_lowercase();
    word.strip_prefix("the ").map(str::to_string).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Option<&Country>, code: &str) {
        assert_eq!(found.map(|c| c.code.as_str()), Some(code));
    }

    #[test]
    fn table() {
        let countries = Countries::bundled();
        check(countries.by_code("IR"), "ir");
        check(countries.by_name("Iran"), "ir");
        check(countries.by_name("the Islamic Republic of Iran"), "ir");
        check(countries.by_name("Korea, North"), "kp");
        check(countries.by_name("中国"), "cn");
        check(countries.by_name("ایران"), "ir");
        check(countries.by_demonym("Chinese"), "cn");
        check(countries.by_capital("Tehran"), "ir");
        assert!(countries.by_name("Tianjin").is_none()); // A city is no country.
    }
}
