//! Budgets as a user sees them: in columns, added up, in a table of their own, with the characters they were read from.

mod desk;

use desk::{Desk, Ran};
use serde_json::Value;

/// Two ministries share one; one is a part of a larger amount; one is told twice; one names the year before.
const PROGRAMMES: &str = "\
| 事業名 | 担当府省 | 令和7年度当初予算 | 令和8年度概算要求 |
|---|---|---|---|
| 港の整備事業 | 国土交通省 | 12.5億円 | 13億円 |
| 海の学校事業 | 国土交通省、文部科学省 | 2億円 | － |
| 魚の加工事業 | 農林水産省 | 4億円 | － |

・港の整備事業【国】 令和7年度当初予算 12.5億円
・港の調査事業【国】 令和7年度当初予算 3億円の内数

灯台の見学事業
令和8年度当初予算案 1.9億円 (2.5億円) ※()内は前年度当初予算額
";

/// A store of the programmes above.
fn filled() -> Desk {
    let desk = Desk::new();
    desk.write("a.txt", PROGRAMMES);
    let ran = desk.run(&["extract", "a.txt", "-q"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    desk
}

fn done(desk: &Desk, args: &[&str]) -> Ran {
    let ran = desk.run(args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

/// The line of an output that holds a text.
fn line<'a>(out: &'a str, text: &str) -> &'a str {
    out.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text} in\n{out}"))
}

#[test]
fn query_shows_amounts_in_columns_to_the_right() {
    let desk = filled();
    let out = done(&desk, &["query", "--kind", "programme", "--ministry", "国"]).out;
    let head = line(&out, "amount (yen)");
    let end = |line: &str, text: &str| {
        let at = line.find(text).unwrap() + text.len();
        unicode_width::UnicodeWidthStr::width(&line[..at])
    };
    for (name, amount) in [("海の学校", "200,000,000"), ("港の整備", "1,250,000,000"), ("港の調査", "300,000,000")]
    {
        assert_eq!(end(line(&out, name), amount), end(head, "amount (yen)"), "{out}");
    }
    assert!(line(&out, "港の調査").contains("内数"), "{out}");
    assert!(!out.contains("灯台の見学"), "{out}");
    // Beside other kinds they have a column of their own too.
    let out = done(&desk, &["query", "海の学校"]).out;
    assert!(
        line(&out, "id").contains("budgets") && line(&out, "海の学校").contains("200,000,000円 (2025 当初予算)"),
        "{out}"
    );
}

#[test]
fn sums_are_by_ministry_year_and_kind_and_say_what_they_hold() {
    let desk = filled();
    let ran = done(&desk, &["query", "--sum", "--json"]);
    let sums: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |ministry: Value, year: i32| {
        let sum = sums.iter().find(|sum| sum["ministry"] == ministry && sum["fiscal_year"] == year).unwrap();
        ["amount_jpy", "programmes", "shared", "parts"].map(|name| sum[name].as_i64().unwrap_or(-1))
    };
    assert_eq!(of("国".into(), 2025), [1_450_000_000, 2, 1, 1], "{}", ran.out);
    assert_eq!(of("国".into(), 2026), [1_300_000_000, 1, 0, 0]);
    assert_eq!(of("文".into(), 2025), [200_000_000, 1, 1, 0]);
    assert_eq!(of(Value::Null, 2026), [190_000_000, 1, 0, 0]);
    assert_eq!(of(Value::Null, 2025), [250_000_000, 1, 0, 0], "the year before is added to that year");
    for said in ["shared: ", "内数: ", "1 budget was told more than once"] {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
    // Only the ministry that was asked for, not those it shares with.
    let table = done(&desk, &["query", "--sum", "--ministry", "文部科学省"]).out;
    assert_eq!(table.lines().count(), 2, "{table}");
    assert!(table.contains("200,000,000"), "{table}");
    let csv = done(&desk, &["query", "--sum", "--csv"]).out;
    assert!(csv.contains("国,") && csv.contains(",1450000000,2,1,"), "{csv}");
    assert_eq!(desk.run(&["query", "--sum", "--kind", "measure"]).code, 2);
    assert_eq!(desk.run(&["query", "--sum", "--limit", "3"]).code, 2);
    assert_eq!(desk.run(&["query", "--sum", "海苔"]).code, 1);
}

#[test]
fn show_tells_each_budget_with_its_characters_and_place() {
    let desk = filled();
    let id = done(&desk, &["query", "灯台の見学", "--json"]).out;
    let id = serde_json::from_str::<Value>(&id).unwrap()["id"].as_str().unwrap().to_owned();
    let out = done(&desk, &["show", &id]).out;
    let (this, before) = (line(&out, "190,000,000"), line(&out, "250,000,000"));
    assert!(this.contains("2026 (令和8)") && this.contains("当初予算案") && this.contains("line 11"), "{out}");
    assert!(before.contains("earlier year") && before.contains("2.5億円") && before.contains("line 11"), "{out}");
    assert!(out.contains("⟦budget: 2.5億円⟧"), "{out}");
}

#[test]
fn exports_have_budgets_and_their_sums_apart() {
    let desk = filled();
    done(&desk, &["export", "datapackage.json"]);
    let read = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
    let package: Value = serde_json::from_str(&read("datapackage.json")).unwrap();
    let names: Vec<&str> =
        package["resources"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["observations", "budgets", "budget-sums", "documents"]);
    let budgets = read("budgets.csv");
    assert_eq!(budgets.matches(",a.txt,").count(), 8, "{budgets}");
    assert!(line(&budgets, "港の調査").contains(",300000000,2025,令和7,当初予算,true,false,"), "{budgets}");
    assert!(read("budget-sums.csv").contains(",1450000000,2,1,"), "{}", read("budget-sums.csv"));
    // The same table from a query, and none of them is taken for a document.
    assert_eq!(done(&desk, &["query", "--kind", "programme", "--csv"]).out.lines().count(), budgets.lines().count());
    let ran = done(&desk, &["extract", ".", "-o", "again.jsonl"]);
    assert!(ran.err.contains("1 document done, 0 failed"), "{}", ran.err);
}

#[test]
fn a_store_has_budgets_as_rows_with_their_places() {
    let desk = filled();
    let sql = "SELECT b.is_part, e.line FROM budgets b JOIN records r ON r.no = b.record
        JOIN evidence e ON e.record = b.record AND e.observation = b.position WHERE r.name = '港の調査事業'";
    assert_eq!(done(&desk, &["query", "--json", "--sql", sql]).out.trim(), r#"{"is_part":1,"line":8}"#);
    let sql = "SELECT ministries, sum(amount_jpy) AS yen FROM programmes WHERE NOT is_part AND name = '海の学校事業'";
    assert_eq!(done(&desk, &["query", "--csv", "--sql", sql]).out.lines().last().unwrap(), "国; 文,200000000");
}
