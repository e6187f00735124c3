use clientele_contract::{Month, MonthPoint};
use plotters::{
    prelude::{Circle, DrawingArea, IntoFont, PathElement, Polygon, SVGBackend, Text},
    style::{
        Color, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use crate::{
    axis::{MoneyAxis, format_compact_money},
    canvas::{Canvas, DrawResult, Fit, Frame, Plane, escape_text, render_svg},
    ink::Ink,
};

/// plotters writes font sizes divided by this number.
const FONT_FACTOR: f64 = 1.24;
const LABEL_SIZE: f64 = 12.0 * FONT_FACTOR;
/// Room for a label such as `R$ 12.5 M`, whatever the font.
const AXIS_LABEL_WIDTH: i32 = 68;
/// Room for a month such as `Aug 2018`, and a gap.
const MONTH_LABEL_WIDTH: i32 = 76;
const POINT_RADIUS: i32 = 3;

/// The proportions and words of the trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendOptions {
    /// Width in CSS pixels at which text has its nominal size, 240 to 4096; others are clamped.
    pub width: u32,
    /// Height in CSS pixels at which text has its nominal size, 120 to 4096; others are clamped.
    pub height: u32,
    /// What stands before an amount: `R$`.
    pub currency_symbol: String,
}

/// Draws revenue by month: a line over a zero-based axis, the best whole month labelled, months that are not
/// over dashed, hollow and named "so far". Every point carries its month and amount as a `<title>`.
pub fn render_month_trend(points: &[MonthPoint], options: &TrendOptions) -> String {
    let size = (options.width.clamp(240, 4096), options.height.clamp(120, 4096));
    let label = describe_trend(points, &options.currency_symbol);
    let svg = render_svg(size, &label, Fit::Proportional, |area| {
        if points.is_empty() { draw_nothing_yet(area) } else { Trend::new(area, points, options).draw() }
    });
    add_point_titles(&svg, points, &options.currency_symbol)
}

fn draw_nothing_yet(area: &Canvas<'_>) -> DrawResult {
    let (width, height) = area.dim_in_pixel();
    let middle = (width as i32 / 2, height as i32 / 2);
    area.draw(&Text::new(
        "No completed orders yet",
        middle,
        text_style(Ink::Muted, HPos::Center, VPos::Center),
    ))
}

/// One drawing of the trend.
struct Trend<'data, 'svg> {
    points: &'data [MonthPoint],
    currency_symbol: &'data str,
    axis: MoneyAxis,
    frame: Frame,
    canvas: Canvas<'svg>,
    plot: DrawingArea<SVGBackend<'svg>, Plane>,
}

impl<'data, 'svg> Trend<'data, 'svg> {
    fn new(canvas: &Canvas<'svg>, points: &'data [MonthPoint], options: &'data TrendOptions) -> Self {
        let (width, height) = canvas.dim_in_pixel();
        let axis = MoneyAxis::reaching(points.iter().map(|point| point.revenue_cents).max().unwrap_or(0));
        let (right, bottom) = (width as i32 - 16, height as i32 - 28);
        let frame = Frame { left: AXIS_LABEL_WIDTH, right, top: 24, bottom };
        // Half a month of air on both sides keeps a single point in the middle.
        let months = -0.5..points.len() as f64 - 0.5;
        let plot = canvas.apply_coord_spec(frame.plane(months, 0.0..axis.end_cents as f64));
        Self { points, currency_symbol: &options.currency_symbol, axis, frame, canvas: canvas.clone(), plot }
    }

    fn draw(&self) -> DrawResult {
        self.draw_grid()?;
        self.draw_month_labels()?;
        self.draw_area()?;
        self.draw_lines()?;
        self.draw_points()?;
        self.draw_best_month()?;
        self.draw_running_label()
    }

    fn at(&self, index: usize) -> (f64, f64) {
        (index as f64, self.points[index].revenue_cents.max(0) as f64)
    }

    fn draw_grid(&self) -> DrawResult {
        let (start, end) = (-0.5, self.points.len() as f64 - 0.5);
        for tick in self.axis.ticks() {
            let height = tick as f64;
            self.plot.draw(&PathElement::new(
                vec![(start, height), (end, height)],
                Ink::Grid.placeholder().stroke_width(1),
            ))?;
            let label = format_compact_money(tick, self.currency_symbol);
            let style = text_style(Ink::Muted, HPos::Right, VPos::Center);
            self.draw_text(&label, (start, height), (-8, 0), style)?;
        }
        Ok(())
    }

    fn draw_month_labels(&self) -> DrawResult {
        let width = self.frame.right - self.frame.left;
        let labels_max = (width / MONTH_LABEL_WIDTH).max(1) as usize;
        let stride = [1, 2, 3, 6, 12, 24, 60, 120, 1200]
            .into_iter()
            .find(|stride| self.points.len().div_ceil(*stride) <= labels_max)
            .unwrap_or(self.points.len());
        for (index, point) in self.points.iter().enumerate().step_by(stride) {
            let style = text_style(Ink::Muted, HPos::Center, VPos::Top);
            self.draw_text(&month_name(point.month), (index as f64, 0.0), (0, 8), style)?;
        }
        Ok(())
    }

    fn draw_area(&self) -> DrawResult {
        let mut outline: Vec<_> = (0..self.points.len()).map(|index| self.at(index)).collect();
        outline.push((self.points.len() as f64 - 1.0, 0.0));
        outline.push((0.0, 0.0));
        self.plot.draw(&Polygon::new(outline, Ink::Area.placeholder()))
    }

    /// One path per stretch of whole months, one dashed path per stretch that touches a running month.
    fn draw_lines(&self) -> DrawResult {
        let touches_running = |end: usize| self.points[end - 1].in_progress || self.points[end].in_progress;
        let mut start = 0;
        while start + 1 < self.points.len() {
            let running = touches_running(start + 1);
            let mut end = start + 1;
            while end + 1 < self.points.len() && touches_running(end + 1) == running {
                end += 1;
            }
            let ink = if running { Ink::RunningLine } else { Ink::Line };
            let stretch: Vec<_> = (start..=end).map(|index| self.at(index)).collect();
            self.plot.draw(&PathElement::new(stretch, ink.placeholder().stroke_width(2)))?;
            start = end;
        }
        Ok(())
    }

    fn draw_points(&self) -> DrawResult {
        for (index, point) in self.points.iter().enumerate() {
            let (inside, radius) =
                if point.in_progress { (Ink::Surface, POINT_RADIUS + 1) } else { (Ink::Line, POINT_RADIUS) };
            self.plot.draw(&Circle::new(self.at(index), radius, inside.placeholder().filled()))?;
        }
        Ok(())
    }

    fn draw_best_month(&self) -> DrawResult {
        let Some(best) = best_whole_month(self.points) else { return Ok(()) };
        let text = format_compact_money(self.points[best].revenue_cents, self.currency_symbol);
        self.draw_point_label(best, &text, VPos::Bottom)
    }

    /// On the side from which the dashed line does not come.
    fn draw_running_label(&self) -> DrawResult {
        let Some(running) = self.points.iter().rposition(|point| point.in_progress) else { return Ok(()) };
        let comes_from_above = running > 0 && self.at(running - 1).1 > self.at(running).1;
        let height_above_ground = self.frame.bottom - self.plot.map_coordinate(&self.at(running)).1;
        let side = if comes_from_above && height_above_ground > 28 { VPos::Top } else { VPos::Bottom };
        self.draw_point_label(running, "so far", side)
    }

    /// Writes above or below a point, growing away from the nearer edge of the picture.
    fn draw_point_label(&self, index: usize, text: &str, side: VPos) -> DrawResult {
        let third = self.points.len() as f64 / 3.0;
        let anchor = match index as f64 + 0.5 {
            place if place <= third => HPos::Left,
            place if place >= 2.0 * third => HPos::Right,
            _ => HPos::Center,
        };
        let style = text_style(Ink::Text, anchor, side);
        let moved = if matches!(side, VPos::Top) { 8 } else { -8 };
        self.draw_text(text, self.at(index), (0, moved), style)
    }

    /// Writes at a place of the data, moved by pixels.
    fn draw_text(
        &self,
        text: &str,
        at: (f64, f64),
        moved: (i32, i32),
        style: TextStyle<'static>,
    ) -> DrawResult {
        let (x, y) = self.plot.map_coordinate(&at);
        self.canvas.draw(&Text::new(text.to_owned(), (x + moved.0, y + moved.1), style))
    }
}

/// The position of the whole month with the most revenue, the earliest of equals; `None` if all are zero.
fn best_whole_month(points: &[MonthPoint]) -> Option<usize> {
    (0..points.len())
        .filter(|&index| !points[index].in_progress && points[index].revenue_cents > 0)
        .min_by_key(|&index| std::cmp::Reverse(points[index].revenue_cents))
}

/// What a screen reader says in place of the picture.
fn describe_trend(points: &[MonthPoint], currency_symbol: &str) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return "Revenue by month: no completed orders yet".to_owned();
    };
    let span = format!("Revenue by month from {} to {}", month_name(first.month), month_name(last.month));
    let Some(best) = best_whole_month(points) else { return span };
    let amount = format_compact_money(points[best].revenue_cents, currency_symbol);
    format!("{span}, most in {}: {amount}", month_name(points[best].month))
}

/// Gives each circle, drawn in the order of the points, its month and amount.
fn add_point_titles(svg: &str, points: &[MonthPoint], currency_symbol: &str) -> String {
    let mut titled = String::with_capacity(svg.len() + points.len() * 64);
    let mut months = points.iter();
    for line in svg.split_inclusive('\n') {
        match line
            .strip_suffix("/>\n")
            .filter(|line| line.starts_with("<circle "))
            .zip(months.as_slice().first())
        {
            Some((circle, point)) => {
                months.next();
                titled.push_str(&titled_circle(circle, point, currency_symbol));
            }
            None => titled.push_str(line),
        }
    }
    titled
}

fn titled_circle(circle: &str, point: &MonthPoint, currency_symbol: &str) -> String {
    let amount = escape_text(&format_compact_money(point.revenue_cents, currency_symbol));
    let month = month_name(point.month);
    if point.in_progress {
        // A hollow point: plotters draws either the inside or the rim.
        let circle = circle.replace("stroke=\"none\"", "stroke=\"var(--chart-line, currentColor)\"");
        format!("{circle}><title>{month} so far: {amount}</title></circle>\n")
    } else {
        format!("{circle}><title>{month}: {amount}</title></circle>\n")
    }
}

fn text_style(ink: Ink, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
    TextStyle {
        font: ("sans-serif", LABEL_SIZE).into_font(),
        color: ink.placeholder().to_backend_color(),
        pos: Pos::new(horizontal, vertical),
    }
}

/// A month as people read it: `Aug 2018`.
fn month_name(month: Month) -> String {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = NAMES.get(usize::from(month.month).wrapping_sub(1)).unwrap_or(&"?");
    format!("{name} {}", month.year)
}
