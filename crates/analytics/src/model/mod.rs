//! Typed rows in, a shop out: star schema, scored customers, quality report.

mod completed;
mod frames;
mod guest_lines;
mod line_items;
mod people;

use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};
use clientele_contract::{FrequencyRule, GuestOrders, QualityReport, StatusCount};
use serde::{Deserialize, Serialize};

use self::{
    completed::{CompletedOrders, collect_completed_orders},
    guest_lines::{GuestLines, collect_guest_lines},
    line_items::{collect_line_items, number_products},
    people::collect_people,
};
pub(crate) use self::{
    frames::{ShopTable, date_frame},
    line_items::LineItems,
    people::People,
};
use crate::{
    OrderMeaning, Progress, RefreshError, RuleBook, ShopConfig, Stage,
    ingest::{Mapping, Reject, ShopTables, SourceProfile, read_source},
    score::{ScoredPeople, score_people},
};

/// The last year of "today"; tables with a row for each day or month stay small.
const LAST_YEAR: i32 = 2100;

/// What to build a shop from.
#[derive(Debug, Clone, Copy)]
pub struct BuildRequest<'a> {
    /// The file or folder with the orders.
    pub source: &'a Path,
    /// How a source of unknown make is read; `None`: as it is recognised.
    pub mapping: Option<&'a Mapping>,
    /// What is particular to the shop.
    pub config: &'a ShopConfig,
    /// The rules of the next best action.
    pub rules: &'a RuleBook,
    /// The "today" of all figures; `None`: the day after the last completed order.
    pub as_of: Option<NaiveDate>,
    /// Folder in which what is packed is unpacked, and removed again; made when it is needed.
    pub staging: &'a Path,
}

/// What is known about a shop besides its tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ShopFacts {
    pub(crate) as_of: NaiveDate,
    pub(crate) first_order: NaiveDate,
    pub(crate) last_order: NaiveDate,
    pub(crate) currency_symbol: String,
    pub(crate) frequency_rule: FrequencyRule,
    pub(crate) is_demo: bool,
    pub(crate) quality: QualityReport,
    /// What a reader of every page must know about the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) notices: Vec<String>,
    /// What the source looked like.
    #[serde(default, skip_serializing_if = "SourceProfile::is_empty")]
    pub(crate) profile: SourceProfile,
}

impl ShopFacts {
    /// Whether there are items of orders without a customer, in a table of their own.
    pub(crate) fn has_guest_lines(&self) -> bool {
        self.quality.guests.is_some_and(|guests| guests.order_items > 0)
    }
}

/// A shop that has been read, modelled and scored, ready to be published or asked.
///
/// Held as columns of numbers; frames are made of it some rows at a time. All are sorted by their key, so that the same orders give the same bytes in whatever order the
/// source had them.
pub struct Shop {
    pub(crate) tables: ShopTables,
    pub(crate) completed: CompletedOrders,
    pub(crate) lines: LineItems,
    pub(crate) guest_lines: GuestLines,
    pub(crate) people: People,
    pub(crate) scored: ScoredPeople,
    pub(crate) facts: ShopFacts,
    pub(crate) rules: RuleBook,
    pub(crate) rejects: Vec<(String, Vec<Reject>)>,
}

/// Reads a source, builds the star schema, scores the customers and reconciles the totals.
///
/// # Errors
/// Every kind of [`RefreshError`] apart from those of publishing.
pub fn build_shop(request: &BuildRequest<'_>, progress: &dyn Progress) -> Result<Shop, RefreshError> {
    let mut tables = read_source(request.source, request.mapping, request.config, request.staging, progress)?;
    progress.check()?;
    progress.begin(Stage::Modelling);
    let (completed, keys) = collect_completed_orders(&mut tables);
    if completed.rows.is_empty() {
        return Err(RefreshError::NoCompletedOrder {
            orders: tables.orders.ids.len() as u64,
            completed: request.config.completed_statuses(),
        });
    }
    progress.check()?;
    let product_keys = number_products(&tables);
    let guest_lines = collect_guest_lines(&tables, &product_keys.of_numbers);
    let lines = collect_line_items(&mut tables, product_keys, &keys, completed.rows.len());
    drop(keys);
    progress.check()?;
    let people = collect_people(&tables, &completed, &lines);
    let (as_of, first_order, last_order) = choose_as_of(&completed, request.as_of)?;
    let scored = score_people(&people, &lines, &tables, as_of, request.rules, progress)?;
    progress.check()?;
    let guests = guest_lines.totals(&tables);
    let quality = QualityReport { guests, ..summarize_quality(&mut tables, &completed, &lines, &people)? };
    tables.notices.extend(guests.and_then(guest_notice));
    let facts = ShopFacts {
        as_of,
        first_order,
        last_order,
        currency_symbol: std::mem::take(&mut tables.currency_symbol),
        frequency_rule: scored.frequency_rule,
        is_demo: tables.is_demo,
        quality,
        notices: std::mem::take(&mut tables.notices),
        profile: std::mem::take(&mut tables.profile),
    };
    let rejects = std::mem::take(&mut tables.rejects);
    let rules = request.rules.clone();
    Ok(Shop { tables, completed, lines, guest_lines, people, scored, facts, rules, rejects })
}

/// What every page says of sales without a customer.
fn guest_notice(guests: GuestOrders) -> Option<String> {
    (guests.orders > 0).then(|| {
        format!(
            "orders without a customer ({}) are in the figures about products and in no others; see the page Data",
            guests.orders
        )
    })
}

fn choose_as_of(
    completed: &CompletedOrders,
    asked: Option<NaiveDate>,
) -> Result<(NaiveDate, NaiveDate, NaiveDate), RefreshError> {
    let first = completed.dates.iter().min().copied().map(civil_date).unwrap_or_default();
    let last = completed.dates.iter().max().copied().map(civil_date).unwrap_or_default();
    let as_of = asked.unwrap_or(last + Days::new(1));
    check_as_of(as_of, last)?;
    Ok((as_of, first, last))
}

/// "Today" lies after the last order, and not centuries after it.
pub(crate) fn check_as_of(as_of: NaiveDate, last_order: NaiveDate) -> Result<(), RefreshError> {
    if as_of <= last_order || as_of.year() > LAST_YEAR {
        return Err(RefreshError::AsOfOutOfRange { as_of, last_order });
    }
    Ok(())
}

/// The civil date of a number of days since 1970-01-01.
pub(crate) fn civil_date(days: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(days).unwrap_or_default()
}

/// Days since 1970-01-01.
pub(crate) fn epoch_days(date: NaiveDate) -> i32 {
    date.to_epoch_days()
}

fn summarize_quality(
    tables: &mut ShopTables,
    completed: &CompletedOrders,
    lines: &LineItems,
    people: &People,
) -> Result<QualityReport, RefreshError> {
    let mut counts = vec![0_u64; tables.statuses.len()];
    for order in tables.orders.known_rows() {
        counts[usize::from(tables.orders.statuses[order])] += 1;
    }
    let mut orders_by_status: Vec<StatusCount> = tables
        .statuses
        .iter()
        .zip(&counts)
        .filter(|(_, orders)| **orders > 0)
        .map(|((status, meaning), orders)| StatusCount {
            status: status.clone(),
            meaning: meaning.name().to_owned(),
            orders: *orders,
        })
        .collect();
    orders_by_status.sort_by_key(|count| std::cmp::Reverse(count.orders));
    let orders: u64 = counts.iter().sum();
    let delivered: u64 = tables
        .statuses
        .iter()
        .zip(&counts)
        .filter(|((_, meaning), _)| *meaning == OrderMeaning::Completed)
        .map(|(_, orders)| orders)
        .sum();
    let report = QualityReport {
        files: std::mem::take(&mut tables.quality),
        orders_by_status,
        completed_orders: completed.rows.len() as u64,
        excluded_orders: orders - completed.rows.len() as u64,
        completed_without_items: delivered - completed.rows.len() as u64,
        order_items: lines.len() as u64,
        revenue_cents_from_lines: lines.price_cents.iter().chain(&lines.freight_cents).sum(),
        revenue_cents_from_customers: people.monetary_cents.iter().sum(),
        guests: None,
        adjustments: tables.adjustments,
    };
    reconcile(&report, people)?;
    Ok(report)
}

fn reconcile(report: &QualityReport, people: &People) -> Result<(), RefreshError> {
    let orders: u64 = people.frequencies.iter().map(|frequency| u64::from(*frequency)).sum();
    if orders != report.completed_orders {
        let completed = report.completed_orders;
        return Err(RefreshError::Reconciliation(format!(
            "{completed} completed orders, {orders} in customers"
        )));
    }
    let (lines, customers) = (report.revenue_cents_from_lines, report.revenue_cents_from_customers);
    if lines != customers {
        return Err(RefreshError::Reconciliation(format!(
            "{lines} cents in lines, {customers} in customers"
        )));
    }
    Ok(())
}
