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

    /// Goes on with a wrapped line: a space only where Latin words or two numbers meet. Where the line was `full` to the
    /// last letter, a number at its end may have been cut.
    pub fn wrap(&mut self, next: &Placed, full: bool) {
        let hyphen = self.text.ends_with('\u{ad}');
        let (digit, digits) = (self.text.ends_with(is_digit), next.text.starts_with(is_digit));
        let space = if digits && (digit || self.text.ends_with(is_point)) {
            !self.is_cut(next, full)
        } else {
            !hyphen && needs_space(&self.text, &next.text)
        };
        if space {
            self.text.push(' ');
        }
        self.append(next);
    }

    /// Whether two numbers are one that was cut: 1,22 and 5, 202 and 8; at the end of a full line 12. and 5%,
    /// 令和1 and 0年度 too.
    fn is_cut(&self, next: &Placed, full: bool) -> bool {
        let rest = self.text.trim_end_matches(is_digit);
        let before = &self.text[rest.len()..];
        let after = next.text.trim_start_matches(is_digit);
        let digits = before.chars().count() + next.text[..next.text.len() - after.len()].chars().count();
        if rest.ends_with([',', '，']) {
            return digits == 3 && (full || !before.is_empty());
        }
        if before.is_empty() || rest.ends_with(is_point) {
            return full && rest.trim_end_matches(is_point).ends_with(is_digit);
        }
        let year = digits == 4 && ["19", "20", "１９", "２０"].iter().any(|century| before.starts_with(century));
        year || full && digits <= 4 && after.starts_with(|c: char| !c.is_whitespace() && !matches!(c, ',' | '，' | '～' | '~'))
    }

    pub fn page(&self) -> Option<u32> {
        self.spots.first().map(|spot| spot.page)
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// A decimal point or what groups digits.
fn is_point(c: char) -> bool {
    matches!(c, '.' | '．' | ',' | '，')
}

/// Whether a line may not begin with a character, so that the one before it was moved down with it.
pub(super) fn clings(c: char) -> bool {
    one_of(c, "、。，．・：；？！）」』】〕］｝〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％%)]},.:;")
}

/// Whether two characters are both Japanese, so that a space between them is mostly typesetting.
pub(super) fn both_japanese(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(is_japanese) && after.chars().next().is_some_and(is_japanese)
}
