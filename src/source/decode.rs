//! Decodes a text dump: UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP.
//!
//! A guess that loses characters would put a wrong name or number into a table, so an encoding
//! counts only if every byte decodes. Where none does, a few broken bytes are no reason to refuse
//! a whole document: they are read as U+FFFD, which the records that hold one are flagged for, and
//! told as [`Damage`]. More than a few are refused, with the place of the first.

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

/// Broken bytes that were read as U+FFFD.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damage {
    /// How many places hold some.
    pub places: usize,
    /// The offset of the first in the decoded text.
    pub first: usize,
}

/// A text, and what of it was lost.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    pub damage: Option<Damage>,
}

/// Decodes bytes to text; UTF-8 is taken over without a copy.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, SourceError> {
    if let Some(encoding) = utf16(&bytes) {
        let codec = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
        return mended(codec, &bytes, encoding).ok_or(SourceError::UnknownEncoding);
    }
    refuse_binary(&bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) if text.is_ascii() && text.contains("\u{1b}$") => {
            let jis = mended(ISO_2022_JP, text.as_bytes(), Encoding::Iso2022Jp);
            Ok(jis.unwrap_or(Decoded { text, encoding: Encoding::Utf8, damage: None }))
        }
        Ok(text) => Ok(Decoded { text, encoding: Encoding::Utf8, damage: None }),
        Err(error) => legacy(error.as_bytes(), error.utf8_error().valid_up_to()),
    }
}

/// A text has at most one control character in so many bytes, or a single one.
const STRANGE: usize = 64;
/// A text has at most one broken place in so many bytes, or a single one.
const BROKEN: usize = 2000;
/// So many broken bytes beside each other are one place: no character is longer.
const LONGEST_CHARACTER: usize = 4;
/// How much of a file tells whether it is UTF-16.
const SAMPLE: usize = 1 << 14;

/// Dumps of PDFs carry a bullet or a bell here and there, and some programs pad what they write
/// with NUL; what is no text is full of control characters.
fn refuse_binary(bytes: &[u8]) -> Result<(), SourceError> {
    // Without a way out of the loop the compiler tests many bytes at once.
    if !bytes.iter().fold(false, |any, &byte| any | is_strange(byte)) {
        return Ok(());
    }
    let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |at| at + 1);
    let strange = bytes[..end].iter().filter(|&&byte| is_strange(byte)).count();
    if end > 0 && (strange <= 1 || strange * STRANGE <= end) {
        return Ok(());
    }
    let at = bytes.iter().position(|&byte| is_strange(byte)).unwrap_or_default();
    Err(SourceError::Binary { at, byte: bytes[at] })
}

/// Control characters that a text file should not hold. ESC belongs to ISO-2022-JP, the vertical
/// tab breaks lines in what word processors and spreadsheets store.
fn is_strange(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)
}

/// UTF-16 by its byte order mark; without one by the zero bytes of its Latin characters and
/// newlines, if what they make is Japanese or English: a zero byte alone may be padding.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(Encoding::Utf16Le),
        [0xfe, 0xff, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = memchr::memchr_iter(0, sample).count();
    // What is UTF-8 as it stands is UTF-16 only where every other byte is zero.
    let utf8 = std::str::from_utf8(sample).map_or_else(|error| error.error_len().is_none(), |_| true);
    if zeros == 0 || utf8 && zeros * 4 < sample.len() {
        return None;
    }
    let feeds = memchr::memchr_iter(b'\n', sample).count();
    let little = is_text(sample.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])), feeds);
    let big = is_text(sample.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])), feeds);
    match (little, big) {
        (true, false) => Some(Encoding::Utf16Le),
        (false, true) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether units of UTF-16 are text: with line ends, for which the line feeds among the bytes
/// stand but for a few (上 has one too), some kana, Latin letters, digits and signs, and hardly
/// anything that is neither these nor kanji.
fn is_text(units: impl Iterator<Item = u16>, feeds: usize) -> bool {
    let (mut all, mut lines, mut common, mut kanji) = (0, 0, 0, 0);
    for unit in units.filter(|&unit| unit != 0) {
        all += 1;
        match unit {
            0x0a | 0x0d => (lines, common) = (lines + 1, common + 1),
            0x09 | 0x20..=0x7e | 0x3000..=0x30ff | 0xff00..=0xffef => common += 1,
            0x2000..=0x2fff | 0x3100..=0x9fff => kanji += 1,
            _ => {}
        }
    }
    lines > 0 && lines * 8 >= feeds && common * 10 >= all && (common + kanji) * 20 >= all * 19
}

/// Bytes that are no UTF-8: damaged UTF-8, or one of the older Japanese encodings.
fn legacy(bytes: &[u8], broken_at: usize) -> Result<Decoded, SourceError> {
    if let Some(places) = broken_utf8(bytes) {
        if is_few(places, bytes.len()) {
            let damage = Some(Damage { places, first: broken_at });
            return Ok(Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding: Encoding::Utf8, damage });
        }
        let before = &bytes[..broken_at];
        let end = if memchr::memchr(b'\n', before).is_some() { b'\n' } else { b'\r' };
        return Err(SourceError::BrokenUtf8 { at: broken_at, line: 1 + memchr::memchr_iter(end, before).count() });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    let mut candidates = [(SHIFT_JIS, Encoding::ShiftJis), (EUC_JP, Encoding::EucJp)];
    if guess == EUC_JP {
        candidates.reverse();
    }
    // EUC-JP read as Shift_JIS is full of half-width katakana, and often none of it broken. The
    // guess is the first of equals.
    let odd = |decoded: &Decoded| decoded.text.chars().filter(|c| matches!(c, '｡'..='ﾟ' | '\u{fffd}')).count();
    let decoded = candidates.into_iter().filter_map(|(codec, encoding)| mended(codec, bytes, encoding));
    decoded.min_by_key(odd).ok_or(SourceError::UnknownEncoding)
}

/// Decodes, if no more than a few places break.
fn mended(codec: &'static encoding_rs::Encoding, bytes: &[u8], encoding: Encoding) -> Option<Decoded> {
    let wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    let (text, damaged) =
        if wide { codec.decode_with_bom_removal(bytes) } else { codec.decode_without_bom_handling(bytes) };
    let text = text.into_owned();
    if !damaged {
        return Some(Decoded { text, encoding, damage: None });
    }
    let (mut places, mut run, mut read) = (0, 0, 0);
    for c in text.chars() {
        if c == '\u{fffd}' {
            places += usize::from(run % LONGEST_CHARACTER == 0);
            run += 1;
        } else {
            run = 0;
            read += usize::from(wide || !c.is_ascii());
        }
    }
    let first = text.find('\u{fffd}')?;
    let damage = Some(Damage { places, first });
    (is_few(places, bytes.len()) && read > 4 * places).then_some(Decoded { text, encoding, damage })
}

/// The places that break what is UTF-8 else: more characters of several bytes than broken places.
fn broken_utf8(bytes: &[u8]) -> Option<usize> {
    let (mut places, mut run, mut read) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        read += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        if !chunk.valid().is_empty() {
            run = 0;
        }
        for _ in chunk.invalid() {
            places += usize::from(run % LONGEST_CHARACTER == 0);
            run += 1;
        }
    }
    (read > 4 * places).then_some(places)
}

/// Whether so few places are broken that the rest can be trusted.
fn is_few(places: usize, len: usize) -> bool {
    places <= 1.max(len / BROKEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "成果目標は、２０２８年度までに７０社とする。\nｱｲｳ①髙\n";

    fn text(bytes: Vec<u8>) -> (String, Encoding) {
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.damage, None);
        (decoded.text, decoded.encoding)
    }

    fn utf16(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    #[test]
    fn each_encoding_comes_back_as_it_was() {
        let with_mark = |mark: [u8; 2], body: Vec<u8>| [mark.to_vec(), body].concat();
        let cases = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8),
            (utf16(TEXT, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(TEXT, u16::to_be_bytes), Encoding::Utf16Be),
            (with_mark([0xff, 0xfe], utf16(TEXT, u16::to_le_bytes)), Encoding::Utf16Le),
            (with_mark([0xfe, 0xff], utf16(TEXT, u16::to_be_bytes)), Encoding::Utf16Be),
            (SHIFT_JIS.encode(TEXT).0.into_owned(), Encoding::ShiftJis),
            (EUC_JP.encode(TEXT).0.into_owned(), Encoding::EucJp),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(text(bytes), (TEXT.to_owned(), encoding));
        }
        let jis = ISO_2022_JP.encode("成果目標は70社").0.into_owned();
        assert_eq!(text(jis), ("成果目標は70社".to_owned(), Encoding::Iso2022Jp));
    }

    #[test]
    fn a_utf8_byte_order_mark_stays_so_that_offsets_are_the_files_own() {
        assert!(text("\u{feff}目標".as_bytes().to_vec()).0.starts_with('\u{feff}'));
    }

    #[test]
    fn a_broken_byte_costs_its_character_and_is_told() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.splice(70..70, [0xff]);
        let Decoded { text, encoding, damage } = decode(bytes).unwrap();
        assert_eq!((encoding, damage), (Encoding::Utf8, Some(Damage { places: 1, first: 70 })));
        assert_eq!(text.replace('\u{fffd}', ""), TEXT);
        // Cut off in the middle of a character, as a dump of a fixed size may be.
        let cut = decode("目標は七十社".as_bytes()[..17].to_vec()).unwrap();
        assert_eq!((cut.text.as_str(), cut.damage), ("目標は七十\u{fffd}", Some(Damage { places: 1, first: 15 })));
        for (codec, broken) in [(SHIFT_JIS, 0xfd), (EUC_JP, 0xff)] {
            let mut bytes = codec.encode(TEXT).0.into_owned();
            bytes.insert(4, broken);
            let decoded = decode(bytes).unwrap();
            assert_eq!(decoded.text.replace('\u{fffd}', ""), TEXT, "{codec:?}");
            assert_eq!(decoded.damage, Some(Damage { places: 1, first: 6 }));
        }
        let odd = [&[0xff, 0xfe][..], &utf16("FY2028: 70\n", u16::to_le_bytes), &[0x20]].concat();
        assert_eq!(decode(odd).unwrap().damage, Some(Damage { places: 1, first: 11 }));
    }

    #[test]
    fn broken_utf8_is_told_with_its_place_and_not_guessed_at() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.splice(70..70, [0xff]);
        bytes.splice(6..6, [0xff]);
        assert!(matches!(decode(bytes.clone()), Err(SourceError::BrokenUtf8 { at: 6, line: 1 })));
        // Two in a long text are few.
        bytes.extend(TEXT.repeat(100).as_bytes());
        assert_eq!(decode(bytes).unwrap().damage, Some(Damage { places: 2, first: 6 }));
    }

    #[test]
    fn a_stray_control_character_and_padding_stay_in_the_text() {
        for stray in ["\u{7}", "\u{8}", "\u{b}", "\u{c}", "\u{e}", "\u{1a}", "\u{7f}", "\0", "\0\n", "\n\0"] {
            for stray in [format!("{TEXT}{stray}{TEXT}"), format!("{TEXT}{stray}"), format!("{stray}{TEXT}")] {
                assert_eq!(text(stray.clone().into_bytes()), (stray, Encoding::Utf8));
            }
        }
        let padded = format!("{TEXT}{}", "\0".repeat(500));
        assert_eq!(text(padded.clone().into_bytes()), (padded.clone(), Encoding::Utf8));
        assert_eq!(text(SHIFT_JIS.encode(&padded).0.into_owned()), (padded.clone(), Encoding::ShiftJis));
        assert_eq!(text(utf16(&padded, u16::to_le_bytes)), (padded, Encoding::Utf16Le));
        assert_eq!(text(b"a,100\nb,200\n\0".to_vec()).1, Encoding::Utf8);
    }

    #[test]
    fn a_wide_space_is_no_sign_against_utf16() {
        let wide = "目標　７０社\n実績　１２社\n";
        assert_eq!(text(utf16(wide, u16::to_le_bytes)), (wide.to_owned(), Encoding::Utf16Le));
        assert_eq!(text(utf16("FY2028: 70\n", u16::to_be_bytes)).1, Encoding::Utf16Be);
    }

    #[test]
    fn a_binary_file_is_told_with_its_byte() {
        assert!(matches!(decode(b"\x7fELF\x02\x01".to_vec()), Err(SourceError::Binary { at: 0, byte: 0x7f })));
        assert!(matches!(decode(vec![0; 64]), Err(SourceError::Binary { at: 0, byte: 0 })));
        let sheet = format!("PK\u{3}\u{4}{}", "xl/\0\0\u{6}".repeat(9));
        assert!(matches!(decode(sheet.into_bytes()), Err(SourceError::Binary { at: 2, byte: 3 })));
    }
}
