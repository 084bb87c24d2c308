//! The order in which the parts of a page are read.
//!
//! The page is cut into strips, at the places where white runs from side to side. As long
//! as the strips leave the same gutters white they stand in columns: of a table without
//! lines, or of text, which is read column by column, each of them cut into strips again.

use crate::pdf::Rect;

use super::aligned;
use super::block::Block;
use super::ink::CORE;
use super::lines::Segment;
use super::sides;

/// The narrowest gutter between columns, in sizes, and in points.
const GUTTER: f32 = 0.5;
const WIDE_GUTTER: f32 = 7.0;
/// Frames stand apart by this at least, in points.
const BETWEEN_FRAMES: f32 = 1.0;
/// The first line of a column is set in by no more, in the height of its letters.
const SET_IN: f32 = 2.0;
/// A column of running text is at least this wide, in sizes.
const NARROWEST: f32 = 12.0;
/// Deeper than this no page is nested.
const DEEPEST: usize = 12;

/// A piece of line, or what stands in a frame or a table.
#[derive(Debug)]
pub(super) enum Item<'p> {
    Text(Segment<'p>),
    Set(Rect, Vec<Block>),
}

impl Item<'_> {
    pub fn rect(&self) -> Rect {
        match self {
            Self::Text(segment) => segment.core,
            Self::Set(rect, _) => *rect,
        }
    }

    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }
}

/// What follows in reading order, in one column.
#[derive(Debug)]
pub(super) enum Step<'p> {
    /// The pieces of one line, left to right.
    Line(Vec<Segment<'p>>),
    Set(Vec<Block>),
}

/// Steps of one column, top down.
pub(super) type Flow<'p> = Vec<Step<'p>>;

/// A part of a region with white above and below it, over the region's whole width.
pub(super) type Strip<'p> = Vec<Item<'p>>;

/// Orders what stands in a region. In a `cell` of a table no columns are looked for.
pub(super) fn flows(items: Vec<Item<'_>>, cell: bool) -> Vec<Flow<'_>> {
    let mut reader = Reader { flows: Vec::new(), open: Vec::new(), cell };
    reader.region(items, 0);
    reader.part();
    reader.flows
}

struct Reader<'p> {
    flows: Vec<Flow<'p>>,
    open: Flow<'p>,
    cell: bool,
}

impl<'p> Reader<'p> {
    /// Ends a column.
    fn part(&mut self) {
        if !self.open.is_empty() {
            self.flows.push(std::mem::take(&mut self.open));
        }
    }

    fn region(&mut self, items: Vec<Item<'p>>, depth: usize) {
        for Group { strips, gutters } in groups(strips(items)) {
            if gutters.is_empty() {
                strips.into_iter().for_each(|strip| self.strip(strip, depth));
                continue;
            }
            if !self.cell
                && let Some(table) = aligned::table(&strips, &gutters)
            {
                self.open.push(Step::Set(vec![Block::Table(table)]));
            } else if !self.cell
                && depth < DEEPEST
                && let Some(starts) = sides::labels(&strips, &gutters).or_else(|| sides::cards(&strips, &gutters))
            {
                self.across(strips, &starts, &gutters, depth);
            } else if !self.cell && depth < DEEPEST && in_columns(&strips, &gutters) {
                self.columns(strips.into_iter().flatten().collect(), &gutters, depth);
            } else {
                strips.into_iter().for_each(|strip| self.strip(strip, depth));
            }
        }
    }

    fn columns(&mut self, items: Vec<Item<'p>>, gutters: &[Gap], depth: usize) {
        self.part();
        for column in parted(items, gutters) {
            self.region(column, depth + 1);
            self.part();
        }
    }

    /// Strips that begin at some of them, each such part column by column.
    fn across(&mut self, strips: Vec<Strip<'p>>, starts: &[usize], gutters: &[Gap], depth: usize) {
        let mut strips = strips.into_iter().enumerate().peekable();
        while strips.peek().is_some() {
            let mut items = Vec::new();
            while let Some((_, strip)) = strips.next_if(|(at, _)| items.is_empty() || !starts.contains(at)) {
                items.extend(strip);
            }
            self.columns(items, gutters, depth);
        }
    }

    fn strip(&mut self, mut strip: Strip<'p>, depth: usize) {
        if is_line(&strip) {
            strip.sort_by(|a, b| a.rect().x0.total_cmp(&b.rect().x0));
            let mut line = Vec::new();
            for item in strip {
                match item {
                    Item::Text(segment) => line.push(segment),
                    Item::Set(_, blocks) => {
                        self.line(&mut line);
                        self.open.push(Step::Set(blocks));
                    }
                }
            }
            self.line(&mut line);
            return;
        }
        let gutters: Vec<Gap> = inner(&gaps(&strip), extent(&strip));
        if !gutters.is_empty() && depth < DEEPEST {
            self.columns(strip, &gutters, depth);
        } else {
            // What overlaps is read line by line.
            strip.sort_by(|a, b| {
                let middle = |item: &Item<'_>| item.rect().y0 + item.rect().y1;
                middle(a).total_cmp(&middle(b)).then(a.rect().x0.total_cmp(&b.rect().x0))
            });
            let mut line: Strip<'p> = Vec::new();
            for item in strip {
                line.push(item);
                if line.len() > 1 && !is_line(&line) {
                    let next = line.pop();
                    self.strip(std::mem::take(&mut line), DEEPEST);
                    line.extend(next);
                }
            }
            if !line.is_empty() {
                self.strip(line, DEEPEST);
            }
        }
    }

    fn line(&mut self, line: &mut Vec<Segment<'p>>) {
        if !line.is_empty() {
            self.open.push(Step::Line(std::mem::take(line)));
        }
    }
}

/// A range of x without ink.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gap {
    pub from: f32,
    pub to: f32,
}

/// Strips that leave the same gutters white; no gutters where there is one column only.
struct Group<'p> {
    strips: Vec<Strip<'p>>,
    gutters: Vec<Gap>,
}

fn strips(mut items: Vec<Item<'_>>) -> Vec<Strip<'_>> {
    items.sort_by(|a, b| a.rect().y0.total_cmp(&b.rect().y0).then(a.rect().x0.total_cmp(&b.rect().x0)));
    let mut out: Vec<Strip<'_>> = Vec::new();
    let mut bottom = f32::MIN;
    for item in items {
        let rect = item.rect();
        if rect.y0 + 0.15 * rect.height().min(12.0) >= bottom || out.is_empty() {
            out.push(Vec::new());
            bottom = f32::MIN;
        }
        bottom = bottom.max(rect.y1);
        if let Some(strip) = out.last_mut() {
            strip.push(item);
        }
    }
    out
}

fn groups(strips: Vec<Strip<'_>>) -> Vec<Group<'_>> {
    let mut out: Vec<Group<'_>> = Vec::new();
    // The white of the open group, margins included, its extent, and its bottom.
    let (mut white, mut wide, mut bottom) = (Vec::new(), (0.0, 0.0), 0.0);
    for strip in strips {
        let (here, (x0, x1)) = (gaps(&strip), extent(&strip));
        let own = inner(&here, (x0, x1));
        let (top, low) = extent_down(&strip);
        if let Some(group) = out.last_mut() {
            let both = common(&white, &here, narrowest(&strip));
            let (lo, hi): (f32, f32) = wide;
            let all = (lo.min(x0), hi.max(x1));
            let gutters = inner(&both, all);
            let size = strip.iter().map(|item| item.rect().height()).fold(f32::MAX, f32::min).min(20.0);
            let near = top - bottom < 1.6 * size;
            let joins = match (group.gutters.is_empty(), own.is_empty()) {
                (true, true) => true,
                (true, false) => false,
                (false, true) => !gutters.is_empty() && near,
                (false, false) => !gutters.is_empty(),
            };
            if joins {
                let single = group.gutters.is_empty();
                group.strips.push(strip);
                group.gutters = if single { Vec::new() } else { gutters };
                (white, wide, bottom) = (both, all, low);
                continue;
            }
        }
        let mut group = Group { strips: Vec::new(), gutters: own };
        (white, wide, bottom) = (here, (x0, x1), low);
        if let Some(above) = out.last_mut()
            && above.gutters.is_empty()
            && let Some(head) = head(above, &strip, &mut white, &mut wide)
        {
            group.gutters = inner(&white, wide);
            group.strips = above.strips.split_off(head);
            out.retain(|group| !group.strips.is_empty());
        }
        group.strips.push(strip);
        out.push(group);
    }
    out
}

/// The first of the strips above that stand in the columns which begin with a strip: the left column may begin
/// lower than the others, with a heading.
fn head(above: &Group<'_>, strip: &Strip<'_>, white: &mut Vec<Gap>, wide: &mut (f32, f32)) -> Option<usize> {
    let columns = inner(white, *wide).len();
    if columns == 0 {
        return None;
    }
    let mut top = extent_down(strip).0;
    let mut found = None;
    let (mut both, mut all) = (white.clone(), *wide);
    let strip_below = strip;
    for (at, strip) in above.strips.iter().enumerate().rev() {
        let Some(first) = strip.iter().map(Item::rect).min_by(|a, b| a.x0.total_cmp(&b.x0)) else { break };
        let ((x0, x1), (y0, y1)) = (extent(strip), extent_down(strip));
        let size = strip.iter().map(|item| item.rect().height()).fold(f32::MAX, f32::min).min(20.0);
        both = common(&both, &gaps(strip), narrowest(strip));
        all = (all.0.min(x0), all.1.max(x1));
        let gutters = inner(&both, all);
        if gutters.len() != columns || top - y1 > 1.6 * size {
            break;
        }
        top = y0;
        let below = strip_below.iter().filter(|item| column_of(item.rect(), &gutters) == column_of(first, &gutters));
        let left = below.map(|item| item.rect().x0).fold(f32::MAX, f32::min);
        if x0 > gutters[0].from && (x0 - left).abs() < SET_IN * size {
            found = Some(at);
            (*white, *wide) = (both.clone(), all);
        }
    }
    found
}

/// The white of a strip from left to right, both margins included.
fn gaps(strip: &[Item<'_>]) -> Vec<Gap> {
    let mut items: Vec<(Rect, bool)> = strip.iter().map(|item| (item.rect(), item.is_text())).collect();
    items.sort_by(|a, b| a.0.x0.total_cmp(&b.0.x0));
    let mut out = Vec::new();
    let narrowest = narrowest(strip);
    let (mut from, mut text) = (f32::MIN, true);
    for (rect, is_text) in items {
        let least = if text || is_text { narrowest } else { BETWEEN_FRAMES };
        if rect.x0 - from > least {
            out.push(Gap { from, to: rect.x0 });
        }
        if rect.x1 > from {
            (from, text) = (rect.x1, is_text);
        }
    }
    out.push(Gap { from, to: f32::MAX });
    out
}

fn extent(strip: &[Item<'_>]) -> (f32, f32) {
    strip.iter().fold((f32::MAX, f32::MIN), |(x0, x1), item| (x0.min(item.rect().x0), x1.max(item.rect().x1)))
}

fn extent_down(strip: &[Item<'_>]) -> (f32, f32) {
    strip.iter().fold((f32::MAX, f32::MIN), |(y0, y1), item| (y0.min(item.rect().y0), y1.max(item.rect().y1)))
}

/// The gaps with something on both sides.
fn inner(gaps: &[Gap], (x0, x1): (f32, f32)) -> Vec<Gap> {
    gaps.iter().filter(|gap| gap.from > x0 && gap.to < x1).copied().collect()
}

/// The narrowest white between columns of a strip.
fn narrowest(strip: &[Item<'_>]) -> f32 {
    let texts = strip.iter().filter(|item| item.is_text());
    let height = texts.map(|item| item.rect().height()).fold(f32::MAX, f32::min);
    (GUTTER * height / CORE).min(WIDE_GUTTER)
}

/// What two strips leave white, where it is no narrower than told.
fn common(a: &[Gap], b: &[Gap], narrowest: f32) -> Vec<Gap> {
    let (mut i, mut j) = (0, 0);
    let mut out = Vec::new();
    while i < a.len() && j < b.len() {
        let gap = Gap { from: a[i].from.max(b[j].from), to: a[i].to.min(b[j].to) };
        if gap.to - gap.from > narrowest {
            out.push(gap);
        }
        if a[i].to < b[j].to { i += 1 } else { j += 1 }
    }
    out
}

/// The items of each column.
fn parted<'p>(items: Vec<Item<'p>>, gutters: &[Gap]) -> Vec<Vec<Item<'p>>> {
    let mut columns: Vec<Vec<Item<'p>>> = (0..=gutters.len()).map(|_| Vec::new()).collect();
    for item in items {
        columns[column_of(item.rect(), gutters)].push(item);
    }
    columns.retain(|column| !column.is_empty());
    columns
}

/// The column between gutters in which something stands.
pub(super) fn column_of(rect: Rect, gutters: &[Gap]) -> usize {
    let middle = (rect.x0 + rect.x1) / 2.0;
    gutters.partition_point(|gap| gap.from < middle)
}

/// Whether all that stands in a strip stands side by side.
pub(super) fn is_line(strip: &[Item<'_>]) -> bool {
    let top = strip.iter().map(|item| item.rect().y0).fold(f32::MIN, f32::max);
    let bottom = strip.iter().map(|item| item.rect().y1).fold(f32::MAX, f32::min);
    if strip.len() == 1 || strip.iter().all(Item::is_text) {
        return strip.len() == 1 || top < bottom;
    }
    false
}

/// Whether strips are columns to be read one after the other, not fields of lines.
fn in_columns(strips: &[Strip<'_>], gutters: &[Gap]) -> bool {
    let mut lines = vec![0; gutters.len() + 1];
    let mut full = vec![0; gutters.len() + 1];
    let mut edges = vec![(f32::MAX, f32::MIN); gutters.len() + 1];
    let all = || strips.iter().flatten();
    for item in all() {
        let (rect, column) = (item.rect(), column_of(item.rect(), gutters));
        edges[column] = (edges[column].0.min(rect.x0), edges[column].1.max(rect.x1));
    }
    let mut stacked = false;
    for strip in strips {
        stacked |= !is_line(strip);
        for item in strip {
            let (rect, column) = (item.rect(), column_of(item.rect(), gutters));
            let (x0, x1) = edges[column];
            lines[column] += 1;
            let wide = x1 - x0 > NARROWEST * rect.height() && rect.x1 - rect.x0 > 0.8 * (x1 - x0);
            full[column] += usize::from(wide || !item.is_text());
        }
    }
    let several = lines.iter().filter(|&&lines| lines > 1).count();
    let prose = lines.iter().zip(&full).filter(|&(&lines, &full)| lines > 1 && full * 2 >= lines).count();
    stacked || several > 1 && prose > 0
}
