//! `banmian man`: the manual page, as troff. It says what `--help` says, of the program
//! and then of each verb, and is made from the same words in either language.

use std::io;

use banmian::diag::Language;
use banmian::say;
use clap::{Args, Command, CommandFactory};

use super::console::Console;
use super::{Cli, Verdict, help};

/// Columns of help, as wide as manual pages are on a terminal that is not wide.
const COLUMNS: usize = 76;

/// Print the manual page (man), in the language of messages
#[derive(Args)]
pub(super) struct Arguments {}

pub(super) fn run(Arguments {}: &Arguments, console: &Console) -> io::Result<Verdict> {
    console.data(page(console.language()).as_bytes())?;
    Ok(Verdict::Fine)
}

/// The page. It has no date, so that it is the same from every build.
fn page(language: Language) -> String {
    let mut program = match language {
        Language::Chinese => help::chinese(),
        _ => Cli::command(),
    };
    program = program.term_width(COLUMNS);
    program.build();
    let about = program.get_about().map(ToString::to_string).unwrap_or_default();
    let section = |out: &mut String, heading: &str, text: &str| {
        out.push_str(&format!(".SH {heading}\n{text}"));
    };
    let version = env!("CARGO_PKG_VERSION");
    let mut out = format!(".TH BANMIAN 1 \"\" \"banmian {version}\"\n");
    let name = say!("NAME", "名称");
    section(&mut out, name.get(language), &format!("banmian \\- {}\n", plain(&about)));
    let description = say!("DESCRIPTION", "说明");
    section(&mut out, description.get(language), &as_it_is(&mut program));
    for verb in program.get_subcommands_mut() {
        if verb.is_hide_set() || verb.get_name() == "help" {
            continue;
        }
        let heading = format!("\"banmian {}\"", verb.get_name());
        let mut verb = verb.clone().term_width(COLUMNS);
        section(&mut out, &heading, &as_it_is(&mut verb));
    }
    section(&mut out, say!("ENVIRONMENT", "环境变量").get(language), &variables(language));
    let more = say!("SEE ALSO", "另见");
    section(&mut out, more.get(language), "/usr/share/doc/banmian/\n");
    out
}

/// What help says of a command, line by line, in bold what it shows in color.
fn as_it_is(command: &mut Command) -> String {
    let help = command.render_long_help().ansi().to_string();
    let mut out = String::from(".nf\n");
    for line in help.trim_end().lines().map(str::trim_end) {
        let mut is_bold = false;
        let mut set = String::new();
        for (at, piece) in line.split("\u{1b}[").enumerate() {
            let (code, text) = match at {
                0 => ("", piece),
                _ => piece.split_once('m').unwrap_or_default(),
            };
            let begins = matches!(code, "1" | "4");
            if at > 0 && begins != is_bold {
                is_bold = begins;
                set.push_str(if is_bold { "\\fB" } else { "\\fR" });
            }
            set.push_str(&plain(text));
        }
        out.push_str(if set.starts_with(['.', '\'']) { "\\&" } else { "" });
        out.push_str(&set);
        out.push('\n');
    }
    out + ".fi\n"
}

/// Text whose characters troff takes as they are.
fn plain(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace('`', "\\(ga")
}

/// The variables of the environment that the command heeds.
fn variables(language: Language) -> String {
    let list = [
        (
            "BANMIAN_FONTS",
            say!(
                "the folder of the fonts that come with banmian, if it is not beside the command",
                "banmian 自带字体所在的文件夹（不在命令旁边时用）"
            ),
        ),
        (
            "BANMIAN_CACHE",
            say!("the folder of the cache", "存放已排好的版面和已转换的图片的文件夹"),
        ),
        ("LC_ALL, LC_MESSAGES, LANG", say!("the language of messages", "提示所用的语言")),
        ("RAYON_NUM_THREADS", say!("how many threads make pages", "排版所用的线程数")),
    ];
    let entry = |(name, text): &(&str, banmian::diag::Text)| {
        format!(".TP\n\\fB{name}\\fR\n{}\n", plain(text.get(language)))
    };
    list.iter().map(entry).collect()
}
