//! The place of a record's text where searched words stand, with the words marked.

use crate::chars::{columns, width};
use crate::record::Record;
use crate::store::{Term, Terms, searchable, words};
use crate::text::Words;

/// A stretch of the record's text of about so many columns, the hits in ⟦ ⟧; none without a hit.
pub fn snippet(record: &Record, terms: &Terms, dictionary: &Words, room: usize) -> Option<String> {
    let text = searchable(record);
    let text = text.trim_end();
    let mut hits: Vec<(usize, usize)> = terms.0.iter().flat_map(|term| hits(text, term, dictionary)).collect();
    hits.sort_unstable();
    let first = *hits.first()?;
    // Hits that touch are one.
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (start, end) in hits {
        match marks.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => marks.push((start, end)),
        }
    }
    let (from, to) = window(text, first, room);
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    let mut at = from;
    for (start, end) in marks.into_iter().filter(|(start, end)| *start >= from && *end <= to) {
        out.push_str(&text[at..start]);
        out.push('⟦');
        out.push_str(&text[start..end]);
        out.push('⟧');
        at = end;
    }
    out.push_str(&text[at..to]);
    if to < text.len() {
        out.push('…');
    }
    Some(out.replace('\n', " / "))
}

/// The stretch around a hit, a third of the room before it.
fn window(text: &str, hit: (usize, usize), room: usize) -> (usize, usize) {
    let mut from = hit.0;
    let mut left = room / 3;
    for (at, c) in text[..hit.0].char_indices().rev() {
        if width(c) > left {
            break;
        }
        left -= width(c);
        from = at;
    }
    let mut to = hit.1;
    let mut left = room.saturating_sub(columns(&text[from..hit.1]));
    for (at, c) in text[hit.1..].char_indices() {
        if width(c) > left {
            break;
        }
        left -= width(c);
        to = hit.1 + at + c.len_utf8();
    }
    (from, to)
}

/// Where a term stands: as written, else by its dictionary forms.
fn hits(text: &str, term: &Term, dictionary: &Words) -> Vec<(usize, usize)> {
    // Lower case only where that keeps every offset.
    let lower = text.to_lowercase();
    let haystack = if lower.len() == text.len() { lower.as_str() } else { text };
    let needle = term.text.to_lowercase();
    let latin = term.by_fragment.is_none() && needle.is_ascii();
    let written: Vec<(usize, usize)> = haystack
        .match_indices(needle.as_str())
        .map(|(at, found)| (at, at + found.len()))
        .filter(|&(start, end)| !latin || is_word(haystack, start, end))
        .filter(|&(start, end)| text.is_char_boundary(start) && text.is_char_boundary(end))
        .collect();
    if !written.is_empty() || term.forms.is_empty() {
        return written;
    }
    let all = words(text, dictionary);
    let same = |(word, form): (&crate::store::Indexed, &String)| word.form == *form || same_stem(&word.form, form);
    all.windows(term.forms.len())
        .filter(|some| some.iter().zip(&term.forms).all(same))
        .filter_map(|some| Some((some.first()?.start, some.last()?.end)))
        .collect()
}

fn is_word(text: &str, start: usize, end: usize) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric();
    !text[..start].ends_with(letter) && !text[end..].starts_with(letter)
}

/// English words that differ in their endings only, as near as marking needs it.
fn same_stem(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    a.is_ascii() && b.is_ascii() && common >= 4 && common + 3 >= a.len().max(b.len())
}
