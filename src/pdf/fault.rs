//! What could not be read, and why, in words for whoever needs the document.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Reading;
use super::ocr::NotRead;

/// Something that is wrong with a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// 1-based; 0 for the document as a whole.
    pub page: u32,
    pub trouble: Trouble,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Trouble {
    /// A picture of text: an image as large as the page, or letters drawn as shapes.
    NeedsOcr,
    /// A picture of text, under the text that some program read from it.
    ReadByOcr,
    /// An engine read its text; so many digits were too doubtful to be told.
    Ocr { by: String, doubtful: u32 },
    /// An engine should have read it.
    NotReadByOcr { why: NotRead },
    /// Some characters have no meaning that the document tells.
    Unmapped { characters: u32, of: u32 },
    /// Neither reader could read it.
    Unreadable,
    /// The first reader could not read it; the second gave its text, but no places.
    SecondReader,
    /// It took longer than is allowed.
    TooSlow { seconds: u32 },
    /// It needs more memory than is allowed.
    TooLarge { megabytes: u32 },
    /// Reading it ended the reader.
    Crashed,
    /// Reading with both readers ended there; the document was read again without comparing.
    NotCompared,
    /// A picture of text with little more than a stamp or a page number written on it.
    Stamped,
    /// A file that the document carries with it, which is not read.
    Attached { name: String },
    /// The document names more pages than can be found in it.
    PagesMissing { named: u32 },
}

impl Trouble {
    /// Whether the limits of the reading, or chance, made it: another reading may do better.
    pub fn is_of_limits(&self) -> bool {
        let engine = |why: &NotRead| matches!(why, NotRead::TooSlow { .. } | NotRead::Failed { .. });
        match self {
            Self::TooSlow { .. } | Self::TooLarge { .. } | Self::Crashed => true,
            Self::NotReadByOcr { why } => engine(why),
            _ => false,
        }
    }

    /// Whether it depends on the engine what is read there.
    pub fn is_of_ocr(&self) -> bool {
        matches!(self, Self::NeedsOcr | Self::Stamped | Self::Ocr { .. } | Self::NotReadByOcr { .. })
    }

    /// Whether what was read there was recognised in a picture, by us or before.
    pub fn is_recognised(&self) -> bool {
        matches!(self, Self::ReadByOcr | Self::Ocr { .. })
    }
}

/// How far two readers agree on a page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// 1-based.
    pub page: u32,
    /// Character bag F1; none where the second reader cannot read the page.
    pub f1: Option<f32>,
    /// Why the page's tags were left aside, if it has any and they were.
    pub misfit: Option<Misfit>,
}

/// Why the tags of a page are left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misfit {
    /// Content is named twice, or by numbers that are not the page's.
    Muddled,
    /// They hold too few of its letters.
    Uncovered,
    /// Cells do not form rows and columns.
    Tables,
    /// Elements stand within each other, or the order jumps up and down.
    Order,
}

/// Why a PDF gave nothing.
#[derive(Debug, Clone, PartialEq, Error, Serialize, Deserialize)]
pub enum PdfError {
    #[error("a password is needed: give it with --password")]
    PasswordNeeded,
    #[error("the password is wrong")]
    PasswordWrong,
    #[error("it is encrypted in a way that cannot be read")]
    UnknownEncryption,
    #[error("the PDF is damaged and cannot be opened")]
    Broken,
    #[error("the PDF has no pages that can be found; it is damaged or empty")]
    NoPages,
    #[error("the PDF names {0} pages; no document has so many")]
    TooManyPages(usize),
    #[error("needs OCR: {}", if *.pages == 1 { "its page is a picture without text".into() } else { format!("its {} pages are pictures without text", .pages) })]
    NeedsOcr { pages: usize },
    #[error("needs OCR: {}; {why}", if *.pages == 1 { "its page is a picture without text".into() } else { format!("its {} pages are pictures without text", .pages) })]
    NotReadByOcr { pages: usize, why: NotRead },
    #[error("there is no text on its pages{}", if .why.is_empty() { String::new() } else { format!(": {}", .why) })]
    NoText { why: String },
    #[error("opening it takes longer than {seconds} seconds (--page-seconds)")]
    TooSlow { seconds: u32 },
    #[error("it needs more memory than {megabytes} MB (--memory-mb)")]
    TooLarge { megabytes: u32 },
    #[error("it ended the reader: objects nested without end, or a defect of this program")]
    Crashed,
    #[error("{0}")]
    File(String),
}

impl PdfError {
    /// Whether it depends on the OCR engine.
    pub fn is_of_ocr(&self) -> bool {
        matches!(self, Self::NeedsOcr { .. } | Self::NotReadByOcr { .. } | Self::NoText { .. })
    }

    pub(super) fn no_text(reading: &Reading) -> Self {
        let pages = reading.pages.len();
        let faults = || reading.faults.iter().map(|fault| &fault.trouble);
        if faults().filter(|trouble| **trouble == Trouble::NeedsOcr).count() == pages {
            return Self::NeedsOcr { pages };
        }
        let mut reasons = faults().filter_map(|trouble| match trouble {
            Trouble::NotReadByOcr { why } => Some(why),
            _ => None,
        });
        if let Some(why) = reasons.clone().next()
            && reasons.clone().count() == pages
            && reasons.all(|other| other == why)
        {
            return Self::NotReadByOcr { pages, why: why.clone() };
        }
        Self::NoText { why: summary(&reading.faults).join("; ") }
    }
}

/// The faults in a line for each kind, with the pages that have it.
pub fn summary(faults: &[Fault]) -> Vec<String> {
    let mut kinds: Vec<(String, Vec<u32>, u32)> = Vec::new();
    for fault in faults {
        let words = match &fault.trouble {
            Trouble::NeedsOcr => "needs OCR: a picture without text".into(),
            Trouble::ReadByOcr => "a picture; its text was read by OCR before and may hold errors".into(),
            Trouble::Ocr { by, .. } => format!("read by OCR ({by}) and may hold errors"),
            Trouble::NotReadByOcr { why } => format!("needs OCR: {why}"),
            Trouble::Unmapped { characters, of } => {
                format!("{characters} of {of} characters are unknown: their font does not tell them")
            }
            Trouble::Unreadable => "cannot be read: its content is damaged".into(),
            Trouble::SecondReader => "read by the second reader: text without tables or places".into(),
            Trouble::TooSlow { seconds } => format!("takes longer than {seconds} seconds (--page-seconds)"),
            Trouble::TooLarge { megabytes } => format!("needs more memory than {megabytes} MB (--memory-mb)"),
            Trouble::Crashed => "ended the reader: nested without end, or a defect of this program".into(),
            Trouble::NotCompared => "the cross-check was given up there".into(),
            Trouble::Stamped => "needs OCR: a picture with little text beside it, a stamp or a page number".into(),
            Trouble::Attached { name } => {
                format!("the attached file {name} is not read: save it and give it by itself")
            }
            Trouble::PagesMissing { named } => {
                format!("the last that was found; the document names {named}")
            }
        };
        let doubtful = if let Trouble::Ocr { doubtful, .. } = &fault.trouble { *doubtful } else { 0 };
        match kinds.iter_mut().find(|kind| kind.0 == words) {
            Some(kind) => {
                kind.1.push(fault.page);
                kind.2 += doubtful;
            }
            None => kinds.push((words, vec![fault.page], doubtful)),
        }
    }
    let left_out = |digits: u32| match digits {
        0 => String::new(),
        1 => "; 1 digit that it was not sure of is left out".into(),
        _ => format!("; {digits} digits that it was not sure of are left out"),
    };
    kinds
        .into_iter()
        .map(|(words, pages, digits)| format!("{}: {words}{}", self::pages(&pages), left_out(digits)))
        .collect()
}

impl Misfit {
    /// In words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Muddled => "they name content twice",
            Self::Uncovered => "they hold too few of its letters",
            Self::Tables => "cells of a table do not form rows and columns",
            Self::Order => "their order goes up and down the page",
        }
    }
}

/// `page 3`, `pages 1, 3-5`.
pub fn pages(pages: &[u32]) -> String {
    if pages == [0] {
        return String::from("the document");
    }
    let mut out = String::from(if pages.len() == 1 { "page " } else { "pages " });
    let mut at = 0;
    while at < pages.len() {
        let mut end = at;
        while end + 1 < pages.len() && pages[end + 1] == pages[end] + 1 {
            end += 1;
        }
        if at > 0 {
            out.push_str(", ");
        }
        // Writing to a string cannot fail.
        let _ = match end - at {
            0 => write!(out, "{}", pages[at]),
            _ => write!(out, "{}-{}", pages[at], pages[end]),
        };
        at = end + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_kind_stand_in_one_line() {
        let fault = |page, trouble| Fault { page, trouble };
        let faults =
            [1, 3, 4, 5].map(|page| fault(page, Trouble::NeedsOcr)).into_iter().chain([fault(7, Trouble::Unreadable)]);
        assert_eq!(
            summary(&faults.collect::<Vec<_>>()),
            ["pages 1, 3-5: needs OCR: a picture without text", "page 7: cannot be read: its content is damaged"]
        );
    }
}
