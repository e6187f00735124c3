//! What a page shows, as a CSV file: the same figures without rounding.

mod affinity;
mod baskets;
mod cohorts;
mod model;
mod movement;
mod places;
mod products;
mod trends;
mod value;

use clientele_app::url_state::SegmentsUrl;
use clientele_contract::{Analytics, AnalyticsError, Scope};
use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::for_people;
use crate::config::Reader;

/// Makes the table of a page for the view that an address means.
pub type MakeTable = fn(&dyn Analytics, &Scope, &SegmentsUrl) -> Result<ExportTable, AnalyticsError>;

/// The tables that can be taken away, by the name in their address: `/export/cohorts.csv`.
pub const TABLES: [(&str, MakeTable); 9] = [
    ("baskets", baskets::table),
    ("cohorts", cohorts::table),
    ("products", products::table),
    ("places", places::table),
    ("affinity", affinity::table),
    ("value", value::table),
    ("model", model::table),
    ("movement", movement::table),
    ("trends", trends::table),
];

/// The figures of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportTable {
    /// Names of the columns, as other programs read them: `revenue_share`.
    pub columns: Vec<String>,
    /// As many cells as columns each.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words of the shop, which a spreadsheet must not run as a formula.
    Text(String),
    /// A number or a date that the program wrote; empty where it is not defined.
    Figure(String),
}

impl Cell {
    /// Words of the shop.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number or a date.
    #[expect(clippy::needless_pass_by_value, reason = "numbers and dates are copied")]
    pub fn figure(figure: impl ToString) -> Self {
        Self::Figure(figure.to_string())
    }

    /// A ratio; empty where it is not defined.
    pub fn ratio(ratio: Option<f64>) -> Self {
        Self::Figure(ratio.map(|ratio| ratio.to_string()).unwrap_or_default())
    }

    /// Cents as currency units.
    pub fn money(cents: i64) -> Self {
        Self::Figure(super::decimal_units(cents))
    }
}

impl ExportTable {
    /// The whole file for this reader.
    ///
    /// # Errors
    /// A fault of the program: a row with another number of cells than there are columns.
    pub fn to_csv(&self, reader: Reader) -> csv::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut writer = match reader {
            Reader::People => {
                bytes.extend_from_slice(for_people::BYTE_ORDER_MARK.as_bytes());
                WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes)
            }
            Reader::Machines => WriterBuilder::new().quote_style(QuoteStyle::Always).from_writer(bytes),
        };
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match (cell, reader) {
                (Cell::Text(text), Reader::People) => {
                    for_people::guard_formula(text.as_str().into()).into_owned()
                }
                (Cell::Text(text) | Cell::Figure(text), _) => text.clone(),
            }))?;
        }
        writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(reader: Reader) -> String {
        let rows = vec![vec![Cell::text("=1+1"), Cell::money(-5)]];
        let table = ExportTable { columns: vec!["name".to_owned(), "amount".to_owned()], rows };
        String::from_utf8(table.to_csv(reader).expect("equal rows")).expect("UTF-8")
    }

    #[test]
    fn words_are_disarmed_for_people_and_kept_for_programs() {
        assert_eq!(written(Reader::People), "\u{feff}name,amount\r\n'=1+1,-0.05\r\n");
        assert_eq!(written(Reader::Machines), "\"name\",\"amount\"\n\"=1+1\",\"-0.05\"\n");
    }
}
