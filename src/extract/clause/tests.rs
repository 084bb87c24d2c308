//! What the parts of the reader make of single sentences.

use std::sync::LazyLock;

use super::super::read_line;
use super::argument::Here;
use super::chunk::{Chunk, chunks};
use super::mood::{Clause, clauses};
use super::{en, name, token};
use crate::extract::extract;
use crate::record::Record;
use crate::rules::{Mood, Rules};
use crate::source::Source;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

fn parsed(text: &str) -> (crate::text::Reading, Vec<Chunk>, Vec<Clause>) {
    let read = read_line(text, &RULES);
    let data = &RULES.sentences;
    let tokens = token::tokens(&read.reading, &(0..read.reading.view.text.len()), data, RULES.words());
    let chunks = chunks(tokens, data);
    let clauses = clauses(&chunks, data);
    (read.reading, chunks, clauses)
}

/// The chunks of a text, parted by bars.
fn parted(text: &str) -> String {
    let (reading, chunks, _) = parsed(text);
    chunks.iter().map(|chunk| reading.text(&chunk.range()).to_owned()).collect::<Vec<_>>().join("|")
}

fn moods(text: &str) -> Vec<Mood> {
    parsed(text).2.iter().map(|clause| clause.mood).collect()
}

/// The records of a sentence in a document of 2024.
pub(super) fn records(text: &str) -> Vec<String> {
    let mut source = Source::from_text("made", &format!("概要\n\n{text}\n"));
    source.manifest.date = "2024-04-01".to_owned();
    let records = extract(&source, &RULES);
    records.iter().filter(|record| matches!(record, Record::Indicator(_))).map(ToString::to_string).collect()
}

#[test]
fn chunks_end_with_their_particles() {
    for (text, chunks) in [
        ("中小企業の生産性を2029年度までに3%に引き上げる。", "中小企業の|生産性を|2029年度までに|3%に|引き上げる"),
        ("割合(65歳以上)を50%とする。", "割合を|50%と|する"),
        ("電気、ガス及び水道の普及率は90%であり、", "電気、|ガス|及び|水道の|普及率は|90%であり"),
        ("「こども未来戦略」では30か所を整備する。", "「こども未来戦略」では|30か所を|整備する"),
    ] {
        let bare = parted(text).replace("(65歳以上)", "");
        assert_eq!(bare.replace('、', ""), chunks.replace('、', ""), "{text}");
    }
}

#[test]
fn a_bracket_with_values_hangs_on_the_chunk_before_it() {
    let (_, chunks, _) = parsed("生産額を2030年度までに25兆円(2023年度:17兆円)とする。");
    let holder = chunks.iter().find(|chunk| !chunk.brackets.is_empty()).unwrap();
    assert!(holder.value().is_some());
}

#[test]
fn clauses_end_at_verbs_that_modify_nothing() {
    for (text, count) in [
        ("雇用者の割合を50%に引き上げる。", 1),
        ("リ・スキリングに取り組む雇用者の割合を50%に引き上げる。", 1),
        ("件数を増やし、割合を50%に引き上げる。", 2),
        ("割合を50%に引き上げることを目指す。", 2),
        ("2020年度に30%であった割合は、50%となる。", 1),
        ("2020年度の割合は30%であった、50%となる。", 2),
    ] {
        assert_eq!(moods(text).len(), count, "{text}");
    }
}

#[test]
fn moods_are_told_from_right_to_left() {
    for (text, expected) in [
        ("割合を50%に引き上げることを目指す。", vec![Mood::Goal, Mood::Goal]),
        ("割合を50%に引き上げた。", vec![Mood::Told]),
        ("割合を50%に引き上げ、人材を増やした。", vec![Mood::Told, Mood::Told]),
        ("割合は50%になると見込まれる。", vec![Mood::Doubt, Mood::Doubt]),
        ("割合を50%に引き上げる計画である。", vec![Mood::Plan, Mood::Told]),
        ("割合が50%に達した場合、見直す。", vec![Mood::Doubt, Mood::Plain]),
        ("割合を50%とする目標を掲げる。", vec![Mood::Goal, Mood::Goal]),
        ("割合を50%に引き上げる。", vec![Mood::Plain]),
        ("割合50%の達成", vec![Mood::Noun]),
    ] {
        let found = moods(text);
        assert_eq!(found[0], expected[0], "{text}: {found:?}");
        assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
    }
}

#[test]
fn names_are_the_longest_noun_phrase_leftwards() {
    for (text, expected) in [
        ("政府は、防災拠点の耐震化率を2030年度までに95%とする。", "防災拠点の耐震化率"),
        (
            "また、リ・スキリングに取り組む雇用者の割合を2030年度までに50%とする。",
            "リ・スキリングに取り組む雇用者の割合",
        ),
        ("取組を進め、2030年度までに待機児童数を10人以下とする。", "待機児童数"),
        ("65歳以上の者の就業率を2030年度までに30%とする。", "65歳以上の者の就業率"),
        ("2030年度までに男性及び女性の平均寿命を85歳とする。", "男性及び女性の平均寿命"),
        ("労働生産性123を2030年度までに15%向上させる。", "労働生産性"),
        ("運動習慣のある者の割合(65歳以上)を2030年度までに50%とする。", "運動習慣のある者の割合(65歳以上)"),
        ("「子育てがしやすい」と感じる市民の割合を2030年度までに65%とする。", "「子育てがしやすい」と感じる市民の割合"),
    ] {
        let found = records(text);
        assert_eq!(found.first().and_then(|record| record.split(" | ").next()), Some(expected), "{text}: {found:?}");
    }
}

#[test]
fn names_lose_leads_and_the_word_for_the_goal() {
    let clean = |text: &str| name::clean(text, &RULES.sentences);
    assert_eq!(clean("また、耐震化率の目標値"), "耐震化率");
    assert_eq!(clean("具体的には耐震化率"), "耐震化率");
    assert_eq!(clean("農林水産物の輸出目標"), "農林水産物の輸出");
    assert_eq!(clean("目標"), "目標");
}

#[test]
fn what_names_nothing_gives_no_record() {
    for text in [
        "これを2030年度までに50%とする。",
        "政府は、2030年度までに50%を目指す。",
        "までに2倍とする。",
        "補助率を2030年度までに50%とする。",
    ] {
        assert!(records(text).is_empty(), "{text}: {:?}", records(text));
    }
}

#[test]
fn joins_give_each_value_its_year_and_its_name() {
    for (text, expected) in [
        (
            "温室効果ガスを2035年度、2040年度に、2013年度からそれぞれ60%、73%削減することを目指す。",
            vec!["温室効果ガス | target 60 % 2035 against 2013 | target 73 % 2040 against 2013"],
        ),
        (
            "電動化率を2028年度までに80%以上に、急速充電器数を236口から2030年度に700口に増やす。",
            vec!["電動化率 | target >= 80 % 2028", "急速充電器数 | baseline 236 口 | target 700 口 2030"],
        ),
        (
            "肥満者の割合(男性34.1%、女性20.8%)を、令和17年度にそれぞれ30%未満、18%未満とします。",
            vec![
                "肥満者の割合(男性) | target < 30 % 2035 | baseline 34.1 %",
                "肥満者の割合(女性) | target < 18 % 2035 | baseline 20.8 %",
            ],
        ),
        (
            "再資源化率は現在26%にとどまるが、2030年度に40%、2040年度に60%という目標の下で進める。",
            vec!["再資源化率 | baseline 26 % | target 40 % 2030 | target 60 % 2040"],
        ),
        (
            "2030年の畜産物輸出のKPI(牛肉1,132億円、豚肉52億円)の達成に向け、取り組む。",
            vec!["畜産物輸出(牛肉) | target 113200000000 円 2030", "畜産物輸出(豚肉) | target 5200000000 円 2030"],
        ),
    ] {
        let (mut found, mut expected) = (records(text), expected);
        found.sort();
        expected.sort_unstable();
        let sorted = |record: &str| {
            let mut parts: Vec<String> = record.split(" | ").map(ToOwned::to_owned).collect();
            parts[1..].sort();
            parts
        };
        let parts: Vec<_> = found.iter().map(|record| sorted(record)).collect();
        let wanted: Vec<_> = expected.iter().map(|record| sorted(record)).collect();
        assert_eq!(parts, wanted, "{text}");
    }
}

#[test]
fn a_goal_may_modify_a_noun_or_stand_in_its_bracket() {
    for (text, expected) in [
        ("2030年度までに受診率70%を目指すプロジェクトである。", vec!["受診率 | target 70 % 2030"]),
        ("病床稼働率75%を目標とする病院事業会計予算です。", vec!["病床稼働率 | target 75 %"]),
        (
            "無電柱化について、2030年度までに約4,000kmに着手することを目標とする計画を決定した。",
            vec!["無電柱化 | target ~ 4000 km 2030"],
        ),
        ("2030年度に60%という受診率の目標を達成するため、取組を進める。", vec!["受診率 | target 60 % 2030"]),
        ("取組面積の拡大(2030年度に6.3万ヘクタールを目標)を進める。", vec!["取組面積 | target 63000 ヘクタール 2030"]),
        (
            "住宅プラン(令和12年度までに管理戸数を3,841戸に削減する目標)の達成に向けた条例改正を行う。",
            vec!["管理戸数 | target 3841 戸 2030"],
        ),
        ("県内の起業家数を2030年度に2,000人にしたいと考えております。", vec!["県内の起業家数 | target 2000 人 2030"]),
        ("移住者数、年間3,000人を目標とする。", vec!["移住者数 | target 3000 人 annual"]),
        (
            "設置件数は、R3年度末で12,500件、R12年度末の目標は2万件です。",
            vec!["設置件数 | baseline 12500 件 2021 | target 20000 件 2030"],
        ),
        (
            "相談件数の目標値が285件であるのに対し、実績値は273件である。",
            vec!["相談件数 | target 285 件 | actual 273 件"],
        ),
        (
            "延長保育は目標値15カ所のところ16カ所、一時保育は目標値10カ所のところを13カ所となっております。",
            vec!["延長保育 | target 15 カ所 | actual 16 カ所", "一時保育 | target 10 カ所 | actual 13 カ所"],
        ),
        (
            "抑止目標(令和12年までに、死者数を38人以下、負傷者数を400人以下とする。)を視野に取組を進める。",
            vec!["死者数 | target <= 38 人 2030", "負傷者数 | target <= 400 人 2030"],
        ),
        (
            "一時預かりを行う市町村を令和12年度までに500市町村にする。",
            vec!["一時預かりを行う市町村 | target 500 市町村 2030"],
        ),
        (
            "被害の現状値を27万円と設定し、目標値は令和12年度に25万円と設定しております。",
            vec!["被害 | target 250000 円 2030"],
        ),
        ("取得率・復職率をそれぞれ90%以上に維持する。", vec!["取得率 | target >= 90 %", "復職率 | target >= 90 %"]),
    ] {
        assert_eq!(records(text), expected, "{text}");
    }
    // What a verb that modifies says of a project's fund is no goal of its own.
    for text in ["基準を満たすことを目指す企業の割合は30%である。", "70%を超える地域を支援する。"]
    {
        assert!(records(text).is_empty(), "{text}: {:?}", records(text));
    }
}

#[test]
fn a_noun_counts_the_verb_before_it() {
    for (text, chunks) in [
        ("在宅での看取り数を99人に高める。", "在宅での|看取り数を|99人に|高める"),
        ("50%以上となるよう施策を講じる。", "50%以上と|なる|よう|施策を|講じる"),
    ] {
        assert_eq!(parted(text), chunks);
    }
}

#[test]
fn what_is_no_goal_stays_out() {
    for text in [
        "受診率は2023年度に52.7%であった。",
        "受診率は2030年度に70%に達すると推計されている。",
        "補助率は3分の2以内、上限は15億円とする。",
        "受診率が50%を超えた場合は、2030年度まで3年間延長する。",
        "市内の事業所数は、平成28年の3,412か所から令和3年には3,105か所へ減少しました。",
        "調査に回答した企業の64%が価格差を課題に挙げている。",
        "投資促進税制は令和9年3月31日までの措置とし、税額控除率は最大20%とする。",
        "The employment rate stood at 81.9% in 2020.",
        "In 2020, no more than 5% of households were poor.",
        "Of the 50 prefectures, 12% are to be visited by a team aged 30.",
        "The population is projected to shrink to 62 million by 2040.",
        "Subsidies could cover 50% of costs by 2030.",
        "By 2030, funding for the Gateway Corridor/Hwy 212 project will be committed.",
        "主な指標 ①財政力指数=0.7 以下 (※指標を H26 年度に置き換えます。 ) 【結 果】 項 目 H23 H24 H25 H26 職員数 70 人 61 人 34 人 23 人 人件費 6.03 億円 6.14 億円 2.91 億円 2.91 億円 判定 達 成 (未確定)",
        "It is necessary to realise the so-called “Carbon Half” by 2030.",
    ] {
        assert!(records(text).is_empty(), "{text}: {:?}", records(text));
    }
}

#[test]
fn doubts_take_a_statement_below_one_without_them() {
    let confidence = |text: &str| {
        let mut source = Source::from_text("made", &format!("概要\n\n{text}\n"));
        source.manifest.date = "2024-04-01".to_owned();
        extract(&source, &RULES).first().map_or(0.0, |record| record.common().confidence.get())
    };
    let plain = confidence("耐震化率を2030年度までに95%とすることを目指す。");
    for text in ["耐震化率を95%に引き上げる。", "耐震化率を2030年度に95%とすることを目標とした。"]
    {
        assert!((0.05..plain).contains(&confidence(text)), "{text}: {}", confidence(text));
    }
    assert!((0.05..0.9).contains(&confidence("水素ステーションを2030年度までに320か所整備する。")));
}

/// The tags of an English text.
fn tagged(text: &str) -> String {
    let read = read_line(text, &RULES);
    let words = en::words(&read.reading, &(0..read.reading.view.text.len()), &RULES.sentences);
    words.iter().map(|word| word.tag.word()).collect::<Vec<_>>().join(" ")
}

#[test]
fn english_words_are_tagged_by_lists_and_endings() {
    assert_eq!(tagged("Reduce the emissions to 9% by 2020."), "verb det noun to value prep year mark");
    assert_eq!(tagged("The plan will be raised"), "det noun modal be verb");
    assert_eq!(tagged("the power plants of 500 MW"), "det noun noun prep value");
    assert_eq!(tagged("A.1 Reduce waste"), "verb noun");
}

#[test]
fn english_names_come_from_verbs_nouns_of_change_and_prepositions() {
    for (text, expected) in [
        ("By 2030, ensure 25% of households to use clean energy.", "households | target 25 % 2030"),
        ("The share of renewables will be raised to 40% by 2030.", "share of renewables | target 40 % 2030"),
        (
            "The government aims to achieve a 26% cut in emissions by 2030 compared with FY2013.",
            "emissions | target 26 % 2030 against 2013",
        ),
        ("Technical losses shall not exceed 8% by 2030.", "Technical losses | target <= 8 % 2030"),
        ("Install 500 MW of solar capacity by 2030.", "solar capacity | target 500 MW 2030"),
        ("The city has adopted a goal of 100% clean energy by 2050.", "clean energy | target 100 % 2050"),
        ("Metro Nashville should plant 500,000 trees by 2050.", "trees | target 500000 2050"),
        // What is asked of the world is a goal where nobody else is to do it.
        (
            "By 2030, reduce global deaths from traffic to less than 70 per 100,000.",
            "global deaths from traffic | target < 70 2030",
        ),
        (
            "Speed up building, raising the share of wind power to 15% by 2030.",
            "share of wind power | target 15 % 2030",
        ),
        ("Help parks to achieve 50% or greater renewable energy by 2030.", "renewable energy | target >= 50 % 2030"),
        ("Our target is for eight in 10 households to live near a station by 2030.", "households | target 0.8 2030"),
        ("Fuel consumption will be 100% fossil-free by 2030.", "Fuel consumption | target 100 % 2030"),
        (
            "Library membership will rise from 38% to 45% of the population by 2030.",
            "Library membership | baseline 38 % | target 45 % 2030",
        ),
        (
            "The annual intake of apprentices will have doubled from 1,100 to 2,200 by 2030.",
            "annual intake of apprentices | baseline 1100 | target 2200 2030",
        ),
        (
            "Triple cycling paths to 1,320 km by 2030, from 460 km in 2020.",
            "cycling paths | target 1320 km 2030 | baseline 460 km 2020",
        ),
        ("Reduce energy use1 by 10% by 2030.", "energy use | target 10 % 2030"),
        (
            "About 90% of learners in grades 3, 6 and 9 must achieve 50% or more in the assessments by 2030.",
            "learners in grades 3 | target ~ 90 % 2030",
        ),
        (
            "The strategy aspires to cut emissions to 33 Mt by 2050, with a view to achieve net zero emissions as soon as possible.",
            "emissions | target 33 Mt 2050",
        ),
        (
            "The average wage, 1,055 yen in FY2022, is to be lifted to 1,500 yen by 2029.",
            "average wage | baseline 1055 yen 2022 | target 1500 yen 2029",
        ),
        (
            "Satisfaction with services, at 54% in the latest survey, should hit 65% by 2027.",
            "Satisfaction with services | baseline 54 % | target 65 % 2027",
        ),
        (
            "Its share of world production, currently around 10%, should amount to at least 20% by 2030.",
            "share of world production | baseline ~ 10 % | target >= 20 % 2030",
        ),
        (
            "No later than 2029, 92% of patients should wait less than 18 weeks for treatment.",
            "patients | target 92 % 2029",
        ),
        ("Recycling rates must climb to 65% of municipal waste by 2035.", "Recycling rates | target 65 % 2035"),
        (
            "Maternal mortality will fall below 70 by 2030, from 189 in 2022.",
            "Maternal mortality | target < 70 2030 | baseline 189 2022",
        ),
        (
            "The ambition is a container throughput of 5 million TEU by 2033.",
            "container throughput | target 5000000 TEU 2033",
        ),
        (
            "Domestic sales of semiconductors are to exceed 15 trillion yen in 2030.",
            "Domestic sales of semiconductors | target > 15000000000000 yen 2030",
        ),
        ("Literacy rate of 95% among persons aged 15 years and above by 2031.", "Literacy rate | target 95 % 2031"),
        ("By 2040, no more than 5% of households are poor.", "households | target <= 5 % 2040"),
        ("A fleet with a target capacity exceeding 5 GW by 2030 is planned.", "capacity | target > 5 GW 2030"),
        (
            "Increase the recycling rate to 35% by 2025 and 50% by 2030.",
            "recycling rate | target 35 % 2025 | target 50 % 2030",
        ),
        (
            "The poverty rate, which was 11.5% in 2021, is to fall below 8% by 2031.",
            "poverty rate | baseline 11.5 % 2021 | target < 8 % 2031",
        ),
    ] {
        let mut source = Source::from_text("made", &format!("Outline\n\n{text}\n"));
        source.manifest.date = "2024-04-01".to_owned();
        let found: Vec<String> = extract(&source, &RULES).iter().map(ToString::to_string).collect();
        assert_eq!(found, [expected], "{text}");
    }
}

#[test]
fn a_heading_names_what_its_paragraph_says_the_target_is() {
    let text = "Outline\n\n### (2) Methane\n\nThe target is set as a 12.3% reduction by 2030 compared to 2013 (18.8% reduction compared to 2005).\n\n### Targets\n\nThe target is set as 40% by 2030.\n";
    let found: Vec<String> =
        extract(&Source::from_text("made", text), &RULES).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["Methane | target 12.3 % 2030 against 2013 | target 18.8 % 2030 against 2005"]);
}

#[test]
fn a_line_above_a_list_gives_its_items_their_year() {
    let mut source = Source::from_text("made", "Outline\n\n2030 targets:\n- Add 1000 ha of green spaces\n");
    source.manifest.date = "2024-04-01".to_owned();
    let found: Vec<String> = extract(&source, &RULES).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["green spaces | target 1000 ha 2030"]);
}

#[test]
fn reading_needs_no_year_of_the_document() {
    let (reading, chunks, clauses) = parsed("耐震化率を2030年度までに95%とする。");
    let here = Here { reading: &reading, data: &RULES.sentences, chunks: &chunks, year: None };
    assert!(here.is_future(reading.inside(&(0..reading.view.text.len())).next().unwrap()));
    assert_eq!(clauses.len(), 1);
}

#[test]
fn a_verb_behind_a_label_opens_the_sentence() {
    let made = records("Target  Reduce waste per resident by 20% by 2035.");
    assert_eq!(made, ["waste per resident | target 20 % 2035"]);
}

#[test]
fn what_others_must_do_and_what_a_promise_rests_on_is_none() {
    let none: [&str; 0] = [];
    assert_eq!(records("State law requires utilities to source 60% from renewables by 2035."), none);
    assert_eq!(records("The mayor convened more than 80 experts by 2035."), none);
    assert_eq!(records("Emissions will be cut by 20% by 2035 due to federal rules."), none);
}

#[test]
fn ages_tell_of_whom_and_all_places_are_a_target() {
    let none: [&str; 0] = [];
    assert_eq!(records("未婚率をみると、2030年は、30～34歳では、男性は上昇する。"), none);
    assert_eq!(
        records("令和12年度末までに、全ての市町村においてセンターを設置する。"),
        ["センター | target in words 2030"]
    );
}

#[test]
fn so_much_of_a_goal_is_no_goal() {
    assert!(records("受講者数は目標の16%、約109万人にとどまる。").iter().all(|told| !told.contains("target")));
    assert!(records("受講者数は目標の16%にとどまる。").iter().all(|told| !told.contains("target")));
    assert_eq!(records("受講者数は2030年度までに目標の16万人に増やす。"), ["受講者数 | target 160000 人 2030"]);
}

#[test]
fn values_that_nothing_else_names_are_of_what_they_are_given_as() {
    assert_eq!(
        records("排出削減目標として2035年度に60％削減、2040年度に73％削減を目指す。"),
        ["排出削減 | target 60 % 2035 | target 73 % 2040"]
    );
    // 新たな目標 says only that it is another.
    assert!(records("新たな目標として2035年度に60％削減を目指す。").iter().all(|told| !told.starts_with("新た")));
}
