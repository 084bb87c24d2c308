//! Running headers, footers and page numbers: what stands at the same place on many pages.

use std::collections::BTreeMap;

use crate::pdf::Page;

use super::block::{Block, Paragraph};
use super::ink::Turn;

/// Furniture stands in this part of the page at its top and bottom.
const MARGIN: f32 = 0.14;
/// At most this far up or down from page to page, in points.
const SAME_PLACE: f32 = 6.0;
/// What says the same on so many pages is a running head.
const FEWEST: usize = 3;
const LONGEST: usize = 80;

/// The blocks of a page, and how it was turned.
pub(super) struct Sheet {
    pub number: u32,
    pub blocks: Vec<Block>,
}

/// What is said, digits aside, and at which height: the pages it is on, with its number there.
type Said = BTreeMap<(String, i32), Vec<(usize, Option<u32>)>>;

/// Leaves out what only repeats.
pub(super) fn without(pages: &[Page], sheets: &mut [Sheet], turns: &[Turn]) {
    let mut said = Said::new();
    let mut candidates: Vec<(usize, usize, String, i32)> = Vec::new();
    for (n, sheet) in sheets.iter().enumerate() {
        for (b, block) in sheet.blocks.iter().enumerate() {
            let Block::Text(paragraph) = block else { continue };
            let rect = turns[n].undo(paragraph.rect);
            let page = &pages[n];
            let (across, height) = if page.height > 0.0 { ((rect.y0 + rect.y1) / 2.0, page.height) } else { continue };
            if across > MARGIN * height && across < (1.0 - MARGIN) * height || paragraph.placed.text.len() > 3 * LONGEST
            {
                continue;
            }
            let (form, number) = form(paragraph);
            // From the bottom up where it stands there: pages differ in height.
            let place = if across * 2.0 > height { across - height } else { across };
            let step = (place / SAME_PLACE).round() as i32;
            for near in [step - 1, step, step + 1] {
                said.entry((form.clone(), near)).or_default().push((n, number));
            }
            candidates.push((n, b, form, step));
        }
    }
    let mut gone: Vec<Vec<usize>> = sheets.iter().map(|_| Vec::new()).collect();
    for (n, b, form, step) in candidates {
        let Some(places) = said.get(&(form.clone(), step)) else { continue };
        let mut on: Vec<usize> = places.iter().map(|&(page, _)| page).collect();
        on.dedup();
        let counts = is_number(&form) && counts_up(places);
        let repeats = on.len() >= FEWEST && on.len() * 4 >= sheets.len().min(40) && !is_number(&form);
        if counts || repeats {
            gone[n].push(b);
        }
    }
    for (sheet, gone) in sheets.iter_mut().zip(gone) {
        let mut at = 0;
        sheet.blocks.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// What a line says with its numbers left out, and its last number.
fn form(paragraph: &Paragraph) -> (String, Option<u32>) {
    let mut form = String::new();
    let mut number: Option<u32> = None;
    let mut inside = false;
    for c in paragraph.placed.text.chars().filter(|c| !c.is_whitespace()) {
        let digit = c.to_digit(10).or_else(|| ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32));
        match digit {
            Some(digit) => {
                if !inside {
                    form.push('#');
                    number = Some(0);
                }
                number = number.map(|n| n.saturating_mul(10).saturating_add(digit));
            }
            None => form.push(c),
        }
        inside = digit.is_some();
    }
    (form, number)
}

/// A page number, perhaps with dashes, a chapter or the number of pages: `- # -`, `#/#`, `P.#`.
fn is_number(form: &str) -> bool {
    form.contains('#') && form.chars().all(|c| "#-－―–—‐‑−/／()（）[]［］<>＜＞〈〉・.．,~～Pp頁ページ".contains(c))
}

/// Whether the numbers go up with the pages.
fn counts_up(places: &[(usize, Option<u32>)]) -> bool {
    let mut places: Vec<(usize, u32)> = places.iter().filter_map(|&(page, number)| Some((page, number?))).collect();
    places.sort_unstable();
    let steps = places.windows(2).filter(|pair| {
        let (pages, numbers) = (pair[1].0 - pair[0].0, i64::from(pair[1].1) - i64::from(pair[0].1));
        pages > 0 && numbers == pages as i64
    });
    let steps = steps.count();
    steps > 0 && steps * 2 >= places.len().saturating_sub(1)
}
