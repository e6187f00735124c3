use clientele_contract::{Candidate, Operations};

use super::sections::{draw_mapping, draw_refused_path, draw_source};
use crate::query_string::decode_parts;

/// In the address: the orders were to be read, and something has to be said first.
const NOT_READ: &str = "not-read";

/// What the address asks the page for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceQuestion {
    /// The source in use and what else there is.
    Desk,
    /// How a candidate would be read.
    Mapping {
        /// What is to be read.
        candidate: Candidate,
        /// The fields of the form, in order.
        chosen: Vec<(String, String)>,
    },
}

impl SourceQuestion {
    /// Reads an address; a candidate without a name is none.
    pub fn of_query(query: &str) -> Self {
        let chosen: Vec<(String, String)> =
            decode_parts(query).map(|(key, value)| (key, value.unwrap_or_default())).collect();
        let named = |key: &str| {
            let value =
                chosen.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.trim().to_owned());
            value.filter(|value| !value.is_empty())
        };
        let candidate = named("upload")
            .map(Candidate::Upload)
            .or_else(|| named("database").map(Candidate::Database))
            .or_else(|| named("path").map(Candidate::Path));
        match candidate {
            Some(candidate) => Self::Mapping { candidate, chosen },
            None => Self::Desk,
        }
    }

    /// Asks it, and draws the answer as HTML.
    ///
    /// # Errors
    /// The data folder cannot be read; for people.
    pub fn answer(&self, operations: &dyn Operations) -> Result<String, String> {
        match self {
            Self::Desk => operations.source().map(draw_source),
            Self::Mapping { candidate, chosen } => {
                let was_refused = chosen.iter().any(|(key, _)| key == NOT_READ);
                match (operations.mapping(candidate, chosen), candidate) {
                    // What was typed can be corrected.
                    (Err(fault), Candidate::Path(path)) => {
                        let folders = operations.source()?.folders;
                        Ok(draw_refused_path(path.clone(), fault, folders))
                    }
                    (desk, _) => Ok(draw_mapping(desk, was_refused)),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_the_desk_or_for_a_candidate() {
        assert_eq!(SourceQuestion::of_query(""), SourceQuestion::Desk);
        assert_eq!(SourceQuestion::of_query("?path=+&done=x"), SourceQuestion::Desk);
        let asked = SourceQuestion::of_query("upload=20250101-000000-1&c1=&c2=date");
        let SourceQuestion::Mapping { candidate, chosen } = asked else { panic!("a candidate is named") };
        assert_eq!(candidate, Candidate::Upload("20250101-000000-1".to_owned()));
        assert!(chosen.contains(&("c1".to_owned(), String::new())), "an unused column is a choice");
        let path = SourceQuestion::of_query("path=%2Fsrv%2Forders");
        assert!(
            matches!(path, SourceQuestion::Mapping { candidate: Candidate::Path(path), .. } if path == "/srv/orders")
        );
    }
}
