//! The rules' own tests: every `ok` and `no` under `rules/`.

use shihyo::rules::Rules;
use shihyo::trial::{self, End};

#[test]
fn every_rule_reads_what_it_must_and_leaves_what_it_must() {
    let rules = Rules::built_in();
    let outcome = trial::run(&rules);
    let run = outcome.trials.len();
    assert!(run > 150, "only {run} examples were found");
    let report: Vec<String> = outcome.ended(End::Failed).map(ToString::to_string).collect();
    assert!(report.is_empty(), "{} of {run} examples failed\n\n{}", report.len(), report.join("\n"));
}
