//! Chunks: a content word or a compound of them, with the particles and endings behind it.
//!
//! 中小企業の | 労働生産性を | 2029年度までに | 3%に | 引き上げる。 A bracket with values hangs
//! on the chunk before it; quotation marks around a whole clause are looked through.

use crate::rules::{Case, Class, Sentences};
use crate::text::{Pos, Range, Sub};

use super::token::{Kind, Token};

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Noun,
    Value,
    Time,
    Verb,
    /// Adverbs, conjunctions, この.
    Aside,
}

#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub sort: Sort,
    pub tokens: Vec<Token>,
    /// How many of the tokens are its content.
    pub content: usize,
    /// Its particles together: までに.
    pub particle: String,
    /// A comma stands behind it.
    pub comma: bool,
    pub brackets: Vec<Bracket>,
    /// A verb's base form, a compound's noun: 増加 of 増加させる.
    pub base: String,
    /// The base forms of auxiliaries behind its content.
    pub endings: Vec<String>,
    /// A verb that modifies the noun behind it.
    pub adnominal: bool,
    /// A verb that goes on: 増やし、.
    pub goes_on: bool,
    /// て, が, つつ stand behind it.
    pub joined: bool,
    /// The noun that it modifies makes no name but a turn: こと, ため, 場合, 目標.
    pub formal: Option<String>,
    pub copula: bool,
}

/// A bracket with values or years in it.
#[derive(Debug, Clone)]
pub(super) struct Bracket {
    pub range: Range,
    pub tokens: Vec<Token>,
}

impl Chunk {
    /// Its place in the view, endings and all.
    pub fn range(&self) -> Range {
        let start = self.tokens.first().map_or(0, |token| token.range.start);
        start..self.tokens.last().map_or(start, |token| token.range.end)
    }

    pub fn start(&self) -> usize {
        self.range().start
    }

    /// Where its content ends, before particles.
    pub fn content_end(&self) -> usize {
        self.tokens[..self.content].last().map_or(self.range().end, |token| token.range.end)
    }

    /// Its last content word that is no bracket.
    pub fn head(&self) -> &str {
        let words = self.tokens[..self.content].iter().rev();
        words.filter(|token| token.kind != Kind::Bracket).map(|token| token.base.as_str()).next().unwrap_or_default()
    }

    pub fn first(&self) -> Option<&Token> {
        self.tokens.first()
    }

    pub fn value(&self) -> Option<usize> {
        self.tokens.iter().find_map(|token| if let Kind::Value(at) = token.kind { Some(at) } else { None })
    }

    /// The words of its content together.
    pub fn words(&self) -> String {
        let words = self.tokens[..self.content].iter().filter(|token| token.kind != Kind::Bracket);
        words.map(|token| token.text.as_str()).collect()
    }
}

/// The brackets, opening and closing, and those that quote.
const OPEN: &str = "([「『【<《〈〔";
const CLOSE: &str = ")]」』】>》〉〕";
const QUOTES: &str = "「『";
/// What joins words to one.
const JOINS: &str = "・-/×&~+'’.―";
/// A quotation with so many words is a clause.
const CLAUSE: usize = 4;

/// The chunks of a sentence's tokens.
pub(super) fn chunks(tokens: Vec<Token>, data: &Sentences) -> Vec<Chunk> {
    let tokens = polite(tokens, data);
    let mut chunker = Chunker { data, out: Vec::new(), now: Vec::new(), ended: false, brackets: Vec::new() };
    chunker.run(tokens);
    let mut out = chunker.out;
    led_by_name(&mut out, data);
    modifiers(&mut out, data);
    out
}

/// 延べ宿泊者数　2030年に1,100万人泊: a name that counts and a gap behind it stand for は.
fn led_by_name(chunks: &mut [Chunk], data: &Sentences) {
    let gap = |at: usize| chunks[at + 1].start() > chunks[at].range().end;
    let Some(last) = (0..chunks.len().saturating_sub(1).min(LEAD)).find(|&at| gap(at)) else { return };
    let noun = |chunk: &Chunk| chunk.sort == Sort::Noun && !chunk.comma && !chunk.copula;
    let joins = |chunk: &Chunk| chunk.particle.is_empty() || data.marks(&chunk.particle, Case::Of);
    let whole = chunks[..last].iter().all(|chunk| noun(chunk) && !data.marks(&chunk.particle, Case::Topic));
    let name = &chunks[last];
    let value =
        matches!(chunks[last + 1].sort, Sort::Time | Sort::Value) || data.is(chunks[last + 1].head(), Class::Baseline);
    let counts = super::name::counts(&name.words(), data) && name.particle.is_empty();
    let goes_on = chunks[last + 1..].iter().any(|chunk| !joins(chunk));
    if whole && noun(name) && counts && value && goes_on {
        chunks[last].particle = data.words(Class::AsTopic).first().cloned().unwrap_or_default();
    }
}

/// A name before a gap has no more chunks.
const LEAD: usize = 8;

/// 施設につきましては: particles with a verb among them that the tokeniser parts, each as one.
fn polite(mut tokens: Vec<Token>, data: &Sentences) -> Vec<Token> {
    // And 令和17年度を目途に; 目標値800人のところ too, but no 3か所のところ: a goal stands beside what was reached.
    let opens = |tokens: &[Token], at: usize| {
        let Some(next) = tokens.get(at + 1).filter(|_| tokens[at].pos == Pos::Particle) else { return false };
        let called = || tokens[at.saturating_sub(CALLED)..at].iter().any(|token| data.is(&token.text, Class::GoalNoun));
        next.pos == Pos::Verb && !data.is(&next.base, Class::Do)
            || next.pos == Pos::Noun
                && (data.is(&next.text, Class::Aim) || data.is(&next.text, Class::InParticle) && called())
    };
    let mut at = 0;
    while let Some(found) = (at..tokens.len()).find(|&at| opens(&tokens, at)) {
        at = found;
        let is_particle = |end: &usize| {
            let text: String = tokens[at..*end].iter().map(|token| token.text.as_str()).collect();
            tokens[at..*end].iter().all(Token::is_word) && data.is_particle(&text)
        };
        if let Some(end) = (at + 2..=tokens.len().min(at + POLITE)).rev().find(is_particle) {
            let one = Token { pos: Pos::Particle, sub: tokens[at].sub, ..joined(&tokens[at..end], Kind::Word) };
            tokens.splice(at..end, [one]);
        }
        at += 1;
    }
    tokens
}

/// A particle has no more words.
const POLITE: usize = 6;
/// A goal and its value before a particle, 目標値800人のところ, have no more words.
const CALLED: usize = 4;

struct Chunker<'a> {
    data: &'a Sentences,
    out: Vec<Chunk>,
    /// The chunk under way, and whether its content is over.
    now: Vec<Token>,
    ended: bool,
    brackets: Vec<Bracket>,
}

impl Chunker<'_> {
    fn run(&mut self, mut tokens: Vec<Token>) {
        let mut skip: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if skip.contains(&at) {
                at += 1;
                continue;
            }
            let token = tokens[at].clone();
            if is(&token, OPEN) {
                let Some(close) = closing(&tokens, at) else {
                    at += 1;
                    continue;
                };
                let inside = at + 1..close;
                let holds = tokens[inside.clone()].iter().any(|token| !token.is_word());
                if is(&token, QUOTES) {
                    if holds && inside.len() > CLAUSE {
                        skip.push(close);
                        at += 1;
                        continue;
                    }
                    tokens[close] = joined(&tokens[at..=close], Kind::Word);
                    at = close;
                    continue;
                }
                if !holds {
                    if !self.now.is_empty() && !self.ended {
                        self.now.push(joined(&tokens[at..=close], Kind::Bracket));
                    }
                } else {
                    let range = token.range.start..tokens[close].range.end;
                    let bracket = Bracket { range, tokens: tokens[inside].to_vec() };
                    if !self.now.is_empty() {
                        self.brackets.push(bracket);
                    } else if let Some(last) = self.out.last_mut() {
                        last.brackets.push(bracket);
                    }
                }
                at = close + 1;
                continue;
            }
            self.take(token);
            at += 1;
        }
        self.flush();
    }

    fn take(&mut self, token: Token) {
        if token.is_word() && matches!(token.text.as_str(), "、" | ",") {
            self.flush();
            if let Some(last) = self.out.last_mut() {
                last.comma = true;
            }
            return;
        }
        if token.is_word() && token.text == ":" {
            self.flush();
            if let Some(last) = self.out.last_mut().filter(|last| last.particle.is_empty()) {
                last.particle.push(':');
            }
            return;
        }
        if token.is_word() && token.text == "。" {
            self.flush();
            return;
        }
        if token.pos == Pos::Symbol && token.is_word() && (self.now.is_empty() || !JOINS.contains(token.text.as_str()))
        {
            return;
        }
        if !self.is_content(&token) {
            let belongs = matches!(token.pos, Pos::Particle | Pos::Auxiliary | Pos::Verb | Pos::Noun);
            if !self.now.is_empty() && belongs {
                self.ended = true;
                self.now.push(token);
            }
            return;
        }
        if self.ended || self.now.last().is_some_and(|last| !self.goes_with(last, &token)) {
            self.flush();
        }
        self.now.push(token);
    }

    fn is_content(&self, token: &Token) -> bool {
        match token.pos {
            _ if !token.is_word() => true,
            Pos::Noun => !(token.sub == Sub::Dependent && self.data.is(&token.base, Class::Nominaliser)),
            Pos::Verb => token.sub == Sub::Independent,
            Pos::Particle | Pos::Auxiliary => false,
            Pos::Symbol => JOINS.contains(token.text.as_str()),
            _ => true,
        }
    }

    /// Whether a content word goes on with the compound before it.
    fn goes_with(&self, last: &Token, token: &Token) -> bool {
        let does = token.pos == Pos::Verb && self.data.is(&token.base, Class::Do);
        if !token.is_word() {
            return false;
        }
        // となるよう施策を講じる, とするため予算を確保する
        let turns = last.sub == Sub::Dependent && self.now.len() == 1 && self.follows_verb();
        if turns && self.data.is(&last.base, Class::Formal) {
            return false;
        }
        match last.kind {
            Kind::Value(_) => self.data.is(&token.text, Class::ValueSuffix),
            Kind::Period(_) | Kind::Against(_) | Kind::Years(_) => self.data.is(&token.text, Class::PeriodSuffix),
            _ if does => last.pos == Pos::Noun,
            // それぞれ医師を: each is no part of a word.
            _ if self.data.is(&last.text, Class::Each) => false,
            // 看取り数, 見送り件: a verb that a noun of one character counts.
            _ if last.pos == Pos::Verb && last.text != last.base => {
                token.pos == Pos::Noun && self.data.is(&token.text, Class::Measured)
            }
            _ => {
                let apart = |pos: Pos| {
                    matches!(pos, Pos::Verb | Pos::Adjective | Pos::Determiner | Pos::Conjunction | Pos::Adverb)
                };
                let current = token.sub == Sub::Adverbial && self.data.is(&token.text, Class::Baseline);
                !(apart(token.pos) || apart(last.pos) || current)
            }
        }
    }

    /// Whether the last chunk is a verb that could modify what follows.
    fn follows_verb(&self) -> bool {
        self.out.last().is_some_and(|last| last.sort == Sort::Verb && !last.comma)
    }

    fn flush(&mut self) {
        let tokens = std::mem::take(&mut self.now);
        let brackets = std::mem::take(&mut self.brackets);
        self.ended = false;
        if !tokens.is_empty() {
            let mut chunk = self.described(tokens);
            chunk.brackets = brackets;
            self.out.push(chunk);
        }
    }

    fn described(&self, tokens: Vec<Token>) -> Chunk {
        let content = tokens.iter().take_while(|token| self.is_content(token)).count();
        let (words, endings) = tokens.split_at(content);
        let particle: String =
            endings.iter().filter(|token| token.pos == Pos::Particle).map(|token| token.text.as_str()).collect();
        let verbs: Vec<&Token> =
            endings.iter().filter(|token| matches!(token.pos, Pos::Auxiliary | Pos::Verb)).collect();
        let mut chunk = Chunk {
            sort: Sort::Noun,
            content,
            particle,
            comma: false,
            brackets: Vec::new(),
            base: String::new(),
            endings: verbs.iter().map(|token| token.base.clone()).collect(),
            adnominal: false,
            goes_on: false,
            joined: endings.iter().any(|token| token.sub == Sub::Joining),
            formal: None,
            copula: false,
            tokens: Vec::new(),
        };
        let last = words.last();
        let copula = verbs.iter().any(|token| self.data.is(&token.base, Class::Copula));
        let before_noun = endings.last().is_some_and(|token| self.data.is(&token.text, Class::Na));
        // 4,500haを維持いたします: する, said politely.
        let polite = verbs.first().is_some_and(|verb| verb.pos == Pos::Verb && self.data.is(&verb.base, Class::Do));
        let plain = words.iter().all(Token::is_word);
        // 一時預かりを行う: what a verb ends in before を or の is a noun.
        let case = [Case::Object, Case::Of].into_iter().any(|case| self.data.marks(&chunk.particle, case));
        let noun = |last: &Token| last.pos == Pos::Verb && last.text != last.base && verbs.is_empty() && case;
        match last {
            Some(last) if noun(last) && words.iter().all(Token::is_word) => {}
            Some(last) if matches!(last.pos, Pos::Verb | Pos::Adjective) => self.verb(&mut chunk, words, endings),
            Some(last) if polite && plain && last.pos == Pos::Noun => self.verb(&mut chunk, words, endings),
            _ if words.iter().any(Token::is_value) => chunk.sort = Sort::Value,
            _ if words.iter().any(Token::is_period) => chunk.sort = Sort::Time,
            Some(last) if matches!(last.pos, Pos::Adverb | Pos::Conjunction | Pos::Determiner) => {
                chunk.sort = Sort::Aside;
            }
            Some(last) if last.sub == Sub::Stem && copula && !before_noun => chunk.sort = Sort::Aside,
            _ => {}
        }
        if chunk.sort != Sort::Verb && copula {
            chunk.copula = !before_noun && chunk.sort != Sort::Aside;
            if before_noun {
                chunk.particle = self.data.joint().to_owned();
            }
        }
        chunk.tokens = tokens;
        chunk
    }

    fn verb(&self, chunk: &mut Chunk, words: &[Token], endings: &[Token]) {
        chunk.sort = Sort::Verb;
        let Some(last) = words.last() else { return };
        let noun = words.len().checked_sub(2).map(|at| &words[at]);
        chunk.base = match noun {
            Some(noun) if self.data.is(&last.base, Class::Do) => match words.len().checked_sub(3) {
                // 電動化する
                Some(stem) if noun.sub == Sub::Suffix => format!("{}{}", words[stem].base, noun.base),
                _ => noun.base.clone(),
            },
            _ => last.base.clone(),
        };
        if noun.is_some() && self.data.is(&last.base, Class::Can) {
            chunk.endings.push(last.base.clone());
        }
        let tail = endings.last().unwrap_or(last);
        match tail.pos {
            Pos::Particle if tail.sub == Sub::Joining => chunk.goes_on = true,
            Pos::Verb | Pos::Auxiliary | Pos::Adjective => {
                let dictionary = tail.text == tail.base || self.data.is(&tail.text, Class::Before);
                (chunk.adnominal, chunk.goes_on) = (dictionary, !dictionary);
            }
            // 本が届くまでの日数
            Pos::Particle if self.data.marks(&chunk.particle, Case::Adnominal) => {
                chunk.adnominal = self.data.marks(&chunk.particle, Case::Until);
            }
            Pos::Noun => chunk.adnominal = true,
            _ => {}
        }
    }
}

/// Settles which verbs modify the noun behind them, and which turn on こと, ため, 場合, 目標.
fn modifiers(chunks: &mut [Chunk], data: &Sentences) {
    for at in 0..chunks.len() {
        // 安全が確保されたものの割合: ものの right before what counts is もの and の.
        let concedes =
            chunks[at].sort == Sort::Verb && !chunks[at].comma && data.is(&chunks[at].particle, Class::Though);
        let next = chunks.get(at + 1).filter(|next| next.sort == Sort::Noun);
        if concedes && next.is_some_and(|next| super::name::counts(&next.words(), data)) {
            (chunks[at].adnominal, chunks[at].goes_on, chunks[at].joined) = (true, false, false);
            continue;
        }
        // 減らすとの目標, 引き上げるという目標
        let quoted = chunks[at].sort == Sort::Verb && data.marks(&chunks[at].particle, Case::Adnominal);
        if chunks[at].sort != Sort::Verb || !(chunks[at].adnominal || quoted) {
            continue;
        }
        let nominalised = chunks[at].tokens[chunks[at].content..]
            .iter()
            .find(|token| token.pos == Pos::Noun)
            .map(|token| token.base.clone());
        let comma = chunks[at].comma;
        let next = chunks.get(at + 1);
        let noun =
            next.is_some_and(|next| next.first().is_some_and(|first| first.pos == Pos::Noun || !first.is_word()));
        // 掲載されるものの割合: もの is a noun of the name.
        let counts =
            next.is_some_and(|next| data.marks(&next.particle, Case::Of) && data.is(&next.words(), Class::Bridge));
        // とする従来の目標, とする「五か年計画」の目標: whose goal it is, or which.
        let between = |chunk: &Chunk| {
            let words = chunk.words();
            let whose = words.starts_with(['「', '『']) || data.is_any(&words, &[Class::Qualifier, Class::Agent]);
            chunk.sort == Sort::Noun && data.marks(&chunk.particle, Case::Of) && !chunk.comma && whose
        };
        // とした従前の目標 is over.
        let past = chunks[at].endings.iter().any(|end| data.is(end, Class::Past));
        let goal_behind = chunks
            .get(at + 2)
            .filter(|_| !past && next.is_some_and(between))
            .filter(|behind| behind.sort == Sort::Noun && data.ends(&behind.words(), Class::GoalNoun));
        // 拡大するとの民間の予測: so is what is foretold, whoever does.
        let foretold =
            chunks.get(at + 2).filter(|_| quoted && next.is_some_and(|next| data.marks(&next.particle, Case::Of)));
        let foretold = foretold.filter(|behind| data.is(&behind.words(), Class::DoubtNoun)).map(Chunk::words);
        let turn = goal_behind.or(next).filter(|_| noun && !counts).and_then(|next| {
            // 予定, but 予定価格 is a noun like any other.
            let first = next.first().filter(|first| {
                // こと等
                let more = next.words().strip_prefix(first.text.as_str()).map(str::to_owned);
                let alone = more.is_some_and(|more| more.is_empty() || data.is(&more, Class::Listing));
                data.is(&first.base, Class::Formal) && alone
            });
            let words = next.words();
            let goal = data.ending(&words, Class::GoalNoun).filter(|_| next.sort != Sort::Value);
            goal.or(first.map(|first| first.base.as_str())).map(str::to_owned)
        });
        let turn = foretold.or(turn);
        let chunk = &mut chunks[at];
        if quoted && turn.is_none() {
            continue;
        }
        if comma || !noun {
            chunk.adnominal = false;
            chunk.goes_on |= comma;
        }
        if let Some(noun) = nominalised {
            chunk.formal = Some(noun);
            chunk.adnominal = false;
        } else if let Some(turn) = turn.filter(|_| !comma) {
            chunk.formal = Some(turn);
            chunk.adnominal = false;
        }
    }
}

fn is(token: &Token, brackets: &str) -> bool {
    token.is_word() && token.text.chars().count() == 1 && brackets.contains(token.text.as_str())
}

/// The token that closes the bracket at a place.
fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0usize;
    (open..tokens.len()).find(|&at| {
        depth += usize::from(is(&tokens[at], OPEN));
        let closes = is(&tokens[at], CLOSE);
        depth = depth.saturating_sub(usize::from(closes));
        closes && depth == 0
    })
}

/// Some tokens as one noun.
fn joined(tokens: &[Token], kind: Kind) -> Token {
    let start = tokens.first().map_or(0, |token| token.range.start);
    let end = tokens.last().map_or(start, |token| token.range.end);
    let text: String = tokens.iter().map(|token| token.text.as_str()).collect();
    Token { range: start..end, base: text.clone(), text, pos: Pos::Noun, sub: Sub::Other, kind }
}
