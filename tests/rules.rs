//! The rules' own tests: every `ok` and `no` under `rules/`.

use shihyo::rules::Rules;
use shihyo::trial::{self, End, Sort};

#[test]
fn every_rule_reads_what_it_must_and_leaves_what_it_must() {
    let rules = Rules::built_in();
    let outcome = trial::run(&rules);
    let run = outcome.trials.len();
    assert!(run > 600, "only {run} examples were found");
    let report: Vec<String> = outcome.ended(End::Failed).map(ToString::to_string).collect();
    assert!(report.is_empty(), "{} of {run} examples failed\n\n{}", report.len(), report.join("\n"));
}

/// What carries no example is tested by nothing; what carries one that was not run, neither.
#[test]
fn everything_that_has_an_id_has_examples_and_each_is_run() {
    let rules = Rules::built_in();
    let outcome = trial::run(&rules);
    let mut lacking = Vec::new();
    for entry in rules.entries() {
        for (sort, examples) in [(Sort::Ok, &entry.ok), (Sort::No, &entry.no)] {
            let run = outcome.trials.iter().filter(|trial| trial.id == entry.id && trial.sort == sort).count();
            if examples.is_empty() || run < examples.len() {
                lacking.push(format!("{}: {} has {} {sort:?}, run {run}", entry.file, entry.id, examples.len()));
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}
