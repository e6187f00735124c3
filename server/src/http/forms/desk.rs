//! Saved views, rules and scoring.

use clientele_app::url_state::{parse_amount, parse_whole};
use clientele_contract::{CutPoints, Scoring, SegmentMap, Thresholds};

use super::{Fault, Kept, Next, PageForm, PostedForm};
use crate::{
    desk::{DeskError, FolderDesk},
    http::Shared,
};

pub(super) const FORMS: [PageForm; 8] = [
    PageForm {
        path: "/views/save",
        page: "/views",
        failed: "The view was not saved",
        kept: Kept::AsView,
        run: |shared, form| {
            shared.desk.save_view(form.one("name"), form.one("address"))?;
            Ok(Next::Back("view-saved"))
        },
    },
    PageForm {
        path: "/views/delete",
        page: "/views",
        failed: "The view was not deleted",
        kept: Kept::Nothing,
        run: |shared, form| {
            shared.desk.delete_view(view_id(form.one("id"))?)?;
            Ok(Next::Back("view-deleted"))
        },
    },
    PageForm {
        path: "/settings/rules/draft",
        page: "/segments/rules",
        failed: "The new rules were not kept",
        kept: Kept::Nothing,
        run: |shared, form| {
            shared.desk.keep_rules_draft(&lines_of_textarea(form.one("text")))?;
            Ok(Next::Back("rules-draft"))
        },
    },
    PageForm {
        path: "/settings/rules/apply",
        page: "/segments/rules",
        failed: "The new rules were not applied",
        kept: Kept::Nothing,
        run: |shared, form| {
            apply_rules(&shared.desk, form)?;
            take_up(shared, "rules-applied")
        },
    },
    PageForm {
        path: "/settings/rules/discard",
        page: "/segments/rules",
        failed: "The new rules were not discarded",
        kept: Kept::Nothing,
        run: |shared, _| {
            shared.desk.discard_rules()?;
            Ok(Next::Back("rules-discarded"))
        },
    },
    PageForm {
        path: "/settings/rules/undo",
        page: "/segments/rules",
        failed: "The rules were not changed back",
        kept: Kept::Nothing,
        run: |shared, _| {
            shared.desk.undo_rules()?;
            take_up(shared, "rules-undone")
        },
    },
    PageForm {
        path: "/settings/scoring/apply",
        page: "/segments/scoring",
        failed: "The scoring was not changed",
        kept: Kept::InAddress,
        run: |shared, form| {
            shared.desk.apply_scoring(&scoring_of(form)?)?;
            take_up(shared, "scoring-applied")
        },
    },
    PageForm {
        path: "/settings/scoring/undo",
        page: "/segments/scoring",
        failed: "The scoring was not changed back",
        kept: Kept::Nothing,
        run: |shared, _| {
            shared.desk.undo_scoring()?;
            take_up(shared, "scoring-undone")
        },
    },
];

/// Other answers of the engine follow from what was changed.
fn take_up(shared: &Shared, done: &'static str) -> Result<Next, Fault> {
    shared.live.take_up_newest();
    Ok(Next::Back(done))
}

fn view_id(text: &str) -> Result<i64, DeskError> {
    text.parse().map_err(|_| DeskError::Mistake("it is not said which view is meant".to_owned()))
}

/// The text may come with the form.
fn apply_rules(desk: &FolderDesk, form: &PostedForm) -> Result<(), DeskError> {
    let text = form.has("text").then(|| lines_of_textarea(form.one("text")));
    desk.apply_rules(text.as_deref())
}

/// Browsers send the line ends of other systems.
fn lines_of_textarea(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn scoring_of(form: &PostedForm) -> Result<Scoring, DeskError> {
    let map = form.one("map");
    let map = SegmentMap::from_slug(map).ok_or_else(|| {
        DeskError::Mistake(format!("{map:?} is no segment map; choose standard, grid or own"))
    })?;
    let cut_points = match form.one("cuts") {
        "quintiles" => CutPoints::Quintiles,
        "fixed" => CutPoints::Fixed(Thresholds {
            recency_days: form.four("recency", "days since the last order", "a whole number", parse_whole)?,
            orders: form.four("orders", "orders", "a whole number", parse_whole)?,
            spent_cents: form.four("spent", "spend", "an amount such as 49.90", parse_amount)?,
        }),
        other => {
            let words = format!("{other:?} is no kind of cut points; choose quintiles or fixed");
            return Err(DeskError::Mistake(words));
        }
    };
    Ok(Scoring { cut_points, map })
}
