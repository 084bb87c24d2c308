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
        ("150人/年", vec!["150人/年 = =150 人 annual"]),
        ("1 基本理念", vec![]),
        ("年間15件", vec!["年間15件 = =15 件 annual"]),
        ("年平均3件以上の", vec!["年平均3件以上 = >=3 件 average"]),
        ("累積 600万人以上", vec!["累積 600万人以上 = >=6000000 人 cumulative"]),
        ("130 件/年", vec!["130 件/年 = =130 件 annual"]),
        ("約1,700人", vec!["約1,700人 = ~1700 人"]),
        ("40%以上 60%以下", vec!["40%以上 60%以下 = >=40..60 %"]),
        ("世界10位以内", vec!["10位以内 = <=10 位"]),
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
    ] {
        let values: Vec<String> = seen(text).into_iter().filter(|s| !s.contains("級程度")).collect();
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
