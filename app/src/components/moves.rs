//! The effect of a change before it is applied: groups before and after, and who moves between them.

use leptos::prelude::*;

use crate::{
    components::{ScrollRegion, ShareBar},
    format::{format_change, format_count, format_counted, format_money, format_money_short, format_percent},
};

/// One group before and after.
#[derive(Debug, Clone)]
pub struct GroupChange {
    /// What people call it.
    pub name: String,
    /// The class that gives a segment its colour, or "".
    pub color_class: String,
    /// The address of its customers now, where there is one.
    pub href: Option<String>,
    /// Customers now.
    pub before: u64,
    /// Customers then.
    pub after: u64,
}

/// Customers who go from one group to another.
#[derive(Debug, Clone)]
pub struct GroupMove {
    /// The group now, and the class of its colour or "".
    pub from: (String, String),
    /// The group then, and the class of its colour or "".
    pub to: (String, String),
    /// How many.
    pub customers: u64,
    /// Their total spend in cents.
    pub revenue_cents: i64,
}

/// What a change does to how many, as a title: `300 of 3,000 customers would change segment (10.0 %)`.
pub fn effect_in_words(moved_customers: u64, customers: u64, would: &str) -> String {
    if moved_customers == 0 {
        return format!("Nobody {would}");
    }
    let share = format_percent(moved_customers as f64 / customers.max(1) as f64);
    format!(
        "{} of {} {would} ({share})",
        format_count(moved_customers),
        format_counted(customers, "customer", "customers")
    )
}

/// The groups before and after, and beside them who moves.
#[component]
pub fn EffectTables(
    /// What a group is: `Segment`.
    group: &'static str,
    /// The title of the groups.
    title: &'static str,
    /// The groups.
    changes: Vec<GroupChange>,
    /// The moves; none where nobody moves.
    moves: Vec<GroupMove>,
    /// Customers of whom the shares are.
    customers: u64,
    /// Stands before amounts.
    currency_symbol: String,
) -> impl IntoView {
    let moves = (!moves.is_empty()).then(|| {
        view! {
            <div>
                <h3 class="part-title">"Who moves"</h3>
                <MovesTable moves customers currency_symbol/>
            </div>
        }
    });
    view! {
        <div class="effect">
            <div>
                <h3 class="part-title">{title}</h3>
                <ChangesTable group changes/>
            </div>
            {moves}
        </div>
    }
}

/// All groups, with bars for now and then.
#[component]
fn ChangesTable(
    /// What a group is: `Segment`.
    group: &'static str,
    /// The groups.
    changes: Vec<GroupChange>,
) -> impl IntoView {
    let full = changes.iter().map(|change| change.before.max(change.after)).max().unwrap_or(0) as f64;
    let rows = changes.into_iter().map(|change| view! { <ChangeRow change full/> }).collect_view();
    view! {
        <ScrollRegion label=format!("{group}s before and after")>
            <table class="table table-changes">
                <thead>
                    <tr>
                        <th scope="col">{group}</th>
                        <th scope="col" class="bar-column">
                            <span class="visually-hidden">"Upper bar now, lower bar then"</span>
                        </th>
                        <th scope="col" class="number">"Now"</th>
                        <th scope="col" class="number">"Then"</th>
                        <th scope="col" class="number">"Change"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

#[component]
fn ChangeRow(change: GroupChange, full: f64) -> impl IntoView {
    let GroupChange { name, color_class, href, before, after } = change;
    let difference = i64::try_from(after).unwrap_or(i64::MAX) - i64::try_from(before).unwrap_or(i64::MAX);
    let now = match href.filter(|_| before > 0) {
        Some(href) => {
            let label = format!("{} customers of {name} now", format_count(before));
            view! { <a class="drill" href=href aria-label=label>{format_count(before)}</a> }.into_any()
        }
        None => format_count(before).into_any(),
    };
    let row_class = color_class.clone();
    view! {
        <tr class=row_class>
            <th scope="row"><GroupName name color_class/></th>
            <td class="bar-column">
                <ShareBar value=before as f64 full class="share-bar-second"/>
                <ShareBar value=after as f64 full/>
            </td>
            <td class="number">{now}</td>
            <td class="number strong">{format_count(after)}</td>
            <td class="number">{format_change(difference)}</td>
        </tr>
    }
}

/// Who goes from where to where, most customers first.
#[component]
pub fn MovesTable(
    /// The moves.
    moves: Vec<GroupMove>,
    /// Customers of whom the shares are.
    customers: u64,
    /// Stands before amounts.
    currency_symbol: String,
) -> impl IntoView {
    let rows = moves
        .into_iter()
        .map(|group_move| {
            let share = group_move.customers as f64 / customers.max(1) as f64;
            let revenue = group_move.revenue_cents;
            view! {
                <tr>
                    <td><GroupName name=group_move.from.0 color_class=group_move.from.1/></td>
                    <td class="move-arrow"><span aria-hidden="true">"→"</span></td>
                    <td><GroupName name=group_move.to.0 color_class=group_move.to.1/></td>
                    <td class="number strong">{format_count(group_move.customers)}</td>
                    <td class="number is-second">{format_percent(share)}</td>
                    <td class="number is-second" title=format_money(revenue, &currency_symbol)>
                        {format_money_short(revenue as f64, &currency_symbol)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ScrollRegion label="Who moves" >
            <table class="table table-moves">
                <thead>
                    <tr>
                        <th scope="col">"From"</th>
                        <td class="move-arrow"></td>
                        <th scope="col">"To"</th>
                        <th scope="col" class="number">"Customers"</th>
                        <th scope="col" class="number is-second">"Share of all"</th>
                        <th scope="col" class="number is-second">"Spent so far"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

/// A group with the dot of its colour, if it has one.
#[component]
fn GroupName(name: String, color_class: String) -> impl IntoView {
    let dot = (!color_class.is_empty()).then(|| {
        view! { <span class=format!("segment-dot {color_class}") aria-hidden="true"></span> }
    });
    view! { <span class="segment-mark">{dot}{name}</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_effect_is_said_before_it_is_shown() {
        let words = |moved| effect_in_words(moved, 3_000, "would get another action").replace('\u{a0}', " ");
        assert_eq!(words(0), "Nobody would get another action");
        assert_eq!(words(300), "300 of 3,000 customers would get another action (10.0 %)");
    }
}
