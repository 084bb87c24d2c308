//! What follows a year in a date: months, days, 末.

/// `10月`, ` 5 月 24 日`, `9月2 4日`: the length of a month and day.
pub(super) fn month(rest: &str) -> usize {
    let number = |text: &str, max: u32| -> usize {
        let lead = spaces(text);
        let digits = text[lead..].bytes().take_while(u8::is_ascii_digit).count();
        let value: Option<u32> = text[lead..lead + digits].parse().ok();
        if digits <= 2 && value.is_some_and(|v| (1..=max).contains(&v)) { lead + digits } else { 0 }
    };
    let digits = number(rest, 12);
    if digits == 0 {
        return 0;
    }
    let gap = spaces(&rest[digits..]);
    let Some(after) = rest[digits + gap..].strip_prefix('月') else { return 0 };
    let len = digits + gap + '月'.len_utf8();
    let day = number(after, 31);
    // 2 4日: a digit apart from its fellow.
    let apart = if day > 0 { number(&after[day..], 9) } else { 0 };
    let day_gap = spaces(&after[day + apart..]);
    if day > 0 && after[day + apart + day_gap..].starts_with('日') {
        len + day + apart + day_gap + '日'.len_utf8()
    } else {
        len
    }
}

/// `.10月`, `.3`, `.10.1` after an era year.
pub(super) fn short_month(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix('.') else { return 0 };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let value: Option<u32> = after[..digits].parse().ok();
    if !value.is_some_and(|v| (1..=12).contains(&v)) {
        return 0;
    }
    let tail = &after[digits..];
    let day = tail.strip_prefix('.').map_or(0, |day| day.bytes().take_while(u8::is_ascii_digit).count());
    let more = match tail.strip_prefix('月') {
        Some(rest) => '月'.len_utf8() + end_word(rest),
        None if (1..=2).contains(&day) => 1 + day,
        None => 0,
    };
    1 + digits + more
}

pub(super) fn end_word(rest: &str) -> usize {
    ["末", "初め", "初頭", "当初", "半ば", "夏", "春", "秋", "冬"]
        .iter()
        .find(|word| rest.starts_with(*word) && !rest.starts_with("当初予算"))
        .map_or(0, |word| word.len())
}

pub(super) fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}
