use shihyo::*;
fn main() {
    let r = rules::Rules::built_in();
    for l in std::io::stdin().lines() {
        let l = l.unwrap();
        let t = layout::Text {
            pieces: vec![layout::Piece { span: layout::Span::new(0, l.len()), join: layout::Join::Part }],
        };
        let x = text::Reading::of(&l, &t, r.lexicon(), r.marks(), &[]);
        println!(
            "{:?}\n{}",
            x.found,
            x.code
                .text
                .chars()
                .map(|c| match c {
                    '\u{e000}' => 'Ⓥ',
                    '\u{e001}' => 'Ⓝ',
                    '\u{e002}' => 'Ⓟ',
                    '\u{e003}' => 'Ⓡ',
                    '\u{e004}' => 'Ⓨ',
                    '\u{e005}' => 'Ⓜ',
                    '\u{e008}' => '⊕',
                    c => c,
                })
                .collect::<String>()
        );
    }
}
