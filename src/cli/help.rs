//! Help in Chinese. The parser of arguments writes help in English, headings and
//! remarks in brackets too, and takes no others; nor does it part lines where Chinese
//! has no spaces. So it is given whole texts, made of what it knows of each verb and
//! of the words of [`words`].

mod words;

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::{Arg, Command, CommandFactory};

use super::Cli;
use words::VerbWords;

/// Cells of a line, which every terminal has.
const LINE: usize = 80;
/// Where the explanation of an option begins.
const INDENT: usize = 10;
/// What may not begin a line, and what may not end one, of what stands in help.
const CLOSING: &str = "，。、；：？！）”》…,.;:?!)]";
const OPENING: &str = "（“《([";

/// The command with its verbs and options as the parser of arguments knows them,
/// which speaks of them in Chinese.
pub(super) fn chinese() -> Command {
    // With it come the options that every verb has.
    let mut whole = Cli::command();
    whole.build();
    let whole = named(whole).mut_subcommands(|verb| {
        let verb = named(verb);
        let help = help_of(&verb);
        verb.override_help(help)
    });
    let help = help_of(&whole);
    whole.override_help(help)
}

/// A command with what it is, and what stands for values, in Chinese.
fn named(command: Command) -> Command {
    let verb = command.get_name().to_owned();
    let command = match words::verb(&verb) {
        Some(VerbWords { about, more: "" }) => command.about(about),
        Some(VerbWords { about, more }) => {
            command.about(about).long_about(format!("{about}\n\n{more}"))
        }
        None => command,
    };
    command.mut_args(|arg| {
        let names: Vec<String> = match arg.get_value_names() {
            Some(names) => names.iter().map(ToString::to_string).collect(),
            None => vec![arg.get_id().as_str().to_uppercase()],
        };
        let takes_value = arg.get_action().takes_values();
        let help = words::argument(&verb, arg.get_id().as_str());
        let arg = match help {
            Some(help) => arg.help(help).long_help(None),
            None => arg,
        };
        match names.as_slice() {
            [name] if takes_value => match words::placeholder(&verb, name) {
                Some(name) => arg.value_name(name),
                None => arg,
            },
            _ => arg,
        }
    })
}

/// How the program is called, as the parser of arguments says it, with its own words
/// in Chinese.
pub(super) fn usage_in_chinese(usage: &str) -> String {
    usage
        .replace("Usage: ", "用法：")
        .replace("[OPTIONS]", "[选项]")
        .replace("[COMMAND]", "[命令]")
        .replace("<COMMAND>", "<命令>")
}

/// The help of a verb, or of the program.
fn help_of(command: &Command) -> StyledStr {
    let mut out = String::new();
    let about = command.get_long_about().or(command.get_about());
    for paragraph in about.map(ToString::to_string).unwrap_or_default().lines() {
        put(&mut out, paragraph, 0);
    }
    let usage = command.clone().render_usage().to_string();
    let _ = writeln!(out, "\n{}", usage_in_chinese(&usage));

    let verbs: Vec<&Command> = command.get_subcommands().filter(|it| !it.is_hide_set()).collect();
    let is_program = command.get_name() == Cli::command().get_name();
    if is_program {
        put_heading(&mut out, command, "命令");
        let width = verbs.iter().map(|verb| verb.get_name().len()).max().unwrap_or_default();
        for verb in verbs {
            let name = verb.get_name();
            let about = verb.get_about().map(ToString::to_string).unwrap_or_default();
            let aliases: Vec<&str> = verb.get_visible_aliases().collect();
            let aliases = match aliases.as_slice() {
                [] => String::new(),
                list => format!("（也可写 {}）", list.join("、")),
            };
            let words = wrapped(&format!("{about}{aliases}"), LINE - width - 4);
            for (at, line) in words.iter().enumerate() {
                let name = if at == 0 { name } else { "" };
                let _ = writeln!(out, "  {name:width$}  {line}");
            }
        }
    }
    let shown = || command.get_arguments().filter(|arg| !arg.is_hide_set());
    if shown().any(Arg::is_positional) {
        put_heading(&mut out, command, "参数");
        shown()
            .filter(|arg| arg.is_positional())
            .for_each(|arg| put_argument(&mut out, arg, command));
    }
    if shown().any(|arg| !arg.is_positional()) {
        put_heading(&mut out, command, "选项");
        // Those that every verb has come last.
        let is_own =
            |arg: &&Arg| !arg.is_positional() && !arg.is_global_set() && !is_of_parser(arg);
        let is_shared = |arg: &&Arg| !arg.is_positional() && arg.is_global_set();
        let is_of_parser = |arg: &&Arg| !arg.is_positional() && is_of_parser(arg);
        shown().filter(is_own).for_each(|arg| put_argument(&mut out, arg, command));
        shown().filter(is_shared).for_each(|arg| put_argument(&mut out, arg, command));
        shown().filter(is_of_parser).for_each(|arg| put_argument(&mut out, arg, command));
    }
    if is_program {
        put(&mut out, words::EXIT_CODES, 0);
    }
    // Sections begin and arguments end with an empty line.
    let out = out.trim_end().replace("\n\n\n", "\n\n");
    (out + "\n").into()
}

/// `--help` and `--version`, which the parser of arguments adds.
fn is_of_parser(arg: &Arg) -> bool {
    matches!(arg.get_id().as_str(), "help" | "version")
}

fn put_heading(out: &mut String, command: &Command, heading: &str) {
    let style = command.get_styles().get_header();
    let _ = writeln!(out, "\n{style}{heading}：{style:#}");
}

/// An argument with what it is, the words that it takes, and what counts without it.
fn put_argument(out: &mut String, arg: &Arg, command: &Command) {
    let style = command.get_styles().get_literal();
    let short = match arg.get_short() {
        Some(short) => format!("-{short}, "),
        None if arg.is_positional() => String::new(),
        None => "    ".to_owned(),
    };
    let _ = writeln!(out, "  {style}{short}{arg}{style:#}");
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let is_flag = !arg.get_action().takes_values();
    let values = if is_flag { Vec::new() } else { arg.get_possible_values() };
    let verb = command.get_name();
    let id = arg.get_id().as_str();
    let mut remarks = String::new();
    let explained = values.iter().any(|value| value.get_help().is_some());
    if !values.is_empty() && !explained {
        let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        let _ = write!(remarks, " [可选：{}]", names.join("、"));
    }
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|it| it.to_string_lossy().into_owned()).collect();
    if !is_flag && !defaults.is_empty() {
        let _ = write!(remarks, " [默认：{}]", defaults.join("、"));
    }
    put(out, &format!("{help}{remarks}"), INDENT);
    if explained {
        for value in values {
            let name = value.get_name();
            let help = match words::value(verb, id, name) {
                Some(words) => words.to_owned(),
                None => value.get_help().map(ToString::to_string).unwrap_or_default(),
            };
            put(out, &format!("- {name}：{help}"), INDENT);
        }
    }
    out.push('\n');
}

/// A paragraph in lines, each so many cells from the left.
fn put(out: &mut String, paragraph: &str, indent: usize) {
    let lines = wrapped(paragraph, LINE - indent);
    if lines.is_empty() {
        out.push('\n');
    }
    for line in lines {
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}

/// Text in lines of so many cells: a line ends at a space or beside a Chinese
/// character, and not where a mark would be parted from what it belongs to.
fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut piece = String::new();
    let characters: Vec<char> = text.chars().collect();
    for (at, c) in characters.iter().enumerate() {
        piece.push(*c);
        let may_end = match characters.get(at + 1) {
            None => true,
            Some(next) if CLOSING.contains(*next) || OPENING.contains(*c) => false,
            Some(' ') => false,
            Some(next) => *c == ' ' || is_wide(*c) || is_wide(*next),
        };
        if !may_end {
            continue;
        }
        if width(&line) + width(piece.trim_end()) > cells && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(&piece);
        piece.clear();
    }
    if !line.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// Whether a character takes two cells: all that is Chinese, its marks included.
fn is_wide(c: char) -> bool {
    c >= '\u{1100}' || "“”…—·".contains(c)
}
