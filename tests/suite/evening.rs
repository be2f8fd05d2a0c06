//! "An evening with banmian": every command of the page is run in its order.

use std::fs;
use std::path::Path;

use crate::desk::Desk;

/// Ends a line whose exit code is 1.
const FAILS: &str = " # ends with 1";

/// What the reporter of the lead adds, which the page says nothing of.
const MORE: &str = "\n三个站点的工作人员说，晚班车进站时已是夜里十一点，站台上还有二十多人在等。\n\n\
    乘客里有下夜班的护士，也有收摊回家的菜贩，他们都说车厢比从前安静。\n\n\
    调度室把末班车的时间贴在了站牌上，字比从前大了一倍。站长说，等雨季过去，候车的长椅也要换成带靠背的，\
    站牌旁再添一盏灯。\n\n\
    附近小学的值周老师每天清早带着学生过桥，她说以前要绕两条街，如今十分钟就能到校门口，家长也放心。\n";

#[test]
fn the_evening_can_be_worked_through() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/evening.md");
    let page = fs::read_to_string(page).expect("the page is there");
    let mut desk = Desk::new("evening");
    let mut name = None;
    let mut is_code = false;
    let mut commands = 0;
    for line in page.lines() {
        if line.starts_with("```") {
            is_code = line == "```sh";
            continue;
        }
        if !is_code {
            continue;
        }
        let (line, code) = match line.strip_suffix(FAILS) {
            Some(line) => (line, 1),
            None => (line, 0),
        };
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["cd", folder] => desk = Desk { folder: desk.path(folder) },
            ["mv", from, to] => fs::rename(desk.path(from), desk.path(to)).expect("it is there"),
            ["cat", "more.txt", ">>", story] => {
                let mut text = desk.read(story);
                text.extend(MORE.as_bytes());
                desk.write(story, text);
            }
            ["banmian", arguments @ ..] => {
                commands += 1;
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|word| match (*word, &name) {
                        ("NAME", Some(name)) => String::clone(name),
                        (word, _) => word.to_owned(),
                    })
                    .collect();
                let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
                let ran = desk.run(&arguments);
                assert_eq!(ran.code, code, "{line}\n{}\n{}", ran.err, ran.text());
                if arguments.first() == Some(&"fit") && name.is_none() {
                    // The first measure that is listed.
                    let listed = ran.err.lines().find(|line| line.contains('@'));
                    let first = listed.and_then(|line| line.split_whitespace().next());
                    name = Some(first.expect("a measure").to_owned());
                }
            }
            _ => panic!("what is {line}?"),
        }
    }
    assert!(commands > 10, "only {commands} commands");
    assert!(desk.path("A01.pdf").is_file() && desk.path("plan.png").is_file());
}
