//! The report of a batch as one HTML file: what was read, what failed and why, what to look at.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::record::{Flag, Kind, Number, Record, Role, Sums, year_in_era};
use crate::store::DocumentInfo;

/// How many records to look at are named for each reason; the rest is counted.
const NAMED: usize = 20;

/// Gathers what a report tells.
#[derive(Debug, Default)]
pub struct Report {
    documents: Vec<DocumentInfo>,
    kinds: BTreeMap<Kind, u64>,
    observations: BTreeMap<Role, u64>,
    ministries: BTreeMap<String, u64>,
    years: BTreeMap<i32, u64>,
    budgets: Sums,
    review: BTreeMap<Flag, Reason>,
}

#[derive(Debug, Default)]
struct Reason {
    count: u64,
    /// Id, name, where.
    named: Vec<[String; 3]>,
}

/// What a run did besides reading.
#[derive(Debug, Clone, Default)]
pub struct ReportedRun {
    pub unchanged: u32,
    pub moved: u32,
    /// Documents of the store whose files are gone.
    pub missing: Vec<String>,
    pub seconds: f64,
}

impl Report {
    /// Takes a document with its records.
    pub fn add(&mut self, document: DocumentInfo, records: &[Record]) {
        self.documents.push(document);
        for record in records {
            let common = record.common();
            self.budgets.add(record, |_| true);
            *self.kinds.entry(common.kind).or_default() += 1;
            for ministry in &common.ministries {
                let name = ministry.name.as_ref().unwrap_or(&ministry.code);
                *self.ministries.entry(name.clone()).or_default() += 1;
            }
            if let Record::Indicator(indicator) = record {
                for observation in &indicator.observations {
                    *self.observations.entry(observation.role).or_default() += 1;
                    if let Some(period) = observation.period.as_ref().filter(|_| observation.role == Role::Target) {
                        *self.years.entry(period.end).or_default() += 1;
                    }
                }
            }
            for &flag in &common.flags {
                let reason = self.review.entry(flag).or_default();
                reason.count += 1;
                if reason.named.len() < NAMED {
                    let line = common.evidence.line.map(|line| format!(", line {line}")).unwrap_or_default();
                    let page = common.evidence.page.map(|page| format!(", page {page}")).unwrap_or_default();
                    let place = format!("{}{page}{line}", common.document.path);
                    reason.named.push([common.id.clone(), record.name().to_owned(), place]);
                }
            }
        }
    }

    /// The page.
    pub fn html(&self, run: &ReportedRun) -> String {
        let mut out = String::from(HEAD);
        self.summary(&mut out, run);
        self.failures(&mut out, run);
        self.reviews(&mut out);
        let ministries: Vec<(String, u64)> = self.ministries.iter().map(|(name, n)| (name.clone(), *n)).collect();
        bars(&mut out, "Records by ministry", "府省別の記録数", ministries, true);
        let years = self.years.iter().map(|(year, n)| (with_era(*year), *n));
        bars(&mut out, "Targets by year", "目標年別の目標数", years.collect(), false);
        self.paid(&mut out);
        self.list(&mut out);
        out.push_str("</main></body></html>\n");
        out
    }

    fn summary(&self, out: &mut String, run: &ReportedRun) {
        let failed = self.documents.iter().filter(|document| document.failure.is_some()).count();
        let pages: u64 = self.documents.iter().map(|document| u64::from(document.pages)).sum();
        let review: u64 = self.review.values().map(|reason| reason.count).sum();
        out.push_str("<h2>Summary <small>概要</small></h2><table class=\"facts\">");
        let mut fact = |name: &str, value: String| {
            let _ = write!(out, "<tr><th>{name}</th><td>{value}</td></tr>");
        };
        fact("Documents", self.documents.len().to_string());
        fact("Failed", failed.to_string());
        fact("Unchanged since the last run", run.unchanged.to_string());
        fact("Moved", run.moved.to_string());
        fact("No longer there", run.missing.len().to_string());
        fact("Pages", pages.to_string());
        for kind in Kind::ALL {
            let count = self.kinds.get(&kind).copied().unwrap_or(0);
            fact(&format!("Records: {}s", kind.code()), count.to_string());
        }
        for (role, count) in &self.observations {
            fact(&format!("Values: {}", role.code()), count.to_string());
        }
        fact("Reasons to look", review.to_string());
        fact("Time", format!("{:.1} s", run.seconds));
        out.push_str("</table>");
    }

    fn failures(&self, out: &mut String, run: &ReportedRun) {
        out.push_str("<h2>What failed, and why <small>読めなかった文書</small></h2>");
        let failed: Vec<&DocumentInfo> = self.documents.iter().filter(|d| d.failure.is_some()).collect();
        if failed.is_empty() {
            out.push_str("<p>Nothing.</p>");
        } else {
            out.push_str("<table><tr><th>Document</th><th>Reason</th></tr>");
            for document in failed {
                row(out, [&document.path, document.failure.as_deref().unwrap_or_default()]);
            }
            out.push_str("</table>");
        }
        let part: Vec<&DocumentInfo> = self.documents.iter().filter(|d| !d.warnings.is_empty()).collect();
        if !part.is_empty() {
            out.push_str("<h3>Read in part <small>一部読めなかった文書</small></h3><table><tr><th>Document</th><th>What could not be read</th></tr>");
            for document in part {
                row(out, [&document.path, &document.warnings.join("; ")]);
            }
            out.push_str("</table>");
        }
        let barren: Vec<&DocumentInfo> =
            self.documents.iter().filter(|d| d.failure.is_none() && d.records == 0).collect();
        if !barren.is_empty() {
            out.push_str("<h3>Read, but without any record</h3><ul>");
            for document in barren {
                let _ = write!(out, "<li>{}</li>", escaped(&document.path));
            }
            out.push_str("</ul>");
        }
        if !run.missing.is_empty() {
            out.push_str("<h3>No longer there</h3><ul>");
            for path in &run.missing {
                let _ = write!(out, "<li>{}</li>", escaped(path));
            }
            out.push_str("</ul>");
        }
    }

    fn reviews(&self, out: &mut String) {
        out.push_str("<h2>What to look at, and why <small>要確認</small></h2>");
        if self.review.is_empty() {
            out.push_str("<p>Nothing.</p>");
        }
        for (flag, reason) in &self.review {
            let (code, meaning) = flag.words();
            let _ = write!(
                out,
                "<details><summary><b>{}</b> {code}: {meaning}</summary>\
                 <table><tr><th>Record</th><th>Name</th><th>Where</th></tr>",
                reason.count
            );
            for named in &reason.named {
                row(out, [&named[0], &named[1], &named[2]]);
            }
            out.push_str("</table>");
            let more = reason.count.saturating_sub(reason.named.len() as u64);
            if more > 0 {
                let _ = write!(out, "<p>and {more} more: <code>shihyo query --needs-review</code></p>");
            }
            out.push_str("</details>");
        }
    }

    fn paid(&self, out: &mut String) {
        let sums = self.budgets.added().sums;
        if sums.is_empty() {
            return;
        }
        out.push_str(
            "<h2>Budgets by ministry, year and kind <small>府省・年度・区分別の予算</small></h2>\
             <p>What several ministries share counts in each; parts of larger amounts (内数) are in no sum; a programme \
             told twice with the same amount counts once.</p><table class=\"sums\"><tr><th>Ministry</th><th>Fiscal year</th>\
             <th>Kind</th><th>Yen</th><th>Programmes</th><th>Shared</th><th>Amounts differ</th><th>内数</th></tr>",
        );
        for sum in sums {
            let ministry = sum.ministry.as_ref().map_or("none named", |m| m.name.as_deref().unwrap_or(&m.code));
            let year = sum.fiscal_year.map_or("not told".to_owned(), with_era);
            let amount = sum.amount_jpy.map(Number::grouped).unwrap_or_default();
            let [programmes, shared, differing, parts] =
                [sum.programmes, sum.shared, sum.differing, sum.parts].map(|n| n.to_string());
            row(out, [ministry, &year, &sum.kind, &amount, &programmes, &shared, &differing, &parts]);
        }
        out.push_str("</table>");
    }

    fn list(&self, out: &mut String) {
        out.push_str("<h2>Documents <small>文書</small></h2><table><tr><th>Document</th><th>Title</th><th>Pages</th><th>Records</th></tr>");
        for document in &self.documents {
            let (pages, records) = (document.pages.to_string(), document.records.to_string());
            row(out, [&document.path, document.title.as_deref().unwrap_or_default(), &pages, &records]);
        }
        out.push_str("</table>");
    }
}

/// 2028 (令和10)
fn with_era(year: i32) -> String {
    year_in_era(year).map_or_else(|| year.to_string(), |era| format!("{year} ({era})"))
}

fn row<const N: usize>(out: &mut String, cells: [&str; N]) {
    out.push_str("<tr>");
    for cell in cells {
        let _ = write!(out, "<td>{}</td>", escaped(cell));
    }
    out.push_str("</tr>");
}

/// A bar for each count, the largest the full width.
fn bars(out: &mut String, title: &str, japanese: &str, mut counts: Vec<(String, u64)>, by_size: bool) {
    let _ = write!(out, "<h2>{title} <small>{japanese}</small></h2>");
    if counts.is_empty() {
        out.push_str("<p>None.</p>");
        return;
    }
    if by_size {
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }
    let most = counts.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    out.push_str("<table class=\"bars\">");
    for (name, n) in counts {
        let width = (100.0 * n as f64 / most as f64).max(0.5);
        let _ = write!(
            out,
            "<tr><th>{}</th><td><svg width=\"100%\" height=\"14\" role=\"img\" aria-label=\"{n}\">\
             <rect width=\"{width:.1}%\" height=\"14\"/></svg></td><td>{n}</td></tr>",
            escaped(&name)
        );
    }
    out.push_str("</table>");
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><title>shihyo: report</title>
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<style>
body { font: 15px/1.5 system-ui, 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', sans-serif; color: #222; margin: 0 }
main { max-width: 62rem; margin: 0 auto; padding: 1rem }
h1, h2 { font-weight: 600 } h2 { margin-top: 2rem; border-bottom: 1px solid #ccc } small { color: #666; font-weight: 400 }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: .15rem .5rem .15rem 0; overflow-wrap: anywhere }
.sums td:nth-child(n+4) { text-align: right; font-variant-numeric: tabular-nums } .facts { width: auto } .facts td { text-align: right } .bars th { width: 35%; font-weight: 400 } .bars td:last-child { width: 4rem; text-align: right }
rect { fill: #3b6ea5 } details { margin: .3rem 0 } summary { cursor: pointer }
</style></head><body><main><h1>shihyo: report of a batch <small>抽出の報告</small></h1>
";

#[cfg(test)]
mod report_tests {
    use super::*;

    #[test]
    fn budgets_are_added_up_with_their_thousands_parted() {
        let source = crate::source::Source::from_text(
            "a.txt",
            "・港の整備事業（R7当初予算 12.5億円）【国】\n・港の調査事業（R7当初予算 3億円の内数）【国】\n",
        );
        let records = crate::extract::extract(&source, &crate::rules::Rules::built_in());
        let mut report = Report::default();
        report.add(DocumentInfo { path: "a.txt".into(), ..DocumentInfo::default() }, &records);
        let html = report.html(&ReportedRun::default());
        assert!(
            html.contains("<td>国土交通省</td><td>2025 (令和7)</td><td>当初予算</td><td>1,250,000,000</td><td>1</td><td>0</td><td>0</td><td>1</td>"),
            "{html}"
        );
    }

    #[test]
    fn names_with_markup_stay_text_and_failures_have_their_reason() {
        let mut report = Report::default();
        let failure = Some("no <text> layer".to_owned());
        report.add(DocumentInfo { path: "<script>.pdf".into(), failure, ..DocumentInfo::default() }, &[]);
        let html = report.html(&ReportedRun::default());
        assert!(html.contains("<td>&lt;script&gt;.pdf</td><td>no &lt;text&gt; layer</td>"));
        assert!(!html.contains("<script>"));
        assert!(!html.contains("http"), "the page must need no network");
    }
}
