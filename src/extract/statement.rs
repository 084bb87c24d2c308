//! A statement while it is put together: an indicator before its roles and years are settled.

use crate::layout::Span;
use crate::record::{Aggregation, CellRef, Comparator, Flag, Lang, Role};
use crate::rules::Match;
use crate::text::Range;
use crate::text::code::symbol;
use crate::text::scan::{Item, Named, Period, Value};

use super::read::{Bound, Read};

/// An observation whose role and year may still come from elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub role: Option<Role>,
    pub value: Option<Value>,
    pub comparator: Comparator,
    pub aggregation: Option<Aggregation>,
    pub period: Option<Dated>,
    pub relative: Option<Dated>,
    /// 5年間で: a span that ends in the target year.
    pub years: Option<u16>,
    pub span: Span,
    pub cell: Option<CellRef>,
}

/// A period and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    pub period: Period,
    pub span: Span,
    /// The cell it stands in, where that is another than the value's.
    pub cell: Option<CellRef>,
}

/// What made a statement; the numbers are indices into the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Rule(usize),
    /// A table, by its cells and paths.
    Table,
    /// A frame of a sentence.
    Frame(usize),
    /// A line, by its tokens.
    Run,
    /// A programme, by where its amounts stand.
    Paid(Way),
}

/// Where the amounts of a programme stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// In the line of its name.
    Line,
    /// One of a list's items, told by the others.
    List,
    /// Somewhere on the page that its name heads.
    Slide,
    /// In the columns of a table.
    Table,
    /// In a sentence of what a budget is for.
    Spoken,
}

impl Way {
    /// The id that records name as their rule, and what rules call it by.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Line => (PAID_LINE, "line"),
            Self::List => (PAID_LIST, "list"),
            Self::Slide => (PAID_SLIDE, "slide"),
            Self::Table => (PAID_TABLE, "table"),
            Self::Spoken => (PAID_SPOKEN, "spoken"),
        }
    }
}

pub(crate) const PAID_LINE: &str = "paid-line";
pub(crate) const PAID_LIST: &str = "paid-list";
pub(crate) const PAID_SLIDE: &str = "paid-slide";
pub(crate) const PAID_TABLE: &str = "paid-table";
pub(crate) const PAID_SPOKEN: &str = "paid-spoken";

/// The unit of a share.
pub(super) const SHARE: &str = "%";

/// What repeats a value stands no farther from it, in observations.
const NEAREST: usize = 256;

/// An indicator as one place of the document states it.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub name: String,
    pub observations: Vec<Draft>,
    pub ministries: Vec<Named>,
    pub measure: Option<String>,
    pub notes: Vec<String>,
    pub repost: bool,
    pub provisional: bool,
    /// A ※ in it refers to a note elsewhere.
    pub refers: bool,
    pub lang: Lang,
    pub span: Span,
    pub cell: Option<CellRef>,
    pub by: By,
    /// How sure it is, where a table or a frame made it.
    pub sure: f64,
    /// Index of the block it stands in.
    pub block: usize,
    pub flags: Vec<Flag>,
    pub aggregation: Option<Aggregation>,
}

impl Statement {
    pub fn new(name: String, block: usize, span: Span, lang: Lang) -> Self {
        Self {
            name,
            observations: Vec::new(),
            ministries: Vec::new(),
            measure: None,
            notes: Vec::new(),
            repost: false,
            provisional: false,
            refers: false,
            lang,
            span,
            cell: None,
            by: By::Table,
            sure: 1.0,
            block,
            flags: Vec::new(),
            aggregation: None,
        }
    }

    /// Flags it, and declares it no surer than so.
    pub fn doubt(&mut self, flag: Flag, sure: f64) {
        self.flags.push(flag);
        self.sure = self.sure.min(sure);
    }

    /// Adds ministries that are not named yet.
    pub fn answer(&mut self, named: &[Named]) {
        for one in named {
            match self.ministries.iter_mut().find(|known| known.code == one.code) {
                Some(known) => known.lead |= one.lead,
                None => self.ministries.push(one.clone()),
            }
        }
    }

    /// Adds an observation, unless it repeats one: progress cells tell the baseline again.
    pub fn add(&mut self, draft: Draft) {
        let same = |old: &Draft| {
            old.value.is_some()
                && old.value.as_ref().map(|v| v.number) == draft.value.as_ref().map(|v| v.number)
                && years(old) == years(&draft)
                && old.role != draft.role
                && years(old).is_some()
        };
        let target_again = |old: &Draft| {
            let both = [old.role, draft.role];
            same(old) && both.contains(&Some(Role::Actual)) && both.contains(&Some(Role::Target))
        };
        if !self.observations.iter().rev().take(NEAREST).any(|old| same(old) && !target_again(old)) {
            self.observations.push(draft);
        }
    }
}

/// 26.0 % by FY2030 compared to FY2013 (25.4 % compared to FY2005): one year for both.
fn share_target_year(drafts: &mut [Draft]) {
    let target = |draft: &&Draft| draft.role == Some(Role::Target) && draft.relative.is_some();
    let Some(year) = drafts.iter().filter(target).find_map(|draft| draft.period) else { return };
    for draft in drafts.iter_mut().filter(|draft| target(&&**draft) && draft.period.is_none()) {
        draft.period = Some(year);
    }
}

/// 2035年度、2040年度にそれぞれ60%、73%: as many years as targets without one are theirs in order.
fn pair_years(read: &Read, hit: &Match, offset: usize, drafts: &mut [Draft]) {
    let years: Vec<Dated> = hit
        .all("period")
        .filter_map(|capture| {
            let view = read.reading.code.view(&(capture.range.start + offset..capture.range.end + offset));
            let (period, range) = read.period(read.found_at(view.start))?;
            Some(Dated { period, span: read.reading.view.source(&range), cell: None })
        })
        .collect();
    let open = |draft: &&mut Draft| draft.role == Some(Role::Target) && draft.period.is_none() && draft.value.is_some();
    let count = drafts.iter_mut().filter(open).count();
    if count >= 2 && count == years.len() {
        drafts.iter_mut().filter(open).zip(years).for_each(|(draft, year)| draft.period = Some(year));
    }
}

fn years(draft: &Draft) -> Option<(i32, i32)> {
    draft.period.map(|dated| (dated.period.start, dated.period.end))
}

impl Draft {
    /// An observation in words: a target without a number.
    pub fn words(role: Role, span: Span, cell: Option<CellRef>) -> Self {
        Self {
            role: Some(role),
            value: None,
            comparator: Comparator::Equal,
            aggregation: None,
            period: None,
            relative: None,
            years: None,
            span,
            cell,
        }
    }

    fn bound(read: &Read, bound: &Bound, role: Option<Role>, cell: Option<CellRef>) -> Self {
        let value = read.value(bound.value).cloned();
        let period = read.period(bound.period).map(|(period, range)| {
            let from = read.period(bound.from).map(|(from, _)| from.start);
            let start = from.filter(|&start| start < period.end).unwrap_or(period.start);
            Dated { period: Period { start, ..period }, span: read.reading.view.source(&range), cell: None }
        });
        let years = bound.years.and_then(|at| match read.reading.found[at].item {
            Item::Years(years) => Some(years),
            _ => None,
        });
        // A year on the line below, with other cells between: the value stands for itself.
        let apart = read.reading.view.is_parted(&bound.range);
        let alone = bound.value.filter(|_| apart).map(|at| read.reading.found[at].range.clone());
        let whole = alone.unwrap_or_else(|| bound.range.clone());
        // 2024年10月末現在 53件 was measured, whatever the list around it.
        let role = if bound.measured && role == Some(Role::Target) { Some(Role::Baseline) } else { role };
        Self {
            role,
            comparator: value.as_ref().map_or(Comparator::Equal, |v| v.comparator),
            aggregation: bound
                .aggregation
                .or(value.as_ref().and_then(|v| v.aggregation))
                .or(period.and_then(|dated| dated.period.aggregation)),
            value,
            period,
            relative: read.period(bound.relative).map(|(period, range)| Dated {
                period,
                span: read.reading.view.source(&range),
                cell: None,
            }),
            years,
            span: read.reading.view.source(&whole),
            cell,
        }
    }

    /// What its value counts.
    pub fn unit(&self) -> Option<&str> {
        self.value.as_ref().and_then(|value| value.unit.as_deref())
    }

    /// A value without a period beside it.
    pub fn value(read: &Read, value: &Value, range: &Range, role: Option<Role>, cell: Option<CellRef>) -> Self {
        Self {
            role,
            comparator: value.comparator,
            aggregation: value.aggregation,
            value: Some(value.clone()),
            period: None,
            relative: None,
            years: None,
            span: read.reading.view.source(range),
            cell,
        }
    }

    /// The observations whose symbols stand in a range of the coded text.
    pub fn all(read: &Read, code: &Range, role: Option<Role>, cell: Option<CellRef>) -> Vec<Self> {
        let mut drafts: Vec<Self> = Vec::new();
        for (at, c) in read.code()[code.clone()].char_indices() {
            let at = code.start + at;
            let view = read.reading.code.view(&(at..at + c.len_utf8()));
            match c {
                symbol::OBSERVATION => {
                    drafts.extend(read.bound_at(view.start).map(|bound| Self::bound(read, bound, role, cell)))
                }
                symbol::VALUE | symbol::PLUS | symbol::NUMBER => {
                    if let Some(Item::Value(value)) = read.found_at(view.start).map(|at| &read.reading.found[at].item) {
                        drafts.push(Self::value(read, value, &view, role, cell));
                    }
                }
                _ => {}
            }
        }
        drafts
    }

    /// The observations that a match captured, in the order of the text.
    pub fn captured(
        read: &Read,
        hit: &Match,
        offset: usize,
        default: Option<Role>,
        cell: Option<CellRef>,
    ) -> Vec<Self> {
        let mut drafts = Vec::new();
        let shift = |range: &Range| range.start + offset..range.end + offset;
        for capture in &hit.captures {
            let code = shift(&capture.range);
            match capture.place {
                "target" => drafts.extend(Self::all(read, &code, Some(Role::Target), cell)),
                "baseline" => drafts.extend(Self::all(read, &code, Some(Role::Baseline), cell)),
                "actual" => drafts.extend(Self::all(read, &code, Some(Role::Actual), cell)),
                "obs" | "value" | "plus" | "number" => drafts.extend(Self::all(read, &code, default, cell)),
                "target_text" => drafts.push(Self::in_words(read, &code, Role::Target, cell)),
                "baseline_text" => drafts.push(Self::in_words(read, &code, Role::Baseline, cell)),
                "actual_text" => drafts.push(Self::in_words(read, &code, Role::Actual, cell)),
                _ => {}
            }
        }
        // A year or a reference that the rule captured apart belongs to what has none.
        let in_words = |range: &Range| {
            hit.captures.iter().any(|outer| {
                outer.place.ends_with("_text") && outer.range.start <= range.start && range.end <= outer.range.end
            })
        };
        let place = |name: &str| {
            let capture = hit.all(name).find(|capture| !in_words(&capture.range))?;
            let view = read.reading.code.view(&shift(&capture.range));
            let (period, range) = read.period(read.found_at(view.start))?;
            Some(Dated { period, span: read.reading.view.source(&range), cell: None })
        };
        let said = [
            ("cumulative", Aggregation::Cumulative),
            ("annual", Aggregation::Annual),
            ("average", Aggregation::Average),
        ]
        .into_iter()
        .find(|(name, _)| hit.get(name).is_some());
        let (period, relative) = (place("period"), place("relative").or_else(|| place("from")));
        pair_years(read, hit, offset, &mut drafts);
        let promises = drafts.iter().any(|draft| draft.role == Some(Role::Target));
        for draft in drafts.iter_mut().filter(|draft| if promises { draft.role == Some(Role::Target) } else { true }) {
            draft.period = draft.period.or(period);
            draft.relative = draft.relative.or(relative);
            draft.aggregation = draft.aggregation.or(said.map(|(_, aggregation)| aggregation));
        }
        share_target_year(&mut drafts);
        drafts
    }

    /// Words that are a value, with the year and reference among them.
    pub fn in_words(read: &Read, code: &Range, role: Role, cell: Option<CellRef>) -> Self {
        let view = read.reading.code.view(code);
        let mut draft = Self::words(role, read.reading.view.source(&view), cell);
        let source = |range: &Range| read.reading.view.source(range);
        for at in read.reading.inside(&view) {
            let found = &read.reading.found[at];
            match &found.item {
                Item::Period(period) => {
                    // 令和元年水準超え: the year to measure against.
                    let after = read.reading.view.text[found.range.end..].trim_start_matches(['の', '度']);
                    let against = after.starts_with("水準") || after.starts_with("実績");
                    let dated = Some(Dated { period: *period, span: source(&found.range), cell: None });
                    *(if against { &mut draft.relative } else { &mut draft.period }) = dated;
                }
                Item::Relative(period) => {
                    draft.relative = Some(Dated { period: *period, span: source(&found.range), cell: None })
                }
                _ => {}
            }
        }
        let text = read.reading.text(&view);
        draft.comparator = match () {
            () if text.contains("以上") => Comparator::AtLeast,
            () if text.contains("以下") || text.contains("以内") => Comparator::AtMost,
            () => Comparator::Equal,
        };
        // 2021~2023年度平均以上: the period is what is measured against, not when.
        if draft.comparator != Comparator::Equal
            && let Some(dated) = draft.period.filter(|dated| dated.period.aggregation.is_some())
        {
            draft.relative = Some(dated);
            draft.period = None;
        }
        draft
    }
}
