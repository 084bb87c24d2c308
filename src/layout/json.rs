//! JSON, as review sheets and open data are published: each list of objects is a table.
//!
//! Keys are its header, one row of it for each level: {"目標": {"R6": 313}} is 313 under R6 under 目標. Objects in a
//! list that begin with a year stand beside each other under that year. A piece cut from a longer file is read as
//! well: what was not opened is not missed.

use super::{Block, Cell, Join, Kind, Piece, Row, Span, Table, Text};

/// Nothing that people publish is nested deeper.
const DEEPEST: usize = 32;
/// So many in a hundred of the lines are parts of JSON.
const MOSTLY: usize = 80;
/// A header has no more rows, and a table no more columns.
const HEADERS: usize = 4;
const WIDEST: usize = 400;
/// Fewer values are no row.
const FEW: usize = 2;
/// Lists in objects of lists are followed so deep.
const NESTED: usize = 3;
/// A number that people mean as a year.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// The blocks of a document of JSON; none where it is no such document.
pub(super) fn blocks(source: &str) -> Option<Vec<Block>> {
    if !is_json(source) {
        return None;
    }
    let mark = source.len() - source.trim_start_matches('\u{feff}').len();
    let mut reader = Reader { source, at: mark };
    let mut writer = Writer { source, blocks: Vec::new() };
    while reader.at < source.len() {
        let (entries, span) = reader.entries(0, None);
        // Objects without a key are rows of the list that they were cut from.
        let (rows, keyed): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|(key, node)| key.is_empty() && matches!(node, Node::Object(..)));
        writer.object(&Node::Object(keyed, span), None);
        writer.table(&rows.iter().map(|(_, node)| node).collect::<Vec<_>>(), None);
        // A bracket that nothing here opened.
        reader.at += 1;
    }
    (!writer.blocks.is_empty()).then_some(writer.blocks)
}

/// Whether nearly all lines begin as those of JSON do, and some tell a key.
fn is_json(source: &str) -> bool {
    let body = source.trim_start_matches('\u{feff}').trim_start();
    if !body.starts_with(['{', '[', '"']) || !source.contains("\":") {
        return false;
    }
    let (mut lines, mut parts) = (0, 0);
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty()) {
        lines += 1;
        let ends =
            line.ends_with([',', '{', '[', '}', ']', '"']) || line.ends_with(|c: char| c.is_ascii_alphanumeric());
        parts += usize::from(line.starts_with(['"', '{', '}', '[', ']']) && ends);
    }
    parts * 100 >= lines * MOSTLY
}

/// A value: its text without quotes, or what it holds.
#[derive(Debug)]
enum Node {
    Scalar(Span),
    Null,
    List(Vec<Node>),
    Object(Vec<(Span, Node)>, Span),
}

impl Node {
    fn is_object(&self) -> bool {
        matches!(self, Self::Object(..))
    }
}

/// Keys and values.
type Entries = [(Span, Node)];

struct Reader<'a> {
    source: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn byte(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn skip(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b',' | b':')) {
            self.at += 1;
        }
    }

    /// The keys and values up to the bracket that closes them. Values without a key have an empty one.
    fn entries(&mut self, depth: usize, close: Option<u8>) -> (Vec<(Span, Node)>, Span) {
        let start = self.at;
        let mut out = Vec::new();
        loop {
            self.skip();
            match self.byte() {
                None => break,
                Some(byte) if Some(byte) == close => {
                    self.at += 1;
                    break;
                }
                Some(b'}' | b']') => break,
                Some(b'"') => {
                    let text = self.string();
                    if self.is_key() {
                        self.skip();
                        let value = self.value(depth + 1);
                        out.push((text, value));
                    } else {
                        out.push((Span { start: text.start, end: text.start }, Node::Scalar(text)));
                    }
                }
                Some(_) => {
                    let start = self.at as u32;
                    let value = self.value(depth + 1);
                    out.push((Span { start, end: start }, value));
                }
            }
        }
        (out, Span { start: start as u32, end: self.at as u32 })
    }

    fn is_key(&self) -> bool {
        self.source[self.at..].trim_start().starts_with(':')
    }

    fn value(&mut self, depth: usize) -> Node {
        match self.byte() {
            Some(b'"') => Node::Scalar(self.string()),
            Some(b'{') if depth < DEEPEST => {
                self.at += 1;
                let (entries, span) = self.entries(depth, Some(b'}'));
                Node::Object(entries, span)
            }
            Some(b'[') if depth < DEEPEST => {
                self.at += 1;
                let (entries, _) = self.entries(depth, Some(b']'));
                Node::List(entries.into_iter().map(|(_, node)| node).collect())
            }
            Some(b'}' | b']') | None => Node::Null,
            Some(_) => {
                let start = self.at;
                let ends = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'}' | b']' | b'"');
                self.at += self.source.as_bytes()[start..].iter().take_while(|byte| !ends(**byte)).count().max(1);
                while !self.source.is_char_boundary(self.at) {
                    self.at += 1;
                }
                match &self.source[start..self.at] {
                    "null" | "true" | "false" => Node::Null,
                    _ => Node::Scalar(Span { start: start as u32, end: self.at as u32 }),
                }
            }
        }
    }

    /// The text of a string, without its quotes.
    fn string(&mut self) -> Span {
        let start = self.at + 1;
        let bytes = self.source.as_bytes();
        let mut end = start;
        while let Some(byte) = bytes.get(end) {
            match byte {
                b'\\' => end += 2,
                b'"' => break,
                _ => end += 1,
            }
        }
        let end = end.min(bytes.len());
        self.at = (end + 1).min(bytes.len());
        Span { start: start.min(end) as u32, end: end as u32 }
    }
}

struct Writer<'a> {
    source: &'a str,
    blocks: Vec<Block>,
}

/// A value of a row, the keys that lead to it, and how many rows it stands beside.
struct Field {
    path: Vec<Span>,
    text: Text,
    rows: usize,
}

/// A row, and where its innermost object stands.
struct Line {
    fields: Vec<Field>,
    span: Span,
}

impl Writer<'_> {
    /// An object alone is a table of one row.
    fn object(&mut self, node: &Node, key: Option<Span>) {
        self.table(&[node], key);
    }

    /// Objects of one list: rows of one table, and behind it the lists that they hold.
    fn table(&mut self, nodes: &[&Node], key: Option<Span>) {
        if let Some(key) = key.filter(|key| !key.is_empty()) {
            self.blocks.push(Block::new(Kind::Heading { rank: 5 }, self.text(key)));
        }
        let only = if nodes.len() > 1 { self.only_lists(nodes) } else { Vec::new() };
        let mut lines = Vec::new();
        for node in nodes {
            self.lines(node, &only, &[], &mut lines);
        }
        let mut columns: Vec<Vec<&str>> = Vec::new();
        let mut heads: Vec<&[Span]> = Vec::new();
        for field in lines.iter().flat_map(|line| &line.fields) {
            let names = self.names(&field.path);
            if !columns.contains(&names) && columns.len() < WIDEST {
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
            let mut open = vec![0; columns.len()];
            for line in &lines {
                let mut cells = Vec::new();
                for (n, names) in columns.iter().enumerate() {
                    let own = line.fields.iter().find(|field| self.names(&field.path) == *names);
                    if own.is_none() && open[n] > 0 {
                        open[n] -= 1;
                        continue;
                    }
                    let rows = own.map_or(1, |field| field.rows);
                    open[n] = rows - 1;
                    let text = own.map_or_else(Text::default, |field| field.text.clone());
                    cells.push(Cell { text, column: n as u16, columns: 1, rows: rows as u16 });
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
                let rows = out.len() - first;
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
        for (key, value) in entries {
            let path: Vec<Span> = path.iter().copied().chain([*key]).take(HEADERS).collect();
            match value {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str) -> Vec<Vec<String>> {
        let blocks = blocks(source).unwrap_or_default();
        let tables = blocks.iter().filter_map(Block::table);
        let rows = tables.flat_map(|table| &table.rows);
        rows.map(|row| row.cells.iter().map(|cell| cell.text.plain(source)).collect()).collect()
    }

    #[test]
    fn a_list_of_objects_is_a_table_and_its_keys_the_header() {
        let source = "[\n  {\"指標\": \"受診率\", \"目標\": {\"R6\": 50, \"R7\": 60}},\n  {\"指標\": \"普及率\", \"目標\": {\"R6\": 5}}\n]\n";
        assert_eq!(
            rows(source),
            [vec!["指標", "目標"], vec!["R6", "R7"], vec!["受診率", "50", "60"], vec!["普及率", "5", ""]]
        );
    }

    #[test]
    fn objects_of_years_stand_beside_each_other() {
        let source = "\"成果\": [\n  {\"指標\": \"受診率\",\n  \"実績\": [\n {\"年度\": 2019, \"値\": 5.3},\n {\"年度\": 2020, \"値\": null}\n]}\n]\n";
        assert_eq!(rows(source), [vec!["指標", "実績"], vec!["2019"], vec!["値"], vec!["受診率", "5.3"]]);
    }

    #[test]
    fn an_object_stands_beside_the_rows_of_the_only_list_that_it_holds() {
        let item = |name: &str| {
            format!(
                "{{\"name\": \"{name}\", \"values\": [{{\"role\": \"b\", \"v\": 1}}, {{\"role\": \"t\", \"v\": 2}}]}}"
            )
        };
        let source = format!("{{\"items\": [\n{},\n{}\n]}}\n", item("x"), item("y"));
        assert_eq!(
            rows(&source),
            [vec!["name", "role", "v"], vec!["x", "b", "1"], vec!["t", "2"], vec!["y", "b", "1"], vec!["t", "2"]]
        );
        // Of two lists each is a table of its own.
        let two = source.replace("\"values\"", "\"more\": [{\"k\": 1, \"l\": 2}], \"values\"");
        assert_eq!(rows(&two)[..4], [["k", "l"], ["1", "2"], ["role", "v"], ["b", "1"]]);
    }

    #[test]
    fn a_piece_that_nothing_opened_or_closed_is_read() {
        let source =
            "\"事業名\": \"a\",\n\"府省庁\": \"b\"\n}\n],\n\"年\": 5,\n\"x\": [\n{\"k\": \"v\\nw\",\n\"l\": 2\n";
        let rows = rows(source);
        assert_eq!(rows[..2], [["事業名", "府省庁"], ["a", "b"]]);
        assert_eq!(rows.last().map(Vec::as_slice), Some(["v\nw".to_owned(), "2".to_owned()].as_slice()));
    }

    #[test]
    fn objects_without_a_key_are_rows_of_one_list() {
        let source = "\"title\": \"a\",\n{\"k\": \"v\", \"l\": 2},\n{\"k\": \"w\", \"l\": 3},\n";
        assert_eq!(rows(source), [["k", "l"], ["v", "2"], ["w", "3"]]);
    }

    #[test]
    fn text_that_begins_with_a_quote_is_none() {
        assert!(blocks("\"This is not a drill\": the slogan.\nIt goes on.\n").is_none());
    }

    proptest::proptest! {
        #[test]
        fn whatever_stands_there_is_read_to_its_end(text in "[\\[\\]{}\":,a年％ 0-9\\\\n\n]{0,80}") {
            let _ = blocks(&text);
            let _ = blocks(&format!("{{\"k\":\n{text}"));
        }
    }
}
