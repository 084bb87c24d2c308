//! Opens a PDF: passwords, a file whose objects must be found anew, and what it says of itself.

use std::sync::Arc;

use hayro_syntax::object::{Array, Dict, Object, String as PdfString};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use lopdf::LoadOptions;

use super::PdfError;
use super::strings;

/// A tree of names is no deeper, and holds no more files that are worth naming.
const NESTED: usize = 8;
const MOST_ATTACHED: usize = 100;
const MOST_NODES: usize = 1_000;

/// Opens the bytes with hayro; what it refuses, lopdf reads and writes anew.
pub(super) fn open(bytes: &Arc<Vec<u8>>, password: Option<&str>) -> Result<Pdf, PdfError> {
    match Pdf::new_with_password(bytes.clone(), password.unwrap_or_default()) {
        Ok(pdf) if !pdf.pages().is_empty() => Ok(pdf),
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            // A password for some documents does no harm to those that need none.
            match (password, Pdf::new(bytes.clone())) {
                (None, _) => Err(PdfError::PasswordNeeded),
                (Some(_), Ok(pdf)) => Ok(pdf),
                // hayro takes a user's password only, lopdf the owner's too.
                (Some(_), Err(_)) => rewritten(bytes, password).ok_or(PdfError::PasswordWrong),
            }
        }
        Err(LoadPdfError::Decryption(_)) => Err(PdfError::UnknownEncryption),
        refused => match rewritten(bytes, password) {
            Some(pdf) => Ok(pdf),
            None => Err(if refused.is_ok() { PdfError::NoPages } else { PdfError::Broken }),
        },
    }
}

/// The document as lopdf understands it, for a page tree or a table of objects that hayro refuses.
fn rewritten(bytes: &[u8], password: Option<&str>) -> Option<Pdf> {
    let options = password.map_or_else(LoadOptions::default, LoadOptions::with_password);
    let mut document = lopdf::Document::load_mem_with_options(bytes, options).ok()?;
    if document.get_pages().is_empty() {
        return None;
    }
    let mut anew = Vec::new();
    document.save_to(&mut anew).ok()?;
    Pdf::new(anew).ok().filter(|pdf| !pdf.pages().is_empty())
}

/// How many pages the page tree names, if that is more than were found.
pub(super) fn missing_pages(pdf: &Pdf) -> Option<u32> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let named = catalog.get::<Dict<'_>>(b"Pages")?.get::<u32>(b"Count")?;
    // A wild number is damage of its own; it says nothing of pages.
    (named as usize > pdf.pages().len() && (named as usize) <= super::MOST_PAGES).then_some(named)
}

/// The names of the files that the document carries with it: a portfolio holds little else.
pub(super) fn attached(pdf: &Pdf) -> Vec<String> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let names = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"Names")?.get::<Dict<'_>>(b"EmbeddedFiles"));
    let mut out = Vec::new();
    if let Some(names) = names {
        names_of(&names, NESTED, &mut { MOST_NODES }, &mut out);
    }
    out
}

/// `left` is how many nodes may yet be looked at: a node may name itself.
fn names_of(node: &Dict<'_>, depth: usize, left: &mut usize, out: &mut Vec<String>) {
    let Some(fewer) = left.checked_sub(1) else { return };
    *left = fewer;
    if let Some(names) = node.get::<Array<'_>>(b"Names") {
        for file in names.iter::<Object<'_>>().take(2 * MOST_ATTACHED).filter_map(|object| object.into_dict()) {
            let name = |key: &[u8]| file.get::<PdfString<'_>>(key).and_then(|name| strings::decode(name.as_bytes()));
            out.extend(name(b"UF").or_else(|| name(b"F")).filter(|_| out.len() < MOST_ATTACHED));
        }
    }
    if depth > 0
        && let Some(kids) = node.get::<Array<'_>>(b"Kids")
    {
        kids.iter::<Dict<'_>>().take(MOST_ATTACHED).for_each(|kid| names_of(&kid, depth - 1, left, out));
    }
}

/// The title of the document's information, if a person wrote it.
pub(super) fn title(pdf: &Pdf) -> Option<String> {
    sensible(&strings::decode(pdf.metadata().title.as_deref()?)?)
}

/// Programs put the name of the file or of themselves where the title should be.
fn sensible(title: &str) -> Option<String> {
    let title = title.trim().trim_end_matches('\0').trim();
    let bare = ["Microsoft Word - ", "Microsoft PowerPoint - ", "Microsoft Excel - "]
        .iter()
        .find_map(|program| title.strip_prefix(program))
        .unwrap_or(title)
        .trim();
    let lower = bare.to_lowercase();
    let file = [
        ".doc", ".docx", ".docm", ".xls", ".xlsx", ".xlsm", ".ppt", ".pptx", ".jtd", ".jtdc", ".pdf", ".indd", ".ai",
        ".txt", ".rtf", ".html", ".htm", ".dvi", ".eps", ".ps", ".xdw", ".jpg", ".tif", ".psd",
    ]
    .iter()
    .any(|ending| lower.ends_with(ending));
    let empty =
        ["untitled", "無題", "powerpoint プレゼンテーション", "powerpoint presentation", "スライド 1", "タイトル"]
            .iter()
            .any(|name| lower.starts_with(name));
    let words = bare.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && bare.chars().count() <= 120
        && !bare.chars().any(|c| c.is_control() || c == '\u{fffd}');
    // One word of Latin letters and digits is the name of a file: 001367208, R04_gaiyou.
    let named = bare.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    (words && !file && !empty && !named).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::sensible;

    #[test]
    fn a_title_is_what_a_person_wrote_not_the_name_of_a_file() {
        assert_eq!(sensible("健康・医療戦略 ").as_deref(), Some("健康・医療戦略"));
        assert_eq!(sensible("Microsoft Word - 第２期総合戦略").as_deref(), Some("第２期総合戦略"));
        for bad in
            ["", "001367208", "Microsoft Word - 計画案.docx", "無題", "PowerPoint プレゼンテーション", "R04_gaiyou"]
        {
            assert_eq!(sensible(bad), None, "{bad}");
        }
    }
}
