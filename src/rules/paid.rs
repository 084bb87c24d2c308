//! The words of budgets and of what they pay for: kinds, what is a part only, what is nothing, how
//! the names of programmes end, sums that are none.

use std::collections::BTreeMap;

use regex::Regex;

use super::words::{any, tokens};

/// Classes of `words.toml` made ready.
#[derive(Debug, Default)]
pub(crate) struct PaidWords {
    tokens: Option<Regex>,
    cue: Option<Regex>,
    names: Option<Regex>,
    /// The same anywhere in a text: spares looking closer at most lines.
    named: Option<Regex>,
    sure_names: Option<Regex>,
    extensions: Vec<String>,
    /// Names that end like those of programmes and mean any of them: 補助事業.
    general: Vec<String>,
    /// What heads a part of what is written of a programme, and what may stand before it: 事業の目的.
    parts: Vec<String>,
    part_leads: Vec<String>,
    /// 産地を支援: before an end they make a sentence of a name.
    verbs: Vec<String>,
    yen: Vec<String>,
    /// What ends a bracket around an amount.
    bracketed: Vec<String>,
    /// Other currencies.
    foreign: Option<Regex>,
    /// What stands over a column of programmes: 事業名, Activity.
    heads: Vec<String>,
    /// What stands over a column of what is done: 事業内容.
    contents: Vec<String>,
    /// What accounts are ordered by: 款, 項.
    levels: Vec<String>,
    /// What begins a row of what is left: その他.
    others_left: Vec<String>,
    /// What stands over amounts beside such a column: 事業費.
    costs: Vec<String>,
    /// What sheets of one programme are called: レビューシート.
    sheets: Option<Regex>,
    /// What joins an office to others, or says something of it: と, が.
    joins: Vec<String>,
    /// What has to do with an office and is not its own: 所管, への要望.
    mentions: Vec<String>,
    sums: Vec<String>,
    tags: Vec<String>,
    labels: Vec<String>,
    others: Option<Regex>,
    /// Of those what is made up of many, or of words: 財源内訳, 備考.
    beside_amounts: Option<Regex>,
    /// What a note calls the round bracket by: 括弧, カッコ.
    round: Vec<String>,
    inside: Vec<String>,
    inside_ends: Vec<String>,
    accounts: Option<Regex>,
    /// From what amounts are paid: 一般財源, 国庫.
    sources: Vec<String>,
    /// What heads the programmes of a year: 主要事業.
    titles: Option<Regex>,
    /// What shortened kinds stand for.
    full: Vec<String>,
    /// What stands for 案 and what adds nothing to a kind: 予算額（案） is 予算案.
    draft: Vec<String>,
    nothing_added: Vec<String>,
    of_which: Vec<String>,
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
    /// 前年度.
    Last,
    /// 本年度.
    This,
    /// 額, ：: leads from a kind to its amount.
    Beside,
}

/// The letters and digits of a text, small.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
        let kinds = [list("budget_kind"), list("budget_kind_short"), list("budget_kind_en")].concat();
        Self {
            tokens: in_any_case(tokens(&[
                ("fund", list("budget_fund")),
                ("kind", kinds.clone()),
                ("unit", list("amount_unit")),
                ("within", list("budget_within")),
                ("nothing", list("budget_nothing")),
                ("last", list("last_year")),
                ("this", list("this_year")),
                ("beside", list("budget_beside")),
            ])),
            cue: in_any_case(any(&[kinds, list("budget_cue"), list("budget_fund")].concat())),
            sure_names: any(&[list("programme"), list("programme_sure_end")].concat())
                .and_then(|words| Regex::new(&format!("(?:{})$", words.as_str())).ok()),
            named: any(&[list("programme"), list("programme_end")].concat()),
            extensions: list("extension_word"),
            names: any(&[list("programme"), list("programme_end")].concat())
                .and_then(|words| Regex::new(&format!("(?:{})$", words.as_str())).ok()),
            general: list("programme_general"),
            parts: list("programme_part"),
            part_leads: list("programme_part_lead"),
            verbs: list("programme_verb"),
            yen: list("yen_word"),
            bracketed: list("bracketed_amount"),
            foreign: any(&list("foreign_money")),
            costs: list("cost_head"),
            sheets: any(&list("sheet_title")),
            joins: list("office_join"),
            mentions: list("office_mention"),
            heads: list("programme_head").iter().map(|word| plain(word)).collect(),
            contents: list("contents_head").iter().map(|word| plain(word)).collect(),
            levels: list("account_level"),
            others_left: list("budget_rest"),
            sums: list("budget_sum"),
            tags: list("title_tag"),
            labels: list("title_label"),
            others: any(&list("budget_other")),
            beside_amounts: any(&list("beside_amounts")),
            round: list("round_bracket"),
            inside: list("bracket_inside"),
            inside_ends: list("bracket_says"),
            accounts: any(&list("account_word")),
            sources: list("budget_source"),
            titles: any(&list("programmes_title")),
            full: list("budget_kind_full"),
            draft: list("kind_draft"),
            nothing_added: list("kind_same"),
            of_which: list("of_which"),
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
                ("last", PaidWord::Last),
                ("this", PaidWord::This),
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
        self.bracketed.iter().any(|end| text.contains(end.as_str()))
    }

    /// Whether a text may hold the name of a programme, or a label for one.
    pub fn may_name(&self, text: &str) -> bool {
        self.named.as_ref().is_some_and(|words| words.is_match(text)) || self.has_label(text)
    }

    /// Whether a label for a title stands anywhere in a text.
    pub fn has_label(&self, text: &str) -> bool {
        self.labels.iter().any(|label| text.contains(label.as_str()))
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
        }
        // R7補正: what is shortened is one kind with what is written out.
        let full = self.full.iter().find(|full| full.starts_with(kind.as_str()));
        let plain = self.plain.iter().chain(&self.plain_en).any(|word| *word == kind);
        let kind = full.filter(|_| !plain && !kind.is_empty()).cloned().unwrap_or(kind);
        if draft { kind + "案" } else { kind }
    }

    /// Whether a name ends as those of programmes do, a bracket behind it aside.
    pub fn ends(&self, name: &str) -> bool {
        let bare = super::tables::outside(name);
        let bare = bare.trim_end();
        let general = self.is_general(bare);
        let done = |end: usize| self.verbs.iter().any(|verb| bare[..end].ends_with(verb.as_str()));
        !general && self.names.as_ref().and_then(|words| words.find(bare)).is_some_and(|hit| !done(hit.start()))
    }

    /// Whether a heading names a part of what is written of a programme: 事業の目的, スケジュール.
    pub fn heads_part(&self, heading: &str) -> bool {
        let bare = heading.trim();
        let led = |rest: &str| rest.is_empty() || self.part_leads.iter().any(|lead| rest.ends_with(lead.as_str()));
        self.parts.iter().filter_map(|part| bare.strip_suffix(part.as_str())).any(led)
    }

    /// Whether a name means any of its kind: 補助事業.
    pub fn is_general(&self, name: &str) -> bool {
        self.general.iter().any(|word| word == name)
    }

    /// Whether a row or line is a sum: 小計, 環境省 合計, Total programme costs.
    pub fn is_sum(&self, name: &str) -> bool {
        let name = super::tables::outside(name);
        let is = |text: &str| {
            let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            self.sums.iter().any(|word| word.eq_ignore_ascii_case(&bare))
        };
        let japanese = |word: &&String| !word.is_ascii() && word.chars().count() > 1;
        let behind = self.sums.iter().filter(japanese).any(|word| name.trim_end().ends_with(word.as_str()));
        let before = name.split_whitespace().next().is_some_and(|word| word.is_ascii() && is(word));
        is(&name) || behind || before || self.is_rest(&name)
    }

    /// Whether a header says that what is done stands below it: 事業内容.
    pub fn heads_contents(&self, text: &str) -> bool {
        !text.is_empty() && self.contents.contains(&plain(text))
    }

    /// Whether a header is that of a column which tells the account of each row: 款.
    pub fn is_account_level(&self, text: &str) -> bool {
        let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        self.levels.contains(&bare)
    }

    /// Whether a name is what is left beside those named, short marks before it aside: 2 その他事務事業.
    pub fn is_rest(&self, name: &str) -> bool {
        let mut words = name.split_whitespace().skip_while(|word| word.chars().count() <= 2);
        words.next().is_some_and(|word| self.others_left.iter().any(|rest| word.starts_with(rest.as_str())))
    }

    /// Whether a header says that costs stand below it.
    pub fn heads_costs(&self, text: &str) -> bool {
        let bare = super::tables::outside(text);
        self.costs.iter().any(|word| word == bare.trim())
    }

    /// Whether a text is the title of a sheet about one programme.
    pub fn heads_sheet(&self, text: &str) -> bool {
        self.sheets.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// Whether what follows an office joins it to others, or tells something of it.
    pub fn joins_offices(&self, rest: &str) -> bool {
        self.joins.iter().any(|word| rest.starts_with(word.as_str()))
    }

    /// Whether words behind an office say that it is only mentioned.
    pub fn mentions_office(&self, rest: &str) -> bool {
        self.mentions.iter().any(|word| rest.contains(word.as_str()))
    }

    /// Whether a text names a currency that is not the yen.
    pub fn has_foreign(&self, text: &str) -> bool {
        self.foreign.as_ref().is_some_and(|foreign| foreign.is_match(text))
    }

    /// Whether a header says that programmes are named below it.
    pub fn heads_names(&self, text: &str) -> bool {
        !text.is_empty() && self.heads.contains(&plain(text))
    }

    /// Whether a word before or behind a title says only how new it is: 新規, 拡充.
    pub fn is_tag(&self, word: &str) -> bool {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !bare.is_empty() && self.tags.iter().any(|tag| tag == bare)
    }

    /// What follows the label that a text begins with: 施策名：.
    pub fn labelled<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rest =
            self.labels.iter().filter_map(|label| text.strip_prefix(label.as_str())).min_by_key(|rest| rest.len())?;
        Some(rest.trim_start().strip_prefix([':', '：'])?.trim_start())
    }

    /// The same where a bracket stands before the label: 【備え】施策名：.
    pub fn label_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let begins = |at: usize| at == 0 || text[..at].ends_with(['】', ')', '〕', ']', '>']);
        text.char_indices().filter(|&(at, _)| begins(at)).find_map(|(at, _)| self.labelled(&text[at..]))
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

    /// Whether words name what amounts are paid from: 一般財源, 国庫.
    pub fn is_source(&self, words: &str) -> bool {
        let bare: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        self.sources.contains(&bare)
    }

    /// Whether a title is one of what is paid for: 令和8年度 主要事業.
    pub fn heads_programmes(&self, title: &str) -> bool {
        self.titles.as_ref().is_some_and(|words| words.is_match(title))
    }

    /// The bracket that a note speaks of, and what it says: 【　】内は…, 括弧内は….
    pub fn bracket<'t>(&self, note: &'t str) -> Option<(char, usize, &'t str)> {
        const PAIRS: [(&str, char); 9] = [
            ("【】", '【'),
            ("【 】", '【'),
            ("()", '('),
            ("( )", '('),
            ("〔〕", '〔'),
            ("〔 〕", '〔'),
            ("[]", '['),
            ("<>", '<'),
            ("《》", '《'),
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

    /// A name behind what it is a part of: …交付金のうち X事業.
    pub fn of_which<'t>(&self, name: &'t str) -> &'t str {
        let cut = self.of_which.iter().filter_map(|word| Some(name.rfind(word.as_str())? + word.len())).max();
        cut.map_or(name, |at| name[at..].trim_start_matches(['、', ',', ' ']))
    }

    /// The kinds that a text names, one after another.
    pub fn kinds(&self, text: &str) -> Vec<String> {
        self.tokens(text).filter(|(word, _)| *word == PaidWord::Kind).map(|(_, at)| self.kind(&text[at])).collect()
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

    /// Whether a kind says no more than that it is a budget.
    pub fn is_plain(&self, kind: &str) -> bool {
        self.plain.first().is_some_and(|plain| plain == kind)
    }

    /// The kind that a text names and nothing else.
    pub fn only_kind(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let (word, at) = self.tokens(text).next()?;
        (word == PaidWord::Kind && at == (0..text.len())).then(|| self.kind(text))
    }

    /// Whether a cell calls the one beside it the name of a programme: 事業名.
    pub fn is_title_label(&self, text: &str) -> bool {
        let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"::（）()".contains(*c)).collect();
        self.labels.contains(&bare)
    }

    /// Whether a name ends as hardly anything else does: 事業, 交付金.
    pub fn ends_surely(&self, name: &str) -> bool {
        let bare = super::tables::outside(name);
        self.sure_names.as_ref().is_some_and(|words| words.is_match(bare.trim_end()))
    }

    /// Whether a bracket begins with a telephone's extension: 内線5150.
    pub fn is_extension(&self, text: &str) -> bool {
        self.extensions.iter().any(|word| text.trim_start().starts_with(word.as_str()))
    }

    /// Whether a line holds a telephone's extension, and so an office.
    pub fn has_extension(&self, line: &str) -> bool {
        line.split(['(', '（']).skip(1).any(|part| self.is_extension(part))
    }

    /// What is left of a name without the end that it has as a programme's: 厚生労働省補助金 leaves an office.
    pub fn before_end<'t>(&self, name: &'t str) -> &'t str {
        self.names.as_ref().and_then(|words| words.find(name)).map_or(name, |hit| &name[..hit.start()])
    }

    /// A name without the number or mark of its row: (1) X事業, ア X事業.
    pub fn without_number<'t>(&self, name: &'t str) -> &'t str {
        let bare = name.trim_start_matches('(');
        let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = (1..=2).contains(&(bare.len() - digits.len())) && digits.starts_with([')', '.', ' ']);
        let circled = name.trim_start_matches(|c: char| ('①'..='⑳').contains(&c));
        let dotted = numbered && !digits[1..].starts_with(|c: char| c.is_ascii_digit());
        if dotted { digits[1..].trim_start() } else { circled.trim_start() }
    }

    /// Whether a word is one for yen: JPY, yen.
    pub fn is_yen(&self, word: &str) -> bool {
        self.yen.iter().any(|known| known.eq_ignore_ascii_case(word.trim()))
    }

    /// Whether a line only leads to what is a part of it: …交付金のうち.
    pub fn is_part(&self, name: &str) -> bool {
        self.of_which.iter().any(|word| name.trim_end().ends_with(word.as_str()))
    }

    /// Whether a text names a kind of budget, or what stands where an amount could.
    pub fn may_pay_amount(&self, text: &str) -> bool {
        self.tokens(text).any(|(word, _)| matches!(word, PaidWord::Kind | PaidWord::Within))
    }
}
