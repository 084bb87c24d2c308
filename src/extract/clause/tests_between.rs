//! What sentences leave to those behind them: names, parts, years.

use super::tests::records;

#[test]
fn a_goal_without_a_name_is_that_of_what_was_told_in_its_unit() {
    for (text, is) in [
        (
            "雇用者の割合は、令和５年で4.6％。令和12年までに３％以下としたい。",
            "雇用者の割合 | baseline 4.6 % 2023 | target <= 3 % 2030",
        ),
        (
            "橋梁の耐震化率は、令和５年度末で84％となる見込みです。令和12年度末までに100％といたします。",
            "橋梁の耐震化率 | baseline 84 % 2023 | target 100 % 2030",
        ),
        (
            "年齢調整死亡率は、令和４年には67.1まで下がった。令和11年には60.0以下とする。",
            "年齢調整死亡率 | baseline 67.1 2022 | target <= 60 2029",
        ),
    ] {
        assert_eq!(records(text), [is], "{text}");
    }
    let none: [&str; 0] = [];
    assert_eq!(records("耐震化率は、令和12年度末に84％となる見込みです。令和17年度末までに100件といたします。"), none);
}

#[test]
fn parts_that_were_told_of_have_their_own_statements() {
    let men = "喫煙率(男性) | baseline 27.1 % | target <= 15 % 2035";
    let women = "喫煙率(女性) | baseline 6.3 % | target <= 3 % 2035";
    for goal in ["男性は15％以下、女性は３％以下に引き下げます。", "それぞれ15％以下、３％以下とします。"]
    {
        let told = "喫煙率は、男性で27.1％、女性で6.3％です。令和17年度までに、";
        assert_eq!(records(&format!("{told}{goal}")), [men, women], "{goal}");
    }
    assert_eq!(
        records("健康寿命は、男性72.6年、女性75.5年である。令和16年までに、男女とも76年以上とする。"),
        [
            "健康寿命(男性) | baseline 72.6 年 | target >= 76 年 2034",
            "健康寿命(女性) | baseline 75.5 年 | target >= 76 年 2034"
        ]
    );
}

#[test]
fn a_part_of_a_whole_has_its_year_and_its_own_name_where_it_counts() {
    for (part, name) in [("うち米", "輸出額(米)"), ("うち加工品の輸出額", "加工品の輸出額")] {
        assert_eq!(
            records(&format!("輸出額は、令和12年度には150億円とし、{part}は30億円とする。")),
            ["輸出額 | target 15000000000 円 2030", &format!("{name} | target 3000000000 円 2030")]
        );
    }
}

#[test]
fn what_bounds_or_ranks_a_noun_belongs_to_its_name() {
    for (text, is) in [
        ("月80時間を超える教員については、2026年度にゼロとする。", "月80時間を超える教員 | target 0 2026"),
        (
            "週労働時間が60時間以上の雇用者の割合は、令和12年度までに３％以下とする。",
            "週労働時間が60時間以上の雇用者の割合 | target <= 3 % 2030",
        ),
        ("被引用度上位10％論文の割合を12％以上とする。", "被引用度上位10%論文の割合 | target >= 12 %"),
    ] {
        assert_eq!(records(text), [is], "{text}");
    }
}

#[test]
fn those_who_have_goals_and_what_is_needed_are_none() {
    let none: [&str; 0] = [];
    for text in [
        "数値目標を設定している企業は14.8％であり、その36.2％が達成した。",
        "世界の温室効果ガス排出量を2030年までに43％削減する必要があるとされています。",
        "治療に要する医療費は、年間約500万円とされる。",
    ] {
        assert_eq!(records(text), none, "{text}");
    }
}

#[test]
fn a_goal_may_stand_in_the_next_item_or_paragraph() {
    let found =
        records("○ 年齢調整死亡率は、平成17年の92.4から令和４年には67.1まで下がった。\n○ 令和11年には60.0以下とする。");
    assert_eq!(found, ["年齢調整死亡率 | target <= 60 2029 | baseline 67.1 2022"]);
    let none: [&str; 0] = [];
    assert_eq!(records("○ 就業者数は67.1万人に下がった。\n○ 令和11年には60.0％以下とする。"), none);
}

#[test]
fn what_stands_right_before_this_is_what_is_counted() {
    assert_eq!(
        records("木造住宅の耐震改修、これは年間1,200棟を目標にしております。"),
        ["木造住宅の耐震改修 | target 1200 棟 annual"]
    );
}

#[test]
fn the_same_year_in_a_bracket_is_that_of_the_bracket_before() {
    assert_eq!(
        records(
            "養殖品目の生産量は、令和12年において、ブリ類24万トン（令和５年：13万トン）、マダイ11万トン（同：６万トン）とすることを目指す。"
        ),
        [
            "養殖品目の生産量(ブリ類) | target 240000 トン 2030 | baseline 130000 トン 2023",
            "養殖品目の生産量(マダイ) | target 110000 トン 2030 | baseline 60000 トン 2023"
        ]
    );
}

#[test]
fn a_height_that_is_climbed_to_is_not_where_things_stand() {
    assert_eq!(
        records(
            "温室効果ガスを2030年度に46％削減することを目指す。さらに、50％の高みに向け、挑戦を続けていく。\n\nまた、温室効果ガスを2035年度に60％削減することを目指す。"
        ),
        ["温室効果ガス | target 46 % 2030", "温室効果ガス | target 60 % 2035"]
    );
}
