use clientele_charts::{Bar, BarChart, BarDirection, ChartKind, ChartSpec, Mark, Tile, TileMap};
use clientele_contract::{CustomerFilter, PlaceLevel, PlaceMeasure, PlaceRow, Places};
use leptos::prelude::*;

use super::{
    PATH,
    brazil::{full_name, tile_places},
    customers_of,
    measures::{SUPPORT_MIN, drawn_measures, is_sum, measure_exactly, measure_name, unit_of},
    words::{naming, naming_in_sentences, title_of},
};
use crate::{
    components::{Card, ChartFigure, Segmented, SegmentedOption, TooLittleData, customers_href},
    url_state::SegmentsUrl,
};

/// Bars of a list; further places are in the table.
const BARS_MAX: usize = 20;
const BAR_HEIGHT: u32 = 28;
const MAP_HEIGHT: u32 = 400;

/// One measure of every place: a map of tiles for the states of Brazil, else bars.
#[component]
pub fn PictureSection(
    places: Places,
    measure: PlaceMeasure,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    if let [only] = &places.rows[..] {
        return view! { <OnePlace name=naming_in_sentences(&places)(&only.name) by=places.by url/> }
            .into_any();
    }
    let title = title_of(&places, measure, &currency_symbol);
    let is_map = places.is_brazil && places.by == PlaceLevel::State;
    let picture =
        Picture { places: &places, measure, filter: &url.filter, currency_symbol: &currency_symbol };
    let kind = if is_map { picture.tile_map() } else { picture.bars() };
    let height = match &kind {
        ChartKind::Bar(chart) => BAR_HEIGHT * chart.bars.len() as u32,
        _ => MAP_HEIGHT,
    };
    let left_out = places.rows.len().saturating_sub(BARS_MAX);
    let note = (!is_map && left_out > 0).then(|| {
        view! { <p class="card-note">{format!("The {BARS_MAX} highest; all {} are in the table below.", places.rows.len())}</p> }
    });
    let spec = ChartSpec {
        id: "places-picture".to_owned(),
        title: title.clone(),
        description: format!("{} by place; each place opens its customers", measure_name(measure, places.by)),
        empty: "Nothing is known of this measure yet".to_owned(),
        kind,
    };
    let subtitle = if is_map {
        "Each tile is a state, where it lies as far as a grid allows; a click opens its customers. Tiles without \
         a colour rest on too little."
    } else {
        "Each bar opens its customers"
    };
    view! {
        <Card id="places-title" title term="place" subtitle class="card-places">
            <div class="list-tools">
                {places.is_brazil.then(|| view! { <LevelSwitch by=places.by url=url.clone()/> })}
                <MeasureSwitch measure by=places.by url/>
            </div>
            <ChartFigure spec height/>
            {note}
        </Card>
    }
    .into_any()
}

/// One place cannot be compared: no map, a sentence.
#[component]
fn OnePlace(name: String, by: PlaceLevel, url: SegmentsUrl) -> impl IntoView {
    let kind = if by == PlaceLevel::Region { "region" } else { "state" };
    let reason =
        format!("All of these customers are in one {kind}, {name}: there is nothing to compare on a map.");
    let without = CustomerFilter { states: std::collections::BTreeSet::new(), ..url.filter.clone() };
    let step =
        (without != url.filter).then(|| ("Show all states".to_owned(), url.with_filter(without).link(PATH)));
    let finer = (by == PlaceLevel::Region)
        .then(|| ("Show its states".to_owned(), url.with_choice("by", "").link(PATH)));
    let title = format!("These customers are in {name}");
    let content = match finer.or(step) {
        Some(next_step) => view! { <TooLittleData reason next_step/> }.into_any(),
        None => view! { <TooLittleData reason/> }.into_any(),
    };
    view! { <Card id="places-title" title term="place">{content}</Card> }
}

#[component]
fn LevelSwitch(by: PlaceLevel, url: SegmentsUrl) -> impl IntoView {
    let options = PlaceLevel::ALL.map(|level| SegmentedOption {
        id: format!("by-{}", level.slug()),
        name: if level == PlaceLevel::State { "States" } else { "Regions" }.to_owned(),
        full_name: None,
        href: url
            .with_choice("by", if level == PlaceLevel::default() { "" } else { level.slug() })
            .link(PATH),
        is_current: level == by,
    });
    view! { <Segmented label="States or regions" options/> }
}

#[component]
fn MeasureSwitch(measure: PlaceMeasure, by: PlaceLevel, url: SegmentsUrl) -> impl IntoView {
    let options: Vec<SegmentedOption> = drawn_measures()
        .map(|option| {
            let word = if option == PlaceMeasure::default() { "" } else { option.slug() };
            SegmentedOption {
                id: format!("measure-{}", option.slug()),
                name: measure_name(option, by).to_owned(),
                full_name: None,
                href: url.with_choice("measure", word).link(PATH),
                is_current: option == measure,
            }
        })
        .collect();
    view! { <Segmented label="What the picture shows" options/> }
}

/// What is drawn of the places.
struct Picture<'a> {
    places: &'a Places,
    measure: PlaceMeasure,
    filter: &'a CustomerFilter,
    currency_symbol: &'a str,
}

impl Picture<'_> {
    fn tile_map(&self) -> ChartKind {
        let by = self.places.by;
        let tiles = tile_places().map(|place| {
            let row = self.places.rows.iter().find(|row| row.name == place.code);
            Tile {
                mark: match row {
                    Some(row) => self.mark(row),
                    None => Mark::new(full_name(place.code), "no customer"),
                },
                column: place.column,
                row: place.row,
                label: place.code.to_owned(),
                value: row.and_then(|row| row.figures.value(self.measure)),
                is_faint: row.is_some_and(|row| self.is_faint(row)),
            }
        });
        ChartKind::TileMap(TileMap {
            tile_name: measure_name(PlaceMeasure::Name, by).to_owned(),
            value_name: measure_name(self.measure, by).to_owned(),
            unit: unit_of(self.measure, self.currency_symbol),
            is_logarithmic: is_sum(self.measure),
            tiles: tiles.collect(),
        })
    }

    /// The highest first.
    fn bars(&self) -> ChartKind {
        let by = self.places.by;
        let mut known: Vec<(&PlaceRow, f64)> =
            self.places.rows.iter().filter_map(|row| Some((row, row.figures.value(self.measure)?))).collect();
        known.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.name.cmp(&b.0.name)));
        let bars = known.into_iter().take(BARS_MAX).map(|(row, value)| Bar {
            mark: self.mark(row),
            value,
            part: None,
        });
        ChartKind::Bar(BarChart {
            direction: BarDirection::Horizontal,
            unit: unit_of(self.measure, self.currency_symbol),
            bar_name: measure_name(PlaceMeasure::Name, by).to_owned(),
            value_name: measure_name(self.measure, by).to_owned(),
            part_name: None,
            bars: bars.collect(),
        })
    }

    /// Too little is behind a mean or a share.
    fn is_faint(&self, row: &PlaceRow) -> bool {
        !is_sum(self.measure) && row.figures.support(self.measure) < SUPPORT_MIN
    }

    fn mark(&self, row: &PlaceRow) -> Mark {
        let exact = measure_exactly(&row.figures, self.measure, self.currency_symbol);
        let mut mark = Mark::new(naming(self.places)(&row.name), exact);
        if self.measure != PlaceMeasure::Customers {
            mark = mark.note(measure_exactly(&row.figures, PlaceMeasure::Customers, self.currency_symbol));
        }
        if self.is_faint(row) {
            mark = mark.note("too few to rely on");
        }
        mark.link(customers_href(customers_of(self.filter, row)))
    }
}
