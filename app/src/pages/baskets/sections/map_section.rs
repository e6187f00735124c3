use std::collections::BTreeSet;

use clientele_charts::{ChartKind, ChartSpec, HeatCell, HeatMap, HeatRow, Mark};
use clientele_contract::{BasketItem, BasketItems, BasketPair, BasketQuestion, BasketRules};
use leptos::prelude::*;

use super::{
    PATH, with_choice,
    words::{item_in_words, noun_of, strength_of},
};
use crate::{
    components::{Card, ChartFigure},
    format::{format_counted, format_percent, format_times_short},
    url_state::SegmentsUrl,
};

const ROW_HEIGHT: u32 = 30;
const HEAD_HEIGHT: u32 = 24;
/// The columns are named by letters, because names do not fit above them.
const LETTERS: [&str; 12] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];

/// The ties between the items that go together most, as a matrix.
#[component]
pub fn MapSection(rules: BasketRules, question: BasketQuestion, url: SegmentsUrl) -> impl IntoView {
    let (_, many) = noun_of(question.items);
    let title = format!(
        "{} of these {many} go together beyond chance",
        format_counted(pairs_apart(&rules.map_pairs), "pair", "pairs")
    );
    let height = HEAD_HEIGHT + ROW_HEIGHT * rules.map_items.len() as u32;
    let spec = ChartSpec {
        id: "basket-map".to_owned(),
        title: title.clone(),
        description: "Lift of each pair: the row is what an order has, the column what it has too."
            .to_owned(),
        empty: "No pair is surely bought together".to_owned(),
        kind: ChartKind::HeatMap(heat_map(&rules.map_items, &rules.map_pairs, question.items, &url)),
    };
    view! {
        <Card
            id="basket-map-title"
            title
            term="lift"
            subtitle="If an order has the row’s item, how many times as often it has the column’s too; pairs with a q-value \
             of at most 0.05. A click shows the rules of a pair."
            class="card-basket-map"
        >
            <ChartFigure spec height width=900/>
        </Card>
    }
}

/// Pairs of items: a pair with a cell in both directions is one.
fn pairs_apart(pairs: &[BasketPair]) -> u64 {
    let apart: BTreeSet<_> =
        pairs.iter().map(|pair| (pair.left.min(pair.right), pair.left.max(pair.right))).collect();
    apart.len() as u64
}

/// The lift as it fits into a cell.
fn lift_label(lift: f64) -> String {
    format_times_short(lift).trim_end_matches(['×', '\u{a0}']).to_owned()
}

fn heat_map(items: &[BasketItem], pairs: &[BasketPair], kind: BasketItems, url: &SegmentsUrl) -> HeatMap {
    let names: Vec<String> = items.iter().map(|item| item_in_words(kind, item)).collect();
    let strongest = pairs.iter().map(|pair| pair.lift).fold(1.0, f64::max).ln();
    let cell = |pair: &BasketPair| {
        let (left, right) = (pair.left as usize, pair.right as usize);
        let searched = |item: usize| match kind {
            BasketItems::Products => items[item].id.clone(),
            BasketItems::Categories => names[item].clone(),
        };
        let view = with_choice(&with_choice(url, "if", &searched(left)), "then", &searched(right));
        let (word, _) = strength_of(pair.lift, pair.orders);
        let mark = Mark::new(
            format!("{} → {}", names[left], names[right]),
            format!("lift {} ({word})", format_times_short(pair.lift)),
        )
        .note(format!(
            "{} with both; {} of the orders with the first",
            format_counted(pair.orders, "order", "orders"),
            format_percent(pair.confidence)
        ))
        .link(view.link(PATH));
        let intensity = if strongest > 0.0 { pair.lift.ln().max(0.0) / strongest } else { 0.0 };
        HeatCell { mark, label: lift_label(pair.lift), intensity, in_progress: false }
    };
    let cell_at = |left: usize, right: usize| {
        pairs.iter().find(|pair| (pair.left as usize, pair.right as usize) == (left, right)).map(cell)
    };
    let letter = |item: usize| LETTERS.get(item).copied().unwrap_or_default();
    let rows = names.iter().enumerate().map(|(left, name)| HeatRow {
        name: format!("{} {name}", letter(left)),
        cells: (0..items.len()).map(|right| cell_at(left, right)).collect(),
    });
    HeatMap {
        row_name: "If an order has".to_owned(),
        column_name: "it also has".to_owned(),
        columns: (0..items.len()).map(|item| letter(item).to_owned()).collect(),
        rows: rows.collect(),
    }
}
