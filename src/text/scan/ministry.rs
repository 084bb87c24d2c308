//! Marks that name who is responsible: 【厚】【文】, （◎健、文、厚、経）, （内閣府、文部科学省）.

use super::{Context, Found, Item, Named};
use crate::chars::one_of;

/// A longer bracket names no ministries.
const LONGEST: usize = 200;

/// Reads the mark whose bracket opens at an offset, and those that follow it directly.
pub(super) fn mark(text: &str, at: usize, context: &Context<'_>) -> Option<Found> {
    let (mut named, mut end) = bracket(text, at, context)?;
    loop {
        let gap = text[end..].len() - text[end..].trim_start_matches([' ', '・', '、']).len();
        let Some((more, next)) =
            text[end + gap..].starts_with('【').then(|| bracket(text, end + gap, context)).flatten()
        else {
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

fn bracket(text: &str, at: usize, context: &Context<'_>) -> Option<(Vec<Named>, usize)> {
    let (lexicon, words) = (context.lexicon, &context.lexicon.numbers);
    let open = text[at..].chars().next()?;
    let close = match open {
        '(' => ')',
        '〔' => '〕',
        _ => '】',
    };
    let inner = at + open.len_utf8();
    let near = &text[inner..text.floor_char_boundary(inner + LONGEST + close.len_utf8())];
    let len = near.find(close).filter(|&len| len > 0)?;
    let named: Vec<Named> = text[inner..inner + len]
        .split(['、', ',', '・', '/', '，'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| name(part, context))
        .collect();
    // 健康・医療戦略推進事務局 holds a ・ of its own.
    let named = if named.iter().all(|one| one.known.is_none()) {
        vec![name(text[inner..inner + len].trim(), context)]
    } else {
        named
    };
    let known = named.iter().filter(|one| one.known.is_some()).count();
    let lead = named.iter().any(|one| one.lead);
    let short = named.iter().all(|one| one.known.is_some() || one.code.chars().count() <= 6);
    // 10月10日（金）: a day of the week, no agency of finance.
    let day = |c: char| text[inner..inner + len].chars().eq([c]);
    if words.weekdays.chars().any(day) && text[..at].trim_end().ends_with(lexicon.years.day) {
        return None;
    }
    // One stranger among friends is a ministry we do not know; a lone stranger is none.
    // （特許）, （人） in a text are words; a lone name in round brackets must be an office's own.
    let lone = open != '【' && named.len() == 1 && !lead;
    if lone
        && named[0]
            .known
            .is_some_and(|at| at < lexicon.ministries().len() && lexicon.ministry(at).code != named[0].code)
    {
        return None;
    }
    // （特許等）が活用され is no mark of the patent office: a longer abbreviation alone ends its line.
    let inside = &text[inner..inner + len];
    let full = words.full.longest(inside).is_some() || words.part.longest(inside).is_some();
    let ends =
        text[inner + len + close.len_utf8()..].trim_start_matches([' ', '。']).chars().next().is_none_or(|c| c == '\n');
    if lone && inside.chars().count() > 1 && !full && !ends {
        return None;
    }
    let friends = if lead { known * 2 >= named.len() } else { known >= 2 && known * 3 >= named.len() * 2 };
    let plausible = known == named.len() || friends && short;
    plausible.then_some((named, inner + len + close.len_utf8()))
}

fn name(part: &str, context: &Context<'_>) -> Named {
    let (lexicon, words, local) = (context.lexicon, &context.lexicon.numbers, context.local);
    let bare = part.trim_start_matches(|c: char| one_of(c, &words.lead) || one_of(c, &words.other)).trim();
    let lead = part.starts_with(|c: char| one_of(c, &words.lead));
    let mut bare = bare;
    while let Some((_, len)) = words.rest.longest(bare) {
        bare = bare[..bare.len() - len].trim_end();
    }
    let known = local.iter().find(|(code, _)| code == bare).map(|&(_, at)| at).or_else(|| lexicon.find_ministry(bare));
    // An office by its full name is told by its code; what the documents abbreviate stays as they do.
    let full = bare.chars().count() > 2 && words.full.longest(bare).is_some();
    let code = match known {
        Some(at) if full && !local.iter().any(|(code, _)| code == bare) => lexicon.ministry(at).code.clone(),
        _ => bare.to_owned(),
    };
    Named { code, known, lead }
}
