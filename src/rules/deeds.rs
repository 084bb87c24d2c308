//! The words of what is to be done: what a mark of ministries makes no measure of.
//!
//! A mark in round brackets names the source of what it stands behind as often as who does it: what was found, what has
//! been, what an office issued and where something takes place are told from what is to be done by how they are worded.

use std::collections::BTreeMap;

/// Classes of `words.toml` made ready.
#[derive(Debug, Default)]
pub(crate) struct DeedWords {
    issued: Vec<String>,
    said: Vec<String>,
    history: Vec<String>,
    dates: Vec<String>,
    /// How a text ends that tells what was found: となった, が最も多い.
    findings: Vec<String>,
    /// How a sentence ends that says what is to be done, and how those that only look so.
    to_do: Vec<String>,
    not_to_do: Vec<String>,
    /// How one ends that tells of the past: た.
    past: Vec<String>,
    /// What stands before something that is done, past or not: を.
    done: Vec<String>,
    /// What begins a line that tells where, when or by whom: 場所, 問合せ先.
    asides: Vec<String>,
    /// In which stage of a plan something is done: 短期.
    stages: Vec<String>,
    /// The classes that it asked for, whether or not there are such.
    pub asked: Vec<&'static str>,
}

impl DeedWords {
    pub fn of(classes: &BTreeMap<String, Vec<String>>) -> Self {
        let mut asked = Vec::new();
        let mut list = |name: &'static str| {
            asked.push(name);
            classes.get(name).cloned().unwrap_or_default()
        };
        Self {
            issued: list("issued"),
            said: list("said"),
            history: list("history"),
            dates: list("dates"),
            findings: list("finding_end"),
            to_do: list("to_do_end"),
            not_to_do: list("not_to_do_end"),
            past: list("past_end"),
            done: list("done_lead"),
            asides: list("aside_lead"),
            stages: list("plan_stage"),
            asked,
        }
    }

    /// Whether a text names what an office issues: 全国学力調査（文部科学省）, 注意報（気象庁）.
    pub fn is_issued(&self, text: &str) -> bool {
        ends_in(text.trim_end(), &self.issued)
    }

    /// Whether a text tells the stage of a plan and nothing else: （短期・中期）.
    pub fn is_stage(&self, text: &str) -> bool {
        let inside = text.trim().trim_start_matches('(').trim_end_matches(')');
        let stage = |part: &str| self.stages.iter().any(|stage| stage == part.trim());
        inside.split(['・', '、', '~', '-']).all(stage)
    }

    /// Whether a text is what someone said: 関係者の発言:「…」.
    pub fn is_said(&self, text: &str) -> bool {
        let Some((who, _)) = text.split_once(":「").filter(|_| text.trim_end().ends_with('」')) else { return false };
        ends_in(who, &self.said)
    }

    /// Whether a text tells what was found or came about: 過去最多となった, and without anything that is done 会議が発足した.
    pub fn is_finding(&self, text: &str) -> bool {
        let text = text.trim_end_matches(['。', ' ']);
        let last = text.rsplit('。').next().unwrap_or(text);
        let does = self.done.iter().any(|word| last.contains(word.as_str()));
        ends_in(text, &self.findings) || ends_in(text, &self.past) && !does
    }

    /// Whether a sentence ends as what is to be done does: 窓口を設ける。
    pub fn is_to_do(&self, text: &str) -> bool {
        let text = text.trim_end_matches(['。', ' ']);
        ends_in(text, &self.to_do) && !ends_in(text, &self.not_to_do)
    }

    /// Whether a line tells where, when or by whom: 場所：中央庁舎, 場　所　中央庁舎, 問合せ先　政策課.
    pub fn is_aside(&self, line: &str) -> bool {
        let behind = |word: &String| {
            let mut rest = line;
            for c in word.chars() {
                rest = rest.trim_start().strip_prefix(c)?;
            }
            Some(rest)
        };
        let parted = |c: char| c.is_whitespace() || matches!(c, ':' | '：');
        self.asides.iter().filter_map(behind).any(|rest| rest.is_empty() || rest.starts_with(parted))
    }

    /// Whether a heading, or the header of a column, says that what has been stands below: 制度の変遷, できごと.
    pub fn is_history(&self, heading: &str) -> bool {
        ends_in(heading.trim_end(), &self.history)
    }

    /// Whether the header of a column says when: 年月.
    pub fn is_date(&self, header: &str) -> bool {
        self.dates.iter().any(|word| word == header.trim())
    }
}

fn ends_in(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;

    #[test]
    fn what_was_found_is_told_from_what_is_done() {
        let rules = Rules::built_in();
        let (found, done) = (
            [
                "相談の件数は過去最多となった。",
                "苦情は通信販売が最も多い",
                "流域の会議が発足した",
                "割合は前年を上回った",
                "住宅の着工は横ばいである",
            ],
            [
                "相談の窓口を設ける。",
                "手引を配った。",
                "必要な支援が受けられる",
                "全国で調査を実施した",
                "多重化の検討",
            ],
        );
        for text in found {
            assert!(rules.deeds.is_finding(text), "{text}");
        }
        for text in done {
            assert!(!rules.deeds.is_finding(text), "{text}");
        }
    }

    #[test]
    fn where_it_takes_place_is_no_deed() {
        let rules = Rules::built_in();
        for text in ["場所　中央庁舎4階", "場　所：中央庁舎", "問合せ先 政策課"] {
            assert!(rules.deeds.is_aside(text), "{text}");
        }
        assert!(!rules.deeds.is_aside("場所を問わない働き方を広める"));
    }
}
