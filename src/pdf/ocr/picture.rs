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
/// Ink, not paper.
const DARK: u8 = 150;
/// A line is no shorter, and no thicker, in points: strokes of letters are shorter, bars thicker.
const SHORTEST: f32 = 20.0;
const THICKEST: f32 = 2.6;
/// White that a line may have in it, in points: a scanner's.
const HOLE: f32 = 0.6;
/// More runs of ink are a photograph.
const MOST_RUNS: usize = 200_000;

pub(super) struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
    /// Dots to a point of the page.
    pub scale: f32,
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

    /// Takes the level and upright lines out of the picture.
    pub fn take_rules(&mut self) -> Vec<Rule> {
        let (width, height) = (self.width, self.height);
        let level = self.lines(height, width, |across, along| across * width + along);
        let upright = self.lines(width, height, |across, along| along * width + across);
        let mut rules = Vec::new();
        let mut clear = |lines: Vec<Vec<Run>>, is_level: bool| {
            for line in lines {
                let (mut low, mut high, mut from, mut to) = (usize::MAX, 0, usize::MAX, 0);
                for run in line {
                    let before = run.across.saturating_sub(1);
                    for across in before..=run.across + 1 {
                        for along in run.from..run.to {
                            let at = if is_level { across * width + along } else { along * width + across };
                            let inside = if is_level { across < height } else { across < width };
                            if let Some(dot) = self.grey.get_mut(at).filter(|_| inside) {
                                *dot = u8::MAX;
                            }
                        }
                    }
                    (low, high) = (low.min(run.across), high.max(run.across + 1));
                    (from, to) = (from.min(run.from), to.max(run.to));
                }
                let [low, high, from, to] = [low, high, from, to].map(|at| at as f32 / self.scale);
                let rect = match is_level {
                    true => Rect { x0: from, y0: low, x1: to, y1: high },
                    false => Rect { x0: low, y0: from, x1: high, y1: to },
                };
                rules.push(Rule { rect });
            }
        };
        clear(level, true);
        clear(upright, false);
        rules
    }

    /// Runs of ink that lie beside each other and are, together, as thin as a line.
    fn lines(&self, across: usize, along: usize, at: impl Fn(usize, usize) -> usize) -> Vec<Vec<Run>> {
        let (shortest, hole) = ((SHORTEST * self.scale) as usize, (HOLE * self.scale) as usize);
        let mut open: Vec<Vec<Run>> = Vec::new();
        let mut done = Vec::new();
        let mut count = 0;
        for row in 0..across {
            let runs = runs(along, shortest, hole, |n| self.grey[at(row, n)] < DARK);
            count += runs.len();
            if count > MOST_RUNS {
                return Vec::new();
            }
            let mut next: Vec<Vec<Run>> = Vec::new();
            for (from, to) in runs {
                let run = Run { across: row, from, to };
                let touches = |line: &Vec<Run>| {
                    line.iter().rev().take(4).any(|r| r.from < to && from < r.to && r.across + 1 >= row)
                };
                // A slanting line goes on where it left off.
                match next.iter_mut().find(|line| touches(line)) {
                    Some(line) => line.push(run),
                    None => match open.iter().position(|line| touches(line)) {
                        Some(n) => {
                            let mut line = open.swap_remove(n);
                            line.push(run);
                            next.push(line);
                        }
                        None => next.push(vec![run]),
                    },
                }
            }
            done.append(&mut open);
            open = next;
        }
        done.append(&mut open);
        let thin = |line: &Vec<Run>| {
            let ink: usize = line.iter().map(|run| run.to - run.from).sum();
            let (from, to) = line.iter().fold((usize::MAX, 0), |(from, to), run| (from.min(run.from), to.max(run.to)));
            ink as f32 <= THICKEST * self.scale * (to - from) as f32
        };
        done.retain(thin);
        done
    }
}

/// Where a row of dots is dark for long, small holes left out of account.
fn runs(length: usize, shortest: usize, hole: usize, dark: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut from, mut to) = (0, 0);
    for n in 0..length {
        if !dark(n) {
            continue;
        }
        if n > to + hole {
            if to - from >= shortest {
                out.push((from, to));
            }
            from = n;
        }
        to = n + 1;
    }
    if to - from >= shortest {
        out.push((from, to));
    }
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
        let ink = page.grey.iter().filter(|dot| **dot == 0).count();
        assert_eq!(ink, 10 * 10 + 30 * 20);
    }

    #[test]
    fn a_line_that_slants_by_a_dot_is_one() {
        let mut page = picture(100, 20, &[rect(5.0, 10.0, 50.0, 11.0), rect(49.0, 11.0, 95.0, 12.0)]);
        assert_eq!(page.take_rules().iter().map(|rule| rule.rect).collect::<Vec<_>>(), [rect(5.0, 10.0, 95.0, 12.0)]);
    }

    #[test]
    fn a_grey_map_says_its_size() {
        assert_eq!(picture(2, 1, &[rect(0.0, 0.0, 1.0, 1.0)]).to_pgm(), b"P5\n2 1\n255\n\x00\xff");
    }
}
