//! Made-up lines in the forms that plans are written in, and lines that look alike and are no indicators.

use std::sync::LazyLock;

use crate::extract::extract;
use crate::rules::Rules;
use crate::source::Source;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

/// What a plan of 2024 says in a line, under a heading.
fn under(heading: &str, line: &str) -> Vec<String> {
    let text = format!("{heading}\n\n{line}\n\n以上である。\n");
    let mut source = Source::from_text("plan", &text);
    source.manifest.date = "2024-05-01".to_owned();
    extract(&source, &RULES).iter().map(ToString::to_string).collect()
}

fn line(line: &str) -> Vec<String> {
    under("第３章　取組の方向", line)
}

#[test]
fn labels_arrows_and_brackets_come_in_any_order() {
    let facts = "就農相談の件数 | baseline 12 件 2022 | target 25 件 2028";
    for text in [
        "・就農相談の件数　12件（R4） ⇒ 25件（R10）",
        "・就農相談の件数：12件（令和４年度）→ 25件（令和10年度）",
        "就農相談の件数 現状：12件（R4） 目標：25件（R10）",
        "○就農相談の件数【目標値】25件（R10）【現状値】12件（R4）",
        "① 就農相談の件数（基準値 R4 12件／目標値 R10 25件）",
        "(1)就農相談の件数（R4：12件 → R10：25件）",
        "・就農相談の件数　12件（R4）から25件（R10）へ",
        "・KPI：就農相談の件数　2022年度 12件 → 2028年度 25件",
        "【成果指標】就農相談の件数　12件（R4）⇒25件（R10）",
        "■就農相談の件数　［現状］12件（2022年度）　［目標］25件（2028年度）",
        "・就農相談の件数　12件（R4実績）→25件（R10目標）",
        "・就農相談の件数\n　12件（令和４年度）　→　25件（令和10年度）",
    ] {
        assert_eq!(line(text), [facts], "{text}");
    }
}

#[test]
fn a_name_keeps_its_numbers() {
    assert_eq!(
        line("・週１回以上運動する65歳以上の市民の割合　38.2％（R5）→ 50％以上（R11）"),
        ["週1回以上運動する65歳以上の市民の割合 | baseline 38.2 % 2023 | target >= 50 % 2029"]
    );
    assert_eq!(
        line("・若年層（15～34歳）の転出超過数　▲210人（R5）　→　▲100人（R11）"),
        ["若年層(15~34歳)の転出超過数 | baseline -210 人 2023 | target -100 人 2029"]
    );
}

#[test]
fn a_dash_is_no_value_and_words_may_be_a_target() {
    let heading = "重要業績評価指標（KPI）";
    assert_eq!(under(heading, "・移住体験者数：― → 50人"), ["移住体験者数 | target 50 人"]);
    assert_eq!(
        line("・空き店舗の面積　約2,220m2（R2）→ おおむね解消（R12）"),
        ["空き店舗の面積 | baseline ~ 2220 m2 2020 | target in words 2030"]
    );
}

#[test]
fn between_two_arrows_stands_what_was_reached_if_its_year_is_over() {
    let heading = "重要業績評価指標（KPI）";
    assert_eq!(
        under(heading, "・耐震化率\n　99.5％（R3） → 99.7％（R5） → 100％（R7）"),
        ["耐震化率 | baseline 99.5 % 2021 | actual 99.7 % 2023 | target 100 % 2025"]
    );
    assert_eq!(
        under(heading, "・耐震化率\n　99.5％（R3） → 99.7％（R7） → 100％（R10）"),
        ["耐震化率 | baseline 99.5 % 2021 | target 99.7 % 2025 | target 100 % 2028"]
    );
    assert_eq!(
        under(heading, "・耐震化率\n　約87％（H30） → 約90％（R5） → おおむね解消（R12）"),
        ["耐震化率 | baseline ~ 87 % 2018 | actual ~ 90 % 2023 | target in words 2030"]
    );
}

#[test]
fn the_parts_of_one_side_share_its_year() {
    assert_eq!(
        line("・健康寿命　男性79.8年、女性84.1年（R4）→ 男性81.0年、女性85.0年（R11）"),
        [
            "健康寿命(男性) | baseline 79.8 年 2022 | target 81 年 2029",
            "健康寿命(女性) | baseline 84.1 年 2022 | target 85 年 2029"
        ]
    );
}

#[test]
fn each_part_has_an_arrow_of_its_own() {
    assert_eq!(
        line("・端末を毎日使う学校の割合：小学校 71.3％→98％、中学校 68.9％→95％（2023→2028年度）"),
        [
            "端末を毎日使う学校の割合(小学校) | baseline 71.3 % 2023 | target 98 % 2028",
            "端末を毎日使う学校の割合(中学校) | baseline 68.9 % 2023 | target 95 % 2028"
        ]
    );
}

#[test]
fn who_answers_is_no_part_of_the_name() {
    for text in
        ["【国交】住宅の耐震化率\n87％（R3） → 95％（R10）", "・住宅の耐震化率（国・厚） 87％（R3） → 95％（R10）"]
    {
        assert_eq!(line(text), ["住宅の耐震化率 | baseline 87 % 2021 | target 95 % 2028"], "{text}");
    }
}

#[test]
fn series_give_a_record_each() {
    assert_eq!(
        line("【成果指標】読書が好きな児童生徒の割合　小学校 72％・中学校 61％（R3）⇒ 小学校 80％・中学校 70％（R8）")
            .len(),
        2
    );
}

#[test]
fn a_line_is_called_an_indicator_by_its_list_or_its_head() {
    let heading = "【主なKPI】";
    assert_eq!(under(heading, "・事業承継の相談件数：年間20件"), ["事業承継の相談件数 | target 20 件 annual"]);
    assert!(line("・事業承継の相談件数：年間20件").is_empty());
    assert_eq!(line("数値目標：新規の雇用者数　150人（R10）"), ["新規の雇用者数 | target 150 人 2028"]);
    assert_eq!(line("・ウォーキング大会の開催（KPI：参加者1,800人）"), ["参加者 | target 1800 人"]);
    assert_eq!(
        line("＜アウトプット＞・採択課題の割合（令和２～４年度）56％"),
        ["採択課題の割合 | actual 56 % 2020-2022"]
    );
}

#[test]
fn a_name_may_stand_above_its_labels() {
    assert_eq!(
        line("(2) １人当たりのごみ排出量\n\n現状（2021年度）：912g\n\n目標（2030年度）：820g"),
        ["1人当たりのごみ排出量 | baseline 912 g 2021 | target 820 g 2030"]
    );
}

#[test]
fn english_lines_have_a_colon() {
    let heading = "Key performance indicators";
    assert_eq!(
        under(heading, "- Visitor numbers: baseline 1.2 million (2022), target 1.8 million (2027)"),
        ["Visitor numbers | baseline 1200000 2022 | target 1800000 2027"]
    );
    assert_eq!(
        under(heading, "- Greenhouse gas emissions: -55% by 2030 compared to 1990"),
        ["Greenhouse gas emissions | target -55 % 2030 against 1990"]
    );
}

#[test]
fn statistics_prices_staff_and_schedules_are_none() {
    for text in [
        "人口：97,412人（令和５年）→ 96,120人（令和６年）",
        "世帯数　41,230世帯（R4）　41,602世帯（R5）",
        "将来人口：97,412人（2023年）→ 81,000人（2045年）",
        "高齢化率 31.2％（2020年）→ 41.5％（2045年）",
        "・製造品出荷額等 1,234億円（2019年）→ 1,310億円（2021年）",
        "・観光客数は45万人（令和元年）から12万人（令和２年）に減少した。",
        "職員数：10名→12名",
        "・総務課 12名 → 10名",
        "定員 30名 → 40名（令和７年度）",
        "入館料：大人 500円 → 600円（令和７年４月から）",
        "・雇用保険の基本手当 上限 8,490円 → 8,635円（令和６年８月）",
        "開館時間 9:00～17:00",
        "電話：0138-21-3456",
        "住所 函館市東雲町4番13号",
        "申込期間 令和６年10月1日～10月31日",
        "・基本計画の策定（R6）→ 実施設計（R7）→ 工事（R8）",
        "補助率：1/2 → 2/3（令和７年度）",
        "対象年齢 15歳（中学生）→ 18歳（高校生年代）",
        "財政調整基金残高　32億円（R4）→ 28億円（R5）",
        "評価点：3.2点（R4）→ 3.6点（R5）",
        "・補助件数は令和３年度の12件から令和５年度の28件へ増加した。",
    ] {
        assert_eq!(line(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_keeps_a_line_out_does_so_in_a_list_of_indicators_too() {
    let heading = "【主なKPI】";
    assert!(under(heading, "・開館時間：9:00～17:00").is_empty());
    assert!(under(heading, "・教育費の内訳（単位：千円）").is_empty());
}

#[test]
fn a_torn_number_makes_no_value() {
    assert!(under("【主なKPI】", "・いちご生産額：2億396万円 → 4億3,0000万円").is_empty());
}

#[test]
fn an_arrow_without_years_is_read_among_its_like_alone() {
    let three = "・移住者の受入れ人数：41人/年 → 60人/年\n\n・移住体験の参加者数：12人/年 → 20人/年\n\n・空き家の活用件数：2件/年 → 5件/年";
    assert_eq!(line(three).len(), 3);
    assert!(line("・移住者の受入れ人数：41人/年 → 60人/年").is_empty());
}

#[test]
fn an_item_of_a_plan_promises_by_an_arrow_or_a_bound() {
    let none: [&str; 0] = [];
    for (line, is) in [
        ("・市民農園の区画数：640区画 → 800区画", "市民農園の区画数 | baseline 640 区画 | target 800 区画"),
        ("・運動習慣者の割合：４割以上", "運動習慣者の割合 | target >= 40 %"),
    ] {
        assert_eq!(under("第３次環境基本計画", line), [is], "{line}");
        assert_eq!(under("令和５年版統計年報", line), none, "{line}");
    }
    assert_eq!(under("第３次環境基本計画", "・市民農園の区画数：640区画"), none);
}

#[test]
fn goals_listed_in_quotes_are_one_each_and_parts_are_of_what_a_colon_names() {
    assert_eq!(
        under(
            "【2030年までの目標】",
            "『就業率 80％、60歳～64歳の就業率 63％』、『職業訓練の就職率：施設内 80％、委託 65％』、\
             『有給休暇の取得率 70％、ジョブ・カード取得者 300万人』"
        ),
        [
            "就業率 | target 80 % 2030",
            "60歳~64歳の就業率 | target 63 % 2030",
            "職業訓練の就職率(施設内) | target 80 % 2030",
            "職業訓練の就職率(委託) | target 65 % 2030",
            "有給休暇の取得率 | target 70 % 2030",
            "ジョブ・カード取得者 | target 3000000 人 2030",
        ]
    );
}

#[test]
fn how_many_indicators_there_are_is_none() {
    assert!(under("指標一覧", "・研究力に関する指標 11件").is_empty());
    assert_eq!(under("指標一覧", "・特許に関する相談 11件"), ["特許に関する相談 | target 11 件"]);
}

#[test]
fn years_one_after_another_are_those_of_as_many_values_behind_them() {
    let head = "数値目標② 出生数 令和元 (基準値) 令和3 令和5 (現状値) 令和9 (目標値)";
    assert_eq!(
        under("第３章　数値目標", &format!("{head} 3,823 3,975 3,782 4,107 参考)平成 25 4,016")),
        ["出生数 | baseline 3823 2019 | actual 3975 2021 | actual 3782 2023 | target 4107 2027"]
    );
    // One value fewer: nobody knows of which year.
    assert!(under("第３章　数値目標", &format!("{head} 3,823 3,975 4,107")).is_empty());
}
