//! The rules' own tests: every `ok` and `no` under `rules/`.

use shihyo::rules::Rules;
use shihyo::trial;

#[test]
fn every_rule_reads_what_it_must_and_leaves_what_it_must() {
    let rules = Rules::built_in();
    let outcome = trial::run(&rules);
    assert!(outcome.run > 150, "only {} examples were found", outcome.run);
    let report: Vec<String> = outcome.failures.iter().map(ToString::to_string).collect();
    assert!(report.is_empty(), "{} of {} examples failed\n\n{}", report.len(), outcome.run, report.join("\n"));
}
