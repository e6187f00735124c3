//! The customer table: pages and complete lists.

use std::{cmp::Ordering, ops::ControlFlow};

use clientele_contract::{
    AnalyticsError, CustomerFilter, CustomerPage, CustomerQuery, CustomerRow, CustomerSort, PAGE_SIZE_MAX,
    Scope, SortDirection,
};

use super::{Engine, value::Predictor};
use crate::{ingest::UNKNOWN, model::civil_date};

impl Engine {
    pub(crate) fn page_of_customers(
        &self,
        scope: &Scope,
        query: &CustomerQuery,
    ) -> Result<CustomerPage, AnalyticsError> {
        if query.page_size == 0 || query.page_size > PAGE_SIZE_MAX {
            let found = query.page_size;
            return Err(AnalyticsError::InvalidQuestion(format!(
                "a page has 1 to {PAGE_SIZE_MAX} rows, {found} were asked for"
            )));
        }
        let mut rows: Vec<u32> = self.selector(scope, &query.filter).rows().map(|row| row as u32).collect();
        let customers = rows.len() as u64;
        let pages = customers.div_ceil(u64::from(query.page_size)).max(1) as u32;
        let page = query.page.clamp(1, pages);
        let size = query.page_size as usize;
        let start = (page as usize - 1) * size;
        let end = (start + size).min(rows.len());
        let page_rows = self.sorted_part(&mut rows, start, end, query.sort, query.direction);
        let predictor = self.standard_predictor(scope);
        let describe = |&row: &u32| self.customer_row_with_outlook(row as usize, &predictor);
        Ok(CustomerPage {
            rows: page_rows.iter().map(describe).collect(),
            customers,
            page,
            pages,
            page_size: query.page_size,
        })
    }

    /// Only the asked part is sorted: the rest is put before or after it.
    fn sorted_part<'a>(
        &self,
        rows: &'a mut [u32],
        start: usize,
        end: usize,
        sort: CustomerSort,
        direction: SortDirection,
    ) -> &'a [u32] {
        let compare = |a: &u32, b: &u32| self.compare(*a as usize, *b as usize, sort, direction);
        if end < rows.len() {
            rows.select_nth_unstable_by(end, compare);
        }
        let head = &mut rows[..end];
        if start > 0 && start < head.len() {
            head.select_nth_unstable_by(start, compare);
        }
        let part = &mut head[start..];
        part.sort_unstable_by(compare);
        part
    }

    pub(crate) fn visit_by_spend(
        &self,
        scope: &Scope,
        filter: &CustomerFilter,
        visit: &mut dyn FnMut(&CustomerRow) -> ControlFlow<()>,
    ) -> u64 {
        let mut rows: Vec<u32> = self.selector(scope, filter).rows().map(|row| row as u32).collect();
        let spent = |row: &u32| std::cmp::Reverse(self.customers.spent_cents[*row as usize]);
        // Rows come by id and the sort is stable, so ties stay by id.
        rows.sort_by_key(spent);
        let predictor = self.standard_predictor(scope);
        for (position, &row) in rows.iter().enumerate() {
            if visit(&self.customer_row_with_outlook(row as usize, &predictor)).is_break() {
                return position as u64 + 1;
            }
        }
        rows.len() as u64
    }

    pub(crate) fn customer_row(&self, row: usize) -> CustomerRow {
        let customers = &self.customers;
        let rule = &self.rules.rules()[usize::from(customers.rules[row])];
        CustomerRow {
            customer_id: customers.ids.get(row).unwrap_or_default().to_owned(),
            segment: customers.segments[row],
            tier: customers.tiers[row],
            scores: customers.scores[row],
            recency_days: customers.recency_days[row],
            orders: customers.orders[row],
            spent_cents: customers.spent_cents[row],
            review_score: customers.review_scores[row],
            favourite_category: customers.categories.name(row).to_owned(),
            state: customers.states.name(row).to_owned(),
            first_order: civil_date(customers.first_dates[row]),
            last_order: civil_date(customers.last_dates[row]),
            action_id: rule.id.clone(),
            action: rule.action.clone(),
            expected: None,
        }
    }

    /// The same with what is to be expected of the customer.
    pub(crate) fn customer_row_with_outlook(&self, row: usize, predictor: &Predictor) -> CustomerRow {
        CustomerRow { expected: predictor.of(row), ..self.customer_row(row) }
    }

    /// Ties by customer id, unknown values last whatever the direction.
    fn compare(&self, a: usize, b: usize, sort: CustomerSort, direction: SortDirection) -> Ordering {
        let customers = &self.customers;
        let directed = |ordering: Ordering| match direction {
            SortDirection::Ascending => ordering,
            SortDirection::Descending => ordering.reverse(),
        };
        let action = |row: usize| &self.rules.rules()[usize::from(customers.rules[row])].action;
        let ordering = match sort {
            // Rows are sorted by id.
            CustomerSort::CustomerId => directed(a.cmp(&b)),
            CustomerSort::Segment => directed(customers.segments[a].cmp(&customers.segments[b])),
            CustomerSort::Tier => {
                known_first(customers.tiers[a], customers.tiers[b], |a, b| directed(a.cmp(&b)))
            }
            CustomerSort::Recency => directed(customers.recency_days[a].cmp(&customers.recency_days[b])),
            CustomerSort::Orders => directed(customers.orders[a].cmp(&customers.orders[b])),
            CustomerSort::Spent => directed(customers.spent_cents[a].cmp(&customers.spent_cents[b])),
            CustomerSort::Review => {
                known_first(customers.review_scores[a], customers.review_scores[b], |a, b| {
                    directed(a.total_cmp(&b))
                })
            }
            // Names are sorted, so their codes compare as they do.
            CustomerSort::Category => {
                let categories = &customers.categories;
                let known =
                    |row: usize| Some(categories.codes[row]).filter(|_| categories.name(row) != UNKNOWN);
                known_first(known(a), known(b), |a, b| directed(a.cmp(&b)))
            }
            CustomerSort::State => directed(customers.states.codes[a].cmp(&customers.states.codes[b])),
            CustomerSort::Action => directed(action(a).cmp(action(b))),
        };
        ordering.then(a.cmp(&b))
    }
}

fn known_first<T: Copy>(a: Option<T>, b: Option<T>, compare: impl Fn(T, T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
