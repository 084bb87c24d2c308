//! Office files: what a reader of them sees is read, with its place; what is damaged or hostile costs a line.

mod desk;

use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use desk::{Desk, indicators, root};
use serde_json::{Value, json};
use shihyo::office::{self, OfficeError};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!(r#"<Relationship Id="{id}" Type="x/{kind}" Target="{target}"/>"#)
    };
    format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<String>())
}

const STYLES: &str = r##"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="0.0%"/><numFmt numFmtId="201"
    formatCode="[$-411]ggge&quot;年度&quot;"/><numFmt numFmtId="202" formatCode="#,##0&quot;人&quot;"/></numFmts>
    <fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="200" fontId="0"/>
    <xf numFmtId="201" fontId="0"/><xf numFmtId="202" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>"##;

const STRINGS: &str = r#"<sst><si><t>指標</t></si><si><r><t>健診の</t></r><r><rPr><strike/></rPr><t>旧</t></r><r><t>受診率</t></r>
    <rPh sb="0" eb="2"><t>ケンシン</t></rPh></si></sst>"#;

/// A workbook of two sheets that are shown and one that is not; `sheet` is the first.
fn workbook(sheet: &str) -> Vec<u8> {
    let other = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>指標</t></is></c><c r="B1" t="inlineStr">
        <is><t>目標（R10）</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>苦情の件数</t></is></c>
        <c r="B2" t="inlineStr"><is><t>0件</t></is></c></row></sheetData></worksheet>"#;
    packed(&[
        ("_rels/.rels", &relations(&[("r1", "officeDocument", "/xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="目標 一覧" r:id="r1"/><sheet name="作業" r:id="r2"
                state="hidden"/><sheet name="別表" r:id="r3"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                ("r1", "worksheet", "worksheets/a.xml"),
                ("r2", "worksheet", "worksheets/b.xml"),
                ("r3", "worksheet", "worksheets/c.xml"),
                ("r4", "styles", "styles.xml"),
                ("r5", "sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/worksheets/a.xml", sheet),
        ("xl/worksheets/b.xml", "<worksheet/>"),
        ("xl/worksheets/c.xml", other),
    ])
}

/// 現状値 over a year each; a hidden row and column; a cell struck out; a formula that nobody worked out.
const SHEET: &str = r#"<worksheet><cols><col min="3" max="3" hidden="1"/></cols><sheetData>
    <row r="1"><c r="A1" t="str"><v>数値目標</v></c></row>
    <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="str"><v>現状値</v></c><c r="C3" t="str"><v>内部</v></c>
        <c r="D3" t="str"><v>目標値</v></c></row>
    <row r="4"><c r="B4" s="2"><v>45200</v></c><c r="D4" s="2"><v>46000</v></c><c r="E4" s="2"><v>47000</v></c></row>
    <row r="5"><c r="A5" t="s"><v>1</v></c><c r="B5" s="1"><v>0.853</v></c><c r="C5"><v>1</v></c><c r="D5" s="1"><v>0.9</v></c>
        <c r="E5" s="1"><f>1/2</f><v>0.95</v></c></row>
    <row r="6" hidden="1"><c r="A6" t="str"><v>やめた件数</v></c><c r="B6"><v>3</v></c></row>
    <row r="7"><c r="A7" t="str"><v>献血の&#10;協力者数</v></c><c r="B7" s="3"><v>1234.4</v></c><c r="D7" s="3"><v>1500</v></c>
        <c r="E7" s="3"><v>2000</v></c><c r="F7" s="4" t="str"><v>取消</v></c><c r="G7"><f>A1</f></c></row>
    </sheetData><mergeCells><mergeCell ref="A3:A4"/><mergeCell ref="D3:E3"/></mergeCells></worksheet>"#;

fn document(body: &str) -> Vec<u8> {
    let notes = r#"<footnotes><footnote id="0" type="separator"><p/></footnote><footnote id="2"><p><r><t>速報値</t></r></p></footnote></footnotes>"#;
    let numbering = r#"<numbering><abstractNum abstractNumId="0"><lvl ilvl="0"><start val="1"/><numFmt
        val="decimalEnclosedCircle"/><lvlText val="%1"/></lvl></abstractNum><num numId="1"><abstractNumId val="0"/></num></numbering>"#;
    let styles = r#"<styles><style styleId="a"><name val="heading 2"/></style><style styleId="b"><basedOn val="a"/></style></styles>"#;
    packed(&[
        ("_rels/.rels", &relations(&[("r1", "officeDocument", "word/document.xml")])),
        (
            "word/_rels/document.xml.rels",
            &relations(&[
                ("r1", "footnotes", "footnotes.xml"),
                ("r2", "numbering", "numbering.xml"),
                ("r3", "styles", "styles.xml"),
            ]),
        ),
        ("word/footnotes.xml", notes),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
        ("word/document.xml", &format!("<document><body>{body}</body></document>")),
    ])
}

fn paragraph(text: &str) -> String {
    format!("<p><r><t>{text}</t></r></p>")
}

fn rows(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| match cell.split_once('#') {
        Some((text, properties)) => format!("<tc><tcPr>{properties}</tcPr>{}</tc>", paragraph(text)),
        None => format!("<tc>{}</tc>", paragraph(cell)),
    };
    let row = |row: &&[&str]| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
    format!("<tbl>{}</tbl>", rows.iter().map(row).collect::<String>())
}

fn spreadsheet(table: &str) -> Vec<u8> {
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            &format!("<document-content><body><spreadsheet>{table}</spreadsheet></body></document-content>"),
        ),
    ])
}

/// What `shihyo text` prints of a file, and what it says of it.
fn text(name: &str, bytes: &[u8]) -> (String, String) {
    let desk = Desk::new();
    std::fs::write(desk.path(name), bytes).unwrap();
    let ran = desk.run(&["text", name]);
    (ran.out, ran.err)
}

/// The indicators of a file: name, where it stands, and each value with its place.
fn values(name: &str, bytes: &[u8]) -> Vec<Value> {
    let desk = Desk::new();
    std::fs::write(desk.path(name), bytes).unwrap();
    let ran = desk.run(&["extract", name, "-o", "-"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let place = |evidence: &Value| json!([evidence["page"], evidence["line"], evidence["address"]]);
    let value = |one: &Value| json!([one["role"], one["value"], one["period"]["start"], place(&one["evidence"])]);
    let values = |one: &Value| one["observations"].as_array().unwrap().iter().map(value).collect::<Vec<_>>();
    indicators(&ran.out).iter().map(|one| json!([one["name"], place(&one["evidence"]), values(one)])).collect()
}

#[test]
fn a_sheet_is_read_as_it_is_shown() {
    let (out, err) = text("a.xlsx", &workbook(SHEET));
    let dump = "数値目標\n\n指標\t現状値\t目標値\t\n\t令和5年度\t令和7年度\t令和10年度\n健診の受診率\t85.3%\t90.0%\t95.0%\n\
        <p>献血の</p><p>協力者数</p>\t1,234人\t1,500人\t2,000人\n\n\u{c}指標\t目標（R10）\n苦情の件数\t0件\n\n";
    assert_eq!(out, dump);
    for note in [
        "sheet 目標 一覧: 1 hidden row left out",
        "sheet 目標 一覧: 1 hidden column left out",
        "sheet 目標 一覧: 1 cell struck out and left out",
        "sheet 目標 一覧: 1 formula without a stored value: open it in a spreadsheet program and save it",
        "hidden sheets left out: 作業",
    ] {
        assert!(err.contains(&format!("shihyo: a.xlsx: {note}\n")), "{err}");
    }
}

#[test]
fn records_name_the_sheet_and_the_cell() {
    let found = values("a.xlsx", &workbook(SHEET));
    let at = |row: u32, cell: &str| json!([1, row, format!("'目標 一覧'!{cell}")]);
    assert_eq!(
        found,
        [
            json!([
                "健診の受診率",
                at(5, "A5"),
                [
                    ["baseline", 85.3, 2023, at(5, "B5")],
                    ["target", 90, 2025, at(5, "D5")],
                    ["target", 95, 2028, at(5, "E5")]
                ]
            ]),
            json!([
                "献血の協力者数",
                at(7, "A7"),
                [
                    ["baseline", 1234, 2023, at(7, "B7")],
                    ["target", 1500, 2025, at(7, "D7")],
                    ["target", 2000, 2028, at(7, "E7")]
                ]
            ]),
            json!(["苦情の件数", [2, 2, "別表!A2"], [["target", 0, 2028, [2, 2, "別表!B2"]]]]),
        ]
    );
}

#[test]
fn a_dump_of_a_workbook_gives_the_same_records() {
    let desk = Desk::new();
    std::fs::write(desk.path("a.xlsx"), workbook(SHEET)).unwrap();
    desk.write("a.txt", &desk.run(&["text", "a.xlsx"]).out);
    let of = |name: &str| {
        let named = |one: &Value| {
            let values = one["observations"].as_array().unwrap().iter();
            json!([
                one["name"],
                values.map(|o| json!([o["role"], o["value"], o["period"]["start"], o["text"]])).collect::<Vec<_>>()
            ])
        };
        indicators(&desk.run(&["extract", name, "-o", "-"]).out).iter().map(named).collect::<Vec<_>>()
    };
    assert_eq!(of("a.xlsx"), of("a.txt"));
}

#[test]
fn an_old_workbook_is_read_as_it_is_shown() {
    let bytes = std::fs::read(root().join("tests/sheets/formats_and_hidden_rows.xls")).unwrap();
    let (out, err) = text("a.xls", &bytes);
    let dump = "県の目標値一覧\n\n指標\t実績値\t\t目標値（R9）\n\tR4\tR5\t\nがん検診の受診率\t41.2%\t43.0%\t50.0%\n\
        献血の参加者数\t12,345人\t12,500人\t13,000人\n\n";
    assert_eq!(out, dump);
    assert!(err.contains("1 hidden row left out") && err.contains("hidden sheets left out: 隠し"), "{err}");
}

#[test]
fn an_open_document_sheet_is_read_as_it_is_shown() {
    let table = r#"<table name="表"><table-column/><table-column visibility="collapse"/><table-column number-columns-repeated="9"/>
        <table-header-rows><table-row><table-cell number-rows-spanned="1"><p>指標</p></table-cell><table-cell><p>秘</p></table-cell>
        <table-cell><p>現状（R5）</p></table-cell><table-cell><p>目標（R10）</p></table-cell></table-row></table-header-rows>
        <table-row visibility="filter"><table-cell><p>やめた件数</p></table-cell></table-row>
        <table-row><table-cell><p><ruby><ruby-base>胃</ruby-base><ruby-text>い</ruby-text></ruby>がん検診の受診率</p></table-cell>
        <table-cell/><table-cell value-type="percentage" value="0.3125"><annotation><p>注</p></annotation><p>31.3%</p></table-cell>
        <table-cell><p>50%</p></table-cell></table-row><table-row number-rows-repeated="1048000"><table-cell
        number-columns-repeated="1024"/></table-row></table>"#;
    let (out, err) = text("a.ods", &spreadsheet(table));
    assert_eq!(out, "指標\t現状（R5）\t目標（R10）\n胃がん検診の受診率\t31.3%\t50%\n\n");
    assert!(err.contains("1 hidden row left out") && err.contains("1 hidden column left out"), "{err}");
    assert_eq!(
        values("a.ods", &spreadsheet(table)),
        [json!([
            "胃がん検診の受診率",
            [1, 3, "表!A3"],
            [["baseline", 31.3, 2023, [1, 3, "表!C3"]], ["target", 50, 2028, [1, 3, "表!D3"]]]
        ])]
    );
}

#[test]
fn a_document_is_read_as_if_all_changes_were_accepted() {
    let body = [
        r#"<p><pPr><pStyle val="b"/></pPr><r><t>目標</t></r></p>"#,
        r#"<p><pPr><numPr><ilvl val="0"/><numId val="1"/></numPr></pPr><r><t>森林の整備面積を</t></r><del><r><delText>500ha</delText></r></del>
            <ins><r><t>650ha</t></r></ins><r><rPr><strike/></rPr><t>以下</t></r><r><t>とする</t></r><r><footnoteReference id="2"/></r></p>"#,
        r#"<p><r><ruby><rt><r><t>ごみ</t></r></rt><rubyBase><r><t>塵芥</t></r></rubyBase></ruby></r><r><t>の処理量</t></r>
            <r><AlternateContent><Choice><drawing><txbxContent><p><r><t>箱の文</t></r></p></txbxContent></drawing></Choice><Fallback>
            <pict><txbxContent><p><r><t>箱の文</t></r></p></txbxContent></pict></Fallback></AlternateContent></r></p>"#,
        &paragraph("注のない文"),
    ];
    let (out, err) = text("a.docx", &document(&body.concat()));
    assert_eq!(
        out,
        "## 目標\n\n① 森林の整備面積を650haとする\n\n注 速報値\n\n塵芥の処理量\n\n箱の文\n\n注のない文\n\n"
    );
    assert!(err.contains("1 passage struck out or hidden, left out"), "{err}");
    assert!(err.contains("1 passage deleted by tracked changes, left out"), "{err}");
}

#[test]
fn tables_of_a_document_keep_merged_cells() {
    let table = rows(&[
        &["指標#<vMerge val=\"restart\"/>", "現状値#<gridSpan val=\"4\"/>", "目標値#<gridSpan val=\"2\"/>"],
        &["#<vMerge/>", "R5#<gridSpan val=\"2\"/>", "R6#<gridSpan val=\"2\"/>", "R8", "R10"],
        &["講座の参加者数", "120人#<gridSpan val=\"2\"/>", "130人#<gridSpan val=\"2\"/>", "150人", "200人"],
    ]);
    // A box with a table in it is no table.
    let boxed = format!("<tbl><tr><tc>{}{}</tc></tr></tbl>", paragraph("成果指標"), rows(&[&["甲", "乙"]]));
    // A table in a cell is lines of it.
    let nested =
        format!("<tbl><tr><tc>{}</tc><tc>{}</tc></tr></tbl>", paragraph("施策"), rows(&[&["開設数", "3か所（R5）"]]));
    let bytes = document(&[table, boxed, nested].concat());
    let (out, _) = text("a.docx", &bytes);
    assert_eq!(
        out,
        "指標\t現状値\t\t目標値\t\n\tR5\tR6\tR8\tR10\n講座の参加者数\t120人\t130人\t150人\t200人\n\n成果指標\n\n甲\t乙\n\n施策\t開設数 3か所（R5）\n\n"
    );
    assert_eq!(
        values("a.docx", &bytes)[0],
        json!([
            "講座の参加者数",
            [null, 9, null],
            [
                ["baseline", 120, 2023, [null, 10, null]],
                ["actual", 130, 2024, [null, 11, null]],
                ["target", 150, 2026, [null, 12, null]],
                ["target", 200, 2028, [null, 13, null]]
            ]
        ])
    );
}

/// A compound file with a stream of this name.
fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(&[0; 64]).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let slides = packed(&[
        ("_rels/.rels", &relations(&[("r1", "officeDocument", "ppt/presentation.xml")])),
        ("ppt/presentation.xml", "<presentation/>"),
    ]);
    let laughs =
        workbook(r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>"#);
    let sound = workbook(SHEET);
    for (bytes, reason) in [
        (compound("/EncryptedPackage"), "it is encrypted; save it without a password"),
        (compound("/WordDocument"), "an old Word document (.doc) cannot be read; save it as .docx or PDF"),
        (compound("/PowerPoint Document"), "slides (.ppt) cannot be read; save them as PDF"),
        (compound("/Other"), "this kind of file cannot be read; save it as .xlsx, .docx or PDF"),
        (slides, "slides (.pptx) cannot be read; save them as PDF"),
        (packed(&[("a.txt", "a")]), "an archive that is no office file cannot be read; unpack it first"),
        (
            packed(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
            "an OpenDocument text (.odt) cannot be read; save it as .docx",
        ),
        (laughs, "the file is damaged: xl/worksheets/a.xml: "),
        (sound[..sound.len() / 2].to_vec(), "the file is damaged: "),
        (document(""), "there is no text in it"),
        (compound("/Workbook")[..512].to_vec(), "the file is damaged: "),
    ] {
        let (out, err) = text("a", &bytes);
        assert_eq!(out, "");
        assert!(
            err.lines().next().is_some_and(|line| line.starts_with(&format!("shihyo: a: {reason}"))),
            "{reason}: {err}"
        );
        assert_eq!(err.lines().count(), 2, "{err}");
    }
}

#[test]
fn what_is_hostile_is_bounded() {
    let bomb = format!("<worksheet><a>{}</a></worksheet>", " ".repeat(300 << 20));
    let cells = r#"<table><table-row number-rows-repeated="1048576"><table-cell number-columns-repeated="16384"><p>a</p></table-cell></table-row></table>"#;
    let nested = document(&format!("{}{}", "<tbl><tr><tc/><tc>".repeat(50_000), "</tc></tr></tbl>".repeat(50_000)));
    let wide = document(&rows(&[&["甲#<gridSpan val=\"4000000000\"/>", "乙"], &["丙", "丁"]]));
    let far = workbook(
        r#"<worksheet><sheetData><row r="4294967295"><c r="ZZZZZ4294967295"><v>1</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:ZZZZZ4294967295"/></mergeCells></worksheet>"#,
    );
    for (bytes, expected) in [
        (workbook(&bomb), Err(OfficeError::TooLarge(256 << 20))),
        (spreadsheet(cells), Err(OfficeError::TooManyCells(2_000_000))),
        (nested, Err(OfficeError::Empty("tables nested without end are cut off".into()))),
        (wide, Ok(1)),
        (far, Ok(2)),
    ] {
        let start = Instant::now();
        assert_eq!(office::read(bytes).map(|office| office.pages.len()), expected);
        assert!(start.elapsed() < Duration::from_secs(20), "{expected:?}");
    }
}

/// The same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(6) {
            if bytes.is_empty() {
                return;
            }
            let at = self.below(bytes.len());
            let to = (at + 1 + self.below(40)).min(bytes.len());
            match self.below(5) {
                0 => bytes[at] = self.below(256) as u8,
                1 => drop(bytes.drain(at..to)),
                2 => {
                    let part = bytes[at..to].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, part);
                }
                // Numbers decide what stands where.
                3 => {
                    if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
                        let digits = ["0", "9", "-1", "4294967295", "99999999999999999999", "1e308", "x"];
                        bytes.splice(at + digit..=at + digit, digits[self.below(digits.len())].bytes());
                    }
                }
                _ => bytes.swap(at, to - 1),
            }
        }
    }

    /// An archive in which a part was damaged before it was packed.
    fn damaged_part(&mut self, sound: &[u8]) -> Vec<u8> {
        let mut zip = ZipArchive::new(Cursor::new(sound)).unwrap();
        let damaged = self.below(zip.len());
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for n in 0..zip.len() {
            let mut part = zip.by_index(n).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            if n == damaged {
                self.damage(&mut bytes);
            }
            out.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
            out.write_all(&bytes).unwrap();
        }
        out.finish().unwrap().into_inner()
    }
}

/// `DAMAGED=5000` for more of them.
#[test]
fn damage_ends_in_text_or_a_reason() {
    let rounds = std::env::var("DAMAGED").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(150);
    let merged = rows(&[
        &["指標#<vMerge val=\"restart\"/>", "現状値#<gridSpan val=\"2\"/>"],
        &["#<vMerge/>", "R5", "R6"],
        &["講座の参加者数", "120人", "130人"],
    ]);
    let table = r#"<table name="表"><table-column number-columns-repeated="2" visibility="collapse"/><table-row number-rows-repeated="2">
        <table-cell number-rows-spanned="2" number-columns-repeated="3"><p>指標</p></table-cell></table-row></table>"#;
    let xls = std::fs::read(root().join("tests/sheets/formats_and_hidden_rows.xls")).unwrap();
    let mut random = Random(20_261_129);
    // What another library's panics say is of no use here.
    std::panic::set_hook(Box::new(|_| {}));
    for sound in [workbook(SHEET), document(&merged), spreadsheet(table), xls] {
        for n in 0..rounds {
            let bytes = if n % 4 == 0 || !sound.starts_with(b"PK") {
                let mut bytes = sound.clone();
                random.damage(&mut bytes);
                bytes
            } else {
                random.damaged_part(&sound)
            };
            let start = Instant::now();
            if let Ok(office) = office::read(bytes) {
                let set = shihyo::layout::office::set(&office);
                let mut document = shihyo::layout::Document::read(&set.text);
                set.spots.merge(&mut document);
            }
            assert!(start.elapsed() < Duration::from_secs(5), "{n} of {} bytes", sound.len());
        }
    }
    let _ = std::panic::take_hook();
}
