//! What holds for charts of every kind.

use clientele_charts::{BarDirection, ChartKind, ChartSize, ChartSpec, Unit, legend, sheet, tips};
use roxmltree::Document;

use crate::{draw, elements, marks, number, parse, samples, texts};

#[test]
fn every_mark_is_there_once_and_says_what_its_tooltip_says() {
    for (name, spec) in samples::all() {
        let svg = draw(&spec, 640, 300);
        let document = parse(&svg);
        let tips = tips(&spec);
        let marks = marks(&document);
        assert_eq!(marks.len(), tips.len(), "{name}");
        for (index, (mark, tip)) in marks.iter().zip(&tips).enumerate() {
            assert_eq!(mark.attribute("data-mark"), Some(index.to_string().as_str()), "{name}");
            if mark.tag_name().name() != "rect" {
                assert_eq!(mark.attribute("aria-label"), Some(tip.sentence().as_str()), "{name}");
                assert_eq!(mark.attribute("href"), tip.href.as_deref(), "{name}");
            }
        }
        assert!(marks.iter().all(|mark| mark.attribute("tabindex") != Some("0")), "{name}: no tab stops");
    }
}

#[test]
fn words_keep_apart_and_inside_at_every_width() {
    for (name, spec) in samples::all() {
        for width in [280, 328, 420, 640, 1_200] {
            let svg = draw(&spec, width, 260);
            let rooms = rooms_of_words(&parse(&svg));
            for (index, (words, room)) in rooms.iter().enumerate() {
                assert!(
                    room[0] >= -1.0 && room[2] <= f64::from(width) + 1.0,
                    "{name} {width}: {words} leaves"
                );
                for (others, other) in &rooms[..index] {
                    let is_apart = room[0] >= other[2]
                        || other[0] >= room[2]
                        || room[1] >= other[3]
                        || other[1] >= room[3];
                    assert!(is_apart, "{name} {width}: {words:?} meets {others:?}");
                }
            }
        }
    }
}

/// The rooms of all words: left, top, right, bottom. A letter is taken as half as wide as it is high.
fn rooms_of_words(document: &Document<'_>) -> Vec<(String, [f64; 4])> {
    let room = |text: roxmltree::Node<'_, '_>| {
        let words = text.text().unwrap_or_default().trim().to_owned();
        let width = words.chars().count() as f64 * 6.0;
        let left = match text.attribute("text-anchor") {
            Some("middle") => number(text, "x") - width / 2.0,
            Some("end") => number(text, "x") - width,
            _ => number(text, "x"),
        };
        let base = match text.attribute("dy") {
            Some("0.76em") => number(text, "y") + 9.0,
            Some("0.5ex") => number(text, "y") + 4.0,
            _ => number(text, "y") - 3.0,
        };
        (words, [left, base - 9.0, left + width, base + 2.0])
    };
    elements(document, "text").into_iter().map(room).collect()
}

#[test]
fn the_spec_of_the_page_gives_the_picture_of_the_server() {
    for (name, spec) in samples::all() {
        let json = serde_json::to_string(&spec).expect("plain data");
        let read: ChartSpec = serde_json::from_str(&json).expect("what was written");
        assert_eq!(draw(&read, 500, 240), draw(&spec, 500, 240), "{name}");
    }
}

#[test]
fn words_of_others_stay_words() {
    let hostile = "</script><img src=x onerror=\"a\">&amp;'\u{0}\u{7}\u{1b}#010000";
    let mut chart = samples::bars(BarDirection::Horizontal);
    chart.bars[0].mark.name = hostile.to_owned();
    chart.bars[0].mark.href = Some(format!("/customers?q={hostile}"));
    chart.bars[0].mark.class = Some(hostile.to_owned());
    chart.unit = Unit::Money { symbol: hostile.to_owned() };
    let mut spec = samples::spec(ChartKind::Bar(chart));
    spec.title = hostile.to_owned();
    let svg = draw(&spec, 640, 200);
    let document = parse(&svg);
    assert_eq!(elements(&document, "img").len() + elements(&document, "script").len(), 0);
    assert!(
        marks(&document)[0].attribute("aria-label").is_some_and(|label| label.starts_with("</script><img"))
    );
    assert!(Document::parse(&sheet(&spec, ChartSize { width: 640, height: 200 })).is_ok());
}

#[test]
fn odd_sizes_still_give_pictures() {
    for (name, spec) in samples::all() {
        for (width, height) in [(0, 0), (1, 5_000), (u32::MAX, u32::MAX), (120, 40)] {
            let svg = draw(&spec, width, height);
            assert_eq!(marks(&parse(&svg)).len(), tips(&spec).len(), "{name} {width} × {height}");
        }
    }
}

#[test]
fn a_chart_without_marks_says_so() {
    let mut chart = samples::bars(BarDirection::Vertical);
    chart.bars.clear();
    let svg = draw(&samples::spec(ChartKind::Bar(chart)), 640, 200);
    let document = parse(&svg);
    assert_eq!(texts(&document), ["Nothing yet"]);
    assert_eq!(document.root_element().attribute("role"), Some("img"));
}

#[test]
fn bars_are_as_long_as_their_values_and_start_at_zero() {
    let svg = draw(&samples::spec(ChartKind::Bar(samples::bars(BarDirection::Horizontal))), 640, 200);
    let document = parse(&svg);
    let drawn: Vec<_> =
        elements(&document, "rect").into_iter().filter(|rect| rect.attribute("fill").is_some()).collect();
    let whole: Vec<_> = drawn.iter().filter(|rect| rect.attribute("opacity").is_some()).collect();
    assert_eq!((drawn.len(), whole.len()), (8, 4), "each bar and its part");
    let start = number(*whole[0], "x");
    let unit = number(*whole[0], "width");
    for (index, bar) in whole.iter().enumerate() {
        assert!((number(**bar, "x") - start).abs() < 0.5);
        assert!((number(**bar, "width") - unit * (index + 1) as f64).abs() <= 2.0, "{bar:?}");
    }
}

#[test]
fn shares_fill_the_whole_bar() {
    let svg = draw(&samples::spec(ChartKind::StackedShare(samples::shares())), 640, 100);
    let document = parse(&svg);
    let widths: Vec<f64> = marks(&document)
        .iter()
        .map(|mark| number(mark.first_element_child().expect("a hit area"), "width"))
        .collect();
    let first: f64 = widths[..4].iter().sum();
    assert!((widths[3] / first - 0.4).abs() < 0.01, "4 of 10: {widths:?}");
    assert!(texts(&document).contains(&"40 %".to_owned()));
}

#[test]
fn a_legend_names_what_colours_mean() {
    let names =
        |kind| -> Vec<String> { legend(&samples::spec(kind)).into_iter().map(|entry| entry.name).collect() };
    assert_eq!(names(ChartKind::StackedShare(samples::shares())), samples::SEGMENTS);
    assert_eq!(names(ChartKind::Bar(samples::bars(BarDirection::Vertical))), ["Customers", "Selected"]);
    assert_eq!(names(ChartKind::Histogram(samples::histogram())), ["All customers", "Selected"]);
    assert!(names(ChartKind::HeatMap(samples::heat_map())).is_empty(), "its numbers say it");
}

#[test]
fn a_sheet_has_a_size_a_title_and_a_legend() {
    for (name, spec) in samples::all() {
        let svg = sheet(&spec, ChartSize { width: 400, height: 240 });
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(number(document.root_element(), "width") >= 400.0);
        let words = texts(&document);
        assert_eq!(words.first().map(String::as_str), Some("What the sample shows"), "{name}");
        for entry in legend(&spec) {
            // `texts` writes plain spaces.
            let entry_name = entry.name.replace('\u{a0}', " ");
            assert!(words.contains(&entry_name), "{name}: {entry:?}");
        }
    }
}
