//! Raw newsroom copy: what an import mends, what it leaves to the editor.

use banmian::diag::render::{Coloring, human};
use banmian::diag::{Code, Diagnostic, Language, Severity, Sink, Sources};
use banmian::story::{
    Block, ChangeKind, MARK_START, RichText, Story, clean, gathered, look_alike, parse,
};
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
        // What is not shown stands between no two characters.
        ("去{重庆|Chóng|qìng},再去[长堤]{name}.", "去{重庆|Chóng|qìng}，再去[长堤]{name}。"),
        ("看[图 1]{dots},(见^1^注)。", "看[图 1]{dots}，（见^1^注）。"),
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
        ("面积三㎡，时间︰两点﹒好。", "面积三㎡，时间︰两点﹒好。"),
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
    let story = "+++\nslug = \"a\"\n+++\n\n天亮了，**走**。\n";
    let cleaned = clean(story);
    assert_eq!(cleaned.markdown, story);
    assert_eq!(cleaned.changes[0].kind, ChangeKind::StoryAlready);
    for broken in ["+++\nslug = \"a\"\n\n天亮了,走。\n", "+++\n=\n+++\n", "+++"] {
        assert_eq!(clean(broken).markdown, broken);
    }
}

#[test]
fn in_a_story_file_characters_change_where_they_stand() {
    let story = "+++\nheadline = \"天亮了,走吧!\"\nkicker = '他说\"好\"'\n+++\n\n\
                 ![桥(长八百米)](a,b.jpg \"王 摄\")\n\n- ⼈多,**路好**\n\n\
                 | 甲,乙 | 1,000 |\n|---|---|\n| 丙...丁 | 天 地 |\n\n\
                 看[这里](http://a.cn/b,c),再说。{重庆|Chóng,qìng}好。\n";
    let mended = "+++\nheadline = \"天亮了，走吧！\"\nkicker = '他说“好”'\n+++\n\n\
                  ![桥（长八百米）](a,b.jpg \"王 摄\")\n\n- 人多，**路好**\n\n\
                  | 甲，乙 | 1,000 |\n|---|---|\n| 丙……丁 | 天 地 |\n\n\
                  看[这里](http://a.cn/b,c)，再说。{重庆|Chóng,qìng}好。\n";
    assert_eq!(clean(story).markdown, mended);
    assert_eq!(clean(mended).changes[0].kind, ChangeKind::StoryAlready);
}

#[test]
fn a_title_line_goes_to_the_head_and_markdown_stays() {
    for (raw, mended) in [
        (
            "# Over the Weir\n\nThe ferry *still* runs.\n\n## Today\n\n- one\n",
            "+++\nheadline = \"Over the Weir\"\n+++\n\nThe ferry *still* runs.\n\n## Today\n\n- one\n",
        ),
        (
            "\u{feff}#河岸的灯\n林晓舟\n\n灯亮了,**真亮**。\n",
            "+++\nheadline = \"河岸的灯\"\nbyline = \"林晓舟\"\n+++\n\n灯亮了，**真亮**。\n",
        ),
        (
            "＃　**河岸的灯**\n\n*文/林晓舟*\n\n灯亮了。\n",
            "+++\nheadline = \"河岸的灯\"\nbyline = \"文/林晓舟\"\n+++\n\n灯亮了。\n",
        ),
        ("# 题\\*目 #\n", "+++\nheadline = \"题*目\"\n+++\n\n"),
    ] {
        assert_eq!(clean(raw).markdown, mended);
        assert_eq!(clean(mended).markdown, mended);
    }
    // Every change has its place in the copy.
    let raw = "# 天亮了,*走*\n\n灯亮了,走。\n";
    let of_marks = clean(raw).changes.into_iter().filter(|it| it.kind == ChangeKind::Punctuation);
    let places: Vec<&str> = of_marks.map(|it| &raw[it.range]).collect();
    assert_eq!(places, [",", ","]);
    // No headings: a word of the web, a rank, a crosshead, nothing.
    for raw in ["#灯会# 今晚开幕。\n", "#1 in town\n", "## 河岸\n", "#", "＃\n"] {
        let markdown = clean(raw).markdown;
        assert!(
            !markdown.contains("headline = \"1 in") && !markdown.contains("= \"灯会"),
            "{markdown}"
        );
    }
}

/// The head and the body of what a raw copy becomes.
fn parts(text: &str) -> String {
    clean(text).markdown.replace("+++\n", "").replace("\n\n", "\n")
}

#[test]
fn titles_and_their_authors_are_told_apart() {
    let body = "\n\n船慢慢地过了河，岸上的人都在看。\n";
    for (raw, head) in [
        ("渡口\n林晓舟", "headline = \"渡口\"\nbyline = \"林晓舟\""),
        ("渡口\n林　舟", "headline = \"渡口\"\nbyline = \"林　舟\""),
        ("渡口\n欧阳晓舟", "headline = \"渡口\"\nbyline = \"欧阳晓舟\""),
        ("渡口\n林晓舟 周明", "headline = \"渡口\"\nbyline = \"林晓舟 周明\""),
        ("渡口\n安娜·莱克", "headline = \"渡口\"\nbyline = \"安娜·莱克\""),
        ("渡口\n作者：鲁林", "headline = \"渡口\"\nbyline = \"作者：鲁林\""),
        ("渡口\n作者　鲁林", "headline = \"渡口\"\nbyline = \"作者　鲁林\""),
        ("渡口\n文/图 林晓舟", "headline = \"渡口\"\nbyline = \"文/图 林晓舟\""),
        ("渡口\n记者 林晓舟", "headline = \"渡口\"\nbyline = \"记者 林晓舟\""),
        ("柳河街道\n清早打扫 干净过节", "kicker = \"柳河街道\"\nheadline = \"清早打扫 干净过节\""),
    ] {
        assert!(parts(&format!("{raw}{body}")).starts_with(head), "{raw}: {}", parts(raw));
    }
    let body = "\n\nThe ferry came slowly over the river, and all were looking.\n";
    for (raw, head) in [
        ("Over the Weir\nAnn B. Lake", "headline = \"Over the Weir\"\nbyline = \"Ann B. Lake\""),
        ("Over the Weir\nby Ann Lake", "headline = \"Over the Weir\"\nbyline = \"by Ann Lake\""),
        (
            "Over the Weir\nWords: Ann Lake",
            "headline = \"Over the Weir\"\nbyline = \"Words: Ann Lake\"",
        ),
        ("Town News\nOld Bridge", "kicker = \"Town News\"\nheadline = \"Old Bridge\""),
    ] {
        assert!(parts(&format!("{raw}{body}")).starts_with(head), "{raw}: {}", parts(raw));
    }
    // An interview is no row of authors.
    let talk = "渡口\n记者：您怎么看？\n船夫：慢慢看，不着急。\n";
    assert!(!parts(talk).contains("byline"), "{}", parts(talk));
}

/// The body of a Japanese copy with this paragraph.
fn japanese(paragraph: &str) -> String {
    let copy = format!("渡し場\n\n川はゆっくりと流れていた。\n\n{paragraph}\n");
    let markdown = clean(&copy).markdown;
    let (_, body) = markdown.split_once("いた。\n").expect("the first paragraph stays");
    body.trim().to_owned()
}

#[test]
fn readings_of_aozora_bunko_become_readings() {
    for (raw, mended) in [
        ("河岸《かし》の猫《ねこ》がいる。", "{河岸|かし}の{猫|ねこ}がいる。"),
        ("人々《ひとびと》は硝子《ガラス》を見た。", "{人々|ひとびと}は{硝子|ガラス}を見た。"),
        ("｜夜更かし《よふかし》をした。", "{夜更かし|よふかし}をした。"),
        ("彼は｜Ann《アン》と呼ばれた。", "彼は{Ann|アン}と呼ばれた。"),
        ("※［＃「口＋世」、U+546D、31-11］いた。", "呭いた。"),
        ("賢い［＃「賢い」に傍点］猫だ。", "[賢い]{dots}猫だ。"),
        ("賢い［＃「賢い」に白ゴマ傍点］猫だ。", "[賢い]{dots}猫だ。"),
        ("猫《ねこ》［＃「猫」に傍点］だ。", "[{猫|ねこ}]{dots}だ。"),
        ("［＃傍点］だれ［＃傍点終わり］だ。", "[だれ]{dots}だ。"),
        ("その20［＃「20」は縦中横］日だ。", "その[20]{tcy}日だ。"),
        ("［＃３字下げ］船は行く。［＃改ページ］", "船は行く。"),
        ("［＃ここから「引用［＃注］」］船は行く。", "船は行く。"),
        // Titles, a reading without a base, brackets that do not close, other words.
        ("名画《ひまわり》を見た。", "名画《ひまわり》を見た。"),
        ("《ひまわり》を見た。", "《ひまわり》を見た。"),
        ("河岸《船の上》を見た。", "河岸《船の上》を見た。"),
        ("河岸《かしを見た。", "河岸《かしを見た。"),
        ("これ《かし》を見た。", "これ《かし》を見た。"),
        ("猫［＃を見た。", "猫［＃を見た。"),
        ("猫》《》《《か》を見た。", "猫》《》《《か》を見た。"),
    ] {
        assert_eq!(japanese(raw), mended);
    }
    assert_eq!(
        japanese("［＃２字下げ］朝の河岸［＃「朝の河岸」は中見出し］\n\n船は行く。"),
        "## 朝の河岸\n\n船は行く。"
    );
    assert!(japanese("※［＃「魚＋師のつくり」、2-93-37］だ。").starts_with("[[?※［＃"));
}

#[test]
fn titles_in_chinese_are_never_readings() {
    for text in ["他读了《春天》和《さくら》。", "小说《渡口》获奖，歌曲《ねこ》走红。"]
    {
        assert_eq!(paragraph(text), text);
        assert_eq!(parts(&format!("标题\n\n{text}再读一遍，真好。\n")).matches('{').count(), 0);
    }
}

#[test]
fn what_a_file_of_aozora_bunko_says_of_itself_is_left_out_and_told() {
    let rule = "-".repeat(40);
    let copy = format!(
        "渡し場\n柳瀬冬子\n\n{rule}\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）河岸《かし》\n{rule}\n\n\n\
         \u{3000}河岸《かし》の猫は眠っていた。\n\n\n底本：「渡し場」柳書房\n　　　1950年\n入力：山田\n"
    );
    let cleaned = clean(&copy);
    let kinds: Vec<ChangeKind> = cleaned.changes.iter().map(|change| change.kind).collect();
    assert!(kinds.contains(&ChangeKind::Explanation) && kinds.contains(&ChangeKind::Colophon));
    assert_eq!(
        cleaned.markdown,
        "+++\nheadline = \"渡し場\"\nbyline = \"柳瀬冬子\"\n+++\n\n{河岸|かし}の猫は眠っていた。\n"
    );
}

#[test]
fn repeated_changes_are_told_once_with_their_first_places() {
    let text = format!("渡口\n\n{}\n", "天亮了,走吧!".repeat(9));
    let cleaned = clean(&text);
    let mut sources = Sources::default();
    let source = sources.add("a.txt", text);
    let told = gathered(&cleaned.changes, source, &sources);
    let sentences: Vec<_> = told.iter().map(Diagnostic::message).collect();
    assert_eq!(cleaned.changes.len(), 19);
    assert_eq!(sentences.len(), 3, "{sentences:?}");
    assert_eq!(sentences[1].en, "`,` became `，`, 9 times: 3:4, 3:11, 3:18, 3:25, 3:32 …");
    assert_eq!(sentences[2].zh, "`!` 改为 `！`，共 9 处：3:7、3:14、3:21、3:28、3:35 …");
    assert!(told[1].span.is_none() && told[0].span.is_some());
    // What an editor must look at is told with all places, and as bad as it is.
    let text = format!("渡口\n\n{}天亮。\n", "北京—上海，".repeat(7));
    let cleaned = clean(&text);
    let source = sources.add("b.txt", text);
    let told = gathered(&cleaned.changes, source, &sources);
    let dash = told.iter().find(|it| it.message().en.contains('—')).expect("it is told");
    assert_eq!(dash.severity, Severity::Warning);
    assert!(dash.message().en.contains("7 times") && dash.message().en.ends_with("3:39"));
    assert!(!dash.hints().is_empty());
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
        // Markdown has words that are not set: addresses, names of files.
        let opening = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        prop_assume!(!opening.starts_with(['#', '＃', '+']));
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
