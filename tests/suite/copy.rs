//! What is told of copy that an import would mend, and of a headline that nobody reads
//! as one; and that sound copy is left in peace.

use banmian::diag::{Code, Sink, Sources};
use banmian::story::{clean, parse};

use crate::desk::{Desk, PAGE};

/// What is told of the copy in a story file: codes and sentences.
fn told(name: &str, text: &str) -> Vec<(Code, String)> {
    let mut sources = Sources::default();
    let mut sink = Sink::default();
    let source = sources.add(name, text);
    parse(source, &sources, "a", &mut sink);
    let wanted = [Code::CopyMarks, Code::CopyLookAlike, Code::CopyAozora, Code::HeadlineUnread];
    let list = sink.list().iter().filter(|it| wanted.contains(&it.code()));
    list.map(|it| (it.code(), it.message().en)).collect()
}

fn sentences(text: &str) -> Vec<String> {
    told("a.md", text).into_iter().map(|(_, sentence)| sentence).collect()
}

#[test]
fn each_kind_is_told_once_a_story_with_its_first_places() {
    let text = "# 天亮了,走吧!\n\n今天,天气很好.我们\"出去\"玩!电话:123(见图).\n\n\
                他想...再想。。。是大事--他说。⼈⺠说好﹐真好。\n";
    assert_eq!(
        sentences(text),
        [
            "half-width marks stand among Chinese characters, the first `,`, 9 times: 1:6, 1:9, 3:3, 3:8, 3:16 …",
            "straight quotes stand in Chinese text, 2 times: 3:11, 3:14",
            "`...` stands for an ellipsis (……), 2 times: 5:3, 5:8",
            "`--` stands for a dash (——), at 5:14",
            "characters only look like others, the first `⼈⺠` (U+2F08 U+2EA0) like `人民`, 2 times: 5:19, 5:23",
        ]
    );
    // The same rules: what an import leaves behind is not told.
    let mended = clean(&text.replace("很好.我", "很好。我")).markdown;
    assert_eq!(sentences(&mended), [""; 0], "{mended}");
}

#[test]
fn heads_captions_lists_and_tables_are_looked_at() {
    for text in [
        "+++\nkicker = \"柳河街道:\"\nheadline = \"天亮了\"\n+++\n\n好。\n",
        "+++\nheadline = \"他说\\\"好\\\"\"\n+++\n\n好。\n",
        "# 天亮了\n\n好。\n\n![桥(长)](a.jpg)\n",
        "# 天亮了\n\n- 好,真好\n",
        "# 天亮了\n\n| 甲,乙 |\n|---|\n| 丙 |\n",
        "# 天亮了\n\n::: box 电话:\n甲乙。\n:::\n",
        "# 天亮了\n\n他说**好**,走。\n",
    ] {
        let told = told("a.md", text);
        assert!(matches!(told.as_slice(), [(Code::CopyMarks, _)]), "{text}: {told:?}");
    }
}

#[test]
fn sound_copy_is_left_in_peace() {
    for text in [
        "# 河岸\n\n早上12:30开门，卖了1,000斤，涨了3.5%，比分3:2。\n",
        "# 河岸\n\n他说：“Hello, world. It's fine (really)!”然后走了。\n",
        "# 河岸\n\n请看 http://a.cn/b?c=d&e=(f) 或写信到 a.b@c.cn，用 --help 看说明。\n",
        "# 河岸\n\n型号A-3.2(b)，函数f(x)，比例尺1:500，分三步：1)看；2)想。\n",
        "# 河岸\n\n2010--2020年，３０％，北京—上海，他说——好……\n",
        "# Bridge\n\nHe said \"no\" -- and left... It's 5 (five): so what?\n",
        "# Bridge\n\nThe mayor (王明) spoke of 天, 地 and 人; \"so\" he said.\n",
        "# 다리\n\n시는 美, 中 정상이 (金) \"좋다.\" 말했다: 그렇다! 그래서... 갔다.\n",
        "# 河岸\n\n他读了《春天》和《さくら》，﨑字不改，⺀也不改。\n",
        "# 渡し場\n\n彼は名画《ひまわり》を見て、「本当か」と言った。\n",
        "",
        "《",
        "［＃",
        "+++\n+++\n",
    ] {
        let told = told("a.md", text);
        assert!(told.is_empty(), "{text}: {told:?}");
    }
}

#[test]
fn signs_of_aozora_bunko_are_told() {
    for (text, times) in [
        ("# 渡し場\n\n河岸《かし》の猫《ねこ》がいた。\n", "2 times"),
        ("# 渡し場\n\n｜夜更かし《よふかし》をしていた。\n", "at 3:1"),
        ("# 渡し場\n\nそれは賢い［＃「賢い」に傍点］猫だった。\n", "at 3:4"),
        ("# 渡し場\n\n［＃３字下げ］船はゆっくりと行く。\n", "at 3:1"),
    ] {
        let told = told("a.md", text);
        assert!(
            matches!(told.as_slice(), [(Code::CopyAozora, told)] if told.contains(times)),
            "{told:?}"
        );
        let told = self::told("a.md", &clean(text).markdown);
        assert!(told.is_empty(), "{told:?}");
    }
}

#[test]
fn a_first_line_that_is_no_headline_and_seems_one_is_told() {
    let body = "\n\n船慢慢地过了河，岸上的人都在看。\n";
    for (first, words) in [
        ("＃ 渡口", "`渡口`"),
        ("#渡口", "`渡口`"),
        ("＃渡口", "`渡口`"),
        ("## 渡口", "`渡口`"),
        ("渡口", "`渡口`"),
        ("渡口还在吗？", "`渡口还在吗？`"),
    ] {
        let text = format!("{first}{body}");
        let told = told("a.md", &text);
        assert!(
            matches!(told.as_slice(), [(Code::HeadlineUnread, told)] if told.contains(words)),
            "{text}: {told:?}"
        );
        let with_head = told_of_head(&text);
        assert!(with_head.is_empty(), "{with_head:?}");
        let told = self::told("a.md", &clean(&text).markdown);
        assert!(told.is_empty() || first.starts_with("##"), "{told:?}");
    }
    for text in [
        format!("# 渡口{body}"),
        "船慢慢地过了河，岸上的人都在看。\n\n天亮了。\n".to_owned(),
        "#灯会# 今晚开幕，大家都来看\n\n船慢慢地过了河，岸上的人都在看，真好看。\n".to_owned(),
        "短讯一则\n".to_owned(),
        "本报讯 今天开船\n\n船慢慢地过了河，岸上的人都在看。\n".to_owned(),
        "::: 更正\n甲应为乙。\n:::\n\n特此更正，并致歉意。\n".to_owned(),
    ] {
        let told = told("a.md", &text);
        assert!(told.is_empty(), "{text}: {told:?}");
    }
    assert!(told("a.txt", &format!("渡口{body}")).is_empty());
}

fn told_of_head(text: &str) -> Vec<(Code, String)> {
    told("a.md", &format!("+++\nheadline = \"河\"\n+++\n\n{text}"))
}

#[test]
fn a_house_may_think_otherwise() {
    let text = "+++\nheadline = \"天亮了\"\n+++\n\n今天,天气很好。\n";
    let found = |test: &str, checks: &str, more: &[&str]| -> (i32, Vec<String>) {
        let desk = Desk::new(test);
        desk.write("page.toml", PAGE.replacen("[page]", &format!("{checks}\n[page]"), 1));
        desk.write("stories/lead.md", text);
        let ran = desk.run(&[&["check", "page.toml", "--format", "json"], more].concat());
        let findings = ran.findings();
        let told = findings.iter().filter(|it| it["code"] == "copy-marks");
        (ran.code, told.map(|it| it["severity"].as_str().unwrap_or_default().to_owned()).collect())
    };
    assert_eq!(found("copy-usual", "", &[]).1, ["warning"]);
    assert_eq!(found("copy-none", "checks.copy-marks = \"ignore\"", &[]).1, [""; 0]);
    assert_eq!(found("copy-denied", "", &["--deny", "copy-marks"]), (1, vec!["error".to_owned()]));
}

#[test]
fn the_hint_of_a_missing_glyph_names_what_looks_like_it() {
    let desk = Desk::new("copy-glyph");
    desk.write("page.toml", PAGE);
    desk.write("stories/lead.md", "+++\nheadline = \"天亮了\"\n+++\n\n这里有⼈，还有\u{13000}。\n");
    let ran = desk.run(&["check", "page.toml", "--format", "json"]);
    let findings = ran.findings();
    let missing: Vec<_> = findings.iter().filter(|it| it["code"] == "glyph-missing").collect();
    assert_eq!(missing.len(), 2, "{}", ran.text());
    assert_eq!(
        (&missing[0]["code_point"], &missing[0]["look_alike"]),
        (&"U+2F08".into(), &"U+4EBA".into())
    );
    assert_eq!(missing[0]["hints"][0]["zh"], "请改用形状相近的 人（U+4EBA）");
    assert!(missing[1].get("look_alike").is_none());
}
