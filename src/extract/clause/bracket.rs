//! What stands in a bracket behind a value or a name: values with the years and words beside them.
//!
//! 55%（2023年度実績は47.2%）, 25兆円（令和5年度：17.4兆円）, KPI（牛肉1,132億円、豚肉52億円）.

use crate::record::Role;
use crate::rules::{Class, Sentences};

use super::token::{Kind, Token};

/// A value in a bracket, or a year alone; the numbers are indices into what the scanner found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Inner {
    pub value: Option<usize>,
    pub period: Option<usize>,
    pub against: Option<usize>,
    /// 5年間の累計
    pub years: Option<usize>,
    pub role: Option<Role>,
    /// The words before it: 男性.
    pub label: String,
}

/// What a bracket holds, in order.
pub(super) fn inner(tokens: &[Token], data: &Sentences) -> Vec<Inner> {
    let mut out: Vec<Inner> = Vec::new();
    let text: String = tokens.iter().map(|token| token.text.as_str()).collect();
    if data.holds(&text, Class::NeverName) {
        // （総事業費74億円）
        return out;
    }
    let mut cue = String::new();
    let (mut label, mut period, mut against, mut years) = (String::new(), None, None, None);
    for token in tokens {
        match token.kind {
            Kind::Period(n) => period = Some(n),
            Kind::Against(n) => against = Some(n),
            Kind::Years(n) => years = Some(n),
            Kind::Value(n) => {
                let role = match () {
                    () if data.holds(&cue, Class::Actual) => Some(Role::Baseline),
                    () if data.holds(&cue, Class::Baseline) => Some(Role::Baseline),
                    () if data.holds(&cue, Class::GoalNoun) => Some(Role::Target),
                    () => None,
                };
                let label = std::mem::take(&mut label);
                out.push(Inner { value: Some(n), period, against, years: None, role, label });
                period = None;
            }
            _ => {
                cue.push_str(&token.text);
                if token.text.contains(char::is_alphabetic) {
                    label.push_str(&token.text);
                } else {
                    label.clear();
                }
            }
        }
    }
    if let [only] = out.as_mut_slice() {
        // 47.2%（2023年度）: its year may stand behind it.
        only.period = only.period.or(period);
    } else if out.is_empty() && (period.is_some() || against.is_some() || years.is_some()) {
        out.push(Inner { period, against, years, ..Inner::default() });
    }
    out
}
