//! A pattern taken apart at its top level, in the rule's own words, so that one can say how
//! far a text goes along with it.

/// The branches of a pattern, each a list of pieces; joined they are the branch again.
pub(super) fn branches(pattern: &str) -> Vec<Vec<&str>> {
    let (mut branches, mut pieces) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < pattern.len() {
        if pattern[at..].starts_with('|') {
            branches.push(std::mem::take(&mut pieces));
            at += 1;
            continue;
        }
        let end = quantified(pattern, atom(pattern, at));
        pieces.push(&pattern[at..end]);
        at = end;
    }
    branches.push(pieces);
    branches.into_iter().map(|pieces| words(pattern, pieces)).collect()
}

/// Neighbouring plain characters are one piece.
fn words<'p>(pattern: &'p str, pieces: Vec<&'p str>) -> Vec<&'p str> {
    let plain = |piece: &str| piece.chars().count() == 1 && !piece.starts_with(['^', '$', '.', '\\']);
    let start = |piece: &str| piece.as_ptr() as usize - pattern.as_ptr() as usize;
    let (mut out, mut goes_on): (Vec<&str>, bool) = (Vec::new(), false);
    for piece in pieces {
        match out.last_mut() {
            Some(last) if goes_on && plain(piece) => *last = &pattern[start(last)..start(piece) + piece.len()],
            _ => out.push(piece),
        }
        goes_on = plain(piece);
    }
    out
}

/// The end of the atom that begins at an offset.
fn atom(pattern: &str, at: usize) -> usize {
    let rest = &pattern[at..];
    let Some(first) = rest.chars().next() else { return pattern.len() };
    let len = match first {
        '\\' => {
            let escaped = rest[1..].chars().next().map_or(0, char::len_utf8);
            let class = rest[1..].starts_with(['p', 'P', 'x', 'u']) && rest[2..].starts_with('{');
            if class { rest.find('}').map_or(rest.len(), |end| end + 1) } else { 1 + escaped }
        }
        '[' => class(rest),
        '(' => group(rest),
        '{' => rest.find('}').map_or(rest.len(), |end| end + 1),
        other => other.len_utf8(),
    };
    at + len
}

/// The length of a class of characters; its places `{=value}` hold no bracket.
fn class(text: &str) -> usize {
    let (mut depth, mut escaped) = (0usize, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' if depth == 1 => return at + 1,
            ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

fn group(text: &str) -> usize {
    let mut at = 1;
    while at < text.len() {
        if text[at..].starts_with(')') {
            return at + 1;
        }
        at = atom(text, at);
    }
    text.len()
}

/// The end of an atom with what says how often it stands.
fn quantified(pattern: &str, mut end: usize) -> usize {
    let rest = &pattern[end..];
    if rest.starts_with(['*', '+', '?']) {
        end += 1;
    } else if rest.starts_with('{') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        end += rest.find('}').map_or(rest.len(), |close| close + 1);
    } else {
        return end;
    }
    if pattern[end..].starts_with('?') { end + 1 } else { end }
}

/// The pattern inside a group or block that stands once and without a name of its own.
pub(super) fn inside<'p>(piece: &'p str, block: &dyn Fn(&str) -> Option<&'p str>) -> Option<&'p str> {
    if let Some(body) = piece.strip_prefix("(?:").and_then(|rest| rest.strip_suffix(')')) {
        return Some(body);
    }
    block(piece.strip_prefix('{')?.strip_suffix('}')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_falls_into_what_a_person_wrote() {
        let pieces = |pattern: &'static str| branches(pattern);
        assert_eq!(
            pieces("^{mark}{name}を{target:dated}と?する$"),
            [["^", "{mark}", "{name}", "を", "{target:dated}", "と?", "する", "$"]]
        );
        assert_eq!(
            pieces("(?P<name>[^()\\]]{2,}?)[(]a|b{1,3}"),
            [vec!["(?P<name>[^()\\]]{2,}?)", "[(]", "a"], vec!["b{1,3}"]]
        );
        assert_eq!(pieces("[^{=found}]+(?:a|(b))?c"), [["[^{=found}]+", "(?:a|(b))?", "c"]]);
        assert_eq!(inside("(?:a|b)", &|_| None), Some("a|b"));
        assert_eq!(inside("{until}", &|name| (name == "until").then_some("まで")), Some("まで"));
        assert_eq!(inside("(?:a)?", &|_| None), None);
    }

    #[test]
    fn the_pieces_of_every_pattern_are_the_pattern_again() {
        let rules = crate::rules::Rules::built_in();
        let patterns = rules.all().iter().map(|rule| rule.pattern.source.as_str());
        for pattern in patterns.chain(rules.binds.each.iter().map(|bind| bind.pattern.as_str())) {
            let branches: Vec<String> = branches(pattern).into_iter().map(|pieces| pieces.concat()).collect();
            assert_eq!(branches.join("|"), pattern);
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_taken_apart_can_be_put_together(pattern in "[a-z目標(){}\\[\\]|?*+^$\\\\:<>P=0-9,]{0,24}") {
            let branches: Vec<String> = branches(&pattern).into_iter().map(|pieces| pieces.concat()).collect();
            assert_eq!(branches.join("|"), pattern);
        }
    }
}
