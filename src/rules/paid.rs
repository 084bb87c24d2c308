//! The words of budgets: kinds, what is a part only, what is nothing, how amounts count, what columns of them hold.

use std::collections::BTreeMap;

use regex::Regex;

use super::words::{any, tokens};

/// Classes of `words.toml` made ready.
#[derive(Debug, Default)]
pub(crate) struct PaidWords {
    tokens: Option<Regex>,
    cue: Option<Regex>,
    /// 当初予算, budget request.
    kinds: Vec<String>,
    /// How new a programme is.
    tags: Vec<String>,
    yen: Vec<String>,
    thousand_yen: Vec<String>,
    /// What ends a bracket around an amount.
    bracketed: Vec<String>,
    /// Other currencies.
    foreign: Option<Regex>,
    /// What stands over amounts beside such a column: 事業費.
    costs: Vec<String>,
    /// What stands over what each programme of a grant was given: 交付額.
    grants: Vec<String>,
    firms: Vec<String>,
    /// What stands over the year of each row: fiscal year.
    years: Vec<String>,
    units: Vec<String>,
    others: Option<Regex>,
    /// Of those what is made up of many, or of words: 財源内訳, 備考.
    beside_amounts: Option<Regex>,
    /// What a note calls the round bracket by: 括弧, カッコ.
    round: Vec<String>,
    inside: Vec<String>,
    inside_ends: Vec<String>,
    /// What a note calls all amounts by: 金額は.
    amounts_are: Vec<String>,
    /// What stands before the unit of all amounts: Amounts in millions of yen.
    amounts_in: Vec<String>,
    accounts: Option<Regex>,
    no_accounts: Vec<String>,
    /// From what amounts are paid: 一般財源, 国庫.
    sources: Vec<String>,
    /// What joins a kind to a year: の.
    joins: Vec<String>,
    /// What says that a budget holds an amount: 計上.
    budgeted: Option<Regex>,
    /// How a verb ends before a noun: る, た.
    verbs: Vec<String>,
    /// What leads from a name to its amount: に.
    leads: Vec<String>,
    /// What begins a bracket with a part of an amount: うち.
    part_leads: Vec<String>,
    /// What one of many takes: 当たり.
    per_unit: Vec<String>,
    account_names: Vec<String>,
    /// Kinds that are shortened, and what they stand for.
    short: Vec<String>,
    full: Vec<String>,
    /// What stands for 案 and what adds nothing to a kind: 予算額（案） is 予算案.
    draft: Vec<String>,
    nothing_added: Vec<String>,
    /// Kinds of budgets of every year, the plain one first.
    regular: Vec<String>,
    plain: Vec<String>,
    plain_en: Vec<String>,
    /// The classes that it asked for, whether or not there are such.
    pub asked: Vec<&'static str>,
}

/// What a word beside an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PaidWord {
    /// 当初予算.
    Kind,
    /// 基金事業: paid from what was put aside, without an amount.
    Fund,
    /// 百万円 behind a bracket: 8,030（6,500）百万円.
    Unit,
    /// の内数.
    Within,
    /// 皆増, －: no amount.
    Nothing,
    /// 前年度, 本年度, 次年度: so many years from the one spoken of.
    From(i32),
    /// 額, ：: leads from a kind to its amount.
    Beside,
}

/// FY2026 BUDGET REQUEST
fn in_any_case(words: Option<Regex>) -> Option<Regex> {
    Regex::new(&format!("(?i){}", words?.as_str())).ok()
}

impl PaidWords {
    pub fn of(classes: &BTreeMap<String, Vec<String>>) -> Self {
        let mut asked = Vec::new();
        let mut list = |name: &'static str| {
            asked.push(name);
            classes.get(name).cloned().unwrap_or_default()
        };
        let short = list("budget_kind_short");
        let kinds = [list("budget_kind"), short.clone(), list("budget_kind_en")].concat();
        Self {
            tokens: in_any_case(tokens(&[
                ("fund", list("budget_fund")),
                ("kind", kinds.clone()),
                ("unit", list("amount_unit")),
                ("within", list("budget_within")),
                ("nothing", list("budget_nothing")),
                ("last", list("last_year")),
                ("this", list("this_year")),
                ("next", list("next_year")),
                ("beside", list("budget_beside")),
            ])),
            cue: in_any_case(any(&[kinds.clone(), list("budget_cue"), list("budget_fund")].concat())),
            kinds,
            short,
            tags: list("title_tag"),
            yen: list("yen_word"),
            thousand_yen: list("thousand_yen"),
            bracketed: list("bracketed_amount"),
            foreign: any(&list("foreign_money")),
            costs: list("cost_head"),
            grants: list("grant_head"),
            firms: list("firm_head"),
            years: list("row_year_head"),
            units: list("amount_unit"),
            others: any(&list("budget_other")),
            beside_amounts: any(&list("beside_amounts")),
            round: list("round_bracket"),
            inside: list("bracket_inside"),
            inside_ends: list("bracket_says"),
            amounts_are: list("amounts_are"),
            amounts_in: list("amounts_in"),
            accounts: any(&list("account_word")),
            no_accounts: list("account_not"),
            sources: list("budget_source"),
            joins: list("year_to_kind"),
            budgeted: any(&list("budgeted")),
            verbs: list("verb_last"),
            leads: list("amount_lead"),
            part_leads: list("part_lead"),
            per_unit: list("per_unit"),
            account_names: list("account_name"),
            full: list("budget_kind_full"),
            draft: list("kind_draft"),
            nothing_added: list("kind_same"),
            regular: list("regular_kind"),
            plain: list("plain_kind"),
            plain_en: list("plain_kind_en"),
            asked,
        }
    }

    /// The words of a text that speak of amounts, with their places.
    pub fn tokens<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (PaidWord, std::ops::Range<usize>)> + 't {
        let all = self.tokens.iter().flat_map(move |words| words.captures_iter(text));
        all.filter_map(|hit| {
            let of = [
                ("fund", PaidWord::Fund),
                ("kind", PaidWord::Kind),
                ("unit", PaidWord::Unit),
                ("within", PaidWord::Within),
                ("nothing", PaidWord::Nothing),
                ("last", PaidWord::From(-1)),
                ("this", PaidWord::From(0)),
                ("next", PaidWord::From(1)),
                ("beside", PaidWord::Beside),
            ];
            of.into_iter().find_map(|(name, word)| Some((word, hit.name(name)?.range())))
        })
    }

    /// Whether a text may speak of a budget: spares reading most lines.
    pub fn may_pay(&self, text: &str) -> bool {
        self.cue.as_ref().is_some_and(|cue| cue.is_match(text))
    }

    /// Whether an amount may stand at the end of a bracket: （34,742千円）.
    pub fn has_bracketed(&self, text: &str) -> bool {
        // As it is written, before full-width signs are folded.
        let closes = |text: &str| text.starts_with([')', '）']);
        self.bracketed
            .iter()
            .map(|end| end.trim_end_matches(')'))
            .any(|unit| text.match_indices(unit).any(|(at, unit)| closes(&text[at + unit.len()..])))
    }

    /// A kind as records write it: 当初予算額（案） is 当初予算案.
    pub fn kind(&self, written: &str) -> String {
        let mut kind: String = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let draft = self.draft.iter().any(|word| kind.contains(word.as_str()));
        for word in self.draft.iter().chain(&self.nothing_added) {
            kind = kind.replace(word.as_str(), "");
        }
        if kind.is_ascii() {
            kind.make_ascii_lowercase();
            // FY2027 budget requests: each amount is of one.
            if kind.strip_suffix('s').is_some_and(|one| self.kinds.iter().any(|known| known == one)) {
                kind.pop();
            }
        }
        // R7補正: what is shortened is one kind with what is written out.
        let full = self.full.iter().find(|full| full.starts_with(kind.as_str()));
        let plain = self.plain.iter().chain(&self.plain_en).any(|word| *word == kind);
        let kind = full.filter(|_| !plain && !kind.is_empty()).cloned().unwrap_or(kind);
        if draft { kind + "案" } else { kind }
    }

    /// Whether a header says that costs stand below it, a unit beside it aside: 金額（千円）, amount thousand yen.
    pub fn heads_costs(&self, text: &str) -> bool {
        self.is_head(text, &self.costs)
    }

    /// Whether a header says that what was granted stands below it: 交付額.
    pub fn heads_grants(&self, text: &str) -> bool {
        self.is_head(text, &self.grants)
    }

    /// Whether a header says that firms stand below it, which were given what stands beside.
    pub fn heads_firms(&self, text: &str) -> bool {
        self.is_head(text, &self.firms)
    }

    fn is_head(&self, text: &str, heads: &[String]) -> bool {
        let bare = super::tables::outside(text);
        let bare = bare.trim();
        let unit = self.units.iter().filter_map(|unit| bare.strip_suffix(unit.as_str())).map(str::trim_end).next();
        let is = |text: &str| heads.iter().any(|word| word.eq_ignore_ascii_case(text));
        is(bare) || unit.is_some_and(is)
    }

    /// Whether a header says that each row's own year stands below it: fiscal year.
    pub fn heads_years(&self, text: &str) -> bool {
        self.is_head(text, &self.years)
    }

    /// Whether a text names a currency that is not the yen.
    pub fn has_foreign(&self, text: &str) -> bool {
        self.foreign.as_ref().is_some_and(|foreign| foreign.is_match(text))
    }

    /// Whether a word before or behind a title says only how new it is: 新規, 拡充.
    pub fn is_tag(&self, word: &str) -> bool {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !bare.is_empty() && self.tags.iter().any(|tag| tag == bare)
    }

    /// Whether a column's words say that its amounts are no budget of the row: 増減, 執行率.
    pub fn is_other(&self, words: &str) -> bool {
        self.others.as_ref().is_some_and(|other| other.is_match(words))
    }

    /// Whether a column's words say that it tells of amounts beside it, and may hold none or many: 財源内訳, 備考.
    pub fn is_beside_amounts(&self, words: &str) -> bool {
        self.beside_amounts.as_ref().is_some_and(|beside| beside.is_match(words))
    }

    /// Whether a text says that there is no amount, and nothing else: 皆増.
    pub fn is_nothing(&self, text: &str) -> bool {
        let text = text.trim();
        self.tokens(text).next().is_some_and(|(word, at)| word == PaidWord::Nothing && at == (0..text.len()))
    }

    /// Whether words speak of accounts, whose rows are no programmes: 歳出, 款.
    pub fn is_account(&self, words: &str) -> bool {
        self.accounts.as_ref().is_some_and(|words_of| words_of.is_match(words))
    }

    /// Whether a title is one of accounts: 歳出の内訳, but not 歳出概算要求.
    pub fn heads_accounts(&self, title: &str) -> bool {
        self.is_account(title) && !self.no_accounts.iter().any(|word| title.contains(word.as_str()))
    }

    /// Whether a bracket tells of a part of the amount before it: うち基金繰入金.
    pub fn opens_part(&self, inside: &str) -> bool {
        self.part_leads.iter().any(|lead| inside.trim_start().starts_with(lead.as_str()))
    }

    /// Whether what follows an amount says that a budget holds it: を計上いたしました.
    pub fn says_budgeted(&self, behind: &str) -> bool {
        self.budgeted.as_ref().is_some_and(|words| words.is_match(behind))
    }

    /// Whether words may end in a verb, as before a noun: 園庭に芝生を張る.
    pub fn ends_in_verb(&self, words: &str) -> bool {
        self.verbs.iter().any(|end| words.ends_with(end.as_str()))
    }

    /// A name without what leads from it to its amount: に.
    pub fn before_amount<'t>(&self, name: &'t str) -> &'t str {
        let bare = self.leads.iter().find_map(|word| name.strip_suffix(word.as_str()));
        bare.filter(|bare| !bare.is_empty()).unwrap_or(name)
    }

    /// Whether words name what amounts are paid from: 一般財源, 国庫.
    pub fn is_source(&self, words: &str) -> bool {
        let bare: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        self.sources.contains(&bare)
    }

    /// Whether a word joins a kind to the year before it.
    pub fn joins_kind(&self, word: &str) -> bool {
        self.joins.iter().any(|join| join == word.trim())
    }

    /// Whether a name tells of one of many, so that what stands behind is no budget: 1隻当たりの建造費.
    pub fn is_per_unit(&self, name: &str) -> bool {
        self.per_unit.iter().any(|word| name.contains(word.as_str()))
    }

    /// Whether a kind is a plain one with words before it, so that a plain one below says no more: 当初予算案, adopted budget.
    pub fn is_a_budget(&self, kind: &str) -> bool {
        let whole = self.draft.iter().find_map(|word| kind.strip_suffix(word.as_str())).unwrap_or(kind);
        [&self.plain, &self.plain_en]
            .iter()
            .any(|plain| plain.first().is_some_and(|plain| whole.ends_with(plain.as_str())))
    }

    /// Whether a name is that of an account, and of nothing that is paid for: 消防費.
    pub fn is_account_name(&self, name: &str) -> bool {
        self.account_names.iter().any(|known| known == name)
    }

    /// Where it begins what a note says of all amounts.
    pub fn amounts_are(&self, note: &str) -> Option<usize> {
        self.amounts_are.iter().filter_map(|word| Some(note.find(word.as_str())? + word.len())).min()
    }

    /// What follows words that lead to the unit of all amounts.
    pub fn amounts_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.amounts_in.iter().find_map(|word| Some(text.split_once(word.as_str())?.1.trim_start()))
    }

    /// The bracket that a note speaks of, and what it says: 【　】内は…, 括弧内は….
    pub fn bracket<'t>(&self, note: &'t str) -> Option<(char, usize, &'t str)> {
        const PAIRS: [(&str, char); 12] = [
            ("【】", '【'),
            ("【 】", '【'),
            ("()", '('),
            ("( )", '('),
            ("〔〕", '〔'),
            ("〔 〕", '〔'),
            ("[]", '['),
            ("[ ]", '['),
            ("<>", '<'),
            ("< >", '<'),
            ("《》", '《'),
            ("《 》", '《'),
        ];
        let pairs = PAIRS
            .into_iter()
            .flat_map(|(pair, open)| note.match_indices(pair).map(move |(at, _)| (at, pair.len(), open)));
        let words = self
            .round
            .iter()
            .flat_map(|word| note.match_indices(word.as_str()).map(|(at, word)| (at, word.len(), '(')));
        let mut all: Vec<(usize, usize, char)> = pairs.chain(words).collect();
        all.sort_by_key(|&(at, len, _)| (at, std::cmp::Reverse(len)));
        all.into_iter().find_map(|(at, len, open)| {
            let mut rest = &note[at + len..];
            let before = rest.len();
            while let Some(more) = self.inside.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
                rest = more;
            }
            let said = rest.len() < before
                && self
                    .inside_ends
                    .iter()
                    .any(|end| note[..note.len() - rest.len()].trim_end().ends_with(end.as_str()));
            said.then_some((open, at, rest))
        })
    }

    /// The kinds that a text names, one after another.
    pub fn kinds(&self, text: &str) -> Vec<String> {
        self.tokens(text).filter(|(word, _)| *word == PaidWord::Kind).map(|(_, at)| self.kind(&text[at])).collect()
    }

    /// Whether a kind is the budget that a year begins with, or its draft.
    pub fn is_initial(&self, kind: &str) -> bool {
        self.regular.first().is_some_and(|first| kind.starts_with(first.as_str()))
    }

    /// The kinds that a text writes out: 補正予算, but not 補正.
    pub fn full_kinds(&self, text: &str) -> Vec<String> {
        let full = |at: &std::ops::Range<usize>| !self.short.iter().any(|short| *short == text[at.clone()]);
        let kinds = self.tokens(text).filter(|(word, at)| *word == PaidWord::Kind && full(at));
        kinds.map(|(_, at)| self.kind(&text[at])).collect()
    }

    /// The kind of the year before where the bracket behind an amount names none: of a request it is the budget.
    pub fn year_before(&self, kind: &str) -> Option<&str> {
        let of = |kinds: &'_ [String]| kinds.iter().any(|word| word == kind);
        if of(&self.regular) {
            return self.regular.first().map(String::as_str);
        }
        if of(&self.plain_en) {
            return self.plain_en.first().map(String::as_str);
        }
        of(&self.plain).then(|| self.plain.first().map(String::as_str))?
    }

    /// The kind of an amount that a header in English only calls one.
    pub fn plain_en(&self) -> Option<&String> {
        self.plain_en.first()
    }

    /// Whether a kind says no more than that it is a budget.
    pub fn is_plain(&self, kind: &str) -> bool {
        self.plain.first().is_some_and(|plain| plain == kind)
    }

    /// The same in either language.
    pub fn says_little(&self, kind: &str) -> bool {
        self.is_plain(kind) || self.plain_en.first().is_some_and(|plain| plain == kind)
    }

    /// The kind that a text names and nothing else.
    pub fn only_kind(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let (word, at) = self.tokens(text).next()?;
        (word == PaidWord::Kind && at == (0..text.len())).then(|| self.kind(text))
    }

    /// The kind that the label of a row names, and how many years from the title's that is, where it says so: 本年度当初, 12月補正.
    pub fn kind_of_label(&self, label: &str) -> Option<(Option<i32>, String)> {
        let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
        let (relative, rest) = match self.tokens(&label).next() {
            Some((PaidWord::From(years), at)) if at.start == 0 => (Some(years), &label[at.end..]),
            _ => (None, label.as_str()),
        };
        let month = rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('月');
        let rest = month.unwrap_or(rest);
        let short = || self.kinds.iter().any(|known| known == rest).then(|| self.kind(rest));
        Some((relative, self.only_kind(rest).or_else(short)?))
    }

    /// How many yen one of a unit is: 円, 千円.
    pub fn yen_in(&self, unit: &str) -> Option<f64> {
        let thousand = || self.thousand_yen.iter().any(|known| known == unit).then_some(1e3);
        if self.is_yen(unit) { Some(1.0) } else { thousand() }
    }

    /// Whether a word is one for yen: JPY, yen.
    pub fn is_yen(&self, word: &str) -> bool {
        self.yen.iter().any(|known| known.eq_ignore_ascii_case(word.trim()))
    }

    /// Whether a text names a kind of budget, or what stands where an amount could.
    pub fn may_pay_amount(&self, text: &str) -> bool {
        self.tokens(text).any(|(word, _)| matches!(word, PaidWord::Kind | PaidWord::Within))
    }
}
