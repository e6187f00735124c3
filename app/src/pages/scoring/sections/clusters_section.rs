use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{ClusterChoice, ClusterTrial};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Card, ChartFigure, GlossaryMark, ScrollRegion, Segmented, SegmentedOption},
    format::{
        format_count, format_counted, format_mean, format_money, format_percent, format_score, or_dash,
    },
    query_string::{append_pair, decode_pairs},
};

/// The number of groups behind the tiers.
const K_IN_USE: u8 = 4;

/// The number of groups that an address names, else the one in use, else the first that was tried.
pub fn chosen_k(query: &str, choice: &ClusterChoice) -> u8 {
    let was_tried = |k: &u8| choice.trials.iter().any(|trial| trial.k == *k);
    let named = decode_pairs(query).filter(|(key, _)| key == "k").find_map(|(_, value)| value.parse().ok());
    let first = choice.trials.first().map_or(K_IN_USE, |trial| trial.k);
    named.filter(was_tried).or(Some(K_IN_USE).filter(was_tried)).unwrap_or(first)
}

/// How many groups fit the customers: two diagnostics, their limits, and the profiles of each number.
#[component]
pub fn ClustersSection(
    choice: ClusterChoice,
    /// Of the scope.
    customers: u64,
    k: u8,
    query: String,
    currency_symbol: String,
) -> impl IntoView {
    if choice.trials.is_empty() {
        return view! {
            <Card id="clusters-title" title="How many tiers" class="card-clusters">
                <p class="card-empty">"Groups need at least two customers who differ; this shop has fewer."</p>
            </Card>
        }
        .into_any();
    }
    let subtitle = clustered_in_words(&choice, customers);
    let words = favourites_in_words(choice.elbow_k, choice.best_silhouette_k);
    let trial = choice.trials.iter().find(|trial| trial.k == k).cloned();
    let profiles = trial.map(|trial| view! { <Profiles trial currency_symbol/> });
    view! {
        <Card id="clusters-title" term="k-means" title="How many tiers: four are in use" subtitle class="card-clusters">
            <p class="check-verdict">{words}</p>
            <div class="grid-charts">
                <div>
                    <h3 class="part-title">"Elbow: spread within groups" <GlossaryMark term="elbow"/></h3>
                    <p class="part-words">
                        "Mean squared distance of a customer to the middle of the group. It always falls; look for the bend."
                    </p>
                    <ChartFigure spec=elbow_spec(&choice, &query) height=240 width=560/>
                </div>
                <div>
                    <h3 class="part-title">"Silhouette: how well groups are apart" <GlossaryMark term="silhouette"/></h3>
                    <p class="part-words">
                        "From −1 to 1; higher is better. Near 0, a customer could as well belong to the next group."
                    </p>
                    <ChartFigure spec=silhouette_spec(&choice, &query) height=240 width=560/>
                </div>
            </div>
            <details class="table-twin">
                <summary>"Both as one table"</summary>
                <TrialTable choice=choice.clone() k/>
            </details>
            <div id="profiles" class="profiles-head">
                <h3 class="part-title">{format!("Profiles of {k} groups")}</h3>
                <KSwitch choice k query/>
            </div>
            {profiles}
            <p class="part-words">
                "Limits: k-means finds groups in any data, also where there are none. The elbow is where the curve bends most, \
                 which is a matter of taste when it bends slowly. A silhouette below 0.25 says that the groups overlap. Choose the \
                 number that leads to actions that differ."
            </p>
        </Card>
    }
    .into_any()
}

/// Who was grouped, and by what.
fn clustered_in_words(choice: &ClusterChoice, customers: u64) -> String {
    let all = format_counted(customers, "customer", "customers");
    let who = if choice.clustered_customers < customers {
        format!("A sample of {} of {all} was", format_count(choice.clustered_customers))
    } else {
        format!("{all} were")
    };
    format!(
        "{who} grouped by recency, orders and spend (logarithms, standardised); the silhouette is that of {} of them.",
        format_count(choice.silhouette_customers)
    )
}

fn elbow_spec(choice: &ClusterChoice, query: &str) -> ChartSpec {
    let title = match choice.elbow_k {
        Some(k) => format!("The curve bends most at {k} groups"),
        None => "Spread within groups by their number".to_owned(),
    };
    let values = choice.trials.iter().map(|trial| Some(trial.mean_inertia)).collect();
    line_spec("elbow", title, "Spread within groups", choice, values, query)
}

fn silhouette_spec(choice: &ClusterChoice, query: &str) -> ChartSpec {
    let title = match choice.best_silhouette_k {
        Some(k) => format!("The silhouette is highest with {k} groups"),
        None => "The silhouette is not defined here".to_owned(),
    };
    let values = choice.trials.iter().map(|trial| trial.silhouette).collect();
    line_spec("silhouette", title, "Silhouette", choice, values, query)
}

fn line_spec(
    id: &str,
    title: String,
    measure: &str,
    choice: &ClusterChoice,
    values: Vec<Option<f64>>,
    query: &str,
) -> ChartSpec {
    let points = choice.trials.iter().zip(values).map(|(trial, value)| {
        let words = value.map_or_else(|| "not defined".to_owned(), format_score);
        let mark = Mark::new(format!("{} groups", trial.k), words).link(with_k(query, trial.k));
        let mark = if trial.k == K_IN_USE { mark.note("in use") } else { mark };
        LinePoint { value, in_progress: false, is_cut_off: false, mark }
    });
    let series = LineSeries {
        name: measure.to_owned(),
        look: SeriesLook::Line,
        class: None,
        points: points.collect(),
    };
    ChartSpec {
        id: id.to_owned(),
        description: format!("{measure} for 2 to 10 groups. {title}."),
        title,
        empty: "Nothing to compare".to_owned(),
        kind: ChartKind::Line(LineChart {
            x_name: "Groups".to_owned(),
            unit: Unit::Number,
            from_zero: true,
            labels: choice.trials.iter().map(|trial| trial.k.to_string()).collect(),
            series: vec![series],
        }),
    }
}

/// What the diagnostics favour, beside what is in use.
fn favourites_in_words(elbow_k: Option<u8>, best_silhouette_k: Option<u8>) -> String {
    let elbow = match elbow_k {
        Some(k) => format!("The elbow favours {k} groups"),
        None => "The elbow favours no number".to_owned(),
    };
    let silhouette = match best_silhouette_k {
        Some(k) if elbow_k == Some(k) => "and so does the silhouette".to_owned(),
        Some(k) => format!("the silhouette favours {k}"),
        None => "the silhouette is not defined".to_owned(),
    };
    let agreement = match (elbow_k, best_silhouette_k) {
        (Some(K_IN_USE), Some(K_IN_USE)) => "Both agree with the four in use.",
        (Some(K_IN_USE), _) | (_, Some(K_IN_USE)) => "One of them agrees with the four in use.",
        _ => {
            "Neither favours the four in use, which are kept because four tiers can be acted on; read them as bands, not as \
              natural kinds."
        }
    };
    format!("{elbow}, {silhouette}. {agreement}")
}

#[component]
fn TrialTable(choice: ClusterChoice, k: u8) -> impl IntoView {
    let rows = choice
        .trials
        .iter()
        .map(|trial| {
            let marks = [
                (trial.k == K_IN_USE).then_some("in use"),
                (choice.elbow_k == Some(trial.k)).then_some("elbow"),
                (choice.best_silhouette_k == Some(trial.k)).then_some("best silhouette"),
            ];
            let marks = marks.into_iter().flatten().collect::<Vec<_>>().join(", ");
            view! {
                <tr class:is-selected=trial.k == k>
                    <th scope="row" class="number">{trial.k}</th>
                    <td class="number">{format_score(trial.mean_inertia)}</td>
                    <td class="number">{or_dash(trial.silhouette.map(format_score))}</td>
                    <td>{marks}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ScrollRegion label="Diagnostics of each number of groups">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col" class="number">"Groups"</th>
                        <th scope="col" class="number">"Spread within groups"</th>
                        <th scope="col" class="number">"Silhouette"</th>
                        <th scope="col">"Remarks"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

#[component]
fn KSwitch(choice: ClusterChoice, k: u8, query: String) -> impl IntoView {
    let options = choice.trials.into_iter().map(|trial| SegmentedOption {
        id: format!("k-{}", trial.k),
        name: trial.k.to_string(),
        full_name: Some(format!("{} groups", trial.k)),
        href: with_k(&query, trial.k),
        is_current: trial.k == k,
    });
    let options: Vec<_> = options.collect();
    view! { <Segmented label="Number of groups" options/> }
}

/// The page with another number of groups and everything else as it is.
fn with_k(query: &str, k: u8) -> String {
    let mut next = String::new();
    for (key, value) in decode_pairs(query).filter(|(key, _)| key != "k" && key != "done") {
        append_pair(&mut next, &key, &value);
    }
    append_pair(&mut next, "k", &k.to_string());
    format!("{PATH}?{next}")
}

#[component]
fn Profiles(trial: ClusterTrial, currency_symbol: String) -> impl IntoView {
    let total: u64 = trial.clusters.iter().map(|cluster| cluster.customers).sum();
    let rows = trial
        .clusters
        .into_iter()
        .zip(1..)
        .map(|(cluster, position): (_, u8)| {
            let share = cluster.customers as f64 / total.max(1) as f64;
            view! {
                <tr>
                    <th scope="row">{format!("Group {position}")}</th>
                    <td class="number">{format_count(cluster.customers)}</td>
                    <td class="number">{format_percent(share)}</td>
                    <td class="number">{format_mean(cluster.mean_recency_days)}</td>
                    <td class="number">{format_score(cluster.mean_orders)}</td>
                    <td class="number">{format_money(cluster.mean_spent_cents.round() as i64, &currency_symbol)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ScrollRegion label="Profiles of the groups">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"By mean spend"</th>
                        <th scope="col" class="number">"Customers"</th>
                        <th scope="col" class="number">"Share"</th>
                        <th scope="col" class="number">"Mean days since last order"</th>
                        <th scope="col" class="number">"Mean orders"</th>
                        <th scope="col" class="number">"Mean spent"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(ks: &[u8]) -> ClusterChoice {
        let trial =
            |k: &u8| ClusterTrial { k: *k, mean_inertia: 1.0, silhouette: None, clusters: Vec::new() };
        ClusterChoice {
            trials: ks.iter().map(trial).collect(),
            elbow_k: None,
            best_silhouette_k: None,
            clustered_customers: 0,
            silhouette_customers: 0,
        }
    }

    #[test]
    fn a_number_that_was_not_tried_is_not_shown() {
        assert_eq!(chosen_k("?k=6", &choice(&[2, 3, 4, 5, 6])), 6);
        assert_eq!(chosen_k("?k=99", &choice(&[2, 3, 4])), 4);
        assert_eq!(chosen_k("?k=x", &choice(&[2, 3])), 2);
        assert_eq!(chosen_k("", &choice(&[])), 4);
    }

    #[test]
    fn another_number_keeps_the_proposal() {
        assert_eq!(with_k("?map=grid&k=3&done=x", 5), "/segments/scoring?map=grid&k=5");
    }

    #[test]
    fn the_diagnostics_are_compared_with_what_is_in_use() {
        assert!(favourites_in_words(Some(4), Some(4)).contains("so does the silhouette. Both agree"));
        assert!(favourites_in_words(Some(4), Some(2)).contains("One of them agrees"));
        assert!(favourites_in_words(Some(3), Some(2)).contains("Neither"));
        assert!(favourites_in_words(None, None).contains("not defined"));
    }
}
