//! CSV that other programs import.
//!
//! Values are exactly those of the shop: no byte-order mark, no guard, fixed column names, every field
//! quoted, lines end with a line feed. Amounts are decimal currency units, dates ISO 8601.

use std::{borrow::Cow, io::Write};

use clientele_app::url_state::ExportColumn;
use clientele_contract::CustomerRow;
use csv::{QuoteStyle, Writer, WriterBuilder};

use crate::export::decimal_units;

/// Writes the column names. They are an interface: columns are added at the end, never renamed.
pub fn start<W: Write>(out: W, columns: &[ExportColumn]) -> csv::Result<Writer<W>> {
    let mut csv = WriterBuilder::new().quote_style(QuoteStyle::Always).from_writer(out);
    csv.write_record(columns.iter().map(|column| column.slug()))?;
    Ok(csv)
}

/// The text of one cell.
pub fn field(column: ExportColumn, customer: &CustomerRow) -> Cow<'_, str> {
    let scores = customer.scores;
    match column {
        ExportColumn::CustomerId => (&*customer.customer_id).into(),
        ExportColumn::Segment => customer.segment.name().into(),
        ExportColumn::Tier => customer.tier.map_or("", |tier| tier.name()).into(),
        ExportColumn::RecencyScore => scores.recency.to_string().into(),
        ExportColumn::FrequencyScore => scores.frequency.to_string().into(),
        ExportColumn::MonetaryScore => scores.monetary.to_string().into(),
        ExportColumn::RecencyDays => customer.recency_days.to_string().into(),
        ExportColumn::Orders => customer.orders.to_string().into(),
        ExportColumn::Spent => decimal_units(customer.spent_cents).into(),
        ExportColumn::ReviewScore => {
            customer.review_score.map_or(String::new(), |score| score.to_string()).into()
        }
        ExportColumn::FavouriteCategory => (&*customer.favourite_category).into(),
        ExportColumn::State => (&*customer.state).into(),
        ExportColumn::FirstOrder => customer.first_order.to_string().into(),
        ExportColumn::LastOrder => customer.last_order.to_string().into(),
        ExportColumn::ActionId => (&*customer.action_id).into(),
        ExportColumn::Action => (&*customer.action).into(),
        ExportColumn::ExpectedPurchases => {
            customer.expected.map_or(String::new(), |expected| expected.purchases.to_string()).into()
        }
        ExportColumn::ProbabilityAlive => {
            probability_alive(customer).map_or(String::new(), |probability| probability.to_string()).into()
        }
        ExportColumn::ExpectedValue => {
            expected_value_cents(customer).map_or(String::new(), decimal_units).into()
        }
    }
}

/// Empty where the model says nothing of this customer, or where it is withheld.
pub(super) fn probability_alive(customer: &CustomerRow) -> Option<f64> {
    customer.expected.and_then(|expected| expected.p_alive)
}

/// Empty where money is withheld.
pub(super) fn expected_value_cents(customer: &CustomerRow) -> Option<i64> {
    customer.expected.and_then(|expected| expected.value_cents)
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
                        \"favourite_category\",\"state\",\"first_order\",\"last_order\",\"action_id\",\"action\",\
                        \"expected_purchases_365_days\",\"p_alive\",\"expected_value_365_days\"\n\
                        \"c1\",\"At Risk\",\"Gold\",\"2\",\"1\",\"4\",\"240\",\"3\",\"1234.05\",\"4.333\",\
                        \"health_beauty\",\"SP\",\"2017-01-31\",\"2018-01-01\",\"win-back\",\"Win back\",\
                        \"0.5125\",\"0.25\",\"210.05\"\n";
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
