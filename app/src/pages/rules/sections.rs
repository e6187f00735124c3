//! What the server draws: the browser shows it as it comes.

mod draft_section;
mod editor_section;
mod list_section;

use clientele_contract::{DeskState, RuleList, RulePreview};
use leptos::prelude::*;

use crate::error::AppError;
use draft_section::DraftSection;
use editor_section::EditorSection;
use list_section::ListSection;

/// What the page shows.
pub struct RulesAnswers {
    /// In force.
    pub rules: RuleList,
    /// The draft, and whether the rules before can be brought back.
    pub desk: DeskState,
    /// What the draft would do, if there is one.
    pub preview: Option<Result<RulePreview, AppError>>,
    /// Stands before amounts.
    pub currency_symbol: String,
}

/// All sections below the title, as HTML.
pub fn draw_rules(answers: RulesAnswers) -> String {
    let RulesAnswers { rules, desk, preview, currency_symbol } = answers;
    let has_draft = desk.rules_draft.is_some();
    let text = desk.rules_draft.unwrap_or_else(|| rules.text.clone());
    let draft = preview.map(|preview| {
        let currency_symbol = currency_symbol.clone();
        view! { <DraftSection preview text=text.clone() currency_symbol/> }
    });
    view! {
        {draft}
        <div class="grid grid-rules">
            <ListSection rules=rules.rules currency_symbol can_be_undone=desk.rules_can_be_undone/>
            <EditorSection text has_draft/>
        </div>
    }
    .to_html()
}
