//! The columns of the tables: of a record, of an observation or budget, of sums of budgets, of a document.

use super::Language;
use super::cell::{Cell, Column, maybe, number, text, whole, yes};
use crate::record::{
    CellRef, Evidence, Indicator, Ministry, Number, Observation, Paid, Place, Record, Sum, year_in_era,
};
use crate::store::DocumentInfo;

/// A row: a record, and an observation or budget of it.
pub(super) struct Row<'a> {
    pub record: &'a Record,
    pub item: Item<'a>,
    pub language: Language,
}

pub(super) enum Item<'a> {
    /// The record has neither.
    None,
    Observation(&'a Observation),
    Budget(Paid<'a>),
}

impl<'a> Row<'a> {
    /// The rows of a record: at least one.
    pub fn of(record: &'a Record, language: Language) -> Vec<Self> {
        let items: Vec<Item<'a>> = match record {
            Record::Indicator(indicator) => indicator.observations.iter().map(Item::Observation).collect(),
            Record::Programme(programme) => programme.paid().into_iter().map(Item::Budget).collect(),
            Record::Measure(_) => Vec::new(),
        };
        let items = if items.is_empty() { vec![Item::None] } else { items };
        items.into_iter().map(|item| Self { record, item, language }).collect()
    }

    fn indicator(&self) -> Option<&'a Indicator> {
        if let Record::Indicator(indicator) = self.record { Some(indicator) } else { None }
    }

    fn observation(&self) -> Option<&'a Observation> {
        if let Item::Observation(observation) = self.item { Some(observation) } else { None }
    }

    fn paid(&self) -> Option<&Paid<'a>> {
        if let Item::Budget(paid) = &self.item { Some(paid) } else { None }
    }

    fn value_place(&self) -> Option<&Place> {
        match &self.item {
            Item::Observation(observation) => Some(&observation.evidence),
            Item::Budget(paid) => paid.place.as_ref(),
            Item::None => None,
        }
    }

    fn period_place(&self) -> Option<&'a Place> {
        self.observation().and_then(|observation| observation.period_evidence.as_ref())
    }

    fn evidence(&self) -> &'a Evidence {
        &self.record.common().evidence
    }

    fn ministries(&self, only_leads: bool, show: impl Fn(&Ministry) -> String) -> Cell {
        let list = self.record.common().ministries.iter().filter(|ministry| ministry.lead || !only_leads);
        text(list.map(show).collect::<Vec<_>>().join("; "))
    }
}

fn ministry_name(ministry: &Ministry, language: Language) -> String {
    let name = match language {
        Language::Ja => &ministry.name,
        Language::En => &ministry.name_en,
    };
    name.as_ref().or(ministry.name.as_ref()).unwrap_or(&ministry.code).clone()
}

fn cell_ref(cell: Option<CellRef>) -> Cell {
    maybe(cell.map(|cell| format!("{}:{}:{}", cell.table, cell.row, cell.column)))
}

fn bbox(bbox: Option<[Number; 4]>) -> Cell {
    maybe(bbox.map(|corners| corners.map(|corner| corner.to_string()).join(" ")))
}

/// What names a record in every table.
pub(super) fn names<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::text("record_id", "記録ID", 18, |r| text(&r.record.common().id)),
        Column::text("kind", "種別", 10, |r| text(r.record.common().kind.code())),
        Column::text("name", "名称", 44, |r| text(r.record.name())),
    ]
}

/// What an observation says.
fn values<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::text("role", "区分", 9, |r| maybe(r.observation().map(|o| o.role.code()))),
        Column::number("value", "値", |r| number(r.observation().and_then(|o| o.value))),
        Column::number("value_max", "値（上限）", |r| number(r.observation().and_then(|o| o.value_max))),
        Column::text("unit", "単位", 8, |r| maybe(r.observation().and_then(|o| o.unit.as_deref()))),
        Column::text("comparator", "比較", 6, |r| maybe(r.observation().map(|o| o.comparator.to_string()))),
        Column::whole("period_start", "開始年", |r| {
            whole(r.observation().and_then(|o| Some(o.period.as_ref()?.start)))
        }),
        Column::whole("period_end", "終了年", |r| whole(r.observation().and_then(|o| Some(o.period.as_ref()?.end)))),
        Column::text("period_basis", "年の種別", 9, |r| {
            maybe(r.observation().and_then(|o| Some(o.period.as_ref()?.basis?.code())))
        }),
        Column::text("period_era", "和暦", 16, |r| {
            let period = r.observation().and_then(|o| o.period.as_ref());
            maybe(period.and_then(|period| match r.language {
                Language::Ja => period.in_eras(),
                Language::En => period.in_era_letters(),
            }))
        }),
        Column::text("period_text", "期間の表記", 14, |r| {
            maybe(r.observation().and_then(|o| Some(o.period.as_ref()?.text.as_str())))
        }),
        Column::text("aggregation", "集計", 11, |r| maybe(r.observation().map(|o| o.aggregation.to_string()))),
        Column::whole("relative_start", "比較対象開始年", |r| {
            whole(r.observation().and_then(|o| Some(o.relative_to.as_ref()?.start)))
        }),
        Column::whole("relative_end", "比較対象終了年", |r| {
            whole(r.observation().and_then(|o| Some(o.relative_to.as_ref()?.end)))
        }),
        Column::text("relative_basis", "比較対象の年の種別", 9, |r| {
            maybe(r.observation().and_then(|o| Some(o.relative_to.as_ref()?.basis?.code())))
        }),
        Column::text("relative_text", "比較対象の表記", 14, |r| {
            maybe(r.observation().and_then(|o| Some(o.relative_to.as_ref()?.text.as_str())))
        }),
    ]
}

/// The characters that an observation or budget was read from.
fn written<'a>() -> Column<Row<'a>> {
    Column::text("text", "原文の表記", 24, |r| match &r.item {
        Item::Observation(observation) => text(&observation.text),
        Item::Budget(paid) => text(&paid.budget.text),
        Item::None => Cell::Empty,
    })
}

/// How a target stands.
fn outcome<'a>() -> Column<Row<'a>> {
    Column::text("outcome", "達成状況", 9, |r| {
        maybe(r.indicator().zip(r.observation()).and_then(|(i, o)| i.outcome(o)).map(|outcome| outcome.code()))
    })
}

/// What a budget says.
fn paid<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::yen("amount_jpy", "金額（円）", |r| number(r.paid().and_then(|p| p.budget.amount_jpy))),
        Column::whole("fiscal_year", "予算年度", |r| whole(r.paid().and_then(|p| p.budget.fiscal_year))),
        Column::text("fiscal_year_era", "予算年度（和暦）", 10, |r| {
            maybe(r.paid().and_then(|p| p.budget.fiscal_year).and_then(year_in_era))
        }),
        Column::text("budget", "予算区分", 12, |r| maybe(r.paid().map(|p| p.budget.kind.as_str()))),
        Column::yes("is_part", "内数", |r| yes(r.paid().map(|p| p.is_part))),
        Column::yes("is_earlier", "前年度以前", |r| yes(r.paid().map(|p| p.is_earlier))),
    ]
}

/// Where an observation's value or a budget stands.
fn place<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::whole("page", "頁", |r| whole(r.value_place().and_then(|p| p.page))),
        Column::whole("line", "行", |r| whole(r.value_place().and_then(|p| p.line))),
        Column::whole("start", "開始バイト", |r| whole(r.value_place().map(|p| p.start))),
        Column::whole("end", "終了バイト", |r| whole(r.value_place().map(|p| p.end))),
        Column::text("cell", "表:行:列", 9, |r| cell_ref(r.value_place().and_then(|p| p.cell))),
        Column::text("address", "セル", 12, |r| maybe(r.value_place().and_then(|p| p.address.as_deref()))),
        Column::text("bbox", "枠", 9, |r| bbox(r.value_place().and_then(|p| p.bbox))),
    ]
}

/// Where the period of an observation stands.
fn period_place<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::whole("period_page", "期間の頁", |r| whole(r.period_place().and_then(|p| p.page))),
        Column::whole("period_line", "期間の行", |r| whole(r.period_place().and_then(|p| p.line))),
        Column::whole("period_from", "期間の開始バイト", |r| whole(r.period_place().map(|p| p.start))),
        Column::whole("period_to", "期間の終了バイト", |r| whole(r.period_place().map(|p| p.end))),
        Column::text("period_cell", "期間の表:行:列", 9, |r| cell_ref(r.period_place().and_then(|p| p.cell))),
        Column::text("period_address", "期間のセル", 12, |r| {
            maybe(r.period_place().and_then(|p| p.address.as_deref()))
        }),
        Column::text("period_bbox", "期間の枠", 9, |r| bbox(r.period_place().and_then(|p| p.bbox))),
    ]
}

/// What else a record says.
pub(super) fn record<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::text("measure", "施策", 30, |r| maybe(r.indicator().and_then(|i| i.measure.as_deref()))),
        Column::text("form", "形式", 10, |r| {
            if let Record::Measure(measure) = r.record { text(measure.form.code()) } else { Cell::Empty }
        }),
        Column::text("section", "見出し", 30, |r| match r.record {
            Record::Indicator(indicator) => text(indicator.section.join(" > ")),
            Record::Measure(measure) => text(measure.section.join(" > ")),
            Record::Programme(_) => Cell::Empty,
        }),
        Column::text("ministries", "府省（略称）", 14, |r| r.ministries(false, |m| m.code.clone())),
        Column::text("lead_ministries", "主担当（略称）", 12, |r| r.ministries(true, |m| m.code.clone())),
        Column::text("ministry_names", "府省", 24, |r| r.ministries(false, |m| ministry_name(m, r.language))),
        Column::text("lang", "言語", 6, |r| text(r.record.common().lang.code())),
        Column::yes("repost", "再掲", |r| yes(r.indicator().map(|i| i.repost))),
        Column::yes("provisional", "速報・暫定", |r| yes(r.indicator().map(|i| i.provisional))),
        Column::text("notes", "注", 24, |r| maybe(r.indicator().map(|i| i.notes.join("\n")))),
        Column::text("quote", "原文", 40, |r| text(&r.evidence().quote)),
        Column::whole("record_page", "記録の頁", |r| whole(r.evidence().page)),
        Column::whole("record_line", "記録の行", |r| whole(r.evidence().line)),
        Column::whole("record_start", "記録の開始バイト", |r| Cell::Whole(r.evidence().start.into())),
        Column::whole("record_end", "記録の終了バイト", |r| Cell::Whole(r.evidence().end.into())),
        Column::text("record_cell", "記録の表:行:列", 9, |r| cell_ref(r.evidence().cell)),
        Column::text("record_address", "記録のセル", 12, |r| maybe(r.evidence().address.as_deref())),
        Column::text("record_bbox", "記録の枠", 9, |r| bbox(r.evidence().bbox)),
        Column::text("rule", "規則", 20, |r| text(&r.record.common().rule)),
        Column::number("confidence", "信頼度", |r| Cell::Number(r.record.common().confidence)),
        Column::text("flags", "要確認", 14, |r| {
            text(r.record.common().flags.iter().map(|flag| flag.code()).collect::<Vec<_>>().join(" "))
        }),
        Column::text("document_id", "文書ID", 18, |r| text(&r.record.common().document.id)),
        Column::text("document", "文書", 30, |r| text(&r.record.common().document.path)),
        Column::text("title", "文書名", 30, |r| maybe(r.record.common().document.title.as_deref())),
        Column::text("schema", "スキーマ", 7, |r| text(&r.record.common().schema)),
    ]
}

/// The tidy table: an observation or budget a row, with all that its record says.
pub(super) fn tidy<'a>() -> Vec<Column<Row<'a>>> {
    let mut all = [names(), values(), vec![written(), outcome()], paid(), place(), period_place()].concat();
    all.extend(record());
    all
}

/// The records, without what they observe and what is paid.
pub(super) fn records<'a>() -> Vec<Column<Row<'a>>> {
    [names(), record()].concat()
}

/// An observation a row.
pub(super) fn observations<'a>() -> Vec<Column<Row<'a>>> {
    [names(), values(), vec![written(), outcome()], place(), period_place()].concat()
}

/// A budget a row, with its programme. What only indicators and measures have is left out.
pub(super) fn budgets<'a>() -> Vec<Column<Row<'a>>> {
    let of_others = ["measure", "form", "section", "repost", "provisional", "notes"];
    let mut all: Vec<Column<Row<'a>>> = names().into_iter().filter(|column| column.name != "kind").collect();
    all.extend(paid());
    all.push(written());
    all.extend(place());
    all.extend(record().into_iter().filter(|column| !of_others.contains(&column.name)));
    all
}

/// The budgets of a ministry, year and kind, added up.
pub(super) fn sums() -> Vec<Column<(Sum, Language)>> {
    vec![
        Column::text("ministry", "府省（略称）", 12, |(s, _)| {
            maybe(s.ministry.as_ref().map(|m| m.code.as_str()))
        }),
        Column::text("ministry_name", "府省", 24, |(s, language)| {
            maybe(s.ministry.as_ref().map(|m| ministry_name(m, *language)))
        }),
        Column::whole("fiscal_year", "予算年度", |(s, _)| whole(s.fiscal_year)),
        Column::text("fiscal_year_era", "予算年度（和暦）", 10, |(s, _)| {
            maybe(s.fiscal_year.and_then(year_in_era))
        }),
        Column::text("budget", "予算区分", 12, |(s, _)| text(&s.kind)),
        Column::yen("amount_jpy", "金額の合計（円）", |(s, _)| number(s.amount_jpy)),
        Column::whole("programmes", "合計した事業数", |(s, _)| Cell::Whole(s.programmes.into())),
        Column::whole("shared", "うち他府省にも計上", |(s, _)| Cell::Whole(s.shared.into())),
        Column::whole("differing", "うち金額の異なる記載", |(s, _)| Cell::Whole(s.differing.into())),
        Column::whole("parts", "内数（合計に含まず）", |(s, _)| Cell::Whole(s.parts.into())),
        Column::whole("without_amount", "金額なし", |(s, _)| Cell::Whole(s.without_amount.into())),
    ]
}

/// The documents; the one that failed has its reason.
pub(super) fn documents() -> Vec<Column<DocumentInfo>> {
    vec![
        Column::text("document", "文書", 40, |d| text(&d.path)),
        Column::text("document_id", "文書ID", 18, |d| maybe(d.id.as_deref())),
        Column::text("title", "文書名", 40, |d| maybe(d.title.as_deref())),
        Column::whole("pages", "頁数", |d| Cell::Whole(d.pages.into())),
        Column::whole("records", "記録数", |d| Cell::Whole(d.records.into())),
        Column::text("warnings", "一部読めなかった箇所", 40, |d| match d.warnings.as_slice() {
            [] => Cell::Empty,
            lines => text(lines.join("\n")),
        }),
        Column::text("failure", "読めなかった理由", 40, |d| maybe(d.failure.as_deref())),
    ]
}
