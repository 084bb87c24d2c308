//! Decides which short lines are headings, and hangs every block under its headings.

use std::collections::BTreeMap;

use crate::chars::{columns, is_hiragana, is_japanese, one_of};

use super::marks::Mark;
use super::plain::{LONGEST_HEADING, VALUE_LABELS};
use super::{Block, Kind};

/// Unnumbered titles rank between the Roman numerals and everything finer.
const TITLE: u8 = 11;
/// A ○ line over paragraphs or bullets.
const CIRCLE: u8 = 22;
/// （健康経営の推進） on a line of its own.
const BRACKET: u8 = 23;
/// An unnumbered title that comes back under one heading after another: 成果指標, 現状と課題.
const LABEL: u8 = 24;
/// The longest unnumbered title, in columns.
const LONGEST_TITLE: usize = 80;

/// A line that is a name with its value has no fewer Japanese characters before the first digit.
const LEAST_NAME: usize = 4;

/// Titles stand in twos and threes; a longer run of short lines is a list or a drawing.
const LONGEST_RUN: usize = 3;

/// Marks headings, then sets [`Block::under`].
pub(super) fn arrange(source: &str, blocks: &mut [Block]) {
    numbered_items(source, blocks);
    let mut run = Vec::new();
    for at in 0..=blocks.len() {
        if at < blocks.len() && is_title(source, blocks, at) {
            run.push(at);
            continue;
        }
        let keep = if run.len() > LONGEST_RUN { run.len() - 1 } else { 0 };
        for (rank, title) in (TITLE..).zip(run.drain(..).skip(keep)) {
            blocks[title].kind = Kind::Heading { rank };
        }
        if at < blocks.len() && is_bracket_title(source, blocks, at) {
            blocks[at].kind = Kind::Heading { rank: BRACKET };
        } else if at < blocks.len() && circle_heads(source, blocks, at) {
            blocks[at].kind = Kind::Heading { rank: CIRCLE };
        }
    }
    lower_labels(source, blocks);
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (at, block) in blocks.iter_mut().enumerate() {
        if let Kind::Heading { rank } = block.kind {
            while open.last().is_some_and(|&(above, _)| above >= rank) {
                open.pop();
            }
            block.under = open.last().map(|&(_, heading)| heading);
            open.push((rank, at));
        } else {
            block.under = open.last().map(|&(_, heading)| heading);
        }
    }
}

/// a) Sustain single-digit inflation; b) Reduce the deficit to 3 percent; and: lines whose numbers look like those of
/// headings, but which semicolons part, are the items of one sentence; and so are those among their like that are items.
fn numbered_items(source: &str, blocks: &mut [Block]) {
    let rank = |block: &Block| match block.kind {
        Kind::Heading { rank } if (13..=22).contains(&rank) => Some(rank),
        _ => None,
    };
    let parted = |block: &Block| {
        let text = &source[block.text.span().range()];
        let text = text.trim_end().trim_end_matches("and").trim_end_matches("or").trim_end();
        text.ends_with([';', '；'])
    };
    let mut at = 0;
    while at < blocks.len() {
        let Some(own) = rank(&blocks[at]) else {
            at += 1;
            continue;
        };
        let len = blocks[at..].iter().take_while(|block| rank(block) == Some(own)).count();
        // ② リサイクル率を30％とする。 / ③ 最終処分量 2,000t: among its like that are sentences.
        let like = |at: Option<usize>| {
            let block = at.and_then(|at| blocks.get(at)).filter(|block| matches!(block.kind, Kind::Item));
            block.is_some_and(|block| Mark::of(&block.text.plain(source)) == Mark::Number { rank: own })
        };
        let among = like(at.checked_sub(1)) || like(Some(at + len));
        // By 2030: leads on to what is below it.
        let leads = |block: &Block| source[block.text.span().range()].trim_end().ends_with([':', '：']);
        let among = among && !blocks[at..at + len].iter().any(leads);
        let run = &mut blocks[at..at + len];
        if among || len > 1 && 2 * run.iter().filter(|block| parted(block)).count() >= len {
            run.iter_mut().for_each(|block| block.kind = Kind::Item);
        }
        at += len;
    }
}

/// Titles that come back label what stands in each part; they open none beside it.
fn lower_labels(source: &str, blocks: &mut [Block]) {
    let title = |block: &Block| matches!(block.kind, Kind::Heading { rank } if (TITLE..TITLE + LONGEST_RUN as u8).contains(&rank));
    let numbered = |block: &Block| matches!(block.kind, Kind::Heading { rank } if (13..=18).contains(&rank));
    if !blocks.iter().any(numbered) {
        return;
    }
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| title(block)) {
        seen.entry(block.text.plain(source).trim().to_owned()).or_default().push(at);
    }
    for at in seen.into_values().filter(|places| places.len() > 1).flatten() {
        blocks[at].kind = Kind::Heading { rank: LABEL };
    }
}

/// Far longer than any heading, white space and markup included.
fn is_long(block: &Block) -> bool {
    block.text.span().range().len() > 4 * LONGEST_HEADING
}

/// A ○ line is a heading if what follows is neither its like nor its note.
fn circle_heads(source: &str, blocks: &[Block], at: usize) -> bool {
    if !matches!(blocks[at].kind, Kind::Item) || is_long(&blocks[at]) {
        return false;
    }
    let text = blocks[at].text.plain(source);
    if Mark::of(&text) != Mark::Circle || text.contains('。') || columns(&text) > LONGEST_HEADING {
        return false;
    }
    let next = blocks[at + 1..].iter().find(|block| !matches!(block.kind, Kind::Note));
    next.is_some_and(|block| match block.kind {
        Kind::Table(_) => true,
        Kind::Paragraph => {
            let text = block.text.plain(source);
            text.starts_with('（') || columns(&text) > LONGEST_TITLE / 2
        }
        Kind::Item => Mark::of(&block.text.plain(source)) != Mark::Circle,
        _ => false,
    })
}

/// A short line that is no sentence, no value and no fragment is a title.
fn is_title(source: &str, blocks: &[Block], at: usize) -> bool {
    if !matches!(blocks[at].kind, Kind::Paragraph) || at + 1 == blocks.len() || is_long(&blocks[at]) {
        return false;
    }
    let text = blocks[at].text.plain(source);
    let text = text.trim();
    let Some(last) = text.chars().next_back() else { return false };
    // What stands right over a table names it, however it ends.
    let caption = blocks[at + 1].table().is_some();
    let longest = if caption { LONGEST_HEADING } else { LONGEST_TITLE };
    if text.chars().count() < 3 || columns(text) > longest || text.starts_with(['（', '(']) {
        return false;
    }
    let value =
        text.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) && !text.starts_with(['「', '第']);
    let sentence = text.contains(['。', '：', ':', '→', '@']) || !caption && one_of(last, "、，・）)】」』％%");
    let fragment = !caption
        && is_hiragana(last)
        && !["について", "づくり", "まとめ", "ねらい", "あり", "など"].iter().any(|end| text.ends_with(end));
    // 主な取組 指標名 単位 現状 目標: the words over the columns of what was a table.
    let label = |word: &&str| VALUE_LABELS.iter().any(|label| word.starts_with(label.trim_end_matches('値')));
    if text.split_whitespace().count() > 2 && text.split_whitespace().filter(label).count() > 1 {
        return false;
    }
    let flag = ["再掲", "新規", "拡充", "新設", "継続"].contains(&text);
    let among = !caption && at > 0 && is_among_values(source, &blocks[at - 1..at + 2]);
    !(value || sentence || fragment || flag || among || is_wrapped(source, text, &blocks[at + 1]))
}

/// 対日直接投資残高 35 兆円 / 在留高度外国人材の倍増 / 海外売上高比率 50％: whether the middle one of three lines that touch stands
/// among names with their values, and so is the like of them.
fn is_among_values(source: &str, blocks: &[Block]) -> bool {
    let [above, line, below] = blocks else { return false };
    let touch = |first: &Block, second: &Block| {
        let between = &source[first.text.span().end as usize..second.text.span().start as usize];
        between.matches('\n').count() == 1 && between.trim().is_empty()
    };
    let named = |block: &Block| {
        let text = block.text.plain(source);
        let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        let plain = matches!(block.kind, Kind::Paragraph) && columns(&text) <= LONGEST_TITLE && !text.contains('。');
        plain && text.find(digit).is_some_and(|at| text[..at].chars().filter(|&c| is_japanese(c)).count() >= LEAST_NAME)
    };
    touch(above, line) && touch(line, below) && named(above) && named(below)
}

/// "… its goal of reducing" over "energy consumption by 20%": a line that a small letter opens or follows is
/// a piece of a sentence, however short the column made it.
fn is_wrapped(source: &str, text: &str, next: &Block) -> bool {
    let small = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_lowercase());
    let follows = matches!(next.kind, Kind::Paragraph) && small(&next.text.plain(source));
    text.contains(' ') && !text.contains(is_japanese) && (small(text) || follows)
}

/// （健康経営の推進） on a line of its own.
fn is_bracket_title(source: &str, blocks: &[Block], at: usize) -> bool {
    if !matches!(blocks[at].kind, Kind::Paragraph) || is_long(&blocks[at]) {
        return false;
    }
    let text = blocks[at].text.plain(source);
    let text = text.trim();
    text.starts_with('（')
        && text.ends_with('）')
        && (6..40).contains(&text.chars().count())
        && !text.contains(['、', '◎', '※', '。'])
}

#[cfg(test)]
mod tests {
    use crate::layout::Document;

    fn path(source: &str, block: &str) -> Vec<String> {
        let document = Document::read(source);
        let at = document.blocks.iter().position(|b| b.text.plain(source).starts_with(block)).unwrap();
        document.section(at).iter().map(|&h| document.blocks[h].text.plain(source)).collect()
    }

    #[test]
    fn headings_nest_by_their_numbering() {
        let source = "Ⅰ 総論\n\n１．１ 理念\n\n（１）現状\n\n本文である。\n\n１．２ 期間\n\n期間である。\n\nⅡ 各論\n\n各論である。\n";
        assert_eq!(path(source, "本文"), ["Ⅰ 総論", "１．１ 理念", "（１）現状"]);
        assert_eq!(path(source, "期間で"), ["Ⅰ 総論", "１．２ 期間"]);
        assert_eq!(path(source, "各論で"), ["Ⅱ 各論"]);
    }

    #[test]
    fn a_line_among_names_with_their_values_is_no_title() {
        let text = "幅広い国々と戦略的かつ多角的な経済連携を進めるとともに、我が国企業の海外ビ\nジネスの展開を拡大し、その果実を国内に還流させる仕組みを構築する。さらに、我\nが国のアジア拠点化を推進するとともに、海外の促進や官民一体となった資源確保の\n強化等を図る。\n";
        let list =
            format!("【2020年までの目標】\n直接投資残高 35兆円\n在留外国人材の倍増\n海外売上高比率 50％\n\n{text}");
        assert_eq!(path(&list, "海外"), ["【2020年までの目標】"]);
        let parts = format!("1. 指標\n直接投資残高 35兆円\n\n人材に関する指標\n海外売上高比率 50％\n\n{text}");
        assert_eq!(path(&parts, "海外"), ["人材に関する指標"]);
    }

    #[test]
    fn a_numbered_line_among_sentences_of_its_like_is_an_item() {
        let list = "【数値目標】\n\n① 排出量を750gまで削減します。\n③ 最終処分量 2,000t\n④ ロスを半減させます。\n";
        assert_eq!(path(list, "④"), path(list, "①"));
        let parts = "① 現状\n\n排出量は750gです。\n\n② 課題\n\n多い。\n";
        assert_eq!(path(parts, "多い"), ["② 課題"]);
    }

    #[test]
    fn a_circle_line_is_a_heading_over_text_and_an_item_among_its_like() {
        let source = "○ 施設・設備（◎健、文）\n\n研究開発を総合的かつ計画的に推進することとする。\n\n○治験の件数（60件）\n\n※AMED支援による。\n\n○論文の件数（70件）\n";
        assert_eq!(path(source, "研究"), ["○ 施設・設備（◎健、文）"]);
        assert_eq!(path(source, "○論文"), ["○ 施設・設備（◎健、文）"]);
    }

    #[test]
    fn an_unnumbered_title_closes_what_stood_before() {
        let source = "■ 略称一覧\n\n略称である。\n\nアウトプット指標\n\n＜医薬品＞\n\n○承認の件数（60件）\n\n○指定の件数（70件）\n";
        assert_eq!(path(source, "○承認"), ["アウトプット指標", "＜医薬品＞"]);
    }
}
