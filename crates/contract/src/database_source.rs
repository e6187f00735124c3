use serde::{Deserialize, Serialize};

/// A database as a source, as a form describes it. It says where the address stands, and never holds the address
/// itself: that has a password in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DatabaseForm {
    /// The environment variable that holds the address.
    pub variable: String,
    /// The file that holds it, readable for its owner alone.
    pub file: String,
    /// A file with certificates by which the server is known.
    pub authority: String,
    /// A statement that selects orders or order lines.
    pub query: String,
    /// Tables or views, with or without schema, separated by commas.
    pub tables: String,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatabaseField {
    /// The environment variable.
    Variable,
    /// The file with the address.
    File,
    /// The certificates.
    Authority,
    /// The statement.
    Query,
    /// The tables.
    Tables,
}

impl DatabaseField {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Variable, Self::File, Self::Authority, Self::Query, Self::Tables];

    /// Its name in the form.
    pub fn name(self) -> &'static str {
        match self {
            Self::Variable => "variable",
            Self::File => "file",
            Self::Authority => "authority",
            Self::Query => "query",
            Self::Tables => "tables",
        }
    }
}

impl DatabaseForm {
    /// What stands in a field.
    pub fn value(&self, field: DatabaseField) -> &str {
        match field {
            DatabaseField::Variable => &self.variable,
            DatabaseField::File => &self.file,
            DatabaseField::Authority => &self.authority,
            DatabaseField::Query => &self.query,
            DatabaseField::Tables => &self.tables,
        }
    }

    /// The same, to be changed.
    pub fn value_mut(&mut self, field: DatabaseField) -> &mut String {
        match field {
            DatabaseField::Variable => &mut self.variable,
            DatabaseField::File => &mut self.file,
            DatabaseField::Authority => &mut self.authority,
            DatabaseField::Query => &mut self.query,
            DatabaseField::Tables => &mut self.tables,
        }
    }
}

/// Why a database cannot be read as it is described, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseMistake {
    /// The field that has to be changed; `None`: it is none of them.
    pub field: Option<DatabaseField>,
    /// What was found, what was expected and what to do.
    pub words: String,
}
