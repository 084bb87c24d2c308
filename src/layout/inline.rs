//! Lists whose line ends were lost: `… for example:  - Reduce losses by 10%  - Plant 4,000 trees  - …` in one line. Only a
//! mark that stands several times behind a wider space parts a line.

use super::Span;
use super::marks::Mark;

/// So many of them must stand in a line.
const FEWEST: usize = 3;

/// The lines, those with a list in them parted into its items.
pub(super) fn parted(source: &str, lines: Vec<Span>) -> Vec<Span> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let text = &source[line.range()];
        let marks = if text.contains(['\t', '|']) { Vec::new() } else { marks(text) };
        if marks.len() < FEWEST {
            out.push(line);
            continue;
        }
        let mut from = line.start as usize;
        for (space, mark) in marks {
            out.push(Span::new(from, line.start as usize + space));
            from = line.start as usize + mark;
        }
        out.push(Span::new(from, line.end as usize));
    }
    out
}

/// `> - Tobacco use: no more than 8%`: a line of a quotation without its marks; `> 90%` is a value.
pub(super) fn unquoted(source: &str, line: Span) -> Span {
    let mut from = line.start as usize;
    loop {
        let text = &source[from..line.end as usize];
        let Some(rest) = text.trim_start().strip_prefix('>') else { return Span::new(from, line.end as usize) };
        let words = rest.trim_start();
        if !words.is_empty()
            && (words.len() == rest.len() || words.starts_with(|c: char| !c.is_alphabetic() && !"-*#>".contains(c)))
        {
            return Span::new(from, line.end as usize);
        }
        from += text.len() - words.len();
    }
}

/// Where the marks of items stand in a line, each with where the space before it begins: two spaces, a mark, a space, and
/// a word with a capital letter.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut word = 0;
    while let Some(len) = text[word..].find(char::is_whitespace) {
        let space = word + len;
        let rest = text[space..].trim_start();
        let at = text.len() - rest.len();
        let wide = text[space..at].chars().nth(1).is_some();
        let behind = rest.chars().next().map_or("", |mark| &rest[mark.len_utf8()..]);
        let item = behind.starts_with(char::is_whitespace) && behind.trim_start().starts_with(char::is_uppercase);
        if wide && space > 0 && item && Mark::of(rest) == Mark::Bullet {
            found.push((space, at));
        }
        word = at;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lines::Places;

    #[test]
    fn a_quotation_is_read_without_its_marks_and_a_bound_is_none() {
        let bare = |text: &'static str| &text[unquoted(text, Span::new(0, text.len())).range()];
        for (quoted, text) in [
            ("> **Our targets for 2030**", "**Our targets for 2030**"),
            ("> - Tobacco use: no more than 8%", "- Tobacco use: no more than 8%"),
            ("> > ## Aims", "## Aims"),
            (">", ""),
            ("> 90%", "> 90%"),
            (">90% of homes", ">90% of homes"),
            ("a > b", "a > b"),
        ] {
            assert_eq!(bare(quoted), text, "{quoted}");
        }
    }

    fn lines(source: &str) -> Vec<&str> {
        let lines = Places::of(source).spans(source).filter(|line| !line.is_empty()).collect();
        parted(source, lines).iter().map(|line| &source[line.range()]).collect()
    }

    #[test]
    fn a_line_with_several_marks_is_a_list() {
        assert_eq!(
            lines("For example:  - Reduce losses by 10%  - Plant trees  - Close mines\n"),
            ["For example:", "- Reduce losses by 10%", "- Plant trees", "- Close mines"]
        );
        assert_eq!(lines("Goals: \u{a0}- Reduce it \u{a0}• Raise it \u{a0}- Keep it\n").len(), 4);
        assert_eq!(lines("10  - 20  - 30  - 40\n").len(), 1);
        assert_eq!(lines("Plans  - Goals  - Means\n").len(), 1);
    }
}
