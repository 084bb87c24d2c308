use super::*;
use crate::rules::Rules;

/// What the scanner finds, in a form that a person can read.
fn seen(text: &str) -> Vec<String> {
    let rules = Rules::built_in();
    scan(text, rules.lexicon(), &[])
        .into_iter()
        .map(|f| format!("{} = {}", &text[f.range.clone()], show(&f.item)))
        .collect()
}

fn show(item: &Item) -> String {
    match item {
        Item::Value(v) => {
            let max = v.max.map_or(String::new(), |max| format!("..{max}"));
            let aggregation = v.aggregation.map_or(String::new(), |a| format!(" {a:?}").to_lowercase());
            let comparator = serde_json::to_string(&v.comparator).unwrap();
            format!(
                "{}{}{max} {}{aggregation}",
                comparator.trim_matches('"'),
                v.number,
                v.unit.as_deref().unwrap_or("-")
            )
        }
        Item::Period(p) => format!("{}..{}", p.start, p.end),
        Item::Relative(p) => format!("against {}..{}", p.start, p.end),
        Item::Years(n) => format!("{n} years"),
        Item::Ministries(list) => list
            .iter()
            .map(|m| format!("{}{}{}", if m.lead { "◎" } else { "" }, m.code, if m.known.is_some() { "" } else { "?" }))
            .collect::<Vec<_>>()
            .join(" "),
    }
}

#[test]
fn values_with_all_that_belongs_to_them() {
    for (text, expected) in [
        ("70社 (R10)", vec!["70社 = =70 社", "R10 = 2028..2028"]),
        ("106,395 百万円", vec!["106,395 百万円 = =106395000000 円"]),
        ("57 億円 3 千円", vec!["57 億円 = =5700000000 円", "3 千円 = =3 千円"]),
        ("1戸当たりの栽培面積 4.4ha", vec!["4.4ha = =4.4 ha"]),
        ("Seven in ten adults", vec!["Seven in ten = =0.7 -"]),
        ("seven in ten years", vec![]),
        ("a quarter of a million homes", vec!["a quarter of a million = =250000 -"]),
        ("Sixty new shelters", vec!["Sixty = =60 -"]),
        ("one of the six shelters", vec![]),
        ("exceeding 5 GW, 50% or greater", vec!["exceeding 5 GW = >5 GW", "50% or greater = >=50 %"]),
        ("150人/年", vec!["150人/年 = =150 人 annual"]),
        ("1 基本理念", vec![]),
        ("年間15件", vec!["年間15件 = =15 件 annual"]),
        ("年平均3件以上の", vec!["年平均3件以上 = >=3 件 average"]),
        ("累積 600万人以上", vec!["累積 600万人以上 = >=6000000 人 cumulative"]),
        ("130 件/年", vec!["130 件/年 = =130 件 annual"]),
        ("約1,700人", vec!["約1,700人 = ~1700 人"]),
        ("40%以上 60%以下", vec!["40%以上 60%以下 = >=40..60 %"]),
        ("世界10位以内", vec!["10位以内 = <=10 位"]),
        ("32,105 (t-CO2)以下", vec!["32,105 (t-CO2)以下 = <=32105 t-CO2"]),
        ("人口30 (人)", vec!["30 = =30 -"]),
        ("空き交番ゼロを目指す", vec!["ゼロ = =0 -"]),
        ("カーボンゼロを目指す", vec![]),
        ("待機児童ゼロ作戦", vec![]),
        ("6.5点超の維持", vec!["6.5点超 = >6.5 点"]),
        ("363.4万人泊", vec!["363.4万人泊 = =3634000 人泊"]),
        ("34千人", vec!["34千人 = =34 千人"]),
        ("876万t-CO2", vec!["876万t-CO2 = =8760000 t-CO2"]),
        ("18医療機関", vec!["18医療機関 = =18 医療機関"]),
        ("100フォロワ (R10)", vec!["100フォロワ = =100 フォロワ", "R10 = 2028..2028"]),
        ("▲3.2%", vec!["▲3.2% = =-3.2 %"]),
        ("+75件", vec!["+75件 = =75 件"]),
        ("5年間で6人", vec!["5年間 = 5 years", "6人 = =6 人"]),
        ("5~8人", vec!["5~8人 = =5..8 人"]),
        ("40-50%", vec!["40-50% = =40..50 %"]),
        ("小6:81.5% 中3:82.6%", vec!["81.5% = =81.5 %", "82.6% = =82.6 %"]),
        ("28.8万m3(R3)", vec!["28.8万m3 = =288000 m3", "R3 = 2021..2021"]),
        ("ゼロ", vec!["ゼロ = =0 -"]),
        ("カーボンゼロ、ゼロエミッション", vec![]),
        ("over ¥10bn", vec!["over ¥10bn = >10000000000 円"]),
        ("10+ companies (2028)", vec!["10+ companies = >=10 companies", "2028 = 2028..2028"]),
        ("global top 10 (2028)", vec!["top 10 = <=10 -", "2028 = 2028..2028"]),
        ("19th (Tokyo)", vec!["19th = =19 -"]),
        ("1.33x", vec!["1.33x = =1.33 x"]),
        ("5 million people", vec!["5 million people = =5000000 people"]),
    ] {
        assert_eq!(seen(text), expected, "{text}");
    }
}

#[test]
fn numbers_are_read_whole() {
    for (text, expected) in [
        // Ranges.
        ("500~600万人", vec!["500~600万人 = =5000000..6000000 人"]),
        ("5000~1万人", vec!["5000~1万人 = =5000..10000 人"]),
        ("40%以上,60%以下", vec!["40%以上,60%以下 = >=40..60 %"]),
        ("2±1%", vec!["2±1% = =1..3 %"]),
        ("±0.0", vec!["±0.0 = =0 -"]),
        ("±3%", vec!["±3% = =-3..3 %"]),
        ("▲5.0~▲3.0%", vec!["▲5.0~▲3.0% = =-5..-3 %"]),
        ("▲3~5%", vec!["▲3~5% = =-5..-3 %"]),
        ("-5~+5%", vec!["-5~+5% = =-5..5 %"]),
        ("1.5-2.5%", vec!["1.5-2.5% = =1.5..2.5 %"]),
        ("5~8", vec!["5~8 = =5..8 -"]),
        ("二・三人", vec!["二・三人 = =2..3 人"]),
        ("50%から60%に", vec!["50% = =50 %", "60% = =60 %"]),
        ("30分 ~ 34", vec!["30分 = =30 分", "34 = =34 -"]),
        // What programs print into data files; a longer one is no number, nor is what it ends with.
        ("-0.05883617884457493", vec!["-0.05883617884457493 = =-0.05883617884457493 -"]),
        ("0.0588361788445749312345", vec![]),
        ("1234567890123456789012345678901234567", vec![]),
        // Parts of a whole.
        ("1/3", vec!["1/3 = =0.3333333333333333 -"]),
        ("実施率が2人に1人(50%)となる", vec!["2人に1人 = =0.5 -", "50% = =50 %"]),
        ("10人に3人の割合", vec!["10人に3人 = =0.3 -"]),
        ("1人に2人の職員", vec!["1人 = =1 人", "2人 = =2 人"]),
        ("3人に2é", vec!["3人 = =3 人", "2 = =2 -"]),
        // A comma before decimals in running text: a nought before it or a unit behind it tells.
        ("The target of the sector is 0,35 Mt by the end of the decade", vec!["0,35 Mt = =0.35 Mt"]),
        ("The official target of the sector is 1,40 Mt, not less", vec!["1,40 Mt = =1.4 Mt"]),
        ("3分の2以上", vec!["3分の2以上 = >=0.6666666666666666 -"]),
        ("約1/2", vec!["約1/2 = ~0.5 -"]),
        ("½", vec!["½ = =0.5 -"]),
        ("2½倍", vec!["2½倍 = =2.5 倍"]),
        ("一・五倍", vec!["一・五倍 = =1.5 倍"]),
        ("五十%以上", vec!["五十%以上 = >=50 %"]),
        ("一割五分", vec!["一割五分 = =15 %"]),
        ("約6割", vec!["約6割 = ~60 %"]),
        ("5~6割", vec!["5~6割 = =50..60 %"]),
        ("3割8分7厘", vec!["3割8分7厘 = =38.7 %"]),
        ("2020年度比で半減", vec!["2020年度比 = against 2020..2020", "半減 = =0.5 倍"]),
        ("ゼロ件", vec!["ゼロ件 = =0 件"]),
        // Line ends in a narrow cell.
        ("1,50\n0人", vec!["1,50\n0人 = =1500 人"]),
        ("12.\n5%", vec!["12.\n5% = =12.5 %"]),
        ("15 0人", vec!["15 0人 = =150 人"]),
        // Units.
        ("120万人分", vec!["120万人分 = =1200000 人分"]),
        ("3兆VND", vec!["3兆VND = =3000000000000 VND"]),
        ("2百万総トン", vec!["2百万総トン = =2000000 総トン"]),
        ("34千件(月平均)", vec!["34千件(月平均) = =34 千件 average"]),
        ("150億トンキロ", vec!["150億トンキロ = =15000000000 トンキロ"]),
        ("1,200人日", vec!["1,200人日 = =1200 人日"]),
        ("50kg/人年", vec!["50kg/人年 = =50 kg/人年"]),
        ("110kV、300MW、120万PV", vec!["110kV = =110 kV", "300MW = =300 MW", "120万PV = =1200000 PV"]),
        ("2,022万t-CO 2(速報値)", vec!["2,022万t-CO 2 = =20220000 t-CO2"]),
        ("5ポイントアップ", vec!["5ポイント = =5 ポイント"]),
        // Beside what counts nothing.
        ("2119台", vec!["2119台 = =2119 台"]),
        ("2119 台", vec!["2119 台 = =2119 台"]),
        ("15人/4年", vec!["15人 = =15 人", "4年 = 4 years"]),
        ("5年累計500件", vec!["5年 = 5 years", "累計500件 = =500 件 cumulative"]),
        ("今後5年で100件", vec!["5年 = 5 years", "100件 = =100 件"]),
        ("過去5年平均 120件", vec!["5年 = 5 years", "平均 120件 = =120 件 average"]),
        ("人口10万人当たり5.2人", vec!["5.2人 = =5.2 人"]),
        ("人口10万対5.2", vec!["5.2 = =5.2 -"]),
        ("1人1日当たり900g", vec!["900g = =900 g"]),
        ("1日3回", vec!["3回 = =3 回"]),
        ("10人中3人", vec!["3人 = =3 人"]),
        ("5点満点中4.2点", vec!["4.2点 = =4.2 点"]),
        ("中3 82.6%", vec!["82.6% = =82.6 %"]),
        ("18%、20歳代", vec!["18% = =18 %"]),
        ("20、30歳代の5人", vec!["5人 = =5 人"]),
        ("集中3件、最高5件", vec!["3件 = =3 件", "5件 = =5 件"]),
        ("1. 目標 50件", vec!["50件 = =50 件"]),
        ("※50件", vec!["50件 = =50 件"]),
        ("受注3件", vec!["3件 = =3 件"]),
    ] {
        assert_eq!(seen(text), expected, "{text}");
    }
}

#[test]
fn periods_and_what_values_are_relative_to() {
    for (text, expected) in [
        ("2023年度比で2倍", vec!["2023年度比 = against 2023..2023", "2倍 = =2 倍"]),
        ("2024年対比増加", vec!["2024年対比 = against 2024..2024"]),
        ("150%増(令和5年度比)", vec!["150% = =150 %", "令和5年度比 = against 2023..2023"]),
        ("rose 150% vs. FY2023", vec!["150% = =150 %", "vs. FY2023 = against 2023..2023"]),
        ("2倍 (2023→2028)", vec!["2倍 = =2 倍", "2023 = 2023..2023", "2028 = 2028..2028"]),
        ("H30からR5の6年間で12件", vec!["H30 = 2018..2018", "R5 = 2023..2023", "6年間 = 6 years", "12件 = =12 件"]),
        ("1,365件 (R3-R5平均)", vec!["1,365件 = =1365 件", "R3-R5平均 = 2021..2023"]),
        ("2025~2029年度累計 650件", vec!["2025~2029年度累計 = 2025..2029", "650件 = =650 件"]),
    ] {
        assert_eq!(seen(text), expected, "{text}");
    }
}

#[test]
fn numbers_that_are_no_values() {
    for text in [
        "COVID-19",
        "10th, 11th and 12th grade",
        "31-Mar-",
        "2: Early warning",
        "a single 9th-grade class",
        "ブロードバンド・ゼロ",
        "ICH-E6(R3)",
        "第3期",
        "5月24日",
        "10:30",
        "ver2.3.4",
        "080-6006-4451",
        "1.2.2 2-2-2",
        "英検準2級程度",
        "高校3年生",
        "一部",
        "四国",
        "十分な",
        "八王子",
        "三次予防",
        "Top10%論文数",
        "http://3gl3molggg.com",
        "17~23年度",
        "('22)",
        "2015~2019計",
        "30歳代",
        "30~40代",
        "40代以下",
        "3~5歳児",
        "中3英語",
        "小6・中3",
        "10^-12",
        "10⁻¹²",
        "1.5×10^6",
        "3~5年度",
        "9月2 4日",
        "令和 7 年 9 月 1 7 日",
        "ビジョン2030の進捗",
        "4/26",
        "5・6年生",
        "2030年代",
        "，2025年までに",
        "2030年以降",
        "(1) 目標",
        "※1",
        "注1) 参照",
        "5点満点",
        "下位4分の1の都道府県",
        "2019/2020シーズン",
    ] {
        let rules = Rules::built_in();
        let value = |f: Found| matches!(f.item, Item::Value(_)).then(|| text[f.range].to_owned());
        let values: Vec<String> = scan(text, rules.lexicon(), &[]).into_iter().filter_map(value).collect();
        let values: Vec<String> = values.into_iter().filter(|s| !s.contains("級程度")).collect();
        assert!(values.is_empty(), "{text}: {values:?}");
    }
}

#[test]
fn ministries_and_brackets_that_name_none() {
    for (text, expected) in [
        ("開始した【厚】", vec!["【厚】 = 厚"]),
        ("措置した【健】【文】", vec!["【健】【文】 = 健 文"]),
        ("推進(◎健、文、厚、経)", vec!["(◎健、文、厚、経) = ◎健 文 厚 経"]),
        (
            "確保する。(食品、警、総、文、厚、農、経、国、◎環)",
            vec!["(食品、警、総、文、厚、農、経、国、◎環) = 食品 警 総 文 厚 農 経 国 ◎環"],
        ),
        ("連携する(内閣府、文部科学省)", vec!["(内閣府、文部科学省) = 内 文"]),
        ("【民間保険】", vec![]),
        ("【PI産4-7】", vec![]),
        ("(スポーツ、観光)", vec![]),
        ("(令和5年度比)", vec!["令和5年度比 = against 2023..2023"]),
    ] {
        let got: Vec<String> = seen(text);
        assert_eq!(got, expected, "{text}");
    }
}

#[test]
fn kanji_that_count_open_a_text_and_those_of_words_do_not() {
    let rules = Rules::built_in();
    for text in [
        "女性の割合を一〇％に引き上げる",
        "受診率を三％上げる",
        "二〇三〇年度に百三十五兆円とする",
        "受診率を三割とする",
        "輸出額を二倍にする",
        "十五人",
        "六千万人",
    ] {
        assert!(counts_in_kanji(text, rules.lexicon()), "{text}");
    }
    for text in ["第三者委員会の設置", "十分な体制", "一部の地域", "四国地方", "千葉市"] {
        assert!(!counts_in_kanji(text, rules.lexicon()), "{text}");
    }
}

#[test]
fn numbers_of_parts_of_a_name_and_ranks_of_the_world() {
    assert!(seen("第1・2グループ等の大学").is_empty());
    assert_eq!(seen("件数は第1・2種で20件"), ["20件 = =20 件"]);
    assert_eq!(seen("世界第3位"), ["世界第3位 = =3 位"]);
}

#[test]
fn a_later_year_of_a_century_that_was_named() {
    assert_eq!(seen("二〇三〇年に三十万トン、そして四〇年に百万トン")[2], "四〇年 = 2040..2040");
    assert_eq!(seen("2030年に30件、40年に50件")[2], "40年 = 2040..2040");
    // A span, an earlier number, another sentence: no second year.
    for text in ["2015年から20年にわたり", "2030年に20件、10年に", "2030年に20件。10年に"] {
        assert_eq!(seen(text).iter().filter(|found| found.contains("..")).count(), 1, "{text}");
    }
}

#[test]
fn eras_in_latin_letters() {
    assert_eq!(seen("to 50% in Reiwa 12 (2030)"), ["50% = =50 %", "Reiwa 12 (2030) = 2030..2030"]);
    assert_eq!(seen("in Heisei 30"), ["Heisei 30 = 2018..2018"]);
    assert!(seen("the Reiwa era").is_empty());
}

#[test]
fn numbers_in_words_behind_a_bound_count_what_follows() {
    assert_eq!(seen("enable at least five GenAI pilot projects"), ["at least five = >=5 -"]);
    assert_eq!(seen("enable five GenAI pilot projects"), ["five = =5 -"]);
    assert_eq!(seen("Twelve Centres of Excellence"), ["Twelve = =12 -"]);
    // What is known already, and the parts of a plan.
    for text in
        ["the five pilot projects", "its three rivers", "three priorities", "four new strategic goals", "five years"]
    {
        assert!(seen(text).is_empty(), "{text}");
    }
}

#[test]
fn so_many_of_all_are_the_first_number() {
    assert_eq!(seen("2/5か所"), ["2/5か所 = =2 か所"]);
    assert_eq!(seen("26/32橋"), ["26/32橋 = =26 橋"]);
    assert_eq!(seen("2/3以上"), ["2/3以上 = >=0.6666666666666666 -"]);
    assert!(seen("4/26に開催").is_empty());
}

#[test]
fn a_round_number_in_two_groups_before_a_word_is_one() {
    assert_eq!(seen("40 000 Euro IV vehicles")[0].split(" = ").next(), Some("40 000"));
    assert_eq!(seen("40 000")[0].split(" = ").next(), Some("40"));
    assert_eq!(seen("0 000 Euro")[0].split(" = ").next(), Some("0"));
}

#[test]
fn a_year_may_have_the_number_of_a_note_behind_its_full_stop() {
    let period = |text: &str| seen(text).iter().any(|found| found.ends_with("2008..2008"));
    assert!(period("a 15% decrease by 2025 from baseline levels in 2008.3"));
    assert!(period("It shall fall by 2008.12 The plan"));
    assert!(!period("costs rose in 2008.3 million"));
    assert!(!period("Increase it from 2008.5 MW to 3500 MW"));
    assert!(!period("an index that stood at 2008.3"));
}

#[test]
fn the_last_of_several_numbers_begins_no_range() {
    assert!(seen("with a score of 3, 4, or 5 to 75% by 2030").contains(&"75% = =75 %".to_owned()));
    assert!(seen("between 5 to 75% of it").iter().any(|found| found.contains("..75")));
    assert!(seen("it was 40% in 2020 and 45 to 50% is the target").iter().any(|found| found.contains("45..50")));
}

#[test]
fn names_apart_from_their_brackets_are_a_mark() {
    assert_eq!(
        seen("取締り体制の強化 < 警察庁 > 戦略の策定 < 内閣官房 >"),
        ["< 警察庁 > = 警", "< 内閣官房 > = 内閣官房"]
    );
}
