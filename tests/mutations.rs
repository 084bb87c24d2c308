//! Documents damaged in every way a converter can think of: no panic, and every record
//! still quotes its source.

use std::path::Path;

use shihyo::extract::extract;
use shihyo::record::Record;
use shihyo::rules::Rules;
use shihyo::source::{Source, find};

/// Numbers that look random and are the same every day (Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// What breaks readers: marks that open and never close, separators, stray powers and eras.
const SHARDS: &[&str] = &[
    "\t",
    "\n",
    "\r\n",
    "\u{c}",
    "（",
    "）",
    "【",
    "】",
    "◎",
    "※",
    "|",
    "**",
    "<p>",
    "</td>",
    "<table>",
    "<td rowspan=9>",
    "R",
    "令和",
    "平成元年",
    "年度",
    "末まで",
    "%",
    "万",
    "千",
    "億円",
    "数",
    "〇",
    "―",
    "～",
    "▲",
    "+",
    ".",
    ",",
    "0",
    "９",
    "（R",
    ")）",
    "①",
    "¹",
    "㎡",
    "\u{fffd}",
    "\u{200b}",
    "\u{3000}",
    "e\u{301}",
    "か\u{3099}",
    "𠮟",
    "目標値",
    "基準値",
    "再掲",
    "KPI",
    "by FY",
    "計",
    "比",
    "から",
    "年間",
    "99999999999999999999",
    "H42",
    "#",
    "- ",
    "1 ",
    "between ",
    "10th ",
    "0,3",
    "$4\\%$",
    "2人に1",
    "分 ~ 3",
    "USD ",
    " - ",
    "Target: ",
];

fn mutated(text: &str, dice: &mut Dice) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = dice.below(lines.len());
    let mut chars: Vec<char> = lines[from..(from + 60).min(lines.len())].join("\n").chars().collect();
    for _ in 0..1 + dice.below(40) {
        let at = dice.below(chars.len());
        match dice.below(4) {
            0 => drop(chars.drain(at..(at + 1 + dice.below(6)).min(chars.len()))),
            1 => drop(chars.splice(at..at, SHARDS[dice.below(SHARDS.len())].chars())),
            2 => {
                let other = dice.below(chars.len());
                let piece: Vec<char> = chars[other..(other + dice.below(30)).min(chars.len())].to_vec();
                drop(chars.splice(at..at, piece));
            }
            _ if !chars.is_empty() => {
                let other = dice.below(chars.len());
                chars.swap(at, other);
            }
            _ => {}
        }
    }
    chars.into_iter().collect()
}

#[test]
fn damaged_text_costs_records_and_nothing_else() {
    let rules = Rules::built_in();
    let open = |folder: &str| -> Vec<Source> {
        let found = find(&[Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)]);
        // A fixture may be what no text is.
        found.documents.iter().filter_map(|path| Source::open(path).ok()).collect()
    };
    let (corpus, fixtures) = (open("corpus"), open("fixtures"));
    let (mut dice, mut records) = (Dice(20_251_125), 0);
    // Of the corpus, long and of one kind, many pieces; of every form that a fixture shows a few.
    let all = (0..300).map(|round| &corpus[round % corpus.len()]);
    let all = all.chain((0..4).flat_map(|_| &fixtures));
    for (round, source) in all.enumerate() {
        let text = mutated(&source.text, &mut dice);
        let source = Source::from_text("mutated.txt", &text);
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| extract(&source, &rules)));
        let Ok(all) = read else { panic!("round {round}: a panic on\n{text}") };
        for record in all {
            records += 1;
            let evidence = &record.common().evidence;
            assert_eq!(
                text.get(evidence.start as usize..evidence.end as usize),
                Some(evidence.quote.as_str()),
                "{record}"
            );
            let Record::Indicator(indicator) = &record else { continue };
            for observation in &indicator.observations {
                let place = &observation.evidence;
                let quoted = text.get(place.start as usize..place.end as usize);
                assert_eq!(quoted, Some(observation.text.as_str()), "{record}\n{text}");
            }
        }
    }
    assert!(records > 400, "only {records} records: the test tests nothing");
}

/// How often a thing stands in a hostile line.
const TIMES: usize = 20_000;

/// Lines of one thing over and over: what is quadratic on them takes minutes each.
#[test]
fn a_hostile_line_costs_no_more_than_its_length() {
    let rules = Rules::built_in();
    for unit in [
        "1",
        "令和5年度",
        "70社 (R10) ",
        "（",
        "【厚】",
        "件数",
        "千万億兆",
        "1～2～",
        "※",
        "か\u{3099}",
        "件数\t",
        "<div>",
        "増加と目標",
        "令和",
        "1,",
        "1・",
        "2分の",
        "1/",
        "±1",
        "'22~",
        "17~23",
        "二〇",
        "1人1日",
        "令和5(",
        "1 0",
        "▲1~▲",
    ] {
        let text = format!("KPI {} 70社 (R10)\n", unit.repeat(TIMES));
        let source = Source::from_text("hostile.txt", &text);
        assert!(extract(&source, &rules).len() < 100, "{unit}");
    }
}

/// Tables larger than any that people make: what is quadratic in their rows, their cells or the length of a cell
/// takes minutes each.
#[test]
fn a_table_of_any_size_costs_no_more_than_its_cells() {
    let rules = Rules::built_in();
    let header = "指標\t単位\t基準値（R5）\t実績値（R6）\t目標値（R10）\t担当\n";
    let row = |n: usize| format!("新規就農者数その{n}\t人\t{n}\t{}\t{}\t農林水産部\n", n + 3, n + 9);
    let long = (0..5000).map(row).collect::<String>();
    let cells = (0..10_000).map(|n| format!("\t{n}人")).collect::<String>();
    let wide = format!("指標{}\n新規就農者数{cells}\n", "\t目標値".repeat(10_000));
    let piped = wide.replace('\t', " | ");
    let sentence = "前年度より12人増加し、R10に150人とする。".repeat(20_000);
    let deep = format!("指標\t基準値\t目標値\n新規就農者数\t98人\t{sentence}\n");
    let name = format!("指標\t基準値\t目標値\n{}\t98人\t150人\n", "新規12人就農者の割合".repeat(35_000));
    for (what, table) in
        [("rows", header.to_owned() + &long), ("cells", wide), ("pipes", piped), ("a cell", deep), ("a name", name)]
    {
        let source = Source::from_text("large.txt", &format!("数値目標一覧\n\n{table}"));
        let records = extract(&source, &rules).len();
        assert!(records <= 5000 && (what != "rows" || records == 5000), "{records} of {what}");
    }
}
