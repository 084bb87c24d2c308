//! One list of facts in many orders of words, Japanese and English, gives the same records.

use std::sync::LazyLock;

use shihyo::extract::extract;
use shihyo::record::Record;
use shihyo::rules::Rules;
use shihyo::source::Source;

/// Name, target, its year, baseline, its year.
type Fact = [&'static str; 5];

const JAPANESE: &[Fact] = &[
    ["防災拠点の耐震化率", "95 %", "2030", "88 %", "2022"],
    ["女性の研究者の割合", "30 %", "2035", "18 %", "2023"],
    ["介護施設の研修修了者数", "1200 人", "2029", "640 人", "2021"],
    ["水素ステーションの設置件数", "320 件", "2031", "160 件", "2020"],
];

const ENGLISH: &[Fact] = &[
    ["share of women in management", "30 %", "2030", "18 %", "2022"],
    ["number of trained nurses", "5200", "2032", "3100", "2021"],
    ["recycling rate of plastics", "60 %", "2035", "24 %", "2023"],
];

const JAPANESE_ORDERS: &[&str] = &[
    "{name}を{year}年度までに{target}に引き上げる。",
    "{year}年度までに{name}を{target}に引き上げる。",
    "{name}については、{year}年度までに{target}とすることを目指す。",
    "{year}年度までに、{name}を{target}とすることを目標とする。",
    "{year}年度における{name}の目標は{target}である。",
    "{name}の目標値は、{year}年度に{target}である。",
    "{name}を{year}年度に{target}とする目標を掲げている。",
    "政府は、{name}を{year}年度までに{target}まで高めることとしている。",
    "- {name}：{year}年度までに{target}",
    "{year}年度の{name}{target}の達成に向け、取組を進める。",
    "{name}を{target}に引き上げる（{year}年度）。",
    "{name}{target}を{year}年度までに達成する。",
    "{name}を{year}年度に{target}へ引き上げることを目標に、支援を行う。",
];

const JAPANESE_WITH_BASELINE: &[&str] = &[
    "{name}を{then}年度の{baseline}から{year}年度までに{target}に引き上げる。",
    "{name}を{year}年度までに{target}（{then}年度：{baseline}）とする。",
    "{then}年度に{baseline}であった{name}を、{year}年度までに{target}に引き上げる。",
    "{year}年度までに、{name}を{baseline}（{then}年度）から{target}に引き上げる。",
    "{name}を{year}年度までに{target}に引き上げる（{then}年度実績：{baseline}）。",
];

const ENGLISH_ORDERS: &[&str] = &[
    "By FY{year}, the Government will raise the {name} to {target}.",
    "The {name} will be raised to {target} by FY{year}.",
    "Raise the {name} to {target} by FY{year}.",
    "The {name} is to reach {target} by FY{year}.",
    "The goal is to raise the {name} to {target} by FY{year}.",
    "- {name}: {target} by FY{year}",
    "We aim to raise the {name} to {target} by FY{year}.",
    "A target of {target} for the {name} by FY{year} has been set.",
    "By FY{year}, the {name} should be {target}.",
    "The {name} shall reach {target} in FY{year}.",
    "By FY{year}, boost the {name} to {target}.",
    "Raising the {name} to {target} by FY{year} is our goal.",
    "The ministry has committed to lifting the {name} to {target} by FY{year}.",
    "The strategy calls for the {name} to be raised to {target} by FY{year}.",
    "It is our intention to bring the {name} to {target} by FY{year}.",
    "Double the {name} to {target} by FY{year}.",
];

const ENGLISH_WITH_BASELINE: &[&str] = &[
    "Raise the {name} from {baseline} in FY{then} to {target} by FY{year}.",
    "The {name} will be raised from {baseline} in FY{then} to {target} by FY{year}.",
    "By FY{year}, raise the {name} to {target} (FY{then}: {baseline}).",
    "The {name}, {baseline} as of FY{then}, is to reach {target} by FY{year}.",
    "The {name} must be raised to {target} by FY{year}, compared with {baseline} in FY{then}.",
    "The {name} was {baseline} in FY{then}. We plan to raise it to {target} by FY{year}.",
    "In FY{then} the {name} was {baseline}; by FY{year} it will be doubled to {target}.",
];

/// What may stand before a goal or behind it and says nothing of it, whatever numbers it holds.
const ENGLISH_BEFORE: &[&str] = &[
    "In line with the Climate Act, ",
    "Through a package of 12 measures worth 300 million euros, ",
    "Together with our partners in 27 municipalities, ",
    "Following a consultation in which 1,250 people took part, ",
    "Despite a difficult budget, ",
    "In addition to the 45 projects already under way, ",
    "Under the new strategy adopted in May 2024, ",
];

const ENGLISH_BEHIND: &[&str] = &[
    " through the construction of 120 new plants",
    " and publish a report every two years",
    " as announced in March 2024",
    ", according to the plan",
    " without raising taxes",
    ", which is one of the highest in the region",
    " – an ambitious but realistic goal",
];

const JAPANESE_BEFORE: &[&str] = &[
    "第6次基本計画に基づき、",
    "令和5年6月に策定した戦略では、",
    "12の重点施策を講じることにより、",
    "また、補正予算で300億円を計上し、",
    "民間企業120社の協力を得て、",
    "県民の6割が重要と回答していることから、",
    "過去5年間で10ポイント上昇したところであり、",
];

const JAPANESE_BEHIND: &[&str] = &[
    "こととし、進捗を毎年度公表する",
    "とともに、120か所の拠点を整備する",
    "べく、規制の見直しを進める",
    "（第4章参照）",
    "ことを閣議決定した",
];

/// What no order of words makes an indicator of.
const REPORTS: &[&str] = &[
    "{name}は、{then}年度に{baseline}であった。",
    "{name}は{then}年度の{baseline}から上昇している。",
    "{name}は{year}年度に{target}になると見込まれている。",
    "{name}が{target}に達した場合、制度を見直す。",
    "{name}は、現状のまま推移した場合、{year}年度に{target}となる。",
];

const ENGLISH_REPORTS: &[&str] = &[
    "The {name} rose to {target} in FY{then}.",
    "The {name} is projected to reach {target} by FY{year}.",
    "Under current policies, the {name} will reach {target} by FY{year}.",
    "If nothing changes, the {name} will reach {target} by FY{year}.",
];

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

#[test]
fn a_fact_is_the_same_in_every_order_of_words() {
    let mut wrong = Vec::new();
    for (orders, facts) in [(JAPANESE_ORDERS, JAPANESE), (ENGLISH_ORDERS, ENGLISH)] {
        for (order, fact) in orders.iter().flat_map(|order| facts.iter().map(move |fact| (order, fact))) {
            let [name, target, year, ..] = fact;
            compare(order, fact, &[&format!("{name} | target {target} {year}")], &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_baseline_is_found_wherever_it_stands() {
    let mut wrong = Vec::new();
    for (orders, facts) in [(JAPANESE_WITH_BASELINE, JAPANESE), (ENGLISH_WITH_BASELINE, ENGLISH)] {
        for (order, fact) in orders.iter().flat_map(|order| facts.iter().map(move |fact| (order, fact))) {
            let [name, target, year, baseline, then] = fact;
            let record = format!("{name} | target {target} {year} | baseline {baseline} {then}");
            compare(order, fact, &[&record], &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reports_and_forecasts_are_no_indicators() {
    let mut wrong = Vec::new();
    for (reports, facts) in [(REPORTS, JAPANESE), (ENGLISH_REPORTS, ENGLISH)] {
        for (order, fact) in reports.iter().flat_map(|order| facts.iter().map(move |fact| (order, fact))) {
            compare(order, fact, &[], &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_stands_around_a_goal_changes_nothing() {
    let mut wrong = Vec::new();
    let japanese = "{year}年度までに{name}を{target}に引き上げる";
    let english = "we will raise the {name} to {target} by FY{year}";
    let orders = JAPANESE_BEFORE.iter().map(|before| format!("{before}{japanese}。"));
    let orders = orders.chain(JAPANESE_BEHIND.iter().map(|behind| format!("{japanese}{behind}。")));
    let all: Vec<(String, &[Fact])> = orders.map(|order| (order, JAPANESE)).collect();
    let orders = ENGLISH_BEFORE.iter().map(|before| format!("{before}{english}."));
    let orders = orders.chain(ENGLISH_BEHIND.iter().map(|behind| format!("W{}{behind}.", &english[1..])));
    for (order, facts) in all.into_iter().chain(orders.map(|order| (order, ENGLISH))) {
        for fact in facts {
            let [name, target, year, ..] = fact;
            compare(&order, fact, &[&format!("{name} | target {target} {year}")], &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compare(order: &str, fact: &Fact, records: &[&str], wrong: &mut Vec<String>) {
    let [name, target, year, baseline, then] = fact;
    let close = |value: &str| value.replace(' ', "");
    let sentence = order
        .replace("{name}", name)
        .replace("{target}", &close(target))
        .replace("{year}", year)
        .replace("{baseline}", &close(baseline))
        .replace("{then}", then);
    let mut source = Source::from_text("made", &format!("概要\n\n{sentence}\n"));
    source.manifest.date = "2024-04-01".to_owned();
    let indicators = extract(&source, &RULES).into_iter().filter(|record| matches!(record, Record::Indicator(_)));
    let found: Vec<Vec<String>> = indicators.map(|record| parts(&record.to_string())).collect();
    let expected: Vec<Vec<String>> = records.iter().map(|record| parts(record)).collect();
    if found != expected {
        wrong.push(format!("{sentence}\n    {found:?}"));
    }
}

/// A record's name and observations, the observations in one order.
fn parts(record: &str) -> Vec<String> {
    let mut parts: Vec<String> = record.split(" | ").map(ToOwned::to_owned).collect();
    parts[1..].sort();
    parts
}
