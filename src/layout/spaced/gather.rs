//! Gathers the lines that stand together as one table.
//!
//! A table ends at what no column holds: a title across them, a heading or running text at
//! the left; and at the header of the next table.

use std::collections::HashSet;

use crate::chars::{columns, in_one_bracket, is_japanese};
use crate::layout::marks::Mark;
use crate::layout::plain::is_furniture;
use crate::layout::{Span, rows};

use super::bands::seam;
use super::ink::{Ink, Look, Measure, inks, ruled as ruled_inks};
use super::{Printed, is_gapped, is_other};

/// More empty lines than these end a table.
const EMPTY: usize = 2;
/// A line indented by more, in columns, stands under a value and not under a name.
const DEEP: usize = 18;
/// The middles of a header's lines lie no further apart.
const CENTRED: usize = 2;
/// Columns stand no nearer to each other.
const GAP: usize = 2;
/// So many lines of a header may stand above the one that shows what it is.
const ABOVE: usize = 4;
/// No more headings stand one after another, with the beginning of a name behind them.
const TITLES: usize = 4;
/// A header has so many cells.
const HEADER: usize = 3;

/// The lines of the table that begins with the first.
pub(super) fn gather(source: &str, lines: &[Span], measure: Measure) -> Vec<Printed> {
    let mut gathered = Gathered::default();
    let (mut empty, mut apart, mut ruled) = (0, false, false);
    for (n, &line) in lines.iter().enumerate() {
        let text = &source[line.range()];
        if n > 0 && is_other(text) {
            break;
        }
        let bare = text.trim();
        if bare.is_empty() || is_rule(bare) {
            (empty, apart) = (empty + usize::from(bare.is_empty()), true);
            ruled |= !bare.is_empty();
            if empty > EMPTY {
                break;
            }
            continue;
        }
        let next = lines.get(n + 1).is_none_or(|next| source[next.range()].trim().is_empty());
        let (inks, rules) = ruled_inks(source, line, measure);
        let inks = if gathered.values.is_none() { repeated(source, inks, measure) } else { inks };
        let mut printed = Printed { inks, rules, at: n, apart, heads: false };
        let leads = is_leader(bare) || is_set_apart(source, &printed.inks);
        // A title between empty lines, under lines that hold no values yet: a table begins below it.
        // Not one between a header and its first rows.
        let title = n > 0 && apart && next && printed.inks.len() == 1 && gathered.values.is_none();
        let head = title && gathered.lines.last().is_some_and(|line| line.inks.len() >= HEADER);
        let headed = head && (ruled || gathered.goes_on_below(source, measure, &lines[n + 1..]));
        // A note below the rule that closes the table.
        let behind =
            ruled && printed.inks.len() == 1 && gathered.values.is_some() && !followed(source, &lines[n + 1..]);
        let furniture = is_furniture(bare) && (apart || next || n == 0) || apart && next && is_page_of_annex(bare);
        if printed.inks.is_empty() || leads || title && !headed || behind || furniture {
            break;
        }
        let labelled = matches!(Mark::of(text), Mark::Number { .. }) || is_label(source, &printed.inks);
        let ends = next || is_last_of_two(source, measure, &lines[n + 1..]);
        let heading = n == 0 && ends && printed.inks.len() == 2 && labelled;
        let over = apart && ends && gathered.values.is_some() && gathered.is_crossed(source, &printed);
        let parts = apart && next && gathered.values.is_some() && gathered.is_left(source, &printed);
        let goes_on = (over || parts) && next && gathered.goes_on_below(source, measure, &lines[n + 1..]);
        if over && !goes_on {
            break;
        }
        // 〔保育環境の整備〕 right below a header or between two rows.
        let bracketed = n > 0 && in_one_bracket(bare) && !super::is_gapped(bare);
        printed.heads = goes_on || title || bracketed && is_row(source, measure, lines.get(n + 1));
        if heading || n > 0 && !printed.heads && !gathered.takes(source, measure, &printed, &lines[n..]) {
            break;
        }
        if let Some(from) = gathered.headed_anew(source, &printed) {
            gathered.lines.truncate(from);
            break;
        }
        gathered.add(source, printed);
        (empty, apart, ruled) = (0, false, false);
    }
    gathered.lines
}

/// A stretch along the lines with ink in it, and how many lines have some.
#[derive(Debug, Clone, Copy)]
struct Rough {
    start: usize,
    end: usize,
    lines: usize,
}

/// What stands in the lines so far.
#[derive(Default)]
struct Gathered {
    lines: Vec<Printed>,
    /// Where inks stand along the lines, roughly.
    rough: Vec<Rough>,
    /// Where the leftmost value begins that has something before it.
    values: Option<usize>,
    /// The texts of the header so far.
    header: HashSet<String>,
}

impl Gathered {
    fn met(&self, ink: &Ink) -> std::ops::Range<usize> {
        let from = self.rough.partition_point(|band| band.end <= ink.start);
        from..self.rough.partition_point(|band| band.start < ink.end).max(from)
    }

    /// Whether a line can be one of the table: each ink has a column to stand in.
    fn takes(&self, source: &str, measure: Measure, printed: &Printed, below: &[Span]) -> bool {
        let text = &source[below[0].range()];
        let [only] = printed.inks.as_slice() else {
            // A heading set with gaps has no column but the first.
            let met: HashSet<_> = printed.inks.iter().map(|ink| self.met(ink)).collect();
            return !(printed.apart && met.len() == 1 && met.iter().all(|met| *met == (0..1)));
        };
        // 〔指標②〕　設置率, further out than all that stands above it: what the next rows are of.
        if printed.apart
            && self.values.is_some()
            && self.rough.first().is_some_and(|first| only.start + GAP <= first.start)
        {
            return false;
        }
        let met = self.met(only);
        // 48 at the foot of a page, beside all columns.
        if self.values.is_some() && met.is_empty() && is_furniture(text.trim()) {
            return false;
        }
        let spaces = only.spaces(source, measure);
        let parts = |at: usize| {
            let next = self.rough.get(at + 1).filter(|_| at + 1 < met.end).map(|next| next.start);
            seam(&spaces, self.rough[at].end, next, self.rough[at].lines > 1).is_some()
        };
        // Roughly found, a column may be two that touch, and names may reach under a header set wide.
        let across = |at: usize| self.rough[at].start >= self.rough[at - 1].end + GAP && only.end >= self.rough[at].end;
        if met.clone().skip(1).any(|at| across(at) && !parts(at - 1)) {
            return false;
        }
        if met.clone().any(parts) {
            return true;
        }
        let (Some(first), Some(second)) = (self.rough.first(), self.rough.get(1)) else { return false };
        if only.start >= second.start || met.start > 0 && only.start >= first.end {
            return true;
        }
        // A heading, a list or running text under the table is no part of it.
        let leftmost = only.start <= first.start;
        let marked = Mark::of(text) != Mark::None && leftmost;
        let other = marked || leftmost && printed.apart && text.contains('。') || only.end >= second.end;
        !(other || printed.apart && !followed(source, &below[1..]))
    }

    /// Whether a line writes over the gaps between columns in words: it stands over all of them, or under the table.
    fn is_crossed(&self, source: &str, printed: &Printed) -> bool {
        let [.., last] = printed.inks.as_slice() else { return false };
        let words = printed.inks.iter().all(|ink| ink.look(source) == Look::Words);
        let latin = !source[last.span.range()].contains(is_japanese);
        words && latin && printed.inks.len() <= 2 && self.met(last).len() > 2
    }

    /// Whether a line holds nothing but words that begin where the first column does.
    fn is_left(&self, source: &str, printed: &Printed) -> bool {
        let first = self.rough.first().map_or(0, |first| first.start);
        matches!(printed.inks.as_slice(), [only] if only.start <= first && only.look(source) == Look::Words)
    }

    /// Whether lines go on below with values on the columns so far: more headings, and the beginning of a wrapped name, may
    /// stand before them.
    fn goes_on_below(&self, source: &str, measure: Measure, below: &[Span]) -> bool {
        let (mut empty, mut words) = (0, 0);
        for &line in below {
            let bare = source[line.range()].trim();
            if bare.is_empty() || is_rule(bare) {
                empty += usize::from(bare.is_empty());
            } else {
                let inks = inks(source, line, measure);
                if !matches!(inks.as_slice(), [only] if only.look(source) == Look::Words) {
                    let held = |ink: &Ink| self.met(ink).len() == 1;
                    // What is set a little beside its header has no column yet.
                    let held = inks.iter().filter(|ink| held(ink)).count();
                    let valued = inks.iter().skip(1).any(|ink| ink.look(source) == Look::Value);
                    // 10. National road asset management   Yes/No   No   Yes: a number begins a row too.
                    let row = valued || is_marked(source, &inks);
                    return inks.len() >= HEADER && row && (held + 1 >= inks.len() || held >= HEADER);
                }
                (empty, words) = (0, words + 1);
            }
            if empty > EMPTY || words > TITLES {
                return false;
            }
        }
        false
    }

    /// Where the next table begins, if a line is its header: its index among those gathered.
    fn headed_anew(&self, source: &str, printed: &Printed) -> Option<usize> {
        let inks = &printed.inks;
        if self.lines.is_empty() || inks.len() < HEADER || inks.iter().any(|ink| ink.look(source) == Look::Value) {
            return None;
        }
        // 10. National road asset management   Yes/No   No   Yes is a row of words.
        let held = inks.iter().filter(|ink| self.met(ink).len() == 1).count();
        if self.values.is_some() && held > HEADER && is_marked(source, inks) {
            return None;
        }
        // A title set with a gap stands apart over columns that are not its own.
        if let [title] = self.lines.as_slice()
            && printed.apart
            && title.inks.len() < inks.len()
            && !self.heads(source, &title.inks, inks)
        {
            return Some(1);
        }
        if self.values.is_some_and(|values| inks.iter().all(|ink| ink.end <= values)) {
            return None;
        }
        // What stands once over two may be over both; as long as there are no values, all may be header.
        let settled = |band: &&Rough| self.values.is_some() || band.lines > 1;
        let parted = |band: &Rough| inks.iter().filter(|ink| ink.meets(band.start, band.end)).count() > 1;
        let conflicts = self.rough.iter().filter(settled).any(parted);
        // What a rule in the header reaches over are columns of one group.
        let rules = || self.lines.iter().flat_map(|line| &line.rules);
        let grouped = |ink: &Ink| rules().any(|&(from, to)| from <= ink.start + 1 && ink.end <= to + 1);
        // Target  Actual below 2022, on both sides of its middle.
        let beside = |n: usize| {
            let pairs = [n.checked_sub(1).map(|before| (before, n)), Some((n, n + 1)).filter(|_| n + 1 < inks.len())];
            pairs.into_iter().flatten().any(|(one, other)| {
                let (start, end) = (inks[one].start, inks[other].end);
                let below = |band: &&Rough| band.lines == 1 && start <= band.start && band.end <= end;
                let centred = |band: &Rough| (band.start + band.end).abs_diff(start + end) <= 2 * CENTRED;
                self.values.is_none() && self.rough.iter().filter(below).any(centred)
            })
        };
        let open = |n: &usize| self.met(&inks[*n]).is_empty() && !grouped(&inks[*n]) && !beside(*n);
        let fresh = (0..inks.len()).filter(open).count();
        let again = inks.iter().filter(|ink| self.header.contains(&source[ink.span.range()])).count();
        let rows = self.values.is_some() || self.rough.iter().filter(|band| band.lines > 1).count() >= HEADER;
        if !(conflicts || rows && fresh > 1 || self.values.is_some() && again >= HEADER) {
            return None;
        }
        // The lines of the header above this one.
        let mut from = self.lines.len();
        let mut apart = printed.apart;
        while from > 0
            && from + ABOVE > self.lines.len()
            && !apart
            && self.heads(source, &self.lines[from - 1].inks, inks)
        {
            from -= 1;
            apart = self.lines[from].apart;
        }
        (from > 0).then_some(from)
    }

    /// Whether a line belongs to the header below it.
    fn heads(&self, source: &str, line: &[Ink], header: &[Ink]) -> bool {
        // Where nothing has values yet, what stands on the columns of the lines above belongs to them.
        let met: HashSet<usize> = line.iter().map(|ink| self.met(ink).start).collect();
        let settled = |ink: &Ink| self.met(ink).all(|at| self.rough[at].lines > 1);
        if self.values.is_none() && line.iter().all(settled) && met.len() == line.len() {
            return false;
        }
        line.iter().all(|ink| {
            let over: Vec<&Ink> = header.iter().filter(|below| below.meets(ink.start, ink.end)).collect();
            let centred = |below: &Ink| (below.start + below.end).abs_diff(ink.start + ink.end) <= 2 * CENTRED;
            ink.look(source) != Look::Value
                && self.values.is_none_or(|values| ink.end > values)
                && (over.len() > 1 || over.iter().any(|below| centred(below)))
        })
    }

    fn add(&mut self, source: &str, printed: Printed) {
        let value = |ink: &&Ink| ink.look(source) == Look::Value;
        if let Some(first) = printed.inks.iter().skip(1).find(value) {
            self.values = Some(self.values.map_or(first.start, |values| values.min(first.start)));
        }
        if self.values.is_none() {
            self.header.extend(printed.inks.iter().map(|ink| source[ink.span.range()].to_owned()));
        }
        // What stands over all columns shows none.
        for ink in printed.inks.iter().filter(|_| !printed.heads) {
            let met = self.met(ink);
            match met.len() {
                0 => self.rough.insert(met.start, Rough { start: ink.start, end: ink.end, lines: 1 }),
                1 => {
                    let band = &mut self.rough[met.start];
                    let (start, end) = (band.start.min(ink.start), band.end.max(ink.end));
                    *band = Rough { start, end, lines: band.lines + 1 };
                }
                _ => {}
            }
        }
        self.lines.push(printed);
    }
}

/// Indicative Indicative Indicative: a word that is said again and again stands over a column each time.
fn repeated(source: &str, inks: Vec<Ink>, measure: Measure) -> Vec<Ink> {
    let parts = |ink: Ink| -> Vec<Ink> {
        let text = &source[ink.span.range()];
        let mut words = text.split(' ');
        let first = words.next().unwrap_or_default();
        let again = words.clone().count() > 0 && words.all(|word| word == first);
        if !again || !first.chars().all(char::is_alphabetic) || first.is_empty() {
            return vec![ink];
        }
        let mut all = vec![ink];
        while let Some((left, right)) = all.last().and_then(|last| last.cut(source, measure, last.start, last.end)) {
            all.pop();
            all.extend([left, right]);
        }
        all
    };
    inks.into_iter().flat_map(parts).collect()
}

/// Whether a line has cells enough for a row, and a value among them.
fn is_row(source: &str, measure: Measure, line: Option<&Span>) -> bool {
    let inks = line.map(|&line| inks(source, line, measure)).unwrap_or_default();
    inks.len() >= HEADER && inks.iter().skip(1).any(|ink| ink.look(source) == Look::Value)
}

/// Whether one more line of words follows, and then nothing: a heading of two lines.
fn is_last_of_two(source: &str, measure: Measure, below: &[Span]) -> bool {
    let [line, rest @ ..] = below else { return false };
    let words = matches!(inks(source, *line, measure).as_slice(), [only] if only.look(source) == Look::Words);
    words && rest.first().is_none_or(|line| source[line.range()].trim().is_empty())
}

/// Data source:  Lock Performance Monitoring System: a label, and what it labels.
fn is_label(source: &str, inks: &[Ink]) -> bool {
    matches!(inks, [label, _] if source[label.span.range()].ends_with([':', '：']))
}

/// Whether a number of a list begins a line.
fn is_marked(source: &str, inks: &[Ink]) -> bool {
    inks.first().is_some_and(|first| Mark::of(&source[first.span.range()]) != Mark::None)
}

/// B-3, A1-12: the number of an annex's page.
fn is_page_of_annex(bare: &str) -> bool {
    let Some((annex, page)) = bare.split_once('-') else { return false };
    let letters = annex.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(letters.len(), 1 | 2)
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
        && (1..=3).contains(&page.len())
        && page.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line with a gap follows close below: a wrapped name begins above its values.
fn followed(source: &str, below: &[Span]) -> bool {
    let mut near = below.iter().map(|line| &source[line.range()]).take(3).take_while(|line| !line.trim().is_empty());
    near.any(|line| columns(&line[..line.len() - line.trim_start().len()]) > DEEP || is_gapped(line))
}

/// ────, ----: rules off, and is no cell.
fn is_rule(bare: &str) -> bool {
    let ruled = |c: char| {
        ('\u{2500}'..='\u{257f}').contains(&c) || crate::chars::one_of(c, "━=＝_＿―—－ー") || c.is_whitespace()
    };
    rows::is_rule(bare) || bare.chars().count() > 3 && bare.chars().all(ruled)
}

/// ・・・・, ……: leads to a page number.
fn is_leader(text: &str) -> bool {
    let mut dots = 0;
    text.chars().filter(|c| !c.is_whitespace()).any(|c| {
        dots = if crate::chars::one_of(c, "・･…‥．.") { dots + 1 } else { 0 };
        dots >= 4
    })
}

/// 東　　京　　大　　学: text set over the width of its line, a character an ink.
fn is_set_apart(source: &str, inks: &[Ink]) -> bool {
    let single = |ink: &&Ink| {
        let mut chars = source[ink.span.range()].chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    inks.len() > 3 && inks.iter().filter(single).count() * 2 > inks.len()
}
