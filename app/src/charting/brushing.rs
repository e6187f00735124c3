//! Dragging over a range of a chart, with a pointer or by keyboard.

use std::cell::RefCell;

use clientele_charts::{BrushArea, brush};
use leptos::prelude::document;
use web_sys::{Element, Event, MouseEvent, PointerEvent};

use super::{address, figure::Figure, tooltip};
use crate::behaviour::dom::target_of;

const BRUSHABLE: &str = ".is-brushable";
/// A pointer that moves less than this, in pixels, clicks.
const CLICK_RADIUS: f64 = 4.0;
const SVG: &str = "http://www.w3.org/2000/svg";

/// A range that is being marked, in pixels of the drawing.
struct Drag {
    figure: Figure,
    from: (f64, f64),
    to: (f64, f64),
    /// The pointer that drags; `None` by keyboard.
    pointer: Option<i32>,
    /// The mark from which a range grows by keyboard.
    anchor: Option<Element>,
    /// It has moved far enough to be no click.
    has_begun: bool,
    selection: Option<Element>,
}

thread_local! {
    static DRAG: RefCell<Option<Drag>> = const { RefCell::new(None) };
    /// A drag has just ended: the browser reports a click where it ended.
    static ENDED: RefCell<bool> = const { RefCell::new(false) };
}

/// Says once whether what looks like a click was the end of a drag.
pub(super) fn has_just_ended() -> bool {
    ENDED.take()
}

/// Takes down where a drag may begin.
pub(super) fn on_pointer_down(event: &PointerEvent) {
    cancel();
    ENDED.set(false);
    let is_plain = event.button() == 0 && event.is_primary() && !event.ctrl_key() && !event.meta_key();
    let Some(figure) = target_of(event).filter(|_| is_plain).and_then(|target| brushable_around(&target))
    else {
        return;
    };
    let Some(drawing) = figure.drawing() else { return };
    remove_selection(&figure);
    let from = drawing.place_of(f64::from(event.client_x()), f64::from(event.client_y()));
    if brush(figure.spec(), drawing.size).is_some_and(|brush| brush.contains(from)) {
        let pointer = Some(event.pointer_id());
        let drag = Drag { figure, from, to: from, pointer, anchor: None, has_begun: false, selection: None };
        DRAG.set(Some(drag));
    }
}

/// Follows a drag; says whether there is one.
pub(super) fn on_pointer_move(event: &PointerEvent) -> bool {
    DRAG.with_borrow_mut(|drag| {
        let Some(drag) = drag.as_mut().filter(|drag| drag.pointer == Some(event.pointer_id())) else {
            return false;
        };
        let Some(drawing) = drag.figure.drawing() else { return false };
        drag.to = drawing.place_of(f64::from(event.client_x()), f64::from(event.client_y()));
        let (dx, dy) = (drag.to.0 - drag.from.0, drag.to.1 - drag.from.1);
        if !drag.has_begun && dx.hypot(dy) > CLICK_RADIUS {
            drag.has_begun = true;
            tooltip::hide();
            // Without capture, a drag ends where the pointer leaves the drawing; nothing else is lost.
            let _ = drawing.svg.set_pointer_capture(event.pointer_id());
        }
        if drag.has_begun {
            drag.draw();
        }
        drag.has_begun
    })
}

/// Goes to the range that was dragged over.
pub(super) fn on_pointer_up(event: &PointerEvent) {
    let is_end = DRAG.with_borrow(|drag| {
        drag.as_ref().is_some_and(|drag| drag.has_begun && drag.pointer == Some(event.pointer_id()))
    });
    let drag = DRAG.take();
    if let Some(drag) = drag.filter(|_| is_end) {
        ENDED.set(true);
        drag.finish();
    }
}

/// Ends what is being marked without following it.
pub(super) fn cancel() {
    if let Some(drag) = DRAG.take() {
        remove_selection(&drag.figure);
    }
}

fn remove_selection(figure: &Figure) {
    if let Ok(Some(selection)) = figure.element.query_selector(".chart-selection") {
        selection.remove();
    }
}

/// A link that is dragged would be carried away as a link.
pub(super) fn keep_links_still(event: &Event) {
    if target_of(event).is_some_and(|target| brushable_around(&target).is_some()) {
        event.prevent_default();
    }
}

/// Shows the whole range again.
pub(super) fn on_double_click(event: &MouseEvent) {
    address::forget_click();
    let figure = target_of(event).and_then(|target| brushable_around(&target));
    if let Some(reset) = figure.and_then(|figure| figure.reset_link()) {
        reset.click();
    }
}

/// Marks the range from one mark to another by keyboard; a range that has been begun keeps its beginning.
pub(super) fn extend(figure: &Figure, from: &Element, to: &Element) {
    let Some(drawing) = figure.drawing().filter(|_| is_brushable(figure)) else { return };
    let begun = DRAG.take().filter(|drag| drag.anchor.is_some() && drag.figure.element == figure.element);
    let mut drag = begun.unwrap_or_else(|| Drag {
        figure: figure.clone(),
        from: (0.0, 0.0),
        to: (0.0, 0.0),
        pointer: None,
        anchor: Some(from.clone()),
        has_begun: true,
        selection: None,
    });
    let anchor = drag.anchor.as_ref().unwrap_or(from).get_bounding_client_rect();
    let end = to.get_bounding_client_rect();
    // Both marks whole, and nothing of their neighbours.
    let (left, right) = (anchor.left().min(end.left()) + 1.0, anchor.right().max(end.right()) - 1.0);
    let (top, bottom) = (anchor.top().min(end.top()) + 1.0, anchor.bottom().max(end.bottom()) - 1.0);
    drag.from = drawing.place_of(left, top);
    drag.to = drawing.place_of(right, bottom);
    drag.draw();
    DRAG.set(Some(drag));
}

/// Goes to the range that was marked by keyboard; says whether there was one.
pub(super) fn follow_marked(figure: &Figure) -> bool {
    let drag = DRAG.take().filter(|drag| drag.anchor.is_some() && drag.figure.element == figure.element);
    drag.map(Drag::finish).is_some()
}

fn brushable_around(element: &Element) -> Option<Figure> {
    element.closest(BRUSHABLE).ok().flatten().and_then(|frame| Figure::around(&frame))
}

fn is_brushable(figure: &Figure) -> bool {
    matches!(figure.element.query_selector(BRUSHABLE), Ok(Some(_)))
}

impl Drag {
    fn draw(&mut self) {
        let Some(drawing) = self.figure.drawing() else { return };
        let Some(brush) = brush(self.figure.spec(), drawing.size) else { return };
        let selection = self.selection.take().filter(|selection| selection.is_connected());
        let selection = selection.or_else(|| new_selection(&drawing.svg));
        if let Some(selection) = &selection {
            set_area(selection, brush.area(self.from, self.to));
        }
        self.selection = selection;
    }

    fn finish(self) {
        let Some(drawing) = self.figure.drawing() else { return };
        if let Some(brush) = brush(self.figure.spec(), drawing.size) {
            // The selection stays until the answer brings a new picture.
            address::follow(brush.address(self.from, self.to), true);
        }
    }
}

fn new_selection(svg: &Element) -> Option<Element> {
    let selection = document().create_element_ns(Some(SVG), "rect").ok()?;
    selection.set_attribute("class", "chart-selection").ok()?;
    svg.append_child(&selection).ok()?;
    Some(selection)
}

fn set_area(selection: &Element, area: BrushArea) {
    let numbers = [("x", area.left), ("y", area.top), ("width", area.width), ("height", area.height)];
    for (name, number) in numbers {
        // Attributes of fixed names can always be set.
        let _ = selection.set_attribute(name, &number.round().to_string());
    }
}
