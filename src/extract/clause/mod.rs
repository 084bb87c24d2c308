//! Sentences into statements: chunks, clauses, mood, arguments, frames.
//!
//! Japanese marks its arguments by particles and English by prepositions, in whatever order
//! they come: so a sentence is read by what its parts are, not by a pattern of the whole.
//! Only sentences with a value that counts something are looked at.

mod above;
mod argument;
mod bracket;
mod carried;
mod chunk;
mod doubt;
mod draft;
mod elsewhere;
mod en;
mod facet;
mod frame;
mod join;
mod lead;
mod mood;
mod name;
mod numbered;
mod observe;
mod owner;
mod recall;
mod settle;
mod spread;
mod standing;
mod token;
mod told;
mod walk;
mod wordy;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_between;
#[cfg(test)]
mod tests_owner;

use std::rc::Rc;

use crate::layout::Kind;
use crate::record::{Flag, Lang, Role};
use crate::rules::{Class, Need, Sentences};
use crate::text::scan::Item;
use crate::text::{Lexicon, Range};

use super::making::{Here, named};
use super::prose::sentences;
use super::read::Read;
use super::statement::{By, Dated, Statement};
use super::{Extractor, Step};
pub(super) use carried::Carried;
use draft::{dated, draft, unit};
pub(super) use en::announces;
use join::{Filled, Joined, Memory, Seen};
pub(super) use lead::Lead;
pub(super) use name::counts;
pub(super) use standing::Standings;
use told::told;
pub(crate) use told::{Told, mood_of, particle_of};

/// Nobody writes a longer sentence, in bytes: what is longer is no text, and its words would be tried with each other.
const LONGEST_SENTENCE: usize = 6000;
/// What each doubt that no flag tells takes from a frame's confidence.
const DOUBT: f64 = 0.06;

impl Extractor<'_> {
    /// Each sentence of a block that holds a value.
    pub(super) fn clauses(&mut self, here: &Here<'_>, ranges: &[Range]) {
        let lead = if here.cell.is_none() { self.lead(here.block) } else { None };
        self.clauses_under(here, ranges, lead);
    }

    /// The same, under what calls them goals.
    pub(super) fn clauses_under(&mut self, here: &Here<'_>, ranges: &[Range], lead: Option<Lead>) {
        if self.rules.sentences.frames.is_empty() {
            return;
        }
        let labelled = here.cell.is_none() && here.lang == Lang::Ja && self.is_label_over_date(here.block);
        let ranges = self.without_labels(here, ranges, labelled);
        let ranges = self.without_number(here, ranges);
        let due = lead.as_ref().and_then(|lead| lead.dated);
        let ahead = due.is_some_and(|due| self.year.near().is_none_or(|year| due.period.end >= year));
        let aimed = self.aimed_above(here.block);
        let mut memory = Memory {
            goals: lead.as_ref().is_some_and(|lead| lead.goals) || aimed.is_some(),
            pictured: lead.as_ref().is_some_and(|lead| lead.pictured),
            opening: lead.as_ref().map_or_else(Rc::default, |lead| Rc::clone(&lead.opening)),
            due: ahead,
            set: aimed.is_some(),
            guided: self.is_guided(here.block),
            titled: here.lang == Lang::En && self.is_titled(),
            item: match here.cell {
                None => matches!(self.document.blocks[here.block].kind, Kind::Item),
                Some(_) => lead.is_some(),
            },
            heading: match here.lang {
                Lang::Ja => aimed.or_else(|| self.heading_name(here.block)),
                Lang::En => self.heading_in_english(here.block),
            },
            object: (here.cell.is_none() && here.lang == Lang::Ja)
                .then(|| self.named_above(here.block, labelled))
                .flatten(),
            ..Memory::default()
        };
        let carried = self.carried.take().filter(|carried| self.carries_on(here, carried));
        if let Some(carried) = &carried {
            (memory.name, memory.units, memory.carried) = (Some(carried.name.clone()), carried.units.clone(), true);
        }
        let mut announced: Option<Option<Dated>> = None;
        let (goals, mut paragraph) = (memory.goals, None);
        let mut first = self.statements.len();
        if let Some(before) = self.noted_upon(here) {
            memory.stated = self.stated_by(&self.statements[before]);
            first = before;
        }
        let data = &self.rules.sentences;
        // …令和7年までの目標が定められている。具体的には、…
        let is_namely =
            |range: &Range| data.begins(here.read.reading.text(range).trim_start(), Class::Namely).is_some();
        let ranges: Vec<&Range> = ranges.iter().filter(|range| range.len() <= LONGEST_SENTENCE).collect();
        let item = memory.item;
        // The sentence right before, where it tells nothing.
        let mut bare: Option<&Range> = None;
        for (n, &range) in ranges.iter().enumerate() {
            // Of what an English heading names the first sentence under it speaks.
            memory.heading.take_if(|_| n > 0 && here.lang == Lang::En);
            // Commitment 3. Resolve 9 in 10 tickets by 2027: what a numbered label calls a goal.
            let labelled = n > 0 && here.lang == Lang::En && en::is_label(&here.read.reading, ranges[n - 1], data);
            let announces = ranges.get(n + 1).is_some_and(|next| is_namely(next))
                && data.holds(here.read.reading.text(range), Class::GoalWord);
            let counts = match here.lang {
                Lang::Ja => {
                    (has_united(here.read, range, data) || is_wordy(here.read, range, data) || announces)
                        && !is_columns(here.read, range)
                }
                Lang::En => {
                    let text = here.read.reading.text(range);
                    let dated = || {
                        here.read
                            .reading
                            .inside(range)
                            .any(|at| matches!(here.read.reading.found[at].item, Item::Period(_)))
                    };
                    has_value(here.read, range)
                        || en::speaks_of_state(text, data)
                        || dated() && en::speaks_of_all_or_end(text, data)
                }
            };
            // By 2035 …: the date that the sentences before set for the goals of this paragraph.
            let of_goals = paragraph;
            if here.lang == Lang::En && (here.cell.is_none() || lead.is_some()) {
                let set = dated(here, en::date_of_goals(&here.read.reading, range, data));
                let future = |set: &Dated| self.year.near().is_none_or(|year| set.period.end >= year);
                paragraph = set.filter(future).or(paragraph);
            }
            if !counts || self.is_only_numbered(here, range) {
                bare = Some(range);
                self.due_told(here, range, first);
                continue;
            }
            let named = announced.take().filter(|_| is_namely(range));
            let lent = named.flatten();
            memory.namely = named.is_some();
            // Target. By 2030, 30% of the land is protected.
            memory.pictured |= labelled;
            memory.goals = goals || memory.pictured || of_goals.is_some();
            memory.item = item || labelled;
            let lent = lent.or(of_goals);
            memory.due = ahead || lent.is_some();
            let due = due.or(lent);
            let before = bare.take().filter(|_| here.cell.is_none());
            memory.subject = memory.subject.take().filter(|_| before.is_none());
            let spoken = before.filter(|_| here.lang == Lang::En);
            let mut spoken_of = before.filter(|_| here.lang == Lang::Ja);
            memory.topic = spoken.and_then(|before| en::topic(&here.read.reading, before, data));
            let mut joined = self.sentence(here, range, &memory);
            if joined.unowned
                && let Some(before) = spoken_of.take()
            {
                // 警報器は設置が義務付けられている。設置率は85%である: what the sentence before, without a value, spoke of.
                memory.subject = self.sentence(here, before, &Memory::default()).subject;
                joined = self.sentence(here, range, &memory);
            }
            // A goal says all of what it is of; what is only told may go on.
            memory.subject = joined.subject.take().filter(|_| joined.filled.is_empty());
            memory.carried = false;
            announced = joined.announced.map(|year| dated(here, year));
            if let Some(last) = self.statements[first..].last_mut() {
                for seen in &joined.told {
                    last.add(draft(here, seen, data));
                }
            }
            if let Some(filled) = joined.filled.last() {
                let target = filled.seen.iter().find(|one| one.role == Some(Role::Target));
                let unit = target.and_then(|one| unit(here.read, one.value));
                memory.stated = Some((filled.name.clone(), unit));
            }
            memory.told = joined.report;
            memory.until = joined.until.or(memory.until);
            memory.units = joined.units;
            for one in joined.recalled.iter().filter(|_| here.cell.is_none()) {
                let drafts = one.seen.iter().map(|seen| draft(here, seen, data)).collect();
                self.standings.hear(&one.name, here.block, drafts, here.lang, data);
            }
            memory.fresh = joined.recalled.len();
            memory.recalled.extend(joined.recalled);
            memory.year = joined.year;
            for filled in joined.filled {
                if let Some(trace) = self.trace {
                    trace.borrow_mut().filled.push(filled.frame);
                }
                let statement = self.filled(here, filled, due);
                self.statements.extend(statement);
            }
            memory.name = joined.name.or(memory.name.take());
            memory.opening = Rc::default();
        }
        // When all of it is read: …を40万人とする。現在、留学生は33万人となっている.
        for statement in self.statements[first..].iter_mut().filter(|one| one.block == here.block && one.cell.is_none())
        {
            self.standings.tell(statement, data);
        }
        self.carried = Carried::of(here, &memory, data);
    }

    /// …に引き上げます。期限は令和11年度といたします: the year of the goal right before, where that has none.
    fn due_told(&mut self, here: &Here<'_>, range: &Range, first: usize) {
        let reading = &here.read.reading;
        let told = self.rules.sentences.begins(reading.text(range).trim_start(), Class::DueTold).is_some();
        let mut found = reading.inside(range);
        let (Some(only), None, true) = (found.next(), found.next(), told) else { return };
        let (Some(due), Some(last)) = (dated(here, Some(only)), self.statements[first..].last_mut()) else { return };
        let mut open = last.observations.iter_mut().filter(|one| one.role == Some(Role::Target));
        if let (Some(goal), None) = (open.next(), open.next())
            && goal.period.is_none()
        {
            goal.period = Some(due);
            last.flags.push(Flag::YearElsewhere);
        }
    }

    /// The one goal of a cell that is called one: KPI：2030年までに、企業を100社創出する.
    pub(super) fn goal_sentence(&self, here: &Here<'_>) -> Option<Statement> {
        let view = &here.read.reading.view;
        let [range] =
            sentences(&view.text).try_into().ok().filter(|[only]: &[Range; 1]| only.len() <= LONGEST_SENTENCE)?;
        let mut joined = self.sentence(here, &range, &Memory { goals: true, ..Memory::default() });
        let filled = joined.filled.pop().filter(|_| joined.filled.is_empty())?;
        self.filled(here, filled, None)
    }

    /// The statement that a note follows.
    fn noted_upon(&self, here: &Here<'_>) -> Option<usize> {
        let is_note = |at: usize| matches!(self.document.blocks[at].kind, Kind::Note);
        let last = self.statements.len().checked_sub(1).filter(|_| is_note(here.block))?;
        let block = self.statements[last].block;
        (self.document.blocks[block].table().is_none() && (block + 1..here.block).all(is_note)).then_some(last)
    }

    fn stated_by(&self, statement: &Statement) -> Option<(String, Option<String>)> {
        let target = statement.observations.iter().find(|draft| draft.role == Some(Role::Target))?;
        Some((statement.name.clone(), target.unit().map(ToOwned::to_owned)))
    }

    fn sentence(&self, here: &Here<'_>, range: &Range, memory: &Memory) -> Joined {
        let parsed = match here.lang {
            Lang::Ja => told::japanese(here.read, range, self.rules, self.year.near(), memory),
            Lang::En => told::english(here.read, range, self.rules, self.year.near(), memory),
        };
        self.step(|| Step::Sentence(told(here.read, range, &parsed, self.rules)));
        parsed.joined
    }

    fn filled(&self, here: &Here<'_>, filled: Filled, due: Option<Dated>) -> Option<Statement> {
        let reading = &here.read.reading;
        if filled.name.chars().count() < 2 {
            return None;
        }
        let frame = &self.rules.sentences.frames[filled.frame];
        let name = self.without_running_number(&filled.name, &reading.view.text);
        let name = self.without_kana(name, here);
        let mut statement = Statement::new(name.to_owned(), here.block, reading.view.source(&filled.range), here.lang);
        statement.cell = here.cell;
        statement.by = By::Frame(filled.frame);
        statement.sure = frame.confidence - if filled.plain { 0.0 } else { DOUBT };
        statement.flags = filled.flags;
        statement.repost = reading.repost;
        statement.provisional = reading.provisional;
        statement.refers = reading.refers;
        statement.notes = reading.notes.iter().map(|note| super::name::without_spaces(reading.text(note))).collect();
        let mut seen = filled.seen;
        seen.sort_by_key(|one| reading.found[one.value].range.start);
        told_twice(here.read, &mut seen, self.rules.lexicon());
        for one in &seen {
            let mut draft = draft(here, one, &self.rules.sentences);
            if draft.role == Some(Role::Target) && draft.period.is_none() && due.is_some() {
                draft.period = due;
                statement.flags.push(Flag::YearElsewhere);
            }
            statement.add(draft);
        }
        if here.cell.is_none() {
            self.answer_from_headings(&mut statement, here);
        } else {
            statement.answer(&named(here.read, &(0..reading.view.text.len())));
        }
        (!self.is_told_again(&statement)).then_some(statement)
    }

    /// …, our goal of net zero by 2050: a state that an earlier sentence aimed at for the same year, of nothing else.
    fn is_told_again(&self, statement: &Statement) -> bool {
        let data = &self.rules.sentences;
        let of_state = |by: By| matches!(by, By::Frame(frame) if data.frames[frame].needs.contains(&Need::State));
        let bare = |name: &str| data.is(&name.to_lowercase(), Class::EnState) || data.is(name, Class::State);
        let due = |statement: &Statement| {
            let goal = statement.observations.iter().find(|one| one.role == Some(Role::Target))?;
            goal.period.map(|dated| dated.period.end)
        };
        of_state(statement.by)
            && bare(&statement.name)
            && self.statements.iter().any(|one| of_state(one.by) && bare(&one.name) && due(one) == due(statement))
    }
}

/// 倍増し4割程度とする: a factor without a number, right before the level that it leads to in the same year. To halve it by
/// 2030 and cut 80% by 2035 are two goals.
fn told_twice(read: &Read, seen: &mut Vec<Seen>, lexicon: &Lexicon) {
    let reading = &read.reading;
    let spelled = |one: &Seen| !super::has_number(reading.text(&reading.found[one.value].range), lexicon);
    let targets = seen.iter().filter(|one| one.role == Some(Role::Target) && !spelled(one));
    let levels: Vec<(usize, Option<usize>)> = targets.map(|one| (one.value, one.period)).collect();
    seen.retain(|one| {
        let again = |&(next, period): &(usize, Option<usize>)| {
            period == one.period && next > one.value && next - one.value <= NEXT
        };
        one.role != Some(Role::Target) || !spelled(one) || !levels.iter().any(again)
    });
}

/// A level stands right behind its factor, with no more than a year between them.
const NEXT: usize = 2;

/// Words parted by many gaps and no full stop: a row of columns, not a sentence.
fn is_columns(read: &Read, range: &Range) -> bool {
    let view = &read.reading.view;
    let text = &view.text[range.clone()];
    let gaps = (range.start + 1..range.end).filter(|&at| view.text.is_char_boundary(at) && view.is_gap(at)).count();
    !text.contains('。') && gaps + text.matches(' ').count() > MANY
}

/// A sentence without a full stop has no more gaps than this.
const MANY: usize = 3;

fn has_united(read: &Read, range: &Range, data: &Sentences) -> bool {
    read.reading
        .inside(range)
        .any(|at| token::is_united(&read.reading, at, data) || token::is_bound(&read.reading, at, data))
}

/// A year, and a word for goals with one for a direction, all places of a kind, what is to be no more or as good as
/// others, a state: a target in words.
fn is_wordy(read: &Read, range: &Range, data: &Sentences) -> bool {
    let text = read.reading.text(range);
    let dated = read.reading.inside(range).any(|at| matches!(read.reading.found[at].item, Item::Period(_)));
    let aims = data.holds(text, Class::GoalWord) && data.holds(text, Class::Direction);
    dated
        && (aims
            || [Class::AllPlaces, Class::DoAway, Class::Par, Class::State]
                .into_iter()
                .any(|class| data.holds(text, class)))
}

fn has_value(read: &Read, range: &Range) -> bool {
    read.reading.inside(range).any(|at| matches!(read.reading.found[at].item, Item::Value(_)))
}
