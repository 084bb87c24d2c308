//! Builds blocks from the lines of a text dump.

use std::collections::HashSet;

use crate::chars::{ARROWS, columns, ends_sentence, is_circled, one_of, open_brackets};

use super::cells::Cells;
use super::doubled::{self, Doubled};
use super::inline;
use super::listed::{bracketed, listed};
use super::marks::Mark;
use super::markup::{self, Tag};
use super::rows::{self, Parted};
use super::spaced::{self, Measure};
use super::wrap::{Wrapping, goes_on};
use super::{Block, Join, Kind, Places, Span, Table, Text, bars, html, numbered, pipes};

/// A numbered line longer than this is an item, not a heading; in columns.
pub(super) const LONGEST_HEADING: usize = 160;
/// The rest of a bracket on the next line is shorter than this, in columns.
const SHORT: usize = 40;

pub(super) fn blocks(source: &str, places: &Places) -> Vec<Block> {
    let unquoted = places.spans(source).map(|line| inline::unquoted(source, line)).collect();
    let mut lines: Vec<Span> = inline::parted(source, unquoted);
    numbered::strip(source, &mut lines);
    let wrapping = Wrapping::of(source, &lines);
    let wrapping_double = wrapping.double;
    let mut cells = Cells::default();
    let mut builder = Builder {
        source,
        wrapping,
        at: 0,
        blocks: Vec::new(),
        open: None,
        table: None,
        gap: Gap::default(),
        footnotes: 0,
        measures: Measure::of(source, &lines),
        listed: listed(source, &lines),
        tableless: 0,
    };
    let mut skip_to = 0;
    let layered = doubled::any(source, places);
    for (at, &line) in lines.iter().enumerate() {
        if line.start < skip_to {
            continue;
        }
        let text = &source[line.range()];
        if text.trim_start().starts_with("<table") {
            builder.close();
            let (found, end) = html::captioned(source, line.start as usize);
            skip_to = end as u32;
            builder.blocks.extend(found);
            continue;
        }
        builder.at = at;
        let taken = builder.together(&lines[at..], text, layered);
        if taken > 0 {
            skip_to = lines[at + taken - 1].end + 1;
            continue;
        }
        cells.enter(text);
        let at_hand = |n: usize| lines.get(n).map_or("", |line| source[line.range()].trim());
        let back = |n: usize| at.checked_sub(n).map_or("", at_hand);
        let stacked = is_furniture(text.trim())
            && cells.hold([back(2), back(1)], [at_hand(at + 1), at_hand(at + 2)], wrapping_double);
        builder.line(line, text, stacked);
    }
    builder.close();
    builder.blocks
}

/// Fewer items in a line may be words that it speaks of.
const ITEMS: usize = 2;
/// Words that open a line which tells values of the line above it.
pub(super) const VALUE_LABELS: [&str; 10] =
    ["基準値", "現状値", "目標値", "実績値", "策定時", "当初値", "初期値", "現況値", "直近値", "最新値"];
/// `－ １２３ －`, in bytes.
const LONGEST_PAGE_NUMBER: usize = 40;

/// What stood between the open block and the line at hand.
#[derive(Default, Clone, Copy)]
struct Gap {
    empty: usize,
    spaced: usize,
    /// A page number, a footnote or a form feed: the page ended, the sentence perhaps not.
    page: bool,
}

/// The block that may still go on.
struct Open {
    kind: Kind,
    text: Text,
    /// The lines so far, joined.
    plain: String,
    /// How many brackets they leave open.
    brackets: usize,
    last: Span,
}

struct Builder<'a> {
    source: &'a str,
    wrapping: Wrapping,
    /// The index of the line at hand.
    at: usize,
    blocks: Vec<Block>,
    open: Option<Open>,
    table: Option<(Parted, Table)>,
    gap: Gap,
    /// The number of the last footnote seen.
    footnotes: u32,
    /// How far along their line the characters may reach.
    measures: Vec<Measure>,
    /// The words in brackets that several lines begin with.
    listed: HashSet<&'a str>,
    /// The lines up to this one hold no table parted by spaces.
    tableless: usize,
}

/// A line that begins so far along, in bytes, stands over a column of a table below.
const DEEP: usize = 60;

impl Builder<'_> {
    /// Takes lines that only together make sense, the first of them with this text; gives how many.
    fn together(&mut self, lines: &[Span], text: &str, layered: bool) -> usize {
        // A row of a Markdown table whose cells were broken over lines.
        if text.trim_start().starts_with('|')
            && let Some((Parted::Pipes, table)) = &mut self.table
            && table.head == 1
            && let Some(width) = table.rows.first().map(|row| row.cells.len()).filter(|&width| width > 2)
            && let Some((row, taken)) = rows::broken(self.source, lines, width)
        {
            table.rows.push(row);
            return taken;
        }
        if let Some((table, taken)) = bars::table(self.source, lines) {
            self.close();
            self.blocks.push(Block::new(Kind::Table(table), Text::default()));
            self.gap = Gap::default();
            return taken;
        }
        // The upper line of a header's one wrapped cell stands alone, far along the line.
        let deep =
            |next: &Span| text.len() - text.trim_start().len() > DEEP && spaced::is_gapped(&self.source[next.range()]);
        let gapped = spaced::is_gapped(text) || !text.trim().is_empty() && lines.get(1).is_some_and(deep);
        if self.at >= self.tableless && gapped && Parted::of(text).is_none() {
            match spaced::table(self.source, lines, &self.measures) {
                Ok((table, taken)) => {
                    self.close();
                    self.blocks.push(Block::new(Kind::Table(table), Text::default()));
                    self.gap = Gap::default();
                    return taken;
                }
                Err(lines) => self.tableless = self.at + lines,
            }
        }
        let below = lines.get(1).map_or("", |line| &self.source[line.range()]);
        if (Parted::of(text).is_none() && pipes::is_parted(text) || pipes::is_headed_by_nothing(text, below))
            && let Some((table, taken)) = pipes::table(self.source, lines)
        {
            self.close();
            self.blocks.push(Block::new(Kind::Table(table), Text::default()));
            self.gap = Gap::default();
            return taken;
        }
        if !layered || text.trim().is_empty() {
            return 0;
        }
        match doubled::doubled(self.source, lines) {
            Doubled::No => 0,
            Doubled::Again => 1,
            Doubled::Layers(layers, taken) => {
                self.close();
                let plain = layers.plain(self.source);
                self.blocks.push(Block::new(kind_of(mark_of(&plain), &plain), layers));
                self.gap = Gap::default();
                taken
            }
        }
    }

    fn line(&mut self, line: Span, text: &str, stacked: bool) {
        let feeds = text.contains('\x0c');
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if trimmed.is_empty() || trimmed == "," || trimmed == "." {
            self.gap.page |= feeds;
            if text.is_empty() {
                self.gap.empty += 1
            } else {
                self.gap.spaced += 1
            }
            self.end_table();
            return;
        }
        if is_furniture(trimmed) && !stacked {
            self.gap.page = true;
            self.end_table();
            return;
        }
        self.gap.page |= feeds;
        self.gap = if let Some(parted) = Parted::of(text) {
            self.row(line, text, parted);
            Gap::default()
        } else {
            self.end_table();
            let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len()
                + glued_page_number(trimmed);
            self.items(Span { start: line.start + start as u32, end: line.end })
        };
    }

    /// Takes a line of text; one in which several numbered items tell where they lead is so many lines.
    fn items(&mut self, line: Span) -> Gap {
        let text = &self.source[line.range()];
        let places = text.char_indices().zip(std::iter::once(' ').chain(text.chars()));
        let starts = places.filter(|&((at, c), before)| at > 0 && is_circled(c) && before.is_whitespace());
        let starts: Vec<u32> = starts.map(|((at, _), _)| line.start + at as u32).collect();
        if starts.len() < ITEMS || text.matches(ARROWS).count() < ITEMS {
            return self.text(line);
        }
        let mut from = line.start;
        for end in starts.into_iter().chain([line.end]) {
            self.text(Span { start: from, end });
            from = end;
        }
        Gap::default()
    }

    fn row(&mut self, line: Span, text: &str, parted: Parted) {
        self.finish();
        if self.table.as_ref().is_some_and(|(kind, _)| *kind != parted) {
            self.end_table();
        }
        let (_, table) = self.table.get_or_insert_with(|| (parted, Table::default()));
        if !rows::is_rule(text) {
            table.rows.push(rows::row(self.source, line, parted));
        } else if parted == Parted::Pipes && table.rows.len() == 1 {
            table.head = 1;
        }
    }

    /// Takes a line of text; gives the gap that the next line finds.
    fn text(&mut self, line: Span) -> Gap {
        let text = &self.source[line.range()];
        let printed = markup::text(self.source, line.trim(self.source));
        let content = doubled::undoubled(self.source, printed.clone());
        let mark = match () {
            () if self.closes_bracket(text) => Mark::None,
            // 第第２２章章 opens a chapter once it is said once.
            () if content != printed => mark_of(&content.plain(self.source)),
            () => mark_of(text),
        };
        if mark == Mark::None && self.footnote(text) {
            // The open block stays open: its sentence goes on over the foot of the page.
            self.blocks.push(Block::new(Kind::Note, content));
            return Gap { page: true, ..self.gap };
        }
        // 〔ＫＰＩ〕就農者数: where many lines begin so each is one of a list, though a dump cut the one before it off.
        let listed = bracketed(text).is_some_and(|mark| self.listed.contains(mark));
        let values = mark == Mark::None && !listed && self.values_of_open(text);
        if mark == Mark::None
            && !listed
            && (values || self.belongs_to_open(text))
            && let Some(open) = &mut self.open
        {
            open.text.append(content, if values { Join::Part } else { Join::Wrap });
            open.plain.push_str(text.trim());
            open.brackets = open_brackets(open.brackets, text);
            open.last = line;
        } else {
            self.finish();
            if !content.is_empty() {
                self.open = Some(Open {
                    kind: kind_of(mark, text),
                    plain: text.trim().to_owned(),
                    brackets: open_brackets(0, text),
                    text: content,
                    last: line,
                });
            }
        }
        Gap::default()
    }

    /// `28%（R元）→40%（R12）` on the line under the name that it belongs to.
    fn values_of_open(&self, text: &str) -> bool {
        let Some(open) = &self.open else { return false };
        let text = text.trim_start();
        let labelled = text.starts_with(['【', '〔']) || VALUE_LABELS.iter().any(|label| text.starts_with(label));
        let Some(arrow) = text.find(ARROWS).or(labelled.then_some(text.len())) else { return false };
        let before = text[..arrow].trim_start();
        let begins = labelled
            || before.starts_with(|c: char| {
                c.is_ascii_digit() || ('０'..='９').contains(&c) || one_of(c, "約令平現RＲHＨ▲△")
            });
        let near = self.gap.spaced + self.gap.empty == 0 || self.wrapping.double && self.gap.empty <= 1;
        begins
            && near
            && before.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
            && !open.plain.contains(ARROWS)
            && !ends_sentence(&open.plain)
            && !one_of(open.plain.chars().next_back().unwrap_or(' '), ":：、")
            && columns(&open.plain) <= LONGEST_HEADING
    }

    /// Whether a line closes a bracket that the open block left open: `（健、` and on the next line `◎厚）`.
    fn closes_bracket(&self, text: &str) -> bool {
        if self.open.as_ref().is_none_or(|block| block.brackets == 0) {
            return false;
        }
        let close = text.find(['）', ')', '】']);
        let open = text.find(['（', '(', '【']);
        close.is_some_and(|close| open.is_none_or(|open| close < open) && columns(&text[..close]) < SHORT)
    }

    /// `16 2023 年 12 月 25 日 大臣確認`: the next number, then what a citation begins with.
    fn footnote(&mut self, text: &str) -> bool {
        let text = text.trim();
        let Some((number, rest)) = text.split_once(' ') else { return false };
        let Ok(number) = number.parse::<u32>() else { return false };
        let rest = rest.trim_start();
        let year = rest.get(..4).is_some_and(|year| year.parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year)));
        let cites = year || rest.starts_with(['「', '『']) || rest.starts_with("http");
        let next = number > self.footnotes && number <= self.footnotes + 3;
        if cites && next {
            self.footnotes = number;
        }
        cites && next
    }

    /// Whether an unmarked line continues the open block.
    fn belongs_to_open(&self, text: &str) -> bool {
        let Some(open) = &self.open else { return false };
        let last = &self.source[open.last.range()];
        let parted = if self.wrapping.double {
            self.gap.spaced > 0 || self.gap.empty > 1
        } else {
            self.gap.spaced + self.gap.empty > 0
        };
        let page_ended = self.gap.page || self.wrapping.double && self.gap.empty + self.gap.spaced == 0;
        // Each of two lines with an arrow states its own.
        if open.brackets == 0 && last.contains(ARROWS) && text.contains(ARROWS) {
            return false;
        }
        // Only a wrapped line leaves its （厚） for the next one.
        if parted && ends_sentence(last) && !(self.wrapping.column.is_some() && starts_with_bracket(text)) {
            return false;
        }
        (!parted || page_ended) && goes_on(open.brackets, last, text, self.wrapping.at(self.at))
    }

    fn finish(&mut self) {
        if let Some(open) = self.open.take() {
            let kind = match open.kind {
                Kind::Heading { .. }
                    if columns(&open.plain) > LONGEST_HEADING
                        || ends_sentence(&open.plain)
                        || open.plain.contains('。') =>
                {
                    Kind::Item
                }
                kind => kind,
            };
            // Footnotes were pushed while the block was open; it stands before them.
            let at = self
                .blocks
                .iter()
                .rposition(|block| block.text.span().start < open.text.span().start || block.table().is_some())
                .map_or(0, |at| at + 1);
            self.blocks.insert(at, Block::new(kind, open.text));
        }
    }

    fn end_table(&mut self) {
        if let Some((_, table)) = self.table.take()
            && !table.rows.is_empty()
        {
            self.blocks.push(Block::new(Kind::Table(table), Text::default()));
        }
    }

    fn close(&mut self) {
        self.finish();
        self.end_table();
    }
}

fn mark_of(text: &str) -> Mark {
    match Tag::at(text.trim_start()) {
        Some(tag) if tag.name.len() == 2 && tag.name.starts_with(['h', 'H']) && !tag.close => {
            Mark::Hash { rank: tag.name.as_bytes()[1].wrapping_sub(b'0') }
        }
        Some(tag) if tag.is("li") => Mark::Bullet,
        _ => Mark::of(text),
    }
}

fn kind_of(mark: Mark, text: &str) -> Kind {
    match mark {
        Mark::Hash { rank } => Kind::Heading { rank },
        Mark::Number { rank } if !text.contains('。') => Kind::Heading { rank },
        Mark::Number { .. } | Mark::Circle | Mark::Bullet => Kind::Item,
        Mark::Note => Kind::Note,
        Mark::None => Kind::Paragraph,
    }
}

fn starts_with_bracket(text: &str) -> bool {
    text.trim_start().starts_with(['（', '('])
}

/// A page number on a line of its own.
pub(super) fn is_furniture(text: &str) -> bool {
    if text.starts_with("<!--") && text.ends_with("-->") {
        return true;
    }
    if text.len() > LONGEST_PAGE_NUMBER {
        return false;
    }
    let bare = text.trim_matches(|c: char| c.is_whitespace() || one_of(c, "-－―–—"));
    // 2024: a year alone heads a column or a page, and numbers none.
    let year = bare.len() == 4 && ["19", "20"].iter().any(|century| text.trim().starts_with(century));
    !bare.is_empty()
        && !year
        && bare.chars().count() <= 4
        && bare.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// `2※今後の…`: the length of a page number that a note was glued to.
fn glued_page_number(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && text[digits..].starts_with('※') { digits } else { 0 }
}

#[cfg(test)]
mod tests {
    use crate::layout::{Document, Kind};

    fn read(source: &str) -> Vec<String> {
        Document::read(source)
            .blocks
            .iter()
            .map(|block| match &block.kind {
                Kind::Heading { rank } => format!("#{rank} {}", block.text.plain(source)),
                Kind::Paragraph => format!("P {}", block.text.plain(source)),
                Kind::Item => format!("- {}", block.text.plain(source)),
                Kind::Note => format!("※ {}", block.text.plain(source)),
                Kind::Table(table) => {
                    format!("T {}", table.rows.iter().map(|r| r.cells.len().to_string()).collect::<Vec<_>>().join(","))
                }
            })
            .collect()
    }

    #[test]
    fn an_item_goes_on_over_a_page_with_a_footnote() {
        let full = "あ".repeat(38);
        let source = format!(
            "{full}\n\n{full}\n\n{full}\n\nい。 \n\n・ 平時は市場の需要がないワクチン・診断薬・治療薬の確保等を行うため、製薬\n\n \n1 2023 年 12 月 25 日 大臣確認\n 企業等を対象とした支援を構築する。（健、◎厚） \n"
        );
        assert_eq!(
            read(&source)[1..],
            [
                "- ・ 平時は市場の需要がないワクチン・診断薬・治療薬の確保等を行うため、製薬企業等を対象とした支援を構築する。（健、◎厚）",
                "※ 1 2023 年 12 月 25 日 大臣確認",
            ]
        );
    }

    #[test]
    fn a_page_number_parts_nothing_and_stands_nowhere() {
        let full = "あ".repeat(38);
        let source = format!(
            "{full}\n\n{full}\n\n{full}\n\n・ 事業予見性を拡大し、官民協議会における議論を踏まえた各施策を通じて、製\n\n \n\n48 \n\n \n\n薬産業の投資拡大を図る。 \n"
        );
        assert_eq!(
            read(&source)[1],
            "- ・ 事業予見性を拡大し、官民協議会における議論を踏まえた各施策を通じて、製薬産業の投資拡大を図る。"
        );
    }

    #[test]
    fn a_bracket_is_never_cut_by_a_line_end() {
        let full = "あ".repeat(38);
        let source = format!(
            "{full}\n\n{full}\n\n{full}\n\n○研修プログラム受講者が勤務する施設数（2028年度までに 20\n\n施設） \n\n○次\n"
        );
        assert_eq!(read(&source)[1..], ["- ○研修プログラム受講者が勤務する施設数（2028年度までに 20施設）", "- ○次"]);
    }

    #[test]
    fn rows_stand_together_and_a_blank_line_parts_tables() {
        assert_eq!(read("主題名\n\na\tb\nc\td\te\n\nf\tg\n"), ["#11 主題名", "T 2,3", "T 2"]);
    }
}
