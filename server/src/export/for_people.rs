//! CSV that people open in a spreadsheet.
//!
//! A byte-order mark makes Excel read UTF-8; headings are words; numbers stay numbers; a text that a
//! spreadsheet would run as a formula gets a leading apostrophe.

use std::{borrow::Cow, io::Write};

use clientele_app::url_state::ExportColumn;
use clientele_contract::CustomerRow;
use csv::{Terminator, Writer, WriterBuilder};

use crate::export::{for_machines, heading};

/// Makes Excel read UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes the byte-order mark and the headings.
pub fn start<W: Write>(
    mut out: W,
    columns: &[ExportColumn],
    currency_symbol: &str,
) -> csv::Result<Writer<W>> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    csv.write_record(columns.iter().map(|column| heading(*column, currency_symbol)))?;
    Ok(csv)
}

/// The text of one cell.
pub fn field(column: ExportColumn, customer: &CustomerRow) -> Cow<'_, str> {
    let plain = for_machines::field(column, customer);
    // Each column is named, so that a new one cannot go without a decision on the guard.
    match column {
        ExportColumn::ReviewScore => {
            customer.review_score.map_or(String::new(), |score| format!("{score:.2}")).into()
        }
        ExportColumn::ExpectedPurchases => {
            customer.expected.map_or(String::new(), |expected| format!("{:.2}", expected.purchases)).into()
        }
        ExportColumn::ProbabilityAlive => for_machines::probability_alive(customer)
            .map_or(String::new(), |probability| format!("{probability:.3}"))
            .into(),
        ExportColumn::CustomerId
        | ExportColumn::FavouriteCategory
        | ExportColumn::State
        | ExportColumn::ActionId
        | ExportColumn::Action => guard_formula(plain),
        ExportColumn::Segment
        | ExportColumn::Tier
        | ExportColumn::RecencyScore
        | ExportColumn::FrequencyScore
        | ExportColumn::MonetaryScore
        | ExportColumn::RecencyDays
        | ExportColumn::Orders
        | ExportColumn::Spent
        | ExportColumn::FirstOrder
        | ExportColumn::LastOrder
        | ExportColumn::ExpectedValue => plain,
    }
}

/// The text with a leading apostrophe if a spreadsheet could take it for a formula.
pub fn guard_formula(text: Cow<'_, str>) -> Cow<'_, str> {
    const STARTERS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(STARTERS) { Cow::Owned(format!("'{text}")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Reader,
        test_support::{customer, written_for},
    };

    fn written(customers: &[CustomerRow]) -> String {
        written_for(Reader::People, customers)
    }

    #[test]
    fn a_customer_is_a_line_of_words_and_numbers() {
        let text = written(&[customer("c1")]);
        let lines: Vec<_> = text.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}Customer,Segment,Tier,Recency score,"), "{text}");
        assert!(lines[0].contains(",Spent (R$),"), "{text}");
        let expected = "c1,At Risk,Gold,2,1,4,240,3,1234.05,4.33,health_beauty,SP,2017-01-31,2018-01-01,Win back,0.51,0.250,210.05";
        assert_eq!(lines[1..], [expected, ""]);
    }

    #[test]
    fn texts_that_a_spreadsheet_would_run_are_disarmed() {
        let starters = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1"];
        for text in starters {
            let customers = [CustomerRow {
                favourite_category: text.to_owned(),
                state: text.to_owned(),
                action: text.to_owned(),
                ..customer(text)
            }];
            let file = written(&customers);
            let mut reader = csv::Reader::from_reader(file.as_bytes());
            let row = reader.records().next().expect("one row").expect("readable");
            for column in [0, 10, 11, 14] {
                assert_eq!(row.get(column), Some(&*format!("'{text}")), "column {column} of {file}");
            }
        }
    }

    #[test]
    fn awkward_texts_come_back_as_they_were() {
        for id in ["a,b", "say \"hi\"", "two\nlines", "ç日本", "", "1=1"] {
            let file = written(&[customer(id)]);
            let mut reader = csv::Reader::from_reader(file.as_bytes());
            let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("readable");
            assert_eq!(rows.len(), 1);
            assert_eq!(rows[0].get(0), Some(id));
        }
    }

    #[test]
    fn what_is_unknown_is_empty() {
        let unknown = CustomerRow { tier: None, review_score: None, ..customer("c1") };
        assert!(written(&[unknown]).contains("\nc1,At Risk,,2,1,4,240,3,1234.05,,"));
        let withheld = CustomerRow { expected: None, ..customer("c1") };
        assert!(written(&[withheld]).ends_with(",Win back,,,\r\n"));
    }
}
