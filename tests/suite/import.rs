//! Raw newsroom copy: what an import mends, what it leaves to the editor.

use banmian::diag::render::{Coloring, human};
use banmian::diag::{Code, Language, Severity, Sink, Sources};
use banmian::story::{Block, ChangeKind, MARK_START, RichText, Story, clean, look_alike, parse};
use proptest::prelude::*;

use crate::golden;

#[test]
fn fixtures_become_stories_and_every_change_is_told() {
    let mut differences = Vec::new();
    for path in golden::fixtures("import", ".raw") {
        let name = path.file_name().expect("it is a file").to_string_lossy().into_owned();
        let text = golden::read(&path);
        let cleaned = clean(&text);
        let mut sources = Sources::default();
        let source = sources.add(name.as_str(), text);
        let findings: Vec<_> =
            cleaned.changes.iter().map(|change| change.diagnostic(source)).collect();
        let findings = human(&sources, &findings, Language::English, Coloring::Plain);
        let expected = |ending: &str| path.with_file_name(format!("{name}.{ending}"));
        differences.extend(golden::difference(&expected("md"), &cleaned.markdown));
        differences.extend(golden::difference(&expected("changes"), &findings));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Cleans one paragraph below a head.
fn paragraph(text: &str) -> String {
    let cleaned = clean(&format!("标题\n\n□本报记者 王\n\n{text}\n"));
    let (_, body) = cleaned.markdown.split_once("+++\n\n").expect("there is a body");
    body.trim_end().to_owned()
}

#[test]
fn half_width_marks_are_judged_by_both_sides() {
    for (raw, mended) in [
        ("天亮了,他说:走吧!", "天亮了，他说：走吧！"),
        ("早上12:30开门,卖了1,000斤。", "早上12:30开门，卖了1,000斤。"),
        ("用了App,很好;真的?", "用了App，很好；真的？"),
        ("涨了3.5%,降了2。", "涨了3.5%，降了2。"),
        ("看 http://a.cn/b?c=d,再说。", "看 http://a.cn/b?c=d，再说。"),
        ("He met 王明, who said: no.", "He met 王明, who said: no."),
        ("桥(长八百米)通了。", "桥（长八百米）通了。"),
        ("总值(GDP)涨了。", "总值（GDP）涨了。"),
        ("函数f(x)很好。", "函数f(x)很好。"),
        ("分三步:1)看;2)想。", "分三步：1)看；2)想。"),
    ] {
        assert_eq!(paragraph(raw), mended);
    }
}

#[test]
fn dashes_dots_quotes_and_spaces_are_mended() {
    for (raw, mended) in [
        ("是个大事--他说。", "是个大事——他说。"),
        ("是个大事—他说。", "是个大事——他说。"),
        ("从2010—2020年都好。", "从2010—2020年都好。"),
        ("他想...走了。", "他想……走了。"),
        ("他想。。。走了。", "他想……走了。"),
        ("等等……", "等等……"),
        ("他说\"好\",又说'行'。", "他说“好”，又说‘行’。"),
        ("It's fine, \"he said\" to me.", "It’s fine, “he said” to me."),
        ("天 亮 了， 走。", "天亮了，走。"),
        ("用 iPhone 拍的。", "用 iPhone 拍的。"),
        ("２０２６年ＡＢ座。", "2026年AB座。"),
        ("（本报记者 林舟 报道）好。", "（本报记者 林舟 报道）好。"),
        ("3 * 4 < 20_a_。", "3 \\* 4 \\< 20\\_a\\_。"),
        ("1. 第一,好。", "1\\. 第一，好。"),
        (
            "{重庆|Chóng,qìng}很大,[重 点]{着重}是水^(1)^。",
            "{重庆|Chóng,qìng}很大，[重点]{着重}是水^(1)^。",
        ),
        ("\\{重庆|好},{重,庆}。", "\\{重庆|好}，{重，庆}。"),
    ] {
        assert_eq!(paragraph(raw), mended);
    }
}

#[test]
fn characters_that_look_like_others_become_those() {
    for (raw, mended) in [
        // Radicals of both blocks, a letter beyond the basic plane among them.
        ("⼯程⾏⻋已完成，⽇均⻔诊三千⼈次。", "工程行车已完成，日均门诊三千人次。"),
        ("第⼆⻚的⺠⽣，⿔与⻳。", "第二页的民生，龜与龟。"),
        ("⽓字⺇。", "气字𠘨。"),
        // A second code of one letter.
        ("\u{f900}不是⾦\u{f90a}。", "豈不是金金。"),
        ("桥﹐︵长八百米︶通了︒", "桥，（长八百米）通了。"),
        // No radical has a letter here, and the shapes of names are wanted.
        ("⺀是重文，﨑与\u{fa19}各有其形。", "⺀是重文，﨑与\u{fa19}各有其形。"),
        ("﨎﨏﨓﨔﨟﨡﨣﨤﨧﨨﨩好。", "﨎﨏﨓﨔﨟﨡﨣﨤﨧﨨﨩好。"),
        ("面积三㎡，时间︰两点﹒", "面积三㎡，时间︰两点﹒"),
    ] {
        assert_eq!(paragraph(raw), mended);
    }
}

#[test]
fn every_radical_stands_for_a_letter_that_stands_for_itself() {
    let radicals = ('\u{2e80}'..='\u{2ef3}').chain('\u{2f00}'..='\u{2fd5}');
    let none: String = radicals.filter(|c| look_alike(*c).is_none()).collect();
    assert_eq!(none, "\u{2e80}\u{2e9a}");
    for (c, other) in [
        ('\u{2e9f}', '母'),
        ('\u{2ef3}', '龟'),
        ('\u{2f00}', '一'),
        ('\u{2f08}', '人'),
        ('\u{2fd5}', '龠'),
        ('\u{f900}', '豈'),
        ('\u{fa0d}', '嗀'),
        ('\u{fa19}', '神'),
        ('\u{fad9}', '龎'),
        ('\u{2f800}', '丽'),
        ('\u{2fa1d}', '𪘀'),
        ('︵', '（'),
        ('﹐', '，'),
    ] {
        assert_eq!(look_alike(c), Some(other), "{c}");
    }
    for c in (char::MIN..=char::MAX).filter_map(look_alike) {
        assert_eq!(look_alike(c), None, "{c}");
    }
    // Unified ideographs in a block of others.
    for c in "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩人，".chars() {
        assert_eq!(look_alike(c), None, "{c}");
    }
}

#[test]
fn korean_keeps_its_marks_and_its_codes() {
    let text = "서울시는 美, 中 정상이 (\u{f914}) 만났다고 밝혔다: 그렇다!";
    assert_eq!(paragraph(text), text);
}

#[test]
fn a_list_of_words_in_english_and_an_option_keep_their_marks() {
    for text in ["The characters 天, 地 and 人 mean more.", "请用 --help 看说明。"] {
        assert_eq!(paragraph(text), text);
    }
    assert_eq!(paragraph("他--小王。"), "他——小王。");
}

#[test]
fn what_does_not_pair_is_marked_and_never_guessed() {
    assert_eq!(paragraph("他说\"好\"又\"坏。"), "他说[[?\"?]]好[[?\"?]]又[[?\"?]]坏。");
    assert_eq!(paragraph("桥(长八百米通了。"), "桥[[?(?]]长八百米通了。");
}

#[test]
fn a_story_file_comes_back_as_it_is() {
    let story = "+++\nslug = \"a\"\n+++\n\n天亮了,走。\n";
    let cleaned = clean(story);
    assert_eq!(cleaned.markdown, story);
    assert_eq!(cleaned.changes[0].kind, ChangeKind::StoryAlready);
}

#[test]
fn a_mark_keeps_the_page_from_the_press() {
    let cleaned = clean("标题\n\n他说\"好。\n");
    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let source = sources.add("a.md", cleaned.markdown);
    parse(source, &sources, "a", &mut sink);
    assert!(sink.list().iter().any(|finding| {
        finding.code() == Code::EditorMark && finding.severity == Severity::Error
    }));
}

/// Every text of a story.
fn texts(story: &Story) -> String {
    let head = [&story.kicker, &story.headline, &story.deck, &story.byline, &story.dateline];
    let body = story.body.iter().flat_map(Block::texts);
    let pictures =
        story.pictures.iter().flat_map(|picture| picture.caption.iter().chain(&picture.credit));
    let written = |text: &RichText| -> String {
        let readings = text.pieces.iter().filter_map(|piece| piece.reading.as_ref());
        text.plain() + &readings.flat_map(|reading| reading.parts.clone()).collect::<String>()
    };
    let all: String = head.into_iter().flatten().chain(body).chain(pictures).map(written).collect();
    all + story.section.as_deref().unwrap_or_default()
}

/// Letters and digits in their order in the alphabet, full-width ones as
/// ordinary ones and radicals as letters; parts of a story may change places.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text
        .chars()
        .map(|c| look_alike(c).unwrap_or(c))
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
            }
            _ => c,
        })
        .collect();
    letters.sort_unstable();
    letters
}

fn raw_copy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-c0-2河水岸边柳]{1,8}",
        3 => prop::sample::select(vec![
            "\n", "\n\n", "\r\n", "\r", " ", "  ", "\u{3000}", "，", "。", "：", ",", ":", ";", "!",
            "?", "(", ")", "（", "）", "\"", "'", "“", "”", "--", "—", "——", "...", "。。。", "……",
            "\n□", "\n本报记者 ", "\n本报讯（记者 王）", "\n——", "（王 摄）\n", "(李 摄)\n", "：\n",
            "１２", "Ａ", "*", "_", "`", "#", "## ", "> ", "- ", "+ ", "1. ", "一、", "<b>", "&amp;",
            "\\", "[", "](", "]", "![", "~~~", "---", "===", "|", "{", "}", "^", "{河|", "^1^", "\u{feff}", "\u{7}", "\u{0}",
            "😀", "\u{301}", "[[?", "?]]", "\t", "    ", "\u{2028}", "\u{85}", "\u{a0}",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(
        ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() }
    )]

    #[test]
    fn an_import_of_an_import_changes_nothing(text in raw_copy()) {
        let once = clean(&text).markdown;
        prop_assert_eq!(clean(&once).markdown, once);
    }

    #[test]
    fn mended_paragraphs_need_no_more_mending(text in "[a-c0-2河水岸边柳，。,:;!?() \"'“”…—.-]{0,40}") {
        // The headline keeps the paragraph from becoming one.
        let below = |text: &str| clean(&format!("标题\n\n□本报记者 王\n\n河水，{text}柳树。\n"));
        let once = below(&text);
        if !once.markdown.contains(MARK_START) && !once.markdown.contains('\\') {
            let (_, body) = once.markdown.split_once("+++\n\n").expect("there is a body");
            let body = body.trim_end().strip_prefix("河水，").and_then(|body| body.strip_suffix("柳树。"));
            let body = body.expect("what stands round the text stays");
            let twice = below(body);
            prop_assert_eq!(twice.markdown, once.markdown);
        }
    }

    #[test]
    fn no_letter_is_lost_on_the_way_into_the_story(text in raw_copy()) {
        prop_assume!(!clean(&text).changes.iter().any(|c| c.kind == ChangeKind::StoryAlready));
        let cleaned = clean(&text);
        let mut sources = Sources::default();
        let mut sink = Sink::default();
        let source = sources.add("a.md", cleaned.markdown.as_str());
        let story = parse(source, &sources, "a", &mut sink).expect("the name is a slug");
        prop_assert_eq!(letters(&texts(&story)), letters(&text), "{}", cleaned.markdown);
    }

    #[test]
    fn every_change_has_a_place_in_the_copy(text in raw_copy()) {
        for change in clean(&text).changes {
            prop_assert!(text.get(change.range.clone()).is_some(), "{change:?}");
        }
    }
}
