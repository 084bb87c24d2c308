//! What whole tables come out as.

use super::*;
use crate::layout::Places;

fn read(text: &str) -> Vec<String> {
    let lines: Vec<Span> = Places::of(text).spans(text).collect();
    let Ok((table, taken)) = table(text, &lines, Measure::Columns) else { return Vec::new() };
    let show = |row: &Row| row.cells.iter().map(|cell| cell.text.plain(text)).collect::<Vec<_>>().join("|");
    table.rows.iter().map(show).chain([format!("{taken} lines")]).collect()
}

#[test]
fn a_wrapped_name_stands_around_its_values() {
    let text = "  指標             現状値        目標値\n\
                \x20                (2014年度)     (2019年度)\n\
                \x20事業に関連した地域\n\
                \x20                  －         ５年間で１人\n\
                \x20の就業者数\n\
                \x20新規就農者数           －         ５年間で３人\n\n\n ＜主な事業＞\n";
    assert_eq!(
        read(text),
        [
            "指標|現状値\n(2014年度)|目標値\n(2019年度)",
            "事業に関連した地域の就業者数|－|５年間で１人",
            "新規就農者数|－|５年間で３人",
            "6 lines"
        ]
    );
}

#[test]
fn cells_of_unlike_height_share_their_middle() {
    let text = " 指標                  現状値              目標値\n\n\
                \x20                 札幌・地元          東京・札幌・地元\n\
                \x20展覧会の開催数\n\
                \x20                   年１回              年１回\n\
                \x20                                       収録し公開\n\
                \x20映像の制作                －\n\
                \x20                                       各校へ配布\n";
    assert_eq!(
        read(text)[1..3],
        ["展覧会の開催数|札幌・地元\n年１回|東京・札幌・地元\n年１回", "映像の制作|－|収録し公開各校へ配布"]
    );
}

#[test]
fn running_text_is_no_table() {
    assert!(read("第１章    総論\n本計画は、次のとおりとする。\n").is_empty());
    assert!(!is_gapped("　　第１章　総論  "));
}
