use clientele_contract::{CustomerFilter, CustomerRow};
use leptos::prelude::*;

use crate::components::{Card, customers_href};

/// What to do next, what to say, and the rule that chose it.
#[component]
pub fn ActionSection(
    customer: CustomerRow,
    message: String,
    reason: String,
    rule: u32,
    rules: u32,
) -> impl IntoView {
    let filter = CustomerFilter { actions: [customer.action_id].into(), ..CustomerFilter::default() };
    let alike = customers_href(filter);
    let which = format!("Rule {rule} of {rules}");
    view! {
        <Card id="action-title" title=customer.action term="next-best-action" subtitle="What to do next" class="card-action">
            <blockquote class="action-message">{message}</blockquote>
            <dl class="facts">
                <div>
                    <dt>"Why"</dt>
                    <dd>{reason}</dd>
                </div>
                <div>
                    <dt>"Chosen by"</dt>
                    <dd><a href=format!("/segments/rules#rule-{rule}")>{which}</a> ", the first that matches"</dd>
                </div>
            </dl>
            <p class="card-foot"><a class="card-link" href=alike>"Everyone with this action"</a></p>
        </Card>
    }
}
