use clientele_charts::{ChartKind, Swatch, Unit, legend, table};

use crate::{draw, elements, marks, number, parse, samples, texts};

#[test]
fn tiles_are_equally_large_and_stand_in_rows_and_columns() {
    let svg = draw(&samples::spec(ChartKind::TileMap(samples::tiles())), 640, 200);
    let document = parse(&svg);
    let hits: Vec<_> =
        marks(&document).iter().map(|mark| mark.first_element_child().expect("a hit area")).collect();
    let place = |index: usize| (number(hits[index], "x"), number(hits[index], "y"));
    assert_eq!((place(0).0, place(0).1), (place(3).0, place(1).1));
    assert!(hits.iter().all(|hit| number(*hit, "width") == number(hits[0], "width")));
    let coloured = elements(&document, "rect")
        .into_iter()
        .filter(|rect| rect.attribute("fill").is_some_and(|fill| fill.contains("--heat-")));
    assert_eq!(coloured.count(), 5, "a tile without a value has no colour");
}

#[test]
fn tiles_say_their_name_and_where_there_is_room_their_value() {
    let spec = samples::spec(ChartKind::TileMap(samples::tiles()));
    let words = |width, height| texts(&parse(&draw(&spec, width, height)));
    assert!(words(640, 200).contains(&"P0".to_owned()) && words(640, 200).contains(&"10 k".to_owned()));
    assert!(words(640, 200).contains(&"–".to_owned()), "what is not known says so");
    let small = words(120, 60);
    assert!(small.contains(&"P5".to_owned()) && !small.contains(&"10 k".to_owned()), "{small:?}");
}

#[test]
fn the_table_puts_the_greatest_first_and_the_unknown_last() {
    let table = table(&samples::spec(ChartKind::TileMap(samples::tiles())));
    assert_eq!(table.rows[0][0].text, "Place 4");
    assert_eq!(table.rows[5][1].text, "unknown");
    assert_eq!(table.rows[0][1].href.as_deref(), Some("/customers?state=P4"));
}

#[test]
fn the_legend_names_the_values_of_each_depth() {
    let mut chart = samples::tiles();
    chart.unit = Unit::Count;
    let entries = legend(&samples::spec(ChartKind::TileMap(chart.clone())));
    assert!(entries[0].name.starts_with("Revenue: 100–"), "{entries:?}");
    assert_eq!((entries[0].swatch, entries.len()), (Swatch::Depth(1), 6));
    for tile in &mut chart.tiles {
        tile.value = None;
    }
    assert!(legend(&samples::spec(ChartKind::TileMap(chart))).is_empty());
}

#[test]
fn a_value_that_rests_on_too_little_is_written_without_a_colour() {
    let mut chart = samples::tiles();
    chart.tiles[4].is_faint = true;
    let spec = samples::spec(ChartKind::TileMap(chart));
    let svg = draw(&spec, 640, 200);
    let document = parse(&svg);
    assert!(texts(&document).contains(&"10 k".to_owned()), "what was the highest is still there");
    let last = legend(&spec).pop().expect("steps").name;
    assert!(last.ends_with("1\u{a0}k"), "{last}: the scale ends at the highest that counts");
}
