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
    let (in_force, desk) = tokio::join!(
        ask(|analytics, scope| Ok((analytics.rules(scope)?, analytics.snapshot(scope)?))),
        ask_desk(),
    );
    let ((rules, snapshot), desk) = (in_force?, desk?);
    let preview = match desk.rules_draft.clone() {
        Some(text) => Some(ask(move |analytics, scope| analytics.preview_rules(scope, &text)).await),
        None => None,
    };
    Ok(draw_rules(RulesAnswers { rules, desk, preview }, snapshot.currency_symbol))
}
