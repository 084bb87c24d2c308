//! Who says a goal, and whose a bare measure is.

use super::tests::records;

#[test]
fn who_says_a_goal_is_not_its_name() {
    for who in ["当庁は", "県警察では", "国の第５次基本計画は", "水産機構は", "むつみ市教育委員会では"]
    {
        let text =
            format!("人工種苗の割合は、令和５年に12％である。{who}これを令和12年度に30％とする目標を掲げている。");
        assert_eq!(records(&text), ["人工種苗の割合 | baseline 12 % 2023 | target 30 % 2030"], "{text}");
    }
    // What is counted itself, or told apart by what it did, is none who says it.
    assert_eq!(
        records("流域計画は、令和10年度までに30計画とすることを目標とする。"),
        ["流域計画 | target 30 計画 2028"]
    );
}

#[test]
fn a_bare_measure_is_of_the_topic_of_its_sentence_or_the_one_before() {
    for (text, is) in [
        (
            "荒廃農地は、毎年再生を進め、総面積を令和12年度までに2,400haとする。",
            "荒廃農地の総面積 | target 2400 ha 2030",
        ),
        ("通報アプリは改修中である。令和10年度までに利用率を60％とする。", "通報アプリの利用率 | target 60 % 2028"),
        (
            "観測データの公開は遅れている。令和９年度までに公開率を100％とする。",
            "観測データの公開率 | target 100 % 2027",
        ),
        (
            "国際会議の誘致については、開催件数を令和10年度までに150件とする。",
            "国際会議の開催件数 | target 150 件 2028",
        ),
        // Neither a reason nor a measure nor a plan has one.
        ("主な課題は人手不足である。離職率を令和11年度までに10％とする。", "離職率 | target 10 % 2029"),
        ("出生数は減っている。離婚率を令和11年度までに１％とする。", "離婚率 | target 1 % 2029"),
        ("県の総合計画は改定中である。受診率を令和11年度までに60％とする。", "受診率 | target 60 % 2029"),
        ("入込客数は横ばいである。宿泊者数を令和11年度までに50人とする。", "宿泊者数 | target 50 人 2029"),
    ] {
        assert_eq!(records(text), [is], "{text}");
    }
}

#[test]
fn what_is_asked_and_what_others_aim_at_is_no_goal() {
    let none: [&str; 0] = [];
    for text in [
        "最終処分量を令和12年度までに１割減らせるのではないかとの指摘があった。",
        "売上高100億円を目指す企業の宣言は、2,800件に達した。",
        "計画では、合計で124項目の数値目標を設定している。",
    ] {
        assert_eq!(records(text), none, "{text}");
    }
}

#[test]
fn until_and_each_are_no_ends_of_names() {
    assert_eq!(
        records("本が届くまでの日数を、令和10年度までに４日とする。"),
        ["本が届くまでの日数 | target 4 日 2028"]
    );
}
