//! Where a line's name ends and its values begin.
//!
//! The name is what is left: the first place behind which nothing stands but values, years, labels,
//! arrows, brackets and the words that go with them. So a number inside a name does no harm
//! (バイオシミラーに80%以上置き換わった成分数 60%), and a sentence is no run, for its verb is left over.

use crate::record::Lang;
use crate::rules::{Rules, Says};
use crate::text::Range;
use crate::text::code::is_symbol;

use super::token::{Kind, Token, closing};

/// A name is no longer than this, in characters.
const LONGEST_NAME: usize = 90;
/// A word before each of several values, a remark in brackets, a unit behind a dash: no longer than these.
const LONGEST_SERIES: usize = 12;
const LONGEST_REMARK: usize = 20;
/// A word for a part may begin a line: 男性, 小学校.
const LONGEST_PART: usize = 4;
const LONGEST_UNIT: usize = 4;
/// What parts a name from its values in English.
const PARTS: &[char] = &[':', '(', '[', '\n', '–', '—', '―', '-', '+'];
/// Words that are a target are no longer than this.
const LONGEST_AIM: usize = 40;

/// A line taken apart.
#[derive(Debug)]
pub(super) struct Split {
    /// The tokens from here on are no part of the name.
    pub from: usize,
    /// The name, in the coded text.
    pub name: Range,
    /// Stretches of the coded text that are a target in words.
    pub aims: Vec<Range>,
}

/// Takes a line apart; `called` where something calls it one of indicators: then its name may be
/// less of a name.
pub(super) fn split(
    code: &str,
    start: usize,
    tokens: &[Token],
    called: bool,
    lang: Lang,
    rules: &Rules,
) -> Option<Split> {
    // A sentence is for others to read: in it what a verb takes is no name.
    let sentence = tokens.last().is_some_and(|token| token.kind == Kind::Stop);
    let mut depth = 0usize;
    for (n, token) in tokens.iter().enumerate() {
        // In English a colon, a bracket or a new line parts a name from its values; a sentence has none.
        let (before, behind) = (code[..token.at.start].trim_end_matches(' '), &code[token.at.start..]);
        let parted = lang == Lang::Ja || before.ends_with(PARTS) || behind.starts_with(PARTS);
        if parted && begins(tokens, n) && (depth == 0 || called && n > 0 && tokens[n - 1].kind == Kind::Part) {
            let name = trimmed(code, start..token.at.start);
            // 現状（2020年度）：125千t: a label is no name.
            let words = tokens[..n].iter().any(|token| token.kind == Kind::Words);
            if words
                && is_name(&code[name.clone()], called && !sentence)
                && let Some((aims, _)) = tail(code, &tokens[n..], depth, rules)
            {
                return Some(Split { from: n, name, aims });
            }
        }
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Stop => return None,
            _ => {}
        }
    }
    None
}

/// Whether the values may begin with a token.
fn begins(tokens: &[Token], n: usize) -> bool {
    match tokens[n].kind {
        Kind::Value | Kind::Label | Kind::Period | Kind::Years | Kind::Relative | Kind::Beside => true,
        // 新規創業件数: ― → 10件
        Kind::Dash => tokens[n + 1..].iter().take(4).any(|token| token.kind == Kind::Arrow),
        Kind::Words => {
            let behind = tokens.get(n + 1).map(|token| token.kind);
            let parted = n > 0 && tokens[n - 1].kind == Kind::Part;
            parted && matches!(behind, Some(Kind::Value | Kind::Part | Kind::Filler))
        }
        Kind::Open => {
            let inner = &tokens[n + 1..=closing(tokens, n).max(n + 1).min(tokens.len() - 1)];
            let value = inner.iter().any(|token| token.kind == Kind::Value);
            // 認定率（65～74歳）：4.2％: a value beside which others stand without brackets is part of the name.
            let outer = value && holds_outer(&tokens[closing(tokens, n)..]);
            !outer
                && inner
                    .iter()
                    .any(|token| matches!(token.kind, Kind::Value | Kind::Label | Kind::Period | Kind::Relative))
        }
        _ => false,
    }
}

/// A name without the brackets that it stands in as a whole: [空港・港湾への連絡率] 29% → 44%.
pub(super) fn unbracketed(code: &str, name: Range) -> Range {
    let inside = super::super::name::unquoted(&code[name.clone()]);
    let open = code[name.clone()].chars().next().map_or(0, char::len_utf8);
    if inside.len() == name.len() { name } else { name.start + open..name.start + open + inside.len() }
}

/// A range without the signs at its ends.
pub(super) fn trimmed(code: &str, range: Range) -> Range {
    let sign = |c: char| c.is_whitespace() || "、,:：;・/…‥.=＝-―－—~〜|+".contains(c);
    let text = code[range.clone()].trim_end_matches(sign);
    let end = range.start + text.len();
    let start = end - text.trim_start_matches(sign).len();
    start..end
}

fn is_name(name: &str, called: bool) -> bool {
    let count = name.chars().count();
    let letters = name.chars().filter(|&c| c.is_alphabetic() && !is_symbol(c)).count();
    let broken = name.contains(['。', '→', '⇒', '➡', '|', '\n', '\t']);
    let bound =
        name.contains(crate::text::code::symbol::OBSERVATION) || name.contains(crate::text::code::symbol::BUDGET);
    // を新たに10社以上: what a verb takes is a name only where the line is called an indicator.
    let taken = name.ends_with(['を', 'が', 'に', 'で', 'と', 'へ', 'も', 'は']);
    // …の事業規模を12兆円（現状4.1兆円）に: a value behind what a verb takes belongs to a sentence.
    let taken = taken || name.contains('を') && name.ends_with(is_symbol);
    let begun = name.starts_with(['に', 'を', 'が', 'は', 'で', 'と', 'の', 'へ', ')', '〕']);
    letters >= 2 && !begun && count <= LONGEST_NAME && !broken && (called || !bound && !taken && balanced(name))
}

fn balanced(name: &str) -> bool {
    let count = |signs: &[char]| name.chars().filter(|c| signs.contains(c)).count();
    count(&['(', '〔', '[', '【', '「']) == count(&[')', '〕', ']', '】', '」'])
}

/// Whether nothing stands in a tail that values do not explain; its targets in words, and
/// whether words before the values name series.
pub(super) fn tail(code: &str, tokens: &[Token], mut depth: usize, rules: &Rules) -> Option<(Vec<Range>, bool)> {
    let (mut aims, mut series) = (Vec::new(), Vec::new());
    // Where a value could stand: words there may be a target.
    let (mut values, mut last, mut fresh) = (0usize, Kind::Part, true);
    // A value stood outside of brackets: what holds one in brackets is no series any more.
    let mut outer = false;
    let mut n = 0;
    while n < tokens.len() {
        let token = &tokens[n];
        match token.kind {
            Kind::Value => {
                values += 1;
                outer = true;
                fresh = false;
            }
            Kind::Arrow | Kind::Label => fresh = true,
            Kind::Budget => return None,
            // The stop of the last sentence ends the line.
            Kind::Stop if n + 1 < tokens.len() => return None,
            Kind::Open => {
                let close = closing(tokens, n);
                let inner = &tokens[n + 1..close.max(n + 1).min(tokens.len())];
                values += remark(code, inner, values > 0)?;
                n = close;
            }
            Kind::Close if depth > 0 => depth -= 1,
            Kind::Words => {
                let end = phrase(tokens, n);
                let text = code[token.at.start..tokens[end - 1].at.end].trim();
                // A line that begins with words has a name of its own.
                let begins = code[..token.at.start]
                    .trim_end_matches(|c: char| c != '\n' && !c.is_alphanumeric())
                    .ends_with('\n');
                if begins && text.chars().count() > LONGEST_PART && !is_aim(text, rules) {
                    return None;
                }
                let next = tokens[end..].iter().find(|token| !matches!(token.kind, Kind::Part | Kind::Period));
                let before_value = next.is_some_and(|next| {
                    next.kind == Kind::Value || next.kind == Kind::Open && !outer && holds_value(&tokens[end..])
                });
                if fresh && is_aim(text, rules) {
                    aims.push(since(tokens, n)..due(tokens, end));
                } else if last == Kind::Dash && text.chars().count() <= LONGEST_UNIT {
                } else if before_value
                    && rules.tables.strength(text) == 3
                    && text.chars().count() > LONGEST_PART
                    && !rules.tables.words.is_part(text)
                {
                    // 施設入所者数 128人: what counts something is another name, and no series.
                    return None;
                } else if before_value
                    && text.chars().count() <= LONGEST_SERIES
                    && !text.ends_with(['は', 'が', 'を', 'に'])
                {
                    series.push(text.to_owned());
                } else {
                    return None;
                }
                n = end - 1;
            }
            // 現状：27.5％ → 増加: words of direction stand in a class too.
            Kind::Filler | Kind::Beside if fresh => {
                let end = phrase(tokens, n);
                let text = code[token.at.start..tokens[end - 1].at.end].trim();
                let valued = tokens[end..]
                    .iter()
                    .find(|token| token.kind != Kind::Part)
                    .is_some_and(|token| token.kind == Kind::Value);
                if !valued && is_aim(text, rules) {
                    aims.push(since(tokens, n)..due(tokens, end));
                    n = end - 1;
                }
            }
            _ => {}
        }
        if tokens[n].kind != Kind::Part || last == Kind::Value {
            last = tokens[n].kind;
        }
        n += 1;
    }
    let parts = rules.tables.words.all_series.iter().any(|all| series.iter().any(|one| one == all))
        || series.iter().any(|one| rules.tables.words.is_part(one));
    let lone = series.len() == 1 && !parts;
    (values > 0 && !lone).then_some((aims, series.len() > 1))
}

/// Where words that are a target begin, the year before them included: 令和８年度までに全ての都道府県.
fn since(tokens: &[Token], at: usize) -> usize {
    let words = |token: &&Token| matches!(token.kind, Kind::Period | Kind::Filler | Kind::Beside | Kind::Words);
    let back = tokens[..at].iter().rev().take_while(words).collect::<Vec<_>>();
    let year = back.iter().rev().find(|token| token.kind == Kind::Period);
    year.map_or(tokens[at].at.start, |token| token.at.start)
}

/// Where words that are a target end, the bracket with their year included: おおむね解消（令和12年）.
fn due(tokens: &[Token], end: usize) -> usize {
    let last = tokens[end - 1].at.end;
    if tokens.get(end).is_none_or(|token| token.kind != Kind::Open) {
        return last;
    }
    let close = closing(tokens, end);
    let inner = &tokens[end..=close];
    let year = inner.iter().any(|token| token.kind == Kind::Period);
    if year && inner.iter().all(|token| token.kind != Kind::Value) { tokens[close].at.end } else { last }
}

/// Where the words end that begin at a token: words, fillers, years among them.
fn phrase(tokens: &[Token], from: usize) -> usize {
    let goes_on = |token: &&Token| {
        matches!(token.kind, Kind::Words | Kind::Filler | Kind::Dash | Kind::Beside) || token.kind == Kind::Label
    };
    from + tokens[from..].iter().take_while(goes_on).count().max(1)
}

fn holds_value(tokens: &[Token]) -> bool {
    let close = closing(tokens, 0);
    tokens[..=close].iter().any(|token| token.kind == Kind::Value)
}

/// Whether a value stands outside of all brackets.
fn holds_outer(tokens: &[Token]) -> bool {
    let mut depth = 0usize;
    tokens.iter().skip(1).any(|token| {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        token.kind == Kind::Value && depth == 0
    })
}

/// The values in a bracket; none where it holds what no remark on a value does.
fn remark(code: &str, inner: &[Token], behind_value: bool) -> Option<usize> {
    let values = inner.iter().filter(|token| token.kind == Kind::Value).count();
    let words = inner.iter().filter(|token| matches!(token.kind, Kind::Words));
    let len: usize = words.clone().map(|token| code[token.at.clone()].chars().count()).sum();
    if inner.iter().any(|token| matches!(token.kind, Kind::Budget | Kind::Stop)) || len > LONGEST_REMARK {
        return None;
    }
    // （直接の裨益者数、2028年度末までに累積600万人）: the words are no remark on the value.
    let apart = inner.windows(2).any(|pair| {
        pair[0].kind == Kind::Words && pair[1].kind == Kind::Part && code[pair[1].at.clone()].starts_with('、')
    });
    if values > 0 && apart {
        return None;
    }
    let last_value = inner.iter().rposition(|token| token.kind == Kind::Value);
    match last_value {
        // (全体のうち60%): words before a value tell of it, words behind it make another thing of it.
        Some(at) => inner[at..].iter().all(|token| token.kind != Kind::Words).then_some(values),
        None if len == 0 || behind_value => Some(0),
        None => None,
    }
}

/// Whether words are a target.
pub(super) fn is_aim(text: &str, rules: &Rules) -> bool {
    text.chars().count() <= LONGEST_AIM && rules.lines.first(Says::Aim, text).is_some()
}
