use clientele_contract::{BasketItems, BasketQuestion, BasketRules, BasketThresholds, RULE_ITEMS_MAX};
use leptos::prelude::*;

use super::{PATH, empty::THRESHOLDS, with_choice, without_choices, words::noun_of};
use crate::{
    components::{Card, Segmented, SegmentedOption},
    format::{format_amount_field, format_category},
    questions::misread_basket_keys,
    url_state::SegmentsUrl,
};

/// The choices that the fields of the form make.
const FIELDS: [&str; 9] = ["q", "if", "then", "count", "support", "confidence", "lift", "length", "show"];
const ITEM_NAMES: &str = "basket-item-names";

/// A threshold that was typed and is none.
#[derive(Debug, Clone)]
struct Misread {
    key: &'static str,
    /// What was typed.
    text: String,
    /// What to write.
    help: String,
}

impl Misread {
    fn of(url: &SegmentsUrl) -> Vec<Self> {
        let fields = misread_basket_keys(url).into_iter().filter(|(key, _)| THRESHOLDS.contains(key));
        let misread = |(key, what)| {
            let text = url.choices.get(key)?.to_owned();
            Some(Self { key, text, help: format!("Write {what}.") })
        };
        fields.filter_map(misread).collect()
    }
}

/// What is looked for: a search on either side, and the thresholds.
#[component]
pub fn RuleControls(rules: BasketRules, question: BasketQuestion, url: SegmentsUrl) -> impl IntoView {
    let options: Vec<SegmentedOption> = BasketItems::ALL
        .into_iter()
        .map(|items| {
            let value = if items == BasketItems::default() { "" } else { items.slug() };
            SegmentedOption {
                id: format!("items-{}", items.slug()),
                name: if items == BasketItems::Products { "Products" } else { "Categories" }.to_owned(),
                full_name: None,
                href: with_choice(&url, "items", value).link(PATH),
                is_current: items == question.items,
            }
        })
        .collect();
    let actions = view! { <Segmented label="What a basket holds" options/> }.into_any();
    let hidden = without_choices(&url, &FIELDS)
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let names = rules
        .suggestions
        .iter()
        .map(|name| view! { <option value=format_category(name)></option> })
        .collect_view();
    let (one, _) = noun_of(question.items);
    let is_searched = !(question.search.is_empty() && question.left.is_empty() && question.right.is_empty());
    let is_misread = !Misread::of(&url).is_empty();
    let clear = (is_searched || is_misread || question.thresholds != BasketThresholds::default() || question.with_redundant)
        .then(|| {
            let href = without_choices(&url, &FIELDS).link(PATH);
            view! { <a id="rules-clear" class="clear-all" href=href data-noscroll="">"Clear search and thresholds"</a> }
        });
    view! {
        <Card id="find-rules-title" title="Find rules" class="card-find-rules" actions>
            <form class="rule-form" method="get" action=PATH aria-label="Find rules">
                {hidden}
                <div class="rule-fields">
                    <SearchField id="rule-q" name="q" label="Either side has" value=question.search.clone() one/>
                    <SearchField id="rule-if" name="if" label="If an order has" value=question.left.clone() one/>
                    <SearchField id="rule-then" name="then" label="then it has" value=question.right.clone() one/>
                </div>
                <datalist id=ITEM_NAMES>{names}</datalist>
                <ThresholdFields rules question url/>
                <div class="rule-buttons">
                    <button id="rules-find" type="submit" class="button button-primary">"Find rules"</button>
                    {clear}
                </div>
            </form>
        </Card>
    }
}

#[component]
fn SearchField(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    value: String,
    one: &'static str,
) -> impl IntoView {
    let placeholder = if one == "product" { "category or product id" } else { "part of its name" };
    view! {
        <div class="form-field">
            <label for=id>{label}</label>
            <input
                class="field"
                id=id
                type="search"
                name=name
                value=value
                placeholder=placeholder
                list=ITEM_NAMES
                maxlength="80"
                autocomplete="off"
                spellcheck="false"
            />
        </div>
    }
}

/// Fields for what a rule must reach. An empty one leaves it to the program, which shows what it takes.
#[component]
fn ThresholdFields(rules: BasketRules, question: BasketQuestion, url: SegmentsUrl) -> impl IntoView {
    let BasketThresholds { orders, support_basis_points, confidence_basis_points, lift_hundredths, longest } =
        question.thresholds;
    let hundredths = |value: u32| format_amount_field(i64::from(value));
    let own =
        [orders, support_basis_points, confidence_basis_points, lift_hundredths].iter().any(Option::is_some)
            || longest.is_some()
            || question.with_redundant;
    let misread = Misread::of(&url);
    let is_open = own || !misread.is_empty();
    let typed = |key: &str| misread.iter().find(|misread| misread.key == key).cloned();
    let asked = rules.asked;
    let automatic_length = match longest {
        None => format!("chosen for you: {}", asked.longest),
        Some(_) => "chosen for you".to_owned(),
    };
    let lengths = (2..=RULE_ITEMS_MAX)
        .map(|items| {
            let is_chosen = longest == Some(items);
            view! { <option value=items.to_string() selected=is_chosen>{items.to_string()}</option> }
        })
        .collect_view();
    view! {
        <details class="rule-thresholds" open=is_open>
            <summary id="rule-thresholds">"Thresholds"</summary>
            <div class="rule-fields">
                <NumberField name="count" label="Orders, at least" value=orders.map(|orders| orders.to_string())
                    placeholder=asked.orders.to_string() misread=typed("count")/>
                <NumberField name="support" label="Support in %, at least" value=support_basis_points.map(hundredths)
                    placeholder="no share".to_owned() misread=typed("support")/>
                <NumberField name="confidence" label="Confidence in %, at least"
                    value=confidence_basis_points.map(hundredths) placeholder=hundredths(asked.confidence_basis_points)
                    misread=typed("confidence")/>
                <NumberField name="lift" label="Lift, at least" value=lift_hundredths.map(hundredths)
                    placeholder=hundredths(asked.lift_hundredths) misread=typed("lift")/>
                <div class="form-field">
                    <label for="rule-length">"Items in a rule, at most"</label>
                    <select class="field" id="rule-length" name="length">
                        <option value="">{automatic_length}</option>
                        {lengths}
                    </select>
                </div>
            </div>
            <label class="tick">
                <input type="checkbox" name="show" value="all" checked=question.with_redundant/>
                <span>"Also rules that say no more than a simpler one"</span>
            </label>
        </details>
    }
}

#[component]
fn NumberField(
    name: &'static str,
    label: &'static str,
    value: Option<String>,
    placeholder: String,
    misread: Option<Misread>,
) -> impl IntoView {
    let id = format!("rule-{name}");
    let error_id = format!("{id}-error");
    let is_misread = misread.is_some();
    let (value, error) = match misread {
        Some(Misread { text, help, .. }) => (text, Some(help)),
        None => (value.unwrap_or_default(), None),
    };
    view! {
        <div class="form-field">
            <label for=id.clone()>{label}</label>
            <input
                class="field"
                id=id
                type="text"
                inputmode="decimal"
                name=name
                value=value
                placeholder=placeholder
                autocomplete="off"
                aria-invalid=is_misread.then_some("true")
                aria-describedby=is_misread.then(|| error_id.clone())
            />
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
        </div>
    }
}
