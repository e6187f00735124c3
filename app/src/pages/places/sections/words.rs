//! The sentences of the page.

use clientele_contract::{PlaceFigures, PlaceLevel, PlaceMeasure, PlaceRow, Places, Region};

use super::{
    brazil::full_name,
    measures::{SUPPORT_MIN, is_sum, measure_text},
};
use crate::format::{format_count, format_counted, format_mean, format_percent, format_score, with_capital};

/// How places are named: the codes of Brazil's states are those of other states elsewhere.
pub fn naming(places: &Places) -> fn(&str) -> String {
    if places.is_brazil { full_name } else { str::to_owned }
}

/// How places are named within a sentence: `São Paulo (SP)`, `the Northeast`.
pub fn naming_in_sentences(places: &Places) -> fn(&str) -> String {
    if places.is_brazil { in_sentence_of_brazil } else { str::to_owned }
}

fn in_sentence_of_brazil(place: &str) -> String {
    let is_region = Region::ALL.iter().any(|region| region.name() == place);
    if is_region { format!("the {place}") } else { full_name(place) }
}

fn in_sentence(places: &Places, place: &str) -> String {
    naming_in_sentences(places)(place)
}

/// On what the mean of days rests, or why there is none.
pub fn behind_days(total: &PlaceFigures) -> String {
    match total.delivered_orders {
        0 => "not known: no order here has a day of delivery".to_owned(),
        orders => {
            format!("on average of {} with a known delivery", format_counted(orders, "order", "orders"))
        }
    }
}

/// On what the share of late deliveries rests, or why there is none.
pub fn behind_late(total: &PlaceFigures) -> String {
    match total.promised_orders {
        0 if total.delivered_orders == 0 => "not known: no order here has a day of delivery".to_owned(),
        0 => "not known: no delivery here has a promised day".to_owned(),
        orders => format!(
            "{} of {} came after the promised day",
            format_count(total.late_orders),
            format_counted(orders, "order", "orders")
        ),
    }
}

/// `27 states`, `5 regions`.
pub fn counted_places(places: &Places) -> String {
    let count = places.rows.len() as u64;
    match places.by {
        PlaceLevel::State => format_counted(count, "state", "states"),
        PlaceLevel::Region => format_counted(count, "region", "regions"),
    }
}

/// The places with enough behind the value of a measure, lowest and highest; of equals the first by name.
pub fn extremes(places: &Places, measure: PlaceMeasure) -> Option<(&PlaceRow, &PlaceRow)> {
    let mut known: Vec<(&PlaceRow, f64)> = places
        .rows
        .iter()
        .filter(|row| row.figures.support(measure) >= SUPPORT_MIN)
        .filter_map(|row| Some((row, row.figures.value(measure)?)))
        .collect();
    known.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.name.cmp(&b.0.name)));
    let (lowest, highest) = (known.first()?, known.last()?);
    (lowest.1 < highest.1).then_some((lowest.0, highest.0))
}

/// The finding of the picture.
pub fn title_of(places: &Places, measure: PlaceMeasure, currency_symbol: &str) -> String {
    if is_sum(measure) {
        return title_of_sums(places, measure);
    }
    let Some((lowest, highest)) = extremes(places, measure) else {
        return match measure {
            PlaceMeasure::DeliveryDays if places.total.delivered_orders == 0 => {
                "No order here has a day of delivery"
            }
            PlaceMeasure::LateShare if places.total.promised_orders == 0 => {
                "No delivery here has a promised day"
            }
            _ => "Places differ too little, or too little is known of them",
        }
        .to_owned();
    };
    let text = |row: &PlaceRow| measure_text(&row.figures, measure, currency_symbol);
    let (low, high) = (in_sentence(places, &lowest.name), in_sentence(places, &highest.name));
    let (low_text, high_text) = (text(lowest), text(highest));
    match measure {
        PlaceMeasure::OrderValue => {
            format!("Orders from {high} are worth the most, {high_text}; from {low} the least, {low_text}")
        }
        PlaceMeasure::DeliveryDays => {
            format!("Orders to {high} take {high_text} days, those to {low} {low_text}")
        }
        PlaceMeasure::LateShare => {
            format!("{high_text} of the deliveries to {high} come late, {low_text} of those to {low}")
        }
        PlaceMeasure::Review => {
            format!("Customers in {low} are least content, {low_text}; in {high} most, {high_text}")
        }
        _ => format!("Freight is {high_text} of what customers in {high} pay, {low_text} in {low}"),
    }
}

fn title_of_sums(places: &Places, measure: PlaceMeasure) -> String {
    let value = |row: &PlaceRow| row.figures.value(measure).unwrap_or_default();
    let all: f64 = places.rows.iter().map(value).sum();
    let mut rows: Vec<&PlaceRow> = places.rows.iter().collect();
    rows.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.name.cmp(&b.name)));
    let (Some(first), true) = (rows.first(), all > 0.0) else { return "Where are customers?".to_owned() };
    let what = match measure {
        PlaceMeasure::Revenue => "revenue",
        PlaceMeasure::Orders => "orders",
        _ => "customers",
    };
    let share = format_percent(value(first) / all);
    let begin = with_capital(&format!("{} has {share} of the {what}", in_sentence(places, &first.name)));
    if rows.len() < 4 {
        return begin;
    }
    let top: f64 = rows.iter().take(3).map(|row| value(row)).sum();
    let kind = if places.by == PlaceLevel::Region { "regions" } else { "states" };
    format!("{begin}, the three largest {kind} {}", format_percent(top / all))
}

/// What stands out in how places are served, one sentence each.
pub fn findings_of(places: &Places) -> Vec<String> {
    [slowest(places), late_orders(places), least_content(places), dearest(places)]
        .into_iter()
        .flatten()
        .collect()
}

fn slowest(places: &Places) -> Option<String> {
    let (fastest, slowest) = extremes(places, PlaceMeasure::DeliveryDays)?;
    let days = |row: &PlaceRow| row.figures.mean_delivery_days.map(format_mean);
    Some(format!(
        "The slowest deliveries go to {}: {} days on average, against {} to {} and {} to all.",
        in_sentence(places, &slowest.name),
        days(slowest)?,
        days(fastest)?,
        in_sentence(places, &fastest.name),
        format_mean(places.total.mean_delivery_days?)
    ))
}

fn late_orders(places: &Places) -> Option<String> {
    let late = format_percent(places.total.late_share?);
    let reviews = places.late_reviews;
    let is_known = reviews.late_orders >= SUPPORT_MIN && reviews.timely_orders >= SUPPORT_MIN;
    let begin = format!("{late} of the deliveries came after the promised day");
    match (reviews.late_score, reviews.timely_score) {
        (Some(late), Some(timely)) if is_known => Some(format!(
            "{begin}; customers rate these {}, and {} those that came in time.",
            format_score(late),
            format_score(timely)
        )),
        _ => Some(format!("{begin}.")),
    }
}

fn least_content(places: &Places) -> Option<String> {
    let (lowest, highest) = extremes(places, PlaceMeasure::Review)?;
    let score = |row: &PlaceRow| row.figures.review_score.map(format_score);
    let wait = lowest.figures.mean_delivery_days.map(format_mean);
    let wait = wait.map(|days| format!(", where a delivery takes {days} days")).unwrap_or_default();
    Some(format!(
        "The lowest review comes from {}, {}{wait}; the highest from {}, {}.",
        in_sentence(places, &lowest.name),
        score(lowest)?,
        in_sentence(places, &highest.name),
        score(highest)?
    ))
}

fn dearest(places: &Places) -> Option<String> {
    let (lowest, highest) = extremes(places, PlaceMeasure::FreightShare)?;
    let share = |row: &PlaceRow| row.figures.freight_share.map(format_percent);
    Some(format!(
        "Freight weighs most in {}: {} of what customers pay, against {} in {}.",
        in_sentence(places, &highest.name),
        share(highest)?,
        share(lowest)?,
        in_sentence(places, &lowest.name)
    ))
}

#[cfg(test)]
mod tests {
    use clientele_contract::LateReviews;

    use super::*;

    fn row(name: &str, customers: u64, days: f64, review: f64) -> PlaceRow {
        let figures = PlaceFigures {
            customers,
            orders: customers,
            delivered_orders: customers,
            mean_delivery_days: Some(days),
            reviewed_customers: customers,
            review_score: Some(review),
            ..PlaceFigures::default()
        };
        PlaceRow { name: name.to_owned(), states: vec![name.to_owned()], figures }
    }

    fn places() -> Places {
        let total = PlaceFigures {
            mean_delivery_days: Some(12.5),
            late_share: Some(0.067),
            ..PlaceFigures::default()
        };
        Places {
            total,
            is_brazil: true,
            rows: vec![
                row("SP", 600, 8.76, 4.24),
                row("RJ", 200, 15.3, 3.9),
                row("RR", 100, 29.45, 3.6),
                row("AP", 29, 99.0, 1.0),
            ],
            late_reviews: LateReviews {
                late_orders: 450,
                late_score: Some(2.214),
                timely_orders: 6_201,
                timely_score: Some(4.28),
            },
            ..Places::default()
        }
    }

    #[test]
    fn findings_name_the_slowest_the_late_and_the_least_content() {
        let findings = findings_of(&places());
        assert_eq!(
            findings,
            [
                "The slowest deliveries go to Roraima (RR): 29.4 days on average, against 8.8 to São Paulo (SP) \
                 and 12.5 to all.",
                "6.7\u{a0}% of the deliveries came after the promised day; customers rate these 2.21, and 4.28 \
                 those that came in time.",
                "The lowest review comes from Roraima (RR), 3.60, where a delivery takes 29.4 days; the highest \
                 from São Paulo (SP), 4.24.",
            ],
            "Amapá has too few orders to be named, freight is not known"
        );
    }

    #[test]
    fn the_title_follows_the_measure() {
        let title = |measure| title_of(&places(), measure, "R$");
        assert_eq!(
            title(PlaceMeasure::Customers),
            "São Paulo (SP) has 64.6\u{a0}% of the customers, the three largest states 96.9\u{a0}%"
        );
        assert_eq!(
            title(PlaceMeasure::DeliveryDays),
            "Orders to Roraima (RR) take 29.4 days, those to São Paulo (SP) 8.8"
        );
        assert!(title(PlaceMeasure::Review).starts_with("Customers in Roraima (RR) are least content, 3.60"));
        assert!(title(PlaceMeasure::FreightShare).starts_with("Places differ too little"));
    }

    #[test]
    fn regions_have_an_article() {
        let rows = vec![row("North", 100, 22.4, 4.1), row("South", 300, 13.8, 4.2)];
        let places = Places { by: PlaceLevel::Region, is_brazil: true, rows, ..Places::default() };
        assert_eq!(
            title_of(&places, PlaceMeasure::DeliveryDays, "R$"),
            "Orders to the North take 22.4 days, those to the South 13.8"
        );
        assert!(title_of(&places, PlaceMeasure::Orders, "R$").starts_with("The South has 75.0"));
    }

    #[test]
    fn places_elsewhere_keep_their_names() {
        let elsewhere = Places { is_brazil: false, ..places() };
        assert_eq!(
            title_of(&elsewhere, PlaceMeasure::DeliveryDays, "$"),
            "Orders to RR take 29.4 days, those to SP 8.8"
        );
        assert_eq!(naming(&elsewhere)("PA"), "PA");
    }

    #[test]
    fn orders_without_a_day_of_delivery_say_so() {
        let mut total = PlaceFigures::default();
        let reason = "not known: no order here has a day of delivery";
        assert_eq!((behind_days(&total).as_str(), behind_late(&total).as_str()), (reason, reason));
        assert_eq!(
            title_of(&Places::default(), PlaceMeasure::DeliveryDays, "€"),
            "No order here has a day of delivery"
        );
        assert_eq!(
            title_of(&Places::default(), PlaceMeasure::LateShare, "€"),
            "No delivery here has a promised day"
        );
        total.delivered_orders = 1;
        assert_eq!(behind_days(&total), "on average of 1\u{a0}order with a known delivery");
        assert_eq!(behind_late(&total), "not known: no delivery here has a promised day");
    }

    #[test]
    fn nothing_known_is_no_finding() {
        assert!(findings_of(&Places::default()).is_empty());
        assert_eq!(title_of(&Places::default(), PlaceMeasure::Revenue, "R$"), "Where are customers?");
        let one = Places { rows: vec![row("SP", 600, 8.0, 4.0)], ..Places::default() };
        assert!(findings_of(&one).is_empty(), "one place is no comparison");
    }
}
