//! Booked advertisements: the list as spreadsheets write it, places that take what is
//! booked, and what does not agree.

use encoding_rs::{GB18030, GBK};
use serde_json::Value;

use crate::desk::{Desk, Ran, story};

const LIST: &str = "编号,客户,尺寸,版面,分区,见报日期,文件,到稿时间\n\
                    GG-1,听雨茶庄,100 × 60,1,,2026-11-28,art/tea.svg,2026-11-27 16:20\n\
                    GG-2,渡口米行,80×40,2,,2026-11-28,art/rice.svg,\n";

/// A drawing of a size in mm.
fn drawing(width: u32, height: u32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {width} {height}\"><rect width=\"{width}\" height=\"{height}\" fill=\"#333\"/></svg>"
    )
}

/// A page with a story and places for advertisements.
fn page(ads: &str) -> String {
    format!(
        "checks.hole = \"ignore\"\nchecks.underset = \"ignore\"\nchecks.masthead-item = \"ignore\"\n\
         [page]\nnumber = 1\ndate = 2026-11-28\nsection = \"要闻\"\nstories = \"../stories\"\n\
         [sheet]\nsize = \"china-tabloid\"\n\
         [[story]]\nslug = \"lead\"\ncolumns = \"all\"\nlines = \"1-10\"\n{ads}"
    )
}

/// A place of a size in mm.
fn place(more: &str, width: u32, height: u32) -> String {
    format!(
        "[[ad]]\n{more}left = \"20mm\"\ntop = \"100mm\"\nwidth = \"{width}mm\"\nheight = \"{height}mm\"\n"
    )
}

const EDITION: &str = "[edition]\npaper = \"渡口日报\"\ndate = 2026-11-28\noutput = \"out/{page}-{zone}.pdf\"\n\
                       bookings = \"ads/list.csv\"\nads-close = \"18:00\"\n\
                       [[section]]\nname = \"要闻\"\n[[section.page]]\nlayout = \"layouts/one.toml\"\n\
                       [[section]]\nname = \"副刊\"\n[[section.page]]\nlayout = \"layouts/two.toml\"\n\
                       [[zone]]\nname = \"east\"\n";

/// A paper of two pages, with a place on each, and a list.
fn paper(test: &str, list: impl AsRef<[u8]>) -> Desk {
    let desk = Desk::new(test);
    desk.write("edition.toml", EDITION);
    desk.write("layouts/one.toml", page(&place("booking = \"GG-1\"\n", 100, 60)));
    let two = page(&place("", 80, 40)).replace("\"lead\"", "\"ferry\"");
    desk.write("layouts/two.toml", two.replace("section = \"要闻\"\n", ""));
    desk.write("stories/lead.md", story("河埠街的路灯亮了。"));
    desk.write("stories/ferry.md", story("轮渡加开一班。"));
    desk.write("ads/art/tea.svg", drawing(100, 60));
    desk.write("ads/art/rice.svg", drawing(80, 40));
    desk.write("ads/list.csv", list);
    desk
}

fn check(desk: &Desk, more: &[&str]) -> Ran {
    let all: Vec<&str> =
        ["check", "edition.toml", "--format", "json"].iter().chain(more).copied().collect();
    desk.run(&all)
}

/// The codes of findings that have to do with bookings, with what each is about.
fn about(ran: &Ran) -> Vec<(String, String)> {
    let findings = ran.findings();
    let word = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
    let of_ads = findings.iter().filter(|it| {
        let code = word(it, "code");
        code.starts_with("booking-") || code.starts_with("ad-")
    });
    of_ads.map(|it| (word(it, "code"), word(it, "booking"))).collect()
}

fn pair(code: &str, booking: &str) -> (String, String) {
    (code.to_owned(), booking.to_owned())
}

#[test]
fn places_take_what_is_booked() {
    let desk = paper("bookings-taken", LIST);
    let ran = desk.run(&["build", "edition.toml", "--format", "json"]);
    assert_eq!((ran.code, about(&ran)), (0, Vec::new()), "{}", ran.text());
    // Page 2 names no booking: it is the one of its size.
    let model = desk.run(&["check", "edition.toml", "--format", "page-json"]).answer();
    let files: Vec<&Value> = (0..2).map(|at| &model["pages"][at]["pictures"][0]["file"]).collect();
    assert!(files[0].as_str().is_some_and(|file| file.ends_with("ads/art/tea.svg")), "{files:?}");
    assert!(files[1].as_str().is_some_and(|file| file.ends_with("ads/art/rice.svg")), "{files:?}");
}

#[test]
fn lists_are_read_as_spreadsheets_write_them() {
    // With a title above the headings, a name over two lines, a comma in a name.
    let odd = "渡口日报广告预订表,,,,,,,\n编号,客户（全称）,尺寸(cm),版面,分区,见报日期,文件,到稿时间\n\
               GG-1,\"听雨\n茶庄\",10 × 6,第1版,,2026/11/28 0:00:00,art\\tea.svg,2026/11/27 9:05\n\
               GG-2,\"米行, 渡口\",8*4,02,全部,11月28日,art/rice.svg,\n";
    let gbk = GBK.encode(odd).0.into_owned();
    let utf8_mark = [b"\xEF\xBB\xBF".as_slice(), &gbk].concat();
    let gb_mark = [b"\x84\x31\x95\x33".as_slice(), &GB18030.encode(odd).0].concat();
    let wide: Vec<u8> = odd.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let forms: [(&str, Vec<u8>); 8] = [
        ("UTF-8", odd.as_bytes().to_vec()),
        ("UTF-8 with its mark", [b"\xEF\xBB\xBF".as_slice(), odd.as_bytes()].concat()),
        ("GBK", gbk),
        ("GBK behind a mark of UTF-8", utf8_mark),
        ("GB 18030 with its mark", gb_mark),
        ("UTF-16", [b"\xFF\xFE".as_slice(), &wide].concat()),
        ("tabs", odd.replace(',', "\t").replace("米行\t ", "米行, ").into_bytes()),
        (
            "a first line sep=;",
            format!("sep=;\r\n{}", odd.replace(',', ";").replace('\n', "\r\n")).into_bytes(),
        ),
    ];
    for (form, list) in forms {
        let desk = paper("bookings-forms", list);
        let ran = check(&desk, &[]);
        assert_eq!((ran.code, about(&ran)), (0, Vec::new()), "{form}: {}", ran.text());
    }
}

#[test]
fn a_short_list_in_gbk_is_known_by_its_headings() {
    let list = "编号,尺寸,文件\nGG-1,100x60,art/tea.svg\nGG-2,80x40,art/rice.svg\n";
    let desk = paper("bookings-short", GBK.encode(list).0);
    let ran = check(&desk, &[]);
    assert_eq!((ran.code, about(&ran)), (0, Vec::new()), "{}", ran.text());
}

#[test]
fn a_place_is_kept_while_the_file_is_missing() {
    let list = LIST.replace("art/rice.svg", "").replace("art/tea.svg", "art/toa.svg");
    let desk = paper("bookings-missing", list);
    let ran = check(&desk, &[]);
    let missing = vec![pair("ad-missing", "GG-1"), pair("ad-missing", "GG-2")];
    let mut told = about(&ran);
    told.sort();
    assert_eq!((ran.code, told), (1, missing), "{}", ran.text());
    let near = ran.findings().into_iter().find(|it| it["booking"] == "GG-1").unwrap_or_default();
    assert_eq!(near["nearest"], "ads/art/tea.svg");
    // The page model and the structure say what is to come, and no press file is written.
    let model = desk.run(&["check", "edition.toml", "--format", "page-json"]).answer();
    let reserved = &model["pages"][0]["reserved"][0];
    assert_eq!(
        (reserved["name"].as_str(), reserved["client"].as_str()),
        (Some("GG-1"), Some("听雨茶庄"))
    );
    assert_eq!(
        (reserved["width"].as_f64(), reserved["height"].as_f64()),
        (Some(100.0), Some(60.0))
    );
    let dump = desk.run(&["check", "edition.toml", "--format", "dump"]);
    assert!(dump.text().contains("reserved ad \"GG-2\": 226.77 x 113.39 in"), "{}", dump.text());
    desk.run(&["build", "edition.toml"]);
    assert!(!desk.path("out/01-main.pdf").exists());
    // Whoever may think otherwise writes it with a white place.
    let one = page(&place("booking = \"GG-1\"\n", 100, 60));
    desk.write("layouts/one.toml", format!("checks.ad-missing = \"warning\"\n{one}"));
    desk.run(&["build", "edition.toml"]);
    assert!(desk.path("out/01-main.pdf").exists());
}

/// The proof shows the place with the id and the size.
#[test]
fn a_proof_shows_what_is_to_come() {
    let desk = paper("bookings-proof", LIST.replace("art/tea.svg", ""));
    let chinese = [("LANG", "zh_CN.UTF-8")];
    let ran = desk.run_with(&["proof", "edition.toml", "-o", "proof.pdf"], &chinese);
    let Some(said) = crate::tools::run("pdftotext", &["-raw", "{}", "-"], &desk.read("proof.pdf"))
    else {
        return;
    };
    for words in ["GG-1", "听雨茶庄", "100 × 60 毫米"] {
        assert!(said.out.contains(words), "{words} is not in {} {}", said.out, ran.err);
    }
}

#[test]
fn what_does_not_agree_is_told_where_it_stands() {
    // A place that names what is booked for another day, page, zone or size, or not at all.
    let cases = [
        ("GG-1,,100x60,1,,2026-11-29,art/tea.svg,", "booking-day", 1),
        ("GG-1,,100x60,2,,2026-11-28,art/tea.svg,", "booking-page", 1),
        ("GG-1,,100x60,1,east,2026-11-28,art/tea.svg,", "booking-page", 1),
        ("GG-1,,120x60,1,,2026-11-28,art/tea.svg,", "booking-size", 0),
        ("GG-9,,100x60,3,,2026-11-29,art/tea.svg,", "booking-broken", 1),
        ("GG-1,,100x60,1,,2026-11-28,art/tea.svg,2026-11-27 18:01", "ad-late", 0),
    ];
    for (row, code, exit) in cases {
        let list = LIST.lines().map(|line| if line.starts_with("GG-1") { row } else { line });
        let desk = paper("bookings-differ", list.collect::<Vec<_>>().join("\n"));
        let ran = check(&desk, &[]);
        let told = about(&ran);
        assert_eq!((ran.code, told), (exit, vec![pair(code, "GG-1")]), "{row}: {}", ran.text());
        let found = ran.findings().into_iter().find(|it| it["code"] == code).unwrap_or_default();
        let (file, line) = match code {
            "ad-late" => ("ads/list.csv", 2),
            _ => ("layouts/one.toml", 16),
        };
        assert_eq!(
            (found["places"][0]["file"].as_str(), found["places"][0]["line"].as_u64()),
            (Some(file), Some(line)),
            "{row}"
        );
    }
}

#[test]
fn bookings_are_held_against_each_other() {
    let cases = [
        // The same row again; with another page it is another insertion.
        ("GG-1,,100x60,1,,2026-11-28,art/tea.svg,", vec!["booking-twice", "booking-unplaced"]),
        ("GG-1,,100x60,1,,2026-11-29,art/tea.svg,", vec![]),
        // The same file under another id, without a place.
        ("GG-3,,90x50,2,,2026-11-28,art/tea.svg,", vec!["booking-twice", "booking-unplaced"]),
        // In a zone it has no place in the main edition, and is not missed there.
        ("GG-3,,90x50,2,east,2026-11-28,,", vec![]),
        ("GG-3,,90x50,2,west,2026-11-28,,", vec!["booking-broken"]),
        // Rows that cannot be read.
        ("GG-3,,large,2,,2026-11-28,,", vec!["booking-broken"]),
        ("GG-3,,,2,,2026-11-28,,", vec!["booking-broken"]),
        (",,90x50,2,,2026-11-28,,", vec!["booking-broken"]),
        ("GG-3,,90x50,2,,11/12/2026,,", vec!["booking-broken"]),
        ("GG-3,,90x50,2,,2026-02-30,,", vec!["booking-broken"]),
        ("GG-3,,90x50,2,,2026-11-28,,soon", vec!["booking-broken"]),
    ];
    for (row, wanted) in cases {
        let desk = paper("bookings-rows", format!("{LIST}{row}\n"));
        let ran = check(&desk, &[]);
        let mut told: Vec<String> = about(&ran).into_iter().map(|(code, _)| code).collect();
        told.dedup();
        assert_eq!(
            (ran.code, told),
            (0, wanted.iter().map(|it| (*it).to_owned()).collect()),
            "{row}: {}",
            ran.text()
        );
        let line = ran
            .findings()
            .into_iter()
            .find(|it| it["code"] == wanted.first().copied().unwrap_or("-"));
        assert!(line.is_none_or(|it| it["places"][0]["line"] == 4), "{row}");
    }
    let desk = paper("bookings-zone", format!("{LIST}GG-3,,90x50,2,east,2026-11-28,,\n"));
    let ran = check(&desk, &["--zone", "east"]);
    assert_eq!(about(&ran), vec![pair("booking-unplaced", "GG-3")], "{}", ran.text());
}

#[test]
fn one_booking_is_one_place() {
    let desk = paper("bookings-one-place", LIST);
    let two = place("booking = \"GG-1\"\n", 100, 60)
        .replace("100mm", "200mm")
        .replace("width = \"200mm", "width = \"100mm");
    desk.write("layouts/two.toml", page(&two).replace("\"lead\"", "\"ferry\""));
    let ran = check(&desk, &[]);
    let told = about(&ran);
    assert!(told.contains(&pair("booking-twice", "GG-1")), "{told:?}");
    assert!(told.contains(&pair("booking-page", "GG-1")), "{told:?}");
    assert!(told.contains(&pair("booking-unplaced", "GG-2")), "{told:?}");
}

/// A section without a page: the place may be on any page of it.
#[test]
fn a_section_is_enough() {
    let list = "id,size,section,day,file\nGG-1,100x60,要闻,2026-11-28,art/tea.svg\n\
                GG-2,80x40,副刊,2026-11-28,art/rice.svg\nGG-3,80x40,体育,2026-11-28,art/rice.svg\n";
    let desk = paper("bookings-section", list);
    let ran = check(&desk, &[]);
    assert_eq!(
        about(&ran),
        vec![pair("booking-twice", "GG-3"), pair("booking-unplaced", "GG-3")],
        "{}",
        ran.text()
    );
}

/// A page alone names its list itself; of other pages nothing is said.
#[test]
fn a_page_may_name_a_list_of_its_own() {
    let desk = paper("bookings-page", LIST);
    let alone = page(&place("booking = \"GG-1\"\n", 100, 60));
    desk.write(
        "layouts/one.toml",
        alone.replace(
            "[sheet]",
            "bookings = \"../ads/list.csv\"\nads-close = \"2026-11-27 15:00\"\n[sheet]",
        ),
    );
    let ran = desk.run(&["check", "layouts/one.toml", "--format", "json"]);
    assert_eq!((ran.code, about(&ran)), (0, vec![pair("ad-late", "GG-1")]), "{}", ran.text());
    // Without one the place can take nothing.
    let ran = desk.run(&["check", "layouts/two.toml", "--format", "json"]);
    assert_eq!((ran.code, about(&ran)), (1, vec![pair("booking-broken", "")]), "{}", ran.text());
}

/// What is booked for other pages is not what a page is made of.
#[test]
fn a_new_booking_makes_its_page_alone_anew() {
    let desk = paper("bookings-kept", LIST);
    let build = || {
        desk.run(&["build", "edition.toml", "--cache", "cache"]);
        let told = desk.run(&["cache", "--cache", "cache", "--format", "json"]).answer();
        let kinds = told["cache"]["kinds"].as_array().cloned().unwrap_or_default();
        let files = kinds.iter().find(|kind| kind["kind"] == "press-files").cloned();
        files.and_then(|files| files["entries"].as_u64())
    };
    assert_eq!(build(), Some(2));
    desk.write("ads/list.csv", format!("{LIST}GG-7,,80x40,9,,2026-12-01,,\n"));
    assert_eq!(build(), Some(2), "nothing is made of what is booked for other days");
    desk.write("ads/list.csv", LIST.replace("art/rice.svg", "art/tea.svg"));
    assert_eq!(build(), Some(3), "page 2 alone is made anew");
}

#[test]
fn what_is_no_list_is_refused() {
    for (list, words) in [
        ("", "no row with the names"),
        ("a,b\n1,2\n", "no row with the names"),
        ("客户,版面\n某,1\n", "lacks the column: id, size"),
        ("编号,尺寸\n\"GG-1,100x60\n", "never closed"),
        ("\u{0}\u{0}\u{0}", "is not UTF-8"),
    ] {
        let desk = paper("bookings-no-list", list);
        let ran = check(&desk, &[]);
        assert_ne!(ran.code, 0, "{list:?}");
        assert!(ran.text().contains(words), "{list:?}: {}", ran.text());
    }
}
