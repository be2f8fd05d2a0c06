//! Help, and what is said of wrong usage, in both languages.

use crate::desk::{Desk, Ran};

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The verbs that the help of the program lists.
fn verbs(desk: &Desk) -> Vec<String> {
    let help = desk.run(&["--help"]);
    let list = help.text().split("Commands:\n").nth(1).expect("it lists verbs");
    let list = list.split("\n\n").next().expect("a list has an end");
    let entries = list.lines().filter(|line| !line.starts_with("   "));
    let names = entries.filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

/// What is explained in a help text, each with its explanation: options, arguments,
/// and the words that they take, by their names without placeholders.
fn entries(help: &str, colon: char) -> Vec<Entry> {
    let mut list: Vec<Entry> = Vec::new();
    for line in help.lines() {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        let value = text.strip_prefix("- ").and_then(|rest| rest.split_once(colon));
        let name = match value {
            Some((name, _)) if indent == 10 => format!("= {name}"),
            _ if text.starts_with('-') && indent <= 6 => {
                let long = text.split_whitespace().find(|word| word.starts_with("--"));
                long.expect("options have long names").to_owned()
            }
            _ if indent == 2 && (text.starts_with('<') || text.starts_with('[')) => {
                "argument".to_owned()
            }
            _ => {
                if let Some(entry) = list.last_mut() {
                    entry.explained += text;
                }
                continue;
            }
        };
        let explained = value.map(|(_, words)| words.to_owned()).unwrap_or_default();
        list.push(Entry { name, explained });
    }
    list
}

struct Entry {
    name: String,
    explained: String,
}

#[test]
fn every_verb_option_and_value_is_explained_in_chinese() {
    let desk = Desk::new("help-chinese");
    let mut calls: Vec<Vec<String>> = vec![vec![]];
    let verbs = verbs(&desk);
    assert!(verbs.len() > 10 && verbs.contains(&"import".to_owned()), "{verbs:?}");
    calls.extend(verbs.into_iter().filter(|verb| verb != "help").map(|verb| vec![verb]));
    for call in calls {
        let help = |language: &str| -> Ran {
            let mut arguments: Vec<&str> = call.iter().map(String::as_str).collect();
            arguments.extend(["--help", "--messages", language]);
            desk.run(&arguments)
        };
        let (english, chinese) = (help("en"), help("zh"));
        assert_eq!((english.code, chinese.code), (0, 0));
        let told = chinese.text();
        let (en, zh) = (entries(english.text(), ':'), entries(told, '：'));
        let names = |list: &[Entry]| -> Vec<String> {
            let mut names: Vec<_> = list.iter().map(|entry| entry.name.clone()).collect();
            names.sort();
            names
        };
        // The short form of a table is another than the list of options, of which
        // the program's own help has few.
        assert_eq!(names(&en), names(&zh), "{call:?}\n{told}");
        for Entry { name, explained } in &zh {
            assert!(explained.contains(is_chinese), "{call:?}: {name} says {explained:?}");
        }
        let defaults = |text: &str, opening: &str| text.matches(opening).count();
        assert_eq!(
            defaults(&english.text().replace("\n", " "), "[default:"),
            defaults(&told.replace("\n          ", ""), "[默认："),
            "{call:?}"
        );
        for paragraph in told.split("\n\n") {
            assert!(paragraph.contains(is_chinese), "{call:?}: {paragraph}");
        }
        let english_words = [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "Print",
            "[default",
            "possible",
            "OPTIONS",
        ];
        for word in english_words {
            assert!(!told.contains(word), "{call:?}: {word}\n{told}");
        }
        let placeholder = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
        assert!(!told.split('<').skip(1).any(placeholder), "{call:?}\n{told}");
        assert!(told.lines().all(|line| cells(line) <= 80), "{call:?}\n{told}");
    }
}

fn cells(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn help_follows_the_language_however_it_is_asked_for() {
    let desk = Desk::new("help-asked");
    let whole = desk.run(&["build", "--help", "--messages=zh"]);
    for arguments in
        [&["help", "build"][..], &["build", "-h"], &["--color", "auto", "build", "--help"]]
    {
        let ran = desk.run_with(arguments, &[("LANG", "zh_CN.UTF-8")]);
        assert_eq!((ran.code, ran.text()), (0, whole.text()), "{arguments:?}");
    }
    // Without a verb the same stands on the error stream, as in English.
    let bare = desk.run_with(&[], &[("LANG", "zh_CN.UTF-8")]);
    assert_eq!(bare.code, 2);
    assert!(
        bare.out.is_empty() && bare.err.contains("用法：banmian [选项] <命令>"),
        "{}",
        bare.err
    );
    let english = desk.run_with(&["build", "-h", "--messages", "en"], &[("LANG", "zh_CN.UTF-8")]);
    assert!(english.text().contains("Usage: banmian build"), "{}", english.text());
}

#[test]
fn wrong_usage_is_told_in_chinese() {
    let desk = Desk::with_page("help-usage");
    for (arguments, told) in [
        (
            &["bild", "page.toml"][..],
            &["没有“bild”这个命令", "是不是“build”？", "用法：banmian [选项] <命令>"][..],
        ),
        (&["help", "bild"], &["没有“bild”这个命令", "是不是“build”？"]),
        (&["build"], &["缺少“<版面文件>...”", "用法：banmian build <版面文件>..."]),
        (&["build", "--rot", "x"], &["没有“--rot”这个选项", "是不是“--root”？"]),
        (&["fonts", "page.toml"], &["多出了“page.toml”，这里不能写"]),
        (&["build", "page.toml", "--impose"], &["“--impose <拼法>”后面要有内容", "“two-up”"]),
        (
            &["build", "page.toml", "--impose", "two-ups"],
            &["不能是“two-ups”，可用的有“two-up”、", "是不是“two-up”？"],
        ),
        (&["completions", "zhs"], &["“<命令行>”不能是“zhs”", "是不是“zsh”？"]),
        (&["build", "page.toml", "--binding", "left"], &["缺少“--impose <拼法>”", "用法："]),
        (&["build", "page.toml", "-o", "a.pdf", "-o", "b.pdf"], &["“--output <文件>”只能写一次"]),
        (
            &["check", "page.toml", "--cache", "a", "--no-cache"],
            &["“--cache <文件夹>”不能和“--no-cache”一起用"],
        ),
        (&["check", "page.toml", "--deny", "overse"], &["没有这个代码，是不是“overset”？"]),
        (
            &["preflight", "a.pdf", "--deny", "nothing-like-it"],
            &["没有这条规则，用 `banmian preflight --rules`"],
        ),
        (
            &["proof", "page.toml", "-o", "page.jpg"],
            &["不能是“page.jpg”，应为以 .png 或 .pdf 结尾的文件名"],
        ),
        (&["proof", "page.toml", "--dpi", "0"], &["“--dpi <分辨率>”不能是“0”，应为每英寸像素数"]),
        (&["separations", "a.pdf", "--page", "0"], &["不能是“0”，应为第几页，从 1 数起"]),
        (&["separations", "a.pdf", "--max-ink", "900"], &["应为百分数，1 到 400"]),
        (&["explain", "page.toml", "--loosest", "ten"], &["不能是“ten”，应为行数"]),
        (&["linebreak", "--measure-em", "x"], &["不能是“x”，应为字数（数字）"]),
        (
            &["preflight", "a.pdf", "b.pdf", "--annotate", "x.png"],
            &["只能标注一个文件", "请只写一个文件"],
        ),
        (
            &["import", "a.txt", "-o", "-", "--format", "json"],
            &["标准输出不能既输出稿件，又输出问题", "`-o 文件`"],
        ),
    ] {
        let ran = desk.run_with(arguments, &[("LANG", "zh_CN.UTF-8")]);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        assert!(ran.err.starts_with("错误："), "{arguments:?}: {}", ran.err);
        for words in told {
            assert!(ran.err.contains(words), "{arguments:?}: {words}\n{}", ran.err);
        }
        for words in ["error", "Usage", "tip", "try", "OPTIONS"] {
            assert!(!ran.err.contains(words), "{arguments:?}: {words}\n{}", ran.err);
        }
        assert!(ran.err.contains("提示："), "{arguments:?}: {}", ran.err);
    }
    // What is quoted does not talk to the terminal.
    let ran = desk.run_with(&["b\u{1b}[35mild"], &[("LANG", "zh_CN.UTF-8")]);
    assert!(ran.err.contains("没有“b\\u{1B}[35mild”这个命令"), "{}", ran.err);
}

#[test]
fn fonts_are_listed_in_chinese() {
    let desk = Desk::new("help-fonts");
    let list = desk.run(&["fonts", "--messages", "zh"]);
    let list = list.text();
    assert!(list.contains("正体") && !list.contains("characters"), "{list}");
    assert!(desk.run(&["fonts"]).text().contains(" characters  "));
}
