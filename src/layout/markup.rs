//! Inline markup in a dump: tags and Markdown bold are stepped over, never removed.

use super::{Join, Piece, Span, Text};

/// A tag as it stands in the source.
pub(super) struct Tag<'a> {
    pub name: &'a str,
    pub close: bool,
    /// Between the name and the `>`.
    pub attributes: &'a str,
    /// Length in bytes, `<` and `>` included.
    pub len: usize,
}

/// Tags that begin a new part of the text; all other known ones run on.
const PARTS: &[&str] = &[
    "p",
    "br",
    "li",
    "ul",
    "ol",
    "div",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dl",
    "dt",
    "dd",
    "hr",
    "section",
    "article",
    "caption",
    "blockquote",
    "pre",
];
const RUNS: &[&str] = &[
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "span",
    "font",
    "a",
    "sup",
    "sub",
    "small",
    "big",
    "thead",
    "tbody",
    "tfoot",
    "img",
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "main",
    "header",
    "footer",
    "nav",
    "ruby",
    "rt",
    "rp",
    "colgroup",
    "col",
    "center",
    "del",
    "ins",
    "mark",
    "label",
    "input",
    "form",
    "button",
    "noscript",
    "figure",
    "figcaption",
];

impl<'a> Tag<'a> {
    /// Reads the tag at the start of the text, if one of the known ones stands there.
    ///
    /// `＜研究開発＞`, `<戦略技術領域>` and `<https://…>` are text.
    pub fn at(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix('<')?;
        if rest.starts_with("!--") {
            let len = text.find("-->")? + 3;
            return Some(Self { name: "!--", close: false, attributes: "", len });
        }
        let (close, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
        let name_len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, after) = rest.split_at(name_len);
        let known = |list: &[&str]| list.iter().any(|tag| tag.eq_ignore_ascii_case(name));
        if name_len > 10 || !(known(PARTS) || known(RUNS)) {
            return None;
        }
        let end = after.find('>')?;
        let attributes = &after[..end];
        let plain = attributes.is_empty() || attributes.starts_with([' ', '/', '\n', '\t', '\r']);
        plain.then(|| Self { name, close, attributes, len: text.len() - after.len() + end + 1 })
    }

    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether a new part of the text begins here.
    pub fn parts(&self) -> bool {
        PARTS.iter().any(|tag| self.is(tag))
    }

    /// The number in an attribute such as `rowspan="2"`; 1 where there is none.
    pub fn number(&self, attribute: &str) -> u16 {
        let value = || {
            let at = self.attributes.to_ascii_lowercase().find(attribute)? + attribute.len();
            let value =
                self.attributes[at..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
            let digits = value.bytes().take_while(u8::is_ascii_digit).count();
            value[..digits].parse().ok()
        };
        value().unwrap_or(1).clamp(1, 200)
    }
}

/// The text of a range of the source: its pieces between tags, bold marks and the addresses of links.
pub(super) fn text(source: &str, span: Span) -> Text {
    let addresses = addresses(&source[span.range()]);
    let Some(first) = addresses.first() else { return unlinked(source, span) };
    let at = |offset: usize| span.start as usize + offset;
    let mut out = unlinked(source, Span::new(at(0), at(first.start)));
    let ends = addresses[1..].iter().map(|next| next.start).chain([span.range().len()]);
    for (address, end) in addresses.iter().zip(ends) {
        let join = if out.pieces.is_empty() { Join::Part } else { Join::Run };
        out.append(unlinked(source, Span::new(at(address.end), at(end))), join);
    }
    out
}

/// Where a link leads is no longer than this, in bytes.
const LONGEST_ADDRESS: usize = 600;

/// What of Markdown's links is not printed, in bytes of a text: the bracket before their words and, behind these,
/// `](https://…)`. The words may begin on another line.
fn addresses(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut all: Vec<std::ops::Range<usize>> = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), b"](") {
        let inner = &text[at + 2..];
        let Some(len) = inner.bytes().take(LONGEST_ADDRESS).position(|byte| byte == b')') else { continue };
        let leads =
            ["http://", "https://", "#", "/", "./", "../", "mailto:"].iter().any(|lead| inner.starts_with(lead));
        if !leads || inner[..len].contains(char::is_whitespace) {
            continue;
        }
        let from = all.last().map_or(0, |last| last.end);
        if let Some(open) = text[from..at].rfind('[') {
            all.push(from + open..from + open + 1);
        }
        all.push(at..at + 2 + len + 1);
    }
    all
}

fn unlinked(source: &str, span: Span) -> Text {
    let mut out = Text::default();
    let bytes = &source.as_bytes()[..span.end as usize];
    let (mut from, mut join) = (span.start as usize, Join::Part);
    let mut at = from;
    let mut stroke = escape(bytes, at);
    while let Some(next) = mark(bytes, at, &mut stroke) {
        at = next;
        if stroke == Some(at) {
            push(&mut out, source, Span::new(from, at), &mut join);
            from = at + 1;
            at += 2;
            continue;
        }
        if let Some(formula) = formula(&source[at..span.end as usize]) {
            push(&mut out, source, Span::new(from, at), &mut join);
            for part in formula.parts {
                push(&mut out, source, Span::new(at + part.start, at + part.end), &mut join);
            }
            at += formula.len;
            from = at;
            continue;
        }
        let (len, parts) = if bytes[at] == b'*' {
            (if bytes[at..].starts_with(b"**") { 2 } else { 0 }, false)
        } else {
            Tag::at(&source[at..span.end as usize]).map_or((0, false), |tag| {
                let before = &source[span.start as usize..at];
                (footnote_sign(&tag, before, &source[at..span.end as usize]).unwrap_or(tag.len), tag.parts())
            })
        };
        if len == 0 {
            at += 1;
            continue;
        }
        push(&mut out, source, Span::new(from, at), &mut join);
        if parts {
            join = Join::Part;
        }
        at += len;
        from = at;
    }
    push(&mut out, source, Span::new(from, span.end as usize), &mut join);
    out
}

/// Where the next sign stands that may begin markup; the next stroke is looked for when the last one is passed.
fn mark(bytes: &[u8], from: usize, stroke: &mut Option<usize>) -> Option<usize> {
    if stroke.is_some_and(|at| at < from) {
        *stroke = escape(bytes, from);
    }
    let before = &bytes[from..stroke.unwrap_or(bytes.len())];
    memchr::memchr3(b'<', b'*', b'$', before).map_or(*stroke, |at| Some(from + at))
}

/// Where the next stroke stands that only says that the sign behind it is printed: `18 weeks \(%\)`, `71\.5%`.
fn escape(bytes: &[u8], from: usize) -> Option<usize> {
    let printed = |byte: &u8| br"\`*_{}[]()<>#+-.!|~&".contains(byte);
    let mut strokes = memchr::memchr_iter(b'\\', bytes.get(from..)?).map(|at| from + at);
    strokes.find(|at| bytes.get(at + 1).is_some_and(printed))
}

/// A number or a gas that a reader of pictures set as a formula: $40\%$, $\mathrm{CO}_{2}$.
struct Formula {
    /// What is printed, in bytes from the first `$`.
    parts: Vec<std::ops::Range<usize>>,
    /// Length in bytes with both `$`.
    len: usize,
}

/// A formula is no longer than this, in bytes.
const LONGEST_FORMULA: usize = 48;

/// Reads the formula at the start of a text. $5 and $6 are money: a formula without signs of its own is a number that
/// is closed right behind its last digit.
fn formula(text: &str) -> Option<Formula> {
    let inner = text.strip_prefix('$')?;
    let end = inner.bytes().take(LONGEST_FORMULA).position(|byte| byte == b'$')?;
    let body = &inner[..end];
    let (mut parts, mut at, mut set): (Vec<std::ops::Range<usize>>, usize, bool) = (Vec::new(), 0, false);
    while at < body.len() {
        let rest = &body[at..];
        let word = [r"\mathrm{", r"\text{", r"\mathbf{", r"\"].into_iter().find(|word| rest.starts_with(word));
        let sign = rest.starts_with(['{', '}', '_', '^']);
        if let Some(word) = word {
            // What a single stroke escapes is a sign that is printed.
            if word.len() == 1 && !rest[1..].starts_with('%') {
                return None;
            }
            (at, set) = (at + word.len(), true);
        } else if sign {
            (at, set) = (at + 1, true);
        } else if rest.starts_with(|c: char| c.is_ascii_alphanumeric() || ".,+-~% ".contains(c)) {
            match parts.last_mut().filter(|last| last.end == at + 1) {
                Some(last) => last.end += 1,
                None => parts.push(at + 1..at + 2),
            }
            at += 1;
        } else {
            return None;
        }
    }
    let number = body.strip_suffix('%').unwrap_or(body);
    let number = number.ends_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_digit() || b".,+-~".contains(&byte));
    (!parts.is_empty() && (set || number)).then_some(Formula { parts, len: end + 2 })
}

/// A raised sign is no longer than this with its brackets and spaces, in bytes.
const LONGEST_SIGN: usize = 8;

/// km2: whether a raised sign is the power of the length that it stands behind.
pub(super) fn is_power(before: &str, sign: &str) -> bool {
    let letters = before.bytes().rev().take(LONGEST_SIGN).take_while(u8::is_ascii_alphabetic).count();
    let length = &before[before.len() - letters..];
    matches!(sign, "2" | "3") && matches!(length, "m" | "km" | "cm" | "mm" | "dm")
}

/// The length of a raised sign that refers to a note, its tags included: 2023<sup>a</sup> is no 2023a, 95%<sup>1</sup>
/// no 951. A power belongs to its unit: km<sup>2</sup>.
fn footnote_sign(tag: &Tag<'_>, before: &str, from: &str) -> Option<usize> {
    if !tag.is("sup") || tag.close {
        return None;
    }
    let inner = from.get(tag.len..)?;
    // Whatever stands there, no more than a sign is looked at.
    let end = inner.bytes().take(LONGEST_SIGN).position(|byte| byte == b'<')?;
    let close = Tag::at(&inner[end..]).filter(|close| close.close && close.is("sup"))?;
    let sign = inner[..end].trim().trim_matches(['(', ')', '[', ']']);
    let number = sign.len() <= 2 && sign.bytes().all(|byte| byte.is_ascii_digit());
    let letter = sign.len() == 1 && sign.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'*');
    let power = is_power(before, sign);
    // km<a href="#fn3"><sup>3</sup></a>: what leads to a place of the page is a note, whatever stands before it.
    if let Some(linked) = link_to_note(before) {
        return (linked && !sign.is_empty() && (number || letter)).then_some(tag.len + end + close.len);
    }
    let behind = before.ends_with(|c: char| !c.is_whitespace() && c != '>' && c != '^');
    (behind && !sign.is_empty() && (number || letter) && !power).then_some(tag.len + end + close.len)
}

/// Whether the tag that some source ends with is a link into the same page, behind a text.
fn link_to_note(before: &str) -> Option<bool> {
    let near = before.len() - before.bytes().rev().take(LONGEST_LINK).count();
    let open = before.strip_suffix('>')?.as_bytes()[near..].iter().rposition(|&byte| byte == b'<')? + near;
    let tag = Tag::at(before.get(open..)?).filter(|tag| tag.is("a") && !tag.close)?;
    let inside = &before[open..open + tag.len];
    Some(inside.contains("href=\"#") && before[..open].ends_with(|c: char| !c.is_whitespace() && c != '>'))
}

/// A link to a note is no longer than this, in bytes.
const LONGEST_LINK: usize = 120;

fn push(out: &mut Text, source: &str, span: Span, join: &mut Join) {
    let blank = source[span.range()].trim().is_empty();
    if span.is_empty() || blank && *join == Join::Part {
        return;
    }
    out.pieces.push(Piece { span, join: *join });
    *join = Join::Run;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> String {
        text(source, Span::new(0, source.len())).plain(source)
    }

    #[test]
    fn tags_and_bold_are_stepped_over() {
        assert_eq!(parts("承認件数 **+75件**"), "承認件数 +75件");
        assert_eq!(parts("<p>A: 1</p> <p>B: 2</p>"), "A: 1\nB: 2");
        assert_eq!(parts("5.7点（2013年度）<br>6.3点"), "5.7点（2013年度）\n6.3点");
        assert_eq!(parts(r#"<ul style="list-style-type: none"> 甲【厚】 乙【厚】 </ul>"#), "甲【厚】 乙【厚】 ");
    }

    #[test]
    fn raised_signs_of_notes_are_stepped_over_and_powers_are_not() {
        assert_eq!(parts("2023<sup>a</sup>"), "2023");
        assert_eq!(parts("設置率 95%<sup>1</sup>以上"), "設置率 95%以上");
        assert_eq!(parts("120 km<sup>2</sup>"), "120 km2");
        assert_eq!(parts("<p><sup>1</sup> 2023 figures</p>"), "1 2023 figures");
        assert_eq!(parts(r##"12 km<a href="#fn3" id="r3"><sup>3</sup></a>/h"##), "12 km/h");
        assert_eq!(parts(r##"<a href="top.html"><sup>3</sup></a>"##), "3");
        assert_eq!(parts("95<sup>1"), "951");
        assert_eq!(parts("率<sup>確定した値</sup>"), "率確定した値");
        assert_eq!(parts("CO<sub>2</sub>の量<sup>注3</sup>"), "CO2の量注3");
    }

    #[test]
    fn numbers_set_as_formulas_are_read_and_money_is_money() {
        assert_eq!(parts(r"a $40\%$ cut, $1,200$ homes"), "a 40% cut, 1,200 homes");
        assert_eq!(parts(r"$5 and $6, $5-$6, a $40\%"), r"$5 and $6, $5-$6, a $40\%");
        assert_eq!(parts(r"$\mathrm{CO}_{2}$ and $776\mathrm{km}^2$"), "CO2 and 776km2");
        assert_eq!(parts(r"$\frac{3}{4}$ of $_2$"), r"$\frac{3}{4}$ of 2");
    }

    #[test]
    fn where_a_link_leads_is_not_printed() {
        assert_eq!(
            parts("In 2021, [more than 20 agencies](https://example.org/a-b/) met"),
            "In 2021, more than 20 agencies met"
        );
        assert_eq!(parts("plans](https://example.org/2021/10/) and [figures](#t1)"), "plans and figures");
        assert_eq!(parts("[50%](see below) of 12](34)"), "[50%](see below) of 12](34)");
        assert_eq!(parts("[the plan](../plan.md)"), "the plan");
    }

    #[test]
    fn strokes_that_escape_a_sign_are_stepped_over() {
        assert_eq!(parts(r"Seen within 18 weeks \(%\)"), "Seen within 18 weeks (%)");
        assert_eq!(parts(r"71\.5% \*\*not bold\*\*, \<200"), "71.5% **not bold**, <200");
        assert_eq!(parts(r"**\<200** of C:\data, $40\%$"), r"<200 of C:\data, 40%");
        assert_eq!(parts(r"the end \"), r"the end \");
    }

    #[test]
    fn what_only_looks_like_a_tag_is_text() {
        for text in ["<戦略技術領域> 以下", "<https://www.mhlw.go.jp/>", "a < b", "p<0.05 > x", "3*4*5"] {
            assert_eq!(parts(text), text);
        }
    }

    #[test]
    fn spans_are_numbers_within_reason() {
        let tag = Tag::at(r#"<td rowspan="2" COLSPAN='3'>"#).unwrap();
        assert_eq!((tag.number("rowspan"), tag.number("colspan"), tag.number("width")), (2, 3, 1));
        assert_eq!(Tag::at("<td rowspan=65000>").unwrap().number("rowspan"), 200);
    }
}
