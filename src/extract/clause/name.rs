//! Names: the longest noun phrase leftwards, and what is no part of it.
//!
//! の-chains and relative clauses belong to a name with all their numbers; adverbs, agents
//! (政府は), leads (また、) and the word for the goal itself (…の目標値) do not.

use crate::rules::{Case, Class, Sentences};
use crate::text::scan::{Comparator, Item};
use crate::text::{Pos, Range, Reading};

use super::super::name;
use super::chunk::{Chunk, Sort};
use super::token::Token;

/// A phrase that may name what is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its first and last chunk.
    pub from: usize,
    pub to: usize,
    /// The years met on its left side: 2030年度の排出量.
    pub years: Vec<usize>,
}

/// The longest phrase that ends in a chunk, not before `floor`. `later` is whether a value follows.
pub(super) fn phrase(
    chunks: &[Chunk],
    floor: usize,
    to: usize,
    later: bool,
    reading: &Reading,
    data: &Sentences,
) -> Phrase {
    let mut from = to;
    let mut years = Vec::new();
    // What stands left of a verb that modifies belongs to it.
    let mut inside = false;
    // 週労働時間が60時間以上の雇用者: what a bound is said of.
    let mut bounded = false;
    // 耐震性が不十分な住宅: what an adjective is said of.
    let mut described = false;
    while from > floor {
        let at = from - 1;
        let chunk = &chunks[at];
        let particle = chunk.particle.as_str();
        let of = data.marks(particle, Case::Of);
        let bare = particle.is_empty();
        let adnominal = bare || data.marks(particle, Case::Adnominal);
        let within = inside && data.marks(particle, Case::Inside);
        let belongs = match chunk.sort {
            _ if chunk.comma => lists(chunks, at, to, reading, data) && !is_agent_head(chunk, data),
            Sort::Verb => {
                // 適合しない旨を通知した件数: a clause ends at a verb that is no part of a name.
                let modifies = chunk.adnominal || chunk.formal.is_some() && inside;
                inside |= modifies;
                modifies
            }
            Sort::Aside => {
                inside
                    || data.is(chunk.head(), Class::Listing)
                    || chunk.first().is_some_and(|first| first.pos == Pos::Determiner)
            }
            Sort::Time if adnominal && inside && !of => true,
            Sort::Time if adnominal => {
                years.push(at);
                false
            }
            Sort::Time => inside && data.marks(particle, Case::Baseline),
            Sort::Value if chunk.copula && !inside => false,
            // 月80時間を超える医師: the bound modifies what is named behind it.
            Sort::Value => {
                let exceeds =
                    bare && later && data.ends(reading.text(&(chunk.start()..chunk.content_end())), Class::Exceed);
                // 被引用度上位10%論文の割合
                let ranked = bare && data.ends(&reading.view.text[..chunk.start()], Class::Rank);
                of && (inside || later) || inside && (bare || within) || exceeds || ranked
            }
            Sort::Noun => {
                adnominal && !chunk.copula || within || (bounded || described) && data.marks(particle, Case::Inside)
            }
        };
        described = chunk.sort == Sort::Noun && chunk.tokens.last().is_some_and(|last| data.is(&last.text, Class::Na));
        bounded = (of || bare) && chunk.value().is_some_and(|value| bounds(reading, value))
            || bounded && bare && chunk.sort == Sort::Noun;
        if !belongs {
            break;
        }
        from = at;
    }
    let drops = |chunk: &Chunk| {
        let determiner = chunk.first().is_some_and(|first| first.pos == Pos::Determiner);
        chunk.sort == Sort::Aside && (!determiner || data.is(chunk.head(), Class::Pointer))
    };
    while from < to && drops(&chunks[from]) {
        from += 1;
    }
    Phrase { from, to, years }
}

/// 60時間以上: whether a value only bounds.
fn bounds(reading: &Reading, value: usize) -> bool {
    matches!(&reading.found[value].item, Item::Value(value) if value.comparator != Comparator::Equal)
}

/// 電気、ガス及び水道の: whether a comma only parts a list.
fn lists(chunks: &[Chunk], at: usize, to: usize, reading: &Reading, data: &Sentences) -> bool {
    let chunk = &chunks[at];
    let opens = chunk.particle.is_empty() || data.marks(&chunk.particle, Case::List);
    let listing = chunks[at + 1..=to].iter().any(|chunk| {
        data.marks(&chunk.particle, Case::List) || data.holds(reading.text(&chunk.range()), Class::Listing)
    });
    chunk.sort == Sort::Noun && opens && !chunk.copula && (listing || !chunk.particle.is_empty())
}

/// 政府, 本計画: who acts, not what is counted.
pub(super) fn is_agent(chunk: &Chunk, text: &str, data: &Sentences) -> bool {
    let quoted = chunk.head().starts_with(QUOTES) && !counts(chunk.head().trim_matches(QUOTES), data);
    quoted || data.is(text, Class::Agent) || is_agent_head(chunk, data)
}

/// 県警察では, 国の基本計画は, みらい計画の目標は: a body or a plan that は or が marks says what stands behind it. `text` is
/// the name without the word for the goal.
pub(super) fn says(chunks: &[Chunk], phrase: &Phrase, text: &str, data: &Sentences) -> bool {
    let last = &chunks[phrase.to];
    let acts = data.marks(&last.particle, Case::Name)
        && ![Case::Object, Case::About, Case::Colon].into_iter().any(|case| data.marks(&last.particle, case));
    let bare = text.trim_end_matches(QUOTES);
    // 導入した医療機構は, 市町村の避難計画は: which of them it is says that they are counted.
    let whose = |chunk: &Chunk| {
        let words = chunk.words();
        data.is(&words, Class::Agent)
            || [Class::BodyEnd, Class::PlaceEnd, Class::PlanDocument].into_iter().any(|class| data.ends(&words, class))
    };
    let owned = chunks[phrase.from..phrase.to].iter().all(whose);
    acts && owned && [Class::BodyEnd, Class::PlanDocument].into_iter().any(|class| data.ends(bare, class))
}

fn is_agent_head(chunk: &Chunk, data: &Sentences) -> bool {
    data.is(chunk.head(), Class::AgentEnd)
}

/// The words of a phrase, without the brackets that hold values.
pub(super) fn words(chunks: &[Chunk], phrase: &Phrase, reading: &Reading, data: &Sentences) -> (String, Range) {
    // 割合（65歳以上）: a bracket that says of whom belongs to the name.
    let last = &chunks[phrase.to];
    let whom = last.brackets.iter().find(|bracket| limits(&bracket.tokens, data));
    let end = whom.map_or(last.content_end(), |bracket| bracket.range.end);
    let range = chunks[phrase.from].start()..end;
    let brackets = chunks[phrase.from..=phrase.to].iter().flat_map(|chunk| &chunk.brackets);
    let mut holes: Vec<Range> = brackets
        .filter(|bracket| bracket.tokens.iter().any(Token::is_period) || bracket.tokens.iter().any(Token::is_value))
        .filter(|bracket| !limits(bracket.tokens.as_slice(), data))
        .map(|bracket| bracket.range.clone())
        .chain(reading.holes())
        .chain(
            reading
                .inside(&range)
                .filter(|&at| super::token::is_footnote(reading, at, data))
                .map(|at| reading.found[at].range.clone()),
        )
        .filter(|hole| hole.start >= range.start && hole.end <= range.end)
        .collect();
    holes.sort_by_key(|hole| hole.start);
    let mut out = String::new();
    let mut at = range.start;
    for hole in holes {
        out.push_str(reading.view.text.get(at..hole.start.max(at)).unwrap_or_default());
        at = at.max(hole.end);
    }
    out.push_str(reading.view.text.get(at..range.end).unwrap_or_default());
    // ③最終処分量: the number of an item.
    let out = out.trim_start_matches(|c: char| c.is_numeric() && !c.is_ascii_digit()).trim_start();
    let quoted = phrase.from == phrase.to && out.starts_with(QUOTES) && out.ends_with(QUOTES);
    let bare = if quoted { unquoted(out) } else { out };
    // 一般管理費（人件費を除く。）: a bracket that is a sentence explains the name.
    let explained = bare.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    let bare = explained.filter(|(_, inner)| inner.contains(STOP)).map_or(bare, |(name, _)| name);
    (clean(bare, data), range)
}

const QUOTES: [char; 4] = ['「', '」', '『', '』'];

/// A text without the marks around the whole of it.
fn unquoted(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.next_back();
    chars.as_str()
}

/// (20~64歳), (1日当たり): a bracket that says of whom, and gives no value.
pub(super) fn limits(tokens: &[Token], data: &Sentences) -> bool {
    let values = tokens.iter().filter(|token| token.is_value());
    let only = tokens.iter().all(|token| !token.is_period());
    let mut any = false;
    let all = values.into_iter().all(|token| {
        any = true;
        data.ends(&token.text, Class::Limit)
    });
    let few = tokens.iter().map(|token| token.text.chars().count()).sum::<usize>() <= LONGEST_LIMIT;
    any && all && only && few
}

/// A bracket that limits is no longer than this, in characters.
const LONGEST_LIMIT: usize = 16;
/// What ends a sentence stands in no name.
const STOP: char = '。';
/// A name keeps so many characters when something is cut off it.
const LEAST: usize = 2;

/// A name without leads before it and the word for the goal behind it.
pub(super) fn clean(text: &str, data: &Sentences) -> String {
    let mut text = name::clean(text);
    let joint = data.joint();
    while let Some(lead) = data.begins(&text, Class::LeadIn) {
        let rest = text[lead.len()..].trim_start_matches(['、', ',', ' ']);
        // 副次目標②：: its number belongs to the label.
        let rest = rest.trim_start_matches(|c: char| c.is_numeric()).strip_prefix(':').unwrap_or(rest);
        // 昨年度の受診率: behind の stands a word of its own.
        let least = if lead.ends_with(joint) { LEAST } else { LEAST * 2 };
        let never = data.begins(&text, Class::NeverBegin).is_some();
        if never || rest.chars().count() < least {
            break;
        }
        text = name::clean(rest);
    }
    loop {
        let tail = data.words(Class::NameTail).iter().find(|tail| text.ends_with(tail.as_str()));
        let Some(shorter) = tail.and_then(|tail| text.strip_suffix(tail.as_str())) else { return text };
        if shorter.chars().count() < LEAST {
            return text;
        }
        text = name::clean(shorter);
    }
}

/// Whether a name says that it counts: 件数, 受診率, 排出量(家庭部門).
pub(in super::super) fn counts(name: &str, data: &Sentences) -> bool {
    let bare = name.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')).map_or(name, |(bare, _)| bare);
    // 運用経費等
    let whole = data.words(Class::Listing).iter().find_map(|tail| bare.strip_suffix(tail.as_str())).unwrap_or(bare);
    [name, bare, whole].into_iter().any(|name| data.ends(name, Class::Measured))
}

/// 国及び道, 国、県: who acts, told as a list.
fn lists_agents(name: &str, data: &Sentences) -> bool {
    let first = data.words(Class::Agent).iter().find_map(|agent| name.strip_prefix(agent.as_str()));
    first.is_some_and(|rest| rest.starts_with('、') || data.begins(rest, Class::Listing).is_some())
        && !counts(name, data)
}

/// 国の目標: whose goal it is names nothing.
fn is_goal_of_someone(name: &str, data: &Sentences) -> bool {
    let joint = data.joint();
    let goals = data.words(Class::GoalNoun).iter();
    let mut owners = goals.filter_map(|goal| name.strip_suffix(goal.as_str())?.strip_suffix(joint));
    // 本市の現状は46.5%である: nor does where they stand.
    let mut stands =
        data.words(Class::Baseline).iter().filter_map(|now| name.strip_suffix(now.as_str())?.strip_suffix(joint));
    owners.any(|owner| data.is(owner, Class::Agent) || owner.chars().count() < LEAST)
        || stands.any(|owner| data.is(owner, Class::Agent))
}

/// 文部科学省の「活躍プラン」, 前期計画で掲げた「5割以上」: a plan, or what one says, told by its words.
fn is_quoted_plan(name: &str, data: &Sentences) -> bool {
    let quoted = name.strip_suffix(QUOTES[1]).and_then(|rest| rest.rsplit_once(QUOTES[0])).map(|(_, inside)| inside);
    quoted.is_some_and(|inside| data.ends(inside, Class::AgentEnd) || inside.contains(|c: char| c.is_numeric()))
}

/// Whether a name names nothing: これ, こと, 目標値. A noun in hiragana may (ぶり), a rest of words may not.
pub(super) fn is_hollow(name: &str, noun: bool, data: &Sentences) -> bool {
    let hollow = [
        Class::NeverAlone,
        Class::Pronoun,
        Class::Formal,
        Class::GoalNoun,
        Class::Qualifier,
        Class::Agent,
        Class::Bridge,
    ];
    name.chars().count() < LEAST
        // 人口 tells how others are counted, and is counted itself.
        || data.is_any(name, &hollow) && !(data.is(name, Class::Qualifier) && data.is(name, Class::Measured))
        || !name.contains(char::is_alphabetic)
        || is_counted(name, data)
        || stops(name)
        || is_quoted_plan(name, data)
        || is_goal_of_someone(name, data)
        || lists_agents(name, data)
        || data.holds(name, Class::NeverName)
        || data.ends(name, Class::NeverEnd)
        || data.begins(name, Class::NeverBegin).is_some()
        || !noun && name.chars().all(|c| crate::chars::is_hiragana(c) || !c.is_alphabetic())
}

/// 1件: a number and what it counts; but 1日 and 1戸 tell of what a value is one.
fn is_counted(name: &str, data: &Sentences) -> bool {
    let unit = name.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < name.len() && data.is(unit, Class::CaseUnit)
}

/// Whether a sentence ends in a name; one in brackets may: 自己収入（附属病院収入を除く。）の割合.
fn stops(name: &str) -> bool {
    let mut depth = 0usize;
    name.chars().any(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c == STOP
    })
}
