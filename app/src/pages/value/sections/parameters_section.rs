use clientele_contract::{ModelDiagnostics, ModelParameter};
use leptos::prelude::*;

use crate::{
    components::{Card, GlossaryMark, ScrollRegion, TooLittleData},
    format::{format_count, format_counted, format_estimate, format_score, or_dash},
    url_state::SegmentsUrl,
};

/// The fitted parameters with their standard errors, and how the fit went.
#[component]
pub fn ParametersSection(diagnostics: ModelDiagnostics, url: SegmentsUrl) -> impl IntoView {
    let export_href = url.link("/export/model.csv");
    let actions = view! {
        <a id="export-model" class="card-link" href=export_href rel="external" download="">"↓ CSV of the model"</a>
    }
    .into_any();
    let subtitle = format!(
        "Of {}, with {} different pasts; {} in {} from {}",
        format_counted(diagnostics.customers, "customer", "customers"),
        format_count(diagnostics.distinct_pasts),
        if diagnostics.converged { "converged" } else { "not converged" },
        format_counted(diagnostics.iterations.into(), "step", "steps"),
        format_counted(diagnostics.starts.into(), "starting point", "starting points")
    );
    let spend = match diagnostics.spend {
        Some(spend) => {
            let facts = format!(
                "Fitted to {}; log-likelihood {}; correlation of repeat purchases and their mean value {}.",
                format_counted(spend.customers, "repeat buyer", "repeat buyers"),
                format_score(spend.log_likelihood),
                or_dash(spend.correlation.map(format_score))
            );
            view! { <Estimates name="Spend: Gamma–Gamma" facts parameters=spend.parameters/> }.into_any()
        }
        None => view! {
            <TooLittleData reason="The model of spend is not defined: it needs repeat purchases of different values."/>
        }
        .into_any(),
    };
    let facts = format!("Log-likelihood {}; times in days.", format_score(diagnostics.log_likelihood));
    view! {
        <Card id="parameters-title" title="What was fitted" subtitle term="purchase-model" actions>
            <div class="grid-halves grid">
                <Estimates name="Purchases" facts parameters=diagnostics.parameters/>
                <div>{spend}</div>
            </div>
        </Card>
    }
}

#[component]
fn Estimates(name: &'static str, facts: String, parameters: Vec<ModelParameter>) -> impl IntoView {
    let rows = parameters
        .into_iter()
        .map(|ModelParameter { name, value, standard_error }| {
            view! {
                <tr>
                    <th scope="row"><code>{name.clone()}</code></th>
                    <td class="number">{format_estimate(value)}</td>
                    <td class="number">{or_dash(standard_error.map(format_estimate))}</td>
                    <td class="muted">{meaning_of(&name)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div>
            <ScrollRegion label=format!("{name}, parameters")>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{name}</th>
                            <th scope="col" class="number">"Estimate"</th>
                            <th scope="col" class="number">
                                "Standard error" <GlossaryMark term="standard-error"/>
                            </th>
                            <th scope="col">"Meaning"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
            <p class="card-foot muted">{facts}</p>
        </div>
    }
}

fn meaning_of(parameter: &str) -> &'static str {
    match parameter {
        "r" => "How alike customers are in how often they buy: low is unlike",
        "alpha" => "r / alpha is the mean number of purchases a day of a customer who stays",
        "a" => "a / (a + b) is the mean probability of being lost after a purchase",
        "b" => "With a: how alike customers are in that",
        "p" => "How alike the purchases of one customer are: high is alike",
        "q" => "How alike customers are in what they spend: high is alike",
        "v" => "With p and q: the mean value of a purchase, p · v / (q − 1)",
        _ => "",
    }
}
