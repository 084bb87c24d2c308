use shihyo::*;
fn main() {
    let r = rules::Rules::built_in();
    for p in std::env::args().skip(1) {
        let s = source::Source::open(p.as_ref()).unwrap();
        for x in extract::extract(&s, &r) {
            println!("{}", x.to_json());
        }
    }
}
