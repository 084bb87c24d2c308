//! Clauses and their mood: what a predicate does with the values before it.
//!
//! A clause ends at a predicate that modifies no noun. Its mood is told from right to left:
//! こと, もの, よう and a verb that goes on take the mood of the clause behind them.

use crate::rules::{Case, Class, Mood, MoodRule, Sentences};
use crate::text::{Pos, Range};

use super::chunk::{Chunk, Sort};

/// A clause: some chunks, the last of them its predicate where it has one.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// Which chunks of the sentence.
    pub chunks: std::ops::Range<usize>,
    pub predicate: Predicate,
    pub mood: Mood,
    /// The entry of `moods.toml` that told it; none for a plain present tense.
    pub by: Option<usize>,
    /// Its mood is that of a clause behind it.
    pub taken: bool,
    pub is_final: bool,
}

/// What moods and frames ask of a predicate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Predicate {
    /// A verb's base form, or the noun before である; empty where there is none.
    pub base: String,
    /// The head of the chunk before a verb.
    pub noun: String,
    /// Whether that chunk holds a word for goals: 数値目標に, 目標値と.
    pub endings: Vec<String>,
    pub formal: Option<String>,
    pub copula: bool,
    pub goes_on: bool,
    pub joined: bool,
    pub none: bool,
    /// と stands behind it: 拡大すると見込む.
    pub quoted: bool,
    /// Nothing stands before it in its clause.
    pub alone: bool,
    /// What its clause speaks of first: この計画では.
    pub topic: String,
}

/// The clauses of a sentence, with their moods.
pub(super) fn clauses(chunks: &[Chunk], data: &Sentences) -> Vec<Clause> {
    let mut out: Vec<Clause> = Vec::new();
    let mut start = 0;
    for (at, chunk) in chunks.iter().enumerate() {
        let last = at + 1 == chunks.len();
        let told_of_all = is_told_of_all(chunks, at, data);
        let ends = match chunk.sort {
            // 合わせて, 通じて: an adverb by now.
            // 2030年に向け、…: so too behind a year.
            Sort::Verb => {
                let timed = at > 0 && chunks[at - 1].sort == Sort::Time && chunk.goes_on;
                // 目標を大きく上回る
                let text: String = chunk.tokens.iter().map(|token| token.text.as_str()).collect();
                let how = (data.is(&chunk.base, Class::How) || data.is(&text, Class::How)) && !chunk.comma && !last;
                let linking = (chunk.joined || timed) && data.is(&chunk.base, Class::Linking) || how;
                let modifies = chunk.adnominal && !aims_before_noun(chunks, start..at, data);
                !(modifies || linking || is_object_of_modifier(chunks, start..at, data))
            }
            _ => {
                chunk.copula && (chunk.comma || last || ends_copula(chunk, data)) && !is_before_noun(chunks, at, data)
                    || is_told(chunk, data)
                    || aims(chunks, at, data)
                    || told_of_all
            }
        };
        if ends || last {
            let mut whole = clause(chunks, start..at + 1, last, data);
            if told_of_all {
                whole.mood = Mood::Told;
            }
            out.push(whole);
            start = at + 1;
        }
    }
    suppose(&mut out, chunks, data);
    deny(&mut out, chunks, data);
    for at in (0..out.len().saturating_sub(1)).rev() {
        let (this, next) = (&out[at], &out[at + 1]);
        // …となるよう、…: done for it, and no part of what follows.
        // But …となることを、目標に設定する: what is done to it follows.
        let parted =
            chunks.get(this.chunks.end).is_some_and(|chunk| chunk.comma && !data.marks(&chunk.particle, Case::Object));
        let bridge = this.predicate.formal.as_deref().is_some_and(|noun| data.is(noun, Class::Bridge)) && !parted;
        // 5割以上の農地で使われている状態を目指す: what is to be so is aimed at, however it is told.
        let state = this.predicate.formal.as_deref().is_some_and(|noun| data.is(noun, Class::StateNoun)) && !parted;
        let lasting = this.predicate.endings.iter().any(|ending| data.is(ending, Class::Ongoing));
        let aimed = state && lasting && this.mood == Mood::Told && next.mood == Mood::Goal;
        // 女性が3割を占めることを目指す: so is what is said of it as of today.
        let now = bridge
            && this.mood == Mood::Told
            && next.mood == Mood::Goal
            && next.chunks.len() <= AIMED
            && !this.predicate.copula
            && !this.predicate.endings.iter().any(|ending| data.is(ending, Class::Past));
        let takes = aimed
            || now
            || this.mood == Mood::Plain
                && match next.mood {
                    _ if bridge || state && next.mood == Mood::Goal || this.predicate.quoted => {
                        next.mood != Mood::Plain && next.mood != Mood::Noun
                    }
                    // 連用中止: 増やし、…を目標とした is told as a whole, 増やし、…を目指す is not.
                    // 病床を300床削減し、…200床増やすことを目指す
                    Mood::Goal => {
                        this.predicate.goes_on && !this.predicate.joined && data.is(&this.predicate.base, Class::Set)
                    }
                    // 40%の水準まで縮小し、…に達するものと想定される
                    Mood::Doubt => this.predicate.goes_on && !this.predicate.joined && next.taken,
                    Mood::Told => this.predicate.goes_on && !this.predicate.joined && next.taken_or_verb(),
                    _ => false,
                };
        if takes {
            // 人口は2050年に97億人に達するとしている: what comes by itself is said, not promised.
            let said = matches!(next.mood, Mood::Plan | Mood::OldGoal) && next.predicate.alone;
            let comes = said && this.predicate.quoted && data.is(&this.predicate.base, Class::Happen);
            let (mood, by) = (if comes { Mood::Told } else { next.mood }, next.by);
            let this = &mut out[at];
            (this.mood, this.by, this.taken) = (mood, by, true);
        }
    }
    for at in (1..out.len()).rev() {
        shown_as_goal(&mut out, at, chunks, data);
    }
    out
}

/// ことを目指す: nothing stands between what is to be so and the verb that aims at it.
const AIMED: usize = 2;

/// 新たな目標として、件数を30件とすることが示されている: what is shown was called the goal before.
fn shown_as_goal(clauses: &mut [Clause], at: usize, chunks: &[Chunk], data: &Sentences) {
    let shows = data.is(&clauses[at].predicate.base, Class::Show) && clauses[at].mood == Mood::Told;
    let past = clauses[at].predicate.endings.iter().any(|ending| data.is(ending, Class::Past));
    let before = &clauses[at - 1];
    let goal = |chunk: &Chunk| data.ends(&chunk.words(), Class::GoalNoun) && data.marks(&chunk.particle, Case::As);
    if shows && !past && before.taken && before.mood == Mood::Told && chunks[before.chunks.clone()].iter().any(goal) {
        let by = data.moods.iter().position(|rule| rule.is == Mood::Goal && rule.predicate.contains(&Class::Show));
        for clause in &mut clauses[at - 1..=at] {
            (clause.mood, clause.by) = (Mood::Goal, by);
        }
    }
}

/// 70%を目指す取組を進める: a verb that says what its value is aimed at, whatever noun it modifies.
fn aims_before_noun(chunks: &[Chunk], before: std::ops::Range<usize>, data: &Sentences) -> bool {
    let at = before.end;
    // …に着手することを目標とする計画: the value stands before こと.
    let said = chunks[before.start.min(at)..at].first().is_some_and(|chunk| data.is(chunk.head(), Class::Bridge));
    let valued = said && before.start > 0 || chunks[before.clone()].iter().any(|chunk| chunk.sort == Sort::Value);
    let own = || clause(chunks, before.start..at + 1, false, data);
    let aims = |own: &Clause| {
        let strives = data.is(&own.predicate.base, Class::Strive);
        // 40%の削減を目指した開発
        matches!(own.mood, Mood::Goal | Mood::OldGoal) && (strives || data.is(&own.predicate.noun, Class::GoalNoun))
    };
    // 売上高100億円を目指す企業の宣言: but it is they who aim.
    let theirs = chunks.get(at + 1).is_some_and(|next| data.ends(&next.words(), Class::DoerEnd));
    valued && !theirs && aims(&own())
}

/// 規定に適合しない旨を通知した件数: what the verb says is the object of one that modifies a noun, and part of a name.
fn is_object_of_modifier(chunks: &[Chunk], before: std::ops::Range<usize>, data: &Sentences) -> bool {
    let at = before.end;
    let bridge = chunks[at].formal.is_some();
    let object = chunks.get(at + 1).is_some_and(|next| {
        data.is(next.head(), Class::Matter) && data.marks(&next.particle, Case::Object) && !next.comma
    });
    let modifier = chunks.get(at + 2).is_some_and(|next| next.sort == Sort::Verb && next.adnominal);
    bridge && object && modifier && !chunks[before].iter().any(|chunk| chunk.sort == Sort::Value)
}

impl Clause {
    fn taken_or_verb(&self) -> bool {
        !self.predicate.copula || self.taken
    }

    /// Its place in the view.
    pub fn range(&self, chunks: &[Chunk]) -> Range {
        let (first, last) = (&chunks[self.chunks.start], &chunks[self.chunks.end - 1]);
        first.start()..last.range().end
    }
}

/// …場合、2050年の排出量は10%増加する: what follows from what is supposed is no promise.
fn suppose(clauses: &mut [Clause], chunks: &[Chunk], data: &Sentences) {
    let supposed =
        |clause: &Clause| clause.predicate.formal.as_deref().is_some_and(|noun| data.is(noun, Class::Supposed));
    for clause in clauses.iter_mut().filter(|clause| clause.mood == Mood::Plain) {
        // 50%を超えた場合には、補助率を…: the verb went with the value.
        if chunks[clause.chunks.clone()].iter().any(|chunk| data.is(chunk.head(), Class::Supposed)) {
            clause.mood = Mood::Doubt;
        }
    }
    for at in 1..clauses.len() {
        if supposed(&clauses[at - 1]) && clauses[at].mood == Mood::Plain {
            clauses[at].mood = Mood::Doubt;
        }
    }
}

/// 年間34万円で、…: a value that is told, and something else goes on.
fn is_told(chunk: &Chunk, data: &Sentences) -> bool {
    chunk.sort == Sort::Value && chunk.comma && data.marks(&chunk.particle, Case::By)
}

/// 95%以上とすることを目標に、改修を支援する: a word for goals that no verb takes.
fn aims(chunks: &[Chunk], at: usize, data: &Sentences) -> bool {
    let chunk = &chunks[at];
    let goal = data.ends(&chunk.words(), Class::GoalNoun);
    // 50%の目標に届く: it tells how far something came.
    let verbs = [Class::Aim, Class::Light, Class::Show, Class::Become];
    let taken = chunks.get(at + 1).is_some_and(|next| next.sort == Sort::Verb && data.is_any(&next.base, &verbs));
    let held = at > 0 && (chunks[at - 1].sort == Sort::Value || data.is(chunks[at - 1].head(), Class::Bridge));
    chunk.sort == Sort::Noun && goal && held && !taken && data.marks(&chunk.particle, Case::As)
}

/// 最終年度である令和12年度までに: である modifies the noun right behind it.
fn is_before_noun(chunks: &[Chunk], at: usize, data: &Sentences) -> bool {
    let chunk = &chunks[at];
    let tail = chunk.tokens.last().is_some_and(|token| token.text == token.base);
    let next = chunks.get(at + 1).filter(|next| next.first().is_some_and(|first| first.pos == Pos::Noun));
    let noun = next.is_some_and(|next| !data.is_any(next.head(), &[Class::Formal, Class::Condition]));
    // 令和6年度に68.4%であった利用率を: and what is named there stood so.
    let stood = chunk.sort == Sort::Value && chunk.endings.iter().any(|end| data.is(end, Class::Past));
    (chunk.sort == Sort::Noun || stood) && chunk.copula && !chunk.comma && tail && chunk.endings.len() > 1 && noun
}

/// 3割とするわけではありません: what is said is denied right behind it.
fn deny(clauses: &mut [Clause], chunks: &[Chunk], data: &Sentences) {
    for at in 1..clauses.len() {
        let told = clauses[at - 1].predicate.formal.as_deref().is_some_and(|noun| data.is(noun, Class::Account));
        let mut behind = clauses[at].chunks.clone().flat_map(|at| &chunks[at].tokens);
        if told && behind.any(|token| data.is(&token.base, Class::Not)) {
            (clauses[at - 1].mood, clauses[at - 1].taken) = (Mood::Doubt, true);
        }
    }
}

/// 胃がん48.3%、大腸がん46.0%と、いずれも60%という目標に届かない: what stands before the word for all parts is told.
fn is_told_of_all(chunks: &[Chunk], at: usize, data: &Sentences) -> bool {
    let chunk = &chunks[at];
    let text = |next: &Chunk| next.tokens.iter().map(|token| token.text.as_str()).collect::<String>();
    let all = chunks.get(at + 1).is_some_and(|next| data.is(&text(next), Class::AllParts));
    chunk.sort == Sort::Value && chunk.comma && data.marks(&chunk.particle, Case::Quote) && all
}

fn ends_copula(chunk: &Chunk, data: &Sentences) -> bool {
    chunk.tokens.last().is_some_and(|token| data.is(&token.text, Class::CopulaEnd))
}

fn clause(chunks: &[Chunk], range: std::ops::Range<usize>, is_final: bool, data: &Sentences) -> Clause {
    let last = &chunks[range.end - 1];
    let before = range.end.checked_sub(2).filter(|&at| at >= range.start).map(|at| &chunks[at]);
    let mut predicate = Predicate {
        endings: last.endings.clone(),
        formal: last.formal.clone(),
        goes_on: last.goes_on,
        joined: last.joined,
        topic: topic(&chunks[range.clone()], data),
        ..Predicate::default()
    };
    match last.sort {
        Sort::Verb => {
            predicate.base.clone_from(&last.base);
            predicate.quoted = data.marks(&last.particle, Case::Quote);
            // 目標を国連に提出する: what is handed in stands before whoever is given it.
            let given =
                data.is(&last.base, Class::HandIn) && before.is_some_and(|to| data.marks(&to.particle, Case::Target));
            let object = range.end.checked_sub(3).filter(|&at| given && at >= range.start).map(|at| &chunks[at]);
            predicate.noun = object.or(before).map_or(String::new(), |chunk| noun_of(chunk, data));
            predicate.alone = before.is_none();
        }
        _ if last.copula || aims(chunks, range.end - 1, data) => {
            predicate.copula = true;
            predicate.base = noun_of(last, data);
            predicate.noun.clone_from(&predicate.base);
        }
        _ if is_told(last, data) => {
            // As with である.
            predicate.copula = true;
        }
        _ => {
            predicate.none = true;
            predicate.base = last.head().to_owned();
            predicate.noun = noun_of(last, data);
        }
    }
    let told = data.moods.iter().position(|rule| fits(rule, &predicate, data));
    let mood = match told {
        Some(at) => data.moods[at].is,
        None if predicate.none => Mood::Noun,
        None => Mood::Plain,
    };
    // 減らせるのではないかとの指摘があった
    let mut behind = last.tokens[last.content..].iter();
    let asks = behind.any(|token| token.pos == Pos::Particle && data.is(&token.text, Class::Asks));
    let mood = if asks && mood != Mood::Told { Mood::Doubt } else { mood };
    Clause { chunks: range, predicate, mood, by: told, taken: false, is_final }
}

fn topic(chunks: &[Chunk], data: &Sentences) -> String {
    let first = chunks.iter().find(|chunk| data.marks(&chunk.particle, Case::Topic));
    first.map_or(String::new(), Chunk::words)
}

/// A chunk's head; of a compound that ends in a word for goals that word: 数値目標.
fn noun_of(chunk: &Chunk, data: &Sentences) -> String {
    let words = chunk.words();
    data.ending(&words, Class::GoalNoun).unwrap_or_else(|| chunk.head()).to_owned()
}

fn fits(rule: &MoodRule, predicate: &Predicate, data: &Sentences) -> bool {
    let any = |words: &[String], classes: &[Class]| words.iter().any(|word| data.is_any(word, classes));
    let is = |word: &str, classes: &[Class]| classes.is_empty() || data.is_any(word, classes);
    (!rule.copula || predicate.copula)
        && (!rule.alone || predicate.alone)
        && (rule.noun.is_empty() || !predicate.none)
        && is(&predicate.base, &rule.predicate)
        && (rule.predicate.is_empty() || rule.copula || !predicate.copula)
        && !data.is_any(&predicate.base, &rule.unless)
        && (rule.auxiliary.is_empty() || any(&predicate.endings, &rule.auxiliary))
        && !any(&predicate.endings, &rule.without)
        && is(&predicate.noun, &rule.noun)
        && (rule.topic.is_empty() || rule.topic.iter().any(|class| data.ends(&predicate.topic, *class)))
        && (rule.formal.is_empty() || predicate.formal.as_deref().is_some_and(|noun| data.is_any(noun, &rule.formal)))
}
