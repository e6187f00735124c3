//! How far segments lean towards categories, states and regions.

use clientele_contract::{Affinity, AffinityCell, AffinityRow, AffinitySegment, Segment};

use super::{Engine, columns::Names, select::Selector, totals::share_of_cents};

const SEGMENTS: usize = Segment::ALL.len();
/// Of a customer who takes no part.
pub(crate) const NO_SEGMENT: u8 = u8::MAX;

/// Sums over the customers of one segment in one category or place.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LeaningSums {
    pub(crate) revenue_cents: i64,
    pub(crate) orders: u64,
    pub(crate) customers: u64,
}

impl LeaningSums {
    fn add(&mut self, other: Self) {
        self.revenue_cents += other.revenue_cents;
        self.orders += other.orders;
        self.customers += other.customers;
    }
}

/// Sums by thing and segment.
pub(crate) struct AffinitySums(pub(crate) Vec<[LeaningSums; SEGMENTS]>);

impl AffinitySums {
    pub(crate) fn new(things: usize) -> Self {
        Self(vec![[LeaningSums::default(); SEGMENTS]; things])
    }

    /// Puts things together: `group` gives the position of the group of each.
    pub(crate) fn grouped(&self, groups: usize, group: impl Fn(usize) -> usize) -> Self {
        let mut grouped = Self::new(groups);
        for (thing, sums) in self.0.iter().enumerate() {
            for (sum, &part) in grouped.0[group(thing)].iter_mut().zip(sums) {
                sum.add(part);
            }
        }
        grouped
    }

    /// The indices. `names` are those of the things with the values they stand for; things without an order are
    /// left out.
    pub(crate) fn summarize(&self, parties: &Parties, names: &[(String, Vec<String>)]) -> Affinity {
        let segments: Vec<AffinitySegment> = Segment::ALL
            .into_iter()
            .filter_map(|segment| {
                let LeaningSums { customers, revenue_cents, .. } =
                    parties.totals[usize::from(segment.index())];
                (customers > 0).then_some(AffinitySegment { segment, customers, revenue_cents })
            })
            .collect();
        let all: i64 = segments.iter().map(|segment| segment.revenue_cents).sum();
        let rows = self.0.iter().zip(names).filter(|(sums, _)| sums.iter().any(|sum| sum.orders > 0));
        let mut rows: Vec<AffinityRow> =
            rows.map(|(sums, (name, values))| affinity_row(sums, &segments, all, name, values)).collect();
        rows.sort_by(|a, b| b.revenue_cents.cmp(&a.revenue_cents).then_with(|| a.name.cmp(&b.name)));
        Affinity { segments, rows }
    }
}

fn affinity_row(
    sums: &[LeaningSums; SEGMENTS],
    segments: &[AffinitySegment],
    all_revenue_cents: i64,
    name: &str,
    values: &[String],
) -> AffinityRow {
    let revenue_cents = sums.iter().map(|sum| sum.revenue_cents).sum();
    let share_of_all = share_of_cents(revenue_cents, all_revenue_cents).filter(|share| *share > 0.0);
    let cell = |column: &AffinitySegment| {
        let sum = sums[usize::from(column.segment.index())];
        let share = share_of_cents(sum.revenue_cents, column.revenue_cents);
        AffinityCell {
            index: share.zip(share_of_all).map(|(share, of_all)| share / of_all * 100.0),
            orders: sum.orders,
            customers: sum.customers,
            revenue_cents: sum.revenue_cents,
        }
    };
    AffinityRow {
        name: name.to_owned(),
        values: values.to_vec(),
        revenue_cents,
        cells: segments.iter().map(cell).collect(),
    }
}

/// The segment of each customer who takes part, and the totals of the segments.
pub(crate) struct Parties {
    /// By customer: the index of the segment, or [`NO_SEGMENT`].
    pub(crate) segment_of: Vec<u8>,
    totals: [LeaningSums; SEGMENTS],
}

impl Engine {
    /// Everybody who passes the filter apart from segments and scores: a table with a column for each segment
    /// does not hide the others.
    pub(crate) fn parties(&self, selector: &Selector<'_>) -> Parties {
        let mut totals = [LeaningSums::default(); SEGMENTS];
        let takes_part =
            |row: usize| selector.in_scope(row) && selector.passes_tiers(row) && selector.passes_rest(row);
        let segment_of = (0..self.customers.len())
            .map(|row| {
                if !takes_part(row) {
                    return NO_SEGMENT;
                }
                let segment = self.customers.segments[row].index();
                totals[usize::from(segment)].add(self.leaning_of_customer(row));
                segment
            })
            .collect();
        Parties { segment_of, totals }
    }

    /// By state of the customer.
    pub(crate) fn state_affinity(&self, parties: &Parties) -> AffinitySums {
        let states = &self.customers.states;
        let mut sums = AffinitySums::new(states.names.len());
        for (row, &segment) in parties.segment_of.iter().enumerate() {
            if segment != NO_SEGMENT {
                sums.0[usize::from(states.codes[row])][usize::from(segment)]
                    .add(self.leaning_of_customer(row));
            }
        }
        sums
    }

    fn leaning_of_customer(&self, row: usize) -> LeaningSums {
        LeaningSums {
            revenue_cents: self.customers.spent_cents[row],
            orders: u64::from(self.customers.orders[row]),
            customers: 1,
        }
    }
}

/// Things that are called as a filter calls them.
pub(crate) fn own_names(names: &Names) -> Vec<(String, Vec<String>)> {
    names.names.iter().map(|name| (name.clone(), vec![name.clone()])).collect()
}
