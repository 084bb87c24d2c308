//! What whole tables come out as.

use super::*;
use crate::layout::Places;

/// The rows, cells parted by `|`; a cell over several columns or rows has `>` or `v` behind for each more.
fn read(text: &str) -> Vec<String> {
    let lines: Vec<Span> = Places::of(text).spans(text).collect();
    let Ok((table, taken)) = table(text, &lines, &Measure::of(text, &lines)) else { return Vec::new() };
    let cell = |cell: &Cell| {
        let (right, down) = (usize::from(cell.columns) - 1, usize::from(cell.rows) - 1);
        format!("{}{}{}", cell.text.plain(text), ">".repeat(right), "v".repeat(down))
    };
    let show = |row: &Row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|");
    table.rows.iter().map(show).chain([format!("{taken} lines")]).collect()
}

#[test]
fn a_wrapped_name_stands_around_its_values() {
    let text = "  指標             現状値        目標値\n\
                \x20                (2014年度)     (2019年度)\n\
                \x20事業に関連した地域\n\
                \x20                  －         ５年間で１人\n\
                \x20の就業者数\n\
                \x20新規就農者数           －         ５年間で３人\n\n\n ＜主な事業＞\n";
    assert_eq!(
        read(text),
        [
            "指標|現状値\n(2014年度)|目標値\n(2019年度)",
            "事業に関連した地域の就業者数|－|５年間で１人",
            "新規就農者数|－|５年間で３人",
            "6 lines"
        ]
    );
}

#[test]
fn cells_of_unlike_height_share_their_middle() {
    let text = " 指標                  現状値              目標値\n\n\
                \x20                 札幌・地元          東京・札幌・地元\n\
                \x20展覧会の開催数\n\
                \x20                   年１回              年１回\n\
                \x20                                       収録し公開\n\
                \x20映像の制作                －\n\
                \x20                                       各校へ配布\n";
    assert_eq!(
        read(text)[1..3],
        ["展覧会の開催数|札幌・地元\n年１回|東京・札幌・地元\n年１回", "映像の制作|－|収録し公開各校へ配布"]
    );
}

#[test]
fn running_text_is_no_table() {
    assert!(read("第１章    総論\n本計画は、次のとおりとする。\n").is_empty());
    assert!(!is_gapped("　　第１章　総論  "));
}

#[test]
fn a_name_stands_around_the_rows_it_spans_a_space_from_its_neighbours() {
    let text = "                                                    中間目標    最終目標\n\
                \x20       成果目標        成果指標          単位  29年度   30年度    年度     - 年度\n\
                成果目標及\n\
                び成果実績 令和３年度までに巡回 巡回相談の利用者の  成果実績  人   1,204    -      -\n\
                （アウトカ 相談の利用者を倍増さ 数（延べ人数で、オ  目標値   人   1,100  1,300          2,400\n\
                \x20 ム）  せる。        ンラインを含む。）\n\
                \x20                           達成度   ％    109     -      -\n\
                \x20                                                           事業番号 0102\n";
    let rows = read(text);
    assert_eq!(rows[0], "|成果目標|成果指標||単位|29年度|30年度|中間目標\n年度|最終目標\n- 年度");
    assert_eq!(
        rows[1..],
        [
            "成果目標及び成果実績（アウトカム）vv|令和３年度までに巡回相談の利用者を倍増させる。vv|巡回相談の利用者の数（延べ人数で、オンラインを含む。）vv|成果実績|人|1,204|-|-|",
            "目標値|人|1,100|1,300||2,400",
            "達成度|％|109|-|-|",
            "7 lines"
        ]
    );
}

#[test]
fn sub_rows_stand_under_the_name_of_the_first_one() {
    let text = " 目標                    区分     策定時    目標\n\
                ──────────────────────────\n\
                \x20委員に占める女性の割合  県       36.4％    45％\n\
                \x20                        市町村   27.1％    35％\n\n\
                \x20段差をなくした校舎      小学校   48.0％    65％\n\
                \x20                        中学校   44.6％    60％\n\
                \x20                        高校     －        60％\n\n\n\
                \x20                      － 41 －\n";
    assert_eq!(
        read(text),
        [
            "目標|区分|策定時|目標",
            "委員に占める女性の割合v|県|36.4％|45％",
            "市町村|27.1％|35％",
            "段差をなくした校舎vv|小学校|48.0％|65％",
            "中学校|44.6％|60％",
            "高校|－|60％",
            "8 lines"
        ]
    );
}

#[test]
fn a_header_over_two_columns_spans_them() {
    let text = " 指標              実績               目標\n\
                \x20             R4年度  R5年度      R10年度\n\
                \x20講座の受講者    120     131         200\n\
                \x20相談の件数       45      52          80\n";
    assert_eq!(
        read(text),
        ["指標v|実績>|目標", "R4年度|R5年度|R10年度", "講座の受講者|120|131|200", "相談の件数|45|52|80", "4 lines"]
    );
}

#[test]
fn names_of_one_line_each_stay_apart_however_long() {
    let text = " 指標                        現状     目標\n\
                \x20市民会館の年間利用者の数    1,200人  1,500人\n\
                \x20図書館の年間利用者の総数    3,400人  4,000人\n\
                \x20体育館の年間利用者の合計    2,100人  2,500人\n";
    assert_eq!(read(text)[2], "図書館の年間利用者の総数|3,400人|4,000人");
}

#[test]
fn a_line_over_the_columns_ends_the_table() {
    let rows = " 指標            現状     目標\n 受講者の数      120人    150人\n 相談の件数       45件     80件\n";
    for after in ["       令和４年度事業評価シート（ 総務部 ）\n", "（１）移住の促進\n", "\n計画は次のとおりとする。\n"]
    {
        let read = read(&format!("{rows}{after}"));
        assert_eq!(read.last().map(String::as_str), Some("3 lines"), "{after}");
    }
}

#[test]
fn text_in_two_columns_is_no_table() {
    let text = "この計画は、誰もが安心して暮らせる      推進に当たっては、県民と事業者が\n\
                地域をつくるため、基本となる方針を      それぞれの役割を果たし、連携して\n\
                定めるものである。計画の期間は五年      取り組むことが欠かせない。そこで\n\
                間とし、毎年度、進み具合を点検する      県は、協議会を設けて意見を聴き、\n";
    assert!(read(text).is_empty());
    let minutes = "○佐藤委員      資料の２ページについてお尋ねします。\n○事務局        次回までに整理いたします。\n";
    assert!(read(minutes).is_empty());
    let contents = "  計画の趣旨    ・・・・・・・・・・・・    １\n  計画の期間    ・・・・・・・・・・・・    ２\n";
    assert!(read(contents).is_empty());
}

#[test]
fn a_table_of_many_rows_takes_time_in_their_number() {
    let mut text = " 指標            現状     目標\n".to_owned();
    for n in 0..20_000 {
        text.push_str(&format!(" 施策の{n:05}      {n:05}人  －\n"));
        if n % 3 == 0 {
            text.push_str("  の件数\n");
        }
    }
    assert_eq!(read(&text).len(), 20_002);
    let broken = "あ   い ".repeat(200_000);
    assert!(read(&format!("{broken}\n{broken}\n")).is_empty());
}

#[test]
fn a_header_whose_rows_begin_below_a_title_is_one_row() {
    let text = "Indicator name            Unit of      Baseline      End target     Source /\n\
                \x20                         measure       (2024)         (2030)       method\n\n\
                  Objective: to increase the access of all to safe water in the selected towns of the country\n";
    let rows = read(text);
    assert_eq!(rows[0], "Indicator name|Unit of\nmeasure|Baseline\n(2024)|End target\n(2030)|Source /\nmethod");
}

#[test]
fn what_a_blank_line_parts_from_labelled_rows_is_another_table() {
    let text = "  指標                      現状値    目標値\n\
                \x20                         （R4）   （R11）\n\
                \x20１日の歩数\n\
                \x20 青壮年         男性        6,903歩   7,500歩\n\
                \x20                女性        5,981歩   7,200歩\n\
                \x20 高齢者         男性        5,214歩   5,700歩\n\
                \x20                女性        4,388歩   5,300歩\n\n\
                \x20運動習慣者の割合\n\
                \x20 青壮年                      19.2％     25％\n\
                \x20 高齢者                      36.4％     43％\n";
    assert_eq!(
        read(text),
        [
            "指標||現状値\n（R4）|目標値\n（R11）",
            "１日の歩数",
            "青壮年v|男性|6,903歩|7,500歩",
            "女性|5,981歩|7,200歩",
            "高齢者v|男性|5,214歩|5,700歩",
            "女性|4,388歩|5,300歩",
            "7 lines"
        ]
    );
}

const FRAMEWORK: &str = concat!(
    "                                    Baseline        Target Values\n",
    "Indicator              Unit           (2023)    YR1     YR2     YR3\n",
    "---------------------------------------------------------------------\n",
    "Development objective indicators\n",
    "\n",
    "Villages certified free\n",
    "of waste               Villages           62      90     140     210\n",
    "\n",
    "Average time to repair\n",
    "a pump                 Days               34      30      24      18\n",
    "\n",
    "Intermediate results indicators: Component A, Infrastructure\n",
    "\n",
    "Wells drilled          Wells             118     160     240     330\n",
    "Tariff adopted         Yes/No             No      No     Yes     Yes\n",
);

#[test]
fn headings_stand_over_all_columns_and_are_not_cut() {
    let rows = read(FRAMEWORK);
    assert!(rows.contains(&"Intermediate results indicators: Component A, Infrastructure".to_owned()), "{rows:?}");
    assert!(rows.contains(&"Wells drilled|Wells|118|160|240|330".to_owned()), "{rows:?}");
}

#[test]
fn a_name_above_its_values_is_one_where_empty_lines_part_the_rows() {
    let rows = read(FRAMEWORK);
    for row in
        ["Villages certified free of waste|Villages|62|90|140|210", "Average time to repair a pump|Days|34|30|24|18"]
    {
        assert!(rows.contains(&row.to_owned()), "{row}: {rows:?}");
    }
}

#[test]
fn short_words_that_stand_apart_are_no_spread_word() {
    let rows = read(
        "            2021      2022      2023\nTarget        36        30        24\nStatus       Met       Met       Met\n",
    );
    assert_eq!(rows[2], "Status|Met|Met|Met");
}

#[test]
fn a_bound_is_a_value_and_no_tag() {
    let rows = read(
        "            2021      2022      2023\nTarget      < 36      < 30      < 24\nActual      41.2      33.7      28.9\n",
    );
    assert_eq!(rows[1..3], ["Target|< 36|< 30|< 24", "Actual|41.2|33.7|28.9"]);
}

#[test]
fn a_title_between_two_tables_belongs_to_neither() {
    let years = "                2021      2022      2023\n   Target        36        30        24\n   Actual        41        33        28\n";
    let rows = read(&format!("{years}\n   1.1.B   Number of harbors that were dredged to their depth\n\n{years}"));
    assert_eq!(rows.last().map(String::as_str), Some("3 lines"), "{rows:?}");
}

#[test]
fn what_stands_above_a_cell_over_several_columns_is_not_lost() {
    let rows = read(
        "　　評価　　　　　　Ｃ\n\n〔指標②〕　警報器の設置率\n　　単位　　　　　　％\n　　計画当初値　　　78.3（令和元年度）\n　　最終目標値　　　85.0（令和７年度）\n",
    );
    assert!(rows.iter().any(|row| row.contains("評価") && row.contains('Ｃ')), "{rows:?}");
}

#[test]
fn a_label_and_its_word_below_the_last_values_are_a_row() {
    let rows = read(
        "　　単位　　　　　　人\n　　計画当初値　　　8,240（令和元年度）\n　　令和２年度　　　目標　9,000　　実績　8,415\n　　最終目標値　　　13,000（令和７年度）\n　　評価　　　　　　Ｃ\n",
    );
    assert!(rows.iter().any(|row| row.starts_with("評価|Ｃ")), "{rows:?}");
    assert!(rows.iter().any(|row| row == "令和２年度|目標　9,000|実績　8,415"), "{rows:?}");
}
