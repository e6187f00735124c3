//! CSV that other programs import.
//!
//! Values are exactly those of the shop: no byte-order mark, no guard, fixed column names, every field
//! quoted, lines end with a line feed. Amounts are decimal currency units, dates ISO 8601.

use std::io::Write;

use clientele_contract::CustomerRow;
use csv::{QuoteStyle, Writer, WriterBuilder};

use crate::export::decimal_units;

/// The columns, in order. They are an interface: add at the end, never rename.
pub const COLUMNS: [&str; 16] = [
    "customer_id",
    "segment",
    "tier",
    "recency_score",
    "frequency_score",
    "monetary_score",
    "recency_days",
    "orders",
    "spent",
    "review_score",
    "favourite_category",
    "state",
    "first_order",
    "last_order",
    "action_id",
    "action",
];

/// Writes the column names.
pub fn start(out: &mut dyn Write) -> csv::Result<Writer<&mut dyn Write>> {
    let mut csv = WriterBuilder::new().quote_style(QuoteStyle::Always).from_writer(out);
    csv.write_record(COLUMNS)?;
    Ok(csv)
}

/// Writes one customer.
pub fn write_row(csv: &mut Writer<&mut dyn Write>, customer: &CustomerRow) -> csv::Result<()> {
    let scores = customer.scores;
    let row: [&str; COLUMNS.len()] = [
        &customer.customer_id,
        customer.segment.name(),
        customer.tier.map_or("", |tier| tier.name()),
        &scores.recency.to_string(),
        &scores.frequency.to_string(),
        &scores.monetary.to_string(),
        &customer.recency_days.to_string(),
        &customer.orders.to_string(),
        &decimal_units(customer.spent_cents),
        &customer.review_score.map_or(String::new(), |score| score.to_string()),
        &customer.favourite_category,
        &customer.state,
        &customer.first_order.to_string(),
        &customer.last_order.to_string(),
        &customer.action_id,
        &customer.action,
    ];
    csv.write_record(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Reader,
        test_support::{customer, written_for},
    };

    fn written(customers: &[CustomerRow]) -> String {
        written_for(Reader::Machines, customers)
    }

    #[test]
    fn the_columns_are_fixed_and_every_field_is_quoted() {
        let expected = "\"customer_id\",\"segment\",\"tier\",\"recency_score\",\"frequency_score\",\
                        \"monetary_score\",\"recency_days\",\"orders\",\"spent\",\"review_score\",\
                        \"favourite_category\",\"state\",\"first_order\",\"last_order\",\"action_id\",\"action\"\n\
                        \"c1\",\"At Risk\",\"Gold\",\"2\",\"1\",\"4\",\"240\",\"3\",\"1234.05\",\"4.333\",\
                        \"health_beauty\",\"SP\",\"2017-01-31\",\"2018-01-01\",\"win-back\",\"Win back\"\n";
        assert_eq!(written(&[customer("c1")]), expected);
    }

    #[test]
    fn values_are_exactly_those_of_the_shop() {
        let nasty =
            ["=1+1", "+49 170 1234567", "-5", "@x", "a,b", "say \"hi\"", "two\r\nlines", "\tx", "ç日本", ""];
        let file = written(&nasty.map(customer));
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let rows: Vec<_> = reader.records().collect::<Result<_, _>>().expect("readable");
        let ids: Vec<_> = rows.iter().filter_map(|row| row.get(0)).collect();
        assert_eq!(ids, nasty);
    }
}
