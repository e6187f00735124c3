use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::postgres::AddressSource;

/// Where else the tables are published.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WarehouseTargets {
    /// A folder of Parquet files, below the data folder if it is not absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parquet: Option<PathBuf>,
    /// A schema in PostgreSQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postgres: Option<PostgresTarget>,
}

impl WarehouseTargets {
    /// True if nothing is published anywhere else.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}

/// A schema of a PostgreSQL database that holds the star schema and views for BI tools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostgresTarget {
    /// The environment variable that holds the address of the database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url_env: Option<String>,
    /// The file with mode 600 that holds it, below the data folder if it is not absolute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url_file: Option<PathBuf>,
    /// Certificates by which the server is known, beside those of the public authorities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// The schema; it belongs to Clientele alone.
    #[serde(default = "default_schema")]
    pub schema: String,
    /// The role that may read; people become members of it.
    #[serde(default = "default_reader_role")]
    pub reader_role: String,
    /// Readers see only the customers of the states that the table `region_access` gives them.
    #[serde(default)]
    pub regions: bool,
}

impl PostgresTarget {
    /// Where the address of the database stands.
    pub(crate) fn address(&self) -> AddressSource<'_> {
        AddressSource {
            url_env: self.url_env.as_deref(),
            url_file: self.url_file.as_deref(),
            ca_file: self.ca_file.as_deref().map(Path::new),
        }
    }
}

fn default_schema() -> String {
    "clientele".to_owned()
}

fn default_reader_role() -> String {
    "clientele_reader".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_has_to_be_said() {
        let text =
            "parquet = \"tables\"\n[postgres]\nurl_env = \"CLIENTELE_WAREHOUSE_URL\"\nregions = true\n";
        let read: WarehouseTargets = toml::from_str(text).expect("it is whole");
        let postgres = read.postgres.expect("it is there");
        assert_eq!(
            (postgres.schema.as_str(), postgres.reader_role.as_str()),
            ("clientele", "clientele_reader")
        );
        assert!(postgres.regions && read.parquet == Some(PathBuf::from("tables")));
    }

    #[test]
    fn an_address_in_the_file_itself_is_refused() {
        let text = "[postgres]\nurl = \"postgresql://anna:secret@localhost/shop\"\n";
        let refused = toml::from_str::<WarehouseTargets>(text).expect_err("refused").to_string();
        assert!(refused.contains("unknown field `url`") && refused.contains("url_env"), "{refused}");
    }
}
