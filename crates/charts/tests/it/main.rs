//! What a reader of the pictures relies on.

mod brush;
mod flow;
mod lines;
mod pictures;
mod samples;
mod scatter;
mod sparkline;
mod table;
mod tiles;

use clientele_charts::{ChartSize, ChartSpec, render};
use roxmltree::{Document, Node};

fn draw(spec: &ChartSpec, width: u32, height: u32) -> String {
    render(spec, ChartSize { width, height })
}

/// Parses the picture and checks what holds for every one of them.
fn parse(svg: &str) -> Document<'_> {
    let document = Document::parse(svg).expect("well-formed XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "svg");
    let has_marks = root.descendants().any(|node| node.has_attribute("data-mark"));
    assert_eq!(root.attribute("role"), Some(if has_marks { "group" } else { "img" }));
    assert!(root.attribute("aria-label").is_some_and(|label| !label.is_empty()));
    assert!(root.attribute("viewBox").is_some());
    for element in root.descendants().filter(Node::is_element) {
        assert_eq!(element.attribute("style"), None, "the security policy forbids style attributes");
        for attribute in element.attributes() {
            let holds_words = ["aria-label", "href", "class"].contains(&attribute.name());
            assert!(holds_words || !attribute.value().contains('#'), "a literal colour in {attribute:?}");
            assert!(holds_words || !attribute.value().contains("NaN"), "{attribute:?}");
        }
    }
    document
}

fn elements<'a>(document: &'a Document<'_>, name: &str) -> Vec<Node<'a, 'a>> {
    document
        .root_element()
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)))
        .collect()
}

/// What can be pointed at, in the order of the picture.
fn marks<'a>(document: &'a Document<'_>) -> Vec<Node<'a, 'a>> {
    document.root_element().descendants().filter(|node| node.has_attribute("data-mark")).collect()
}

fn texts(document: &Document<'_>) -> Vec<String> {
    let texts = elements(document, "text");
    texts.iter().filter_map(|text| text.text()).map(|text| text.trim().replace('\u{a0}', " ")).collect()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).and_then(|value| value.parse().ok()).expect("a number")
}

fn polyline_points(node: Node<'_, '_>) -> Vec<(i32, i32)> {
    let points = node.attribute("points").expect("a polyline has points");
    points
        .split_whitespace()
        .map(|pair| {
            let (x, y) = pair.split_once(',').expect("x,y");
            (x.parse().expect("x"), y.parse().expect("y"))
        })
        .collect()
}
