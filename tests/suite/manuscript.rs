//! Documents of word processors as stories. Each test has the XML that it is about; text
//! is invented.

use banmian::diag::finding::ManuscriptFinding;
use banmian::diag::{Code, Language, Severity, Sink, Sources};
use banmian::manuscript::{
    CharacterTable, CopyFile, ImportedCopy, ManuscriptError, docx, html, import, story_of,
};
use banmian::story::{Story, parse};
use proptest::prelude::*;

use crate::desk::Desk;
use crate::golden;
use crate::word_file::{WordFile, ZippedFile, paragraph, run, styled, zip};

/// What came of copy.
struct Imported {
    copy: ImportedCopy,
    sources: Sources,
    sink: Sink,
}

fn imported(bytes: &[u8]) -> Imported {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let characters = CharacterTable::default();
    let file = CopyFile {
        name: "copy.docx",
        bytes,
        wanted: None,
        characters: &characters,
        picture_stem: Some("story"),
    };
    let copy = import(&file, &mut sources, &mut sink);
    let copy = copy.unwrap_or_else(|| panic!("{:?}", sink.list()));
    Imported { copy, sources, sink }
}

impl Imported {
    /// What stands below the head.
    fn body(&self) -> &str {
        let (_, body) = self.copy.story.split_once("\n+++\n").expect("there is a head");
        body.trim()
    }

    fn head(&self) -> &str {
        let (head, _) = self.copy.story.split_once("\n+++\n").expect("there is a head");
        head.trim_start_matches("+++").trim()
    }

    /// What is told of a code, in English.
    fn told(&self, code: Code) -> Vec<String> {
        let of_code = self.sink.list().iter().filter(|finding| finding.code() == code);
        of_code.map(|finding| finding.message().get(Language::English).to_owned()).collect()
    }

    /// The story as it is read again, without a mistake.
    fn story(&self) -> Story {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let source = sources.add("story.md", self.copy.story.as_str());
        let story = parse(source, &sources, "story", &mut sink);
        assert!(!sink.has_errors(), "{:?}\n{}", sink.list(), self.copy.story);
        story.expect("it is a story")
    }
}

/// The body of a document of these blocks below a headline.
fn body(blocks: &str) -> String {
    let headline = "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>\
        <w:t>老桥换新颜</w:t></w:r></w:p>";
    let imported = imported(&WordFile::new(&format!("{headline}{blocks}")).bytes());
    let _ = imported.story();
    imported.body().to_owned()
}

#[test]
fn a_reading_keeps_the_words_below_it_in_both_forms() {
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>lǎo qiáo</w:t></w:r></w:rt>\
        <w:rubyBase><w:r><w:t>老桥</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
        <w:r><w:instrText> EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(</w:instrText></w:r>\
        <w:r><w:instrText>りゅうが</w:instrText></w:r>\
        <w:r><w:instrText>),柳河)</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let blocks = paragraph(&format!("{}{ruby}{}{field}{}", run("这座"), run("在"), run("街道。")));
    assert_eq!(body(&blocks), "这座{老桥|lǎo|qiáo}在{柳河|りゅうが}街道。");
    // Signs of a story in it: nothing is lost.
    let odd = "<w:r><w:ruby><w:rt><w:r><w:t>a|b</w:t></w:r></w:rt>\
        <w:rubyBase><w:r><w:t>老桥</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    assert_eq!(body(&paragraph(&format!("{odd}{}", run("通了。")))), "老桥（a|b）通了。");
}

#[test]
fn what_stands_out_is_said_as_a_story_says_it() {
    for (runs, expected) in [
        (format!("{}{}", styled("b", "“桥通了”"), run("，他说。")), "**“桥通了”**，他说。"),
        (format!("{}{}{}", run("他"), styled("i", "很"), run("高兴。")), "他*很*高兴。"),
        (format!("{}{}", styled("em w:val=\"dot\"", "头等"), run("大事。")), "[头等]{着重}大事。"),
        (
            format!(
                "{}{}{}",
                run("25m"),
                styled("vertAlign w:val=\"superscript\"", "2"),
                run("。")
            ),
            "25m^2^。",
        ),
        (format!("{}{}", styled("b w:val=\"0\"", "不粗"), run("的字。")), "不粗的字。"),
        // Side by side, and with spaces at the ends.
        (format!("{}{}{}", styled("b", "甲 "), styled("i", "乙"), run("丙。")), "**甲***乙*丙。"),
        (run("3 * 4，_a_，`b`，&lt;c&gt;。"), "3 \\* 4，\\_a\\_，\\`b\\`，\\<c>。"),
    ] {
        assert_eq!(body(&paragraph(&runs)), expected);
    }
}

#[test]
fn a_text_box_stands_once() {
    let words = paragraph("框里的字只出现一次。");
    let blocks = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor>\
         <wps:wsp><wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx></wps:wsp>\
         </wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{words}\
         </w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        run("框在这里。")
    );
    assert_eq!(body(&blocks), "框在这里。\n\n框里的字只出现一次。");
    // An old document has the second branch alone; lettering is words, too.
    let old = format!(
        "<w:p>{}<w:r><w:pict><v:shape><v:textpath string=\"艺术字说老桥通车了。\"/></v:shape>\
         <v:shape><v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        run("框在这里。")
    );
    assert_eq!(body(&old), "框在这里。\n\n艺术字说老桥通车了。\n\n框里的字只出现一次。");
}

#[test]
fn tracked_changes_are_taken_as_accepted_and_told() {
    let blocks = [
        paragraph(&format!(
            "{}<w:ins w:author=\"甲\">{}</w:ins><w:del><w:r><w:delText>三座</w:delText></w:r></w:del>\
             <w:moveFrom>{}</w:moveFrom>{}<w:moveTo>{}</w:moveTo>{}",
            run("修好了"),
            run("五座"),
            run("昨天"),
            run("桥，"),
            run("昨天"),
            run("通车。")
        )),
        // The end of a paragraph that was deleted.
        "<w:p><w:pPr><w:rPr><w:del w:author=\"甲\"/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>"
            .to_owned(),
        paragraph("后半句。"),
    ];
    let text = format!(
        "{}{}",
        paragraph("<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>老桥</w:t></w:r>"),
        blocks.concat()
    );
    let imported = imported(&WordFile::new(&text).bytes());
    assert_eq!(imported.body(), "修好了五座桥，昨天通车。\n\n前半句，后半句。");
    let told = imported.told(Code::ImportLeftOut);
    assert_eq!(told.len(), 3, "{told:?}");
    for words in ["`五座` was added", "`三座` was deleted", "`昨天` stands where it was moved to"]
    {
        assert!(told.iter().any(|it| it.contains(words) && it.contains("2:1")), "{told:?}");
    }
}

#[test]
fn hidden_words_comments_and_headers_are_left_out_and_told() {
    let blocks = format!(
        "{}{}",
        paragraph("老桥换新颜"),
        paragraph(&format!(
            "{}{}<w:commentRangeStart w:id=\"7\"/>{}<w:commentRangeEnd w:id=\"7\"/>\
             <w:r><w:commentReference w:id=\"7\"/></w:r>{}",
            run("桥长"),
            styled("vanish", "（待查）"),
            run("八百米"),
            run("。")
        ))
    );
    let file = WordFile::new(&blocks)
        .with_xml(
            "comments.xml",
            "comments",
            "comments",
            &format!(
                "<w:comment w:id=\"7\" w:author=\"周明\">{}</w:comment>",
                paragraph("请核实。")
            ),
        )
        .with_xml("header1.xml", "header", "hdr", &paragraph("内部稿"));
    let imported = imported(&file.bytes());
    assert_eq!(imported.body(), "桥长八百米。");
    let told = imported.told(Code::ImportLeftOut);
    for words in [
        "hidden words are left out: `（待查）`",
        "on `八百米` is left out: 周明: 请核实。",
        "footer `内部稿`",
    ] {
        assert!(told.iter().any(|it| it.contains(words)), "{told:?}");
    }
    // The comment's place is its paragraph, the second line.
    let is_comment = |it: &&banmian::diag::Diagnostic| {
        matches!(
            &*it.finding,
            banmian::diag::finding::FindingValue::ManuscriptFinding(
                ManuscriptFinding::Comment { .. }
            )
        )
    };
    let comment = imported.sink.list().iter().find(is_comment).expect("it is told");
    let span = comment.span.expect("it has a place");
    assert_eq!(imported.sources.line_column(span.source, span.start).0, 2);
}

#[test]
fn fields_print_what_came_of_them_and_not_their_codes() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText>\
             </w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r>\
             <w:fldChar w:fldCharType=\"end\"/></w:r>",
            run(result)
        )
    };
    let blocks = paragraph(&format!(
        "{}{}{}<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple><w:hyperlink>{}</w:hyperlink>\
         <w:smartTag>{}</w:smartTag><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
        run("见"),
        field("HYPERLINK &quot;https://example.org/&quot;", "网站"),
        field("DATE", "今天"),
        run("第三版"),
        run("链接"),
        run("地名"),
        run("控件"),
        run("。")
    ));
    assert_eq!(body(&blocks), "见网站今天第三版链接地名控件。");
}

#[test]
fn lists_have_what_stands_before_their_items() {
    let level = |format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum><w:abstractNum w:abstractNumId=\"2\">{}\
         </w:abstractNum><w:abstractNum w:abstractNumId=\"3\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>\
         <w:num w:numId=\"3\"><w:abstractNumId w:val=\"3\"/></w:num>\
         <w:num w:numId=\"4\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\">\
         <w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
        level("bullet", "·"),
        level("decimal", "%1."),
        level("chineseCountingThousand", "%1、"),
    );
    let item = |list: u32, words: &str| {
        paragraph(&format!(
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}",
            run(words)
        ))
    };
    let blocks = [
        paragraph("老桥换新颜"),
        paragraph("分三步走。"),
        item(3, "先查桥墩。"),
        item(3, "再换桥面。"),
        item(1, "路灯"),
        item(2, "甲"),
        item(2, "乙"),
        item(4, "丙"),
        item(2, "丁"),
    ];
    let file = WordFile::new(&blocks.concat());
    let file = file.with_xml("numbering.xml", "numbering", "numbering", &numbering);
    let imported = imported(&file.bytes());
    let _ = imported.story();
    assert_eq!(
        imported.body(),
        "分三步走。\n\n一、先查桥墩。\n\n二、再换桥面。\n\n- 路灯\n\n1. 甲\n2. 乙\n1. 丙\n2. 丁"
    );
}

#[test]
fn styles_make_titles_and_headings_in_both_languages_and_forms() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"a4\"><w:name w:val=\"Subtitle\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"标题 2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"x\"><w:name w:val=\"小标\"/><w:basedOn w:val=\"2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"o\"><w:name w:val=\"条目\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"c1\"><w:basedOn w:val=\"c2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"c2\"><w:basedOn w:val=\"c1\"/></w:style>";
    let styled = |id: &str, words: &str| {
        paragraph(&format!("<w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr>{}", run(words)))
    };
    let blocks = [
        paragraph("柳河街道："),
        styled("a3", "老桥换新颜，两岸好通行，居民都说这座桥修得真是时候，而且修得又快又好。"),
        styled("a4", "——柳河大桥维修纪实"),
        paragraph("□本报记者 林晓舟"),
        paragraph("本报讯（记者 林晓舟）桥通了。"),
        styled("2", "难在水下，也难在天上"),
        styled("c1", "潜水员下到水里。"),
        styled("x", "巧在夜里"),
        paragraph("夜里施工。"),
        styled("o", "第三个小标题"),
        paragraph("完了。"),
    ];
    for strict in [false, true] {
        let mut file = WordFile::new(&blocks.concat());
        if strict {
            file = file.strict();
        }
        let imported = imported(&file.with_xml("styles.xml", "styles", "styles", styles).bytes());
        assert_eq!(
            imported.head(),
            "kicker = \"柳河街道：\"\n\
             headline = \"老桥换新颜，两岸好通行，居民都说这座桥修得真是时候，而且修得又快又好。\"\n\
             deck = \"——柳河大桥维修纪实\"\nbyline = \"□本报记者 林晓舟\"\n\
             dateline = \"本报讯（记者 林晓舟）\""
        );
        assert_eq!(
            imported.body(),
            "桥通了。\n\n## 难在水下，也难在天上\n\n潜水员下到水里。\n\n## 巧在夜里\n\n夜里施工。\n\n\
             ## 第三个小标题\n\n完了。"
        );
    }
}

#[test]
fn lines_that_look_like_heads_are_heads() {
    let line = |size: u32, words: &str| {
        paragraph(&format!(
            "<w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr>\
             <w:t>{words}</w:t></w:r>"
        ))
    };
    let blocks = [
        line(28, "民生"),
        line(28, "柳河街道"),
        line(44, "老桥换新颜"),
        line(28, "两岸好通行"),
        line(21, "□本报记者 林晓舟"),
        paragraph("桥通了。"),
        paragraph(&styled("b", "难在水下，也难在天上，更难在人心里")),
        paragraph("潜水员下到水里。"),
    ];
    let imported = imported(&WordFile::new(&blocks.concat()).bytes());
    assert_eq!(
        imported.head(),
        "section = \"民生\"\nkicker = \"柳河街道\"\nheadline = \"老桥换新颜\"\ndeck = \"两岸好通行\"\n\
         byline = \"□本报记者 林晓舟\""
    );
    assert_eq!(
        imported.body(),
        "桥通了。\n\n## 难在水下，也难在天上，更难在人心里\n\n潜水员下到水里。"
    );
}

#[test]
fn sizes_are_held_against_most_of_the_text_and_signatures_are_signatures() {
    let sized = |size: u32, align: &str, words: &str| {
        paragraph(&format!(
            "<w:pPr><w:jc w:val=\"{align}\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"{size}\"/></w:rPr>\
             <w:t>{words}</w:t></w:r>"
        ))
    };
    let blocks = [
        sized(44, "left", "老桥换新颜"),
        sized(32, "left", "柳河区把老桥维修当作头等大事，潜水员下到水里，一干就是三个小时。"),
        sized(32, "right", "这句话靠右，可是后面还有。"),
        sized(32, "left", "各街道、乡镇要做好以下工作。"),
        sized(32, "right", "柳河区宣传部"),
        sized(32, "end", "2026年11月28日"),
    ];
    let imported = imported(&WordFile::new(&blocks.concat()).bytes());
    let _ = imported.story();
    assert_eq!(imported.head(), "headline = \"老桥换新颜\"");
    assert_eq!(
        imported.body(),
        "柳河区把老桥维修当作头等大事，潜水员下到水里，一干就是三个小时。\n\n这句话靠右，可是后面还有。\n\n\
         各街道、乡镇要做好以下工作。\n\n-- 柳河区宣传部\n\n-- 2026年11月28日"
    );
}

#[test]
fn line_ends_within_a_paragraph_are_those_of_the_writer_or_of_a_width() {
    let line_end = "<w:r><w:br/></w:r>";
    let two = paragraph(&format!("{}{line_end}{}", run("　　第一段。"), run("　　第二段。")));
    assert_eq!(body(&two), "第一段。\n\n第二段。");
    let long = "柳河区把老桥维修当作头等大事潜水员下到水里一干就是三个小时谁也没有";
    let wrapped = paragraph(&format!("{}{line_end}{}", run(long), run("想到。")));
    assert_eq!(body(&wrapped), format!("{long}想到。"));
    let cell = format!(
        "<w:tbl><w:tr><w:tc>{}{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("上"),
        paragraph("下"),
        paragraph("旁")
    );
    assert!(body(&format!("{}{cell}", paragraph("表如下。"))).ends_with("| 上下 | 旁 |"));
}

#[test]
fn tables_keep_their_joins() {
    let cell = |properties: &str, words: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(&run(words)))
    };
    let blocks = format!(
        "{}<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr>\
         <w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>{}",
        paragraph("价格如下。"),
        cell("", "品名"),
        cell("", "今日"),
        cell("", "涨|跌"),
        cell("<w:vMerge w:val=\"restart\"/>", "白菜"),
        cell("<w:gridSpan w:val=\"2\"/>", "1.80元"),
        cell("<w:vMerge/>", ""),
        cell("", "2"),
        cell("", "3"),
        cell("<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/>", "两行两列"),
        cell("", "4"),
        cell("<w:gridSpan w:val=\"2\"/><w:vMerge/>", ""),
        cell("", "5"),
        paragraph("完。"),
    );
    assert_eq!(
        body(&blocks),
        "价格如下。\n\n| 品名 | 今日 | 涨\\|跌 |\n|---|---|---|\n| 白菜 | 1.80元 | << |\n| ^^ | 2 | 3 |\n\
         | 两行两列 | << | 4 |\n| ^^ | ^^ | 5 |\n\n完。"
    );
    // A table of one column is only a frame.
    let frame = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("框里的话。"));
    assert_eq!(body(&frame), "框里的话。");
}

#[test]
fn pictures_are_taken_out_with_caption_and_credit() {
    let png = b"\x89PNG\r\n\x1a\n-----";
    let drawing = |id: &str, alt: &str| {
        format!(
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"x\" descr=\"{alt}\"/>\
             <a:blip r:embed=\"{id}\"/></wp:inline></w:drawing></w:r></w:p>"
        )
    };
    let old =
        "<w:p><w:r><w:pict><v:shape><v:imagedata r:id=\"rId2\"/></v:shape></w:pict></w:r></w:p>";
    let text = [
        paragraph("老桥换新颜"),
        paragraph("桥通了。"),
        drawing("rId1", "IMG_0001.jpg"),
        paragraph("潜水员在检查桥墩。（周明 摄）"),
        old.to_owned(),
        paragraph("完了。"),
    ];
    let file = WordFile::new(&text.concat()).with("media/image1.png", "image", png).with(
        "media/image2.emf",
        "image",
        b"\x01\0\0\0emf",
    );
    let imported = imported(&file.bytes());
    assert_eq!(
        imported.body(),
        "桥通了。\n\n![潜水员在检查桥墩。](story-1.png \"周明 摄\")\n\n![](story-2.emf)\n\n完了。"
    );
    let names: Vec<&str> = imported.copy.pictures.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["story-1.png", "story-2.emf"]);
    assert_eq!(imported.copy.pictures[0].bytes, png);
    assert!(imported.told(Code::ImportLeftOut).iter().any(|it| it.contains("image2.emf")));
    // Words for those who cannot see it have room in the head alone.
    let text = [paragraph("老桥换新颜"), paragraph("桥通了。"), drawing("rId1", "水下的潜水员")];
    let file = WordFile::new(&text.concat()).with("media/image1.png", "image", png);
    let story = self::imported(&file.bytes());
    assert!(
        story.head().ends_with("[[pictures]]\nfile = \"story-1.png\"\nalt = \"水下的潜水员\""),
        "{}",
        story.head()
    );
    assert_eq!(story.body(), "桥通了。");
}

#[test]
fn footnotes_and_endnotes_stand_at_the_end() {
    let text = [
        paragraph("老桥换新颜"),
        paragraph(&format!(
            "{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}<w:r><w:endnoteReference w:id=\"1\"/></w:r>{}",
            run("桥长八百米"),
            run("，宽三十米"),
            run("。")
        )),
    ];
    let file = WordFile::new(&text.concat())
        .with_xml(
            "footnotes.xml",
            "footnotes",
            "footnotes",
            &format!(
                "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote>",
                paragraph("——"),
                paragraph("据档案。")
            ),
        )
        .with_xml(
            "endnotes.xml",
            "endnotes",
            "endnotes",
            &format!("<w:endnote w:id=\"1\">{}</w:endnote>", paragraph("含人行道。")),
        );
    let imported = imported(&file.bytes());
    let _ = imported.story();
    assert_eq!(imported.body(), "桥长八百米^1^，宽三十米^2^。\n\n1. 据档案。\n2. 含人行道。");
}

#[test]
fn a_document_that_is_cut_off_or_damaged_is_refused() {
    let text = [paragraph("老桥换新颜"), paragraph("桥通了。")].concat();
    let whole = WordFile::new(&text).bytes();
    for end in (4..whole.len()).step_by(37) {
        let read = docx::read(&whole[..end]);
        assert!(matches!(read, Err(ManuscriptError::NotWhole { .. })), "{end}: {read:?}");
    }
    for at in (0..whole.len()).step_by(11) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        // Whatever comes of it, it comes.
        let _ = docx::read(&bytes);
    }
    let broken = WordFile::new("<w:p><w:r>").bytes();
    assert!(matches!(docx::read(&broken), Err(ManuscriptError::NotXml { .. })));
}

#[test]
fn documents_made_to_fill_the_memory_are_refused() {
    let document = |xml: String| zip(&[ZippedFile::new("word/document.xml", xml.into_bytes())]);
    let entities =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><w:document xmlns:w=\"x\"><w:body/></w:document>";
    let read = docx::read(&document(entities.to_owned()));
    assert!(matches!(read, Err(ManuscriptError::HasDoctype { .. })), "{read:?}");
    // 40 MB of blanks in some 40 kB.
    let bomb = docx::read(&document(" ".repeat(40 << 20)));
    assert!(matches!(bomb, Err(ManuscriptError::TooLarge { .. })), "{bomb:?}");
    let many: Vec<ZippedFile> =
        (0..10_001).map(|number| ZippedFile::new(&format!("word/{number}"), Vec::new())).collect();
    assert!(matches!(docx::read(&zip(&many)), Err(ManuscriptError::TooManyParts { .. })));
    // A text longer than a story may be.
    let long = paragraph(&"桥".repeat(400_000));
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let characters = CharacterTable::default();
    let bytes = WordFile::new(&format!("{long}{}", random_ballast())).bytes();
    let file = CopyFile {
        name: "long.docx",
        bytes: &bytes,
        wanted: None,
        characters: &characters,
        picture_stem: None,
    };
    assert!(import(&file, &mut sources, &mut sink).is_none());
    assert_eq!(sink.list()[0].code(), Code::CopyUnreadable);
}

/// Something that does not pack well, so that the archive is no bomb.
fn random_ballast() -> String {
    let mut state = 1_u32;
    let mut text = String::new();
    for _ in 0..20_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push_str(&format!("<!--{state:x}-->"));
    }
    text
}

#[test]
fn what_lies_very_deep_is_told_and_fills_no_stack() {
    const DEEP: usize = 20_000;
    for (open, close) in [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:ins>", "</w:ins>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:smartTag>", "</w:smartTag></w:p>"),
    ] {
        let inside = if open.contains("w:p") {
            run("深处的字。")
        } else {
            paragraph("深处的字。")
        };
        let deep = format!(
            "{}{}{}{inside}{}",
            paragraph("老桥换新颜"),
            paragraph("桥通了。"),
            open.repeat(DEEP),
            close.repeat(DEEP)
        );
        let bytes = WordFile::new(&format!("{deep}{}", random_ballast())).bytes();
        let imported = imported(&bytes);
        let told = imported.told(Code::ImportLeftOut);
        assert!(told.iter().any(|it| it.contains("too deep")), "{open}: {told:?}");
    }
}

#[test]
fn formats_are_told_by_what_is_in_the_file_and_not_by_its_name() {
    let desk = Desk::new("manuscript-formats");
    let text = [paragraph("老桥换新颜"), paragraph("桥通了。")].concat();
    desk.write("copy.txt", WordFile::new(&text).bytes());
    desk.write("copy.docx", "老桥换新颜\n\n桥通了。\n");
    for name in ["copy.txt", "copy.docx"] {
        let ran = desk.run(&["import", name, "-o", "story.md", "--force"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let story = String::from_utf8(desk.read("story.md")).expect("it is UTF-8");
        assert_eq!(story, "+++\nheadline = \"老桥换新颜\"\n+++\n\n桥通了。\n", "{name}");
    }
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let ole = |name: &str| [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &wide(name)].concat();
    let odt =
        zip(&[ZippedFile::new("mimetype", b"application/vnd.oasis.opendocument.text".to_vec())]);
    let pages = zip(&[ZippedFile::new("Index/Document.iwa", Vec::new())]);
    for (bytes, way_out) in [
        (ole("WordDocument"), "save it as docx"),
        (ole("EncryptedPackage"), "without the password"),
        (ole("Workbook"), "save it as docx"),
        (b"{\\rtf1 x}".to_vec(), "save it as docx"),
        (b"<?xml version=\"1.0\"?><w:wordDocument>".to_vec(), "save it as docx"),
        (b"MIME-Version: 1.0\n".to_vec(), "save it as docx"),
        (odt, "save it as docx"),
        (pages, "export it to Word"),
        (b"%PDF-1.7\n".to_vec(), "the format in which it was written"),
        (b"\xFF\xD8\xFF\xE0".to_vec(), "put it beside a story"),
        (zip(&[ZippedFile::new("a.txt", b"x".to_vec())]), "unpack it"),
        (b"PK\x03\x04".to_vec(), "send for it again"),
    ] {
        desk.write("other", &bytes);
        let ran = desk.run(&["import", "other", "-o", "none.md", "--messages", "en"]);
        assert_eq!(ran.code, 1, "{}", ran.err);
        assert!(ran.err.contains(way_out), "{way_out}: {}", ran.err);
        assert!(!desk.path("none.md").exists());
    }
}

#[test]
fn pictures_never_take_the_place_of_files_that_are_there() {
    let desk = Desk::new("manuscript-pictures");
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"rId1\"/></w:drawing></w:r></w:p>";
    let text = [paragraph("老桥换新颜"), paragraph("桥通了。"), picture.to_owned()].concat();
    let file = |bytes: &[u8]| WordFile::new(&text).with("media/a.png", "image", bytes).bytes();
    desk.write("one.docx", file(b"\x89PNG one"));
    desk.write("two.docx", file(b"\x89PNG two"));
    let import = |name: &str, out: &str| desk.run(&["import", name, "-o", out]);
    // Two importers, one folder.
    assert_eq!(import("one.docx", "out/one.md").code, 1, "there is no such folder");
    std::fs::create_dir(desk.path("out")).expect("it can be made");
    assert_eq!(import("one.docx", "out/one.md").code, 0);
    assert_eq!(import("two.docx", "out/two.md").code, 0);
    assert_eq!(desk.read("out/one-1.png"), b"\x89PNG one");
    assert_eq!(desk.read("out/two-1.png"), b"\x89PNG two");
    // The picture is there, the story is not: neither is touched.
    std::fs::remove_file(desk.path("out/one.md")).expect("it can be removed");
    desk.write("three.docx", file(b"\x89PNG three"));
    let ran = import("three.docx", "out/one.md");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("one-1.png"), "{}", ran.err);
    assert_eq!(desk.read("out/one-1.png"), b"\x89PNG one");
    assert!(!desk.path("out/one.md").exists());
    let forced = desk.run(&["import", "three.docx", "-o", "out/one.md", "--force"]);
    assert_eq!(forced.code, 0, "{}", forced.err);
    assert_eq!(desk.read("out/one-1.png"), b"\x89PNG three");
    // To the standard output a story goes alone, and says so.
    let ran = desk.run(&["import", "one.docx", "-o", "-", "--messages", "en"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("1 pictures are not written"), "{}", ran.err);
    assert!(
        ran.text().contains("![](\\[\\[?file?\\]\\])") || ran.text().contains("[[?file?]]"),
        "{}",
        ran.text()
    );
}

#[test]
fn of_two_importers_of_one_story_one_finds_it_there() {
    let desk = Desk::new("manuscript-two");
    let picture = "<w:p><w:r><w:drawing><a:blip r:embed=\"rId1\"/></w:drawing></w:r></w:p>";
    for (name, words) in [("one", "甲桥通了。"), ("two", "乙桥通了。")] {
        let text = [paragraph("老桥换新颜"), paragraph(words), picture.to_owned()].concat();
        let bytes = [b"\x89PNG ".as_slice(), name.as_bytes()].concat();
        let file = WordFile::new(&text).with("media/a.png", "image", bytes).bytes();
        desk.write(&format!("{name}.docx"), file);
    }
    for _ in 0..5 {
        let _ = std::fs::remove_file(desk.path("story.md"));
        let _ = std::fs::remove_file(desk.path("story-1.png"));
        let codes: Vec<i32> = std::thread::scope(|scope| {
            let import = |name: &'static str| {
                let desk = &desk;
                scope.spawn(move || desk.run(&["import", name, "-o", "story.md"]).code)
            };
            [import("one.docx"), import("two.docx")].map(|it| it.join().expect("it ends")).to_vec()
        });
        let story = String::from_utf8(desk.read("story.md")).expect("it is UTF-8");
        let picture = desk.read("story-1.png");
        let is_one = story.contains("甲桥");
        assert_eq!(picture.ends_with(b"one"), is_one, "{story}");
        assert_eq!(codes, if is_one { [0, 1] } else { [1, 0] });
    }
}

#[test]
fn a_house_table_puts_its_characters_in() {
    let desk = Desk::new("manuscript-characters");
    desk.write("table.toml", "\"U+E5E5\" = \"〇\"\n");
    let text = [paragraph("二\u{E5E5}二六年"), paragraph("\u{E5E5}\u{E5E5}号楼和\u{E001}号楼。")];
    desk.write("copy.docx", WordFile::new(&text.concat()).bytes());
    desk.write("copy.txt", "二\u{E5E5}二六年\n\u{E5E5}\u{E5E5}号楼和\u{E001}号楼。\n");
    for name in ["copy.docx", "copy.txt"] {
        let ran = desk.run(&[
            "import",
            name,
            "-o",
            "story.md",
            "--force",
            "--characters",
            "table.toml",
            "--messages",
            "en",
        ]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let story = String::from_utf8(desk.read("story.md")).expect("it is UTF-8");
        assert!(story.contains("二〇二六年") && story.contains("〇〇号楼"), "{story}");
        assert!(
            ran.err
                .contains("U+E5E5 became `〇` by the table of characters, 3 times: 1:2, 2:1, 2:2"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("warning[private-character]: U+E001"), "{}", ran.err);
        assert!(ran.err.contains("at 2:6"), "{}", ran.err);
    }
    for (table, said) in [
        ("\"U+E5\" = 3", "between quotes"),
        ("\"abc\" = \"x\"", "is no character"),
        ("x", "toml-syntax"),
    ] {
        desk.write("table.toml", table);
        let ran = desk.run(&[
            "import",
            "copy.txt",
            "-o",
            "x.md",
            "--characters",
            "table.toml",
            "--messages",
            "en",
        ]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

#[test]
fn the_same_document_gives_the_same_story() {
    let text = [paragraph("老桥换新颜"), paragraph("桥通了,他说:\"好\"。")].concat();
    let bytes = WordFile::new(&text).bytes();
    let [one, other] = [imported(&bytes), imported(&bytes)];
    assert_eq!(one.copy.story, other.copy.story);
    assert!(one.copy.story.contains("桥通了，他说：“好”。"));
    assert!(one.sink.list().iter().all(|it| it.severity == Severity::Note));
}

/// One copy as pandoc and as LibreOffice write it: what comes of both is the same.
#[test]
fn documents_of_other_programs_become_the_same_story() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/manuscript");
    let mut differences = Vec::new();
    for name in ["pandoc.docx", "libreoffice.docx"] {
        let bytes = std::fs::read(folder.join(name)).expect("the fixture is there");
        let imported = imported(&bytes);
        let _ = imported.story();
        differences.extend(golden::difference(&folder.join("story.md"), &imported.copy.story));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Pieces of documents, of which most are whole.
fn word_xml() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[河桥水。，：“”a1 *_|{}^-]{1,12}".prop_map(|words| run(&words)),
        "[河桥水]{1,6}".prop_map(|words| styled("b", &words)),
        "[河桥水]{1,6}".prop_map(|words| styled("em w:val=\"dot\"", &words)),
        prop::sample::select(vec![
            "<w:r><w:br/></w:r>",
            "<w:r><w:tab/></w:r>",
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
            "<w:r><w:instrText>EQ \\o(\\s\\up 9(ka),河)</w:instrText></w:r>",
            "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
            "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            "<w:r><w:drawing><a:blip r:embed=\"rId1\"/></w:drawing></w:r>",
            "<w:pPr><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/></w:pPr>",
            "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
            "<w:r><w:commentReference w:id=\"1\"/><w:footnoteReference w:id=\"1\"/></w:r>",
            "<w:tcPr><w:gridSpan w:val=\"3\"/><w:vMerge/></w:tcPr>",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        let names = vec![
            "p",
            "p",
            "p",
            "tbl",
            "tr",
            "tc",
            "ins",
            "del",
            "sdt",
            "sdtContent",
            "ruby",
            "rt",
            "rubyBase",
            "txbxContent",
            "r",
            "moveFrom",
            "smartTag",
            "hyperlink",
            "pict",
        ];
        (prop::sample::select(names), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, inside)| format!("<w:{name}>{}</w:{name}>", inside.concat()))
    })
}

/// What is in Chinese letters, in order of the letters.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> =
        text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).collect();
    letters.sort_unstable();
    letters
}

proptest! {
    #![proptest_config(
        ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() }
    )]

    #[test]
    fn whatever_a_document_holds_its_words_are_in_the_story(
        blocks in prop::collection::vec(word_xml(), 0..8)
    ) {
        let document = format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:a=\"a\" xmlns:r=\"r\"><w:body>{}{}</w:body></w:document>",
            paragraph("河上有桥"),
            blocks.concat()
        );
        let manuscript = docx::read_text(&document).expect("it is whole");
        let story = story_of(&manuscript, &[], &CharacterTable::default()).expect("it is short");
        prop_assert_eq!(letters(&story.listing), letters(&story.cleaned.markdown));
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let source = sources.add("story.md", story.cleaned.markdown.as_str());
        let _ = parse(source, &sources, "story", &mut sink);
        let is_known = |code: Code| matches!(code, Code::EditorMark | Code::StoryEmpty);
        let wrong: Vec<_> = sink.list().iter().filter(|it| it.severity == Severity::Error && !is_known(it.code())).collect();
        prop_assert!(wrong.is_empty(), "{:?}\n{}", wrong, story.cleaned.markdown);
    }

    #[test]
    fn whatever_a_page_holds_its_words_are_in_the_story(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "河", "水。", "桥，", " ", "\n", "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>", "<h2>", "</h2>",
            "<ul>", "<ol>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=2>",
            "</td>", "</table>", "<ruby>", "<rt>", "</rt>", "</ruby>", "<figure>", "<img src=a.jpg>", "<figcaption>",
            "</figure>", "<a href='http://x'>", "</a>", "&nbsp;", "&#x4e;", "{河|", "[", "]{", "^", "*", "|", "#", "- ",
        ]), 0..60)
    ) {
        let page = format!("<h1>河上有桥</h1>{}", pieces.concat());
        let manuscript = html::read_text(&page);
        let story = story_of(&manuscript, &[], &CharacterTable::default()).expect("it is short");
        prop_assert_eq!(letters(&story.listing), letters(&story.cleaned.markdown));
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let source = sources.add("story.md", story.cleaned.markdown.as_str());
        let _ = parse(source, &sources, "story", &mut sink);
        let is_known = |code: Code| matches!(code, Code::EditorMark | Code::StoryEmpty);
        let wrong: Vec<_> = sink.list().iter().filter(|it| it.severity == Severity::Error && !is_known(it.code())).collect();
        prop_assert!(wrong.is_empty(), "{:?}\n{}", wrong, story.cleaned.markdown);
    }
}
