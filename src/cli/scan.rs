//! `shihyo scan`: what the scanner sees in a text, before any rule.

use std::io::{self, BufRead, BufWriter, Write};

use shihyo::record::Scanned;
use shihyo::rules::Rules;

use super::args::{Args, Scan};
use super::failure::Failure;
use super::{End, rules};

pub fn run(args: &Args, command: &Scan) -> Result<End, Failure> {
    let rules = rules(args)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match &command.text {
        Some(text) => line(&mut out, text, &rules)?,
        None => {
            for (n, text) in io::stdin().lock().split(b'\n').enumerate() {
                let mut text = text.map_err(Failure::Input)?;
                if text.last() == Some(&b'\r') {
                    text.pop();
                }
                let text = String::from_utf8(text)
                    .map_err(|_| Failure::Usage(format!("standard input: line {} is no UTF-8", n + 1)))?;
                line(&mut out, &text, &rules)?;
            }
        }
    }
    out.flush()?;
    Ok(End::Done)
}

fn line(out: &mut impl Write, text: &str, rules: &Rules) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, &Scanned::of(text, rules.lexicon()))?;
    Ok(out.write_all(b"\n")?)
}
