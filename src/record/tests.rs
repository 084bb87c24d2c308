//! Made-up records for the tests of what is derived from them.

use super::*;

/// A programme on line 10 of a text; an amount is the number that its text begins with.
pub(super) fn programme(name: &str, quote: &str, budgets: &[(&str, i32)]) -> Programme {
    let amount = |text: &str| {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().and_then(Number::new)
    };
    let budget = |&(text, year): &(&str, i32)| Budget {
        amount_jpy: amount(text),
        fiscal_year: Some(year),
        kind: "当初予算".into(),
        text: text.into(),
    };
    Programme {
        common: Common {
            schema: SCHEMA.into(),
            kind: Kind::Programme,
            id: "0123456789abcdef".into(),
            document: DocumentRef { id: "d".into(), path: "made.txt".into(), title: None },
            lang: Lang::Ja,
            ministries: Vec::new(),
            evidence: Evidence {
                page: None,
                line: Some(10),
                start: 0,
                end: quote.len() as u32,
                quote: quote.into(),
                cell: None,
                address: None,
                bbox: None,
            },
            rule: "made".into(),
            confidence: Number::default(),
            flags: Vec::new(),
        },
        name: name.into(),
        budgets: budgets.iter().map(budget).collect(),
    }
}

pub(super) fn ministry(code: &str) -> Ministry {
    Ministry { code: code.into(), name: None, name_en: None, lead: false }
}
