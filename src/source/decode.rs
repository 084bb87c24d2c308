//! Decodes a text dump: UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP.
//!
//! A guess that loses a character would put a wrong name or number into a table, so
//! an encoding counts only if every byte decodes, and a UTF-8 file with a broken
//! place is called broken rather than read as something else.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};
use serde::Serialize;

use super::SourceError;

/// The encoding of a text dump.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    ShiftJis,
    EucJp,
    Iso2022Jp,
}

/// Decodes bytes to text; UTF-8 is taken over without a copy.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), SourceError> {
    if let Some(encoding) = utf16(&bytes) {
        let codec = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
        let (text, damaged) = codec.decode_with_bom_removal(&bytes);
        return if damaged { Err(SourceError::UnknownEncoding) } else { Ok((text.into_owned(), encoding)) };
    }
    // Without a way out of the loop the compiler tests many bytes at once.
    let strange = bytes.iter().fold(0usize, |count, &byte| count + usize::from(is_binary(byte)));
    // Text taken from a PDF may hold a bell for a bullet here and there; a file that is no text has more.
    if strange * RARE > bytes.len() || strange > 0 && bytes.contains(&0) {
        let at = bytes.iter().position(|&byte| is_binary(byte)).unwrap_or_default();
        return Err(SourceError::Binary { at, byte: bytes[at] });
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.contains("\u{1b}$") => {
            whole(ISO_2022_JP, text.as_bytes()).map_or(Ok((text, Encoding::Utf8)), |t| Ok((t, Encoding::Iso2022Jp)))
        }
        Ok(text) => Ok((text, Encoding::Utf8)),
        Err(error) => legacy(error.as_bytes(), error.utf8_error().valid_up_to()),
    }
}

/// One strange byte in so many is none too many.
const RARE: usize = 1000;

/// Control characters that no text file holds; ESC belongs to ISO-2022-JP.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)
}

/// UTF-16 by its byte order mark, or by the zero bytes of its Latin characters and newlines.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let newlines = |pair: [u8; 2]| sample.chunks_exact(2).filter(|c| *c == pair).count();
    let (even, odd) = (zeros(0), zeros(1));
    match () {
        () if odd > 0 && even == 0 && newlines([b'\n', 0]) > 0 => Some(Encoding::Utf16Le),
        () if even > 0 && odd == 0 && newlines([0, b'\n']) > 0 => Some(Encoding::Utf16Be),
        () => None,
    }
}

/// Bytes that are no UTF-8: damaged UTF-8, or one of the older Japanese encodings.
fn legacy(bytes: &[u8], broken_at: usize) -> Result<(String, Encoding), SourceError> {
    if mostly_utf8(bytes) {
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..broken_at]).count();
        return Err(SourceError::BrokenUtf8 { at: broken_at, line });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    let candidates = if guess == EUC_JP { [EUC_JP, SHIFT_JIS] } else { [SHIFT_JIS, EUC_JP] };
    for codec in candidates {
        if let Some(text) = whole(codec, bytes) {
            return Ok((text, if codec == EUC_JP { Encoding::EucJp } else { Encoding::ShiftJis }));
        }
    }
    Err(SourceError::UnknownEncoding)
}

/// Decodes, if every byte decodes.
fn whole(codec: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<String> {
    codec.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
}

/// More valid multi-byte sequences than places that break them.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > 4 * broken
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "成果目標は、２０２８年度までに７０社とする。\nｱｲｳ①髙\n";

    #[test]
    fn each_encoding_comes_back_as_it_was() {
        let utf16 = |to: fn(u16) -> [u8; 2]| -> Vec<u8> { TEXT.encode_utf16().flat_map(to).collect() };
        let with_mark = |mark: [u8; 2], body: Vec<u8>| [mark.to_vec(), body].concat();
        let cases = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (utf16(u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(u16::to_be_bytes), Encoding::Utf16Be),
            (with_mark([0xff, 0xfe], utf16(u16::to_le_bytes)), Encoding::Utf16Le),
            (with_mark([0xfe, 0xff], utf16(u16::to_be_bytes)), Encoding::Utf16Be),
            (SHIFT_JIS.encode(TEXT).0.into_owned(), Encoding::ShiftJis),
            (EUC_JP.encode(TEXT).0.into_owned(), Encoding::EucJp),
        ];
        for (bytes, encoding) in cases {
            let (text, found) = decode(bytes).unwrap();
            assert_eq!((text.as_str(), found), (TEXT, encoding));
        }
        let jis = ISO_2022_JP.encode("成果目標は70社").0.into_owned();
        assert_eq!(decode(jis).unwrap(), ("成果目標は70社".to_owned(), Encoding::Iso2022Jp));
    }

    #[test]
    fn a_utf8_byte_order_mark_stays_so_that_offsets_are_the_files_own() {
        let (text, _) = decode("\u{feff}目標".as_bytes().to_vec()).unwrap();
        assert!(text.starts_with('\u{feff}'));
    }

    #[test]
    fn broken_utf8_is_told_with_its_place_and_not_guessed_at() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.splice(70..70, [0xff]);
        assert!(matches!(decode(bytes), Err(SourceError::BrokenUtf8 { at: 70, line: 2 })));
    }

    #[test]
    fn a_binary_file_is_told_with_its_byte() {
        assert!(matches!(decode(b"\x7fELF\x02\x01".to_vec()), Err(SourceError::Binary { at: 0, byte: 0x7f })));
    }
}
