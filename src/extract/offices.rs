//! Who the ministries are: the lexicon's, and those a document defines in a table of its own.

use crate::chars::is_japanese;
use crate::layout::{Document, Kind, Text};
use crate::record;
use crate::rules::Rules;
use crate::text::scan::{Context, Named};
use crate::text::{Calendar, Ministry, View, nfkc};

use super::plan::Plan;

/// What a document itself says of how it is to be read: its abbreviations, and how it counts years.
#[derive(Debug, Default)]
pub(super) struct Offices {
    calendar: Calendar,
    plan: Option<Plan>,
    codes: Vec<(String, usize)>,
    local: Vec<Ministry>,
    known: usize,
    /// It speaks of no Japan.
    foreign: bool,
}

/// A line of such a table is no longer than this, in characters.
const LONGEST_LINE: usize = 60;

impl Offices {
    /// Reads the table of abbreviations under a heading that says so (略称一覧), if there is one.
    pub fn of(document: &Document, source: &str, rules: &Rules) -> Self {
        let mut calendar = Calendar::of(source, rules.lexicon());
        let plan = super::plan::years(document, source, rules, &calendar);
        calendar.plan = plan.map(|plan| (plan.first, plan.last));
        let known = rules.lexicon().ministries().len();
        let foreign = !source.contains(is_japanese) && !rules.lexicon().bodies.is_home(source);
        let mut offices = Self { known, calendar, plan, foreign, ..Self::default() };
        if !source.contains("略称") {
            return offices;
        }
        for (at, block) in document.blocks.iter().enumerate() {
            let under = |heading: usize| document.blocks[heading].text.plain(source).contains("略称");
            let section = document.section(at);
            if !section.iter().any(|&heading| under(heading))
                && !document.blocks[at.saturating_sub(1)..at].iter().any(|b| b.text.plain(source).contains("略称"))
            {
                continue;
            }
            match &block.kind {
                Kind::Table(table) => {
                    for row in &table.rows {
                        if let [code, name, ..] = row.cells.as_slice() {
                            offices.add(&read(source, &code.text), &read(source, &name.text), rules);
                        }
                    }
                }
                _ => {
                    let view = View::of(source, &block.text);
                    let mut words = view.words();
                    if let Some(code) = words.next()
                        && view.text.chars().count() <= LONGEST_LINE
                    {
                        offices.add(&nfkc(code), &nfkc(&words.collect::<Vec<_>>().join(" ")), rules);
                    }
                }
            }
        }
        offices
    }

    /// The years that the document's plan runs for.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    fn add(&mut self, code: &str, name: &str, rules: &Rules) {
        let lexicon = rules.lexicon();
        if code.is_empty() || code.chars().count() > 8 || !lexicon.is_office(name) || code == "略称" {
            return;
        }
        // 国家公安委員会、警察庁: any of the names may be the known one.
        let known = lexicon
            .find_ministry(name)
            .or_else(|| name.split(['、', ' ']).rev().find_map(|part| lexicon.find_ministry(part)));
        let at = known.unwrap_or_else(|| {
            self.local.push(Ministry {
                code: code.to_owned(),
                name: name.to_owned(),
                en: String::new(),
                also: Vec::new(),
            });
            self.known + self.local.len() - 1
        });
        self.codes.push((code.to_owned(), at));
    }

    /// What the scanner is told of the document.
    pub fn context<'a>(&'a self, rules: &'a Rules) -> Context<'a> {
        let calendar = Some(&self.calendar).filter(|calendar| calendar.is_known());
        Context { local: &self.codes, home: !self.foreign, calendar, ..Context::new(rules.lexicon()) }
    }

    /// A named ministry as it goes into a record.
    pub fn ministry(&self, named: &Named, rules: &Rules) -> record::Ministry {
        let known = named
            .known
            .map(|at| if at < self.known { rules.lexicon().ministry(at) } else { &self.local[at - self.known] });
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        // 厚労 is told by its code, where the document does not tell of another; English abbreviations stay as written.
        let own = named.code.is_ascii() || self.codes.iter().any(|(code, _)| *code == named.code);
        let listed = named.known.filter(|&at| at < self.known && !own);
        record::Ministry {
            code: listed.map_or_else(|| named.code.clone(), |at| rules.lexicon().ministry(at).code.clone()),
            name: known
                .and_then(|ministry| text(&ministry.name))
                .or_else(|| is_name(&named.code, rules).then(|| named.code.clone())),
            name_en: known.and_then(|ministry| text(&ministry.en)),
            lead: named.lead,
        }
    }
}

/// Whether a mark names someone whom neither a list nor the name itself tells.
pub(super) fn any_unknown(named: &[Named], rules: &Rules) -> bool {
    named.iter().any(|one| one.known.is_none() && !is_name(&one.code, rules))
}

/// 立地推進部 is a department's full name, デ an abbreviation.
fn is_name(code: &str, rules: &Rules) -> bool {
    let lexicon = rules.lexicon();
    code.chars().count() >= 3 && (lexicon.is_office(code) || lexicon.is_body(code) || code.contains(' '))
}

fn read(source: &str, text: &Text) -> String {
    nfkc(&View::of(source, text).text)
}
