use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::{ask, ask_desk},
    pages::{RulesAnswers, draw_rules},
};

/// The rules in force and those that are being edited, as HTML.
#[server(input = Json, endpoint = "rules")]
pub async fn fetch_rules() -> Result<String, AppError> {
    let answers = ask_rules().await?;
    Ok(draw_rules(answers))
}

/// The rules, the draft on the desk, and what the draft would do.
#[cfg(feature = "ssr")]
async fn ask_rules() -> Result<RulesAnswers, AppError> {
    let (in_force, desk) = tokio::join!(
        ask(|analytics, scope| Ok((analytics.rules(scope)?, analytics.snapshot(scope)?))),
        ask_desk(),
    );
    let ((rules, snapshot), desk) = (in_force?, desk?);
    let preview = match desk.rules_draft.clone() {
        Some(text) => Some(ask(move |analytics, scope| analytics.preview_rules(scope, &text)).await),
        None => None,
    };
    Ok(RulesAnswers { rules, desk, preview, currency_symbol: snapshot.currency_symbol })
}
