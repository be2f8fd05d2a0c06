//! Items of agencies as stories: ninjs, NITF, NewsML-G2. All copy is invented.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use banmian::diag::{Code, Diagnostic, Language, Severity, Sink, Sources};
use banmian::manuscript::{
    CharacterTable, CopyFile, CopyFormat, FilesBeside, ImportedCopy, feed, read_copy, recognise,
    story_of,
};
use banmian::story::{Story, WireItem, parse};
use proptest::prelude::*;

use crate::desk::Desk;
use crate::golden;

/// What came of a file of items.
struct ReadFeed {
    stories: Vec<ImportedCopy>,
    sink: Sink,
}

/// The one picture that lies beside.
struct OnePicture(&'static str);

impl FilesBeside for OnePicture {
    fn picture(&self, address: &str) -> Option<Vec<u8>> {
        (address == self.0).then(|| b"\x89PNG\r\n\x1a\n".to_vec())
    }
}

fn read(bytes: &[u8]) -> ReadFeed {
    read_beside(bytes, &OnePicture("pictures/bridge.png"))
}

fn read_beside(bytes: &[u8], beside: &dyn FilesBeside) -> ReadFeed {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let characters = CharacterTable::default();
    let file =
        CopyFile { name: "feed", bytes, wanted: None, characters: &characters, picture_stem: None };
    let mut stories = Vec::new();
    match read_copy(&file, Some(beside)) {
        Ok(items) => {
            for item in &items {
                stories.extend(file.make(item, Some("story"), &mut sources, &mut sink));
            }
        }
        Err(finding) => sink.push(Diagnostic::of(*finding)),
    }
    if recognise(bytes).is_ok_and(|it| !matches!(it, CopyFormat::Text | CopyFormat::Html)) {
        stories.iter().for_each(|copy| drop(story(copy)));
    }
    ReadFeed { stories, sink }
}

/// The story as it is read again, without a mistake but for marks.
fn story(copy: &ImportedCopy) -> Story {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let source = sources.add("story.md", copy.story.as_str());
    let story = parse(source, &sources, "story", &mut sink);
    let is_known = |code: Code| matches!(code, Code::EditorMark | Code::StoryEmpty);
    let wrong: Vec<_> = { sink.list().iter() }
        .filter(|it| it.severity == Severity::Error && !is_known(it.code()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}\n{}", copy.story);
    story.expect("it is a story")
}

impl ReadFeed {
    fn told(&self) -> Vec<String> {
        let told = |it: &Diagnostic| {
            let code = it.code().name();
            format!("{code}: {}", it.message().get(Language::English))
        };
        self.sink.list().iter().map(told).collect()
    }
}

#[test]
fn items_of_every_version_become_stories_and_all_else_is_told() {
    let mut differences = Vec::new();
    for ending in [".json", ".xml"] {
        for path in golden::fixtures("feeds", ending) {
            let beside = OnePicture(match ending {
                ".json" => "bridge.png",
                _ => "pictures/bridge.png",
            });
            let feed = read_beside(golden::read(&path).as_bytes(), &beside);
            let mut text = String::new();
            for copy in &feed.stories {
                text.push_str(&format!("{}\n", copy.story));
                for picture in &copy.pictures {
                    text.push_str(&format!("[picture {}]\n\n", picture.name));
                }
            }
            text.push_str("told:\n");
            let is_mending = |it: &String| it.starts_with("import-part");
            for told in feed.told().iter().filter(|it| !is_mending(it)) {
                text.push_str(&format!("- {told}\n"));
            }
            let name = path.file_name().expect("it is a file").to_string_lossy().into_owned();
            differences
                .extend(golden::difference(&path.with_file_name(format!("{name}.txt")), &text));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn formats_are_known_by_what_is_in_the_file() {
    for (text, format) in [
        ("{\"uri\": \"a\"}", CopyFormat::Ninjs),
        ("\u{feff} [ {\"uri\": \"a\"} ]", CopyFormat::Ninjs),
        ("<nitf><body/></nitf>", CopyFormat::Nitf),
        ("<?xml version='1.0'?><!-- x --><!DOCTYPE nitf SYSTEM 'n'><nitf>", CopyFormat::Nitf),
        ("<x:newsItem xmlns:x='y'/>", CopyFormat::NewsMl),
        ("<newsMessage>", CopyFormat::NewsMl),
        ("<packageItem/>", CopyFormat::NewsMl),
        // What only looks like it.
        ("{漢字|かんじ}と書く。", CopyFormat::Text),
        ("[[? 来源 ?]]", CopyFormat::Text),
        ("<老桥>换新颜", CopyFormat::Text),
        ("<p>桥。</p>", CopyFormat::Html),
    ] {
        assert_eq!(recognise(text.as_bytes()), Ok(format), "{text}");
    }
    for (text, way_out) in [
        ("{\"name\": 1}", "is JSON that is no item"),
        ("[]", "is JSON that is no item"),
        ("<NewsML Version='1.2'></NewsML>", "NewsML of version 1"),
        ("<planningItem guid='a'/>", "a concept, a plan or a catalog"),
        ("<?xml version='1.0'?><rss/>", "XML of another kind"),
        ("<feed><p>a</p></feed>", "XML of another kind"),
        ("<newsMessage><itemSet/></newsMessage>", "a concept, a plan or a catalog"),
        ("{\"meta\": {\"uri\": \"a\"}}", "is JSON that is no item"),
    ] {
        let told = read(text.as_bytes()).told();
        assert!(told.iter().any(|it| it.contains(way_out)), "{text}: {told:?}");
    }
}

#[test]
fn a_feed_is_read_in_the_encoding_that_it_names() {
    let text = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><nitf><body><body.head><hedline>\
        <hl1>Br\u{fc}cke offen</hl1></hedline></body.head><body.content><p>Sch\u{f6}n.</p>\
        </body.content></body></nitf>";
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect();
    let feed = read(&bytes);
    assert!(feed.stories[0].story.contains("headline = \"Brücke offen\""), "{:?}", feed.told());
    assert!(feed.told().iter().any(|it| it.contains("read as windows-1252")), "{:?}", feed.told());
    let gbk = text.replace("iso-8859-1", "gb2312").replace("Br\u{fc}cke offen", "老桥通了");
    let gbk = encoding_rs::GBK.encode(&gbk).0.into_owned();
    assert!(read(&gbk).stories[0].story.contains("headline = \"老桥通了\""));
}

#[test]
fn what_a_page_says_beside_its_text_is_told_and_not_printed() {
    let page = "<header><ul><li>Bridges</li><li>Rivers</li></ul><time>28.11.2026</time><h1>Old bridge opens</h1></header>\
        <section><p>WILLOWFORD - The bridge opened.</p><figure><img src='a.jpg'><figcaption>One.</figcaption></figure></section>";
    let json = serde_json::json!({
        "uri": "a",
        "headlines": [{"value": "Old bridge opens"}],
        "bodies": [{"contenttype": "text/html", "value": page}],
        "associations": [
            {"type": "picture", "by": "Mia Stone", "descriptions": [{"value": "Another."}], "renditions": [{"href": "https://x.example/a.jpg"}]},
            {"type": "text", "uri": "b", "headlines": [{"value": "A related item"}]},
        ],
    });
    let feed = read(json.to_string().as_bytes());
    let (_, body) = feed.stories[0].story.split_once("+++\n\n").expect("there is a body");
    assert_eq!(body, "WILLOWFORD - The bridge opened.\n\n![One.](a.jpg \"Mia Stone\")\n");
    let told = feed.told().join("\n");
    for words in [
        "what stands above the headline: Bridges Rivers 28.11.2026",
        "other words of a picture: Another.",
        "words of a related item: A related item",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}

#[test]
fn lines_that_a_width_ended_are_joined() {
    let text = "<p>   The bridge at Willowford has been closed since the spring, <br/>and people had to take the ferry over the river for as long <br/>as that.</p>\
        <p>   On Saturday it opened again, and the town came to look at it <br/>with flags and with a band from the other bank of the river.</p>\
        <p>   Divers had worked on its piers for three hours at a time in <br/>cold water, one of them said.</p>";
    let nitf = format!("<nitf><body><body.content>{text}</body.content></body></nitf>");
    let feed = read(nitf.as_bytes());
    assert!(feed.stories[0].story.contains("since the spring, and people had to take the ferry over the river for as long as that.\n"), "{}", feed.stories[0].story);
}

#[test]
fn what_may_not_be_used_makes_no_story() {
    for (text, said) in [
        ("{\"uri\": \"a\", \"pubstatus\": \"canceled\", \"body_text\": \"桥。\"}", "withdrawn"),
        ("{\"uri\": \"a\", \"pubStatus\": \"withheld\", \"body_text\": \"桥。\"}", "withheld"),
        (
            "<nitf><head><docdata management-status='canceled'/></head><body><body.content><p>a</p></body.content></body></nitf>",
            "withdrawn",
        ),
        (
            "<nitf><head><docdata><ed-msg msg-type='x' info='KILL: wrong name'/></docdata></head><body/></nitf>",
            "withdrawn",
        ),
        (
            "<newsItem guid='a'><itemMeta><signal qcode='sig:kill'/></itemMeta><contentSet><inlineData>a</inlineData></contentSet></newsItem>",
            "withdrawn",
        ),
        ("{\"uri\": \"a\"}", "has no text and no picture"),
        ("<nitf/>", "has no text and no picture"),
        ("<newsItem guid='a'/>", "has no text and no picture"),
        ("{\"uri\": \"a\", \"headline\": \"桥通了\"}", "has no text and no picture: 桥通了"),
    ] {
        let feed = read(text.as_bytes());
        assert!(feed.stories.is_empty(), "{text}");
        assert!(feed.told().iter().any(|it| it.contains(said)), "{text}: {:?}", feed.told());
    }
}

#[test]
fn what_hostile_feeds_try_is_refused_or_told() {
    let nitf =
        |inside: &str| format!("<nitf><body><body.content>{inside}</body.content></body></nitf>");
    for (text, said) in [
        (
            "<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf>&a;</nitf>".to_owned(),
            "declares entities of its own",
        ),
        ("<!DOCTYPE nitf SYSTEM 'x".to_owned(), "not"),
        (nitf("<p>a<p>"), "is not right"),
        (nitf("&nothing;"), "is not right"),
        (format!("{{\"uri\": \"a\", \"x\": {}", "[".repeat(100_000)), "is not right"),
        (
            format!("[{{\"uri\": \"a\"}}{}]", ", {\"uri\": \"b\"}".repeat(1000)),
            "more than 1000 items",
        ),
        (
            format!("{{\"uri\": \"a\", \"body_text\": \"{}\"}}", "桥".repeat(400_000)),
            "longer than 1 MiB",
        ),
        (
            "{\"uri\": \"a\", \"body_text\": \"一。\", \"body_text\": \"二。\"}".to_owned(),
            "`body_text` stands twice",
        ),
    ] {
        let told = read(text.as_bytes()).told();
        let short: String = text.chars().take(60).collect();
        assert!(told.iter().any(|it| it.contains(said)), "{short}: {told:?}");
    }
    // Depth fills no stack, and what lies deep is read.
    let deep = nitf(&format!("<p>深处{}的字{}。</p>", "<em>".repeat(5_000), "</em>".repeat(5_000)));
    assert!(read(deep.as_bytes()).stories[0].story.contains("的字"));
    let deep = format!(
        "<newsItem guid='a'><contentSet><inlineXML><html><body>{}<p>深处的字。</p>{}</body></html></inlineXML></contentSet></newsItem>",
        "<div>".repeat(5_000),
        "</div>".repeat(5_000)
    );
    assert!(read(deep.as_bytes()).stories[0].story.contains("深处的字"));
}

#[test]
fn a_feed_cut_short_anywhere_is_told_and_never_half_a_story() {
    for ending in [".json", ".xml"] {
        for path in golden::fixtures("feeds", ending) {
            let text = golden::read(&path);
            let text = text.trim_end();
            for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(7) {
                let feed = read(&text.as_bytes()[..end]);
                let is_feed = recognise(&text.as_bytes()[..end])
                    .is_ok_and(|it| !matches!(it, CopyFormat::Text | CopyFormat::Html));
                if is_feed {
                    assert!(feed.stories.is_empty(), "{} {end}", path.display());
                    assert!(feed.sink.has_errors(), "{} {end}", path.display());
                }
            }
        }
    }
}

#[test]
fn pictures_come_from_beside_the_feed_and_from_nowhere_else() {
    let desk = Desk::new("feeds-pictures");
    desk.write("secret.png", b"\x89PNG secret");
    desk.write("in/pictures/bridge.png", b"\x89PNG bridge");
    let nitf = |source: &str| {
        format!(
            "<nitf><body><body.content><p>桥通了。</p><media><media-reference source='{source}'/>\
            <media-caption>老桥。</media-caption></media></body.content></body></nitf>"
        )
    };
    let outside = desk.path("secret.png").display().to_string();
    for (number, source, is_taken) in [
        (1, "pictures/bridge.png", true),
        (2, "./pictures/bridge.png", true),
        (3, "file:pictures/bridge.png", true),
        (4, "../secret.png", false),
        (5, outside.as_str(), false),
        (6, "pictures/../../secret.png", false),
        (7, "https://pictures.example/bridge.png", false),
        (8, "%2e%2e/secret.png", false),
    ] {
        desk.write("in/item.xml", nitf(source));
        let story = format!("{number}.md");
        let ran = desk.run(&["import", "in/item.xml", "-o", &story, "--messages", "en"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let taken = desk.path(&format!("{number}-1.png"));
        assert_eq!(taken.exists(), is_taken, "{source}: {}", ran.err);
        assert_eq!(
            ran.err.contains("only its address is known"),
            !is_taken,
            "{source}: {}",
            ran.err
        );
        let story = String::from_utf8(desk.read(&story)).expect("it is UTF-8");
        assert!(story.contains("![老桥。]("), "{story}");
    }
}

#[test]
fn several_items_want_a_folder() {
    let desk = Desk::new("feeds-several");
    let fixture = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/feeds").join(name);
        fs::read(path).expect("the fixture is there")
    };
    desk.write("two.json", fixture("japanese-2.json"));
    let ran = desk.run(&["import", "two.json", "-o", "one.md", "--messages", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("has 2 items") && ran.err.contains("-o stories/"), "{}", ran.err);
    assert!(!desk.path("one.md").exists());
    let ran = desk.run(&["import", "two.json", "-o", "stories/", "--messages", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("stories: 2;"), "{}", ran.err);
    assert!(desk.path("stories/two-1.md").exists() && desk.path("stories/two-2.md").exists());
    // All the same again: nothing is written, and that is told.
    let ran = desk.run(&["import", "two.json", "-o", "stories", "--format", "json"]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.findings().iter().filter(|it| it["code"] == "item-repeated").count(), 2);
    assert_eq!(ran.answer()["outputs"].as_array().map_or(0, Vec::len), 0);
    // With all that is told of an item the answer is whole, and the story builds.
    desk.write("message.xml", fixture("english-message.newsml.xml"));
    let ran = desk.run(&["import", "message.xml", "-o", "stories", "--format", "json"]);
    assert_eq!(ran.code, 1, "an item was taken back");
    let codes: Vec<_> = ran.findings().iter().map(|it| it["code"].to_string()).collect();
    assert!(codes.iter().any(|it| it.contains("item-withdrawn")), "{codes:?}");
    assert!(
        desk.path("stories/ferry-ends.md").exists() && desk.path("stories/message-3.md").exists()
    );
}

#[test]
fn a_later_version_stands_beside_and_nothing_is_changed() {
    let desk = Desk::new("feeds-versions");
    let item = |version: &str, words: &str, status: &str| {
        format!(
            "{{\"uri\": \"urn:a\", \"version\": \"{version}\", \"slugline\": \"bridge\", \"pubstatus\": \"{status}\", \
            \"headline\": \"老桥通车\", \"body_text\": \"{words}\"}}"
        )
    };
    let import = |text: String| {
        desk.write("item.json", text);
        desk.run(&["import", "item.json", "-o", "stories/", "--messages", "en"])
    };
    assert_eq!(import(item("2", "桥长八百米，今天通车。", "usable")).code, 0);
    // An editor changes it by hand.
    let story = String::from_utf8(desk.read("stories/bridge.md")).expect("it is UTF-8");
    let edited = story.replace("八百米", "八百二十米");
    desk.write("stories/bridge.md", &edited);
    let same = import(item("2", "桥长八百米，今天通车。", "usable"));
    assert!(same.err.contains("note[item-repeated]"), "{}", same.err);
    let older = import(item("1", "桥要通车了。", "usable"));
    assert!(older.err.contains("warning[item-repeated]"), "{}", older.err);
    let later = import(item("3", "桥长八百一十米，今天通车。", "usable"));
    assert_eq!(later.code, 0);
    assert!(later.err.contains("the new version is in stories/bridge-v3.md"), "{}", later.err);
    let other_words = import(item("3", "桥长八百一十五米，今天通车。", "usable"));
    assert!(other_words.err.contains("stories/bridge-v3-2.md"), "{}", other_words.err);
    let taken_back = import(item("4", "", "canceled"));
    assert_eq!(taken_back.code, 1);
    for name in ["bridge.md", "bridge-v3.md", "bridge-v3-2.md"] {
        assert!(
            taken_back.err.contains(&format!("stands in stories/{name}")),
            "{}",
            taken_back.err
        );
    }
    assert_eq!(String::from_utf8(desk.read("stories/bridge.md")).expect("it is UTF-8"), edited);
    assert_eq!(fs::read_dir(desk.path("stories")).expect("it is there").count(), 3);
    let wire = WireItem::of(&edited).expect("it says where it came from");
    assert_eq!((wire.item.as_deref(), wire.version.as_deref()), (Some("urn:a"), Some("2")));
}

#[test]
fn versions_are_told_apart_by_number_time_and_words() {
    use feed::VersionOrder::{Later, Older, Same};
    let wire = |version: &str, sent: &str, digest: &str| WireItem {
        version: Some(version.to_owned()).filter(|it| !it.is_empty()),
        sent: Some(sent.to_owned()).filter(|it| !it.is_empty()),
        digest: Some(digest.to_owned()),
        ..WireItem::default()
    };
    for (now, before, expected) in [
        (wire("10", "", "a"), wire("9", "", "a"), Later),
        (wire("9", "", "a"), wire("10", "", "b"), Older),
        (wire("3", "", "a"), wire("3", "", "a"), Same),
        (wire("3", "", "a"), wire("3", "", "b"), Later),
        (wire("", "2026-11-28T10:00:00Z", "a"), wire("", "2026-11-28T17:00:00+08:00", "a"), Later),
        (wire("", "20261128T080000Z", "a"), wire("", "2026-11-28T17:00:00+08:00", "b"), Older),
        (wire("", "", "a"), wire("", "", "a"), Same),
        (wire("", "", "a"), wire("", "", "b"), Later),
        (wire("draft", "", "a"), wire("final", "", "b"), Later),
    ] {
        assert_eq!(feed::order(&now, &before), expected, "{now:?} {before:?}");
    }
}

#[test]
fn an_embargo_by_some_clock_is_over_when_it_is_over_everywhere() {
    for (written, until) in [
        ("\"2026-11-29 05:00+09:00\"", "2026-11-29T10:00:00"),
        ("\"2026-11-28 22:00:00Z\"", "2026-11-29T12:00:00"),
        ("2026-11-28T22:00:00Z", "2026-11-29T12:00:00"),
        // Without a clock it is the paper's own.
        ("\"2026-11-29 06:00\"", "2026-11-29T06:00:00"),
        ("2026-11-29", "2026-11-29T00:00:00"),
    ] {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let text = format!("+++\nembargo = {written}\n+++\n\n桥通了。\n");
        let source = sources.add("story.md", text);
        let story = parse(source, &sources, "story", &mut sink).expect("it is a story");
        assert!(sink.list().is_empty(), "{:?}", sink.list());
        let embargo = story.embargo.expect("there is one");
        assert_eq!(embargo.until.to_string(), until, "{written}");
        assert!(embargo.written.starts_with("2026-11-2"), "{}", embargo.written);
    }
}

#[test]
fn where_a_story_came_from_is_read_and_checked() {
    let read = |table: &str| {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let source = sources.add("story.md", format!("+++\n{table}\n+++\n\n桥通了。\n"));
        let story = parse(source, &sources, "story", &mut sink).expect("it is a story");
        let told: Vec<_> = sink.list().iter().map(|it| it.code().name().to_owned()).collect();
        (story.wire, told)
    };
    let (wire, told) =
        read("[wire]\nitem = \"a\"\nversion = 3\nsent = 2026-11-28T10:00:00Z\nnote = \"\"");
    let expected = WireItem {
        item: Some("a".to_owned()),
        version: Some("3".to_owned()),
        sent: Some("2026-11-28T10:00:00Z".to_owned()),
        ..WireItem::default()
    };
    assert_eq!((wire, told), (Some(expected), Vec::new()));
    for (table, code) in [
        ("[wire]\nitme = \"a\"", "unknown-key"),
        ("wire = \"a\"", "bad-value"),
        ("[wire]\nitem = [\"a\"]", "bad-value"),
    ] {
        let (_, told) = read(table);
        assert_eq!(told.len(), 1, "{table}: {told:?}");
        assert!(told[0] == code || told[0].starts_with("story"), "{table}: {told:?}");
    }
    assert_eq!(WireItem::of("+++\nheadline = \"a\"\n+++\n"), None);
    assert_eq!(WireItem::of("+++\n[wire\n"), None);
}

/// Letters and digits alone.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether all of `part` stands in `whole`, in that order.
fn holds(whole: &[char], part: &[char]) -> bool {
    let mut left = part.iter();
    let mut next = left.next();
    for c in whole {
        if Some(c) == next {
            next = left.next();
        }
    }
    next.is_none()
}

/// Paragraphs of a text, each with a word of its own that nothing else has.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let piece = prop::sample::select(vec![
        "河",
        "水。",
        "桥，",
        "the bridge ",
        "opens. ",
        "다리 ",
        "橋が",
        "—",
        "“x”",
        "1. ",
        "- ",
        "# ",
        "By ",
        "（周明 摄）",
        "{河|",
        "]",
        "^",
        "*",
        "|",
        "::: ",
        "+++",
        "《",
        "\u{3000}",
    ]);
    prop::collection::vec(prop::collection::vec(piece, 1..8), 1..6).prop_map(|paragraphs| {
        let text = |(number, pieces): (usize, Vec<&str>)| format!("w{number}{}", pieces.concat());
        paragraphs.into_iter().enumerate().map(text).collect()
    })
}

proptest! {
    #![proptest_config(
        ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() }
    )]

    #[test]
    fn no_character_of_an_item_is_lost(
        headline in "[a-z桥通了]{3,12}",
        deck in "[A-Z河水]{3,12}",
        byline in "[0-9林舟]{3,8}",
        caption in "[k-z船夫]{3,12}",
        paragraphs in texts(),
    ) {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let body: String = paragraphs.iter().map(|it| format!("<p>{}</p>", escape(it))).collect();
        let json = serde_json::json!({
            "uri": "a",
            "headlines": [{"value": headline}, {"role": "sub", "value": deck}],
            "by": byline,
            "bodies": [{"contenttype": "text/plain", "value": paragraphs.join("\n\n")}],
            "associations": [{"type": "picture", "descriptions": [{"value": caption}], "renditions": [{"href": "x.jpg"}]}],
        });
        let head = format!("<body.head><hedline><hl1>{headline}</hl1><hl2>{deck}</hl2></hedline><byline>{byline}</byline></body.head>");
        let media = format!("<media><media-reference source='x.jpg'/><media-caption>{caption}</media-caption></media>");
        let nitf = format!("<nitf><body>{head}<body.content>{body}{media}</body.content></body></nitf>");
        let newsml = format!("<newsItem guid='a'><contentMeta><headline>{headline}</headline><by>{byline}</by></contentMeta>\
            <contentSet><inlineXML><html><body>{body}</body></html></inlineXML></contentSet></newsItem>");
        for (text, parts) in [
            (json.to_string(), vec![&headline, &deck, &byline, &caption]),
            (nitf, vec![&headline, &deck, &byline, &caption]),
            (newsml, vec![&headline, &byline]),
        ] {
            let feed = feed::read(recognise(text.as_bytes()).expect("it is a feed"), text.as_bytes(), None).expect("it is whole");
            let story = story_of(&feed.items[0].manuscript, &[], &CharacterTable::default()).expect("it is short");
            let told: String = story.remarks.iter().map(|it| it.words.as_str()).collect();
            let all = letters(&format!("{}{told}", story.cleaned.markdown));
            for part in parts {
                prop_assert!(holds(&all, &letters(part)), "{part}\n{}", story.cleaned.markdown);
            }
            for paragraph in &paragraphs {
                prop_assert!(holds(&all, &letters(paragraph)), "{paragraph}\n{}", story.cleaned.markdown);
            }
            let read = read(text.as_bytes());
            prop_assert_eq!(read.stories.len(), 1);
        }
    }

    #[test]
    fn any_piece_of_markup_is_read(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<hl2>", "</hl2>", "<media>", "</media>", "<media-caption>", "</media-caption>", "<em>", "</em>", "<table>", "</table>", "<tr>", "</tr>",
            "<td>", "</td>", "<block>", "</block>", "<tagline>", "</tagline>", "<![CDATA[<p>]]>", "&eacute;", "&#x6865;", "河", "水。", "<br/>", "<q>", "</q>",
        ]), 0..40)
    ) {
        let text = format!("<nitf><body><body.content>{}</body.content></body></nitf>", pieces.concat());
        let _ = read(text.as_bytes());
    }
}

/// The command as it watches, and what it has said so far.
#[cfg(target_os = "linux")]
mod watched {
    use std::io::Read;
    use std::process::{Child, Command, Stdio};
    use std::sync::{Arc, Mutex};
    use std::thread;
    use std::time::{Duration, Instant};

    use crate::desk::Desk;

    pub(super) struct Importer {
        child: Child,
        said: Arc<Mutex<String>>,
    }

    impl Importer {
        pub(super) fn begin(desk: &Desk) -> Self {
            let mut child = Command::new(env!("CARGO_BIN_EXE_banmian"))
                .args(["import", "--watch", "in", "-o", "out", "--messages", "en"])
                .current_dir(&desk.folder)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the command can be run");
            let mut stderr = child.stderr.take().expect("it is piped");
            let said = Arc::new(Mutex::new(String::new()));
            let heard = Arc::clone(&said);
            thread::spawn(move || {
                let mut bytes = [0; 4096];
                while let Ok(count @ 1..) = stderr.read(&mut bytes) {
                    let text = String::from_utf8_lossy(&bytes[..count]).into_owned();
                    heard.lock().expect("nobody broke off").push_str(&text);
                }
            });
            Self { child, said }
        }

        pub(super) fn said(&self) -> String {
            self.said.lock().expect("nobody broke off").clone()
        }

        pub(super) fn wait_for(&mut self, words: &str) {
            let begun = Instant::now();
            while !self.said().contains(words) {
                assert!(self.child.try_wait().expect("it is ours").is_none(), "{}", self.said());
                assert!(begun.elapsed() < Duration::from_secs(60), "{words}: {}", self.said());
                thread::sleep(Duration::from_millis(10));
            }
        }

        /// Ends it with Ctrl-C; tells all that it said.
        pub(super) fn end(mut self) -> String {
            let pid = self.child.id().to_string();
            let sent = Command::new("kill").args(["-INT", &pid]).status();
            assert!(sent.is_ok_and(|status| status.success()), "the signal can be sent");
            assert_eq!(self.child.wait().expect("it ends").code(), Some(130), "{}", self.said());
            self.said()
        }
    }

    impl Drop for Importer {
        fn drop(&mut self) {
            // It has ended, as a rule.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn whatever_comes_to_a_watched_folder_becomes_a_story() {
    let desk = Desk::new("feeds-watch");
    desk.write("in/there.txt", "河埠街亮灯\n\n路灯亮了。\n");
    let mut importer = watched::Importer::begin(&desk);
    importer.wait_for("there.txt: out/there.md written");
    // What is on its way to another name is left alone, and so are pictures by themselves.
    desk.write("in/half.json.part", "{\"uri\": \"urn:half\"");
    desk.write("in/.hidden.json", "{\"uri\": \"urn:hidden\", \"body_text\": \"x\"}");
    desk.write("in/alone.png", b"\x89PNG\r\n\x1a\n");
    // A file that grows is read once it is whole.
    let item = "{\"uri\": \"urn:a\", \"version\": \"1\", \"headline\": \"老桥通车\", \"body_text\": \"桥长八百米，今天通车。\"}";
    let (first, rest) = item.split_at(40);
    desk.write("in/grows.json", first);
    for part in rest.as_bytes().chunks(20) {
        std::thread::sleep(std::time::Duration::from_millis(100));
        let file = fs::OpenOptions::new().append(true).open(desk.path("in/grows.json"));
        file.and_then(|mut file| file.write_all(part)).expect("it can be written");
    }
    importer.wait_for("grows.json: out/grows.md written");
    assert!(!importer.said().contains("grows.json: nothing"), "{}", importer.said());
    // The feed comes before its picture.
    desk.write(
        "in/first.xml",
        "<nitf><body><body.head><hedline><hl1>渡船停了</hl1></hedline></body.head><body.content><p>渡船今天停了。</p>\
         <media><media-reference source='ferry.png'/><media-caption>渡船。</media-caption></media></body.content></body></nitf>",
    );
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert!(!importer.said().contains("first.xml"), "{}", importer.said());
    desk.write("in/ferry.png", b"\x89PNG ferry");
    importer.wait_for("first.xml: out/first.md written");
    assert_eq!(desk.read("out/first-1.png"), b"\x89PNG ferry");
    // A bad file stops nothing, a second one like the first is told, and so is a correction.
    desk.write("in/bad.json", &item[..60]);
    importer.wait_for("bad.json: nothing could be read");
    desk.write("in/twice.json", item);
    importer.wait_for("twice.json: out/grows.md is there already");
    desk.write(
        "in/later.json",
        item.replace("\"version\": \"1\"", "\"version\": \"2\"").replace("八百", "九百"),
    );
    importer.wait_for("later.json: out/grows-v2.md written");
    assert!(importer.said().contains("warning[item-corrected]"), "{}", importer.said());
    desk.write(
        "in/killed.json",
        item.replace("\"headline\"", "\"pubstatus\": \"canceled\", \"headline\""),
    );
    importer.wait_for("killed.json: no story written");
    let said = importer.end();
    assert!(said.ends_with("stopped by Ctrl-C; no file was left unfinished\n"), "{said}");
    assert!(
        !said.contains("half") && !said.contains("hidden") && !said.contains("alone"),
        "{said}"
    );
    // Begun anew it knows what it has done.
    let before = fs::read_dir(desk.path("out")).expect("it is there").count();
    let mut importer = watched::Importer::begin(&desk);
    importer.wait_for("twice.json");
    importer.wait_for("there.txt: out/there.md is there already");
    let said = importer.end();
    assert!(!said.contains(" written; changes"), "{said}");
    assert_eq!(fs::read_dir(desk.path("out")).expect("it is there").count(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn two_importers_of_one_folder_write_each_item_once() {
    let desk = Desk::new("feeds-two");
    const ITEMS: usize = 40;
    for number in 0..ITEMS {
        let picture = format!("{number}.png");
        desk.write(&format!("in/{picture}"), [b"\x89PNG ".as_slice(), picture.as_bytes()].concat());
        desk.write(
            &format!("in/{number}.xml"),
            format!("<nitf><head><docdata><doc-id id-string='item-{number}'/><du-key key='bridge' version='1'/></docdata></head><body>\
                <body.head><hedline><hl1>老桥{number}</hl1></hedline></body.head><body.content><p>第{number}座桥今天通车。</p>\
                <media><media-reference source='{picture}'/></media></body.content></body></nitf>"),
        );
    }
    let importers = [watched::Importer::begin(&desk), watched::Importer::begin(&desk)];
    for mut importer in importers {
        // By their names this is the last.
        importer.wait_for("\n9.xml: ");
        let said = importer.end();
        assert!(!said.contains("error"), "{said}");
    }
    let mut items: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in files(&desk.path("out")) {
        let name = path.file_name().expect("it is a file").to_string_lossy().into_owned();
        assert!(name.ends_with(".md") || name.ends_with(".png"), "{name}");
        if !name.ends_with(".md") {
            continue;
        }
        let story = fs::read_to_string(&path).expect("it is a story");
        let item = WireItem::of(&story).and_then(|it| it.item).expect("it says where it came from");
        let number = item.trim_start_matches("item-").to_owned();
        assert!(story.contains(&format!("第{number}座桥")), "{story}");
        let picture = path.file_stem().expect("it has one").to_string_lossy().into_owned();
        let picture = desk.read(&format!("out/{picture}-1.png"));
        assert!(picture.ends_with(format!(" {number}.png").as_bytes()), "{name}");
        assert!(items.insert(item, path).is_none(), "{name}");
    }
    assert_eq!(items.len(), ITEMS);
}

#[test]
fn what_cannot_be_watched_is_told() {
    let desk = Desk::new("feeds-unwatchable");
    desk.write("in/a.txt", "桥。\n");
    for (arguments, code, said) in [
        (["import", "--watch", "in", "-o", "in"], 2, "`-o` is the folder that is watched"),
        (["import", "--watch", "in", "-o", "-"], 2, "`-o -` is none"),
        (["import", "--watch", "none", "-o", "out"], 1, "none"),
        (["import", "--watch", "in/a.txt", "-o", "out"], 1, "a.txt"),
    ] {
        let ran = desk.run(&[&arguments[..], &["--messages", "en"]].concat());
        assert_eq!(ran.code, code, "{arguments:?} {}", ran.err);
        assert!(ran.err.contains(said), "{arguments:?} {}", ran.err);
    }
    // A file of a gigabyte is refused before it is read.
    let file = fs::File::create(desk.path("in/huge.json")).expect("it can be made");
    file.set_len(1 << 30).expect("the disk has holes");
    let ran = desk.run(&["import", "in/huge.json", "-o", "out/", "--messages", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("256 MiB"), "{}", ran.err);
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => all.push(path),
        }
    }
    all.sort();
    all
}

/// Examples of IPTC and of agencies, which are theirs and not in this repository: all
/// files below the folder `BANMIAN_FEEDS` or target/feeds.
#[test]
fn published_examples_are_read() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/feeds");
    let folder = std::env::var_os("BANMIAN_FEEDS").map_or(here, PathBuf::from);
    let paths = files(&folder);
    if paths.is_empty() {
        aloud(&format!("SKIPPED: no published feeds in {}\n", folder.display()));
        return;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut stories = 0;
    for path in &paths {
        let bytes = fs::read(path).expect("it can be read");
        *counts.entry(format!("{:?}", recognise(&bytes))).or_default() += 1;
        let feed = read(&bytes);
        assert!(!feed.stories.is_empty() || feed.sink.has_errors(), "{}", path.display());
        stories += feed.stories.len();
        if std::env::var_os("BANMIAN_SHOW").is_some() {
            aloud(&format!("\n==== {}\n", path.display()));
            feed.stories.iter().for_each(|copy| aloud(&copy.story));
            feed.told().iter().for_each(|told| aloud(&format!("- {told}\n")));
        }
    }
    aloud(&format!("{} published feeds, {stories} stories: {counts:?}\n", paths.len()));
}

/// Says something past the test harness, which swallows what is printed.
fn aloud(text: &str) {
    io::stderr().write_all(text.as_bytes()).expect("the error stream is open");
}
