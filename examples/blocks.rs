use shihyo::layout::*;
fn main() {
    for p in std::env::args().skip(1) {
        let s = shihyo::source::Source::open(p.as_ref()).unwrap();
        let d = Document::read(&s.text);
        for b in &d.blocks {
            let l = d.places.line(match &b.kind {
                Kind::Table(t) => t.rows[0].span.start,
                _ => b.text.span().start,
            });
            match &b.kind {
                Kind::Table(t) => {
                    println!("{l} TABLE");
                    for r in &t.rows {
                        println!(
                            "   {} {}",
                            d.places.line(r.span.start),
                            r.cells
                                .iter()
                                .map(|c| c.text.plain(&s.text).chars().take(14).collect::<String>().replace('\n', "¶"))
                                .collect::<Vec<_>>()
                                .join(" | ")
                        );
                    }
                }
                k => println!(
                    "{l} {} {}",
                    match k {
                        Kind::Heading { rank } => format!("#{rank}"),
                        Kind::Paragraph => "P".into(),
                        Kind::Item => "-".into(),
                        _ => "※".into(),
                    },
                    b.text.plain(&s.text).chars().take(110).collect::<String>()
                ),
            }
        }
    }
}
