//! Rules and scoring, changed by real requests and by hand, over the demo shop.

use std::collections::BTreeMap;

use axum::Router;
use clientele_contract::{CustomerFilter, Desk, Scope, Segment};
use clientele_server::{
    desk::{FolderDesk, TEXT_BYTES_MAX},
    live::{LiveAnalytics, PublishedFolder},
};
use http::{StatusCode, header};

use crate::{
    browser::{Answer, get, post_form, service_over_data},
    published_demo::PublishedDemo,
};

const CUSTOMERS: u32 = 300;

/// Two rules: those who spent 100 and more, and everyone else.
const TWO_RULES: &str = r#"
[[rules]]
id = "thank"
action = "Say thank you"
message = "Thank you."
reason = "Spent 100 or more"
when = { min_spent = 100.0 }

[[rules]]
id = "everyone"
action = "Say hello"
message = "Hello."
reason = "Everyone else"
"#;

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn post(service: &Router, address: &str, form: &str) -> Answer {
    post_form(service.clone(), address, form.to_owned()).await
}

#[track_caller]
fn assert_done(answer: &Answer, location: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header(header::LOCATION), location);
}

#[track_caller]
fn assert_refused(answer: &Answer, status: StatusCode, words: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let text = answer.text();
    assert!(text.contains(words), "{words} in {text}");
    assert!(text.contains("<h1>") && text.contains("Go back") && text.contains("</html>"), "{text}");
}

fn open(shop: &PublishedDemo) -> LiveAnalytics {
    LiveAnalytics::open(Box::new(PublishedFolder::new(&shop.data())))
}

/// Customers by what they are told to do, as the whole shop's strategy counts them.
fn actions(live: &LiveAnalytics) -> BTreeMap<String, u64> {
    let everyone = CustomerFilter::default();
    let answer = live.current().segment_workspace(&Scope::everything(), &everyone, None).expect("an answer");
    answer.strategy.actions.into_iter().map(|group| (group.action_id, group.customers)).collect()
}

/// Customers by segment.
fn segments(live: &LiveAnalytics) -> BTreeMap<Segment, u64> {
    let everyone = CustomerFilter::default();
    let answer = live.current().segment_workspace(&Scope::everything(), &everyone, None).expect("an answer");
    answer.segments.into_iter().map(|row| (row.segment, row.customers)).collect()
}

fn notices(live: &LiveAnalytics) -> Vec<String> {
    live.current().snapshot(&Scope::everything()).expect("an answer").notices
}

/// The rows of the file for programs, by the action's id.
async fn exported_actions(service: &Router) -> BTreeMap<String, u64> {
    let answer = get(service.clone(), "/export/customers.csv?for=machines&columns=action_id").await;
    let mut rows = BTreeMap::new();
    for id in answer.text().lines().skip(1) {
        *rows.entry(id.trim_matches('"').to_owned()).or_default() += 1;
    }
    rows
}

#[tokio::test]
async fn rules_are_handed_in_applied_and_brought_back() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let service = service_over_data(&shop.data());
    let published = exported_actions(&service).await;
    assert!(!published.contains_key("thank"));

    let form = format!("text={}", encoded(&TWO_RULES.replace('\n', "\r\n")));
    assert_done(&post(&service, "/settings/rules/draft", &form).await, "/segments/rules?done=rules-draft");
    assert_eq!(shop.read("rules.draft.toml"), TWO_RULES, "with the line ends of a text file");
    assert_eq!(exported_actions(&service).await, published, "what is handed in is not in force");
    let state = FolderDesk::new(&shop.data()).state().expect("it can be read");
    assert_eq!(state.rules_draft.as_deref(), Some(TWO_RULES));
    assert!(!state.rules_can_be_undone);

    assert_done(&post(&service, "/settings/rules/apply", "").await, "/segments/rules?done=rules-applied");
    let applied = exported_actions(&service).await;
    assert_eq!(applied.keys().collect::<Vec<_>>(), ["everyone", "thank"], "in force at once");
    assert_eq!(applied.values().sum::<u64>(), published.values().sum::<u64>());
    let state = FolderDesk::new(&shop.data()).state().expect("it can be read");
    assert_eq!((state.rules_draft, state.rules_can_be_undone), (None, true));
    assert_eq!(actions(&open(&shop)), applied, "another start of the program has the same in force");

    assert_done(&post(&service, "/settings/rules/undo", "").await, "/segments/rules?done=rules-undone");
    assert_eq!(exported_actions(&service).await, published, "as published");
    assert_done(&post(&service, "/settings/rules/undo", "").await, "/segments/rules?done=rules-undone");
    assert_eq!(exported_actions(&service).await, applied, "an undo can be undone");
}

#[tokio::test]
async fn rules_with_a_mistake_stay_on_the_desk_and_out_of_force() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let service = service_over_data(&shop.data());
    let published = exported_actions(&service).await;
    let mistaken = TWO_RULES.replace("min_spent", "min_spend");
    let form = format!("text={}&back=%2Fsegments%2Frules%3Ftab%3Dtext", encoded(&mistaken));
    assert_done(
        &post(&service, "/settings/rules/draft", &form).await,
        "/segments/rules?tab=text&done=rules-draft",
    );
    let refused = post(&service, "/settings/rules/apply", "").await;
    assert_refused(&refused, StatusCode::BAD_REQUEST, "The new rules were not applied");
    assert!(refused.text().contains("min_spend") && refused.text().contains("line 7"), "{}", refused.text());
    assert_eq!(shop.read("rules.draft.toml"), mistaken, "nothing typed is lost");
    assert_eq!(exported_actions(&service).await, published);

    // The whole form with the button that applies: kept first, then tried.
    let other = TWO_RULES.replace("[[rules]]", "[[rule]]");
    let refused = post(&service, "/settings/rules/apply", &format!("text={}", encoded(&other))).await;
    assert_refused(&refused, StatusCode::BAD_REQUEST, "The new rules were not applied");
    assert_eq!(shop.read("rules.draft.toml"), other);

    assert_done(&post(&service, "/settings/rules/discard", "").await, "/segments/rules?done=rules-discarded");
    assert!(!shop.setting("rules.draft.toml").exists());
    assert_refused(
        &post(&service, "/settings/rules/apply", "").await,
        StatusCode::CONFLICT,
        "There are no new rules to apply",
    );
    assert_refused(
        &post(&service, "/settings/rules/undo", "").await,
        StatusCode::CONFLICT,
        "nothing to bring back",
    );
    assert_eq!(exported_actions(&service).await, published);
}

#[tokio::test]
async fn rules_that_are_too_long_are_told_in_words() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let service = service_over_data(&shop.data());
    let comment = format!("{TWO_RULES}{}", "#".repeat(TEXT_BYTES_MAX - TWO_RULES.len() - 1));
    // Each byte takes three in the form.
    let fits = post(&service, "/settings/rules/apply", &format!("text={}", encoded(&comment))).await;
    assert_done(&fits, "/segments/rules?done=rules-applied");
    let longer = format!("text={}", encoded(&format!("#{comment}")));
    let refused = post(&service, "/settings/rules/draft", &longer).await;
    assert_refused(&refused, StatusCode::PAYLOAD_TOO_LARGE, "at most 49152 are kept");
    let endless = format!("text={}", "a".repeat(400_000));
    let refused = post(&service, "/settings/rules/draft", &endless).await;
    assert_refused(&refused, StatusCode::PAYLOAD_TOO_LARGE, "longer than any form may be");
}

const FIXED: &str = "map=grid&cuts=fixed&recency=30&recency=90&recency=180&recency=365\
                     &orders=2&orders=3&orders=4&orders=5&spent=50&spent=100.50&spent=200&spent=500";

#[tokio::test]
async fn another_scoring_is_applied_and_brought_back() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let service = service_over_data(&shop.data());
    let published = segments(&open(&shop));
    assert_refused(
        &post(&service, "/settings/scoring/undo", "").await,
        StatusCode::CONFLICT,
        "nothing to bring back",
    );

    let back = format!("{FIXED}&back=%2Fsegments%2Fscoring");
    assert_done(
        &post(&service, "/settings/scoring/apply", &back).await,
        "/segments/scoring?done=scoring-applied",
    );
    let file = shop.read("scoring.toml");
    assert!(
        file.contains("map = \"grid\"") && file.contains("spent_cents = [5000, 10050, 20000, 50000]"),
        "{file}"
    );
    let applied = segments(&open(&shop));
    assert_ne!(applied, published);
    assert_eq!(applied.values().sum::<u64>(), published.values().sum::<u64>());
    let lost = get(service.clone(), "/export/customers.csv?for=machines&segment=lost").await;
    assert_eq!(lost.text().lines().count() as u64 - 1, applied[&Segment::Lost], "in force at once");

    assert_done(&post(&service, "/settings/scoring/undo", "").await, "/segments/scoring?done=scoring-undone");
    assert_eq!(segments(&open(&shop)), published);
    let quintiles = post(&service, "/settings/scoring/apply", "map=standard&cuts=quintiles").await;
    assert_done(&quintiles, "/segments/scoring?done=scoring-applied");
    assert_eq!(segments(&open(&shop)), published);
}

#[tokio::test]
async fn a_scoring_that_makes_no_sense_is_refused_and_leads_back_with_what_was_typed() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let service = service_over_data(&shop.data());
    let wrong = [
        ("map=mine&cuts=quintiles", "is no segment map"),
        ("map=standard&cuts=thirds", "is no kind of cut points"),
        ("map=own&cuts=quintiles", "there is no segment map"),
        (&FIXED.replace("recency=90", "recency=30"), "recency: the second threshold is not above the first"),
        (&FIXED.replace("orders=2&", "orders=0&"), "the first threshold is not above 0"),
        (&FIXED.replace("orders=5", "orders=many"), "threshold 4 of orders is “many”"),
        (&FIXED.replace("spent=50&", ""), "four thresholds of spend"),
        (&FIXED.replace("spent=50&", "spent=-1&"), "threshold 1 of spend is “-1”"),
    ];
    for (form, words) in wrong {
        let refused = post(&service, "/settings/scoring/apply", form).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{form}");
        let text = refused.text().to_lowercase();
        assert!(text.contains(&words.to_lowercase()), "{words} in {text}");
        let first = form.split('&').next().unwrap_or_default();
        assert!(text.contains(&format!("href=\"/segments/scoring?{first}")), "{first} in {text}");
    }
    assert!(!shop.setting("scoring.toml").exists());
}

#[tokio::test]
async fn two_changes_at_once_come_one_after_the_other() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let service = service_over_data(&shop.data());
    let texts: Vec<_> =
        (0..6).map(|number| TWO_RULES.replace("Say hello", &format!("Say {number}"))).collect();
    let posts: Vec<_> = texts
        .iter()
        .map(|text| {
            let form = format!("text={}", encoded(text));
            tokio::spawn(post_form(service.clone(), "/settings/rules/apply", form))
        })
        .collect();
    for post in posts {
        assert_done(&post.await.expect("it is answered"), "/segments/rules?done=rules-applied");
    }
    let (current, previous) = (shop.read("rules.toml"), shop.read("rules.previous.toml"));
    assert!(texts.contains(&current), "whole, not a mixture: {current}");
    assert!(texts.contains(&previous) && previous != current, "{previous}");
    assert_eq!(exported_actions(&service).await.len(), 2);
}

#[test]
fn a_file_that_is_edited_by_hand_is_taken_up() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let live = open(&shop);
    let published = actions(&live);
    shop.edit("rules.toml", TWO_RULES);
    assert_eq!(actions(&live), published, "not before somebody looks");
    live.take_up_newest();
    assert_eq!(actions(&live).len(), 2);
    shop.edit("rules.toml", "# nothing of our own any more\n");
    live.take_up_newest();
    assert_eq!(actions(&live), published);
    assert_eq!(notices(&live), Vec::<String>::new());
}

#[tokio::test]
async fn a_faulty_file_gives_way_to_the_one_before_with_a_notice_on_every_page() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let live = open(&shop);
    let published = actions(&live);
    for faulty in ["[[rules]", "\u{fffd}\u{0}", "[[rules]]\nid = 3\n"] {
        shop.edit("rules.toml", faulty);
        live.take_up_newest();
        assert_eq!(actions(&live), published, "nothing before it: as published");
        let notice = notices(&live).join("\n");
        assert!(
            notice.contains("settings/rules.toml") && notice.contains("what was published holds"),
            "{notice}"
        );
        assert!(notice.contains("line 1") || notice.contains("line 2"), "{notice}");
        assert_eq!(notice.lines().count(), 1, "{notice}");
    }
    shop.edit("rules.previous.toml", TWO_RULES);
    live.take_up_newest();
    assert_eq!(actions(&live).len(), 2);
    assert!(notices(&live)[0].contains("what was in force before holds"), "{:?}", notices(&live));
    for page in ["/", "/segments", "/cohorts", "/data"] {
        let answer = get(service_over_data(&shop.data()), page).await;
        assert!(answer.text().contains("The file for the rules cannot be used"), "{page}");
    }
    let service = service_over_data(&shop.data());
    assert_done(&post(&service, "/settings/rules/undo", "").await, "/segments/rules?done=rules-undone");
    live.take_up_newest();
    assert_eq!(notices(&live), Vec::<String>::new());
    let again = post(&service, "/settings/rules/undo", "").await;
    assert_refused(&again, StatusCode::BAD_REQUEST, "The rules were not changed back");
    assert_eq!(actions(&live).len(), 2);
}

#[test]
fn a_scoring_whose_own_map_is_missing_or_faulty_gives_way() {
    let shop = PublishedDemo::of(CUSTOMERS);
    shop.edit("scoring.toml", "map = \"own\"\n");
    let live = open(&shop);
    let published = segments(&live);
    assert!(notices(&live)[0].contains("write it to"), "{:?}", notices(&live));

    let codes = (1..=5).flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| r * 100 + f * 10 + m)));
    let codes: Vec<_> = codes.map(|code: u16| code.to_string()).collect();
    shop.edit("segments.toml", &format!("promising = [{}]\n", codes.join(", ")));
    live.take_up_newest();
    assert_eq!(notices(&live), Vec::<String>::new());
    assert_eq!(segments(&live)[&Segment::Promising], published.values().sum::<u64>());

    shop.edit("segments.toml", "promising = [111]\n");
    live.take_up_newest();
    assert_eq!(segments(&live), published);
    assert!(notices(&live)[0].contains("segments.toml"), "{:?}", notices(&live));
}

#[test]
fn an_exchange_that_was_interrupted_is_brought_to_its_end() {
    let shop = PublishedDemo::of(CUSTOMERS);
    let desk = FolderDesk::new(&shop.data());
    // What is on the disk when the power fails after the second step: one in force, the other beside.
    shop.edit("rules.toml", TWO_RULES);
    shop.edit("rules.exchange.toml", "# As published\n");
    assert!(desk.state().expect("it can be read").rules_can_be_undone);
    desk.undo_rules().expect("there is something before");
    assert_eq!(shop.read("rules.previous.toml"), TWO_RULES);
    assert!(!shop.setting("rules.exchange.toml").exists());
    // After the first step: nothing has been exchanged.
    shop.edit("rules.exchange.toml", "# As published\n");
    desk.undo_rules().expect("there is something before");
    assert_eq!(shop.read("rules.toml"), TWO_RULES);
}
