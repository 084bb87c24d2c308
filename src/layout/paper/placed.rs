//! Text that knows where on the pages each of its characters stands.

use crate::chars::{is_japanese, one_of};
use crate::pdf::Rect;

use super::super::needs_space;

/// Where the bytes of one glyph stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub start: u32,
    pub end: u32,
    pub page: u32,
    pub rect: Rect,
}

/// A text and the spots of its glyphs, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Placed {
    pub text: String,
    pub spots: Vec<Spot>,
}

impl Placed {
    pub fn glyph(&mut self, text: &str, page: u32, rect: Rect) {
        let start = self.text.len() as u32;
        // What would part lines, cells or pages in a dump is no character of a line.
        self.text.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        self.spots.push(Spot { start, end: self.text.len() as u32, page, rect });
    }

    /// Adds text that stands nowhere: a space between fields, markup.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub fn append(&mut self, other: &Placed) {
        let by = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.spots.extend(other.spots.iter().map(|spot| Spot { start: spot.start + by, end: spot.end + by, ..*spot }));
    }

    /// Goes on with a wrapped line: a space only where Latin words meet.
    pub fn wrap(&mut self, next: &Placed) {
        let hyphen = self.text.ends_with('\u{ad}');
        if !hyphen && (needs_space(&self.text, &next.text) || self.number_meets_number(next)) {
            self.text.push(' ');
        }
        self.append(next);
    }

    /// Two numbers would become one; but 1,22 and 5 are one that was cut, and so are 202 and 8.
    fn number_meets_number(&self, next: &Placed) -> bool {
        let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        if !(self.text.ends_with(digit) && next.text.starts_with(digit)) {
            return false;
        }
        let rest = self.text.trim_end_matches(digit);
        let before = &self.text[rest.len()..];
        let digits = before.chars().count() + next.text.chars().take_while(|&c| digit(c)).count();
        let cut = digits == 3 && rest.ends_with([',', '，'])
            || digits == 4 && ["19", "20", "１９", "２０"].iter().any(|century| before.starts_with(century));
        !cut
    }

    pub fn page(&self) -> Option<u32> {
        self.spots.first().map(|spot| spot.page)
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Whether a line may not begin with a character, so that the one before it was moved down with it.
pub(super) fn clings(c: char) -> bool {
    one_of(c, "、。，．・：；？！）」』】〕］｝〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％%)]},.:;")
}

/// Whether two characters are both Japanese, so that a space between them is mostly typesetting.
pub(super) fn both_japanese(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(is_japanese) && after.chars().next().is_some_and(is_japanese)
}
