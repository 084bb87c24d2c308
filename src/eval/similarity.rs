//! How alike two names are: the share of their character bigrams, normalised.

use std::collections::HashMap;

/// NFKC, lower case, letters and digits only.
pub(super) fn norm(text: &str) -> String {
    crate::text::nfkc(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Dice's coefficient of the bigrams; 0 where there are none.
pub(super) fn dice(a: &str, b: &str) -> f64 {
    let (x, y) = (bigrams(&norm(a)), bigrams(&norm(b)));
    if x.is_empty() || y.is_empty() {
        return 0.0;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for gram in &x {
        *counts.entry(gram).or_insert(0) += 1;
    }
    let mut hits = 0;
    for gram in &y {
        if let Some(left) = counts.get_mut(gram.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            hits += 1;
        }
    }
    2.0 * hits as f64 / (x.len() + y.len()) as f64
}

fn bigrams(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    match chars.len() {
        0 => Vec::new(),
        1 => vec![text.to_owned()],
        _ => chars.windows(2).map(|pair| pair.iter().collect()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_by_their_bigrams() {
        assert_eq!(norm("クラスⅢ・Ⅳ の件数（20%）"), "クラスiiiivの件数20");
        assert_eq!(dice("採択件数", "採択件数"), 1.0);
        assert_eq!(dice("採択件数", "承認件数"), 2.0 / 6.0);
        assert_eq!(dice("", "件"), 0.0);
    }
}
