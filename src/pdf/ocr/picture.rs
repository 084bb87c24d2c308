//! A page as a picture in grey: drawn as a person sees it, and its ruling lines found and taken out.
//!
//! A recogniser takes the borders of cells for letters, so they go before it looks; what they part is told by [`Rule`]s.

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page as RawPage;

use super::super::page::{Page, Rect, Rule};

/// What recognisers are made for, in dots to the inch.
const DPI: f32 = 300.0;
/// A picture as fine as this is best left as it was scanned; finer than that it only takes longer.
const SCANNED: std::ops::Range<f32> = 145.0..400.0;
const POINTS_AN_INCH: f32 = 72.0;
/// A page with more dots, a poster, is drawn coarser.
const MOST_DOTS: f32 = 24_000_000.0;
/// A picture is no longer on one side.
const LONGEST: f32 = 32_000.0;
/// Ink, not paper; lines may be grey.
const DARK: u8 = 150;
const GREY: u8 = 200;
/// A line is no shorter, and no thicker, in points: strokes of letters are shorter, bars thicker.
const SHORTEST: f32 = 20.0;
const THICKEST: f32 = 2.6;
/// White that a line may have in it, a scanner's: between the strokes of letters there is more. In points.
const HOLE: f32 = 0.5;
/// More runs of ink are a photograph.
const MOST_RUNS: usize = 200_000;

pub(super) struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
    /// Dots to a point of the page.
    pub scale: f32,
}

/// What a dot is, by how thick the ink is there, across the line that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    None,
    Thin,
    Thick,
}

/// A run of ink along a line.
#[derive(Clone, Copy)]
struct Run {
    across: usize,
    from: usize,
    to: usize,
}

impl Picture {
    /// Draws a page; `unit` is what its own units are worth in points.
    pub fn draw<'a>(page: &Page, raw: &'a RawPage<'a>, unit: f32, settings: &InterpreterSettings) -> Option<Self> {
        let (width, height) = (page.width, page.height);
        let scanned = page.density * POINTS_AN_INCH;
        let dpi = if scanned < SCANNED.start { DPI } else { scanned.min(SCANNED.end) };
        let fitting = (MOST_DOTS / (width * height)).sqrt();
        let scale = (dpi / POINTS_AN_INCH).min(fitting).min(LONGEST / width.max(height));
        if !scale.is_finite() || width * scale < 1.0 || height * scale < 1.0 {
            return None;
        }
        let how = PixmapSettings { x_scale: scale * unit, y_scale: scale * unit, bg_color: WHITE };
        let drawn = render(raw, &RenderCache::new(), settings, &RenderSettings::default(), &how);
        let grey = drawn.data().iter().map(|dot| luminance(dot.r, dot.g, dot.b)).collect();
        Some(Self { width: drawn.width().into(), height: drawn.height().into(), grey, scale })
    }

    pub fn dpi(&self) -> u32 {
        (self.scale * POINTS_AN_INCH).round() as u32
    }

    /// As a portable grey map, which needs no encoder.
    pub fn to_pgm(&self) -> Vec<u8> {
        let mut out = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        out.extend_from_slice(&self.grey);
        out
    }

    /// A box of dots in points.
    pub fn on_page(&self, dots: Rect) -> Rect {
        let Rect { x0, y0, x1, y1 } = dots;
        let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|at| at / self.scale);
        Rect { x0, y0, x1, y1 }
    }

    /// From where to where there is ink in a stretch of a line, in dots: a letter each, where they do not touch.
    pub fn strokes(&self, within: Rect) -> Vec<(f32, f32)> {
        let clipped = |at: f32, most: usize| (at.max(0.0) as usize).min(most);
        let rows = clipped(within.y0, self.height)..clipped(within.y1, self.height);
        let columns = clipped(within.x0, self.width)..clipped(within.x1, self.width);
        let ink = |x: usize| rows.clone().any(|y| self.grey[y * self.width + x] < DARK);
        let mut out: Vec<(f32, f32)> = Vec::new();
        for x in columns.filter(|&x| ink(x)) {
            match out.last_mut().filter(|stroke| stroke.1 >= x as f32) {
                Some(stroke) => stroke.1 = x as f32 + 1.0,
                None => out.push((x as f32, x as f32 + 1.0)),
            }
        }
        out
    }

    /// Takes the level and upright lines out of the picture.
    pub fn take_rules(&mut self) -> Vec<Rule> {
        let mut rules = Vec::new();
        // A dark line on a grey ground is one only where grey is no ink, a grey one on paper only where it is.
        for limit in [DARK, GREY] {
            let level = lines(&self.grey, self.width, self.scale, limit);
            let upright = lines(&self.turned(), self.height, self.scale, limit);
            rules.extend(level.iter().map(|line| self.take(true, line)));
            rules.extend(upright.iter().map(|line| self.take(false, line)));
        }
        rules
    }

    /// The dots column by column.
    fn turned(&self) -> Vec<u8> {
        let mut turned = vec![0; self.grey.len()];
        for (y, row) in self.grey.chunks_exact(self.width).enumerate() {
            for (dot, grey) in turned[y..].iter_mut().step_by(self.height).zip(row) {
                *dot = *grey;
            }
        }
        turned
    }

    /// Takes one line out, and the dots beside it, which its edges shade.
    fn take(&mut self, level: bool, line: &[Run]) -> Rule {
        let most = if level { self.height } else { self.width };
        let (mut low, mut high, mut from, mut to) = (usize::MAX, 0, usize::MAX, 0);
        for run in line {
            for across in run.across.saturating_sub(1)..(run.across + 2).min(most) {
                if level {
                    self.grey[across * self.width..][run.from..run.to].fill(u8::MAX);
                } else {
                    let column = self.grey[across..].iter_mut().step_by(self.width);
                    column.skip(run.from).take(run.to - run.from).for_each(|dot| *dot = u8::MAX);
                }
            }
            (low, high) = (low.min(run.across), high.max(run.across + 1));
            (from, to) = (from.min(run.from), to.max(run.to));
        }
        let [low, high, from, to] = [low, high, from, to].map(|at| at as f32 / self.scale);
        let rect = match level {
            true => Rect { x0: from, y0: low, x1: to, y1: high },
            false => Rect { x0: low, y0: from, x1: high, y1: to },
        };
        Rule { rect }
    }
}

/// Runs of ink no thicker than a line that lie beside each other in rows of dots: a slanting line goes on where it left
/// off.
fn lines(grey: &[u8], width: usize, scale: f32, limit: u8) -> Vec<Vec<Run>> {
    let [shortest, hole, crossing] = [SHORTEST, HOLE, THICKEST].map(|points| (points * scale) as usize);
    let ink = ink(grey, width, (THICKEST * scale).ceil() as usize, limit);
    let mut done: Vec<Vec<Run>> = Vec::new();
    // Those that the row before has a part of, and where that is.
    let mut open: Vec<(Run, usize)> = Vec::new();
    let mut count = 0;
    for (across, row) in ink.chunks_exact(width).enumerate() {
        let runs = runs(row, shortest, hole, crossing);
        count += runs.len();
        if count > MOST_RUNS {
            return Vec::new();
        }
        let mut next = Vec::with_capacity(runs.len());
        for (from, to) in runs {
            let run = Run { across, from, to };
            let line = match open.iter().find(|(before, _)| before.from < to && from < before.to) {
                Some(&(_, line)) => line,
                None => {
                    done.push(Vec::new());
                    done.len() - 1
                }
            };
            done[line].push(run);
            next.push((run, line));
        }
        open = next;
    }
    done
}

/// What each dot is.
fn ink(grey: &[u8], width: usize, thickest: usize, limit: u8) -> Vec<Ink> {
    let mut ink = vec![Ink::None; grey.len()];
    // How thick the ink is so far, at each place along; a row of paper ends it.
    let mut thick = vec![0; width];
    let paper = vec![u8::MAX; width];
    for (across, row) in grey.chunks_exact(width).chain([paper.as_slice()]).enumerate() {
        for (n, (thick, dot)) in thick.iter_mut().zip(row).enumerate() {
            if *dot < limit {
                *thick += 1;
            } else if *thick > 0 {
                let kind = if *thick <= thickest { Ink::Thin } else { Ink::Thick };
                (across - *thick..across).for_each(|row| ink[row * width + n] = kind);
                *thick = 0;
            }
        }
    }
    ink
}

/// The stretches of a row that are a line: thin ink, with small holes, and other lines across it.
fn runs(row: &[Ink], shortest: usize, hole: usize, crossing: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut keep = |from: usize, to: usize| out.extend((to >= from + shortest).then_some((from, to)));
    let (mut from, mut to) = (0, 0);
    // What came since the last thin ink.
    let (mut white, mut thick) = (0, 0);
    for (n, ink) in row.iter().enumerate() {
        match ink {
            Ink::None => white += 1,
            Ink::Thick => thick += 1,
            Ink::Thin => {
                if white > hole || thick > crossing {
                    keep(from, to);
                    from = n;
                }
                (to, white, thick) = (n + 1, 0, 0);
            }
        }
    }
    keep(from, to);
    out
}

fn luminance(r: u8, g: u8, b: u8) -> u8 {
    ((u32::from(r) * 77 + u32::from(g) * 150 + u32::from(b) * 29) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of one dot a point.
    fn picture(width: usize, height: usize, ink: &[Rect]) -> Picture {
        let mut grey = vec![255; width * height];
        for rect in ink {
            for y in rect.y0 as usize..rect.y1 as usize {
                grey[y * width + rect.x0 as usize..y * width + rect.x1 as usize].fill(0);
            }
        }
        Picture { width, height, grey, scale: 1.0 }
    }

    fn rect(x0: f32, y0: f32, x1: f32, y1: f32) -> Rect {
        Rect { x0, y0, x1, y1 }
    }

    #[test]
    fn lines_are_found_and_taken_out_letters_and_bars_are_left() {
        let (level, upright) = (rect(5.0, 10.0, 95.0, 11.0), rect(50.0, 20.0, 52.0, 90.0));
        let (letter, bar) = (rect(10.0, 40.0, 20.0, 50.0), rect(60.0, 40.0, 90.0, 60.0));
        let mut page = picture(100, 100, &[level, upright, letter, bar]);
        let rules: Vec<Rect> = page.take_rules().into_iter().map(|rule| rule.rect).collect();
        assert_eq!(rules, [level, upright]);
        assert!(page.take_rules().is_empty());
        let ink = page.grey.iter().filter(|dot| **dot == 0).count();
        assert_eq!(ink, 10 * 10 + 30 * 20);
    }

    #[test]
    fn the_border_of_a_table_is_found_beside_a_grey_header_and_on_it() {
        let mut page = picture(200, 120, &[]);
        for y in 10..40 {
            page.grey[y * 200 + 10..y * 200 + 190].fill(170);
        }
        let dark = picture(200, 120, &[rect(10.0, 10.0, 11.0, 100.0), rect(10.0, 99.0, 190.0, 100.0)]);
        for (dot, ink) in page.grey.iter_mut().zip(&dark.grey) {
            *dot = (*dot).min(*ink);
        }
        let rules: Vec<Rect> = page.take_rules().into_iter().map(|rule| rule.rect).collect();
        assert_eq!(rules, [rect(11.0, 99.0, 190.0, 100.0), rect(10.0, 10.0, 11.0, 99.0)]);
    }

    #[test]
    fn a_line_that_slants_by_a_dot_is_one() {
        let mut page = picture(100, 20, &[rect(5.0, 10.0, 50.0, 11.0), rect(49.0, 11.0, 95.0, 12.0)]);
        assert_eq!(page.take_rules().iter().map(|rule| rule.rect).collect::<Vec<_>>(), [rect(5.0, 10.0, 95.0, 12.0)]);
    }

    #[test]
    fn letters_that_do_not_touch_are_strokes() {
        let page = picture(30, 10, &[rect(2.0, 2.0, 5.0, 8.0), rect(9.0, 4.0, 10.0, 5.0), rect(20.0, 0.0, 25.0, 10.0)]);
        assert_eq!(page.strokes(rect(-1.0, 1.0, 22.0, 9.0)), [(2.0, 5.0), (9.0, 10.0), (20.0, 22.0)]);
    }

    #[test]
    fn a_grey_map_says_its_size() {
        assert_eq!(picture(2, 1, &[rect(0.0, 0.0, 1.0, 1.0)]).to_pgm(), b"P5\n2 1\n255\n\x00\xff");
    }
}
