//! The tables of a shop as Polars frames: what is stored and what other programs read.

use chrono::{Datelike, NaiveDate};
use polars::prelude::*;

use super::{CompletedOrders, LineItems, People, civil_date, epoch_days};
use crate::{
    RuleBook, columns as c,
    ingest::{IdTable, ShopTables, decode_text},
    score::ScoredPeople,
};

pub(crate) fn customer_frame(
    tables: &ShopTables,
    lines: &LineItems,
    people: &People,
    scored: &ScoredPeople,
    rules: &RuleBook,
) -> PolarsResult<DataFrame> {
    let category = |category: &u16| lines.category_names[usize::from(*category)].as_str();
    let states = tables.state_texts();
    let scores =
        |pick: fn(&clientele_contract::RfmScores) -> u8| scored.scores.iter().map(pick).collect::<Vec<u8>>();
    DataFrame::new(
        people.len(),
        vec![
            Column::new(c::CUSTOMER_KEY.into(), (0..people.len() as u32).collect::<Vec<_>>()),
            id_column(c::CUSTOMER_ID, &tables.person_ids, &people.persons),
            Column::new(c::RECENCY_DAYS.into(), &scored.recency_days),
            Column::new(c::FREQUENCY.into(), &people.frequencies),
            Column::new(c::MONETARY_CENTS.into(), &people.monetary_cents),
            Column::new(c::RECENCY_SCORE.into(), scores(|scores| scores.recency)),
            Column::new(c::FREQUENCY_SCORE.into(), scores(|scores| scores.frequency)),
            Column::new(c::MONETARY_SCORE.into(), scores(|scores| scores.monetary)),
            text_column(c::SEGMENT, scored.segments.iter().map(|segment| Some(segment.name()))),
            text_column(c::TIER, scored.tiers.iter().map(|tier| tier.map(clientele_contract::Tier::name))),
            Column::new(c::REVIEW_SCORE.into(), &people.review_scores),
            text_column(
                c::FAVOURITE_CATEGORY,
                people.favourite_categories.iter().map(|number| Some(category(number))),
            ),
            text_column(
                c::STATE,
                people
                    .last_customer_rows
                    .iter()
                    .map(|row| Some(states[tables.state(*row) as usize].as_str())),
            ),
            date_column(c::FIRST_ORDER, &people.first_dates)?,
            date_column(c::LAST_ORDER, &people.last_dates)?,
            text_column(
                c::ACTION_ID,
                scored.rules.iter().map(|rule| Some(rules.rules()[usize::from(*rule)].id.as_str())),
            ),
        ],
    )
}

pub(crate) fn order_frame(
    tables: &ShopTables,
    completed: &CompletedOrders,
    people: &People,
) -> PolarsResult<DataFrame> {
    let orders = &tables.orders;
    let seconds: Vec<u32> = completed.rows.iter().map(|&row| orders.seconds[row as usize]).collect();
    let days = |name: &str, column: &[Option<i32>]| {
        if column.is_empty() {
            return Ok(Column::full_null(name.into(), completed.rows.len(), &DataType::Date));
        }
        let days: Vec<Option<i32>> = completed.rows.iter().map(|&row| column[row as usize]).collect();
        Column::new(name.into(), days).cast(&DataType::Date)
    };
    DataFrame::new(
        completed.rows.len(),
        vec![
            Column::new(c::ORDER_KEY.into(), (0..completed.rows.len() as u32).collect::<Vec<_>>()),
            id_column(c::ORDER_ID, &orders.ids, &completed.rows),
            Column::new(c::CUSTOMER_KEY.into(), &people.order_customers),
            date_column(c::ORDER_DATE, &completed.dates)?,
            Column::new(c::ORDER_SECOND.into(), seconds),
            days(c::DELIVERED_DATE, &orders.delivered)?,
            days(c::PROMISED_DATE, &orders.promised)?,
            Column::new(c::ORDER_VALUE_CENTS.into(), &completed.value_cents),
            Column::new(c::REVIEW_SCORE.into(), &completed.review_scores),
        ],
    )
}

pub(crate) fn order_line_frame(
    completed: &CompletedOrders,
    lines: &LineItems,
    people: &People,
) -> PolarsResult<DataFrame> {
    let customers: Vec<u32> =
        lines.order_keys.iter().map(|&key| people.order_customers[key as usize]).collect();
    let dates: Vec<i32> = lines.order_keys.iter().map(|&key| completed.dates[key as usize]).collect();
    let numbers: Vec<u32> = lines.numbers.iter().map(|&number| u32::from(number)).collect();
    let mut columns = vec![
        Column::new(c::ORDER_KEY.into(), &lines.order_keys),
        Column::new(c::LINE_NUMBER.into(), numbers),
        Column::new(c::CUSTOMER_KEY.into(), customers),
        Column::new(c::PRODUCT_KEY.into(), &lines.product_keys),
        date_column(c::ORDER_DATE, &dates)?,
        Column::new(c::PRICE_CENTS.into(), &lines.price_cents),
        Column::new(c::FREIGHT_CENTS.into(), &lines.freight_cents),
    ];
    columns.extend(lines.quantities.as_ref().map(|pieces| Column::new(c::QUANTITY.into(), pieces)));
    DataFrame::new(lines.len(), columns)
}

pub(crate) fn product_frame(tables: &ShopTables, lines: &LineItems) -> PolarsResult<DataFrame> {
    let category = |number: &u16| Some(lines.category_names[usize::from(*number)].as_str());
    DataFrame::new(
        lines.products.len(),
        vec![
            Column::new(c::PRODUCT_KEY.into(), (0..lines.products.len() as u32).collect::<Vec<_>>()),
            id_column(c::PRODUCT_ID, &tables.product_ids, &lines.products),
            text_column(c::CATEGORY, lines.product_categories.iter().map(category)),
        ],
    )
}

/// Every day from the first order to the day before `as_of`.
pub(crate) fn date_frame(first: NaiveDate, as_of: NaiveDate) -> PolarsResult<DataFrame> {
    let days: Vec<i32> = (epoch_days(first)..epoch_days(as_of)).collect();
    let dates: Vec<NaiveDate> = days.iter().copied().map(civil_date).collect();
    let part = |pick: fn(&NaiveDate) -> u32| dates.iter().map(pick).collect::<Vec<u32>>();
    DataFrame::new(
        days.len(),
        vec![
            date_column(c::DATE, &days)?,
            Column::new(c::YEAR.into(), dates.iter().map(Datelike::year).collect::<Vec<i32>>()),
            Column::new(c::QUARTER.into(), part(|date| date.month0() / 3 + 1)),
            Column::new(c::MONTH.into(), part(Datelike::month)),
            Column::new(c::ISO_WEEK.into(), part(|date| date.iso_week().week())),
            Column::new(c::WEEKDAY.into(), part(|date| date.weekday().number_from_monday())),
        ],
    )
}

fn id_column(name: &str, ids: &IdTable, numbers: &[u32]) -> Column {
    let mut texts = StringChunkedBuilder::new(name.into(), numbers.len());
    for &number in numbers {
        texts.append_value(decode_text(&ids.id(number)));
    }
    texts.finish().into_column()
}

fn text_column<'a>(name: &str, texts: impl Iterator<Item = Option<&'a str>>) -> Column {
    StringChunked::from_iter_options(name.into(), texts).into_column()
}

fn date_column(name: &str, days: &[i32]) -> PolarsResult<Column> {
    Column::new(name.into(), days).cast(&DataType::Date)
}
