//! Web pages and pieces of them as stories.

use banmian::diag::{Code, Language, Sink, Sources};
use banmian::manuscript::{CharacterTable, CopyFile, CopyFormat, ImportedCopy, import, recognise};
use banmian::story::parse;

/// What came of a page.
struct WebStory {
    copy: ImportedCopy,
    sink: Sink,
}

fn imported(bytes: &[u8]) -> WebStory {
    assert_eq!(recognise(bytes), Ok(CopyFormat::Html), "{}", String::from_utf8_lossy(bytes));
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let characters = CharacterTable::default();
    let file = CopyFile {
        name: "page.html",
        bytes,
        wanted: None,
        characters: &characters,
        picture_stem: Some("story"),
    };
    let copy = import(&file, &mut sources, &mut sink);
    let copy = copy.unwrap_or_else(|| panic!("{:?}", sink.list()));
    let (mut sources, mut mistakes) = (Sources::default(), Sink::default());
    let source = sources.add("story.md", copy.story.as_str());
    let _ = parse(source, &sources, "story", &mut mistakes);
    let is_mark = |it: &banmian::diag::Diagnostic| it.code() == Code::EditorMark;
    assert!(mistakes.list().iter().all(is_mark) || !mistakes.has_errors(), "{:?}", mistakes.list());
    WebStory { copy, sink }
}

impl WebStory {
    fn body(&self) -> &str {
        let (_, body) = self.copy.story.split_once("\n+++\n").expect("there is a head");
        body.trim()
    }

    fn told(&self, code: Code) -> Vec<String> {
        let of_code = self.sink.list().iter().filter(|finding| finding.code() == code);
        of_code.map(|finding| finding.message().get(Language::English).to_owned()).collect()
    }
}

/// The body that comes of a piece below a headline.
fn body(piece: &str) -> String {
    imported(format!("<h1>老桥换新颜</h1>{piece}").as_bytes()).body().to_owned()
}

#[test]
fn paragraphs_and_line_ends_are_told_apart() {
    for (piece, expected) in [
        ("<p>第一段。</p><p>第二段。</p>", "第一段。\n\n第二段。"),
        // Ends that are left out, and others that nobody began.
        ("<p>第一段。<p>第二段。</div></p>", "第一段。\n\n第二段。"),
        ("<div>第一段。<br>第二段。<br/><br />第三段。</div>", "第一段。\n\n第二段。\n\n第三段。"),
        ("<p>&nbsp;&nbsp;&emsp;　　缩进的段落。</p>", "缩进的段落。"),
        // Line ends of the source between Chinese characters are nothing.
        ("<p>桥长\n  八百米，\n<b>宽</b>\n三十米。</p>", "桥长八百米，**宽**三十米。"),
        ("<p>An old\n bridge <i>opens</i> today.</p>", "An old bridge *opens* today."),
        (
            "<p>1 &lt; 2 &amp;amp; 3，&#x4E2D;&#25991;&hellip;&hellip;。</p>",
            "1 \\< 2 \\&amp; 3，中文……。",
        ),
        (
            "<p>完。</p><p align=right>柳河区宣传部</p><p style='text-align:right'>11月28日</p>",
            "完。\n\n-- 柳河区宣传部\n\n-- 11月28日",
        ),
        ("第一段。<p>第二段。</p>尾巴。", "第一段。\n\n第二段。\n\n尾巴。"),
    ] {
        assert_eq!(body(piece), expected, "{piece}");
    }
}

#[test]
fn headings_lists_tables_and_marks_are_those_of_stories() {
    for (piece, expected) in [
        ("<p>桥通了。</p><h2>难在水下</h2><p>完。</p>", "桥通了。\n\n## 难在水下\n\n完。"),
        (
            "<p>桥通了。</p><p><strong>难在水下</strong></p><p>完。</p>",
            "桥通了。\n\n## 难在水下\n\n完。",
        ),
        (
            "<p>有：</p><ul><li>甲<ul><li>乙</li></ul></li><li>丙</ul><ol start=3><li>丁<li>戊</ol>",
            "有：\n\n- 甲\n   - 乙\n- 丙\n\n3. 丁\n4. 戊",
        ),
        (
            "<p>价：</p><table><tr><th>品名<th>今日<th>涨</tr><tr><td rowspan=2>白菜</td><td colspan=2>1.80</td></tr>\
             <tr><td>2</td><td>3</td></tr></table>",
            "价：\n\n| 品名 | 今日 | 涨 |\n|---|---|---|\n| 白菜 | 1.80 | << |\n| ^^ | 2 | 3 |",
        ),
        ("<table><tr><td><p>框里。</p><p>再一段。</p></td></tr></table>", "框里。\n\n再一段。"),
        (
            "<p><ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rt>じ</rt></ruby>の<ruby>東京<rt>とうきょう</rt></ruby>。</p>",
            "{漢|かん}{字|じ}の{東京|とうきょう}。",
        ),
        (
            "<p><span style='font-weight:700'>粗</span>和<span style=\"text-emphasis: dot\">点</span>，25m<sup>2</sup>。</p>",
            "**粗**和[点]{着重}，25m^2^。",
        ),
    ] {
        assert_eq!(body(piece), expected, "{piece}");
    }
}

#[test]
fn pictures_are_named_or_taken_out_and_none_is_fetched() {
    let page = "<h1>老桥换新颜</h1><p>桥通了。</p><figure><img data-src='https://example.org/a/%E6%A1%A5.jpg?x=1' src='dot.gif'>\
        <figcaption>老桥。（周明 摄）</figcaption></figure><p>中间。</p>\
        <img src=\"data:image/png;base64,iVBORw0KGgo=\"><p>完了。</p>";
    let story = imported(page.as_bytes());
    assert_eq!(
        story.body(),
        "桥通了。\n\n![老桥。](桥.jpg \"周明 摄\")\n\n中间。\n\n![](story-1.png)\n\n完了。"
    );
    assert_eq!(story.copy.pictures[0].bytes, b"\x89PNG\r\n\x1a\n");
    let told = story.told(Code::ImportLeftOut);
    assert!(
        told.iter().any(|it| it.contains("only its name or address: `https://example.…`")),
        "{told:?}"
    );
}

#[test]
fn what_is_no_copy_is_left_out_and_told() {
    let page = "<html><head><title>网站</title><script>var a = '<p>';</script><style>p { }</style></head><body>\
        <nav><a href='/'>首页</a></nav><h1>老桥换新颜</h1><p>桥通了。<span style='display:none'>水印</span></p>\
        <p hidden>藏着。</p><p>看<a href='https://example.org/x'>这里</a>。</p>\
        <iframe src='x'></iframe><video>不支持</video><footer>版权所有</footer></body></html>";
    let story = imported(page.as_bytes());
    assert_eq!(story.body(), "桥通了。\n\n看这里。");
    let told = [story.told(Code::ImportLeftOut), story.told(Code::ImportMended)].concat();
    for words in [
        "`首页`",
        "hidden words are left out: `水印`",
        "of links only the words",
        "a film or sound",
    ] {
        assert!(told.iter().any(|it| it.contains(words)), "{words}: {told:?}");
    }
}

#[test]
fn a_page_is_read_in_the_encoding_that_it_has() {
    let page = |charset: &str| {
        format!(
            "<html><head><meta charset=\"{charset}\"></head><body><h1>老桥</h1><p>桥通了。</p></body></html>"
        )
    };
    let gbk = encoding_rs::GBK.encode(&page("gb2312")).0.into_owned();
    assert_eq!(imported(&gbk).body(), "桥通了。");
    // What it says of itself is not believed where it is whole UTF-8.
    assert_eq!(imported(page("gb2312").as_bytes()).body(), "桥通了。");
    let wide: Vec<u8> =
        format!("\u{feff}{}", page("gb2312")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(imported(&wide).body(), "桥通了。");
}

#[test]
fn what_is_text_is_not_taken_for_a_page() {
    for text in [
        "老桥换新颜\n\n桥通了。\n",
        "# 标题\n\n写网页时用 <p> 和 </p>，还有 <br> 和 <br>。\n",
        "+++\nheadline = \"<br><br>\"\n+++\n",
        "<<红楼梦>>是一部书。",
        "<老桥>换新颜",
    ] {
        assert_eq!(recognise(text.as_bytes()), Ok(CopyFormat::Text), "{text}");
    }
    for page in [
        "<p>桥。</p>",
        "  <!-- x --><div>桥",
        "<?xml version='1.0'?><html>",
        "老桥<br>通了<br>",
        "<!DOCTYPE HTML>",
    ] {
        assert_eq!(recognise(page.as_bytes()), Ok(CopyFormat::Html), "{page}");
    }
}

#[test]
fn any_piece_of_a_page_and_any_depth_are_read() {
    let page = "<h1>老桥</h1><table><tr><td><ul><li><ruby>字<rt>じ</rt></ruby><figure><img src=a.jpg><figcaption>甲";
    for end in (0..page.len()).filter(|end| page.is_char_boundary(*end)) {
        let _ = banmian::manuscript::html::read_text(&page[..end]);
    }
    for tag in [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<ruby>",
        "<p>",
        "</p>",
        "<figure>",
        "<span hidden>",
    ] {
        let deep = format!("<h1>老桥</h1>{}<p>深处的字。</p>", tag.repeat(20_000));
        let manuscript = banmian::manuscript::html::read_text(&deep);
        assert!(!manuscript.blocks.is_empty(), "{tag}");
    }
}
