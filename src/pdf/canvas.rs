//! What hayro draws of a page, kept as glyphs, ruling lines and images.
//!
//! All that a person would not see is told from what they would: invisible, white on white,
//! clipped away, off the page. What is drawn twice is kept once.

use std::collections::HashSet;

use hayro_cmap::{BfString, WritingMode};
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};
use hayro_syntax::object::{Dict, Name, String as PdfString};
use hayro_syntax::page::Page as RawPage;
use kurbo::{Affine, BezPath, PathEl, Point, Shape};

use super::fault::Trouble;
use super::fonts::{Facts, Fonts};
use super::page::{Glyph, Marked, Page, Rect};
use super::twice::{Spot, Twice};
use super::{actual, ink, strings};

/// Maps and charts draw more; none of it is the border of a table.
const MOST_RULES: usize = 50_000;
/// How many fills are kept to tell white text on a dark ground from white on white.
const MOST_GROUNDS: usize = 50_000;
/// The part of a page that a picture covers which is the page.
const PAGE_SIZE: f32 = 0.5;
/// The part of a page from which on a picture says how finely it was scanned.
const GOOD_PART: f32 = 0.1;
/// A picture over so much of it leaves no room for text.
const WHOLE_PAGE: f32 = 0.8;
/// A stamp or a page number has no more letters.
const STAMP: usize = 24;
/// The part of a page at its top and bottom where they stand.
const EDGE: f32 = 0.15;
/// As many shapes on a page without a glyph are letters drawn as shapes.
const LETTERS_AS_SHAPES: usize = 300;
/// hayro's glyphs are drawn a thousand units to the em.
const EM: f64 = 1000.0;
/// Maps and charts fill more; none of it is a box with text.
const MOST_FILLS: usize = 4_000;
/// A bar or a box is thicker, in points.
const THICK: f32 = 2.5;
/// How many of the glyphs before it a box is held against.
const MOST_COVERED: usize = 3_000;
/// What part of a letter's height a box must have to hide it.
const HIDES: f32 = 0.6;
/// White, or so near to it that nobody sees it on white paper.
const WHITE: u8 = 248;

pub(super) struct Canvas<'p, 'a> {
    page: Page,
    fonts: &'p Fonts,
    raw: &'p RawPage<'a>,
    bounds: Rect,
    /// Each with whether it is the clip itself, not what stands around its shape.
    clips: Vec<(Rect, bool)>,
    /// The transparency groups that are open: whether each can be seen.
    groups: Vec<bool>,
    twice: Twice,
    /// Marked content that is open.
    marked: Vec<Stretch>,
    /// The numbers of the content that was marked, and whether one came twice.
    numbers: HashSet<u32>,
    muddled: bool,
    /// What was painted, in order, and whether white.
    grounds: Vec<(Rect, bool)>,
    /// Invisible glyphs from here on may yet become a clip through which something is painted.
    unseen_from: usize,
    runs: u32,
    shapes: usize,
    unmapped: u32,
    unseen: usize,
}

impl<'p, 'a> Canvas<'p, 'a> {
    pub fn new(page: Page, fonts: &'p Fonts, raw: &'p RawPage<'a>) -> Self {
        let bounds = Rect { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height };
        Self {
            page,
            fonts,
            raw,
            bounds,
            clips: Vec::new(),
            groups: Vec::new(),
            twice: Twice::default(),
            marked: Vec::new(),
            numbers: HashSet::new(),
            muddled: false,
            grounds: Vec::new(),
            unseen_from: usize::MAX,
            runs: 0,
            shapes: 0,
            unmapped: 0,
            unseen: 0,
        }
    }

    /// Whether it marks two stretches of its content with one number.
    pub fn is_muddled(&self) -> bool {
        self.muddled
    }

    /// The page, and what is wrong with it.
    pub fn finish(mut self) -> (Page, Option<Trouble>) {
        while !self.marked.is_empty() {
            self.end_marked_content();
        }
        let letters = |glyph: &&mut Glyph| !glyph.text.trim().is_empty();
        let all = self.page.glyphs.iter_mut().filter(letters).count();
        let pictures: f32 = self.page.images.iter().map(|image| image.width() * image.height()).sum();
        let pictured = pictures >= PAGE_SIZE * self.page.width * self.page.height;
        if all == 0 {
            let picture = pictured || self.shapes >= LETTERS_AS_SHAPES;
            let nothing = self.shapes == 0 && self.page.images.is_empty();
            let trouble = match () {
                () if picture => Some(Trouble::NeedsOcr),
                () if nothing && senseless(self.raw) => Some(Trouble::Unreadable),
                () => None,
            };
            return (self.page, trouble);
        }
        // The text that a scanner's OCR laid unseen over its picture is all that can be read, but for a stamp.
        let seen = self.page.glyphs.iter().filter(|glyph| !glyph.hidden && !glyph.text.trim().is_empty()).count();
        if pictured && self.unseen > 0 && seen <= STAMP.min(self.unseen / 4) {
            self.page.glyphs.iter_mut().for_each(|glyph| glyph.hidden = false);
            return (self.page, Some(Trouble::ReadByOcr));
        }
        if pictures >= WHOLE_PAGE * self.page.width * self.page.height && seen <= STAMP && self.is_at_edge() {
            return (self.page, Some(Trouble::Stamped));
        }
        let trouble = (self.unmapped > 0).then_some(Trouble::Unmapped { characters: self.unmapped, of: all as u32 });
        (self.page, trouble)
    }

    /// Whether all letters stand where stamps and page numbers do.
    fn is_at_edge(&self) -> bool {
        let (height, edge) = (self.page.height, EDGE * self.page.height);
        let letters = self.page.glyphs.iter().filter(|glyph| !glyph.hidden && !glyph.text.trim().is_empty());
        letters.map(|glyph| glyph.rect.center().1).all(|y| y < edge || y > height - edge)
    }

    fn clip(&self) -> Option<Rect> {
        self.clips.last().map_or(self.bounds, |(clip, _)| *clip).intersection(self.bounds)
    }

    /// `whole`: the clip is all of the area.
    fn push_clip(&mut self, area: kurbo::Rect, whole: bool) {
        let outer = self.clips.last().map_or(self.bounds, |(clip, _)| *clip);
        // What lies outside of it: nothing can be seen.
        let nothing = Rect { x0: -2.0, y0: -2.0, x1: -1.0, y1: -1.0 };
        self.clips.push((ink::rect(area).intersection(outer).unwrap_or(nothing), whole));
    }

    fn seen(&self) -> bool {
        self.groups.iter().all(|seen| *seen)
    }

    fn ground(&mut self, rect: Rect, white: bool) {
        if self.grounds.len() < MOST_GROUNDS
            && let Some(rect) = self.clip().and_then(|clip| rect.intersection(clip))
        {
            self.grounds.push((rect, white));
        }
    }

    /// Hides what a box was painted over: blacked out, or pasted over.
    fn cover(&mut self, rect: Rect) {
        let Some(rect) = self.clip().and_then(|clip| rect.intersection(clip)) else { return };
        let area = rect.width() * rect.height();
        // Painted through a shape it covers less than it seems to.
        let shaped = !self.clips.iter().all(|(_, whole)| *whole);
        if shaped || rect.width().min(rect.height()) < THICK || area > PAGE_SIZE * self.page.width * self.page.height {
            return;
        }
        let recent = self.page.glyphs.len().saturating_sub(MOST_COVERED);
        for glyph in &mut self.page.glyphs[recent..] {
            glyph.hidden |= rect.holds(glyph.rect.center()) && rect.height() > HIDES * glyph.rect.height();
        }
    }

    /// A box, of a colour of its own or with rounded corners.
    fn fill(&mut self, area: Rect) {
        if self.page.fills.len() < MOST_FILLS {
            self.page.fills.extend(self.clip().and_then(|clip| area.intersection(clip)));
        }
    }

    fn rule(&mut self, rect: Rect) {
        if self.page.rules.len() < MOST_RULES
            && let Some(rule) = self.clip().and_then(|clip| rect.intersection(clip)).and_then(ink::thin)
        {
            self.page.rules.push(rule);
        }
    }

    /// Whether white ink can be seen here: something dark was painted last.
    fn dark_ground(&self, at: (f32, f32)) -> bool {
        self.grounds.iter().rev().find(|(rect, _)| rect.holds(at)).is_some_and(|(_, white)| !white)
    }

    fn glyph(&mut self, drawn: &Drawn<'a>, to_page: Affine, facts: &Facts, how: &How) {
        let text = meaning(drawn, facts);
        let place = Place::of(drawn, to_page, facts, how.vertical);
        let center = place.rect.center();
        let clipped = !self.clip().is_some_and(|clip| clip.holds(center));
        let hidden = how.invisible || clipped || how.white && !self.dark_ground(center);
        let spot = Spot {
            x: place.origin.x as f32,
            y: place.origin.y as f32,
            size: place.size,
            advance: if how.vertical { place.size } else { place.rect.width().max(place.rect.height()) },
            run: self.runs,
        };
        if let Some(text) = &text {
            if let Some((before, aside)) = self.twice.before(text, spot)
                && let Some(glyph) = self.page.glyphs.get_mut(before as usize)
            {
                glyph.bold |= aside > 0.01 || how.stroked;
                glyph.hidden &= hidden;
                return;
            }
            self.twice.keep(text, spot, self.page.glyphs.len());
        } else {
            self.unmapped += 1;
        }
        self.unseen += usize::from(how.invisible);
        self.page.glyphs.push(Glyph {
            text: text.unwrap_or_else(|| "\u{fffd}".into()).into(),
            rect: place.rect,
            size: place.size,
            angle: place.angle,
            vertical: how.vertical,
            bold: facts.bold,
            hidden,
            mark: self.marked.last().map_or(Marked::Not, |stretch| stretch.mark),
        });
    }
}

/// Whether a page has content, but not one instruction in it.
fn senseless(raw: &RawPage<'_>) -> bool {
    let content = raw.page_stream().map(<[u8]>::trim_ascii);
    match content {
        Some(content) => !content.is_empty() && raw.typed_operations().next().is_none(),
        None => raw.raw().contains_key(b"Contents"),
    }
}

/// A stretch of content that is marked.
struct Stretch {
    mark: Marked,
    /// Where its glyphs begin and its ActualText.
    said: Option<(usize, String)>,
}

/// How a run of glyphs is drawn.
struct How {
    vertical: bool,
    invisible: bool,
    white: bool,
    stroked: bool,
}

/// Where a glyph stands on the page.
struct Place {
    rect: Rect,
    origin: Point,
    size: f32,
    angle: i16,
}

impl Place {
    fn of(drawn: &Drawn<'_>, to_page: Affine, facts: &Facts, vertical: bool) -> Self {
        let advance = match drawn {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let up = c.hypot(d);
        // A font that stands in for one that is not embedded is stretched to its widths; what
        // counts is the width that the document says, which is not stretched again.
        let along = if facts.embedded { 1.0 } else { up / a.hypot(b).max(f64::MIN_POSITIVE) };
        let width = if vertical { EM } else { f64::from(advance.unwrap_or(500.0)) * along };
        let (top, bottom) = if vertical { (0.88, -0.12) } else { (f64::from(facts.ascent), f64::from(facts.descent)) };
        let em_box = kurbo::Rect::new(0.0, bottom * EM, width, top * EM);
        let angle = b.atan2(a).to_degrees().round() as i16;
        Self {
            rect: ink::rect(to_page.transform_rect_bbox(em_box)),
            origin: to_page * Point::ZERO,
            size: (up * EM) as f32,
            angle: snapped(angle.rem_euclid(360)),
        }
    }
}

/// An angle within two degrees of a right one is that one.
fn snapped(angle: i16) -> i16 {
    let right = (angle + 45) / 90 * 90;
    if (angle - right).abs() <= 2 { right % 360 } else { angle }
}

/// What a glyph means: as the font says, else as its collection or program says.
fn meaning(drawn: &Drawn<'_>, facts: &Facts) -> Option<String> {
    let said = match drawn.as_unicode() {
        Some(BfString::Char(c)) => clean(c.encode_utf8(&mut [0; 4])),
        Some(BfString::String(text)) => clean(&text),
        None => None,
    };
    let Drawn::Outline(glyph) = drawn else { return said };
    said.or_else(|| facts.mended(glyph).as_deref().and_then(clean))
        // What has no meaning and no shape is a space.
        .or_else(|| (facts.has(glyph) && glyph.outline().elements().is_empty()).then(|| " ".to_owned()))
}

/// NUL and U+FFFD mean nothing; other control characters are white space at best.
fn clean(text: &str) -> Option<String> {
    let known = |c: &char| *c != '\u{fffd}' && (!c.is_control() || c.is_whitespace());
    let text: String =
        text.chars().filter(known).map(|c| if c.is_whitespace() && c != '\u{3000}' { ' ' } else { c }).collect();
    (!text.is_empty()).then_some(text)
}

/// Whether paint is white, and whether it is there at all.
fn paint_of(paint: &Paint<'_>) -> (bool, bool) {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, alpha] = color.to_rgba().to_rgba8();
            (r.min(g).min(b) >= WHITE, alpha > 0)
        }
        Paint::Pattern(_) => (false, true),
    }
}

/// Whether a path may be a box with rounded corners, or the border of one drawn as what stands between two such boxes:
/// no circle, no balloon.
fn is_box(path: &BezPath) -> bool {
    let count = |of: fn(&PathEl) -> bool| path.elements().iter().filter(|element| of(element)).count();
    let outlines = count(|element| matches!(element, PathEl::MoveTo(_)));
    (1..=2).contains(&outlines)
        && count(|element| matches!(element, PathEl::CurveTo(..) | PathEl::QuadTo(..))) == 4 * outlines
        && (3 * outlines..=5 * outlines).contains(&count(|element| matches!(element, PathEl::LineTo(_))))
}

/// Whether nothing is seen through what is painted.
fn opaque(props: &DrawProps<'_>) -> bool {
    let solid = match &props.paint {
        Paint::Color(color) => color.to_rgba().to_rgba8()[3] == u8::MAX,
        Paint::Pattern(_) => false,
    };
    solid && props.soft_mask.is_none() && matches!(props.blend_mode, BlendMode::Normal)
}

impl<'a> Device<'a> for Canvas<'_, 'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.shapes += 1;
        let (white, there) = paint_of(&props.paint);
        if !there || !self.seen() {
            return;
        }
        match mode {
            DrawMode::Fill(_) => {
                let rects = ink::filled(path, props.transform);
                let area = ink::rect(props.transform.transform_rect_bbox(path.bounding_box()));
                // White that is no rectangle may be a ring around what it does not cover.
                if area.width().min(area.height()) > 2.0 && (!white || rects.len() == 1) {
                    self.ground(area, white);
                }
                if !white && is_box(path) {
                    self.fill(area);
                } else if !white {
                    rects.iter().for_each(|&rect| self.fill(rect));
                }
                if rects.len() == 1 && opaque(&props) {
                    self.cover(area);
                }
                for rect in rects {
                    self.rule(rect);
                }
            }
            DrawMode::Stroke(pen) | DrawMode::FillAndStroke(_, pen) => {
                if is_box(path) {
                    self.fill(ink::rect(props.transform.transform_rect_bbox(path.bounding_box())));
                }
                for rect in ink::stroked(path, props.transform, pen.line_width) {
                    // A thick stroke is a bar.
                    if rect.width().min(rect.height()) > THICK {
                        self.ground(rect, white);
                    }
                    self.rule(rect);
                }
            }
            DrawMode::Invisible => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let area = clip.path.bounding_box();
        // Letters that are a clip are seen by what is painted through them.
        let inside = ink::rect(area.inflate(1.0, 1.0));
        let from = self.unseen_from.min(self.page.glyphs.len());
        for glyph in &mut self.page.glyphs[from..] {
            if inside.holds(glyph.rect.center()) {
                glyph.hidden = false;
                self.unseen = self.unseen.saturating_sub(1);
            }
        }
        self.unseen_from = usize::MAX;
        self.push_clip(area, ink::filled(&clip.path, Affine::IDENTITY).len() == 1);
    }

    fn push_clip_rect(&mut self, area: &kurbo::Rect) {
        self.push_clip(*area, true);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.groups.push(opacity > 0.0);
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let Some(first) = run.glyphs().first() else { return };
        self.runs += 1;
        let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        let facts = match &**first {
            Drawn::Outline(glyph) => self.fonts.facts(glyph, vertical, self.raw),
            Drawn::Type3(_) => self.fonts.plain(),
        };
        let (white, there) = paint_of(&props.paint);
        let how = How {
            vertical,
            invisible: matches!(mode, DrawMode::Invisible) || !there || !self.seen(),
            white,
            stroked: matches!(mode, DrawMode::Stroke(_)),
        };
        if !matches!(mode, DrawMode::Invisible) {
            self.unseen_from = usize::MAX;
        } else if self.unseen_from == usize::MAX {
            self.unseen_from = self.page.glyphs.len();
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), &facts, &how);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let pixels = kurbo::Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        let rect = ink::rect(props.transform.transform_rect_bbox(pixels));
        let Some(shown) = self.clip().and_then(|clip| rect.intersection(clip)) else { return };
        match ink::thin(shown) {
            Some(_) => self.rule(shown),
            None => {
                let (area, dots) = (rect.width() * rect.height(), f64::from(image.width()) * f64::from(image.height()));
                if area > GOOD_PART * self.page.width * self.page.height {
                    self.page.density = self.page.density.max((dots as f32 / area).sqrt());
                }
                self.page.images.push(shown);
                self.ground(shown, false);
            }
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let number = properties.and_then(|properties| properties.get::<u32>(b"MCID"));
        if let Some(number) = number {
            self.muddled |= !self.numbers.insert(number);
        }
        let furniture = || {
            let kind = properties.and_then(|properties| properties.get::<Name<'_>>(b"Type"));
            kind.is_some_and(|kind| &*kind == b"Pagination")
        };
        let mark = match (tag, number) {
            (_, Some(number)) => Marked::Content(number),
            (b"Artifact", None) if furniture() => Marked::Furniture,
            (b"Artifact", None) => Marked::Artifact,
            // A part of what stands around it.
            _ => self.marked.last().map_or(Marked::Not, |outer| outer.mark),
        };
        // Only the outermost of two counts.
        let open = self.marked.iter().any(|stretch| stretch.said.is_some());
        let text = properties
            .filter(|_| !open)
            .and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"))
            .and_then(|text| strings::decode(text.as_bytes()));
        self.marked.push(Stretch { mark, said: text.map(|text| (self.page.glyphs.len(), text)) });
    }

    fn end_marked_content(&mut self) {
        if let Some((from, text)) = self.marked.pop().and_then(|stretch| stretch.said) {
            let lost = |glyphs: &[Glyph]| glyphs.iter().filter(|glyph| &*glyph.text == "\u{fffd}").count() as u32;
            let before = lost(&self.page.glyphs[from.min(self.page.glyphs.len())..]);
            actual::replace(&mut self.page.glyphs, from, &text);
            let after = lost(&self.page.glyphs[from.min(self.page.glyphs.len())..]);
            self.unmapped = self.unmapped.saturating_sub(before.saturating_sub(after));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_and_replacement_characters_mean_nothing() {
        assert_eq!(clean("\0"), None);
        assert_eq!(clean("\u{fffd}\u{fffd}"), None);
        assert_eq!(clean("施\0策").as_deref(), Some("施策"));
        assert_eq!(clean("\t").as_deref(), Some(" "));
    }

    #[test]
    fn angles_near_a_right_one_are_right() {
        assert_eq!([0, 1, 359, 91, 180, 268, 30].map(snapped), [0, 0, 0, 90, 180, 270, 30]);
    }
}
