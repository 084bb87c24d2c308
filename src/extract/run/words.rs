//! Goals without a number: 令和8年末までにOTC化, 健康寿命の増加, and in a list of names the name alone.
//!
//! Only where a list or a column is called one of indicators or goals: elsewhere such lines are
//! headings and plans.

use crate::layout::Kind;
use crate::record::{Lang, Role};
use crate::rules::{Items, Says};
use crate::text::Range;
use crate::text::code::{is_symbol, symbol};

use super::super::Extractor;
use super::super::grid::cell::facets;
use super::super::making::Here;
use super::super::name;
use super::super::prose::sentences;
use super::super::statement::{Draft, Statement};
use super::split::{is_aim, trimmed};
use super::token::{Kind as Is, Token, closing, tokens};
use super::{Calls, LONGEST};

/// An indicator that is named alone, and a goal in words, are between these, in characters.
const NAME: std::ops::RangeInclusive<usize> = 4..=60;
const LEAST_GOAL: usize = 4;
/// A heading of words that tables have over columns is no longer than this.
const LONGEST_HEADING: usize = 16;

/// A goal in words: its name in parts, and the words, in the coded text.
struct Words {
    names: Vec<Range>,
    words: Range,
    /// Another name with the same goal.
    also: Option<Range>,
}

impl Extractor<'_> {
    /// The statements that a block of a list makes without values.
    pub(in super::super) fn goals_in_words(&self, here: &Here<'_>) -> Vec<Statement> {
        let calls = self.list_calls(here.block);
        let heading = matches!(self.document.blocks[here.block].kind, Kind::Heading { .. });
        if calls.items.is_empty() || heading {
            return Vec::new();
        }
        let code = here.read.code();
        if calls.items.contains(&Items::Brackets) {
            return self.last_bracket(here).into_iter().collect();
        }
        let whole = 0..code.len();
        if calls.items.contains(&Items::Goals) {
            let all = sentences(code);
            return all.into_iter().flat_map(|part| self.goal_in_words(here, &part, &calls)).collect();
        }
        self.goal_in_words(here, &whole, &calls)
    }

    /// The statements of a stretch of text without a value of its own.
    pub(in super::super) fn goal_in_words(&self, here: &Here<'_>, range: &Range, calls: &Calls) -> Vec<Statement> {
        let code = here.read.code();
        let end = range.start + code[range.clone()].trim_end_matches(['。', '\n', ' ']).len();
        if end - range.start > LONGEST || self.rules.lines.first(Says::Bar, &code[range.clone()]).is_some() {
            return Vec::new();
        }
        let from = self.head(code, &(range.start..end), &mut calls.clone());
        let part = from..end;
        let text = &code[part.clone()];
        let bound = text.contains([symbol::OBSERVATION, symbol::BUDGET, symbol::MINISTRIES]);
        let tokens = tokens(code, &part, self.rules);
        let found = if bound {
            None
        } else {
            let deadline = || self.with_deadline(code, &part, here.lang);
            self.in_bracket(code, &part, &tokens, here.cell.is_some()).or_else(deadline)
        };
        if let Some(words) = found {
            return self.worded(here, range, words);
        }
        let plain = !text.contains(is_symbol) && !text.contains('。');
        let length = text.chars().count();
        if calls.items.contains(&Items::Goals) && plain && length >= LEAST_GOAL {
            let last = text.rfind('、').map_or(0, |at| at + '、'.len_utf8());
            let words = Words { names: vec![part.clone()], words: from + last..end, also: None };
            // 重要業績評価指標（KPI）: the heading of what follows is no goal.
            let header = !facets(text, self.rules).is_empty() && length <= LONGEST_HEADING;
            let enough = text[last..].chars().count() >= LEAST_GOAL && !header;
            return if enough { self.worded(here, range, words) } else { Vec::new() };
        }
        let whole = code[range.clone()].trim_end().len() + range.start == end;
        let item = matches!(self.document.blocks[here.block].kind, Kind::Item);
        if item
            && calls.items.contains(&Items::Names)
            && plain
            && whole
            && NAME.contains(&length)
            && !text.contains('\n')
        {
            let mut statement = self.base(here, &part, range);
            statement.sure = self.sure("name");
            return vec![statement];
        }
        Vec::new()
    }

    /// 研究シーズ数（2021～2023年度平均以上）, 臨床情報の利活用の開始（R10~R12）, センターの設置：全国展開（2026年度まで）.
    fn in_bracket(&self, code: &str, part: &Range, tokens: &[Token], cell: bool) -> Option<Words> {
        let last = tokens.last().filter(|token| token.kind == Is::Close)?;
        let open =
            (0..tokens.len()).rev().find(|&n| tokens[n].kind == Is::Open && closing(tokens, n) == tokens.len() - 1)?;
        let inner = &tokens[open + 1..tokens.len() - 1];
        let dated = inner.iter().any(|token| matches!(token.kind, Is::Period | Is::Relative));
        let valued = inner.iter().any(|token| token.kind == Is::Value);
        if !dated || valued {
            return None;
        }
        let before = trimmed(code, part.start..tokens[open].at.start);
        let inside = inner.first()?.at.start..inner.last()?.at.end;
        let text = &code[inside.clone()];
        let bare: String = text.chars().filter(|&c| !is_symbol(c)).collect();
        // What the bracket says beside its year: a goal, or nothing but that it is a deadline.
        let due = |text: &str| {
            self.rules.lines.first(Says::Due, text).is_some_and(|due| due.find(text) == Some(0..text.len()))
        };
        let says = self.rules.lines.first(Says::Goal, text).is_some();
        // 利活用の開始（R10~R12）: in a column of indicators; in a list a year alone says nothing.
        let year = due(text) || bare.is_empty() && (cell || code[before.clone()].contains(':'));
        if before.is_empty() || code[before.clone()].contains(symbol::OBSERVATION) || !says && !year {
            return None;
        }
        // 割合を5%以下とする（2020年まで）: a sentence with a number is no goal in words.
        if code[before.clone()].split('を').skip(1).any(|rest| rest.starts_with([symbol::VALUE, symbol::NUMBER])) {
            return None;
        }
        if says {
            let (name, also) = self.without_direction(code, &before);
            return Some(Words { names: vec![name], words: inside, also });
        }
        let text = &code[before.clone()];
        if let Some((head, _)) = text.split_once([':', '：']) {
            let colon = before.start + head.len();
            let words = trimmed(code, colon..before.end).start..last.at.end;
            let name = before.start..colon;
            return Some(Words { names: [name].to_vec(), words, also: None });
        }
        Some(Words { names: vec![before.clone()], words: before.start..last.at.end, also: None })
    }

    /// 技術輸出額の増加、輸出額の増加: the names without their direction.
    fn without_direction(&self, code: &str, name: &Range) -> (Range, Option<Range>) {
        let bare = |range: Range| {
            let text = &code[range.clone()];
            let at = text.rfind('の').filter(|&at| at > 0 && is_aim(&text[at + 'の'.len_utf8()..], self.rules));
            at.map(|at| range.start..range.start + at)
        };
        let text = &code[name.clone()];
        if let Some(comma) = text.find('、') {
            let (one, other) = (name.start..name.start + comma, name.start + comma + '、'.len_utf8()..name.end);
            if let (Some(one), Some(other)) = (bare(one), bare(other)) {
                return (one, Some(other));
            }
        }
        (bare(name.clone()).unwrap_or_else(|| name.clone()), None)
    }

    /// 医薬品を原則、令和8年末までにOTC化: what is done until then, of what.
    fn with_deadline(&self, code: &str, part: &Range, lang: Lang) -> Option<Words> {
        let text = &code[part.clone()];
        let due = self.rules.lines.of(Says::Due).filter_map(|rule| rule.find(text)).min_by_key(|hit| hit.start)?;
        let (name, rest) = (part.start..part.start + due.start, part.start + due.end..part.end);
        let done = &code[rest.clone()];
        let enough = code[name.clone()].chars().count() >= 2 && done.chars().count() >= 2;
        let plain =
            !done.contains(is_symbol) && !done.contains(['、', '。', '(']) && !code[name.clone()].contains('。');
        // Cut emissions by 20% by 2035 as …: with a number before its date it is a sentence.
        let valued = lang == Lang::En && code[name.clone()].contains([symbol::VALUE, symbol::OBSERVATION]);
        (enough && plain && !valued).then_some(Words {
            names: vec![name, rest],
            words: part.start + due.start..part.end,
            also: None,
        })
    }

    fn worded(&self, here: &Here<'_>, range: &Range, words: Words) -> Vec<Statement> {
        let reading = &here.read.reading;
        let Some(first) = words.names.first() else { return Vec::new() };
        let mut statement = self.base(here, first, range);
        let views: Vec<Range> = words.names.iter().map(|name| reading.code.view(name)).collect();
        statement.name = name::clean(self.rules.tables.trimmed(&name::name(reading, &views)));
        statement.sure = self.sure("words");
        statement.observations.push(Draft::in_words(here.read, &words.words, Role::Target, here.cell));
        if statement.name.chars().count() < 2 {
            return Vec::new();
        }
        let also = words
            .also
            .map(|also| Statement { name: name::name(reading, &[reading.code.view(&also)]), ..statement.clone() });
        std::iter::once(statement).chain(also).collect()
    }

    /// 場の構築等を検討。（当該場の開催数）: the bracket behind the sentence names what is counted.
    fn last_bracket(&self, here: &Here<'_>) -> Option<Statement> {
        let code = here.read.code().trim_end();
        let inner = code.strip_suffix(')')?;
        let open = inner.rfind('(')?;
        let name = open + 1..inner.len();
        let behind = code[..open].trim_end().ends_with('。');
        if !behind || code[name.clone()].contains(is_symbol) || code[name.clone()].chars().count() < 2 {
            return None;
        }
        let mut statement = self.base(here, &name, &(0..code.len()));
        statement.sure = self.sure("name");
        Some(statement)
    }

    pub(super) fn sure(&self, how: &str) -> f64 {
        crate::rules::Tables::sure(&self.rules.tables.sure.line, how)
    }
}
