//! A line as tokens: values, years, labels, arrows, brackets, the words left between them.

use crate::rules::{Rules, Token as Word};
use crate::text::Range;
use crate::text::code::{is_value, symbol};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Value,
    Period,
    Relative,
    Years,
    Ministries,
    Budget,
    Label,
    Arrow,
    Beside,
    Dash,
    Filler,
    Open,
    Close,
    Part,
    /// A stop: a sentence ends.
    Stop,
    Words,
}

/// A token, and where it stands in the coded text.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub kind: Kind,
    pub at: Range,
}

/// The tokens of a coded text; words of the classes only where the longest of them begins.
pub(super) fn tokens(code: &str, part: &Range, rules: &Rules) -> Vec<Token> {
    let mut out = tokens_of(&code[part.clone()], rules);
    out.iter_mut().for_each(|token| token.at = token.at.start + part.start..token.at.end + part.start);
    out
}

fn tokens_of(code: &str, rules: &Rules) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut from = 0;
    for (word, at) in rules.tables.words.tokens(code) {
        plain(code, from..at.start, &mut out);
        from = at.end;
        let kind = match word {
            Word::Label => Kind::Label,
            Word::Arrow => Kind::Arrow,
            Word::Beside => Kind::Beside,
            // A dash inside a word joins it: X-Y.
            Word::Dash if inside_word(code, &at) => Kind::Words,
            Word::Dash => Kind::Dash,
            Word::Filler => Kind::Filler,
        };
        push(&mut out, kind, at);
    }
    plain(code, from..code.len(), &mut out);
    // 18.5％（2022）から50％（2027）へ: between two values such a word is an arrow.
    for n in 1..out.len().saturating_sub(1) {
        let leads = rules.tables.words.leads.iter().any(|word| word == &code[out[n].at.clone()]);
        let between = matches!(out[n - 1].kind, Kind::Value | Kind::Close) && out[n + 1].kind == Kind::Value;
        if leads && between {
            out[n].kind = Kind::Arrow;
        }
    }
    out
}

fn inside_word(code: &str, at: &Range) -> bool {
    let word = |c: char| c.is_alphanumeric();
    code[..at.start].ends_with(word) && code[at.end..].starts_with(word)
}

/// What holds no word of a class.
fn plain(code: &str, part: Range, out: &mut Vec<Token>) {
    for (at, c) in code[part.clone()].char_indices() {
        let at = part.start + at..part.start + at + c.len_utf8();
        let kind = match c {
            c if is_value(c) => Kind::Value,
            symbol::PERIOD => Kind::Period,
            symbol::RELATIVE => Kind::Relative,
            symbol::YEARS => Kind::Years,
            symbol::MINISTRIES => Kind::Ministries,
            symbol::BUDGET => Kind::Budget,
            '(' | '〔' | '[' | '【' | '<' | '〈' | '《' | '≪' | '「' => Kind::Open,
            ')' | '〕' | ']' | '】' | '>' | '〉' | '》' | '≫' | '」' => Kind::Close,
            '。' => Kind::Stop,
            c if c.is_whitespace() || !c.is_alphanumeric() => Kind::Part,
            _ => Kind::Words,
        };
        push(out, kind, at);
    }
}

/// Adds a token; words that touch are one.
fn push(out: &mut Vec<Token>, kind: Kind, at: Range) {
    if kind == Kind::Words
        && let Some(last) = out.last_mut().filter(|last| last.kind == Kind::Words && last.at.end == at.start)
    {
        last.at.end = at.end;
        return;
    }
    out.push(Token { kind, at });
}

/// The token that closes the bracket which one opens; the last where nothing does.
pub(super) fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (n, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return n;
                }
            }
            _ => {}
        }
    }
    tokens.len().saturating_sub(1)
}
