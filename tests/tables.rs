//! Tables of anything: no panic, and all that a record quotes stands in its source.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use shihyo::extract::extract;
use shihyo::record::{Place, Record};
use shihyo::rules::Rules;
use shihyo::source::Source;

/// What cells hold, and what breaks them.
const WORDS: &[&str] = &[
    "",
    " ",
    "－",
    "指標",
    "指標名",
    "KPI",
    "単位",
    "基準値",
    "現状値（R5）",
    "実績",
    "目標",
    "目標値（令和10年度）",
    "担当部局",
    "備考",
    "区分",
    "施策",
    "No.",
    "目標年度",
    "事業名",
    "R5",
    "令和6年度",
    "2028",
    "2028年度",
    "R3～R7",
    "新規就農者数",
    "特定健診の受診率（％）",
    "人口10万人当たりの医師数",
    "男性",
    "①国内 ②外国人",
    "45.2％",
    "1,240人",
    "98（2023年度）",
    "50～70",
    "▲12",
    "+3件",
    "約300件以上（R5）",
    "男性：12人 女性：34人",
    "①24.7％②18.4％",
    "45.2％→60％",
    "全市町村",
    "現状値より増加",
    "増加を目指す。",
    "健康福祉部",
    "【厚】【文】",
    "％",
    "百万円",
    "採択件数 70社 (R10) 11社 (R5)",
    "県調査",
    "再掲",
    "※",
    "（",
    "）",
    "〔全国：67.2〕",
    "累計",
    "99999999999999999999",
    "0",
    "９８",
    "Number of farms",
    "Target (FY2027)",
    "\u{3000}",
    "か\u{3099}",
    "𠮟",
    "\u{fffd}",
    "①",
    "（単位：人）",
    "達成率",
    "全国平均",
];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(WORDS).prop_map(str::to_owned),
        2 => vec(select(WORDS), 2..4).prop_map(|words| words.concat()),
        1 => "\\PC{0,12}".prop_map(|text| text.replace(['|', '\t', '<', '>'], "")),
    ]
}

/// Rows of cells as a document: tabs, pipes, HTML with merged cells, columns by spaces, a cell a line.
fn set(rows: &[Vec<String>], medium: u8, merged: u8) -> String {
    let html = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(n, cell)| {
            let span = if (n as u8).wrapping_mul(7).wrapping_add(merged) % 5 == 0 { merged % 4 } else { 1 };
            format!("<td rowspan={span} colspan={}>{cell}</td>", merged % 3)
        });
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let line = |row: &Vec<String>| match medium {
        0 => row.join("\t"),
        1 => format!("| {} |", row.join(" | ")),
        2 => html(row),
        3 => row.join("    "),
        4 => row.join("\n"),
        _ => row.join(" "),
    };
    let body = rows.iter().map(line).collect::<Vec<_>>().join("\n");
    if medium == 2 { format!("<table>\n{body}\n</table>") } else { body }
}

fn stands(source: &Source, place: &Place, text: &str) -> bool {
    source.text.get(place.start as usize..place.end as usize) == Some(text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_read_and_quoted(
        rows in vec(vec(cell(), 0..7), 1..9),
        caption in select(&["成果指標\n\n", "", "本県の概況\n\n", "（単位：人）\n"][..]),
        (medium, merged) in (0u8..6, any::<u8>()),
    ) {
        thread_local! { static RULES: &'static Rules = Box::leak(Box::new(Rules::built_in())); }
        let rules = RULES.with(|rules| *rules);
        let source = Source::from_text("table", &format!("{caption}{}\n", set(&rows, medium, merged)));
        let records = extract(&source, rules);
        let again = extract(&source, rules);
        prop_assert_eq!(&records, &again);
        for record in &records {
            let evidence = &record.common().evidence;
            let quote = source.text.get(evidence.start as usize..evidence.end as usize);
            prop_assert_eq!(quote, Some(evidence.quote.as_str()));
            let Record::Indicator(indicator) = record else { continue };
            prop_assert!(!indicator.name.trim().is_empty());
            for one in &indicator.observations {
                prop_assert!(stands(&source, &one.evidence, &one.text), "{record}");
                if let (Some(place), Some(period)) = (&one.period_evidence, &one.period) {
                    prop_assert!(stands(&source, place, &period.text), "{record}");
                }
                if let Some(period) = &one.period {
                    prop_assert!(period.start <= period.end, "{record}");
                }
            }
        }
    }
}
