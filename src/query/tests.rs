use std::path::Path;

use super::*;
use crate::open::Opened;
use crate::source::Source;
use crate::store::{Prepared, Run, RunCounts};

const TEXT: &str = "指標\t基準値\t目標値\t実績値\t担当府省\n\
男性の育児休業取得率\t30.1%（R5）\t85%（R12）\t40.5%（R7）\t◎厚生労働省\n\
希少疾病用医薬品の指定品目数\t11件（R5）\t70件以上（R10）\t72件（R10）\t厚生労働省、文部科学省\n\
国際共同治験の届出件数\t80件（R5）\t150件以上（R10）\t100件（R10）\t文部科学省\n\n\
KPI: The number of approved orphan drugs will reach 40 by FY2029.\n";

struct Case {
    _dir: tempfile::TempDir,
    store: Store,
    rules: Rules,
}

/// A store of three documents: one made for these tests, two of the corpus.
fn case() -> Case {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s.db");
    let rules = Rules::built_in();
    let mut run = Run::begin(&path, "").unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut sources = vec![Source::from_text("made.txt", TEXT)];
    for file in crate::source::find(&[root]).documents.iter().take(2) {
        sources.push(Source::open(file).unwrap());
    }
    for source in sources {
        let opened = Opened::of_text(source);
        let records = crate::extract::records(&opened.source, &opened.document, &rules);
        let prepared = Prepared::new(&opened, Some("k".into()), records, rules.words());
        run.put(&opened.source.path, &prepared).unwrap();
    }
    let store = run.end(RunCounts::default()).unwrap();
    Case { _dir: dir, store, rules }
}

impl Case {
    fn ask(&self, question: &Question) -> Vec<Record> {
        let mut all = Vec::new();
        ask(&self.store, question, &self.rules, |record, _| {
            all.push(record);
            Ok::<_, QueryError>(())
        })
        .unwrap();
        all
    }

    fn made(&self, question: Question) -> Vec<String> {
        let question = Question { document: Some("made.txt".into()), kind: Some(Kind::Indicator), ..question };
        self.ask(&question).iter().map(|record| record.name().to_owned()).collect()
    }

    fn words(&self, words: &str) -> Vec<String> {
        self.made(Question { words: vec![words.into()], ..Question::default() })
    }

    fn all(&self) -> Vec<Record> {
        self.ask(&Question { sort: Some(Sort::Document), ..Question::default() })
    }
}

fn indicator(record: &Record) -> Option<&crate::record::Indicator> {
    if let Record::Indicator(indicator) = record { Some(indicator) } else { None }
}

#[test]
fn words_of_two_characters_fragments_and_inflected_forms_are_found() {
    let case = case();
    let leave = ["男性の育児休業取得率"];
    assert_eq!(case.words("育児"), leave);
    assert_eq!(case.words("児休"), leave, "a fragment that is no word");
    assert_eq!(case.words("休業取得"), leave, "a fragment inside a compound");
    assert_eq!(case.words("希少疾病"), ["希少疾病用医薬品の指定品目数"]);
    assert_eq!(case.words("希少　医薬品"), ["希少疾病用医薬品の指定品目数"], "two words");
    assert_eq!(case.words("育児 希少疾病"), [""; 0]);
    assert_eq!(case.words("drug"), ["number of approved orphan drugs"], "English is stemmed");
    assert_eq!(case.words("ＤＲＵＧＳ"), case.words("drug"), "full width, capitals");
    assert_eq!(case.words("rug"), [""; 0], "no fragments of Latin words");
    assert_eq!(case.words("\"' OR NEAR(*"), [""; 0], "no words of FTS5's own language");
}

#[test]
fn snippets_mark_the_hit_as_it_is_written() {
    let case = case();
    let snippet = |words: &str| {
        let question = Question {
            words: vec![words.into()],
            document: Some("made".into()),
            limit: Some(1),
            ..Question::default()
        };
        let mut found = None;
        ask(&case.store, &question, &case.rules, |record, terms| {
            found = snippet(&record, terms, case.rules.words(), 40);
            Ok::<_, QueryError>(())
        })
        .unwrap();
        found.unwrap_or_default()
    };
    assert!(snippet("育児").contains("⟦育児⟧休業"), "{}", snippet("育児"));
    assert!(snippet("drug").contains("⟦drugs⟧"), "{}", snippet("drug"));
}

/// Each filter against the same asked of every record.
#[test]
fn filters_give_just_the_records_that_meet_them() {
    let case = case();
    let all = case.all();
    let check = |what: &str, question: Question, meets: &dyn Fn(&Record) -> bool| {
        let expected: Vec<&Record> = all.iter().filter(|record| meets(record)).collect();
        let found = case.ask(&Question { sort: Some(Sort::Document), ..question });
        assert!(found.iter().eq(expected.iter().copied()), "{what}: {} of {}", found.len(), expected.len());
        assert!(!expected.is_empty() && expected.len() < all.len(), "{what} tests nothing: {}", expected.len());
    };
    let health = |record: &Record| record.common().ministries.iter().any(|m| m.name.as_deref() == Some("厚生労働省"));
    for name in ["厚", "厚生労働省", "MHLW", "Ministry of Health, Labour and Welfare"] {
        let ministries = vec![name.to_owned()];
        check(name, Question { ministries, ..Question::default() }, &health);
    }
    let question = Question { ministries: vec!["厚".into()], lead: true, ..Question::default() };
    check("lead", question, &|r| {
        r.common().ministries.iter().any(|m| m.lead && m.name.as_deref() == Some("厚生労働省"))
    });
    check("any lead", Question { lead: true, ..Question::default() }, &|r| {
        r.common().ministries.iter().any(|m| m.lead)
    });
    let observed = |r: &Record, meets: &dyn Fn(&crate::record::Observation) -> bool| {
        indicator(r).is_some_and(|i| i.observations.iter().any(meets))
    };
    check("role", Question { role: Some(Role::Actual), ..Question::default() }, &|r| {
        observed(r, &|o| o.role == Role::Actual)
    });
    check(
        "role and unit",
        Question { role: Some(Role::Baseline), unit: Some("％".into()), ..Question::default() },
        &|r| observed(r, &|o| o.role == Role::Baseline && o.unit.as_deref() == Some("%")),
    );
    check("target years", Question { target_years: Some((2026, 2028)), ..Question::default() }, &|r| {
        observed(r, &|o| o.role == Role::Target && o.period.as_ref().is_some_and(|p| (2026..=2028).contains(&p.end)))
    });
    check("section", Question { section: Some("国際".into()), ..Question::default() }, &|r| match r {
        Record::Indicator(i) => i.section.iter().any(|s| s.contains("国際")),
        Record::Measure(m) => m.section.iter().any(|s| s.contains("国際")),
        Record::Programme(_) => false,
    });
    check("lang", Question { lang: Some(Lang::En), ..Question::default() }, &|r| r.common().lang == Lang::En);
    check("kind", Question { kind: Some(Kind::Programme), ..Question::default() }, &|r| {
        r.common().kind == Kind::Programme
    });
    check("confidence", Question { min_confidence: Some(0.95), ..Question::default() }, &|r| {
        r.common().confidence.get() >= 0.95
    });
    check("review", Question { needs_review: true, ..Question::default() }, &Record::needs_review);
    let id = all[0].common().document.id[..6].to_owned();
    check("document", Question { document: Some(id.clone()), ..Question::default() }, &|r| {
        r.common().document.id.starts_with(&id)
    });
    use crate::record::Outcome;
    for (outcome, reached, missed) in [(Outcome::Reached, true, false), (Outcome::Missed, false, true)] {
        check(outcome.code(), Question { reached, missed, ..Question::default() }, &|r| {
            indicator(r).is_some_and(|i| i.observations.iter().any(|o| i.outcome(o) == Some(outcome)))
        });
    }
}

#[test]
fn filters_combine() {
    let case = case();
    let question = Question {
        words: vec!["件数".into()],
        ministries: vec!["文".into()],
        missed: true,
        target_years: Some((2028, 2028)),
        ..Question::default()
    };
    assert_eq!(case.made(question), ["国際共同治験の届出件数"]);
}

#[test]
fn orders_and_limits_hold() {
    let case = case();
    let by_year = case.ask(&Question { sort: Some(Sort::TargetYear), reverse: true, ..Question::default() });
    let years: Vec<Option<i32>> = by_year
        .iter()
        .map(|r| indicator(r).and_then(|i| i.last_target()).and_then(|o| o.period.as_ref()).map(|p| p.end))
        .collect();
    assert!(years.iter().flatten().is_sorted_by(|a, b| a >= b));
    let last = years.iter().rposition(Option::is_some).unwrap();
    assert!(years[..=last].iter().all(Option::is_some), "those without a year come last");
    let limited = Question { limit: Some(2), ..Question::default() };
    let rest = ask(&case.store, &limited, &case.rules, |_, _| Ok::<_, QueryError>(())).unwrap();
    assert!(rest.more);
    assert_eq!(case.ask(&limited).len(), 2);
}

#[test]
fn a_ministry_that_is_not_there_is_told_with_those_that_are() {
    let case = case();
    let question = Question { ministries: vec!["宇宙庁".into()], ..Question::default() };
    let error = ask(&case.store, &question, &case.rules, |_, _| Ok::<_, QueryError>(())).unwrap_err();
    assert!(error.to_string().contains("厚生労働省"), "{error}");
}

#[test]
fn sql_reads_and_never_writes() {
    let case = case();
    let run = |text: &str| {
        let mut rows = Vec::new();
        let done = sql(
            &case.store,
            text,
            |_| Ok::<_, SqlError>(()),
            |row| {
                rows.push(row);
                Ok(())
            },
        );
        done.map(|()| rows).map_err(|e| e.to_string())
    };
    assert_eq!(run("SELECT count(*) FROM documents;").unwrap()[0][0], 3);
    let target = std::env::temp_dir().join("shihyo-sql-test-must-not-be.db");
    for text in [
        "DELETE FROM records".to_owned(),
        "WITH x AS (SELECT 1) DELETE FROM records".to_owned(),
        "SELECT 1; DELETE FROM records".to_owned(),
        format!("VACUUM INTO '{}'", target.display()),
        format!("ATTACH '{}' AS other", target.display()),
        "PRAGMA user_version = 9".to_owned(),
    ] {
        assert!(run(&text).is_err(), "{text}");
    }
    assert!(!target.exists());
    assert!(run("SELECT x FROM records").unwrap_err().contains("no such column"));
}

/// What is done where more records have the words than can be sorted.
#[test]
fn common_words_are_found_in_the_order_in_which_they_were_read() {
    let case = case();
    let question = Question { words: vec!["件数".into(), "の".into()], lang: Some(Lang::Ja), ..Question::default() };
    let terms = Terms::new(&question.words, case.rules.words());
    let conditions = condition::conditions(&case.store, &question, &terms, &case.rules).unwrap();
    let mut values = Vec::new();
    let sql = as_read(&conditions, Some(1000), &mut values);
    let mut statement = case.store.database().prepare(&sql).unwrap();
    let numbers: Vec<i64> =
        statement.query_map(params_from_iter(values), |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(numbers.len() > 2 && numbers.is_sorted(), "{numbers:?}");
    let mut found: Vec<String> =
        numbers.into_iter().map(|no| case.store.record(no).unwrap().unwrap().common().id.clone()).collect();
    let mut asked: Vec<String> = case.ask(&question).iter().map(|record| record.common().id.clone()).collect();
    found.sort();
    asked.sort();
    assert_eq!(found, asked);
}
