//! Budgets and their sums as a terminal shows them: amounts in yen with their thousands parted.

use shihyo::record::{Added, Number, Paid, Sum};

/// What stands over a column of amounts, whose unit it says.
pub const YEN: &str = "amount (yen)";

/// What is to know of a budget before it is added to others.
pub fn note(paid: &Paid<'_>) -> String {
    let notes = [(paid.is_part, "内数"), (paid.is_earlier, "earlier year")];
    notes.iter().filter(|(is, _)| *is).map(|(_, note)| *note).collect::<Vec<_>>().join(", ")
}

pub fn amount(amount: Option<Number>) -> String {
    amount.map(Number::grouped).unwrap_or_default()
}

/// 3,000,000,000円 (2024 補正予算)
pub fn budget(paid: &Paid<'_>) -> String {
    let yen = paid.budget.amount_jpy.map(|amount| format!("{}円", amount.grouped())).unwrap_or_default();
    let year = paid.budget.fiscal_year.map(|year| year.to_string()).unwrap_or_default();
    let told = [year.as_str(), paid.budget.kind.as_str(), if paid.is_part { "内数" } else { "" }];
    let told = told.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    format!("{yen} ({told})").trim_start().to_owned()
}

pub const OF_SUMS: [&str; 9] =
    ["ministry", "year", "kind", YEN, "programmes", "shared", "differing", "内数", "no amount"];

pub fn added(sum: &Sum) -> Vec<String> {
    let count = |n: u32| if n == 0 { String::new() } else { n.to_string() };
    vec![
        sum.ministry.as_ref().map_or("(none named)".to_owned(), |m| m.code.clone()),
        sum.fiscal_year.map(|year| year.to_string()).unwrap_or_default(),
        sum.kind.clone(),
        amount(sum.amount_jpy),
        count(sum.programmes),
        count(sum.shared),
        count(sum.differing),
        count(sum.parts),
        count(sum.without_amount),
    ]
}

/// What the sums hold and what they leave out, in a line each.
pub fn caveats(all: &Added) {
    let any = |count: fn(&Sum) -> u32| all.sums.iter().any(|sum| count(sum) > 0);
    let tell = |holds: bool, what: &str| {
        if holds {
            eprintln!("{what}");
        }
    };
    tell(any(|sum| sum.shared), "shared: programmes of several ministries; their whole amount counts for each of them");
    tell(any(|sum| sum.differing), "differing: programmes told with more than one amount; all of them are added");
    tell(any(|sum| sum.parts), "内数: amounts that are parts of larger ones; they are not added");
    tell(any(|sum| sum.without_amount), "no amount: budgets told without one");
    let told = |n: u32, one: &str, several: &str| match n {
        0 => {}
        1 => eprintln!("1 {one}"),
        n => eprintln!("{n} {several}"),
    };
    told(
        all.repeated,
        "budget was told more than once and counts once",
        "budgets were told more than once and count once",
    );
    told(all.unpaid, "programme is told without a budget", "programmes are told without a budget");
}
