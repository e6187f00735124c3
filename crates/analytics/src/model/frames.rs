//! The tables of a shop as Polars frames, some rows at a time: what is stored and what other programs read.
//!
//! A frame holds every text in full, so those of all rows at once would take more memory than everything else.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use polars::prelude::*;

use super::{Shop, civil_date, epoch_days};
use crate::{
    columns as c,
    ingest::{IdTable, decode_text},
};

/// A table of the star schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShopTable {
    Customers,
    Orders,
    OrderLines,
    /// Items of orders without a customer; only where there are some.
    GuestLines,
    Products,
    Dates,
}

impl ShopTable {
    /// The largest first.
    pub(crate) const ALL: [Self; 6] =
        [Self::Customers, Self::Orders, Self::OrderLines, Self::GuestLines, Self::Products, Self::Dates];
}

impl Shop {
    /// Whether the shop has the table.
    pub(crate) fn has(&self, table: ShopTable) -> bool {
        table != ShopTable::GuestLines || self.facts.has_guest_lines()
    }

    /// Rows of a table.
    pub(crate) fn rows(&self, table: ShopTable) -> usize {
        match table {
            ShopTable::Customers => self.people.len(),
            ShopTable::Orders => self.completed.rows.len(),
            ShopTable::OrderLines => self.lines.len(),
            ShopTable::GuestLines => self.guest_lines.len(),
            ShopTable::Products => self.lines.products.len(),
            ShopTable::Dates => {
                usize::try_from(epoch_days(self.facts.as_of) - epoch_days(self.facts.first_order))
                    .unwrap_or(0)
            }
        }
    }

    /// Some rows of a table.
    pub(crate) fn frame(&self, table: ShopTable, rows: Range<usize>) -> PolarsResult<DataFrame> {
        match table {
            ShopTable::Customers => self.customer_frame(rows),
            ShopTable::Orders => self.order_frame(rows),
            ShopTable::OrderLines => self.order_line_frame(rows),
            ShopTable::GuestLines => self.guest_line_frame(rows),
            ShopTable::Products => self.product_frame(rows),
            ShopTable::Dates => date_frame(self.facts.first_order, rows),
        }
    }

    /// All rows of a table.
    pub(crate) fn whole_frame(&self, table: ShopTable) -> PolarsResult<DataFrame> {
        self.frame(table, 0..self.rows(table))
    }

    fn customer_frame(&self, rows: Range<usize>) -> PolarsResult<DataFrame> {
        let Self { tables, lines, people, scored, rules, .. } = self;
        let category = |category: &u16| lines.category_names[usize::from(*category)].as_str();
        let states = tables.state_texts();
        let state = |row: &u32| states[tables.state(*row) as usize].as_str();
        let scores = |pick: fn(&clientele_contract::RfmScores) -> u8| {
            scored.scores[rows.clone()].iter().map(pick).collect::<Vec<u8>>()
        };
        let reviews: Vec<Option<f64>> = rows.clone().map(|row| people.review_scores.get(row)).collect();
        DataFrame::new(
            rows.len(),
            vec![
                key_column(c::CUSTOMER_KEY, rows.clone()),
                id_column(c::CUSTOMER_ID, &tables.person_ids, &people.persons[rows.clone()]),
                Column::new(c::RECENCY_DAYS.into(), &scored.recency_days[rows.clone()]),
                Column::new(c::FREQUENCY.into(), &people.frequencies[rows.clone()]),
                Column::new(c::MONETARY_CENTS.into(), &people.monetary_cents[rows.clone()]),
                Column::new(c::RECENCY_SCORE.into(), scores(|scores| scores.recency)),
                Column::new(c::FREQUENCY_SCORE.into(), scores(|scores| scores.frequency)),
                Column::new(c::MONETARY_SCORE.into(), scores(|scores| scores.monetary)),
                text_column(
                    c::SEGMENT,
                    scored.segments[rows.clone()].iter().map(|segment| Some(segment.name())),
                ),
                text_column(
                    c::TIER,
                    scored.tiers[rows.clone()].iter().map(|tier| tier.map(clientele_contract::Tier::name)),
                ),
                Column::new(c::REVIEW_SCORE.into(), reviews),
                text_column(
                    c::FAVOURITE_CATEGORY,
                    people.favourite_categories[rows.clone()].iter().map(|number| Some(category(number))),
                ),
                text_column(
                    c::STATE,
                    people.last_customer_rows[rows.clone()].iter().map(|row| Some(state(row))),
                ),
                date_column(c::FIRST_ORDER, &people.first_dates[rows.clone()])?,
                date_column(c::LAST_ORDER, &people.last_dates[rows.clone()])?,
                text_column(
                    c::ACTION_ID,
                    scored.rules[rows].iter().map(|rule| Some(rules.rules()[usize::from(*rule)].id.as_str())),
                ),
            ],
        )
    }

    fn order_frame(&self, rows: Range<usize>) -> PolarsResult<DataFrame> {
        let Self { tables, completed, people, .. } = self;
        let orders = &tables.orders;
        let in_file = &completed.rows[rows.clone()];
        let seconds: Vec<u32> = in_file.iter().map(|&row| orders.seconds[row as usize]).collect();
        let days = |name: &str, column: &[Option<i32>]| {
            if column.is_empty() {
                return Ok(Column::full_null(name.into(), in_file.len(), &DataType::Date));
            }
            let days: Vec<Option<i32>> = in_file.iter().map(|&row| column[row as usize]).collect();
            Column::new(name.into(), days).cast(&DataType::Date)
        };
        let reviews: Vec<Option<f64>> = rows.clone().map(|row| completed.review_scores.get(row)).collect();
        DataFrame::new(
            rows.len(),
            vec![
                key_column(c::ORDER_KEY, rows.clone()),
                id_column(c::ORDER_ID, &orders.ids, in_file),
                Column::new(c::CUSTOMER_KEY.into(), &people.order_customers[rows.clone()]),
                date_column(c::ORDER_DATE, &completed.dates[rows.clone()])?,
                Column::new(c::ORDER_SECOND.into(), seconds),
                days(c::DELIVERED_DATE, &orders.delivered)?,
                days(c::PROMISED_DATE, &orders.promised)?,
                Column::new(c::ORDER_VALUE_CENTS.into(), &completed.value_cents[rows]),
                Column::new(c::REVIEW_SCORE.into(), reviews),
            ],
        )
    }

    fn order_line_frame(&self, rows: Range<usize>) -> PolarsResult<DataFrame> {
        let Self { completed, lines, people, .. } = self;
        let order_keys = &lines.order_keys[rows.clone()];
        let customers: Vec<u32> =
            order_keys.iter().map(|&key| people.order_customers[key as usize]).collect();
        let dates: Vec<i32> = order_keys.iter().map(|&key| completed.dates[key as usize]).collect();
        let numbers: Vec<u32> = lines.numbers[rows.clone()].iter().map(|&number| u32::from(number)).collect();
        let mut columns = vec![
            Column::new(c::ORDER_KEY.into(), order_keys),
            Column::new(c::LINE_NUMBER.into(), numbers),
            Column::new(c::CUSTOMER_KEY.into(), customers),
            Column::new(c::PRODUCT_KEY.into(), &lines.product_keys[rows.clone()]),
            date_column(c::ORDER_DATE, &dates)?,
            Column::new(c::PRICE_CENTS.into(), &lines.price_cents[rows.clone()]),
            Column::new(c::FREIGHT_CENTS.into(), &lines.freight_cents[rows.clone()]),
        ];
        let quantities = lines.quantities.as_ref();
        columns.extend(quantities.map(|pieces| Column::new(c::QUANTITY.into(), &pieces[rows.clone()])));
        DataFrame::new(rows.len(), columns)
    }

    fn guest_line_frame(&self, rows: Range<usize>) -> PolarsResult<DataFrame> {
        let lines = &self.guest_lines;
        let order_keys = &lines.order_keys[rows.clone()];
        let dates: Vec<i32> = order_keys.iter().map(|&key| lines.dates[key as usize]).collect();
        let numbers: Vec<u32> = lines.numbers[rows.clone()].iter().map(|&number| u32::from(number)).collect();
        let names = self.tables.state_texts();
        let state = |key: &u32| names[lines.states[*key as usize] as usize].as_str();
        let mut columns = vec![
            Column::new(c::GUEST_ORDER_KEY.into(), order_keys),
            Column::new(c::LINE_NUMBER.into(), numbers),
            Column::new(c::PRODUCT_KEY.into(), &lines.product_keys[rows.clone()]),
            date_column(c::ORDER_DATE, &dates)?,
            text_column(c::STATE, order_keys.iter().map(|key| Some(state(key)))),
            Column::new(c::PRICE_CENTS.into(), &lines.price_cents[rows.clone()]),
            Column::new(c::FREIGHT_CENTS.into(), &lines.freight_cents[rows.clone()]),
        ];
        let quantities = lines.quantities.as_ref();
        columns.extend(quantities.map(|pieces| Column::new(c::QUANTITY.into(), &pieces[rows.clone()])));
        DataFrame::new(rows.len(), columns)
    }

    fn product_frame(&self, rows: Range<usize>) -> PolarsResult<DataFrame> {
        let Self { tables, lines, .. } = self;
        let category = |number: &u16| Some(lines.category_names[usize::from(*number)].as_str());
        DataFrame::new(
            rows.len(),
            vec![
                key_column(c::PRODUCT_KEY, rows.clone()),
                id_column(c::PRODUCT_ID, &tables.product_ids, &lines.products[rows.clone()]),
                text_column(c::CATEGORY, lines.product_categories[rows].iter().map(category)),
            ],
        )
    }
}

/// Days, counted from the first order; the last one is the day before "today".
/// The days from the first order on.
pub(crate) fn date_frame(first: NaiveDate, rows: Range<usize>) -> PolarsResult<DataFrame> {
    let days: Vec<i32> = rows.map(|day| epoch_days(first) + day as i32).collect();
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

fn key_column(name: &str, rows: Range<usize>) -> Column {
    Column::new(name.into(), rows.map(|row| row as u32).collect::<Vec<u32>>())
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
