//! What holds for several values of a clause: それぞれ, a bracket behind the last one, where something stands today.

use crate::rules::{Case, Class, Sentences};

use super::argument::{Fact, Here, Name};
use super::chunk::Sort;
use super::walk::Walk;

/// Parts the names of a list.
pub(super) const DOT: char = '・';

impl Walk<'_> {
    /// 産業部門、運輸部門の排出量をそれぞれ38%、35%: a name for each; 小学校及び中学校でそれぞれ30%、20%: a part for each.
    pub(super) fn spread(&mut self) {
        let Some(each) = self.out.each else { return };
        let facts = &self.out.facts;
        let open: Vec<usize> =
            (0..facts.len()).filter(|&at| facts[at].role.is_none() && facts[at].chunk >= each).collect();
        let alike = |at: usize| facts[at].series.is_none() && facts[at].name == facts[open[0]].name;
        let Some(name) = open.first().and_then(|&at| facts[at].name) else { return };
        if let [only] = open[..] {
            return self.repeat(only, name);
        }
        if open.len() < 2 || !open.iter().all(|&at| alike(at)) {
            return;
        }
        if let Some(names) = self.listed_in(name, open.len()) {
            for (&at, text) in open.iter().zip(names) {
                let one = Name { text, counts: true, ..self.out.names[name].clone() };
                self.out.names.push(one);
                self.out.facts[at].name = Some(self.out.names.len() - 1);
            }
        } else if let Some(parts) = self.parts_before(each, open.len()) {
            for (&at, part) in open.iter().zip(parts) {
                self.out.facts[at].series = Some(part);
            }
        }
    }

    /// 取得率・復職率をそれぞれ90%以上に維持する: one value for each of the names.
    fn repeat(&mut self, fact: usize, name: usize) {
        let Some(parts) = dotted(&self.out.names[name].text, self.here.data) else { return };
        for (n, part) in parts.into_iter().enumerate() {
            let one = Name { text: part, counts: true, ..self.out.names[name].clone() };
            self.out.names.push(one);
            let own = Some(self.out.names.len() - 1);
            if n == 0 {
                self.out.facts[fact].name = own;
            } else {
                self.out.facts.push(Fact { name: own, ..self.out.facts[fact].clone() });
            }
        }
    }

    /// The names that a list in a name makes with what の joins to it.
    fn listed_in(&self, name: usize, count: usize) -> Option<Vec<String>> {
        let Here { chunks, data, reading, .. } = self.here;
        let name = &self.out.names[name];
        if !name.counts {
            return None;
        }
        let from = self.clause.chunks.clone().find(|&at| chunks[at].start() >= name.range.start)?;
        let joint = (from..name.to).filter(|&at| data.marks(&chunks[at].particle, Case::Of));
        let named = |items: Option<Vec<String>>, before: &str, behind: &str| {
            let items = items.filter(|items| items.len() == count)?;
            Some(items.into_iter().map(|item| format!("{before}{item}{behind}")).collect::<Vec<_>>())
        };
        for at in joint {
            // 産業部門、運輸部門の排出量を; 図書館の貸出率と再来館率を
            let behind = reading.text(&(chunks[at].content_end()..name.range.end));
            let before = reading.text(&(chunks[from].start()..chunks[at + 1].start()));
            let names = named(self.items(from, at), "", behind);
            if let Some(names) = names.or_else(|| named(self.items(at + 1, name.to), before, "")) {
                return Some(names);
            }
        }
        let whole = || self.whole_names(from, name.to).filter(|names| names.len() == count);
        // 旅行者数・消費額を
        named(self.items(from, name.to).filter(|items| items.len() == count).or_else(whole), "", "")
            .or_else(|| dotted(&name.text, data).filter(|names| names.len() == count))
    }

    /// 監査を行う団体の割合及び訓練を行う団体の割合: names that count by themselves, each with what modifies it.
    fn whole_names(&self, from: usize, last: usize) -> Option<Vec<String>> {
        let Here { chunks, data, reading, .. } = self.here;
        let mut out = Vec::new();
        for part in chunks[from..=last].split(|chunk| data.is(chunk.head(), Class::Listing)) {
            let (first, last) = (part.first()?, part.last()?);
            let text = reading.text(&(first.start()..last.content_end()));
            if !super::name::counts(text, data) {
                return None;
            }
            out.push(text.to_owned());
        }
        Some(out)
    }

    /// What is listed before それぞれ, with で behind it.
    fn parts_before(&self, each: usize, count: usize) -> Option<Vec<String>> {
        let Here { chunks, data, .. } = self.here;
        let is_last = |at: &usize| {
            let part = [Case::By, Case::Part].into_iter().any(|case| data.marks(&chunks[*at].particle, case));
            chunks[*at].sort == Sort::Noun && part
        };
        let last = (self.clause.chunks.start..each).rev().find(is_last)?;
        let belongs = |at: &usize| {
            let chunk = &chunks[*at];
            let bare =
                chunk.sort == Sort::Noun && (chunk.particle.is_empty() || data.marks(&chunk.particle, Case::List));
            bare || data.is(chunk.head(), Class::Listing)
        };
        let from = (self.clause.chunks.start..last).rev().take_while(belongs).last()?;
        self.items(from, last).filter(|items| items.len() == count)
    }

    /// Nouns without particles, parted by commas and 及び; the last may have one.
    fn items(&self, from: usize, last: usize) -> Option<Vec<String>> {
        let Here { chunks, data, .. } = self.here;
        let mut out = Vec::new();
        for (at, chunk) in chunks.iter().enumerate().take(last + 1).skip(from) {
            if data.is(chunk.head(), Class::Listing) {
                continue;
            }
            let bare = chunk.particle.is_empty() || data.marks(&chunk.particle, Case::List);
            if chunk.sort != Sort::Noun || !(at == last || bare) {
                return None;
            }
            out.push(self.here.text(chunk).to_owned());
        }
        Some(out)
    }

    /// 1,000万世帯が常時接続できる環境を: what is named behind its value. 現在1.38にとどまる出生率を: where something
    /// stands is the baseline of what follows.
    pub(super) fn stood(&mut self) {
        for at in 0..self.out.facts.len() {
            let fact = &self.out.facts[at];
            let has = fact.name.is_none() && self.has(fact.chunk);
            if !has && (fact.name.is_some() && !self.stood_at(fact.chunk) || !self.stays(fact.chunk)) {
                continue;
            }
            let chunk = fact.chunk;
            self.out.facts[at].name = self.out.names.iter().position(|name| name.to > chunk);
        }
    }

    /// 件数10件、者数300人（いずれも5年間の累計）: the bracket behind the last value holds for all that are listed.
    pub(super) fn of_all(&mut self) {
        let Some(last) = self.out.facts.last() else { return };
        let Some(alone) = last.inner.iter().find(|one| one.value.is_none()).cloned() else { return };
        let Some((last, before)) = self.out.facts.split_last_mut() else { return };
        last.years = last.years.or(alone.years);
        let listed = before.iter_mut().rev().take_while(|fact| fact.particle.is_empty() && fact.role.is_none());
        for fact in listed.filter(|fact| fact.period.is_none() && fact.inner.is_empty()) {
            fact.years = fact.years.or(alone.years);
            fact.inner.push(alone.clone());
        }
    }
}

/// 取得率・復職率: the names that a dot parts, where each counts by itself.
fn dotted(text: &str, data: &Sentences) -> Option<Vec<String>> {
    let parts: Vec<String> = text.split(DOT).map(ToOwned::to_owned).collect();
    (parts.len() > 1 && parts.iter().all(|part| super::name::counts(part, data))).then_some(parts)
}
