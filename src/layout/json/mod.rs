//! JSON, as review sheets and open data are published: each list of objects is a table.
//!
//! Keys are its header, one row of it for each level: {"目標": {"R6": 313}} is 313 under R6 under 目標. Objects in a
//! list that begin with a year stand beside each other under that year. A piece cut from a longer file is read as
//! well: what was not opened is not missed.

mod write;

use super::{Block, Span};
use write::Writer;

/// Nothing that people publish is nested deeper.
const DEEPEST: usize = 32;
/// So many in a hundred of the lines are parts of JSON.
const MOSTLY: usize = 80;

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

    fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    fn scalar(&self) -> Option<Span> {
        match self {
            Self::Scalar(span) => Some(*span),
            _ => None,
        }
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
    fn lists_in_a_list_are_rows_without_a_header() {
        let source = "{\"title\": \"計画\", \"kpi\": [[\"受診率\", \"45%\", null], [\"利用者数\", 30, \"40人\"]]}\n";
        assert_eq!(rows(source), [vec!["受診率", "45%", ""], vec!["利用者数", "30", "40人"]]);
    }

    #[test]
    fn a_list_of_texts_tells_what_the_numbers_in_the_lists_beside_it_are_of() {
        let source =
            "{\"name\": \"受診率\", \"labels\": [\"R4\", \"R10\"], \"actual\": [93, null], \"target\": [null, 95]}\n";
        assert_eq!(rows(source), [vec!["name", "actual", "target"], vec!["R4", "R10"], vec!["受診率", "93", "95"]]);
        // Lists of other lengths are texts in a cell each.
        let other = source.replace("[93, null]", "[93]").replace("[null, 95]", "[95]");
        assert_eq!(rows(&other)[0], ["name", "labels", "actual", "target"]);
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
