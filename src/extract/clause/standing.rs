//! Where a document says that quantities stand, for the goals of the same name further on: 受診率は39.8％である in a
//! section on where things stand, 受診率を50％まで引き上げる in the next.

use std::collections::BTreeMap;

use crate::record::{Lang, Role};
use crate::rules::{Class, Sentences};

use super::super::statement::{Draft, Statement};
use super::name;

/// The latest values that were told of each name. Kept bounded: nobody writes of more.
#[derive(Debug, Default)]
pub(in super::super) struct Standings(BTreeMap<String, (usize, Vec<Draft>)>);

/// A document that tells of more names is a list, and no text.
const MOST: usize = 4096;

impl Standings {
    /// Keeps what was told of a name that says what it counts.
    pub(super) fn hear(&mut self, name: &str, block: usize, drafts: Vec<Draft>, lang: Lang, data: &Sentences) {
        let Some(key) = key(name, lang, data).filter(|key| self.0.len() < MOST || self.0.contains_key(key)) else {
            return;
        };
        self.0.insert(key, (block, drafts));
    }

    /// Gives a goal that tells nothing else what was told of its name.
    pub(super) fn tell(&self, statement: &mut Statement, data: &Sentences) {
        if statement.observations.iter().any(|one| one.role != Some(Role::Target)) {
            return;
        }
        let told = key(&statement.name, statement.lang, data).and_then(|key| self.0.get(&key));
        let Some((block, told)) = told else { return };
        // ○ 死亡率は67.1まで下がった。 / ○ 令和11年には60.0以下とする。: in the block right behind, whatever its year.
        let near = statement.block == block + 1;
        if !told.iter().all(|one| fits(one, near, statement, data)) {
            return;
        }
        told.iter().for_each(|one| statement.add(one.clone()));
    }
}

/// Whether a value may be where a goal starts: in its unit, of a year unless it is near, and not later.
fn fits(told: &Draft, near: bool, statement: &Statement, data: &Sentences) -> bool {
    let end = |draft: &Draft| draft.period.map(|dated| dated.period.end);
    let times = |goal: &Draft| goal.unit().is_some_and(|unit| data.is(unit, Class::Times));
    let goals = || statement.observations.iter().filter(|one| one.role == Some(Role::Target));
    let alike = goals().any(|goal| goal.unit() == told.unit() || times(goal));
    let dated = near || end(told).is_some();
    alike && dated && goals().all(|goal| end(goal).zip(end(told)).is_none_or(|(goal, told)| told < goal))
}

/// By what a name is known again: in English without case and plural; none where it does not say what it counts.
fn key(name: &str, lang: Lang, data: &Sentences) -> Option<String> {
    match lang {
        Lang::Ja => (name::counts(name, data) && name.chars().count() >= LEAST).then(|| name.to_owned()),
        Lang::En => {
            let words: Vec<String> =
                name.to_lowercase().split_whitespace().map(|word| word.trim_end_matches('s').to_owned()).collect();
            (words.len() > 1).then(|| words.join(" "))
        }
    }
}

/// A name of fewer characters points to many things: 受診率.
const LEAST: usize = 4;
