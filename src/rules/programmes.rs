//! The words of what is paid for: how the names of programmes end and what only ends so, what stands around them, what
//! heads them and what is a sum of them.

use std::collections::BTreeMap;

use regex::Regex;

use super::tables::outside;
use super::words::any;

/// Classes of `words.toml` made ready.
#[derive(Debug, Default)]
pub(crate) struct ProgrammeWords {
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
    /// What stands over a column of programmes: 事業名, Activity.
    heads: Vec<String>,
    /// What stands over a column of what a budget is asked for, and how that ends: 事項, の推進.
    items: Vec<String>,
    speeches: Vec<String>,
    /// What a book of budgets is called: 予算書.
    books: Vec<String>,
    /// What a sentence says over a list: 次のとおり.
    leads: Vec<String>,
    /// Signs that part the items of a list within a line: ▽.
    list_signs: Vec<String>,
    /// What it says there of a budget: 予算, 新規事業は.
    budget_leads: Vec<String>,
    /// What stands behind a budget that a sentence speaks of: は.
    topics: Vec<String>,
    /// What heads where the money comes from: 歳入.
    revenues: Vec<String>,
    /// What comes in, and what is spent on nothing yet: 地方債, 予備費.
    incomes: Vec<String>,
    item_ends: Vec<String>,
    /// What stands over a column of what is done: 事業内容.
    contents: Vec<String>,
    /// What begins a row of what is left: その他.
    others_left: Vec<String>,
    /// What sheets of one programme are called: レビューシート.
    sheets: Option<Regex>,
    /// What joins an office to others, or says something of it: と, が.
    joins: Vec<String>,
    /// What leads from a budget to whose it is: of the.
    office_leads: Vec<String>,
    /// What has to do with an office and is not its own: 所管, への要望.
    mentions: Vec<String>,
    sum_leads: Vec<String>,
    sums: Vec<String>,
    labels: Vec<String>,
    /// What numbers programmes: 事業1.
    numbered: Vec<String>,
    /// How what is done ends in a list: 設置, 受入れ.
    deeds: Vec<String>,
    rest: Vec<String>,
    /// What heads the programmes of a year: 主要事業.
    titles: Option<Regex>,
    of_which: Vec<String>,
    /// The classes that it asked for, whether or not there are such.
    pub asked: Vec<&'static str>,
}

/// The letters and digits of a text, small.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl ProgrammeWords {
    pub fn of(classes: &BTreeMap<String, Vec<String>>) -> Self {
        let mut asked = Vec::new();
        let mut list = |name: &'static str| {
            asked.push(name);
            classes.get(name).cloned().unwrap_or_default()
        };
        Self {
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
            sheets: any(&list("sheet_title")),
            joins: list("office_join"),
            office_leads: list("office_lead"),
            mentions: list("office_mention"),
            heads: list("programme_head").iter().map(|word| plain(word)).collect(),
            speeches: list("speech_title"),
            leads: list("list_lead"),
            list_signs: list("list_sign"),
            budget_leads: list("budget_lead"),
            topics: list("budget_topic"),
            revenues: list("revenue_head"),
            incomes: list("income_word"),
            books: list("budget_book"),
            items: list("item_head").iter().map(|word| plain(word)).collect(),
            item_ends: list("item_end"),
            contents: list("contents_head").iter().map(|word| plain(word)).collect(),
            others_left: list("budget_rest"),
            sums: list("budget_sum"),
            sum_leads: list("budget_sum_lead"),
            labels: list("title_label"),
            numbered: list("numbered_label"),
            deeds: list("deed_end"),
            rest: list("deed_rest"),
            titles: any(&list("programmes_title")),
            of_which: list("of_which"),
            asked,
        }
    }

    /// Whether a text may hold the name of a programme, or a label for one.
    pub fn may_name(&self, text: &str) -> bool {
        self.named.as_ref().is_some_and(|words| words.is_match(text)) || self.has_label(text)
    }

    /// Whether a label for a title stands anywhere in a text.
    pub fn has_label(&self, text: &str) -> bool {
        self.labels.iter().any(|label| text.contains(label.as_str()))
    }

    /// The same, or a word that numbers programmes.
    pub fn may_label(&self, text: &str) -> bool {
        self.has_label(text) || self.numbered.iter().any(|label| text.contains(label.as_str()))
    }

    /// Whether a name ends as those of programmes do, a bracket behind it aside.
    pub fn ends(&self, name: &str) -> bool {
        let bare = outside(name);
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

    /// Whether words may be the end of a name that was broken off before them: 助金, 整備事業費.
    pub fn is_general_end(&self, words: &str) -> bool {
        let ends = |word: &String| {
            word.ends_with(words) || words.strip_prefix(word.as_str()).is_some_and(|rest| self.is_general(rest))
        };
        words.chars().count() > 1 && self.general.iter().any(ends)
    }

    /// Whether a row or line is a sum: 小計, 環境省 合計, Total programme costs.
    pub fn is_sum(&self, name: &str) -> bool {
        // （項）水辺環境保全費: a part of the budget, by the words of accounts.
        if self.sum_leads.iter().any(|lead| name.trim_start().starts_with(lead.as_str())) {
            return true;
        }
        let name = outside(name);
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

    /// Whether a name is what is left beside those named, short marks before it aside: 2 その他事務事業.
    pub fn is_rest(&self, name: &str) -> bool {
        let mut words = name.split_whitespace().skip_while(|word| word.chars().count() <= 2);
        words.next().is_some_and(|word| self.others_left.iter().any(|rest| word.starts_with(rest.as_str())))
    }

    /// Whether a text is the title of a sheet about one programme.
    pub fn heads_sheet(&self, text: &str) -> bool {
        self.sheets.as_ref().is_some_and(|words| words.is_match(text))
    }

    /// Whether what follows an office joins it to others, or tells something of it.
    pub fn joins_offices(&self, rest: &str) -> bool {
        self.joins.iter().any(|word| rest.starts_with(word.as_str()))
    }

    /// What stands before the words that lead to an office: a budget of the.
    pub fn leads_to_office<'t>(&self, before: &'t str) -> Option<&'t str> {
        let before = before.trim_end();
        let led = |word: &String| before.strip_suffix(word.as_str())?.strip_suffix(' ');
        self.office_leads.iter().filter_map(led).min_by_key(|rest| rest.len())
    }

    /// Whether words behind an office say that it is only mentioned.
    pub fn mentions_office(&self, rest: &str) -> bool {
        self.mentions.iter().any(|word| rest.contains(word.as_str()))
    }

    /// Whether a title is that of a speech at the head of a budget: 施政方針.
    pub fn heads_speech(&self, text: &str) -> bool {
        self.speeches.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether a header says that what a budget is asked for stands below it: 事項.
    pub fn heads_items(&self, text: &str) -> bool {
        !text.is_empty() && self.items.contains(&plain(text))
    }

    /// Whether what stands there names something that is done, as hardly a sum or an account does: 里山の保全の推進.
    pub fn ends_as_item(&self, name: &str) -> bool {
        let bare = outside(name);
        let bare = bare.trim_end();
        let done = |rest: &str| self.verbs.iter().any(|verb| rest.ends_with(verb.as_str()));
        self.item_ends
            .iter()
            .filter_map(|end| bare.strip_suffix(end.as_str()))
            .any(|rest| !rest.is_empty() && !done(rest))
    }

    /// Whether a name in a list says what is done, as a price or a sum does not: 地域おこし協力隊の受入れ.
    pub fn says_deed(&self, name: &str) -> bool {
        let bare = outside(name);
        let bare = bare.trim_end();
        let bare = self.rest.iter().find_map(|word| bare.strip_suffix(word.as_str())).unwrap_or(bare);
        self.ends(name) || self.ends_as_item(name) || self.deeds.iter().any(|word| bare.ends_with(word.as_str()))
    }

    /// Whether a header says that programmes are named below it.
    pub fn heads_names(&self, text: &str) -> bool {
        // 基金の名称（造成法人）
        !text.is_empty() && (self.heads.contains(&plain(text)) || self.heads.contains(&plain(&outside(text))))
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

    /// The first sign in a line that may part the items of a list.
    pub fn list_sign<'s>(&'s self, line: &str) -> Option<&'s str> {
        let found = self.list_signs.iter().filter_map(|sign| Some((line.find(sign.as_str())?, sign.as_str())));
        found.min_by_key(|(at, _)| *at).map(|(_, sign)| sign)
    }

    /// Whether such a sentence speaks of what a budget pays for.
    pub fn leads_budget(&self, text: &str) -> bool {
        self.budget_leads.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether a sentence speaks of the budget that it was read up to: …補正予算案 は.
    pub fn is_topic(&self, behind: &str) -> bool {
        self.topics.iter().any(|word| behind.trim_start().starts_with(word.as_str()))
    }

    /// Whether a line heads where the money comes from: 歳入.
    pub fn heads_revenue(&self, line: &str) -> bool {
        self.revenues.iter().any(|word| line.contains(word.as_str()))
    }

    /// Whether a name in a list tells what comes in, or is spent on nothing yet: 地方債の活用, 予備費.
    pub fn is_income(&self, name: &str) -> bool {
        self.incomes.iter().any(|word| name.contains(word.as_str()))
    }

    /// Whether a title is that of a book of budgets: 一般会計予算書.
    pub fn is_book(&self, title: &str) -> bool {
        self.books.iter().any(|word| title.contains(word.as_str()))
    }

    /// Whether a sentence leads to a list of what is paid for: 主な内容は次のとおり.
    pub fn leads_list(&self, text: &str) -> bool {
        self.leads.iter().any(|word| text.contains(word.as_str()))
    }

    /// Whether a title is one of what is paid for: 令和8年度 主要事業.
    pub fn heads_programmes(&self, title: &str) -> bool {
        self.titles.as_ref().is_some_and(|words| words.is_match(title))
    }

    /// A name behind what it is a part of: …交付金のうち X事業.
    pub fn of_which<'t>(&self, name: &'t str) -> &'t str {
        let cut = self.of_which.iter().filter_map(|word| Some(name.rfind(word.as_str())? + word.len())).max();
        cut.map_or(name, |at| name[at..].trim_start_matches(['、', ',', ' ']))
    }

    /// Whether a cell calls the one beside it the name of a programme: 事業名.
    pub fn is_title_label(&self, text: &str) -> bool {
        let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"::（）()".contains(*c)).collect();
        self.labels.contains(&bare)
    }

    /// Whether a text only numbers the programme behind it: 【事業1】.
    pub fn is_numbered_label(&self, text: &str) -> bool {
        let bare = text.trim().trim_start_matches(['【', '(', '[', '〔']).trim_end_matches(['】', ')', ']', '〕']);
        let word = bare.trim_end_matches(|c: char| c.is_ascii_digit());
        word.len() < bare.len() && self.numbered.iter().any(|label| label == word.trim_end())
    }

    /// Whether a name ends as hardly anything else does: 事業, 交付金.
    pub fn ends_surely(&self, name: &str) -> bool {
        let bare = outside(name);
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

    /// Whether a line only leads to what is a part of it: …交付金のうち.
    pub fn is_part(&self, name: &str) -> bool {
        self.of_which.iter().any(|word| name.trim_end().ends_with(word.as_str()))
    }
}
