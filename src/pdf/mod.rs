//! Reads the pages of a PDF into glyphs, ruling lines and images.
//!
//! hayro draws each page on a [`canvas`] that keeps what a person would see; what its
//! fonts do not tell is mended from [`fonts`]. lopdf rewrites a file that hayro refuses,
//! and pdf-extract is the [`second`] reader, for pages that the first cannot read and to
//! compare with; pages that are pictures go to [`ocr`]. Nothing is left out in silence: see [`Fault`].

mod actual;
mod canvas;
mod fault;
mod fields;
mod fonts;
mod ink;
pub mod ocr;
mod open;
mod page;
mod roles;
mod second;
mod strings;
mod tags;
mod twice;
mod upright;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page};
use hayro_syntax::page::Page as RawPage;
use serde::{Deserialize, Serialize};

pub use fault::{Agreement, Fault, Misfit, PdfError, Trouble, pages, summary};
pub use page::{Glyph, Marked, Page, Rect, Rule};
pub use roles::Role;
pub use tags::{Element, Leaf, Tags};

use canvas::Canvas;
use fonts::Fonts;
use ocr::{Engine, NotRead, Ocr, When};
use second::Second;
use tags::Tree;

/// More pages than any real document has; a page tree that names more is a trap.
const MOST_PAGES: usize = 20_000;

/// A text may speak of PDFs.
const MOST_MARKS: usize = 16;

/// How a PDF is to be read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// For an encrypted document; most need none.
    pub password: Option<String>,
    /// Read each page with the second reader too, and tell how far they agree.
    pub cross_check: bool,
    /// Pages not to be read, by number, and why: they have stopped a reader before.
    pub skip: Vec<(u32, Trouble)>,
    pub ocr: Ocr,
}

/// What is begun while a PDF is read, for whoever looks at the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A page, by its number.
    Page(u32),
    /// The recognition of that page.
    Ocr,
    /// What comes after the pages.
    Setting,
}

/// What a PDF gave.
#[derive(Debug, Default)]
pub struct Reading {
    /// All of them: a page that could not be read stands here without glyphs.
    pub pages: Vec<Page>,
    /// The title that the document's information gives, if it is one.
    pub title: Option<String>,
    /// What could not be read, in page order.
    pub faults: Vec<Fault>,
    /// How far the two readers agree, page by page, where that was asked for.
    pub agreement: Vec<Agreement>,
}

/// Whether bytes are a PDF: its mark stands in the first kilobyte, or behind what a server or a mail put before it.
pub fn is_pdf(bytes: &[u8]) -> bool {
    mark(bytes).is_some()
}

/// Where the mark of a PDF stands: anywhere in the first kilobyte; farther on with a line behind it that says that
/// its bytes are no text.
fn mark(bytes: &[u8]) -> Option<usize> {
    let found = memchr::memmem::find_iter(bytes, b"%PDF-");
    let binary = |at: usize| {
        let mut lines = bytes[at..].splitn(3, |byte| matches!(byte, b'\n' | b'\r'));
        lines.nth(1).is_some_and(|line| line.starts_with(b"%") && line.iter().take(8).any(|byte| *byte >= 0x80))
    };
    found.take(MOST_MARKS).find(|&at| at < 1024 || binary(at))
}

/// Reads a PDF. `begin` is told each step before it is taken.
///
/// # Errors
/// The document cannot be opened, has no page, or none of its pages has any text.
pub fn read(mut bytes: Vec<u8>, options: &Options, begin: &mut dyn FnMut(Step)) -> Result<Reading, PdfError> {
    if let Some(at) = mark(&bytes).filter(|&at| at >= 1024) {
        bytes.drain(..at);
    }
    let bytes = std::sync::Arc::new(bytes);
    let password = options.password.as_deref();
    let pdf = catch_unwind(AssertUnwindSafe(|| open::open(&bytes, password))).map_err(|_| PdfError::Broken)??;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(PdfError::NoPages);
    }
    if pages.len() > MOST_PAGES {
        return Err(PdfError::TooManyPages(pages.len()));
    }
    // A tree on which a reader stumbles is as good as none.
    let tree = catch_unwind(AssertUnwindSafe(|| Tree::read(&pdf))).ok().flatten();
    let mut reading = Reading { title: open::title(&pdf), ..Reading::default() };
    let mut second = Second::new(&bytes, password);
    let fonts = Fonts::default();
    let settings = settings();
    let mut engine = None;
    // Keys of this cache hold within one document only.
    let mut cache = InterpreterCache::new();
    for (number, raw) in (1..).zip(pages.iter()) {
        begin(Step::Page(number));
        if let Some((_, trouble)) = options.skip.iter().find(|(page, _)| *page == number) {
            reading.pages.push(Page { number, ..Page::default() });
            reading.faults.push(Fault { page: number, trouble: trouble.clone() });
            continue;
        }
        let drawn = catch_unwind(AssertUnwindSafe(|| draw(number, raw, pdf.xref(), &fonts, &cache, &settings)));
        let Ok((mut page, mut trouble, muddled)) = drawn else {
            // What the page left half done is not to be trusted for the next.
            cache = InterpreterCache::new();
            let page = second.page(number);
            let trouble = if page.is_some() { Trouble::SecondReader } else { Trouble::Unreadable };
            reading.faults.push(Fault { page: number, trouble });
            reading.pages.push(page.unwrap_or(Page { number, ..Page::default() }));
            continue;
        };
        let muddled = muddled || tree.is_some() && tags::numbered_by_forms(raw);
        page.tags = tree.as_ref().and_then(|tree| tree.of_page(number as usize - 1, muddled));
        if is_asked(options.ocr.when, &page, trouble.as_ref()) {
            begin(Step::Ocr);
            let engine = engine.get_or_insert_with(|| Engine::find(&options.ocr.program));
            let read = catch_unwind(AssertUnwindSafe(|| {
                let engine = engine.as_ref().map_err(Clone::clone)?;
                ocr::recognise(&mut page, raw, unit_of(raw), &settings, engine, options.ocr.seconds)
            }));
            trouble = Some(match read.unwrap_or(Err(NotRead::NotDrawn)) {
                Ok(ocr::Recognised { by, doubtful }) => {
                    // Its glyphs are not those that were tagged.
                    page.tags = None;
                    Trouble::Ocr { by, doubtful }
                }
                Err(why) => Trouble::NotReadByOcr { why },
            });
        }
        reading.faults.extend(trouble.map(|trouble| Fault { page: number, trouble }));
        if options.cross_check {
            reading.agreement.push(Agreement { page: number, f1: second.agreement(&page), misfit: None });
        }
        reading.pages.push(page);
    }
    for name in open::attached(&pdf) {
        reading.faults.push(Fault { page: 0, trouble: Trouble::Attached { name } });
    }
    if let Some(named) = open::missing_pages(&pdf) {
        reading.faults.push(Fault { page: pages.len() as u32, trouble: Trouble::PagesMissing { named } });
    }
    let any_text = reading.pages.iter().flat_map(|page| &page.glyphs).any(|glyph| !glyph.text.trim().is_empty());
    if any_text { Ok(reading) } else { Err(PdfError::no_text(&reading)) }
}

/// Whether a page goes to the engine. A page without anything on it does not.
fn is_asked(when: When, page: &Page, trouble: Option<&Trouble>) -> bool {
    match when {
        When::Never => false,
        When::Auto => matches!(trouble, Some(Trouble::NeedsOcr | Trouble::Stamped)),
        When::Always => !(page.glyphs.is_empty() && page.images.is_empty() && trouble.is_none()),
    }
}

/// What the units of a page are worth, in points.
fn unit_of(raw: &RawPage<'_>) -> f32 {
    raw.raw().get::<f32>(b"UserUnit").filter(|unit| (0.01..1000.0).contains(unit)).unwrap_or(1.0)
}

fn settings() -> InterpreterSettings {
    InterpreterSettings { render_content: RenderContent::all(), ..InterpreterSettings::default() }
}

/// Draws one page, and tells what is wrong with it and whether it marks its content with one number twice.
fn draw<'a>(
    number: u32,
    raw: &RawPage<'a>,
    xref: &'a hayro_syntax::xref::XRef,
    fonts: &Fonts,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> (Page, Option<Trouble>, bool) {
    let unit = unit_of(raw);
    let (width, height) = raw.render_dimensions();
    let (width, height) = (width * unit, height * unit);
    let bounds = kurbo::Rect::new(0.0, 0.0, width.into(), height.into());
    let upright = kurbo::Affine::scale(unit.into()) * raw.initial_transform(true).to_kurbo();
    let mut context = Context::new(upright, bounds, cache, xref, settings.clone());
    let mut canvas = Canvas::new(Page { number, width, height, ..Page::default() }, fonts, raw);
    interpret_page(raw, &mut context, &mut canvas);
    let muddled = canvas.is_muddled();
    let (mut page, trouble) = canvas.finish();
    fields::fill(&mut page, raw, upright);
    upright::mark(&mut page.glyphs);
    (page, trouble, muddled)
}
