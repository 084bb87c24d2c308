//! Marks that name who is responsible: 【厚】【文】, （◎健、文、厚、経）, （担当：内閣府）, (MHLW; lead: METI).
//!
//! A bracket is taken apart into names and labels; it is a mark where it holds few strangers. A line of its own may be
//! one without a bracket, where a label opens it: 関係省庁：総務省、環境省.

use super::{Context, Found, Item, Named};
use crate::chars::{is_japanese, one_of};
use crate::text::MarkLabel;

/// A longer bracket names no ministries.
const LONGEST: usize = 420;
/// What brackets marks stand in.
const BRACKETS: [(char, char); 6] = [('(', ')'), ('【', '】'), ('〔', '〕'), ('[', ']'), ('<', '>'), ('《', '》')];
/// What parts the names of a mark.
const PARTS: [char; 7] = ['、', ',', '・', '/', '，', '(', ')'];
/// A name in English may hold so many commas.
const COMMAS: usize = 4;
/// An abbreviation in letters has no fewer.
const LETTERS: usize = 3;

/// Reads the mark whose bracket opens at an offset, and those that follow it directly.
pub(super) fn mark(text: &str, at: usize, context: &Context<'_>) -> Option<Found> {
    let (mut named, mut end) = bracket(text, at, context)?;
    loop {
        let gap = text[end..].len() - text[end..].trim_start_matches([' ', '・', '、']).len();
        let next = text[end + gap..].chars().next().filter(|&c| c == '【' || gap == 0 && c == '〔');
        let Some((more, next)) = next.and_then(|_| bracket(text, end + gap, context)) else {
            break;
        };
        for one in more {
            if !named.iter().any(|known| known.code == one.code) {
                named.push(one);
            }
        }
        end = next;
    }
    Some(Found { range: at..end, item: Item::Ministries(named) })
}

/// Reads a line that a label opens and that holds nothing but names.
pub(super) fn line(text: &str, at: usize, context: &Context<'_>) -> Option<Found> {
    let end = text[at..].find('\n').map_or(text.len(), |len| at + len);
    let line = text[at..end].trim_end_matches(['。', ' ']);
    let (_, len) = context.lexicon.numbers.mark_labels.longest(line)?;
    if !line[len..].trim_start().starts_with(':') || line.len() > LONGEST {
        return None;
    }
    let parts = parts(line, context)?;
    let known = parts.named.iter().all(|one| one.known.is_some());
    (parts.labelled && known && !parts.named.is_empty())
        .then(|| Found { range: at..at + line.len(), item: Item::Ministries(parts.named) })
}

/// The names of a text that holds nothing else, as a cell of a table does.
pub(crate) fn names(text: &str, context: &Context<'_>) -> Vec<Named> {
    parts(text, context).map(|parts| parts.named).unwrap_or_default()
}

fn bracket(text: &str, at: usize, context: &Context<'_>) -> Option<(Vec<Named>, usize)> {
    let (lexicon, words) = (context.lexicon, &context.lexicon.numbers);
    let open = text[at..].chars().next()?;
    let close = BRACKETS.iter().find(|(one, _)| *one == open)?.1;
    let inner = at + open.len_utf8();
    let near = &text[inner..text.floor_char_boundary(inner + LONGEST + close.len_utf8())];
    let mut depth = 1;
    let len = near.char_indices().find_map(|(at, c)| {
        depth += i32::from(c == open) - i32::from(c == close);
        (depth == 0).then_some(at)
    })?;
    let inside = &text[inner..inner + len];
    if len == 0 || inside.contains('\n') {
        return None;
    }
    // （国交省：措置済み）
    let state = |state: &str| words.states.longest(state).is_some_and(|(_, len)| len == state.len());
    let inside = inside.rsplit_once(':').filter(|(_, told)| state(told.trim())).map_or(inside, |(names, _)| names);
    let inside = inside.trim();
    let Parts { named, labelled, dropped } = parts(inside, context)?;
    if named.is_empty() {
        return None;
    }
    let end = inner + len + close.len_utf8();
    let known = named.iter().filter(|one| one.known.is_some()).count();
    let lead = named.iter().any(|one| one.lead);
    let short = named.iter().all(|one| one.known.is_some() || one.code.chars().count() <= 6);
    // 10月10日（金）: a day of the week, no agency of finance.
    let day = |c: char| inside.chars().eq([c]);
    if words.weekdays.chars().any(day) && text[..at].trim_end().ends_with(lexicon.years.day) {
        return None;
    }
    // Square brackets of letters and figures are references and asides: all in them must be known.
    if matches!(open, '[' | '<') && known < named.len() {
        return None;
    }
    let behind = text[end..].trim_start_matches([' ', '。', '.']);
    let ends = behind.chars().next().is_none_or(|c| c == '\n');
    // One stranger among friends is a ministry we do not know; a lone stranger is none.
    // （特許）, （人） in a text are words; a lone name in round brackets must be an office's own.
    let lone = open != '【' && named.len() == 1 && !lead && !labelled && !dropped;
    if lone && inside.is_ascii() {
        // (MHLW) behind a sentence names who does it; the Ministry of the Environment (MOE) only abbreviates.
        let letters = inside.len() >= LETTERS && known == 1;
        let apart = ends || behind.starts_with(':') || text[end..].starts_with(':');
        return (letters && apart && !spells(&text[..at], &named[0], context)).then_some((named, end));
    }
    if lone
        && named[0]
            .known
            .is_some_and(|at| at < lexicon.ministries().len() && lexicon.ministry(at).code != named[0].code)
    {
        return None;
    }
    // 検査の件数（食品）: words of which an indicator has a row each.
    if lone && lexicon.is_ordinary(inside) && !text[..at].trim_end().ends_with('。') {
        return None;
    }
    if open != '【' && lexicon.is_published(text[..at].trim_end()) {
        return None;
    }
    // （特許等）が活用され is no mark of the patent office: a longer abbreviation alone ends its line.
    let full = words.full.longest(inside).is_some() || words.part.longest(inside).is_some();
    if lone && inside.chars().count() > 1 && !full && !ends {
        return None;
    }
    let friends = if lead { known * 2 >= named.len() } else { known >= 2 && known * 3 >= named.len() * 2 };
    // （国立水源研究所、環境省） at the end: who stands beside a ministry is a body by its own name.
    let closes = ends || behind.starts_with(['(', '【', '〔']);
    let body = |one: &Named| one.known.is_some() || lexicon.is_body(&one.code);
    let full = named.iter().any(|one| one.known.is_some() && (one.lead || is_full(inside, one, context)));
    let bodies = closes && full && named.iter().all(body);
    let plausible = known == named.len() || (friends || labelled && known > 0) && short || bodies;
    plausible.then_some((named, end))
}

/// Whether a bracket gives a ministry by its full name.
fn is_full(inside: &str, one: &Named, context: &Context<'_>) -> bool {
    let ministry = one.known.and_then(|at| context.lexicon.ministries().get(at));
    ministry.is_some_and(|ministry| {
        let full = |name: &str| context.lexicon.numbers.full.longest(name).is_some() && inside.contains(name);
        full(&ministry.name) || ministry.also.iter().any(|name| name.chars().count() > 2 && full(name))
    })
}

/// Whether the words before a bracket spell out the name whose abbreviation it holds.
fn spells(before: &str, named: &Named, context: &Context<'_>) -> bool {
    let Some(last) = before.trim_end().rsplit([' ', '\n']).next().filter(|word| word.len() > 2) else { return false };
    let ministries = context.lexicon.ministries();
    let name = named.known.and_then(|at| ministries.get(at)).map_or("", |ministry| ministry.en.as_str());
    name.split([' ', ',']).any(|word| word.eq_ignore_ascii_case(last))
}

/// What a mark holds.
#[derive(Debug, Default)]
struct Parts {
    named: Vec<Named>,
    /// A label stands before one: 担当：.
    labelled: bool,
    /// 関係府省庁: those whom nobody names.
    dropped: bool,
}

fn parts(inside: &str, context: &Context<'_>) -> Option<Parts> {
    let words = &context.lexicon.numbers;
    let mut parts = Parts::default();
    for stretch in inside.split([';', '；']) {
        let mut lead = false;
        let mut rest = stretch.trim();
        while !rest.is_empty() {
            if let Some((label, len)) = words.mark_labels.longest(rest)
                && let Some(behind) = rest[len..].trim_start().strip_prefix(':')
            {
                lead = label == MarkLabel::Lead;
                parts.labelled = true;
                rest = behind.trim_start();
                continue;
            }
            let (piece, behind) = first(rest, context);
            rest = behind;
            add(piece, lead, context, &mut parts);
        }
    }
    // A colon that no label explains: 注：…
    let strange = inside.contains(':') && !parts.labelled;
    let whole = || vec![name(inside.trim(), context)];
    // 健康・医療戦略推進事務局 holds a ・ of its own.
    if parts.named.iter().all(|one| one.known.is_none()) && !parts.labelled && !parts.dropped {
        parts.named = whole();
    }
    (!strange).then_some(parts)
}

/// The first name of a list, and what is left: the longest that is known, else up to what parts it from the next.
fn first<'t>(text: &'t str, context: &Context<'_>) -> (&'t str, &'t str) {
    let cut = |at: usize| (text[..at].trim(), text[at..].trim_start_matches(|c: char| PARTS.contains(&c) || c == ' '));
    // 国土交通省関係：厚生労働省, where a space was
    let labelled = |at: usize| at > 0 && context.lexicon.is_mark_line(&text[at..]);
    let parted = text.char_indices().filter(|&(at, c)| PARTS.contains(&c) || c != ':' && labelled(at));
    let ends: Vec<usize> = parted.map(|(at, _)| at).chain([text.len()]).collect();
    let whole = |at: &&usize| name(text[..**at].trim(), context).known.is_some();
    // Ministry of Health, Labour and Welfare; 健康・医療戦略推進事務局
    match ends.iter().take(COMMAS).rev().find(whole) {
        Some(&at) => cut(at),
        None => {
            cut(ends.iter().copied().take(COMMAS).rev().find(|&at| is_part(&text[..at], context)).unwrap_or(ends[0]))
        }
    }
}

/// 国土交通省水管理・国土保全局: a ministry and an office of it with a ・ in its name.
fn is_part(text: &str, context: &Context<'_>) -> bool {
    let full = |above: &str| above.chars().count() > 2 && context.lexicon.numbers.full.longest(above).is_some();
    let above = |at: usize| full(&text[..at]) && name(&text[..at], context).known.is_some();
    text.contains('・')
        && !text.contains(['、', ',', '/', '(', ')'])
        && context.lexicon.is_full_office(text)
        && text.match_indices('・').all(|(at, _)| !full(&text[..at]))
        && text.char_indices().any(|(at, _)| above(at))
}

/// Adds a name, or the two that it is glued of; words for those whom nobody names are left out.
fn add(piece: &str, lead: bool, context: &Context<'_>, parts: &mut Parts) {
    let words = &context.lexicon.numbers;
    if piece.is_empty() {
        return;
    }
    let one = name(piece, context);
    if one.known.is_some() {
        return push(Named { lead: one.lead || lead, ..one }, parts);
    }
    if words.strangers.longest(piece).is_some_and(|(_, len)| len == piece.len()) {
        parts.dropped = true;
        return;
    }
    // 国土交通省、都道府県、市町村: whoever else takes part, without a name.
    if words.anyone.longest(piece).is_some_and(|(_, len)| len == piece.len()) {
        return;
    }
    // Cabinet Secretariat and relevant ministries
    if let Some((before, behind)) = piece.rsplit_once(" and ") {
        add(before, lead, context, parts);
        return add(behind, lead, context, parts);
    }
    if let Some((before, behind)) = ["及び", "並びに"].iter().find_map(|word| piece.split_once(word)) {
        add(before, lead, context, parts);
        return add(behind, lead, context, parts);
    }
    // 経済産業省資源エネルギー庁, 国土交通省海事局: a ministry and an agency of it; a bureau is part of it.
    if piece.starts_with(|c: char| is_japanese(c)) {
        let glued = piece.char_indices().rev().map(|(at, _)| piece.split_at(at)).find_map(|(above, below)| {
            let full = above.chars().count() > 2 && words.full.longest(above).is_some();
            let above = Some(name(above, context)).filter(|one| full && one.known.is_some())?;
            Some((above, below.trim()))
        });
        if let Some((above, below)) = glued {
            let agency = name(below, context);
            if agency.known.is_some() || context.lexicon.is_office(below) {
                let lead = above.lead || lead;
                push(Named { lead, ..above }, parts);
                if agency.known.is_some() {
                    push(Named { lead: false, ..agency }, parts);
                }
                return;
            }
        }
    }
    // 内閣府（地方創生推進事務局）: a part of the one before.
    let part = parts.named.last().is_some_and(|one| one.known.is_some()) && piece.chars().count() > 3;
    if part && context.lexicon.is_full_office(piece) {
        return;
    }
    push(Named { lead: one.lead || lead, ..one }, parts);
}

fn push(one: Named, parts: &mut Parts) {
    match parts.named.iter_mut().find(|known| known.code == one.code) {
        Some(known) => known.lead |= one.lead,
        None => parts.named.push(one),
    }
}

pub(super) fn name(part: &str, context: &Context<'_>) -> Named {
    let (lexicon, words, local) = (context.lexicon, &context.lexicon.numbers, context.local);
    let bare = part.trim_start_matches(|c: char| one_of(c, &words.lead) || one_of(c, &words.other)).trim();
    // MHLW*
    let behind = |c: char| one_of(c, &words.lead_behind);
    let lead = part.starts_with(|c: char| one_of(c, &words.lead)) || bare.ends_with(behind);
    let mut bare = bare.trim_end_matches(behind);
    while let Some((_, len)) = words.rest.longest(bare) {
        bare = bare[..bare.len() - len].trim_end();
    }
    let listed = || lexicon.find_ministry(bare).filter(|_| context.home || !bare.is_ascii());
    let known = local.iter().find(|(code, _)| code == bare).map(|&(_, at)| at).or_else(listed);
    // An office by its full name is told by its code; what the documents abbreviate stays as they do.
    let spelled = bare.is_ascii() && bare.contains(' ');
    let full = bare.chars().count() > 2 && words.full.longest(bare).is_some() || spelled;
    let code = match known {
        Some(at) if full && at < lexicon.ministries().len() && !local.iter().any(|(code, _)| code == bare) => {
            lexicon.ministry(at).code.clone()
        }
        _ => bare.to_owned(),
    };
    Named { code, known, lead }
}
