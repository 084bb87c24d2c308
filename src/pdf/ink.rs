//! Ruling lines from what a page draws: strokes, and filled rectangles too thin to be anything else.
//!
//! Many programs draw the borders of tables as rectangles and never stroke a line.

use kurbo::{Affine, BezPath, PathEl, Point};

use super::page::{Rect, Rule};

/// The thickest that a filled rectangle may be as a line, in points.
const THICKEST: f32 = 2.5;
/// The shortest stroke that counts as a line, in points.
const SHORTEST: f32 = 1.0;
/// How much longer than thick.
const LENGTH: f32 = 4.0;
/// How far from level or upright a line may run, in points.
const SLANT: f32 = 0.3;

/// The rectangle of an area in page space.
pub(super) fn rect(area: kurbo::Rect) -> Rect {
    Rect { x0: area.x0 as f32, y0: area.y0 as f32, x1: area.x1 as f32, y1: area.y1 as f32 }
}

/// A thin rectangle as a line.
pub(super) fn thin(rect: Rect) -> Option<Rule> {
    let (short, long) = (rect.width().min(rect.height()), rect.width().max(rect.height()));
    (short <= THICKEST && long >= SHORTEST && long >= LENGTH * short).then_some(Rule { rect })
}

/// The level and upright lines of a stroked path, each as thick as the pen.
pub(super) fn stroked(path: &BezPath, to_page: Affine, pen: f32) -> impl Iterator<Item = Rect> {
    let half = (pen * (to_page.determinant().abs().sqrt() as f32)).max(0.1) / 2.0;
    let mut lines = Vec::new();
    let (mut start, mut from) = (Point::ZERO, Point::ZERO);
    for element in path.elements() {
        let to = match *element {
            PathEl::MoveTo(to) => {
                (start, from) = (to_page * to, to_page * to);
                continue;
            }
            PathEl::LineTo(to) => to_page * to,
            PathEl::ClosePath => start,
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                from = to_page * to;
                continue;
            }
        };
        let (dx, dy) = ((to.x - from.x).abs() as f32, (to.y - from.y).abs() as f32);
        if dx.min(dy) <= SLANT && dx.max(dy) >= SHORTEST {
            let line = rect(kurbo::Rect::from_points(from, to));
            // Half a pen to each side, none beyond the ends.
            lines.push(if dx > dy {
                let middle = (line.y0 + line.y1) / 2.0;
                Rect { y0: middle - half, y1: middle + half, ..line }
            } else {
                let middle = (line.x0 + line.x1) / 2.0;
                Rect { x0: middle - half, x1: middle + half, ..line }
            });
        }
        from = to;
    }
    lines.into_iter()
}

/// The upright rectangles of a filled path, if it is nothing but such.
pub(super) fn filled(path: &BezPath, to_page: Affine) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut corners: Vec<Point> = Vec::new();
    for element in path.elements().iter().chain([&PathEl::ClosePath]) {
        match *element {
            PathEl::MoveTo(to) => {
                rects.extend(upright(&corners));
                corners.clear();
                corners.push(to_page * to);
            }
            PathEl::LineTo(to) => corners.push(to_page * to),
            PathEl::ClosePath => {
                rects.extend(upright(&corners));
                corners.clear();
            }
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return Vec::new(),
        }
    }
    rects
}

/// Four corners, the first perhaps named again, that make an upright rectangle.
fn upright(corners: &[Point]) -> Option<Rect> {
    if !(4..=5).contains(&corners.len()) {
        return None;
    }
    let mut area = kurbo::Rect::from_points(corners[0], corners[0]);
    for corner in corners {
        area = area.union_pt(*corner);
    }
    let near = |a: f64, b: f64| (a - b).abs() < 0.05;
    let at_corner =
        |p: &Point| (near(p.x, area.x0) || near(p.x, area.x1)) && (near(p.y, area.y0) || near(p.y, area.y1));
    corners.iter().all(at_corner).then(|| rect(area))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::Shape;

    #[test]
    fn a_border_is_a_line_whether_stroked_or_filled() {
        let flip = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, 800.0]);
        let mut path = BezPath::new();
        path.move_to((100.0, 700.0));
        path.line_to((300.0, 700.0));
        path.line_to((310.0, 600.0));
        let lines: Vec<_> = stroked(&path, flip, 1.0).collect();
        assert_eq!(lines, [Rect { x0: 100.0, y0: 99.5, x1: 300.0, y1: 100.5 }]);
        let bar = kurbo::Rect::new(100.0, 700.0, 300.0, 700.5).to_path(0.1);
        let found: Vec<_> = filled(&bar, flip).into_iter().filter_map(thin).collect();
        assert_eq!(found.len(), 1);
        let cell = kurbo::Rect::new(100.0, 700.0, 300.0, 740.0).to_path(0.1);
        assert!(filled(&cell, flip).into_iter().filter_map(thin).next().is_none());
    }
}
