//! The text of a whole page, cut into its stories and made up as a first page. The pages
//! are invented, with the damage that text out of finished pages has.

use banmian::story::{CutPage, PieceKind, clean_page};

use crate::desk::Desk;

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/fixtures/page-copy/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the fixture is there")
}

/// The same without empty lines.
fn without_blank_lines(text: &str) -> String {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("{line}\n")).collect()
}

/// Kind, section, headline and captions of each piece.
fn outline(page: &CutPage) -> Vec<String> {
    let pieces = page.pieces.iter().map(|piece| {
        let section = piece.section.as_ref().map_or("-", |section| section.title.as_str());
        let captions = piece.captions.len();
        format!("{:?} | {section} | {} | {captions}", piece.kind, piece.headline)
    });
    pieces.collect()
}

const STREET: [&str; 5] = [
    "Lead | - | 老街有了新客厅 | 1",
    "Brief | 社区快讯 | 夜校开班三十人报名 | 0",
    "Brief | 社区快讯 | 楼道装灯 | 0",
    "PhotoStory | 图片新闻 | 雪前修瓦 | 1",
    "Caption | - |  | 1",
];

const PORT: [&str; 7] = [
    "Lead | - | 抢抓复航机遇 做强临港产业 | 0",
    "Brief | 区县短波 | 老旧小区加装电梯 | 0",
    "Brief | 区县短波 | 山货直播进村 | 0",
    "Brief | 区县短波 | 桥修好了路也通了 | 0",
    "PhotoStory | 镜头 | 渡口的早晨 | 1",
    "Story | - | 一家修表铺和它的四十年 | 0",
    "Caption | - |  | 1",
];

#[test]
fn a_page_is_cut_by_the_signs_of_its_heads() {
    for (name, wanted) in [("street", STREET.as_slice()), ("port", PORT.as_slice())] {
        let text = fixture(name);
        for (form, text) in [("as it is", text.clone()), ("bare", without_blank_lines(&text))] {
            let page = clean_page(&text);
            let mut found = outline(&page);
            // Without empty lines only the byline speaks for the caption.
            if form == "bare" && name == "street" {
                assert_eq!(found.remove(0).split(" | ").next(), Some("Lead"));
                assert_eq!(found, wanted[1..], "{name} {form}");
                continue;
            }
            assert_eq!(found, wanted, "{name} {form}");
        }
    }
}

#[test]
fn what_stands_over_and_round_a_page_is_found() {
    let page = clean_page(&fixture("port"));
    assert_eq!(page.banner.as_deref(), Some("实干托起港城梦 奋斗书写新篇章"));
    assert_eq!(
        (page.date, page.number.as_deref()),
        (Some(jiff::civil::date(2026, 11, 28)), Some("3"))
    );
    assert_eq!(page.furniture.len(), 1);
    let lead = &page.pieces[0].markdown;
    for line in [
        "kicker = \"市长在调研港口建设时强调\"",
        "deck = \"——云汀港一号泊位建设见闻\"",
        "byline = \"本报记者 林晓舟 通讯员 周明\"",
        "## 一条航道",
        "住在工地，轮班作业",
        "码头。",
    ] {
        assert!(lead.contains(line), "{line} is not in {lead}");
    }
    let page = clean_page(&fixture("street"));
    assert_eq!(page.banner.as_deref(), Some("同心筑梦暖城 —— 共建共享幸福家园"));
    assert_eq!(page.date, None);
    let lead = &page.pieces[0].markdown;
    // Cut paragraphs are whole again, marks are full width, and where a caption was taken out
    // an editor has to look.
    for line in [
        "全部免费开放。",
        "公布一次账目，每季度开一次会。",
        "caption = \"中心开放首日居民在一层食堂排队取餐的情景\"",
        "\n[[?…?]]\n\n就餐的老人有五折。",
        "## 谁来管",
    ] {
        assert!(lead.contains(line), "{line} is not in {lead}");
    }
}

/// Letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters of a text, sorted: nothing is lost and nothing stands twice if they are the same.
fn sorted(text: &str) -> String {
    let mut all: Vec<char> = letters(text).chars().collect();
    all.sort_unstable();
    all.into_iter().collect()
}

/// All words that came of a page: its banner, folio, sections and stories.
fn words_of(page: &CutPage) -> String {
    let mut sections: Vec<&str> = Vec::new();
    let mut number = None;
    for section in page.pieces.iter().filter_map(|piece| piece.section.as_ref()) {
        if number.replace(section.number) != Some(section.number) {
            sections.push(&section.title);
        }
    }
    let values = page.pieces.iter().flat_map(|piece| {
        let (head, body) = piece.markdown.split_once("\n+++\n").unwrap_or_default();
        let head = head.lines().filter_map(|line| line.split_once(" = "));
        let head = head.filter(|(key, _)| *key != "file").map(|(_, value)| value.to_owned());
        head.chain([body.to_owned()]).collect::<Vec<_>>()
    });
    let parts = page.banner.iter().cloned().chain(page.furniture.iter().cloned());
    parts.chain(sections.into_iter().map(str::to_owned)).chain(values).collect()
}

/// Every line of the copy is in a story, over the page or beside it, once.
#[test]
fn no_character_of_a_page_is_lost() {
    for name in ["street", "port"] {
        let whole = fixture(name);
        let lines: Vec<&str> = whole.lines().filter(|line| !line.trim().is_empty()).collect();
        for from in 0..lines.len() {
            let text = lines[from..].join("\n");
            let out = words_of(&clean_page(&text));
            assert_eq!(sorted(&out), sorted(&text), "{text}\n----\n{out}");
        }
    }
}

/// Lines of every kind, in any order.
const LINES: [&str; 22] = [
    "老街有了新客厅",
    "抓实教育 筑牢防线",
    "部门动态",
    "图说新闻",
    "红旗路街道",
    "曙光社区：",
    "——社区中心开放首日见闻",
    "□本报记者 林晓舟 文/图",
    "作者：周明",
    "本报讯（记者 江一帆）夜校开班，三十人报名。",
    "新华社北京11月28日电 今天开工。",
    "他修表四十年，经手的表有三万多块。",
    "信里说：“表停了，可我想听听它的声音。”",
    "全部免",
    "费开放。",
    "每月公布一次账目，",
    "中心开放首日居民在一层食堂排队取餐的情景",
    "近日，石涧县组织医生进村义诊，三天看了六百多人，有人走了十里山路。（周明 摄）",
    "读者在看书（沈若溪 摄）",
    "2026年11月28日 星期六 第3版 责编 闻知夏",
    "## 谁来管",
    "一、先修路",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(600))]

    #[test]
    fn lines_in_any_order_are_all_in_what_comes_of_them(
        chosen in proptest::collection::vec((0..LINES.len(), 0_usize..4), 0..24),
    ) {
        let text: String = chosen
            .iter()
            .map(|(line, gap)| format!("{}{}", LINES[*line], "\n".repeat(gap + 1)))
            .collect();
        let out = words_of(&clean_page(&text));
        proptest::prop_assert_eq!(sorted(&out), sorted(&text), "{}\n----\n{}", text, out);
    }
}

/// A long headline and its author are no paragraph that was wrapped.
#[test]
fn an_english_page_is_cut_by_its_bylines() {
    let text = "Ferry returns after thirty years\nBy Ann Carter\n\nThe ferry runs again.\n\n\
                School bell stolen, then found\nBy Tom Reed\n\nIt was found in a pond.\n";
    let page = clean_page(text);
    assert!(page.has_word_spaces);
    let wanted = [
        "Lead | - | Ferry returns after thirty years | 0",
        "Story | - | School bell stolen, then found | 0",
    ];
    assert_eq!(outline(&page), wanted);
    assert!(page.pieces[0].markdown.contains("byline = \"By Ann Carter\""));
}

#[test]
fn any_text_is_cut_without_a_fault() {
    for text in [
        "",
        "\n\n",
        "标题",
        "标题\n标题\n标题\n标题",
        "（某某 摄）",
        "。\n。\n",
        "——\n——\n",
        "本报讯",
        "□",
        "版\n第\n年月日版",
    ] {
        let page = clean_page(text);
        let kinds: Vec<PieceKind> = page.pieces.iter().map(|piece| piece.kind).collect();
        assert!(kinds.len() <= text.lines().count(), "{text:?}: {kinds:?}");
    }
}

#[test]
fn a_page_comes_with_a_first_page_spec() {
    let desk = Desk::new("page-copy-first");
    for name in ["street", "port"] {
        desk.write("page.txt", fixture(name));
        let ran = desk.run(&["import", "page.txt", "--page", "-o", name, "--format", "json"]);
        assert_eq!(ran.code, 0, "{}", ran.text());
        let spec = String::from_utf8(desk.read(&format!("{name}/page.toml"))).expect("it is text");
        for slug in ["lead", "brief-1", "photo-1", "picture-1"] {
            assert!(spec.contains(&format!("\"{slug}\"")), "{slug} is not in {spec}");
        }
        // All text stands, and what is missing is said: pictures and an editor's look.
        let check = desk.run(&["check", &format!("{name}/page.toml"), "--format", "json", "-v"]);
        let findings = check.findings();
        let told: std::collections::BTreeSet<&str> = findings
            .iter()
            .filter(|it| it["severity"] == "error")
            .filter_map(|it| it["code"].as_str())
            .collect();
        let open: std::collections::BTreeSet<&str> = ["editor-mark", "picture-missing"].into();
        assert_eq!(told, open, "{findings:#?}");
        let proof =
            desk.run(&["proof", &format!("{name}/page.toml"), "-o", "p.png", "--dpi", "40"]);
        assert!(desk.path("p.png").exists(), "{}", proof.err);
    }
    // A page that is there is not written over, a second one does not mix with it.
    desk.write("page.txt", fixture("street"));
    let before = desk.read("port/page.toml");
    let ran = desk.run(&["import", "page.txt", "--page", "-o", "port", "--format", "json"]);
    assert_eq!(ran.code, 1);
    assert_eq!(desk.read("port/page.toml"), before);
    assert!(!String::from_utf8_lossy(&desk.read("port/stories/lead.md")).contains("新客厅"));
}

#[test]
fn a_page_may_extend_the_template_of_a_house() {
    let desk = Desk::new("page-copy-house");
    let new = desk.run(&["new", "paper"]);
    assert_eq!(new.code, 0, "{}", new.err);
    desk.write("page.txt", fixture("street"));
    let house = "paper/house/house.toml";
    let ran = desk.run(&["import", "page.txt", "--page", "--template", house, "-o", "paper/today"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let spec = String::from_utf8(desk.read("paper/today/page.toml")).expect("it is text");
    assert!(spec.contains("extends = \"../house/house.toml\""), "{spec}");
    assert!(!desk.path("paper/today/house.toml").exists());
    let ran = desk.run(&["import", "page.txt", "--page", "--template", "none.toml", "-o", "two"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(!desk.path("two/page.toml").exists());
}
