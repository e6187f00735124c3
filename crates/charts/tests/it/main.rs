//! What a reader of the pictures relies on.

mod sparkline;

use roxmltree::{Document, Node};

/// Parses the picture and checks what holds for every one of them.
fn parse(svg: &str) -> Document<'_> {
    let document = Document::parse(svg).expect("well-formed XML");
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "svg");
    assert_eq!(root.attribute("role"), Some("img"));
    assert!(root.attribute("aria-label").is_some_and(|label| !label.is_empty()));
    assert!(root.attribute("viewBox").is_some());
    assert_eq!((root.attribute("width"), root.attribute("height")), (None, None), "the style sheet sizes it");
    for element in root.descendants().filter(Node::is_element) {
        assert_eq!(element.attribute("style"), None, "the security policy forbids style attributes");
        for attribute in element.attributes() {
            assert!(!attribute.value().contains('#'), "a literal colour in {attribute:?}");
            assert!(!attribute.value().contains("NaN"), "{attribute:?}");
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
