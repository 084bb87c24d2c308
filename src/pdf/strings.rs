//! Text strings of a PDF (titles, ActualText): UTF-16 or UTF-8 by their mark, else PDFDocEncoding
//! by the letter of the standard, and Shift_JIS by the habit of older Japanese programs.

use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

/// The text of a string object, if its bytes make sense in one of the encodings.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling_and_without_replacement(rest)?.into_owned(),
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling_and_without_replacement(rest)?.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok()?.to_owned(),
        _ if bytes.is_ascii() => std::str::from_utf8(bytes).ok()?.to_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned(),
        },
    };
    // A language escape (ESC ja ESC) may stand in UTF-16 strings.
    Some(match text.strip_prefix('\u{1b}').and_then(|rest| rest.split_once('\u{1b}')) {
        Some((_, rest)) => rest.to_owned(),
        None => text,
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn each_encoding_of_a_title_is_read() {
        assert_eq!(decode(b"Plan 2024").as_deref(), Some("Plan 2024"));
        assert_eq!(decode(&[0xfe, 0xff, 0x8a, 0x08, 0x75, 0x3b]).as_deref(), Some("計画"));
        assert_eq!(decode(&[0x8c, 0x76, 0x89, 0xe6]).as_deref(), Some("計画"));
        assert_eq!(decode("計画".as_bytes()).as_deref(), Some("計画"));
        assert_eq!(decode(&[0xfe, 0xff, 0xd8, 0x00]), None);
    }
}
