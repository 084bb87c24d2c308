//! What the parts of the reader make of single English sentences.

use std::rc::Rc;
use std::sync::LazyLock;

use super::{heading, opening, simple, word};
use crate::extract::{extract, read_line};
use crate::record::Record;
use crate::rules::{Rules, Sentences};
use crate::source::Source;
use crate::text::{Range, Reading};

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

fn words(text: &str) -> Vec<word::Word> {
    let read = read_line(text, &RULES);
    word::words(&read.reading, &(0..read.reading.view.text.len()), &RULES.sentences)
}

fn said(words: &[word::Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The sentences of one clause that a sentence is made of.
fn parts(text: &str) -> Vec<String> {
    simple::parts(words(text), &RULES.sentences).iter().map(|part| said(&part.words)).collect()
}

/// What is heard in the words above a list.
fn heard<T>(text: &str, hear: fn(&Reading, &Range, &Sentences) -> T) -> T {
    let read = read_line(text, &RULES);
    hear(&read.reading, &(0..read.reading.view.text.len()), &RULES.sentences)
}

/// The records of a text in a document of 2024.
fn records(text: &str) -> Vec<String> {
    let mut source = Source::from_text("made", &format!("Outline\n\n{text}\n"));
    source.manifest.date = "2024-04-01".to_owned();
    let records = extract(&source, &RULES);
    records.iter().filter(|record| matches!(record, Record::Indicator(_))).map(ToString::to_string).collect()
}

#[test]
fn a_sentence_of_several_clauses_is_so_many_of_one() {
    for (text, expected) in [
        (
            "We will train 5,000 nurses, half of them in rural districts, by 2028.",
            &["we will train 5,000 nurses by 2028 .", "half of nurses will be in rural districts"][..],
        ),
        (
            "Whereas only 40% of homes were insulated in 2020, 75% will be by 2030.",
            &["only 40% of homes were insulated in 2020", "75% will be by 2030 ."],
        ),
        (
            "Waiting times will fall to 6 weeks by 2027, bringing satisfaction to 85%.",
            &["waiting times will fall to 6 weeks by 2027", "will bringing satisfaction to 85% ."],
        ),
        // The deadline at the end is that of both deeds.
        (
            "The Agency will plant 4,000 trees and restore 60 hectares of wetland by 2030.",
            &["the agency will plant 4,000 trees by 2030", "the agency will restore 60 hectares of wetland by 2030 ."],
        ),
        (
            "Steel, cement and chemicals will cut their emissions by 40% by 2035.",
            &["steel , cement and chemicals will cut their emissions by 40% by 2035 ."],
        ),
    ] {
        assert_eq!(parts(text), expected);
    }
}

#[test]
fn the_present_tense_of_a_dated_list_is_a_promise() {
    for (text, expected) in [
        ("electric vehicles account for 35% of sales", "electric vehicles will account for 35% of sales"),
        ("half of trips are made on foot", "half of trips will be made on foot"),
        // A noun, an order and what was are none.
        (
            "annual average daily traffic raised to 4,800 vehicles",
            "annual average daily traffic raised to 4,800 vehicles",
        ),
        ("reduce pesticide use by 75%", "reduce pesticide use by 75%"),
        ("the rate was 30%", "the rate was 30%"),
    ] {
        assert_eq!(said(&simple::promised(words(text), &RULES.sentences)), expected);
    }
}

#[test]
fn an_item_ends_the_open_sentence_above_it() {
    for (above, item, expected) in [
        ("The Plan will:", "create 250 places;", "the plan will create 250 places"),
        (
            "By 2037 the following shall be in place:",
            "meters in 80% of homes;",
            "meters in 80% of homes shall be in place",
        ),
        (
            "By 2037, the following shall be in place:",
            "meters in 80% of homes;",
            "meters in 80% of homes shall be in place",
        ),
        ("By the end of 2030 we want:", "a recycling rate of 60%.", "we want a recycling rate of 60%"),
        (
            "The programme will bring by 2037:",
            "gigabit to 320 libraries.",
            "the programme will bring gigabit to 320 libraries",
        ),
        // What tells what was, a heading and a whole sentence open nothing, nor an item with a label.
        ("The programme reached:", "60 schools", "60 schools"),
        ("Agency targets for 2025-2029", "1,000 start-ups supported", "1,000 start-ups supported"),
        ("Emissions shall be lower than in 2005.", "30% less waste", "30% less waste"),
        ("The Authority is to:", "Cancelled trains: from 3.4 to 1.5%", "cancelled trains : from 3.4 to 1.5%"),
    ] {
        let open: Rc<[word::Word]> = heard(above, opening::opening).into();
        assert_eq!(said(&opening::whole(&open, words(item), &RULES.sentences)), expected, "{above}");
    }
}

#[test]
fn what_was_reached_stands_beside_the_goal_that_it_is_held_against() {
    for (text, expected) in [
        ("Staff engagement stood at 64% against a target of 70%.", "Staff engagement | actual 64 % | target 70 %"),
        ("88% of calls were answered in time, beating the 85% target.", "calls | actual 88 % | target 85 %"),
        ("The tram network grew to 61 km (target: 70 km).", "tram network | actual 61 km | target 70 km"),
        ("Staff turnover was 12% in 2022 against 9% in 2019.", ""),
    ] {
        assert_eq!(records(text).join(" ; "), expected, "{text}");
    }
}

#[test]
fn a_state_by_a_year_is_a_goal_where_it_is_promised() {
    for (text, expected) in [
        ("The city will be carbon neutral by 2040.", "carbon neutral | target in words 2040"),
        ("We will reach net zero by 2045.", "net zero | target in words 2045"),
        ("The city was carbon neutral by 2020.", ""),
        ("Net zero emissions by 2050 would need more money.", ""),
        ("Net zero by 2050 is not possible without hydrogen.", ""),
    ] {
        assert_eq!(records(text).join(" ; "), expected, "{text}");
    }
}

#[test]
fn two_goals_of_a_sentence_have_names_of_their_own() {
    let text = "There is a target of 30% for fibre coverage and a target of 15% for rail freight by 2030.";
    assert_eq!(records(text), ["fibre coverage | target 30 % 2030", "rail freight | target 15 % 2030"]);
}

#[test]
fn numbers_of_laws_and_standards_are_no_goals() {
    for (text, expected) in [
        (
            "From 2030 we set a target of 95 g CO2/km for the emissions of new cars, as laid down in Regulation (EU) 2018/842.",
            "emissions of new cars | target 95 g CO2/km 2030",
        ),
        ("Our target by 2030 is to certify all sites under ISO 14001.", "sites under ISO 14001 | target in words 2030"),
        ("By 2028 thirty (30) per cent of officers will be women.", "women among officers | target 30 % 2028"),
    ] {
        assert_eq!(records(text).join(" ; "), expected, "{text}");
    }
}

#[test]
fn headings_say_that_goals_follow_and_by_when() {
    // Whether it is a label, speaks of goals, sets a date, and whether that is the date of its goals.
    for (text, expected) in [
        ("Commitment 3.", [true, true, false, false]),
        ("Commitment to change", [false, true, false, false]),
        ("2030 targets:", [false, true, false, false]),
        ("By the end of 2030", [false, false, true, false]),
        ("Results of 2023", [false; 4]),
        ("By 2028: a. Average travel time", [false, false, true, true]),
    ] {
        let told = [
            heard(text, heading::is_label),
            heard(text, heading::speaks_of_goals),
            heard(text, heading::sets_a_date),
            heard(text, heading::date_of_goals).is_some(),
        ];
        assert_eq!(told, expected, "{text}");
    }
}

#[test]
fn those_and_that_take_noun_and_verb_of_the_clause_before() {
    assert_eq!(
        parts(
            "Emissions from power are to fall by 75% by 2030, those from transport by 50% and those from homes by 45%."
        ),
        [
            "emissions from power are to fall by 75% by 2030",
            "emissions from transport are to fall by 50%",
            "emissions from homes are to fall by 45% ."
        ]
    );
    assert_eq!(
        parts("The share for infants will rise to 75%, and that for children to 50%, by the end of 2029."),
        [
            "the share for infants will rise to 75% by the end of 2029",
            "the share for children will rise to 50% , by the end of 2029 ."
        ]
    );
    // What is told, and what has a verb of its own, leaves nothing out.
    assert_eq!(parts("Emissions from power fell by 75%, those from transport by 50%.").len(), 1);
}

#[test]
fn what_points_back_is_what_was_said_to_stand_so() {
    for (text, expected) in [
        (
            "Fuel poverty affected 9.2% of households in 2023. It must not exceed 6% by 2030.",
            &["Fuel poverty | baseline 9.2 % 2023 | target <= 6 % 2030"][..],
        ),
        (
            "Effluent that is reused amounts to 6% of the total. By 2035 the share will have been raised to 30%.",
            &["Effluent that is reused | baseline 6 % | target 30 % 2035"],
        ),
        // The average of others is nobody's figure.
        (
            "Expenditure on R&D was 1.6% of GDP in 2023. The OECD average is 2.7%. We aim to raise the figure to 2.2% by 2030.",
            &["Expenditure on R&D | baseline 1.6 % 2023 | target 2.2 % 2030"],
        ),
        (
            "Emissions from energy were 31 Mt in 2023, 28% below the level of 2005. The Paper's overarching goal is a 65% cut by 2035.",
            &["Emissions from energy | target 65 % 2035"],
        ),
        (
            "Only 46% of adults meet the guidelines of 150 minutes a week. By 2030 we aim to raise this to 55%.",
            &["adults | baseline 46 % | target 55 % 2030"],
        ),
        (
            "The suicide rate was 11.8 per 100,000. Partners have agreed a 20% reduction in the rate by 2028.",
            &["suicide rate | target 20 % 2028"],
        ),
    ] {
        assert_eq!(records(text), expected, "{text}");
    }
}

#[test]
fn who_is_bidden_and_adverbs_and_owners_are_no_names() {
    for (text, expected) in [
        ("Health boards are required to reach 95% in every cluster by March 2027.", &[][..]),
        (
            "The charge rate for burglary, which sank to 5.7%, needs to get back to 10% by 2029.",
            &["charge rate for burglary | baseline 5.7 % | target 10 % 2029"],
        ),
        (
            "Medical school places will expand in stages, from 405 to 500 by 2028.",
            &["Medical school places | baseline 405 | target 500 2028"],
        ),
        ("Emissions are required to fall by 40% by 2030.", &["Emissions | target 40 % 2030"]),
        (
            "We have agreed with the operators that punctuality will improve to 92% by 2028.",
            &["punctuality | target 92 % 2028"],
        ),
        (
            "In 2027 our targets are a 10% reduction in theft and a detection rate for burglary of 25%.",
            &["theft | target 10 % 2027", "detection rate for burglary | target 25 % 2027"],
        ),
    ] {
        assert_eq!(records(text), expected, "{text}");
    }
}

#[test]
fn verbs_with_a_particle_take_what_is_counted_and_numbers_of_other_things_do_not() {
    for (text, expected) in [
        (
            "By 2028 we will take on 500 apprentices, set up 100 centres and roll out 200 chargers.",
            &["apprentices | target 500 2028", "centres | target 100 2028", "chargers | target 200 2028"][..],
        ),
        (
            "One hundred and thirteen health facilities will be fully operational by March 2029.",
            &["health facilities | target 113 2029"],
        ),
        ("Between one hundred and two hundred schools will be built by 2030.", &["schools | target 200 schools 2030"]),
        (
            "R&D is 1.6% of turnover. By 2030 we aim to raise it to 3% of turnover.",
            &["R&D | baseline 1.6 % | target 3 % 2030"],
        ),
        ("We will eliminate waits of over 65 weeks by September 2027.", &[]),
        ("By March 2024, securities amounting to a total of 6,128 crore have been issued.", &[]),
        ("The plant is to generate up to three times more biogas than conventional processes.", &[]),
        ("It is the aim that nine adults in ten should have these skills by 2030.", &[]),
        (
            "32 Storms will be more frequent and more intense in the years ahead.\n\n33 We will build 40 shelters by 2030 to protect all residents.",
            &["shelters | target 40 2030"],
        ),
    ] {
        assert_eq!(records(text), expected, "{text}");
    }
}

#[test]
fn what_is_estimated_and_what_is_lacking_is_no_goal() {
    for text in [
        "Having regard to the target, revenue is estimated to be $97 billion in 2030.",
        "The rate will be 4 percentage points short of the 55% target by 2030.",
    ] {
        assert!(records(text).is_empty(), "{text}");
    }
    assert_eq!(records("Having regard to the target, revenue is to be 97% by 2030."), ["revenue | target 97 % 2030"]);
}

#[test]
fn numbers_that_are_all_as_good_are_no_values() {
    let text = "Increase the percentage of students who pass the exam with a score of 3, 4, or 5 to 75% by 2030.";
    let told = records(text);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("with a score of 3, 4, or 5 | target 75 % 2030"), "{told:?}");
}

#[test]
fn a_name_keeps_what_it_is_a_place_in_a_part_of_or_how_often() {
    for (text, name) in [
        (
            "The Ministry will raise its position from 26 to 10 in the Social Capital index by 2030.",
            "position in the Social Capital index",
        ),
        (
            "We will increase the contribution of small firms to GDP from 20% to 35% by 2030.",
            "contribution of small firms to GDP",
        ),
        (
            "We will raise the share of people exercising at least once a week from 13% to 40% by 2030.",
            "share of people exercising at least once a week",
        ),
    ] {
        let told = records(text);
        assert!(told.len() == 1 && told[0].split(" | ").next() == Some(name), "{told:?}");
    }
}

#[test]
fn what_grows_along_with_a_goal_has_values_of_its_own() {
    let text = "We aim to increase the GDP share of industry to 30% by 2030 with the manufacturing sector growing from 15.5% in 2013 to 20% in 2030.";
    assert_eq!(
        records(text),
        ["GDP share of industry | target 30 % 2030", "manufacturing sector | baseline 15.5 % 2013 | target 20 % 2030"]
    );
    // What is done with it is of the same.
    let one = records("We aim to raise output to 30 GW by 2030 with plants running at 80% of their capacity.");
    assert!(one.iter().all(|told| !told.starts_with("plants")), "{one:?}");
}
