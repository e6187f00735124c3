use serde::{Deserialize, Serialize};

use crate::components::Drawn;

/// What the server says of the customers of an address: the selection in words, and the sections as HTML.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DrawnSelection {
    /// How many customers are shown.
    pub count: String,
    /// The sections.
    pub sections: Drawn,
}

impl From<(String, String)> for DrawnSelection {
    fn from((count, sections): (String, String)) -> Self {
        Self { count, sections: Drawn(sections) }
    }
}
