//! What is cut off pictures: nothing of drawings unless the page asks for it, and of
//! photographs no third without a word.

use serde_json::Value;

use banmian::geom::Abs;
use banmian::page::{Item, PlacedPicture};

use crate::desk::Desk;
use crate::pages::set_all;
use crate::picture::jpeg;

const PAGE: &str = r#"checks.hole = "ignore"
checks.underset = "ignore"
checks.cut-columns = "ignore"
[page]
stories = "stories"
[sheet]
size   = "240mm x 200mm"
margin = "10mm"
[grid]
columns = 2
leading = "12pt"
[styles.body]
size = "8pt"
"#;

/// A desk with a story that has one picture: a drawing of 80 x 40, or a photograph
/// of 1200 x 800 pixels.
fn desk(test: &str, file: &str) -> Desk {
    let desk = Desk::new(test);
    desk.write("stories/a.md", format!("# 桥\n\n河埠街的路灯亮了。\n\n![桥边的灯]({file})\n"));
    desk.write(
        "stories/a.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 80 40'>\
         <rect x='1' y='1' width='78' height='38'/></svg>",
    );
    desk.write("stories/a.jpg", jpeg(1200, 800));
    desk
}

/// In a box of the story of this size.
fn in_story(width: &str, height: &str, keys: &str) -> String {
    format!(
        "{PAGE}[[story]]\nslug = \"a\"\ncolumns = \"1-2\"\nlines = \"1-last\"\n\
         pictures = [{{ left = \"10mm\", top = \"60mm\", width = \"{width}\", height = \"{height}\", caption = \"none\", {keys} }}]\n"
    )
}

/// By itself.
fn alone(width: &str, height: &str, keys: &str) -> String {
    format!(
        "{PAGE}[[story]]\nslug = \"a\"\ncolumns = \"1-2\"\nlines = \"1-8\"\n\
         [[picture]]\nstory = \"a\"\nleft = \"10mm\"\ntop = \"60mm\"\nwidth = \"{width}\"\nheight = \"{height}\"\n{keys}\n"
    )
}

fn crops(desk: &Desk, spec: &str) -> Vec<(String, String)> {
    desk.write("page.toml", spec);
    let findings = desk.run(&["check", "page.toml", "--format", "json"]).findings();
    let word = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let crops = findings.iter().filter(|it| it["code"] == "picture-crop");
    crops.map(|it| (word(&it["severity"]), word(&it["message"]["en"]))).collect()
}

fn placed(desk: &Desk) -> PlacedPicture {
    let outcome = set_all(vec![desk.path("page.toml")], desk.folder.clone());
    let page = &outcome.document.as_ref().expect("it can be made").pages[0];
    let picture = page.items.iter().find_map(|item| match item {
        Item::Picture(picture) => Some(picture.clone()),
        Item::Line(_) | Item::Shape(_) => None,
    });
    picture.expect("it is placed")
}

#[test]
fn a_drawing_is_shown_whole() {
    let desk = desk("cropped-drawing", "a.svg");
    for spec in [in_story("60mm", "60mm", ""), alone("60mm", "60mm", "caption = \"none\"")] {
        assert_eq!(crops(&desk, &spec), []);
        let PlacedPicture { frame, image, .. } = placed(&desk);
        assert_eq!(frame, image, "nothing is cut off");
        assert_eq!((frame.width(), frame.height()), (Abs::mm(60.0), Abs::mm(30.0)));
    }
}

#[test]
fn a_drawing_stands_on_its_caption() {
    let desk = desk("cropped-caption", "a.svg");
    assert_eq!(crops(&desk, &alone("60mm", "60mm", "")), []);
    let PlacedPicture { place, frame, .. } = placed(&desk);
    assert_eq!(frame.bottom, place.bottom, "the white is above it");
    assert!(frame.top > place.top);
}

#[test]
fn a_drawing_that_the_page_cuts_is_told() {
    let desk = desk("cropped-asked", "a.svg");
    let cover = "fit = \"cover\"";
    for spec in [
        in_story("60mm", "60mm", cover),
        alone("60mm", "60mm", &format!("caption = \"none\"\n{cover}")),
    ] {
        let told = crops(&desk, &spec);
        let [(severity, message)] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!(severity, "warning");
        assert!(
            message.contains("50 % of the picture") && message.contains("left 25 %, right 25 %"),
            "{message}"
        );
    }
    // Whoever says what is to be seen knows.
    for keys in ["fit = \"cover\", focus = [0, 50]", "crop = [10, 0, 100, 100]"] {
        let told = crops(&desk, &in_story("60mm", "60mm", keys));
        assert!(matches!(told.as_slice(), [(severity, _)] if severity == "note"), "{told:?}");
    }
}

#[test]
fn a_photograph_that_loses_more_than_a_third_is_told() {
    let desk = desk("cropped-photo", "a.jpg");
    // Three to two: a square takes exactly a third, and less is no matter.
    for (width, height) in [("60mm", "40mm"), ("60mm", "60mm"), ("90mm", "40mm")] {
        assert_eq!(crops(&desk, &in_story(width, height, "")), [], "{width} x {height}");
    }
    let told = crops(&desk, &in_story("40mm", "60mm", ""));
    let [(severity, message)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(severity, "warning");
    assert!(message.contains("56 %") && message.contains("left 28 %, right 28 %"), "{message}");
    let told = crops(&desk, &in_story("40mm", "60mm", "focus = [0, 50]"));
    let [(severity, message)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(severity, "note", "the page says what is to be seen");
    assert!(message.contains("right 56 %") && !message.contains("left"), "{message}");
    let told = crops(&desk, &in_story("40mm", "60mm", "crop = [30, 0, 75, 100]"));
    assert!(matches!(told.as_slice(), [(severity, _)] if severity == "note"), "{told:?}");
    // What a house says of all pictures is said of none.
    let house = "[defaults.picture]\nfocus = [50, 40]\n[[story]]";
    let told = crops(&desk, &in_story("40mm", "60mm", "").replacen("[[story]]", house, 1));
    assert!(matches!(told.as_slice(), [(severity, _)] if severity == "warning"), "{told:?}");
    assert_eq!(crops(&desk, &in_story("40mm", "60mm", "fit = \"contain\"")), []);
    let strict = format!("checks.picture-crop = \"error\"\n{}", in_story("40mm", "60mm", ""));
    let told = crops(&desk, &strict);
    assert!(matches!(told.as_slice(), [(severity, _)] if severity == "error"), "{told:?}");
    let idle = format!("checks.picture-crop = \"ignore\"\n{}", in_story("40mm", "60mm", ""));
    assert_eq!(crops(&desk, &idle), []);
}
