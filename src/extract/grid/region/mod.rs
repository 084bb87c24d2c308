//! What is read together as a table though layout saw only text: a cell a line, words parted by one
//! space, label and value, a whole table in one running line.
//!
//! The words of a header are the anchors. Each form becomes rows of cells; what does not fit ends the
//! table, and where no header word stands nothing is guessed.

mod captioned;
mod carded;
mod columnar;
mod flat;
mod flowing;
mod hanging;
mod heads;
mod inline;
mod line;
mod numbered;
mod rated;
mod running;
mod stream;
mod streamed;

use std::cell::LazyCell;
use std::rc::Rc;

use crate::layout::{Block, Cell as LayoutCell, Join, Kind, Piece, Row, Span, Table, Text};
use crate::record::CellRef;
use crate::rules::{Column, Hint, Look};

use super::super::Extractor;
use super::axis::Axis;
use super::cell::Cell;

pub(super) use line::Ahead;
use line::Line;

/// A header has no more columns than this.
const MOST_COLUMNS: usize = 14;
/// A header cell is no longer than this, in bytes.
const LONGEST_HEADER: usize = 75;
/// A header line of words is no longer than this, in bytes.
const LONGEST_LINE: usize = 260;
/// The label of a line printed in bold stands in one of its first so many pieces.
const PRINTED: usize = 3;
/// A label that no rule knows is no longer than this, in bytes.
const SHORT_LABEL: usize = 24;
/// A name is wrapped over no more lines than this.
const MOST_LINES: usize = 5;

/// Tables found in text, and the block behind them.
pub(super) struct Region {
    pub tables: Vec<Table>,
    pub next: usize,
}

/// A table and the lines that it takes.
type Found = (Table, usize);

impl Extractor<'_> {
    /// The tables that begin in a text block, if any do.
    pub(super) fn region(&self, at: usize, ahead: &mut Ahead) -> Option<Region> {
        let block = &self.document.blocks[at];
        // Most text names neither a column nor a label: that is told without reading it.
        let labelled = |next: &Block| {
            let text = &self.source[next.text.span().range()];
            text.contains([':', '：']) && self.may_head(&next.text)
        };
        let named = self.may_head(&block.text)
            || self.is_over_roles(at)
            || self.is_over_names(at)
            || self.is_over_rest(at)
            || self.may_be_carded(at);
        if !named && !self.document.blocks.iter().skip(at + 1).take(2).any(labelled) {
            return None;
        }
        let lines = ahead.lines(self, at);
        // A table that lost its lines is none of one line and what stands below it.
        let alone =
            lines.get(1).is_none_or(|next| next.block != at) && block.text.span().range().len() > LONGEST_HEADER;
        let flat = LazyCell::new(|| self.flat(&block.text));
        if named
            && alone
            && flat.is_none()
            && let Some(table) = self.streamed(&block.text)
        {
            return Some(Region { tables: vec![table], next: at + 1 });
        }
        let (mut tables, mut from, mut inside) = (Vec::new(), 0, at);
        while let Some(line) = lines.get(from).filter(|line| line.block == inside) {
            let rest = &lines[from..];
            // A header may begin with a word that no rule knows; its words are short, a line each.
            let short = |line: &Line| line.text.span().range().len() <= LONGEST_HEADER;
            let mut next = lines.iter().skip(from + 1).take(3).take_while(|next| short(next));
            let header = short(line) && next.any(|next| self.may_head(&next.text));
            let found = match header || self.may_head(&line.text) {
                true => self
                    .labels(rest)
                    .or_else(|| self.columnar(rest))
                    .or_else(|| self.flowing(rest))
                    .or_else(|| self.aligned(rest)),
                false => None,
            };
            let found = found.or_else(|| self.captioned(rest));
            // Name: …, whatever word calls it so.
            let called = || self.label(&line.text).is_some_and(|(label, _)| self.names(&label));
            let found = found.or_else(|| if called() { self.labels(rest) } else { None });
            let found = found.or_else(|| self.named_labels(rest)).or_else(|| self.carded(rest));
            let found = found.or_else(|| self.inline(line).map(|table| (table, 1)));
            let Some((table, taken)) = found else {
                from += 1;
                continue;
            };
            tables.push(table);
            from += taken;
            // A table may end, and the next begin, in the middle of a block.
            match lines.get(from) {
                Some(next) if !next.first => inside = next.block,
                _ => break,
            }
        }
        if tables.is_empty()
            && named
            && let Some(table) = flat.clone().or_else(|| self.running_labels(at))
        {
            return Some(Region { tables: vec![table], next: at + 1 });
        }
        let next = lines.get(from).map_or_else(
            || lines.last().map_or(at, |line| line.block + 1),
            |next| next.block + usize::from(!next.first),
        );
        (!tables.is_empty()).then_some(Region { tables, next })
    }

    /// 2022-23 2023-24 over Actual Target: whether a block ends in a line of years, and the next may name columns.
    fn is_over_roles(&self, at: usize) -> bool {
        let below = self.document.blocks.get(at + 1).filter(|below| self.may_head(&below.text));
        let line = last_line(&self.document.blocks[at].text).filter(|line| line.span().range().len() <= LONGEST_HEADER);
        below.and(line).is_some_and(|line| {
            let words = self.years_in_two(self.words(&line));
            let years = words.iter().rev().take_while(|word| self.is_year(word)).count();
            years == words.len() || years > 1
        })
    }

    /// No. or Indicators alone in a block, as a sentence ends, over one that may name columns.
    fn is_over_names(&self, at: usize) -> bool {
        let text = &self.document.blocks[at].text;
        let below = self.document.blocks.get(at + 1).is_some_and(|below| self.may_head(&below.text));
        let heads = || {
            let says = self.typed(text).says(self.rules);
            [Column::Index, Column::Name].into_iter().any(|kind| says.is(kind))
        };
        below && text.span().range().len() <= SHORT_LABEL && heads()
    }

    /// Whether a text holds a word that may name a column or a label.
    fn may_head(&self, text: &Text) -> bool {
        text.pieces.iter().any(|piece| self.rules.tables.words.may_head(&self.source[piece.span.range()]))
    }

    /// The line right above a table, if it is nothing but the words of its header; a heading in brackets may stand between.
    pub(super) fn header_above(&self, at: usize) -> Option<Row> {
        let lines = |at: usize| {
            let block = self.document.blocks.get(at).filter(|block| !matches!(block.kind, Kind::Table(_)));
            let own = block.map_or(&[] as &[Piece], |block| &block.text.pieces);
            let ends = own.iter().enumerate().filter(|(n, piece)| *n == 0 || piece.join != Join::Run);
            let starts: Vec<usize> = ends.map(|(n, _)| n).rev().take(2).collect();
            starts.into_iter().scan(own.len(), move |end, start| {
                let pieces = own[start..*end].to_vec();
                *end = start;
                Some(Text { pieces })
            })
        };
        let at = at.checked_sub(1)?;
        let mut above = lines(at).chain(at.checked_sub(1).into_iter().flat_map(lines));
        let line = above.next().filter(|_| lines(at).next().is_some())?;
        let line =
            if crate::chars::in_one_bracket(self.source[line.span().range()].trim()) { above.next()? } else { line };
        if line.span().range().len() > 2 * LONGEST_LINE {
            return None;
        }
        let words = self.closed_up(self.words(&line));
        let names = self.columns_of(&words).is_some() || self.heads_costs_of_programmes(&words);
        names.then(|| row(words))
    }

    /// 事業名 | 予算額 | 担当部 | 事業概要: whether words head programmes and what they cost.
    fn heads_costs_of_programmes(&self, words: &[Text]) -> bool {
        let cells: Vec<Cell> = words.iter().map(|word| self.typed(word)).collect();
        let kind = |kind: Column| cells.iter().any(|cell| cell.says(self.rules).is(kind));
        (3..=MOST_COLUMNS).contains(&words.len())
            && cells.iter().filter(|cell| !cell.headerish(self.rules)).count() <= 1
            && kind(Column::Programme)
            && kind(Column::Aside)
    }

    /// 現 状, 目 標 値: letters that are set apart are one word.
    fn closed_up(&self, all: Vec<Text>) -> Vec<Text> {
        let letter = |word: &Text| {
            let mut letters = self.source[word.span().range()].chars();
            letters.next().is_some_and(|c| !c.is_ascii() && c.is_alphabetic()) && letters.next().is_none()
        };
        let mut words: Vec<Text> = Vec::new();
        let mut open = false;
        for word in all {
            let apart = letter(&word);
            match words.last_mut().filter(|_| open && apart) {
                Some(last) => last.append(word, Join::Run),
                None => words.push(word),
            }
            open = apart;
        }
        words
    }

    /// What words name columns, if all of them do and names and values are among them.
    fn columns_of(&self, words: &[Text]) -> Option<(Vec<Axis>, usize)> {
        if !(3..=MOST_COLUMNS).contains(&words.len()) {
            return None;
        }
        let cells: Vec<Cell> = words.iter().map(|word| self.typed(word)).collect();
        if !cells.iter().all(|cell| cell.look == Look::Period || cell.headerish(self.rules)) {
            return None;
        }
        let mut axes: Vec<Axis> = cells.into_iter().map(|cell| self.column(Rc::new(cell))).collect();
        heads::goals_as_names(&mut axes);
        let name = axes.iter().position(|axis| axis.names_here())?;
        let valued = axes[name + 1..].iter().filter(|axis| axis.kind == Some(Column::Value)).count();
        (valued > 0).then_some((axes, name))
    }

    /// Tells each row of a table that was found in text the block that it stands in.
    pub(super) fn place(&self, rows: &mut [super::sheet::Line], from: usize, to: usize) {
        for row in rows {
            let Some(start) = row.filled().map(|cell| cell.span.start).min() else { continue };
            let holds = |&block: &usize| self.document.blocks[block].text.span().range().contains(&(start as usize));
            row.block = (from..to).find(holds).unwrap_or(from);
        }
    }

    pub(in super::super) fn typed(&self, text: &Text) -> Cell {
        let layout = LayoutCell { text: text.clone(), column: 0, columns: 1, rows: 1 };
        Cell::new(self.read(text), &layout, CellRef { table: 0, row: 0, column: 0 }, self.rules)
    }

    fn column(&self, cell: Rc<Cell>) -> Axis {
        Axis::of_words(cell, self.rules)
    }

    /// 指標：…, 現状値：…, 目標値：… on lines of their own, once or for one indicator after another.
    fn labels(&self, lines: &[Line]) -> Option<Found> {
        let mut rows: Vec<Row> = Vec::new();
        let (mut names, mut roles, mut taken) = (0, 0, 0);
        let mut others = false;
        for line in lines {
            let Some((label, value)) = self.label(&line.text) else {
                // A heading of a part may stand between two indicators.
                let goes_on = lines.get(taken + 1).and_then(|next| self.label(&next.text));
                let heading = names > 0 && goes_on.is_some_and(|(label, _)| self.names(&label));
                if heading && line.first {
                    taken += 1;
                    continue;
                }
                break;
            };
            let says = self.typed(&label).says(self.rules);
            if rows.is_empty() && !says.is(Column::Name) {
                return None;
            }
            names += usize::from(says.is(Column::Name));
            roles += usize::from(says.role.is_some());
            // Target 1: …, Target 2: …: one label alone heads sentences.
            let text = |label: &Text| label.plain(self.source);
            others |= rows.first().is_some_and(|first: &Row| text(&first.cells[0].text) != text(&label));
            rows.push(row(vec![label, value]));
            taken += 1;
        }
        (names > 0 && roles > 0 && others).then_some(())?;
        whole(rows, taken)
    }

    /// TU-01 Reduce smoking / Baseline: 18.4 percent in 2017 / Target: 12.0 percent: a name without a label over lines
    /// with one.
    fn named_labels(&self, lines: &[Line]) -> Option<Found> {
        let [name, rest @ ..] = lines else { return None };
        // What no colon follows has no label: most lines, told without reading them.
        let first = rest.iter().take(1).any(|line| self.source[line.text.span().range()].contains([':', '：']));
        let known = |line: &Line| self.label(&line.text).is_some();
        let second = || rest.iter().take(1).any(|line| self.is_labelled(&line.text)) && rest.get(1).is_some_and(known);
        if !first || !(rest.first().is_some_and(known) || second()) {
            return None;
        }
        let own = self.cell_of(name);
        let quoted = self.source[name.text.span().range()].contains(['"', ':', '：']);
        // 時間外勤務が年360時間を超える職員数: what is counted may hold a number.
        let counts = own.look == Look::Name && own.strength >= 2;
        let words =
            !quoted && (!own.has_value() || counts) && !own.headerish(self.rules) && own.look != Look::Rationale;
        if !words || name.text.span().range().len() > LONGEST_LINE || self.label(&name.text).is_some() {
            return None;
        }
        // DLI: 4: what no rule knows may stand among them.
        let mut labels: Vec<(Text, Text)> = Vec::new();
        let mut taken = 1;
        while let Some(line) = rest.get(taken - 1) {
            let next = || rest.get(taken).is_some_and(|next| self.label(&next.text).is_some());
            match self.label(&line.text) {
                // Name: Number of operators: the next indicator.
                Some(label) if self.names(&label.0) => break,
                Some(label) => labels.push(label),
                None if self.is_labelled(&line.text) && next() => {}
                // 実績：41.0％（令和4年度） over 58.3％（令和5年度）: a value goes on with those of the label above.
                None => match labels.last_mut().filter(|_| is_value(self.typed(&line.text).look)) {
                    Some((_, values)) => values.append(line.text.clone(), Join::Part),
                    None => break,
                },
            }
            taken += 1;
        }
        let roles: Vec<_> = labels.iter().filter_map(|(label, _)| self.typed(label).says(self.rules).role).collect();
        let promised = roles.iter().any(|(hint, _)| *hint == Hint::Target);
        let text = |label: &Text| label.plain(self.source);
        let others = labels.iter().any(|(label, _)| text(label) != text(&labels[0].0));
        if !promised || roles.len() < 2 || !others {
            return None;
        }
        let (words, values): (Vec<Text>, Vec<Text>) = labels.into_iter().unzip();
        let header = [vec![Text::default()], words].concat();
        whole(vec![row(header), row([vec![self.unmarked(&name.text)], values].concat())], taken)
    }

    /// ## Share of households, **Share of households**: without the marks of Markdown.
    fn unmarked(&self, text: &Text) -> Text {
        let mut bare = text.clone();
        if let Some(first) = bare.pieces.first_mut() {
            let own = &self.source[first.span.range()];
            let mark = |c: char| c.is_whitespace() || matches!(c, '*' | '#');
            first.span.start += (own.len() - own.trim_start_matches(mark).len()) as u32;
        }
        if let Some(last) = bare.pieces.last_mut() {
            let own = &self.source[last.span.range()];
            last.span.end -= (own.len() - own.trim_end_matches(['*', ' ']).len()) as u32;
        }
        bare
    }

    /// CRI: Text: a few words, a colon, and something behind it.
    fn is_labelled(&self, line: &Text) -> bool {
        let text = &self.source[line.span().range()];
        let Some((label, value)) = text.split_once([':', '：']) else { return false };
        let words = label.trim_matches(|c: char| !c.is_alphanumeric());
        !value.trim().is_empty()
            && !words.is_empty()
            && words.len() <= SHORT_LABEL
            && !words.contains(|c: char| c.is_numeric())
    }

    fn names(&self, label: &Text) -> bool {
        self.typed(label).says(self.rules).is(Column::Name)
    }

    /// A label and what stands behind its colon.
    fn label(&self, line: &Text) -> Option<(Text, Text)> {
        let text = |piece: &Piece| &self.source[piece.span.range()];
        let near = line.pieces.iter().take(PRINTED);
        let found = near.enumerate().find_map(|(n, piece)| Some((n, text(piece).find(['：', ':'])?)));
        let found = found.filter(|&(_, at)| at <= LONGEST_HEADER);
        let dashed = found.is_none();
        let (n, colon) = found.or_else(|| Some((0, numbered_label(text(line.pieces.first()?))?)))?;
        let piece = &line.pieces[n];
        let whole = text(piece);
        let len = whole[colon..].chars().next().map_or(1, char::len_utf8);
        let start = piece.span.start as usize;
        // - **Baseline**: 0.00, - **Baseline:** 0.00: marks of lists and of print are no part of either.
        let trim = |start: usize, text: &str| {
            let mark = |c: char| c.is_whitespace() || matches!(c, '*' | '#' | '•' | '-');
            let from = text.len() - text.trim_start_matches(mark).len();
            Span::new(start + from, start + text.trim_end_matches(['*', ' ']).len().max(from))
        };
        let own = trim(start, &whole[..colon]);
        let bold = n.checked_sub(1).map(|before| &line.pieces[before]).filter(|_| own.range().is_empty());
        let label = bold.map_or(own, |bold| trim(bold.span.start as usize, text(bold)));
        let others = &line.pieces[..n - usize::from(bold.is_some())];
        if others.iter().any(|piece| !trim(piece.span.start as usize, text(piece)).range().is_empty()) {
            return None;
        }
        let behind = &whole[colon + len..];
        let lead = behind.len() - behind.trim_start_matches(['*', ' ', '\u{3000}', '\t']).len();
        let value = Span::new(start + colon + len + lead, piece.span.end as usize).trim(self.source);
        let rest = &line.pieces[n + 1..];
        if label.range().is_empty() || value.range().is_empty() && rest.is_empty() {
            return None;
        }
        // Indicator 1.1: the number is no part of the word.
        let word = &self.source[label.range()];
        let bare = word.rsplit_once(' ').filter(|(_, id)| is_id(id)).map_or(word, |(bare, _)| bare);
        let kept =
            bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-' || c.is_whitespace()).len();
        let label = Span { start: label.start, end: label.start + kept as u32 };
        let one = |span| Text { pieces: vec![Piece { span, join: Join::Part }] };
        let mut value = if value.range().is_empty() { Text::default() } else { one(value) };
        value.pieces.extend(rest.iter().copied());
        let cell = self.typed(&one(label));
        // Target 1.1 - Develop strategies: a heading, no value.
        let speaks = cell.headerish(self.rules)
            && cell.look != Look::Rationale
            && (!dashed || cell.says(self.rules).is(Column::Name));
        speaks.then(|| (one(label), value))
    }

    /// Words with the brackets behind them: a year in brackets belongs to the value before it, but a value in
    /// brackets behind words stands for itself.
    fn joined(&self, all: Vec<Text>) -> Vec<Text> {
        let mut words: Vec<Text> = Vec::new();
        for word in all {
            let bracket = self.opens_with_bracket(&word);
            let alone = |last: &Text| is_value(self.typed(&word).look) && !is_value(self.typed(last).look);
            match words.last_mut().filter(|last| bracket && !alone(last)) {
                Some(last) => last.append(word, Join::Run),
                None => words.push(word),
            }
        }
        words
    }

    /// The words of a text, parted by white space.
    fn words(&self, text: &Text) -> Vec<Text> {
        let mut all: Vec<Text> = Vec::new();
        // A word may go on in a piece that runs on: layers of a doubled line.
        let mut open = false;
        for piece in &text.pieces {
            let start = piece.span.start as usize;
            let source = &self.source[piece.span.range()];
            open &= piece.join == Join::Run;
            let mut from: Option<usize> = None;
            for (at, c) in source.char_indices().chain([(source.len(), '\0')]) {
                let end = at == source.len();
                if !(end || c.is_whitespace()) {
                    from.get_or_insert(at);
                    continue;
                }
                if let Some(begin) = from.take() {
                    let span = Span::new(start + begin, start + at);
                    match all.last_mut().filter(|_| open) {
                        Some(word) => word.append(Text { pieces: vec![Piece { span, join: Join::Run }] }, Join::Run),
                        None => all.push(Text { pieces: vec![Piece { span, join: Join::Part }] }),
                    }
                    open = end;
                } else if !end {
                    open = false;
                }
                if !end {
                    open = false;
                }
            }
        }
        all
    }

    fn opens_with_bracket(&self, text: &Text) -> bool {
        text.pieces
            .first()
            .is_some_and(|piece| self.source[piece.span.range()].trim_start().starts_with(['（', '(', '〔']))
    }
}

/// The last line of a text.
pub(super) fn last_line(text: &Text) -> Option<Text> {
    let from = text.pieces.iter().rposition(|piece| piece.join != Join::Run)?;
    Some(Text { pieces: text.pieces[from..].to_vec() })
}

fn whole(rows: Vec<Row>, taken: usize) -> Option<Found> {
    (rows.len() >= 2).then_some((Table { rows, head: 0 }, taken))
}

/// Where the dash stands behind a word and its number: Indicator 1.2.1 - Number of countries.
fn numbered_label(text: &str) -> Option<usize> {
    let dash = text.find(['-', '–', '—']).filter(|&at| at <= LONGEST_HEADER && text[..at].ends_with(' '))?;
    let apart = text[dash..].chars().nth(1) == Some(' ');
    let (word, id) = text[..dash].trim_end().rsplit_once(' ')?;
    (apart && is_id(id) && !word.contains(|c: char| c.is_ascii_digit())).then_some(dash)
}

/// The number of an indicator: 3, 1.2.1, DDR_1.2.1.
fn is_id(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '.' | '_' | '-'))
}

fn is_value(look: Look) -> bool {
    matches!(look, Look::Value | Look::Dash)
}

fn row(cells: Vec<Text>) -> Row {
    let full = || cells.iter().filter(|cell| !cell.is_empty()).map(Text::span);
    let start = full().map(|span| span.start).min().unwrap_or(0);
    let end = full().map(|span| span.end).max().unwrap_or(0);
    let cell = |(n, text)| LayoutCell { text, column: n as u16, columns: 1, rows: 1 };
    Row { span: Span { start, end }, cells: cells.into_iter().enumerate().map(cell).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::desk::said;

    /// What must be said of two indicators, however their table was lost.
    fn same(text: &str) {
        let said = said(text);
        assert_eq!(said.len(), 2, "{text}\n{said:?}");
        for (line, name, baseline, target) in [
            (&said[0], "新規就農者数", "98 人 2023", "150 人 2028"),
            (&said[1], "特定健診の受診率", "45.2 % 2023", "60 % 2028"),
        ] {
            assert!(line.starts_with(name), "{line}");
            assert!(
                line.contains(&format!("baseline {baseline}")) && line.contains(&format!("target {target}")),
                "{line}"
            );
        }
    }

    #[test]
    fn words_parted_by_one_space_are_a_table_under_a_header() {
        same("成果指標\n\n指標名 基準値（R5） 目標値（R10）\n新規就農者数 98人 150人\n特定健診の受診率 45.2％ 60％\n");
    }

    #[test]
    fn a_header_in_english_names_a_column_by_several_words() {
        let rows = "Bridges inspected 28 30\nTrees pruned 4,210 4,500\n";
        for header in [
            "Measure FY23 Actual FY25 Target",
            "KPI Actual 2022-23 Target 2024-25",
            "Indicator 2023 Actual 2025 Target",
        ] {
            let said = said(&format!("Performance\n\n{header}\n{rows}"));
            assert_eq!(said.len(), 2, "{header}: {said:?}");
            assert!(said[0].starts_with("Bridges inspected | "), "{said:?}");
            for part in ["baseline 28 2023", "target 30 2025"] {
                let fiscal = part.replace("2023", "2022-2023").replace("2025", "2024-2025");
                assert!(said[0].contains(part) || said[0].contains(&fiscal), "{header}: {said:?}");
            }
        }
    }

    #[test]
    fn years_may_stand_in_a_line_over_that_of_the_roles() {
        let text = "Performance\n2022-23 2023-24\nActual Target\nBureau of Roads\nBridges inspected 28 30\nClean water\nDays to close a\nrequest 9 8\n";
        let names: Vec<_> = said(text).iter().map(|line| line.split(" | ").next().unwrap().to_owned()).collect();
        assert_eq!(names, ["Bridges inspected", "Days to close a request"]);
    }

    #[test]
    fn cells_may_come_column_after_column() {
        let said = said(
            "成果指標\n\n指標\n\n新規就農者数\n\n特定健診の受診率\n\n苦情の件数\n\n単位\n\n人\n\n%\n\n件\n\n令和５年度\n（現状値）\n\n98\n\n45.2\n\n3\n\n令和10年度\n（目標値）\n\n150\n\n60\n\n0\n",
        );
        assert_eq!(
            said,
            [
                "新規就農者数 | baseline 98 人 2023 | target 150 人 2028",
                "特定健診の受診率 | baseline 45.2 % 2023 | target 60 % 2028",
                "苦情の件数 | baseline 3 件 2023 | target 0 件 2028"
            ]
        );
    }

    #[test]
    fn labels_and_values_may_follow_each_other_in_a_line() {
        let text =
            "Indicator 8.2: Labour productivity. Baseline (2020): 100; milestone (2025): 112; target (2030): 125.\n";
        assert_eq!(said(text), ["Labour productivity | baseline 100 2020 | target 112 2025 | target 125 2030"]);
        assert!(said("The rate: Baseline: 100; other: 112; no more: 125.\n").is_empty());
    }

    #[test]
    fn a_pipe_at_the_end_of_each_line_parts_nothing() {
        let text = "Results |\nIndicator Name |\nBaseline |\nTarget |\nSurveys made |\n0 |\n30 |\nReports printed |\n7 |\n10 |\n";
        assert_eq!(said(text), ["Surveys made | baseline 0 | target 30", "Reports printed | baseline 7 | target 10"]);
    }

    #[test]
    fn a_cell_a_line_is_a_table_under_a_header() {
        same(
            "成果指標\n\n指標名\n基準値（R5）\n目標値（R10）\n新規就農者数\n98人\n150人\n特定健診の受診率\n45.2％\n60％\n",
        );
    }

    #[test]
    fn a_name_may_go_on_behind_its_values() {
        let text = "Our goals\n\nIndicator\nTarget\nResult\nPatients who would recommend\n95%\n96.2%\nthe hospital to friends\n\
            Staff trained in first aid\n90%\n87%\nper year\nWards inspected\n40\n38\n";
        let said = said(text);
        let names: Vec<_> = said.iter().map(|line| line.split(" | ").next().unwrap()).collect();
        assert_eq!(
            names,
            [
                "Patients who would recommend the hospital to friends",
                "Staff trained in first aid per year",
                "Wards inspected"
            ]
        );
    }

    #[test]
    fn labels_and_values_are_a_table() {
        same(
            "成果指標\n\n指標名：新規就農者数\n基準値：98人（R5）\n目標値：150人（R10）\n\n指標名：特定健診の受診率\n基準値：45.2％（R5）\n目標値：60％（R10）\n",
        );
    }

    #[test]
    fn a_sentence_with_words_of_headers_is_no_table() {
        assert!(said("指標の目標値と基準値は、毎年度の実績値を踏まえ、令和10年度までに見直します。\n").is_empty());
    }
}
