//! Comma-separated values, as spreadsheets save them: a whole document that is one table. Where a comma is the mark of
//! decimals, semicolons part the fields; rows parted by tabs are read here where a field in quotes goes over several lines.
//!
//! Whether a document is one shows in its lines, not in its name: nearly all have the same number
//! of fields, and their commas stand neither in numbers nor before spaces, as those of prose do.
//! A field in quotes may hold commas and line ends, and a quote twice.

use super::marks::Mark;
use super::{Block, Cell, Join, Kind, Places, Row, Span, Table, Text, markup};

/// More fields than these has no table that people read.
const MOST_FIELDS: usize = 500;
/// More lines than these has no field; a quote that is open for longer was none.
const LONGEST_FIELD: usize = 200;
/// So many in a hundred of the rows have the same number of fields.
const EVEN: usize = 80;

/// The blocks of a document of comma-separated values; none where it is no such document.
pub(super) fn blocks(source: &str, places: &Places) -> Option<Vec<Block>> {
    // Nearly every document is told by this alone. A field may take several lines.
    let (mut lines, mut commas, mut tabs, mut semicolons, mut quotes) = (0, 0, 0, 0, false);
    for line in places.spans(source).map(|line| &source.as_bytes()[line.range()]).filter(|line| !line.is_empty()) {
        lines += 1;
        commas += usize::from(memchr::memchr(b',', line).is_some());
        tabs += usize::from(memchr::memchr(b'\t', line).is_some());
        semicolons += usize::from(memchr::memchr_iter(b';', line).nth(1).is_some());
        quotes |= memchr::memchr(b'"', line).is_some();
    }
    if lines == 0 {
        return None;
    }
    let told = told_mark(source);
    let read = |mark: u8| {
        let mut records = Reader::read(source, places, mark)?;
        if told.is_some() {
            records.remove(0);
        }
        unframe(source, &mut records);
        Some((width(source, &records)?, records))
    };
    let (width, records) = if let Some(mark) = told {
        read(mark)?
    } else if tabs * 10 > lines {
        // The lines of most such documents are their rows.
        let read = if quotes { read(b'\t') } else { None };
        read.filter(|(_, records)| is_quoted(source, records))?
    } else {
        // A field over several lines leaves some without marks.
        let enough = if quotes { lines } else { lines * EVEN * 2 / 100 };
        let parted = if semicolons * 2 >= enough { read(b';') } else { None };
        parted.or_else(|| if commas * 5 < lines { None } else { read(b',') })?
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut table = Table::default();
    for record in records {
        // An empty row ends a table: what follows may have a header of its own.
        if record.filled() == 0 && !table.rows.is_empty() {
            blocks.push(Block::new(Kind::Table(std::mem::take(&mut table)), Text::default()));
            continue;
        }
        // A line alone is a title or a note; padded to the table's width, only above its header.
        if record.filled() < 2 && (record.fields.len() == 1 || table.rows.is_empty()) {
            if !table.rows.is_empty() {
                blocks.push(Block::new(Kind::Table(std::mem::take(&mut table)), Text::default()));
            }
            if let Some(field) = record.fields.into_iter().find(|field| !field.text.is_empty()) {
                blocks.push(Block::new(kind(source, &field.text), field.text));
            }
            continue;
        }
        let mut fields = record.fields;
        // What was only padded is no wider than the rest.
        while fields.len() > width && fields.last().is_some_and(|field| field.text.is_empty()) {
            fields.pop();
        }
        let cell = |(n, field): (usize, Field)| Cell { text: field.text, column: n as u16, columns: 1, rows: 1 };
        table.rows.push(Row { cells: fields.into_iter().enumerate().map(cell).collect(), span: record.span });
    }
    if !table.rows.is_empty() {
        blocks.push(Block::new(Kind::Table(table), Text::default()));
    }
    Some(blocks)
}

/// The mark that the first line of a file tells, for the programs that open it: `sep=;`.
fn told_mark(source: &str) -> Option<u8> {
    let told = source.trim_start_matches('\u{feff}').strip_prefix("sep=")?;
    let line = told.split(['\r', '\n']).next()?;
    matches!(line, ";" | "," | "\t" | "|").then(|| line.as_bytes()[0])
}

/// Whether quotes are around fields, and not in them: one goes over several lines, or all of a row are quoted.
fn is_quoted(source: &str, records: &[Record]) -> bool {
    let lines = |record: &Record| source[record.span.range()].contains('\n');
    let all = |record: &Record| record.fields.len() > 1 && record.fields.iter().all(|field| field.quoted);
    records.iter().any(|record| lines(record) || all(record))
}

/// Takes away what data frames add when they are saved: `Unnamed: 3` for a header that there is not, and a first field
/// that counts the rows from naught.
fn unframe(source: &str, records: &mut [Record]) {
    let text = |field: &Field| field.text.plain(source);
    let unnamed = |field: &Field| text(field).strip_prefix("Unnamed: ").is_some_and(|n| n.parse::<u32>().is_ok());
    let Some((header, rest)) = records.split_first_mut() else { return };
    header.fields.iter_mut().filter(|field| unnamed(field)).for_each(|field| field.text = Text::default());
    let counts = |(n, row): (usize, &Record)| row.fields.first().is_some_and(|first| text(first) == n.to_string());
    let index = header.fields.first().is_some_and(|first| first.text.is_empty());
    if index && rest.len() >= LEAST_RAGGED && rest.iter().enumerate().all(counts) {
        header.fields.remove(0);
        rest.iter_mut().for_each(|row| drop(row.fields.remove(0)));
    }
}

fn kind(source: &str, text: &Text) -> Kind {
    match Mark::of(&text.plain(source)) {
        Mark::Hash { rank } | Mark::Number { rank } => Kind::Heading { rank },
        Mark::Circle | Mark::Bullet => Kind::Item,
        Mark::Note => Kind::Note,
        Mark::None => Kind::Paragraph,
    }
}

/// The number of fields that nearly all records of a table have; none where they are no table.
fn width(source: &str, records: &[Record]) -> Option<usize> {
    // Titles above and notes below the table.
    let is_row = |record: &Record| record.fields.len() > 1;
    let (first, last) = (records.iter().position(is_row)?, records.iter().rposition(is_row)?);
    let rows = &records[first..=last];
    let mut counts: Vec<usize> = rows.iter().map(|row| row.fields.len()).collect();
    counts.sort_unstable();
    // A header of words, and rows that are padded or cut but hold nothing beyond it.
    if let Some(width) = ragged(source, rows) {
        counts.fill(width);
    }
    let width = counts[counts.len() / 2];
    let even = counts.iter().filter(|&&count| count == width).count();
    // In a few lines, or with a comma each, the same number may be chance.
    let all_even = even == rows.len();
    let enough = if width > 2 { 2 } else { 3 };
    if width < 2 || rows.len() < enough || even * 100 < rows.len() * EVEN || rows.len() * 2 < records.len() {
        return None;
    }
    if !all_even && (rows.len() < 5 || width == 2) {
        return None;
    }
    let sum = |of: fn(&Record) -> usize| rows.iter().map(of).sum::<usize>();
    let (commas, spaced) = (sum(|row| row.fields.len() - 1), sum(|row| row.spaced));
    let numbers = rows.iter().filter(|row| row.fields.len() > 1 && row.in_numbers == row.fields.len() - 1).count();
    let sentences = rows.iter().filter(|row| row.fields.iter().any(|field| field.is_sentence(source))).count();
    let prose =
        spaced * 4 > commas || numbers * 4 > rows.len() || sentences * 3 > rows.len() && !(all_even && width > 3);
    (!prose).then_some(width)
}

/// The number of fields of a header whose rows are padded or cut at their ends, and reach no farther than it.
fn ragged(source: &str, rows: &[Record]) -> Option<usize> {
    let [header, rest @ ..] = rows else { return None };
    let width = header.reach();
    let words = |field: &Field| {
        !field.text.is_empty() && !source[field.text.span().range()].contains(|c: char| c.is_ascii_digit())
    };
    let named = width >= LEAST_RAGGED && header.fields[..width].iter().all(words);
    let far = |row: &Record| 2 * row.reach() >= width && row.reach() <= width;
    (named && rest.len() >= LEAST_RAGGED && rest.iter().all(far)).then_some(width)
}

/// A ragged table has no fewer columns, and no fewer rows.
const LEAST_RAGGED: usize = 3;

struct Field {
    text: Text,
    quoted: bool,
}

impl Field {
    fn is_sentence(&self, source: &str) -> bool {
        !self.quoted && source[self.text.span().range()].contains('。')
    }
}

/// A row: a line, or several where a field in quotes goes on over their ends.
struct Record {
    fields: Vec<Field>,
    span: Span,
    /// Commas before a space, as prose has them.
    spaced: usize,
    /// Commas in what may be a number: `1,500人`.
    in_numbers: usize,
}

impl Record {
    /// How many fields it has up to the last that holds anything.
    fn reach(&self) -> usize {
        self.fields.iter().rposition(|field| !field.text.is_empty()).map_or(0, |last| last + 1)
    }

    fn filled(&self) -> usize {
        self.fields.iter().filter(|field| !field.text.is_empty()).count()
    }
}

struct Reader<'a> {
    source: &'a str,
    /// What parts the fields.
    mark: u8,
    records: Vec<Record>,
    fields: Vec<Field>,
    /// The field being read, and where its record began.
    text: Text,
    begin: usize,
    spaced: usize,
    in_numbers: usize,
}

impl<'a> Reader<'a> {
    /// Reads all records; none where a line is none.
    fn read(source: &'a str, places: &Places, mark: u8) -> Option<Vec<Record>> {
        let lines: Vec<Span> = places.spans(source).collect();
        let text = Text::default();
        let (records, fields) = (Vec::new(), Vec::new());
        let mut reader = Self { source, mark, records, fields, text, begin: 0, spaced: 0, in_numbers: 0 };
        let mut n = 0;
        while n < lines.len() {
            let line = lines[n].trim(source);
            let order = if source[line.range()].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
            let line = Span { start: line.start + order as u32, end: line.end };
            if !line.is_empty() {
                reader.begin = line.start as usize;
                n += reader.record(&lines[n..], line)?;
            }
            n += 1;
        }
        Some(reader.records)
    }

    /// Reads a record that begins with a line; gives how many more it takes.
    fn record(&mut self, lines: &[Span], line: Span) -> Option<usize> {
        let (mut at, mut end, mut more) = (line.start as usize, line.end as usize, 0);
        loop {
            let rest = &self.source[at..end];
            let blank = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
            let quoted = rest[blank..].starts_with('"');
            if quoted {
                at += blank + 1;
                // Up to the quote that closes it, on whichever line.
                loop {
                    match self.quoted(at, end) {
                        Some(closed) => {
                            at = closed;
                            break;
                        }
                        None if more < LONGEST_FIELD => {
                            more += 1;
                            let next = lines.get(more)?;
                            (at, end) = (next.start as usize, next.end as usize);
                        }
                        None => return None,
                    }
                }
            }
            let stop = memchr::memchr(self.mark, &self.source.as_bytes()[at..end]).map_or(end, |len| at + len);
            self.piece(at, stop, if self.text.is_empty() { Join::Part } else { Join::Run });
            self.fields.push(Field { text: std::mem::take(&mut self.text), quoted });
            if stop == end || self.fields.len() > MOST_FIELDS {
                break;
            }
            self.count(stop);
            at = stop + 1;
        }
        let span = Span::new(self.begin, end).trim(self.source);
        let (fields, spaced, in_numbers) = (std::mem::take(&mut self.fields), self.spaced, self.in_numbers);
        (self.spaced, self.in_numbers) = (0, 0);
        let narrow = fields.len() <= MOST_FIELDS;
        self.records.push(Record { fields, span, spaced, in_numbers });
        narrow.then_some(more)
    }

    /// Reads the line's part of a field in quotes; gives the offset behind the quote that closes
    /// it, none where the next line goes on with it.
    fn quoted(&mut self, from: usize, end: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let (mut begin, mut at, mut join) = (from, from, Join::Part);
        while let Some(len) = memchr::memchr(b'"', &bytes[at..end]) {
            at += len;
            if at + 1 < end && bytes[at + 1] == b'"' {
                // The first of the two is text.
                self.piece(begin, at + 1, join);
                (join, at) = (Join::Run, at + 2);
                begin = at;
                continue;
            }
            self.piece(begin, at, join);
            return Some(at + 1);
        }
        self.piece(begin, end, join);
        None
    }

    /// Adds to the field being read.
    fn piece(&mut self, from: usize, to: usize, join: Join) {
        let span = Span::new(from, to);
        let bare = span.trim(self.source);
        if bare.is_empty() {
            return;
        }
        // Spaces inside a line count where it was cut at a quote.
        let span = if join == Join::Run { span } else { bare };
        self.text.append(markup::text(self.source, span), join);
    }

    /// Judges a comma between two fields.
    fn count(&mut self, at: usize) {
        let bytes = self.source.as_bytes();
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let three = self.mark == b',' && (1..=3).all(|n| digit(Some(at + n))) && !digit(Some(at + 4));
        // 2023,120 are two.
        let group = (1..=4).take_while(|&n| digit(at.checked_sub(n))).count();
        self.in_numbers += usize::from(three && (1..=3).contains(&group));
        let behind = self.source[at + 1..].trim_start_matches(' ');
        self.spaced += usize::from(behind.len() < self.source.len() - at - 1 && !behind.starts_with('"'));
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::{Document, Kind};

    /// The blocks, a table by its cells.
    fn read(source: &str) -> Vec<Vec<String>> {
        let document = Document::read(source);
        let cells = |row: &crate::layout::Row| {
            row.cells.iter().map(|cell| cell.text.plain(source)).collect::<Vec<_>>().join("|")
        };
        let block = |block: &crate::layout::Block| match &block.kind {
            Kind::Table(table) => table.rows.iter().map(cells).collect(),
            _ => vec![format!("P {}", block.text.plain(source))],
        };
        document.blocks.iter().map(block).collect()
    }

    fn is_table(source: &str) -> bool {
        Document::read(source).blocks.iter().any(|block| block.table().is_some())
    }

    #[test]
    fn fields_in_quotes_hold_commas_line_ends_and_quotes() {
        let source = "\u{feff}指標名,基準値,担当\r\n\"講習会の\r\n参加者数\",\"1,500人（R5）\",文部科学省\r\n\"\"\"新\"\" 事業\",,\"\"\r\n";
        assert_eq!(
            read(source),
            [["指標名|基準値|担当", "講習会の\n参加者数|1,500人（R5）|文部科学省", "\"新\" 事業||"]]
        );
        let document = Document::read(source);
        let rows = &document.blocks[0].table().unwrap().rows;
        let quote = |n: usize| &source[rows[n].span.range()];
        assert_eq!(quote(0), "指標名,基準値,担当");
        assert_eq!(quote(1), "\"講習会の\r\n参加者数\",\"1,500人（R5）\",文部科学省");
        assert_eq!(document.places.line(rows[2].span.start), 4);
    }

    #[test]
    fn titles_above_and_notes_below_are_no_rows() {
        let table = ["指標,現状,目標", "受診率,37.2%,41%以上", "苦情,21件,0件"];
        let source = format!("目標の一覧,,\n\n{}\n※ 令和5年度の値\n", table.join("\n"));
        let title = vec!["P 目標の一覧".to_owned()];
        let rows = table.map(|row| row.replace(',', "|")).to_vec();
        assert_eq!(read(&source), [title, rows, vec!["P ※ 令和5年度の値".to_owned()]]);
    }

    #[test]
    fn a_row_may_be_short_among_many() {
        let source = format!("指標,現状,目標\n{}苦情,21件\n", "受診率,37.2%,41%\n".repeat(6));
        assert_eq!(read(&source)[0].len(), 8);
    }

    #[test]
    fn what_data_frames_add_is_no_cell() {
        let source = ",Register,Unnamed: 1,Unnamed: 2\n0,,,\n1,KPI,2023 actual,2025 plan\n2,Cancellations,4.9,3.5\n3,Signals,31,24\n";
        let rows = ["KPI|2023 actual|2025 plan", "Cancellations|4.9|3.5", "Signals|31|24"];
        assert_eq!(read(source), [vec!["P Register".to_owned()], rows.map(str::to_owned).to_vec()]);
        // 0 | 1 | 2 under a header of its own are values.
        assert_eq!(read("n,a,b\n0,x,y\n1,x,y\n2,x,y\n")[0][1], "0|x|y");
    }

    #[test]
    fn semicolons_may_part_the_fields() {
        let source = "goal;indicator;2023;2024\nGrow;Nights spent (million);8,2;8,6\nGrow;\"Stays; long\";3;4\n";
        assert_eq!(
            read(source),
            [["goal|indicator|2023|2024", "Grow|Nights spent (million)|8,2|8,6", "Grow|Stays; long|3|4"]]
        );
        assert!(!is_table("We plan; we act; we check.\nNothing is lost; all is kept; so it goes.\n"));
    }

    #[test]
    fn fields_over_several_lines_may_be_parted_by_semicolons_and_tabs() {
        for mark in [";", "\t"] {
            let source =
                "指標,現状,目標\n\"講習会の\n参加者数\",1500人,2000人\n相談の件数,30件,45件\n".replace(',', mark);
            let rows = ["指標|現状|目標", "講習会の\n参加者数|1500人|2000人", "相談の件数|30件|45件"];
            assert_eq!(read(&source), [rows], "{mark}");
        }
        assert_eq!(read("\"指標\"\t\"目標\"\n\"甲\"\t\"1\"\n\"乙\"\t\"2\"\n"), [["指標|目標", "甲|1", "乙|2"]]);
        // Quotes within cells are text.
        assert_eq!(read("指標\t目標\n\"甲\"の数\t1\n乙\t2\n")[0][1], "\"甲\"の数|1");
    }

    #[test]
    fn the_first_line_may_tell_the_mark() {
        assert_eq!(read("sep=;\n指標;目標;課\n甲;1,5;乙\n丙;2;丁\n"), [["指標|目標|課", "甲|1,5|乙", "丙|2|丁"]]);
    }

    #[test]
    fn numbers_alone_are_fields() {
        assert!(is_table("年,件数,人数,費用\n2023,120,300,150\n2024,130,310,170\n2025,140,320,190\n"));
        assert!(is_table("名称,目標値\n受診率,70%\n講習会,12回\n"));
    }

    #[test]
    fn prose_with_commas_is_no_table() {
        for source in [
            "受講者数 1,500人 → 2,000人\n相談件数 1,200件 → 3,000件\n参加者数 5,100人 → 6,000人\n",
            "Health, Labour and Welfare\nEconomy, Trade and Industry\nLand, Infrastructure and Tourism\n",
            "By FY2028, 70 firms, up from 11, will start.\nBy FY2030, 80 firms, up from 20, will start.\n",
            "受講者数は,令和5年度に,増加した。\n件数は,令和6年度に,減少した。\n",
            "成果目標は、70社とする。\n実績は、11社である。\n",
            "件数,\n\"閉じない引用,\n目標,\n",
            "目標,現状\n本文はここから始まる\n",
        ] {
            assert!(!is_table(source), "{source}");
        }
    }
}
