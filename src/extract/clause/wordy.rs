//! Targets in words: 2040年までに生徒数を増加させることを目指す, a direction and a year, no number; 待機児童を解消する,
//! 全国平均以上とする, カーボンニュートラルを実現する.

use crate::record::{Lang, Role};
use crate::rules::{Case, Class, Mood, Need};

use super::argument::{Arguments, Name};
use super::frame::{self, Given};
use super::join::{Filled, Joiner, Outcome, Seen};
use super::mood::Clause;

/// 学校, 圏域: the words for places are no shorter.
const PLACE: usize = 2;

impl Joiner<'_> {
    /// A clause without values that aims at more or less of what counts.
    pub(super) fn in_words(&mut self, clause: &Clause, own: &Arguments, before: &[Arguments]) {
        let data = self.here.data;
        let Some(year) = own.deadline.filter(|&year| self.here.is_future(year)) else { return };
        let verb = clause.predicate.base.as_str();
        let text = self.here.reading.text(&clause.range(self.here.chunks));
        let everywhere = data.holds(text, Class::AllPlaces);
        let par = !everywhere && data.holds(text, Class::Par);
        let ended = !everywhere && data.is(verb, Class::DoAway);
        let behind = &self.here.reading.view.text[clause.range(self.here.chunks).end..];
        // カーボンニュートラルを実現するための技術: no clause of its own.
        let closed = behind.trim_start().chars().next().is_none_or(|c| matches!(c, '。' | '、' | ',' | '.' | ')'));
        let state = !everywhere && !par && !ended && closed && data.holds(text, Class::State);
        let promises = matches!(clause.mood, Mood::Plain | Mood::Plan | Mood::Goal) && !self.is_foreign(clause);
        let marked = |name: &&Name| {
            [Case::Object, Case::Topic, Case::About].iter().any(|&case| data.marks(&name.particle, case))
        };
        let mut names = own.names.iter().rev().filter(|name| !name.inherited);
        let named = match clause.mood {
            // 全ての市町村でセンターを設置する
            _ if everywhere => own.names.iter().rev().find(|name| data.marks(&name.particle, Case::Object)),
            _ if promises && ended => names
                .find(|name| marked(name) && data.ends(&name.text, Class::Countable))
                .or_else(|| self.told_of(own, before)),
            _ if promises && par => names.find(|name| marked(name) && name.counts),
            // 2050年までにカーボンニュートラルを実現する
            _ if promises && state => {
                let made = clause.mood == Mood::Goal || data.is(verb, Class::Achieve);
                let object =
                    |name: &&Name| data.marks(&name.particle, Case::Object) && data.ends(&name.text, Class::State);
                own.names.iter().rev().find(|name| made && object(name))
            }
            Mood::Goal => None,
            _ => return,
        };
        let aimed = || own.names.iter().rev().find_map(|name| self.aimed_at(name, verb));
        // …した市町村は17であり、全ての市町村での策定を完了する: what it was told of, in all of them.
        let topic = if everywhere { self.counted_places(clause, before) } else { None };
        let told = topic.is_some();
        let named = named.filter(|_| !told);
        let made = topic
            .map(|name| (name, name.text.clone()))
            .or_else(|| named.filter(|name| !name.inherited).map(|name| (name, name.text.clone())));
        let Some((name, text)) = made.or_else(aimed) else { return };
        let mut given = Given { verb: verb.to_owned(), ..Given::default() };
        for need in [Need::Name, Need::Future] {
            given.add(need, true);
        }
        let state = state && data.ends(&text, Class::State);
        given.add(Need::State, state);
        given.add(Need::Quantity, !everywhere && !ended && !state);
        given.add(Need::Direction, !everywhere && !ended && !par && !state);
        given.add(Need::Everywhere, everywhere);
        given.add(Need::Ended, ended);
        given.add(Need::Par, par);
        given.add(Need::Deadline, own.marked);
        given.add(Need::Until, own.until || told);
        let (frame, tried) = frame::fill(Lang::Ja, clause.mood, &given, data);
        self.out.outcomes.push(Outcome {
            name: Some(text.clone()),
            values: vec![year],
            mood: clause.mood,
            why: None,
            frame,
            tried,
        });
        let Some(frame) = frame else { return };
        let range = clause.range(self.here.chunks);
        let seen = Seen::new(year, Some(Role::Target), Some(year));
        let range = range.start.min(name.range.start)..range.end;
        self.out.filled.push(Filled { frame, name: text, range, seen: vec![seen], flags: Vec::new(), plain: true });
    }

    /// 待機児童数は7人であり、令和8年4月までに解消する: what a clause without a name of its own was told of before.
    fn told_of<'n>(&self, own: &Arguments, before: &'n [Arguments]) -> Option<&'n Name> {
        let bare = own.names.iter().all(|name| name.inherited);
        let topic = || before.iter().rev().find_map(|one| one.topic.map(|at| &one.names[at]));
        bare.then(topic)?.filter(|name| name.counts)
    }

    /// The topic of a clause before that counts the places which this clause speaks of as a whole.
    fn counted_places<'n>(&self, clause: &Clause, before: &'n [Arguments]) -> Option<&'n Name> {
        let data = self.here.data;
        let text = self.here.reading.text(&clause.range(self.here.chunks));
        let place = data.words(Class::AllPlaces).iter().find(|word| text.contains(word.as_str()))?;
        let name = before.iter().rev().find_map(|one| one.topic.map(|at| &one.names[at]))?;
        let alike = name.text.chars().rev().zip(place.chars().rev()).take_while(|(a, b)| a == b).count();
        (alike >= PLACE && name.text.chars().count() > alike).then_some(name)
    }

    /// The name of what is to grow: 生徒数を増加させる, 生徒数の増加を目指す.
    fn aimed_at<'n>(&self, name: &'n Name, verb: &str) -> Option<(&'n Name, String)> {
        let data = self.here.data;
        if name.inherited || !data.marks(&name.particle, Case::Name) {
            return None;
        }
        if name.counts && data.is(verb, Class::Direction) {
            return Some((name, name.text.clone()));
        }
        let joint = data.joint();
        let end = data.words(Class::Direction).iter().find(|end| name.text.ends_with(end.as_str()))?;
        let bare = name.text.strip_suffix(end.as_str())?.strip_suffix(joint)?;
        super::name::counts(bare, data).then(|| (name, bare.to_owned()))
    }
}
