//! A line that tells what something costs: a name, its amounts with years and kinds, who pays.
//!
//! What an amount is for stands before it (令和7年度当初予算 3億円), behind it in a bracket (JPY 3 billion (FY2026
//! request)), or elsewhere: a note tells it of a bracket, a title of bare amounts. A bracket behind an amount holds the
//! year before; so does one before an amount, and what an arrow leads from.

use crate::chars::ARROWS;
use crate::rules::PaidWords;
use crate::text::scan::Named;
use crate::text::{Lexicon, Range, Reading};

use super::key::{Held, in_range};
use super::token::{Counts, Leaf, Node, tree};

/// A year and a kind of budget, as far as they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::extract) struct Purse {
    pub year: Option<i32>,
    pub kind: Option<String>,
}

impl Purse {
    pub fn is_whole(&self) -> bool {
        self.year.is_some() && self.kind.is_some()
    }
}

/// By what an amount is known to be a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Said {
    /// Words beside it.
    Own,
    /// A note that tells what its bracket holds.
    Key,
    /// The title above it.
    Title,
    Nothing,
}

/// An amount.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::extract) struct Amount {
    pub amount: Option<f64>,
    pub purse: Purse,
    pub said: Said,
    pub range: Range,
}

/// What the document says of amounts that say nothing themselves.
pub(in crate::extract) struct Known<'k> {
    pub title: Option<Purse>,
    /// What a note says that all amounts are: 「予算」は令和8年度概算要求額.
    pub all: Option<&'k Purse>,
    /// The year of the amounts right above.
    pub above: Option<i32>,
    pub bracket: &'k dyn Fn(char) -> Option<Held>,
    pub counts: Counts<'k>,
}

/// What a line tells.
#[derive(Debug, Default)]
pub(in crate::extract) struct Told {
    /// The words before the first amount.
    pub name: Range,
    pub amounts: Vec<Amount>,
    pub ministries: Vec<Named>,
    /// Words stand behind that nothing explains.
    pub left: bool,
}

impl Told {
    /// Whether it tells amounts, and of each what it is.
    pub fn is_sure(&self) -> bool {
        !self.amounts.is_empty() && self.amounts.iter().all(|one| one.said != Said::Nothing)
    }
}

/// Reads a line from an offset of its view on: what stands before is its mark.
pub(in crate::extract) fn told(
    reading: &Reading,
    from: usize,
    known: &Known<'_>,
    words: &PaidWords,
    lexicon: &Lexicon,
) -> Told {
    let len = reading.view.text.len();
    let text = reading.view.text.as_str();
    let marks: Vec<usize> = text[from..].match_indices('※').map(|(at, _)| from + at).collect();
    let end = marks.first().copied().unwrap_or(len);
    let notes = marks.iter().zip(marks.iter().skip(1).copied().chain([len]));
    let notes: Vec<Range> = notes.map(|(&start, end)| start + '※'.len_utf8()..end).collect();
    let nodes = tree(reading, &(from..end), words, &known.counts);
    let first = nodes.iter().position(speaks).unwrap_or(nodes.len());
    // 新規 before an amount, an arrow: what leads to it is no name.
    // Island Route Subsidy — JPY 8.4 billion: a dash between them is no amount.
    let last = nodes[..first].iter().rfind(|node| !matches!(node, Node::Leaf(Leaf::Nothing | Leaf::Beside, _)));
    let name = from..last.map_or(from, |node| node.range().end);
    let own = notes.iter().flat_map(|note| in_range(reading, note.clone(), words)).collect();
    let mut reader = Reader { reading, words, lexicon, known, own, told: Told { name, ..Told::default() } };
    reader.sequence(&nodes[first..], None);
    for note in &notes {
        let inside = tree(reading, note, words, &known.counts);
        // ※（）内は前年度当初予算額 令和7年度補正予算額 21億円: an amount may stand behind what is said of brackets.
        let of_brackets = words.bracket(&text[note.clone()]).is_some();
        let year = inside.iter().position(|node| matches!(node, Node::Leaf(Leaf::Year(_), _)));
        if let Some(from) = year.filter(|&from| from == 0 || of_brackets) {
            let mut aside = Reader { told: Told::default(), own: Vec::new(), ..reader };
            aside.sequence(&inside[from..], None);
            if aside.told.is_sure() && !aside.told.left {
                reader.told.amounts.append(&mut aside.told.amounts);
            }
        }
    }
    reader.told
}

/// Whether a node ends a name.
fn speaks(node: &Node) -> bool {
    match node {
        Node::Leaf(leaf, _) => {
            matches!(
                leaf,
                Leaf::Year(_) | Leaf::From(_) | Leaf::Kind(_) | Leaf::Money(_) | Leaf::Mark(_) | Leaf::Within
            )
        }
        Node::Group(_, inner, _) => {
            inner.iter().any(speaks)
                || inner.iter().any(|node| matches!(node, Node::Leaf(Leaf::Fund, _)))
                || !inner.is_empty()
                    && inner.iter().all(|node| matches!(node, Node::Leaf(Leaf::Nothing | Leaf::Beside, _)))
        }
    }
}

struct Reader<'r> {
    reading: &'r Reading,
    words: &'r PaidWords,
    lexicon: &'r Lexicon,
    known: &'r Known<'r>,
    /// What its own notes say of brackets.
    own: Vec<(char, Held)>,
    told: Told,
}

impl Reader<'_> {
    /// ¥4.2 billion in the FY2025 supplementary budget: what stands behind an amount says what it is for.
    fn after(&mut self, last: Option<usize>, purse: Purse, end: usize) {
        let Some(amount) = last.and_then(|last| self.told.amounts.get_mut(last)) else { return };
        if amount.said != Said::Own && purse.is_whole() {
            amount.purse = purse;
            amount.said = Said::Own;
            amount.range.end = end;
        }
    }

    /// Reads nodes one after another; `inside` is what the bracket around them says of their amounts.
    fn sequence(&mut self, nodes: &[Node], inside: Option<(Purse, Said)>) {
        let mut purse = Purse::default();
        let (mut used, mut last, mut start) = (false, None, None);
        // Amounts in a bracket that no other stands before, and whether it holds nothing else.
        let (mut led, mut alone) = (0..0, false);
        let end = nodes.last().map_or(0, |node| node.range().end);
        let behind = says_behind(nodes);
        for node in nodes {
            match node {
                Node::Leaf(leaf, range) => match leaf {
                    Leaf::Year(_) | Leaf::From(_) | Leaf::Kind(_) => {
                        if used {
                            (purse, used, start) = (Purse::default(), false, None);
                        }
                        // (FY2026 request; FY2025 budget: JPY 800 million): the first is of the amount before.
                        if matches!(leaf, Leaf::Year(_)) && purse.is_whole() && last.is_none() {
                            let before = self.told.amounts.len().checked_sub(1);
                            self.after(before, std::mem::take(&mut purse), range.start);
                            start = None;
                        }
                        start = start.or(Some(range.start));
                        match leaf {
                            Leaf::Year(year) => purse.year = Some(*year),
                            Leaf::From(years) => purse.year = self.base().map(|year| year + years),
                            Leaf::Kind(kind) => {
                                purse.kind = Some(kind.clone());
                                purse.year = purse.year.or_else(|| self.before_april(range.start));
                            }
                            _ => {}
                        }
                    }
                    Leaf::Money(amount) => {
                        if behind && last.is_some() && purse.is_whole() {
                            self.after(last, std::mem::take(&mut purse), range.start);
                            start = None;
                        }
                        // * 24.8: a note tells something of it that is not read.
                        let before = self.reading.view.text[..range.start].trim_end();
                        self.told.left |= before.ends_with(['*', '※', '†']);
                        let from = start.take().unwrap_or(range.start);
                        let (purse, mut said) = self.known(&purse, inside.as_ref());
                        if said == Said::Title && inside.is_none() {
                            // 【4,950万円】 国の交付金2,400万円を活用: words lead to something else.
                            if last.is_none() && alone && self.is_led_by_words(&led, range.start) {
                                continue;
                            }
                            // （国費 50億円） 100億円: a part of it.
                            if last.is_none() && !alone && led.end == self.told.amounts.len() {
                                self.told.amounts.truncate(led.start);
                                led = 0..0;
                            }
                            let earlier = last.map_or(std::mem::take(&mut led), |last| last..last + 1);
                            said = self.beside(earlier, last.is_none(), &purse, range.start);
                        }
                        let range = from..range.end;
                        self.told.amounts.push(Amount { amount: Some(*amount), purse, said, range });
                        (used, last) = (true, Some(self.told.amounts.len() - 1));
                    }
                    Leaf::Within => {
                        if let Some(last) = last {
                            self.told.amounts[last].range.end = range.end;
                        }
                    }
                    Leaf::Nothing => (used, last) = (true, None),
                    Leaf::Mark(named) => self.mark(named),
                    Leaf::Fund => self.fund(range),
                    Leaf::Beside | Leaf::Unit => {}
                    Leaf::Words | Leaf::Bare(_) => self.rest(range),
                },
                Node::Group(open, inner, range) => {
                    let amounts = holds(inner, &|leaf| matches!(leaf, Leaf::Money(_)));
                    let says = holds(inner, &|leaf| matches!(leaf, Leaf::Year(_) | Leaf::From(_) | Leaf::Kind(_)));
                    if amounts && self.is_other(*open) {
                        // [1,100百万円] where a note says that such brackets hold something else.
                    } else if last.is_some() && amounts && self.is_of_sources(inner) {
                        // 34,742千円（一般財源 12,742千円、国庫 22,000千円）: from what it is paid.
                    } else if amounts && says {
                        // 42億円（前年度 38億円）: the kind is that of the amount before.
                        self.sequence(inner, last.and_then(|last| self.before(last)));
                    } else if amounts {
                        let key = self.key(*open, last).map(|purse| (purse, Said::Key));
                        let inside = match last {
                            Some(last) => key.or_else(|| self.before(last)),
                            None => key.or_else(|| self.known.title.clone().map(|purse| (purse, Said::Title))),
                        };
                        let from = self.told.amounts.len();
                        self.sequence(inner, inside);
                        if last.is_none() {
                            led = from..self.told.amounts.len();
                            alone = inner
                                .iter()
                                .all(|node| matches!(node, Node::Leaf(Leaf::Money(_) | Leaf::Unit | Leaf::Within, _)));
                        }
                    } else if says {
                        match last {
                            Some(last) => self.behind(last, inner, range),
                            // X費 [2月補正] 3,105万円: the bracket before an amount says what it is for.
                            None if *open == '[' => purse = self.told_in(inner),
                            None => {}
                        }
                    } else if holds(inner, &|leaf| matches!(leaf, Leaf::Fund)) {
                        self.fund(range);
                    } else if let ([Node::Leaf(Leaf::Within, _)], Some(last)) = (inner.as_slice(), last) {
                        self.told.amounts[last].range.end = range.end;
                    } else {
                        for node in inner {
                            match node {
                                Node::Leaf(Leaf::Mark(named), _) => self.mark(named),
                                Node::Leaf(Leaf::Words, range) if *open != '(' => self.rest(range),
                                _ => {}
                            }
                        }
                    }
                }
            }
        }
        if !used {
            self.after(last, purse, end);
        }
    }

    /// 3,569百万円 → 3,124百万円, (3,569百万円) 3,124百万円: of two amounts that a title alone explains the first is of the year
    /// before, where an arrow or its bracket says so. Gives by what the second is known.
    fn beside(&mut self, earlier: Range, bracketed: bool, purse: &Purse, at: usize) -> Said {
        let text = self.reading.view.text.as_str();
        let leads = |from: usize| text.get(from..at).is_some_and(|between| between.contains(ARROWS));
        let before = self.year_before(purse);
        let Some(first) = self.told.amounts[earlier.clone()].first() else {
            // An arrow that leads from nothing: its first amount stands elsewhere.
            return if leads(self.told.name.end) { Said::Nothing } else { Said::Title };
        };
        match before.filter(|_| bracketed || leads(first.range.end)) {
            Some(before) if first.said == Said::Title => {
                self.told.amounts[earlier].iter_mut().for_each(|one| one.purse = before.clone());
                Said::Title
            }
            _ if matches!(first.said, Said::Title | Said::Nothing) => Said::Nothing,
            _ => Said::Title,
        }
    }

    /// Whether a bracket tells of what an amount is made up or from what it is paid: a part, words for sources.
    fn is_of_sources(&self, inner: &[Node]) -> bool {
        if inner.first().is_some_and(|node| self.words.opens_part(self.reading.text(node.range()))) {
            return true;
        }
        let mut words = inner.iter().filter(|node| matches!(node, Node::Leaf(Leaf::Words, _))).peekable();
        words.peek().is_some() && words.all(|node| self.words.is_source(self.reading.text(node.range())))
    }

    /// The year and kind that a bracket holds.
    fn told_in(&self, inner: &[Node]) -> Purse {
        let mut purse = Purse::default();
        for node in inner {
            match node {
                Node::Leaf(Leaf::Year(year), _) => purse.year = Some(*year),
                Node::Leaf(Leaf::Kind(kind), range) => {
                    purse.kind = Some(kind.clone());
                    purse.year = purse.year.or_else(|| self.before_april(range.start));
                }
                _ => {}
            }
        }
        purse
    }

    /// 2月補正 beside the initial budget of a title: the year before has it.
    fn before_april(&self, at: usize) -> Option<i32> {
        let before = self.reading.view.text[..at].strip_suffix('月')?;
        let month = before.chars().next_back().filter(char::is_ascii_digit)?;
        let single = !before.strip_suffix(month)?.ends_with(|c: char| c.is_ascii_digit());
        let title = self.known.title.as_ref()?;
        let initial = title.kind.as_deref().is_some_and(|kind| self.words.year_before(kind).is_some());
        (single && initial && ('1'..='3').contains(&month)).then_some(title.year? - 1)
    }

    /// The year that 前年度 counts from.
    fn base(&self) -> Option<i32> {
        let own = self.told.amounts.iter().find_map(|one| one.purse.year);
        own.or_else(|| self.known.title.as_ref()?.year).or(self.known.above)
    }

    /// What an amount is for, and by what that is known.
    fn known(&self, own: &Purse, inside: Option<&(Purse, Said)>) -> (Purse, Said) {
        let title = self.known.title.clone().unwrap_or_default();
        match (own.is_whole(), inside, &own.kind) {
            (true, ..) => (own.clone(), Said::Own),
            (false, None, Some(kind))
                if own.year.is_none() && self.words.is_plain(kind) && self.known.all.is_some() =>
            {
                (self.known.all.cloned().unwrap_or_default(), Said::Own)
            }
            (false, None, Some(kind)) if title.year.is_some() => {
                // 予算額 under a title of 当初予算案 is one, 補正額 one of 補正予算案; under one of 概算要求 nobody knows.
                let same = |told: &String| {
                    told.starts_with(kind.as_str()) || self.words.says_little(kind) && self.words.is_a_budget(told)
                };
                let told = title.kind.filter(|told| own.year.is_none() && same(told));
                (Purse { year: title.year, kind: told.or_else(|| Some(kind.clone())) }, Said::Own)
            }
            (false, Some((purse, said)), None) if purse.is_whole() => {
                (Purse { year: own.year.or(purse.year), kind: purse.kind.clone() }, *said)
            }
            (false, None, None) if title.is_whole() => (title, Said::Title),
            _ => (own.clone(), Said::Nothing),
        }
    }

    fn held(&self, open: char) -> Option<Held> {
        let own = self.own.iter().find(|(of, _)| *of == open).map(|(_, held)| held.clone());
        own.or_else(|| (self.known.bracket)(open))
    }

    /// Whether a note says that such brackets hold no budgets.
    fn is_other(&self, open: char) -> bool {
        self.held(open).is_some_and(|held| held.other)
    }

    /// What a note says of a bracket, behind an amount or by itself.
    fn key(&self, open: char, last: Option<usize>) -> Option<Purse> {
        let Held { purse, last: before, .. } = self.held(open)?;
        if purse.year.is_none() && before {
            let year = last.map_or_else(|| self.base(), |last| self.told.amounts[last].purse.year)?;
            return Some(Purse { year: Some(year - 1), ..purse });
        }
        purse.is_whole().then_some(purse)
    }

    /// The year before that of an amount: 12億円（11億円）. A supplementary budget has none.
    fn before(&self, last: usize) -> Option<(Purse, Said)> {
        let Amount { purse, said, .. } = &self.told.amounts[last];
        Some((self.year_before(purse)?, *said))
    }

    /// Whether words stand between amounts in a bracket and the next one.
    fn is_led_by_words(&self, earlier: &Range, at: usize) -> bool {
        let Some(last) = self.told.amounts[earlier.clone()].last() else { return false };
        let between = self.reading.view.text.get(last.range.end..at).unwrap_or_default();
        between.contains(char::is_alphanumeric)
    }

    fn year_before(&self, purse: &Purse) -> Option<Purse> {
        let kind = purse.kind.as_deref().and_then(|kind| self.words.year_before(kind))?;
        Some(Purse { year: purse.year.map(|year| year - 1), kind: Some(kind.to_owned()) })
    }

    /// JPY 3 billion (FY2026 request): the bracket behind says what it is for.
    fn behind(&mut self, last: usize, inner: &[Node], range: &Range) {
        // (FY2025 supplementary budget; to be spent by FY2029): the first tells it.
        let mut purse = Purse::default();
        for node in inner {
            match node {
                Node::Leaf(Leaf::Year(year), _) => purse.year = purse.year.or(Some(*year)),
                Node::Leaf(Leaf::Kind(kind), _) => purse.kind = purse.kind.or_else(|| Some(kind.clone())),
                Node::Leaf(Leaf::Mark(named), _) => self.mark(named),
                _ => {}
            }
        }
        self.after(Some(last), purse, range.end);
    }

    fn fund(&mut self, range: &Range) {
        let text = self.reading.text(range);
        let kind = text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let purse = Purse { year: None, kind: Some(kind) };
        self.told.amounts.push(Amount { amount: None, purse, said: Said::Own, range: range.clone() });
    }

    fn mark(&mut self, named: &[Named]) {
        for one in named {
            if !self.told.ministries.iter().any(|known| known.code == one.code) {
                self.told.ministries.push(one.clone());
            }
        }
    }

    /// Words behind an amount: an office, how new it is; else they are left over.
    fn rest(&mut self, range: &Range) {
        let text = self.reading.text(range).trim();
        if let Some(known) = self.lexicon.find_ministry(text).filter(|_| text.chars().count() > 1) {
            let code = self.lexicon.ministry(known).code.clone();
            return self.mark(&[Named { code, known: Some(known), lead: false }]);
        }
        let few = text.chars().filter(|c| c.is_alphanumeric()).count() == 0;
        if !(few || self.lexicon.is_office(text) || self.words.is_tag(text)) {
            self.told.left = true;
        }
    }
}

/// JPY 5 billion in the FY2027 request, JPY 4 billion in the FY2026 budget: whether each amount has behind it what it is for.
fn says_behind(nodes: &[Node]) -> bool {
    let leaf = |node: &Node| match node {
        Node::Leaf(Leaf::Money(_), _) => Some(true),
        Node::Leaf(Leaf::Kind(_), _) => Some(false),
        _ => None,
    };
    let mut told: Vec<bool> = nodes.iter().filter_map(leaf).collect();
    told.dedup();
    told.len() > 2 && told.first() == Some(&true) && told.last() == Some(&false)
}

pub(super) fn holds(nodes: &[Node], is: &dyn Fn(&Leaf) -> bool) -> bool {
    nodes.iter().any(|node| match node {
        Node::Leaf(leaf, _) => is(leaf),
        Node::Group(_, inner, _) => holds(inner, is),
    })
}
