use std::collections::BTreeSet;

use clientele_contract::{ActionChange, AnalyticsError, CustomerFilter, RulePreview};
use leptos::prelude::*;

use crate::{
    components::{Card, EffectTables, GroupChange, GroupMove, PostButton, customers_href, effect_in_words},
    error::AppError,
};

/// What the draft would do, or the mistake in it.
#[component]
pub fn DraftSection(
    preview: Result<RulePreview, AppError>,
    /// The draft.
    text: String,
    currency_symbol: String,
) -> impl IntoView {
    match preview {
        Ok(preview) => view! { <PreviewCard preview currency_symbol/> }.into_any(),
        Err(AppError::Analytics(AnalyticsError::InvalidQuestion(mistake))) => {
            view! { <MistakeCard mistake text/> }.into_any()
        }
        Err(error) => view! {
            <Card id="draft-title" title="The draft could not be tried" class="card-draft">
                <p role="alert">{format!("Nothing is lost: {error}.")}</p>
                <p class="button-row"><a class="button" href="/segments/rules" rel="external">"Try again"</a></p>
            </Card>
        }
        .into_any(),
    }
}

#[component]
fn MistakeCard(mistake: String, text: String) -> impl IntoView {
    let place = line_of(&mistake).and_then(|line| lines_around(&text, line));
    view! {
        <Card
            id="draft-title"
            title="The draft has a mistake, so it cannot be applied"
            subtitle="The rules in force go on. Mend the text below and preview again; nothing that you wrote is lost."
            class="card-draft is-faulty"
        >
            <pre class="mistake" role="alert" tabindex="0">{mistake}</pre>
            {place.map(|lines| view! { <pre class="mistake" tabindex="0" role="group" aria-label="The place in the text">{lines}</pre> })}
            <div class="button-row">
                <a class="button button-primary" href="#rules-text" rel="external">"Go to the text"</a>
                <PostButton action="/settings/rules/discard" label="Discard the draft"/>
            </div>
        </Card>
    }
}

/// The line that a message names: `line 18, column 10`.
fn line_of(mistake: &str) -> Option<usize> {
    let (_, rest) = mistake.split_once("line ")?;
    rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

/// The line with its neighbours, numbered from 1 and marked; nothing if there is no such line.
fn lines_around(text: &str, line: usize) -> Option<String> {
    const NEIGHBOURS: usize = 2;
    text.lines().nth(line.checked_sub(1)?)?;
    let first = line.saturating_sub(NEIGHBOURS).max(1);
    let numbered = text.lines().zip(1..).skip(first - 1).take(line + NEIGHBOURS + 1 - first);
    let lines: Vec<String> = numbered
        .map(|(words, number)| {
            let mark = if number == line { '→' } else { ' ' };
            format!("{mark} {number:>3}  {words}")
        })
        .collect();
    Some(lines.join("\n"))
}

#[component]
fn PreviewCard(preview: RulePreview, currency_symbol: String) -> impl IntoView {
    let RulePreview { customers, moved_customers, actions, moves } = preview;
    let title = effect_in_words(moved_customers, customers, "would get another action");
    let changes = actions.into_iter().map(change_of).collect();
    let moves: Vec<GroupMove> = moves
        .into_iter()
        .map(|action_move| GroupMove {
            from: (action_move.from, String::new()),
            to: (action_move.to, String::new()),
            customers: action_move.customers,
            revenue_cents: action_move.revenue_cents,
        })
        .collect();
    view! {
        <Card
            id="draft-title"
            title
            subtitle="This is a preview of the draft; the rules in force have not changed."
            class="card-draft"
        >
            <div class="button-row">
                <PostButton action="/settings/rules/apply" label="Apply the draft" is_primary=true/>
                <PostButton action="/settings/rules/discard" label="Discard the draft"/>
            </div>
            <EffectTables group="Action" title="Actions now and then" changes moves customers currency_symbol/>
        </Card>
    }
}

fn change_of(change: ActionChange) -> GroupChange {
    let filter = CustomerFilter { actions: BTreeSet::from([change.action_id]), ..CustomerFilter::default() };
    GroupChange {
        name: change.action,
        color_class: String::new(),
        href: Some(customers_href(filter)),
        before: change.customers_before,
        after: change.customers_after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_shown_where_it_is() {
        assert_eq!(line_of("the rules: line 18, column 10: unknown field"), Some(18));
        assert_eq!(line_of("rule \"a\" always matches"), None);
        let lines = lines_around("a\nb\nc\nd\ne", 2).unwrap_or_default();
        assert_eq!(lines, "    1  a\n→   2  b\n    3  c\n    4  d");
        assert_eq!(lines_around("a", 9), None);
        assert_eq!(lines_around("a", 0), None);
    }
}
