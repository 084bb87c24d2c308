//! What is read together as a table though layout saw only text: a cell a line, words parted by one
//! space, label and value, a whole table in one running line.
//!
//! The words of a header are the anchors. Each form becomes rows of cells; what does not fit ends the
//! table, and where no header word stands nothing is guessed.

use crate::chars::is_hiragana;
use crate::layout::{Cell as LayoutCell, Join, Kind, Piece, Row, Span, Table, Text};
use crate::record::CellRef;
use crate::rules::{Column, Look};

use super::super::Extractor;
use super::axes::Axis;
use super::cell::Cell;

/// A lost table has no more blocks than this.
const MOST_BLOCKS: usize = 400;
/// A header has no more columns than this.
const MOST_COLUMNS: usize = 14;
/// A header cell is no longer than this, in bytes.
const LONGEST_HEADER: usize = 75;
/// A header line of words is no longer than this, in bytes.
const LONGEST_LINE: usize = 260;
/// So many lines may tell of a measure between two rows.
const MOST_BETWEEN: usize = 7;
/// A name is wrapped over no more lines than this.
const MOST_LINES: usize = 5;

/// Tables found in text, and the block behind them.
pub(super) struct Region {
    pub tables: Vec<Table>,
    pub next: usize,
}

/// A table and the lines that it takes.
type Found = (Table, usize);

/// A line, and the block it stands in.
struct Line {
    block: usize,
    /// The first line of its block.
    first: bool,
    text: Text,
}

impl Extractor<'_> {
    /// The tables that begin in a text block, if any do.
    pub(super) fn region(&self, at: usize) -> Option<Region> {
        let block = &self.document.blocks[at];
        let may = |text: &Text| {
            let words = &self.rules.tables.words;
            text.pieces.iter().any(|piece| words.may_head(&self.source[piece.span.range()]))
        };
        // Most text names neither a column nor a label: that is told without reading it.
        if !may(&block.text) {
            return None;
        }
        let lines = self.lines(at);
        let (mut tables, mut from, mut inside) = (Vec::new(), 0, at);
        while let Some(line) = lines.get(from).filter(|line| line.block == inside) {
            let rest = &lines[from..];
            let found =
                may(&line.text).then(|| self.labels(rest).or_else(|| self.stacked(rest)).or_else(|| self.spaced(rest)));
            let Some((table, taken)) = found.flatten() else {
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
            && let Some(table) = self.flat(&block.text)
        {
            return Some(Region { tables: vec![table], next: at + 1 });
        }
        let next = lines.get(from).map_or_else(
            || lines.last().map_or(at, |line| line.block + 1),
            |next| next.block + usize::from(!next.first),
        );
        (!tables.is_empty()).then_some(Region { tables, next })
    }

    /// The line right above a table, if it is nothing but the words of its header.
    pub(super) fn header_above(&self, at: usize) -> Option<Row> {
        let block = self.document.blocks.get(at.checked_sub(1)?)?;
        if matches!(block.kind, Kind::Table(_)) {
            return None;
        }
        let from = block.text.pieces.iter().rposition(|piece| piece.join != Join::Run)?;
        let line = Text { pieces: block.text.pieces[from..].to_vec() };
        if line.span().range().len() > 2 * LONGEST_LINE {
            return None;
        }
        let words = self.words(&line);
        self.columns_of(&words).map(|_| row(words))
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
        let axes: Vec<Axis> = cells.into_iter().map(|cell| self.column(cell)).collect();
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

    fn typed(&self, text: &Text) -> Cell {
        let layout = LayoutCell { text: text.clone(), column: 0, columns: 1, rows: 1 };
        Cell::new(self.read(text), &layout, CellRef { table: 0, row: 0, column: 0 }, self.rules)
    }

    /// The lines of the text blocks from one on, up to the next table.
    fn lines(&self, at: usize) -> Vec<Line> {
        let blocks = self.document.blocks[at..].iter().enumerate();
        let text = blocks.take_while(|(_, block)| !matches!(block.kind, Kind::Table(_)));
        let mut lines: Vec<Line> = Vec::new();
        for (n, block) in text.take(MOST_BLOCKS) {
            for (m, piece) in block.text.pieces.iter().enumerate() {
                match lines.last_mut().filter(|_| m > 0 && piece.join == Join::Run) {
                    Some(line) => line.text.pieces.push(*piece),
                    None => lines.push(Line {
                        block: at + n,
                        first: m == 0,
                        text: Text { pieces: vec![self.bare(*piece)] },
                    }),
                }
            }
        }
        lines.retain(|line| line.text.pieces.iter().any(|piece| !self.source[piece.span.range()].trim().is_empty()));
        lines
    }

    /// A line without the pipe at its end.
    fn bare(&self, piece: Piece) -> Piece {
        let text = &self.source[piece.span.range()];
        let kept = text.trim_end().trim_end_matches('|').trim_end().len();
        let span = Span { start: piece.span.start, end: piece.span.start + kept as u32 };
        Piece { span, join: Join::Part }
    }

    fn column(&self, cell: Cell) -> Axis {
        Axis::of_words(cell, self.rules)
    }

    /// The columns that lines one below the other name, and how many lines they take.
    fn header(&self, lines: &[Line]) -> Option<(Vec<Text>, Vec<Axis>, usize)> {
        let (mut texts, mut axes, mut taken): (Vec<Text>, Vec<Axis>, usize) = (Vec::new(), Vec::new(), 0);
        for line in lines.iter().take(2 * MOST_COLUMNS) {
            if line.text.span().range().len() > LONGEST_HEADER {
                break;
            }
            // 指標名 基準値 目標値 on one line is no cell.
            if self.columns_of(&self.words(&line.text)).is_some() {
                break;
            }
            let cell = self.typed(&line.text);
            let bracket = self.opens_with_bracket(&line.text);
            let year = cell.look == Look::Period;
            // （平成30年度） below 基準値: the year of the column above it.
            if year && bracket && !texts.is_empty() {
                let mut whole = texts.pop()?;
                whole.append(line.text.clone(), Join::Part);
                axes.pop();
                axes.push(self.column(self.typed(&whole)));
                texts.push(whole);
                taken += 1;
                continue;
            }
            if !(year || cell.headerish(self.rules)) || cell.look == Look::Dash {
                break;
            }
            texts.push(line.text.clone());
            axes.push(self.column(cell));
            taken += 1;
        }
        let names = axes.iter().filter(|axis| axis.names_here()).count();
        let valued = axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count();
        let whole = names >= 1 && valued >= 1 && (2..=MOST_COLUMNS).contains(&axes.len());
        whole.then_some((texts, axes, taken))
    }

    /// A cell a line: the words of the header follow each other as lines, then the cells of each row.
    fn stacked(&self, lines: &[Line]) -> Option<Found> {
        let (mut header, mut axes, mut taken) = self.header(lines)?;
        // 社会増減数 is no header though 増減 may be: what a value follows is a name.
        if axes.len() > 2
            && axes.last().is_some_and(|axis| axis.kind == Some(Column::Aside))
            && lines.get(taken).is_some_and(|next| self.typed(&next.text).look == Look::Value)
        {
            header.pop();
            axes.pop();
            taken -= 1;
        }
        let name = axes.iter().position(|axis| axis.names_here())?;
        axes[name].kind = Some(Column::Name);
        let mut rows = vec![row(header)];
        while let Some((cells, more)) = lines.get(taken..).and_then(|lines| self.stacked_row(&axes, lines)) {
            rows.push(row(cells));
            taken += more;
        }
        whole(rows, taken)
    }

    /// The cells of the next row, and how many lines they take.
    fn stacked_row(&self, axes: &[Axis], lines: &[Line]) -> Option<(Vec<Text>, usize)> {
        let (mut cells, mut at): (Vec<Text>, usize) = (Vec::new(), 0);
        for axis in axes {
            let line = lines.get(at)?;
            let mut text = line.text.clone();
            let cell = self.typed(&text);
            at += 1;
            match axis.kind {
                Some(Column::Name) => {
                    if is_value(cell.look) || cell.headerish(self.rules) && cell.look != Look::Name {
                        return None;
                    }
                    while text.pieces.len() < MOST_LINES
                        && let Some(next) = lines.get(at)
                        && axes.len() > 1
                    {
                        let more = self.typed(&next.text);
                        let ends = is_value(more.look) || matches!(more.look, Look::Unit | Look::Period | Look::Label);
                        if ends && !self.opens_with_bracket(&next.text) || more.look == Look::Rationale {
                            break;
                        }
                        if self.rules.tables.words.is_goal(more.code()) && text.pieces.len() == 1 && cell.strength == 3
                        {
                            break;
                        }
                        text.append(next.text.clone(), Join::Wrap);
                        at += 1;
                    }
                }
                Some(Column::Value) => {
                    let words =
                        axis.role == Some(crate::rules::Hint::Target) && self.rules.tables.words.is_goal(cell.code());
                    if !is_value(cell.look) && !words {
                        return None;
                    }
                    // The year of a value may stand under it.
                    if let Some(next) = lines.get(at)
                        && self.opens_with_bracket(&next.text)
                        && self.typed(&next.text).look == Look::Period
                    {
                        text.append(next.text.clone(), Join::Part);
                        at += 1;
                    }
                }
                Some(Column::Unit) if cell.look != Look::Unit && cell.look != Look::Dash => return None,
                _ => {}
            }
            cells.push(text);
        }
        Some((cells, at))
    }

    /// 指標：…, 現状値：…, 目標値：… on lines of their own, once or for one indicator after another.
    fn labels(&self, lines: &[Line]) -> Option<Found> {
        let mut rows: Vec<Row> = Vec::new();
        let (mut names, mut roles, mut taken) = (0, 0, 0);
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
            rows.push(row(vec![label, value]));
            taken += 1;
        }
        (names > 0 && roles > 0).then_some(())?;
        whole(rows, taken)
    }

    fn names(&self, label: &Text) -> bool {
        self.typed(label).says(self.rules).is(Column::Name)
    }

    /// A label and what stands behind its colon.
    fn label(&self, line: &Text) -> Option<(Text, Text)> {
        let piece = line.pieces.first()?;
        let text = &self.source[piece.span.range()];
        let colon = text.find(['：', ':']).filter(|&at| at <= LONGEST_HEADER)?;
        let len = text[colon..].chars().next().map_or(1, char::len_utf8);
        let start = piece.span.start as usize;
        let label = Span::new(start, start + colon).trim(self.source);
        let value = Span::new(start + colon + len, piece.span.end as usize).trim(self.source);
        if label.range().is_empty() || value.range().is_empty() {
            return None;
        }
        // Indicator 1.1: the number is no part of the word.
        let word = &self.source[label.range()];
        let kept =
            word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-' || c.is_whitespace()).len();
        let label = Span { start: label.start, end: label.start + kept as u32 };
        let one = |span| Text { pieces: vec![Piece { span, join: Join::Part }] };
        let mut rest = one(value);
        rest.pieces.extend(line.pieces[1..].iter().copied());
        let cell = self.typed(&one(label));
        let speaks = cell.headerish(self.rules) && cell.look != Look::Rationale;
        speaks.then(|| (one(label), rest))
    }

    /// 指標 現状値 目標値 as one line, and below it lines whose last words are the values.
    fn spaced(&self, lines: &[Line]) -> Option<Found> {
        let first = lines.first()?;
        if first.text.span().range().len() > LONGEST_LINE {
            return None;
        }
        let words = self.words(&first.text);
        let (axes, name) = self.columns_of(&words)?;
        let mut rows = vec![row(words)];
        let (mut taken, mut open): (usize, Vec<Text>) = (1, Vec::new());
        let mut skip_to = 1;
        for (n, line) in lines.iter().enumerate().skip(1) {
            if n < skip_to {
                continue;
            }
            if open.is_empty()
                && let Some((cells, more)) = self.scattered_row(&axes, name, &lines[n..])
            {
                rows.push(row(cells));
                (taken, skip_to) = (n + more, n + more);
            } else if let Some(mut cells) = self.spaced_row(&axes, name, [&line.text, below_of(lines, n)], &open) {
                let below = lines.get(n + 1).is_some_and(|next| self.years_below(&mut cells, name, &next.text));
                rows.push(row(cells));
                (taken, skip_to, open) = (n + 1 + usize::from(below), n + 1 + usize::from(below), Vec::new());
            } else if open.len() < MOST_LINES && self.may_name(&line.text) {
                open.push(line.text.clone());
            } else if rows.len() > 1 && n - taken < MOST_BETWEEN {
                // What is done for an indicator may stand between two of them.
                open.clear();
            } else {
                break;
            }
        }
        whole(rows, taken)
    }

    /// （R4年度）（R7年度）（R11年度） under the values of a row, behind what is left of its name: takes them into its cells.
    fn years_below(&self, cells: &mut [Text], name: usize, line: &Text) -> bool {
        let behind = cells.len() - name - 1;
        let Some(left) = self.left_of_name(behind, line) else { return false };
        let years = self.words(line).split_off(left.len());
        left.into_iter().for_each(|word| cells[name].append(word, Join::Wrap));
        cells[name + 1..].iter_mut().zip(years).for_each(|(cell, year)| cell.append(year, Join::Part));
        true
    }

    /// The words of a line before the bracketed years of so many values, if it ends in them.
    fn left_of_name(&self, values: usize, line: &Text) -> Option<Vec<Text>> {
        let mut words = self.words(line);
        let named = words.len().checked_sub(values).filter(|_| values > 0)?;
        let year = |word: &Text| self.opens_with_bracket(word) && self.typed(word).look == Look::Period;
        let no_value = words[..named].iter().all(|word| !is_value(self.typed(word).look));
        (words[named..].iter().all(year) && no_value).then(|| {
            words.truncate(named);
            words
        })
    }

    /// A row whose cells stand on lines of their own below such a header: the name, what may explain it, then
    /// the values, one or several a line.
    fn scattered_row(&self, axes: &[Axis], name: usize, lines: &[Line]) -> Option<(Vec<Text>, usize)> {
        let first = self.typed(&lines.first()?.text);
        let named = matches!(first.look, Look::Name | Look::Text) && !first.has_value() || first.look == Look::Name;
        if name != 0 || !named || first.headerish(self.rules) && first.strength < 3 || !lines[0].first {
            return None;
        }
        let wanted = axes.len() - 1;
        let mut values: Vec<Text> = Vec::new();
        for (n, line) in lines.iter().enumerate().skip(1).take(MOST_LINES) {
            let words: Vec<Text> = self.joined(self.words(&line.text));
            let cells: Vec<Cell> = words.iter().map(|word| self.typed(word)).collect();
            let goal =
                |cell: &Cell| is_value(cell.look) || self.rules.tables.words.is_goal(cell.code()) && cell.len() <= 12;
            if !cells.is_empty()
                && cells.len() <= wanted
                && cells.iter().all(goal)
                && (is_value(cells[0].look) || !values.is_empty())
            {
                values.extend(words);
            } else if !values.is_empty() || n > 2 {
                return None;
            }
            if values.len() == wanted {
                let mut row = vec![lines[0].text.clone()];
                row.extend(values);
                return Some((row, n + 1));
            }
        }
        None
    }

    /// Words with the brackets behind them: a year in brackets belongs to the value before it.
    fn joined(&self, all: Vec<Text>) -> Vec<Text> {
        let mut words: Vec<Text> = Vec::new();
        for word in all {
            match words.last_mut().filter(|_| self.opens_with_bracket(&word)) {
                Some(last) => last.append(word, Join::Run),
                None => words.push(word),
            }
        }
        words
    }

    /// The cells of a line, the wrapped lines before it opening its name.
    fn spaced_row(&self, axes: &[Axis], name: usize, [line, next]: [&Text; 2], open: &[Text]) -> Option<Vec<Text>> {
        let words = self.joined(self.words(line));
        let behind = axes.len() - name - 1;
        let named =
            words.len().checked_sub(behind).filter(|&named| named > name || named == name && !open.is_empty())?;
        let looks: Vec<Cell> = words[named..].iter().map(|word| self.typed(word)).collect();
        let mut some = false;
        for (axis, cell) in axes[name + 1..].iter().zip(&looks) {
            if axis.kind == Some(Column::Value) {
                let words =
                    axis.role == Some(crate::rules::Hint::Target) && self.rules.tables.words.is_goal(cell.code());
                if !is_value(cell.look) && !words {
                    return None;
                }
                some |= cell.look == Look::Value;
            }
        }
        if !some {
            return None;
        }
        let mut cells: Vec<Text> = words[..name].to_vec();
        let mut whole = Text::default();
        // What is left of the name may stand before the years below.
        let left = self.left_of_name(axes.len() - name - 1, next).unwrap_or_default();
        let own = [&words[name..named], &left].concat();
        for part in self.goes_on(open, &own).iter().chain(&words[name..named]) {
            whole.append(part.clone(), Join::Wrap);
        }
        cells.push(whole);
        cells.extend_from_slice(&words[named..]);
        Some(cells)
    }

    /// Of the lines above a row those that its name begins on: none that stands for itself, where the name does too.
    fn goes_on<'t>(&self, open: &'t [Text], own: &[Text]) -> &'t [Text] {
        let mut name = Text::default();
        own.iter().for_each(|word| name.append(word.clone(), Join::Wrap));
        if own.is_empty() || self.typed(&name).strength < 2 {
            return open;
        }
        let unfinished = |line: &&Text| {
            let text = line.plain(self.source);
            let text = text.trim_end();
            super::row::breaks_off(text) || text.chars().next_back().is_some_and(is_hiragana)
        };
        let kept = open.iter().rev().take_while(unfinished).count();
        &open[open.len() - kept..]
    }

    /// Whether a line could be the first part of a name.
    fn may_name(&self, line: &Text) -> bool {
        let cell = self.typed(line);
        matches!(cell.look, Look::Name | Look::Text) && !cell.headerish(self.rules) && !cell.has_value()
    }

    /// A whole table in one running line: header words, then numbered rows. Only the numbers make it safe.
    fn flat(&self, text: &Text) -> Option<Table> {
        if text.span().range().len() < LONGEST_LINE / 2 {
            return None;
        }
        let words = self.words(text);
        let mut rows: Vec<Row> = Vec::new();
        let mut n = 0;
        while n < words.len() {
            let header: Vec<Cell> = words[n..]
                .iter()
                .take(MOST_COLUMNS)
                .map(|word| self.typed(word))
                .take_while(|cell| cell.look == Look::Period || cell.headerish(self.rules) && !self.numbered(cell))
                .collect();
            let width = header.len();
            let axes: Vec<Axis> = header.into_iter().map(|cell| self.column(cell)).collect();
            let valued = axes.iter().filter(|axis| axis.kind == Some(Column::Value)).count();
            if width < 3 || valued < 2 || !axes[0].names_here() {
                n += 1;
                continue;
            }
            let found = self.flat_rows(&words, n + width, width);
            if found.len() >= 2 {
                rows.push(row(words[n..n + width].to_vec()));
                n = found.last().map_or(n, |(_, next)| *next);
                rows.extend(found.into_iter().map(|(cells, _)| row(cells)));
            } else {
                n += width;
            }
        }
        (rows.len() >= 3).then_some(Table { rows, head: 0 })
    }

    /// The numbered rows behind a header, each with the word behind it.
    fn flat_rows(&self, words: &[Text], from: usize, width: usize) -> Vec<(Vec<Text>, usize)> {
        let mut rows = Vec::new();
        // Words of the header that no facet knows may stand before the first row.
        let first = (from..words.len().min(from + 4)).find(|&at| self.numbered(&self.typed(&words[at])));
        let mut n = first.unwrap_or(words.len());
        while n < words.len() && self.numbered(&self.typed(&words[n])) {
            let end = (n + 1..words.len().min(n + 4 * width))
                .find(|&at| self.numbered(&self.typed(&words[at])))
                .unwrap_or(words.len());
            let mut cells: Vec<Text> = vec![words[n].clone()];
            let mut at = n + 1;
            while at < end && !is_value(self.typed(&words[at]).look) && cells[0].pieces.len() < MOST_LINES {
                cells[0].append(words[at].clone(), Join::Wrap);
                at += 1;
            }
            while at < end && cells.len() < width {
                let cell = self.typed(&words[at]);
                if cells.len() + 1 < width && !is_value(cell.look) && !self.rules.tables.words.is_goal(cell.code()) {
                    break;
                }
                cells.push(words[at].clone());
                at += 1;
            }
            if cells.len() < 2 {
                break;
            }
            rows.push((cells, at));
            n = if end < words.len() { end } else { at };
            if n >= words.len() || at < end && end == words.len() {
                break;
            }
        }
        rows
    }

    /// (1)水源かん養林の整備面積, ①相談の件数.
    fn numbered(&self, cell: &Cell) -> bool {
        let text = cell.read.reading.view.text.as_str();
        text.chars().count() > 3 && self.rules.tables.trimmed(text).len() < text.len() && cell.look != Look::Value
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

/// The line below one, or the line itself where there is none.
fn below_of(lines: &[Line], n: usize) -> &Text {
    &lines.get(n + 1).unwrap_or(&lines[n]).text
}

fn whole(rows: Vec<Row>, taken: usize) -> Option<Found> {
    (rows.len() >= 2).then_some((Table { rows, head: 0 }, taken))
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
    fn a_cell_a_line_is_a_table_under_a_header() {
        same(
            "成果指標\n\n指標名\n基準値（R5）\n目標値（R10）\n新規就農者数\n98人\n150人\n特定健診の受診率\n45.2％\n60％\n",
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
