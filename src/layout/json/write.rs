//! Tables of what a document of JSON holds: objects of one list are rows, and beside all rows of the only list that an
//! object holds stand its own values.

use std::collections::HashMap;

use super::super::{Block, Cell, Join, Kind, Piece, Row, Span, Table, Text};
use super::{Entries, Node};

/// A header has no more rows, and a table no more columns.
const HEADERS: usize = 4;
const WIDEST: usize = 400;
/// Fewer values are no row.
const FEW: usize = 2;
/// Lists in objects of lists are followed so deep.
const NESTED: usize = 3;
/// A number that people mean as a year.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// What is written of a document so far.
pub(super) struct Writer<'a> {
    pub source: &'a str,
    pub blocks: Vec<Block>,
}

/// A value of a row, the keys that lead to it, and how many rows it stands beside.
struct Field {
    path: Vec<Span>,
    text: Text,
    rows: u16,
}

/// A row, and where its innermost object stands.
struct Line {
    fields: Vec<Field>,
    span: Span,
}

impl Writer<'_> {
    /// An object alone is a table of one row.
    pub fn object(&mut self, node: &Node, key: Option<Span>) {
        self.table(&[node], key);
    }

    /// Objects of one list: rows of one table, and behind it the lists that they hold.
    pub fn table(&mut self, nodes: &[&Node], key: Option<Span>) {
        if let Some(key) = key.filter(|key| !key.is_empty()) {
            self.blocks.push(Block::new(Kind::Heading { rank: 5 }, self.text(key)));
        }
        // A list of one may as well be a record of its own, whose lists are tables.
        let only = if nodes.len() > 1 { self.only_lists(nodes) } else { Vec::new() };
        let mut lines = Vec::new();
        for node in nodes {
            self.lines(node, &only, &[], &mut lines);
        }
        let mut places: HashMap<Vec<&str>, usize> = HashMap::new();
        let mut columns: Vec<Vec<&str>> = Vec::new();
        let mut heads: Vec<&[Span]> = Vec::new();
        for field in lines.iter().flat_map(|line| &line.fields) {
            let names = self.names(&field.path);
            if columns.len() < WIDEST && !places.contains_key(&names) {
                places.insert(names.clone(), columns.len());
                columns.push(names);
                heads.push(&field.path);
            }
        }
        if columns.len() >= FEW {
            let depth = heads.iter().map(|path| path.len()).max().unwrap_or(1);
            let mut table = Table { rows: Vec::new(), head: depth };
            let head = lines.first().map_or(Span { start: 0, end: 0 }, |line| line.span);
            for level in 0..depth {
                table.rows.push(Row { cells: self.heads(&columns, &heads, (level, depth)), span: head });
            }
            let mut open = vec![0u16; columns.len()];
            for line in &lines {
                let mut own: Vec<Option<&Field>> = vec![None; columns.len()];
                for field in &line.fields {
                    if let Some(&at) = places.get(&self.names(&field.path)) {
                        own[at].get_or_insert(field);
                    }
                }
                let mut cells = Vec::new();
                for (n, own) in own.into_iter().enumerate() {
                    if own.is_none() && open[n] > 0 {
                        open[n] -= 1;
                        continue;
                    }
                    let rows = own.map_or(1, |field| field.rows);
                    open[n] = rows - 1;
                    let text = own.map_or_else(Text::default, |field| field.text.clone());
                    cells.push(Cell { text, column: n as u16, columns: 1, rows });
                }
                table.rows.push(Row { cells, span: line.span });
            }
            self.blocks.push(Block::new(Kind::Table(table), Text::default()));
        } else {
            let texts = lines.into_iter().flat_map(|line| line.fields).map(|field| field.text);
            let blocks: Vec<Block> = texts.map(|text| Block::new(Kind::Paragraph, text)).collect();
            self.blocks.extend(blocks);
        }
        for node in nodes {
            self.inner(node, &only);
        }
    }

    /// [["受診率", "45%（R5）", "60%（R10）"], …]: lists in a list are the rows of a table that has no header.
    fn rows(&mut self, items: &[Node], key: Span) {
        let mut rows = Vec::new();
        for cells in items.iter().filter_map(Node::items) {
            let texts = cells.iter().map(|cell| cell.scalar().map_or_else(Text::default, |span| self.text(span)));
            let cells: Vec<Cell> =
                texts.enumerate().map(|(n, text)| Cell { text, column: n as u16, columns: 1, rows: 1 }).collect();
            let filled = || cells.iter().filter(|cell| !cell.text.is_empty()).map(|cell| cell.text.span());
            let (Some(first), Some(last)) = (filled().next(), filled().next_back()) else { continue };
            rows.push(Row { cells, span: Span { start: first.start, end: last.end } });
        }
        self.blocks.push(Block::new(Kind::Heading { rank: 5 }, self.text(key)));
        self.blocks.push(Block::new(Kind::Table(Table { rows, head: 0 }), Text::default()));
    }

    /// A row of the header: a key over all columns that it leads to, the last one of a path down to the values.
    fn heads(&self, columns: &[Vec<&str>], heads: &[&[Span]], (level, depth): (usize, usize)) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut n = 0;
        while n < columns.len() {
            let path = &columns[n];
            let last = path.len() == level + 1;
            let alike = |other: &&Vec<&str>| other.len() > level + 1 && other[..=level] == path[..=level];
            let wide = if last || path.len() <= level { 1 } else { columns[n..].iter().take_while(alike).count() };
            if let Some(key) = heads[n].get(level) {
                let rows = if last { depth - level } else { 1 };
                cells.push(Cell { text: self.text(*key), column: n as u16, columns: wide as u16, rows: rows as u16 });
            }
            n += wide;
        }
        cells
    }

    fn names(&self, path: &[Span]) -> Vec<&str> {
        path.iter().map(|key| &self.source[key.range()]).collect()
    }

    /// The keys of the lists that objects of one list hold, level by level, as long as each level has only one.
    fn only_lists(&self, nodes: &[&Node]) -> Vec<String> {
        let mut keys = Vec::new();
        let mut level: Vec<&Node> = nodes.to_vec();
        while keys.len() < NESTED {
            let lists: Vec<(&str, &[Node])> = level.iter().flat_map(|node| self.lists(node)).collect();
            let Some(key) =
                lists.first().map(|(key, _)| *key).filter(|key| lists.iter().all(|(other, _)| other == key))
            else {
                break;
            };
            keys.push(key.to_owned());
            level = lists.iter().flat_map(|(_, items)| *items).collect();
        }
        keys
    }

    /// The lists of objects that an object holds and that are no columns of it.
    fn lists<'n>(&self, node: &'n Node) -> Vec<(&str, &'n [Node])> {
        let Node::Object(entries, _) = node else { return Vec::new() };
        let list = |(key, value): &'n (Span, Node)| match value {
            Node::List(items) if self.years(items).is_none() && items.iter().any(Node::is_object) => {
                Some((&self.source[key.range()], items.as_slice()))
            }
            _ => None,
        };
        entries.iter().filter_map(list).collect()
    }

    /// The rows that an object makes: one, or one for each object of the only list that it holds, beside all of which its own
    /// values stand: {"指標": "受診率", "値": [{"時点": "現状", "値": 50}, {"時点": "目標", "値": 60}]}.
    fn lines(&self, node: &Node, only: &[String], above: &[Vec<&str>], out: &mut Vec<Line>) {
        let Node::Object(entries, span) = node else { return };
        let mut fields = Vec::new();
        self.fields(entries, &[], &mut fields);
        let mut known = above.to_vec();
        known.extend(fields.iter().map(|field| self.names(&field.path)));
        let first = out.len();
        if let Some((key, below)) = only.split_first() {
            let list = entries.iter().find(|(own, _)| self.source[own.range()] == **key);
            if let Some((key, Node::List(items))) = list {
                items.iter().for_each(|item| self.lines(item, below, &known, out));
                // A key that stands for something else above stands under that of its list: items > name.
                for field in out[first..].iter_mut().flat_map(|line| &mut line.fields) {
                    if known.contains(&self.names(&field.path)) && field.path.len() < HEADERS {
                        field.path.insert(0, *key);
                    }
                }
            }
        }
        match out.get_mut(first) {
            None => out.push(Line { fields, span: *span }),
            Some(_) => {
                let rows = u16::try_from(out.len() - first).unwrap_or(u16::MAX);
                fields.iter_mut().for_each(|field| field.rows = rows);
                out[first].fields.splice(0..0, fields);
            }
        }
    }

    /// The lists of objects inside an object that are neither columns of it nor rows beside it.
    fn inner(&mut self, node: &Node, only: &[String]) {
        match node {
            Node::Object(entries, _) => {
                for (key, value) in entries {
                    match value {
                        Node::List(items) if only.first().is_some_and(|only| self.source[key.range()] == **only) => {
                            items.iter().for_each(|item| self.inner(item, &only[1..]));
                        }
                        Node::List(items) if self.is_table(items) => self.rows(items, *key),
                        Node::List(items) if self.years(items).is_none() => {
                            let objects: Vec<&Node> = items.iter().filter(|item| item.is_object()).collect();
                            if !objects.is_empty() {
                                self.table(&objects, Some(*key));
                            }
                        }
                        Node::Object(..) => self.inner(value, &[]),
                        _ => {}
                    }
                }
            }
            Node::List(items) => items.iter().for_each(|item| self.inner(item, &[])),
            _ => {}
        }
    }

    fn fields(&self, entries: &[(Span, Node)], path: &[Span], out: &mut Vec<Field>) {
        let labels = self.labels(entries);
        for (key, value) in entries {
            let path: Vec<Span> = path.iter().copied().chain([*key]).take(HEADERS).collect();
            match value {
                Node::List(items) if labels.is_some_and(|labels| std::ptr::eq(labels, items.as_slice())) => {}
                Node::List(items)
                    if labels.is_some_and(|labels| labels.len() == items.len() && self.numbers(items)) =>
                {
                    for (label, item) in labels.unwrap_or_default().iter().zip(items) {
                        if let (Some(label), Some(item)) = (label.scalar(), item.scalar()) {
                            let path = path.iter().copied().chain([label]).take(HEADERS).collect();
                            out.push(Field { path, text: self.text(item), rows: 1 });
                        }
                    }
                }
                Node::Null => {}
                Node::Scalar(text) => out.push(Field { path, text: self.text(*text), rows: 1 }),
                Node::Object(entries, _) => self.fields(entries, &path, out),
                Node::List(items) => {
                    if let Some(years) = self.years(items) {
                        for (year, entries) in years {
                            let path: Vec<Span> = path.iter().copied().chain([year]).take(HEADERS).collect();
                            let rest = entries
                                .iter()
                                .filter(|(_, value)| !matches!(value, Node::Scalar(text) if *text == year));
                            for (key, value) in rest {
                                if let Node::Scalar(text) = value {
                                    let path = path.iter().copied().chain([*key]).take(HEADERS).collect();
                                    out.push(Field { path, text: self.text(*text), rows: 1 });
                                }
                            }
                        }
                        continue;
                    }
                    let mut text = Text::default();
                    for item in items {
                        if let Node::Scalar(one) = item {
                            text.append(self.text(*one), Join::Part);
                        }
                    }
                    if !text.is_empty() {
                        out.push(Field { path, text, rows: 1 });
                    }
                }
            }
        }
    }

    /// {"labels": ["R4", "R10"], "actual": [93, null], "target": [null, 270]}: the list of texts that says what the numbers in
    /// the lists beside it, as long as it is, are of.
    fn labels<'n>(&self, entries: &'n [(Span, Node)]) -> Option<&'n [Node]> {
        let lists = || entries.iter().filter_map(|(_, value)| value.items());
        let texts = |items: &&[Node]| {
            items.len() > 1 && items.iter().all(|item| item.scalar().is_some_and(|span| self.is_label(span)))
        };
        let mut labels = lists().filter(texts);
        let only = labels.next().filter(|_| labels.next().is_none())?;
        lists().any(|items| items.len() == only.len() && self.numbers(items)).then_some(only)
    }

    /// Whether a list holds numbers, and nothing for those that are not known.
    fn numbers(&self, items: &[Node]) -> bool {
        items.iter().all(|item| match item {
            Node::Scalar(span) => self.source[span.range()].parse::<f64>().is_ok(),
            other => matches!(other, Node::Null),
        })
    }

    /// R4, "2030 (goal)": whether a value is a text in quotes that tells a year or a place in a row.
    fn is_label(&self, span: Span) -> bool {
        self.is_text(span) && self.source[span.range()].contains(char::is_numeric)
    }

    fn is_text(&self, span: Span) -> bool {
        self.source[..span.range().start].ends_with('"')
    }

    /// Whether lists are the rows of a table: as many cells in each, a text first, and one more in most.
    fn is_table(&self, items: &[Node]) -> bool {
        let cells: Vec<&[Node]> = items.iter().filter_map(Node::items).collect();
        let text = |node: &Node| node.scalar().is_some_and(|span| self.is_text(span));
        let wide = cells.iter().all(|row| (FEW..=WIDEST).contains(&row.len()) && !row.iter().any(Node::is_object));
        let told = cells.iter().filter(|row| text(&row[0]) && row[1..].iter().any(text)).count();
        !items.is_empty() && cells.len() == items.len() && wide && 2 * told > cells.len()
    }

    /// The objects of a list with the year that each begins with; none where one begins with something else.
    fn years<'n>(&self, items: &'n [Node]) -> Option<Vec<(Span, &'n Entries)>> {
        let year = |item: &'n Node| {
            let Node::Object(entries, _) = item else { return None };
            let (_, Node::Scalar(text)) = entries.first()? else { return None };
            let year = self.source[text.range()].parse().is_ok_and(|year| YEARS.contains(&year));
            // What holds lists of its own is no value of that year.
            let plain = entries.iter().all(|(_, value)| matches!(value, Node::Scalar(_) | Node::Null));
            (year && plain).then_some((*text, entries.as_slice()))
        };
        (!items.is_empty()).then(|| items.iter().map(year).collect()).flatten()
    }

    /// The text of a string; a line end that is written in it parts it.
    fn text(&self, span: Span) -> Text {
        let mut pieces = Vec::new();
        let (mut start, text) = (span.start, &self.source[span.range()]);
        for (at, _) in text.match_indices("\\n") {
            let end = span.start + at as u32;
            pieces.push(Span { start, end });
            start = end + 2;
        }
        pieces.push(Span { start, end: span.end });
        let pieces = pieces.into_iter().map(|span| span.trim(self.source)).filter(|span| !span.is_empty());
        Text { pieces: pieces.map(|span| Piece { span, join: Join::Part }).collect() }
    }
}
