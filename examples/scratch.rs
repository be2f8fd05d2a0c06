//! scratch
use banmian::{color::*, font::*, geom::*, style::*, text::*};
use std::sync::Arc;
fn main() {
    let mut lib = FontLibrary::new();
    for f in std::fs::read_dir("fonts").unwrap() {
        let p = f.unwrap().path();
        if p.extension().is_some_and(|e| e == "otf" || e == "ttf") {
            lib.add(p.to_str().unwrap(), FontData::Shared(Arc::from(std::fs::read(&p).unwrap())))
                .unwrap();
        }
    }
    let lang = Lang::ChineseSimplified;
    let req = FontRequest { family: "song".into(), weight: Weight::REGULAR, slant: Slant::Upright };
    let stack = Arc::new(lib.stack(&req, lang));
    let style = CharStyle {
        stack,
        size: Abs::pt(9.5),
        paint: Paint::usual(Color::BLACK),
        tracking: Em::ZERO,
    };
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let mut shaper = Shaper::new(&lib);
    for para in text.lines().filter(|l| l.len() > 60).take(9) {
        let p = Paragraph {
            spans: vec![TextSpan { text: para.into(), style: style.clone() }],
            lang,
            indent: Em::frac(2, 1),
            hyphenation: Hyphenation::Allowed,
        };
        let t = std::time::Instant::now();
        let prep = prepare(&p, &mut shaper);
        let t1 = t.elapsed();
        let m = Abs::pt(190.0);
        let all = break_lines(&prep, Measures { first: &[], rest: m });
        let t2 = t.elapsed();
        println!(
            "--- {:?} {:?} {:?} missing {:?}",
            all.iter().map(|b| (b.lines.len(), b.cost)).collect::<Vec<_>>(),
            t1,
            t2 - t1,
            prep.missing
        );
        let best = all.iter().min_by_key(|b| b.cost).unwrap();
        let n = best.lines.len();
        for (i, l) in best.lines.iter().enumerate() {
            let s = set_line(
                &prep,
                l,
                LinePlace { is_first: i == 0, is_last: i + 1 == n },
                m,
                Align::Justify,
                &shaper,
            );
            println!(
                "{:7.3} e{:.3} {}",
                s.width.to_pt(),
                s.even.to_pt(),
                prep.text_of(l.clusters.clone())
            );
        }
    }
}
