//! The physical lines of a source, and which line and page an offset stands on.

use memchr::memchr_iter;

use super::office::{InFile, Spots};
use super::paper::Boxes;
use crate::pdf::Rect;

/// A half-open range of byte offsets into the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the other span lies inside this one.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span without white space and control characters at its ends.
    pub fn trim(self, source: &str) -> Self {
        let blank = |c: char| c.is_whitespace() || c.is_control();
        let text = &source[self.range()];
        let bare = text.trim_start_matches(blank);
        let start = self.end as usize - bare.len();
        Self::new(start, start + bare.trim_end_matches(blank).len())
    }
}

/// Where lines and pages begin.
#[derive(Debug, Clone, Default)]
pub struct Places {
    lines: Vec<u32>,
    /// Page starts with their numbers; empty where the source marks no pages.
    pages: Vec<(u32, u32)>,
    paper: Option<Paper>,
    file: Option<Spots>,
}

/// Where a stretch of text stands, as whoever has the document would look for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standing {
    /// 1-based; none where the source marks no pages. The sheet of a workbook.
    pub page: Option<u32>,
    /// Of a text; the row of a sheet, the paragraph of a document.
    pub line: Option<u32>,
    /// What encloses it on its page.
    pub rect: Option<Rect>,
    /// The cells of a sheet: `目標!C7`.
    pub address: Option<String>,
}

/// The places on paper of a text that was set from pages.
#[derive(Debug, Clone)]
struct Paper {
    boxes: Boxes,
    known: Known,
}

/// What is known of pages beside what stands on them, by their numbers.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Places on them are not to be trusted.
    pub placeless: Vec<u32>,
    /// Their text was recognised in a picture.
    pub recognised: Vec<u32>,
}

impl Places {
    /// Finds the lines of a source, and its pages: parted by form feeds, or named by
    /// `<!-- page 3 -->` comments as converters leave them.
    pub fn of(source: &str) -> Self {
        let bytes = source.as_bytes();
        let lines = std::iter::once(0).chain(line_ends(source).into_iter().map(|at| at as u32 + 1)).collect();
        let mut pages: Vec<(u32, u32)> =
            memchr_iter(b'\x0c', bytes).zip(2..).map(|(at, n)| (at as u32 + 1, n)).collect();
        if !pages.is_empty() {
            pages.insert(0, (0, 1));
        } else {
            pages = source
                .match_indices("<!-- page ")
                .filter_map(|(at, mark)| {
                    let digits = source[at + mark.len()..].split(' ').next()?;
                    Some((at as u32, digits.parse().ok()?))
                })
                .collect();
        }
        Self { lines, pages, paper: None, file: None }
    }

    /// Makes known where on its pages the text stands, and what is known of them.
    pub fn set_boxes(&mut self, boxes: Boxes, known: Known) {
        if self.pages.is_empty() {
            self.pages.push((0, 1));
        }
        self.paper = Some(Paper { boxes, known });
    }

    /// Makes known where in its office file the text stands.
    pub fn set_spots(&mut self, spots: Spots) {
        if spots.are_of_sheets() && self.pages.is_empty() {
            self.pages.push((0, 1));
        }
        self.file = Some(spots);
    }

    /// Where a stretch of text stands: a text of lines has no rectangles, a text set from pages no lines.
    pub fn of_span(&self, span: Span) -> Standing {
        let page = self.page(span.start);
        if let Some(file) = &self.file {
            return match file.place(span) {
                Some(InFile { page, line, address }) => Standing { page, line: Some(line), address, rect: None },
                None => Standing { page, ..Standing::default() },
            };
        }
        let Some(paper) = &self.paper else {
            return Standing { page, line: Some(self.line(span.start)), ..Standing::default() };
        };
        match paper.boxes.place(span.start, span.end) {
            Some((page, rect)) => {
                let rect = Some(rect).filter(|_| !paper.known.placeless.contains(&page));
                Standing { page: Some(page), rect, ..Standing::default() }
            }
            None => Standing { page, ..Standing::default() },
        }
    }

    /// Whether a stretch of text was recognised in a picture.
    pub fn is_recognised(&self, span: Span) -> bool {
        self.paper.as_ref().is_some_and(|Paper { boxes, known }| {
            !known.recognised.is_empty()
                && boxes.pages(span.start, span.end).any(|page| known.recognised.contains(&page))
        })
    }

    /// The line an offset stands on, 1-based.
    pub fn line(&self, offset: u32) -> u32 {
        self.lines.partition_point(|&start| start <= offset) as u32
    }

    /// The page an offset stands on, 1-based; none where the source marks no pages.
    pub fn page(&self, offset: u32) -> Option<u32> {
        let before = self.pages.partition_point(|&(start, _)| start <= offset);
        before.checked_sub(1).map(|at| self.pages[at].1)
    }

    /// How many pages the source marks.
    pub fn pages(&self) -> u32 {
        self.pages.len() as u32
    }

    /// The spans of the lines, line ends left out.
    pub fn spans<'a>(&'a self, source: &'a str) -> impl Iterator<Item = Span> + 'a {
        self.lines.iter().enumerate().map(move |(n, &start)| {
            let end = self.lines.get(n + 1).map_or(source.len(), |&next| next as usize - 1);
            let text = &source[start as usize..end];
            // Padding says nothing; tabs part cells, form feeds pages.
            let text = text.trim_end_matches(|c: char| c.is_control() && c != '\t' && c != '\x0c');
            Span::new(start as usize, start as usize + text.len())
        })
    }
}

/// The last byte of each line end: a line feed with the carriage returns before it, or a carriage
/// return alone, as old programs write it. In a row of a table whose document ends its lines with
/// line feeds it is what a spreadsheet puts between the lines of a cell, and ends no row.
fn line_ends(source: &str) -> Vec<usize> {
    let bytes = source.as_bytes();
    let feeds: Vec<usize> = memchr_iter(b'\n', bytes).collect();
    // The lines as line feeds part them, without the carriage returns that belong to these.
    let begins = std::iter::once(0).chain(feeds.iter().map(|&at| at + 1));
    let fed = begins.zip(feeds.iter().copied().map(Some).chain([None])).map(|(begin, feed)| {
        let line = &bytes[begin..feed.unwrap_or(bytes.len())];
        let own = line.iter().rposition(|&byte| byte != b'\r').map_or(0, |at| at + 1);
        (begin, if feed.is_some() { &line[..own] } else { line }, feed)
    });
    let alone: usize = fed.clone().map(|(_, line, _)| memchr_iter(b'\r', line).count()).sum();
    if alone == 0 {
        return feeds;
    }
    let ends = fed.flat_map(|(begin, line, feed)| {
        let row = !feeds.is_empty() && (alone <= feeds.len() || !are_rows(line)) && line.contains(&b'\t');
        memchr_iter(b'\r', line).filter(move |_| !row).map(move |at| begin + at).chain(feed)
    });
    ends.collect()
}

/// Whether carriage returns part a line into rows, most of which hold a tab: the lines of a cell hold none.
fn are_rows(line: &[u8]) -> bool {
    let parts = || line.split(|&byte| byte == b'\r').filter(|part| !part.is_empty());
    parts().filter(|part| part.contains(&b'\t')).count() * 2 > parts().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_know_their_line_and_page() {
        let places = Places::of("一\n二\x0c三\r\n四");
        assert_eq!((places.line(0), places.page(0)), (1, Some(1)));
        assert_eq!((places.line(4), places.page(4)), (2, Some(1)));
        assert_eq!((places.line(8), places.page(8)), (2, Some(2)));
        assert_eq!(places.line(13), 3);
        assert_eq!(Places::of("一").page(0), None);
    }

    fn lines(source: &str) -> Vec<&str> {
        Places::of(source).spans(source).map(|span| &source[span.range()]).collect()
    }

    #[test]
    fn lines_end_at_carriage_returns_too() {
        assert_eq!(lines("一\r二\r\r三\r"), ["一", "二", "", "三", ""]);
        assert_eq!(lines("一\r\n二\n三\r四\r\r\n五"), ["一", "二", "三", "四", "五"]);
        assert_eq!(lines("a\tb\rc\td\r"), ["a\tb", "c\td", ""]);
        let places = Places::of("一\r二\r\n三\r四");
        assert_eq!([0, 3, 4, 7, 8, 9, 12, 13].map(|at| places.line(at)), [1, 1, 2, 2, 2, 3, 3, 4]);
    }

    #[test]
    fn a_carriage_return_in_a_cell_ends_no_row() {
        assert_eq!(lines("a\tb\rc\td\ne\tf\n"), ["a\tb\rc\td", "e\tf", ""]);
        assert_eq!(lines("a\tb\rc\nd\te\rf\rg\n"), ["a\tb\rc", "d\te\rf\rg", ""]);
        assert_eq!(lines("題\ra\tb\rc\td\re\tf\r\n"), ["題", "a\tb", "c\td", "e\tf", ""]);
    }

    #[test]
    fn padding_is_no_text() {
        assert_eq!(lines("一\0\0\n\t\x0c\n\u{7}二\n\0\0\0"), ["一", "\t\x0c", "\u{7}二", ""]);
        let span = Span::new(0, "\0 一\u{7f}".len()).trim("\0 一\u{7f}");
        assert_eq!((span.start, span.end), (2, 5));
    }

    #[test]
    fn converters_name_pages_in_comments() {
        let places = Places::of("題\n<!-- page 16 -->\n表");
        assert_eq!((places.page(0), places.page(25)), (None, Some(16)));
    }
}
