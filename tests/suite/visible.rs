//! Messages are text: nothing that a name holds reaches the terminal as an order,
//! turns a line round or begins one of its own.

use banmian::diag::finding::{FitFault, PictureNote};
use banmian::diag::render::{Coloring, human};
use banmian::diag::{Diagnostic, Language, Record, Sources, Span, visible, visible_json};
use serde_json::Value;

use crate::desk::{Desk, PAGE, Ran};
use crate::faulty::Sheet;

/// Colors, turns the line round, rings, hides, parts the line and forges one.
const NASTY: &str = "a\u{1b}[35m\u{202e}\u{7}\u{200e}\u{61c}\u{2028}\u{85}\u{9b}1m\u{feff}\u{2066}\u{ad}\nwrote all";

/// Whether people may see a text as it is; colors of our own are allowed if they
/// were asked for.
fn is_plain(text: &str) -> bool {
    let mut rest = text.to_owned();
    // What a renderer of colors writes: ESC [ numbers m.
    for code in ["0", "1", "31", "32", "33", "36", "91", "92", "93", "94", "96", "1m\u{1b}[94"] {
        rest = rest.replace(&format!("\u{1b}[{code}m"), "");
    }
    let is_order = |c: char| c.is_control() && c != '\n';
    let is_hidden = |c: char| "\u{202e}\u{200e}\u{61c}\u{2028}\u{feff}\u{2066}\u{ad}".contains(c);
    !rest.contains(|c| is_order(c) || is_hidden(c)) && !rest.lines().any(|line| line == "wrote all")
}

fn assert_plain(ran: &Ran, arguments: &[&str]) {
    for text in [ran.text(), &ran.err] {
        assert!(is_plain(text), "{arguments:?}: {text:?}");
    }
}

#[test]
fn what_is_not_seen_is_shown_by_its_number() {
    assert_eq!(visible("银杏 Ginkgo 'é'\\n"), "银杏 Ginkgo 'é'\\n");
    assert_eq!(visible("a\n\tb\r"), "a\\n\\tb\\r");
    assert_eq!(visible("\u{1b}[2J\u{7f}\u{9b}"), "\\u{1B}[2J\\u{7F}\\u{9B}");
    assert_eq!(visible("x\u{202e}gpj.\u{200b}"), "x\\u{202E}gpj.\\u{200B}");
    assert_eq!(visible("\u{e0041}\u{2028}"), "\\u{E0041}\\u{2028}");
    assert!(is_plain(&visible(NASTY)));
}

#[test]
fn json_says_the_same_in_escapes() {
    let value = Value::String(NASTY.to_owned() + "\u{e0041}");
    let text = value.to_string();
    let shown = visible_json(&text);
    assert!(is_plain(&shown), "{shown}");
    assert_eq!(serde_json::from_str::<Value>(&shown).ok(), Some(value));
}

#[test]
fn findings_show_names_messages_hints_and_lines() {
    let mut sources = Sources::default();
    let line = format!("slug = \"{}\"", NASTY.replace('\n', " "));
    let source = sources.add(NASTY, line.clone());
    let at = line.find('\u{2066}').expect("it is there");
    let list = [
        Diagnostic::of(FitFault::NoFont {
            family: NASTY.to_owned(),
            nearest: Some(NASTY.to_owned()),
        })
        .at(Span::new(source, at..at + 3)),
        Diagnostic::of(PictureNote::PixelsLost { picture: NASTY.to_owned() }).in_file(NASTY),
    ];
    for language in [Language::English, Language::Chinese] {
        let text = human(&sources, &list, language, Coloring::Plain);
        assert!(is_plain(&text) && !text.contains('\u{1b}'), "{text:?}");
        assert!(text.contains("\\u{202E}"), "{text}");
    }
    // The mark stands under the one character, whatever it is shown as.
    let text = human(&sources, &list, Language::English, Coloring::Plain);
    let mark = text.lines().find(|line| line.contains('^')).expect("there is a mark");
    assert_eq!(mark.matches('^').count(), 1, "{text}");

    let records: Vec<Record> = list.iter().map(|it| Record::new(&sources, it)).collect();
    let data = serde_json::to_string(&records).expect("it is data");
    let data = visible_json(&data);
    assert!(is_plain(&data), "{data:?}");
    let data: Value = serde_json::from_str(&data).expect("it is JSON");
    assert_eq!(data[1]["places"][0]["file"], NASTY);
}

#[test]
fn no_verb_obeys_its_arguments() {
    let desk = Desk::with_page("nasty-arguments");
    let option = format!("--{NASTY}");
    let file = format!("{NASTY}.png");
    for arguments in [
        &[NASTY][..],
        &["build", &option],
        &["build", NASTY],
        &["build", "page.toml", "--color", NASTY],
        &["build", "page.toml", "--messages", NASTY],
        &["build", "page.toml", "--root", NASTY],
        &["build", "page.toml", "--stories", NASTY],
        &["build", "page.toml", "--font-path", NASTY],
        &["build", "page.toml", "-o", &format!("{NASTY}/x.pdf")],
        &["build", "page.toml", NASTY, &option],
        &["proof", "page.toml", "--dpi", NASTY],
        &["proof", "page.toml", "-o", NASTY],
        &["proof", "page.toml", "--overlay", NASTY],
        &["proof", NASTY, "-o", &file],
        &["check", NASTY, "-v"],
        &["check", NASTY, "--format", "json"],
        &["explain", "page.toml", "--story", NASTY],
        &["explain", NASTY],
        &["fonts", "--font-path", NASTY],
        &["preflight", NASTY],
        &["preflight", NASTY, "--format", "json"],
        &["preflight", NASTY, "page.toml"],
        &["preflight", "page.toml", "--profile", NASTY],
        &["separations", NASTY],
        &["separations", "page.toml", "--max-ink", NASTY],
        &["import", NASTY, "-o", "x.md"],
        &["linebreak", "--strictness", NASTY],
        &["linebreak", "--lang", NASTY],
        &["completions", NASTY],
        &["schema", NASTY],
    ] {
        for color in ["never", "always"] {
            let ran = desk.run(&[arguments, &["--color", color]].concat());
            assert_ne!(ran.code, 0, "{arguments:?}");
            assert_plain(&ran, arguments);
        }
    }
}

#[test]
fn no_verb_obeys_what_stands_in_files() {
    let desk = Desk::with_page("nasty-files");
    // As TOML writes them.
    let quoted: String = NASTY.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    let words = format!("pictures = [{{ file = \"{quoted}.jpg\" }}]\nbyline = \"{quoted}\"");
    desk.write("stories/lead.md", format!("+++\nheadline = \"{quoted}\"\n{words}\n+++\n{NASTY}\n"));
    let page =
        PAGE.replace("渡口日报", &quoted).replace("\"lead\"", "\"lead\"\nhead-color = \"QQ\"");
    desk.write("page.toml", page.replace("QQ", &quoted));
    desk.write("fine.toml", PAGE);
    desk.write(
        "more.toml",
        format!(
            "extends = \"{quoted}.toml\"\n[colors]\n\"{quoted}\" = \"{quoted}\"\n[output]\nprofile = \"{quoted}\"\n\
             preflight = \"{quoted}.toml\"\n[fonts]\npath = \"{quoted}\"\n[composition]\nnames-file = \"{quoted}\"\n\
             \"{quoted}\" = 1\n[[ad]]\nfile = \"{quoted}\"\n"
        ),
    );
    desk.write("raw.txt", format!("标题\n\n{NASTY},{NASTY}\n"));
    for arguments in [
        &["build", "page.toml", "-v"][..],
        &["check", "page.toml", "-v"],
        &["check", "more.toml"],
        &["check", "more.toml", "--format", "json"],
        &["check", "fine.toml", "-v"],
        &["proof", "fine.toml", "--dpi", "20"],
        &["explain", "fine.toml"],
        &["explain", "fine.toml", "--format", "json"],
        &["explain", "fine.toml", "--loosest", "3"],
        &["import", "raw.txt", "-o", "story.md"],
    ] {
        assert_plain(&desk.run(arguments), arguments);
    }
}

#[test]
fn no_verb_obeys_what_stands_in_a_pdf() {
    let desk = Desk::new("nasty-pdf");
    let mut sheet = Sheet::x4();
    let name: String = NASTY.bytes().map(|byte| format!("#{byte:02x}")).collect();
    sheet.spaces += &format!(
        "/CS1 [/Separation /{name} /DeviceCMYK \
         << /FunctionType 2 /Domain [0 1] /N 1 /C0 [0 0 0 0] /C1 [0 1 0 0] >>]"
    );
    sheet.content.push_str("q /CS1 cs 1 scn 40 40 60 60 re f Q\n");
    sheet.fonts = sheet.fonts.replace("ABCDEF+SourceSerif4", &name);
    desk.write("ad.pdf", sheet.write());
    let mut seen = String::new();
    for arguments in [
        &["preflight", "ad.pdf"][..],
        &["preflight", "ad.pdf", "--format", "json"],
        &["preflight", "ad.pdf", "--profile", "x4", "--messages", "zh"],
        &["separations", "ad.pdf", "-o", "out/", "--dpi", "20"],
    ] {
        let ran = desk.run(arguments);
        assert_plain(&ran, arguments);
        seen += ran.text();
        seen += &ran.err;
    }
    assert!(seen.contains("\\u{1B}[35m"), "the ink is told of: {seen}");
}

#[cfg(unix)]
#[test]
fn file_names_are_shown_whatever_they_are() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::process::Command;

    let desk = Desk::new("nasty-names");
    let nasty = NASTY.replace('/', "");
    desk.write(&format!("{nasty}.toml"), PAGE.replace("\"lead\"", &format!("{nasty:?}")));
    desk.write("page.toml", PAGE.replace("\"lead\"", "\"b\""));
    desk.write(&format!("stories/{nasty}.md"), "# 河岸亮灯\n\n一盏。\n");
    desk.write("stories/b.md", "# 河岸亮灯\n\n一盏。\n");
    desk.write(&format!("fonts/{nasty}.ttf"), "no font at all");
    desk.write(&format!("{nasty}.pdf"), Sheet::x4().write());
    for arguments in [
        &["build", &format!("{nasty}.toml"), "-v"][..],
        &["build", "page.toml", "-v", "-o", &format!("{nasty}2.pdf")],
        &["proof", "page.toml", "--dpi", "20", "-o", &format!("{nasty}.png")],
        &["check", &format!("{nasty}.toml")],
        &["check", "page.toml", "--font-path", "fonts"],
        &["fonts", "--font-path", "fonts"],
        &["preflight", &format!("{nasty}.pdf")],
        &["preflight", &format!("{nasty}.pdf"), "page.toml", "--format", "json"],
        &["separations", &format!("{nasty}.pdf"), "--dpi", "20"],
    ] {
        assert_plain(&desk.run(arguments), arguments);
    }
    // Bytes that are no UTF-8.
    let name = OsStr::from_bytes(b"p\xe9\x1b[35m.toml");
    std::fs::write(desk.folder.join(name), PAGE.replace("\"lead\"", "\"b\"")).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_banmian"))
        .arg("build")
        .arg(name)
        .current_dir(&desk.folder)
        .output()
        .expect("the command can be run");
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stderr).expect("messages are UTF-8");
    assert!(is_plain(&told) && told.contains("p\u{fffd}\\u{1B}[35m.pdf"), "{told:?}");
    assert!(desk.folder.join(OsStr::from_bytes(b"p\xe9\x1b[35m.pdf")).exists());
}

/// At a terminal data is for people, too, and work in progress is told.
#[cfg(target_os = "linux")]
#[test]
fn at_a_terminal_nothing_is_obeyed_either() {
    use std::process::Command;

    let desk = Desk::with_page("terminal");
    let nasty = "l\u{1b}[35m\u{202e}";
    desk.write(&format!("stories/{nasty}.md"), "# 河岸亮灯\n\n一盏。\n");
    let slug: String = nasty.chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect();
    desk.write("page.toml", PAGE.replace("lead", &slug));
    desk.write("stories/x.md", "# 河岸亮灯\n\n一盏。\n");
    for (verb, step) in [
        ("check page.toml --format dump", "checking the pages…"),
        ("explain page.toml", "setting the pages…"),
        ("build page.toml -v", "setting the pages…"),
        ("preflight page.pdf", "checking page.pdf…"),
        ("separations page.pdf", "separating the page…"),
        ("fonts", "reading the fonts…"),
        ("import stories/x.md -o -", "mending the copy…"),
    ] {
        let command = format!("{} {verb}", env!("CARGO_BIN_EXE_banmian"));
        let Ok(ran) = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(&desk.folder)
            .output()
        else {
            return;
        };
        let told = String::from_utf8(ran.stdout).expect("it is UTF-8");
        let told = told.replace('\r', "").replace("\u{1b}[2K", "");
        assert!(is_plain(&told), "{verb}: {told:?}");
        assert!(told.contains(step), "{verb}: {told:?}");
    }
}
