//! What the scanner sees in a text, before any rule: what `shihyo scan` gives.

use serde::Serialize;

use super::{Aggregation, Basis, Comparator, Number};
use crate::layout::{Join, Piece, Span, Text};
use crate::text::scan::{Context, Item, scan_in};
use crate::text::{Calendar, Lexicon, View};

/// A text with its values, periods and ministries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scanned {
    pub text: String,
    pub values: Vec<ScannedValue>,
    pub periods: Vec<ScannedPeriod>,
    /// The codes of the ministries, in order of first appearance.
    pub ministries: Vec<String>,
}

/// A value; `start` and `end` are byte offsets into the text, half open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScannedValue {
    pub value: Option<Number>,
    pub value_max: Option<Number>,
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub aggregation: Aggregation,
    pub start: u32,
    pub end: u32,
}

/// A period in western years, with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScannedPeriod {
    pub start: i32,
    pub end: i32,
    pub basis: Option<Basis>,
    pub text: String,
}

impl Scanned {
    /// Scans one text, as a document of its own: it counts years as the years in it do.
    pub fn of(text: &str, lexicon: &Lexicon) -> Self {
        let line = Text { pieces: vec![Piece { span: Span::new(0, text.len()), join: Join::Part }] };
        let view = View::of(text, &line);
        let mut scanned =
            Self { text: text.to_owned(), values: Vec::new(), periods: Vec::new(), ministries: Vec::new() };
        let calendar = Calendar::of(text, lexicon);
        for found in scan_in(&view.text, &Context { calendar: Some(&calendar), ..Context::new(lexicon) }) {
            let span = view.source(&found.range);
            match found.item {
                Item::Value(value) => scanned.values.push(ScannedValue {
                    value: Number::new(value.number),
                    value_max: value.max.and_then(Number::new),
                    unit: value.unit,
                    comparator: value.comparator,
                    aggregation: value.aggregation.unwrap_or_default(),
                    start: span.start,
                    end: span.end,
                }),
                Item::Period(period) | Item::Relative(period) => {
                    // 2025 and nothing else may be a year or a number: both are told.
                    if text.trim().bytes().all(|byte| byte.is_ascii_digit()) {
                        scanned.values.push(ScannedValue {
                            value: text.trim().parse().ok().and_then(Number::new),
                            value_max: None,
                            unit: None,
                            comparator: Comparator::Equal,
                            aggregation: Aggregation::Point,
                            start: span.start,
                            end: span.end,
                        });
                    }
                    scanned.periods.push(ScannedPeriod {
                        start: period.start,
                        end: period.end,
                        basis: period.basis,
                        text: text[span.range()].to_owned(),
                    });
                }
                Item::Ministries(named) => {
                    for one in named {
                        if !scanned.ministries.contains(&one.code) {
                            scanned.ministries.push(one.code);
                        }
                    }
                }
                Item::Years(_) => {}
            }
        }
        scanned
    }
}
