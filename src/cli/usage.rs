//! Arguments as they were given, and what is wrong with them.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use anstream::ColorChoice;
use banmian::diag::{Code, Diagnostic, Sources, Text, is_unseen, visible};
use banmian::say;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{CommandFactory, Parser};

use super::answer::Told;
use super::console::{Console, FindingsFormat};
use super::{Cli, Verdict};

/// What the arguments of this process say, or the exit code if they were wrong
/// or asked for help, which has been told.
pub(super) fn parse() -> Result<Cli, ExitCode> {
    Cli::try_parse().map_err(tell)
}

/// Tells what is wrong with the arguments. Those that would talk to the terminal
/// are quoted in a form that does not, and then in plain text: in a colored one the
/// parser's own codes could not be told from theirs.
pub(super) fn tell(mut error: Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    if error.use_stderr() && wants_json() {
        answer(&error);
    }
    let is_hostile = env::args_os().any(|argument| argument.to_string_lossy().contains(is_unseen));
    if is_hostile {
        make_visible(&mut error);
        let text = error.render().to_string();
        let mut stderr = anstream::AutoStream::new(std::io::stderr(), ColorChoice::Never);
        // If stderr is closed there is no other place to say so.
        let _ = std::io::Write::write_all(&mut stderr, text.as_bytes());
    } else {
        let _ = error.print();
    }
    ExitCode::from(code)
}

/// Tells that arguments contradict each other in a way that their parser does not
/// know.
pub(super) fn refuse(kind: ErrorKind, message: &str) -> Verdict {
    tell(Cli::command().error(kind, message));
    Verdict::WrongUsage
}

/// Whether the arguments, right or wrong, ask for JSON.
pub(super) fn wants_json() -> bool {
    let arguments: Vec<_> = env::args_os().skip(1).take_while(|it| it != "--").collect();
    let is_asked = |pair: &[OsString]| pair[0] == "--format" && pair[1] == "json";
    arguments.iter().any(|it| it == "--format=json") || arguments.windows(2).any(is_asked)
}

/// The verb that the arguments name, right or wrong.
pub(super) fn verb_of_process() -> Option<String> {
    let command = Cli::command();
    env::args_os().skip(1).find_map(|argument| {
        let verb = command.find_subcommand(argument.to_str()?)?;
        Some(verb.get_name().to_owned())
    })
}

/// Tells a program what is wrong with the arguments.
fn answer(error: &Error) {
    let text = error.render().to_string();
    let first = text.split("\n\n").next().unwrap_or_default();
    let en = first.trim_start_matches("error: ").split_whitespace().collect::<Vec<_>>().join(" ");
    let zh = chinese(error);
    let mut finding = Diagnostic::error(Code::WrongUsage, Text { en, zh });
    let suggested =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    for near in suggested.into_iter().map(|kind| quoted(error, kind)).filter(|it| !it.is_empty()) {
        let near_en = near.replace(['“', '”'], "`").replace('、', ", ");
        finding = finding.hint(say!("did you mean {near_en}?", "是不是{near}？"));
    }
    let finding = finding.hint(say!(
        "`banmian help` and the name of the verb tell what it takes",
        "用 `banmian help` 加命令名可以查看用法"
    ));
    let sources = Sources::default();
    let told = Told::new(&sources, std::slice::from_ref(&finding));
    if let Err(error) = Console::of_system().report(FindingsFormat::Json, told) {
        Console::of_system().lost_output(&error);
    }
}

/// What an error names, in Chinese quotes; empty if it names nothing of the kind.
fn quoted(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => format!("“{text}”"),
        Some(ContextValue::Strings(list)) => {
            list.iter().map(|text| format!("“{text}”")).collect::<Vec<_>>().join("、")
        }
        _ => String::new(),
    }
}

/// What is wrong with the arguments, in Chinese: their parser knows English only.
fn chinese(error: &Error) -> String {
    let quoted = |kind: ContextKind| quoted(error, kind);
    let (argument, value) = (quoted(ContextKind::InvalidArg), quoted(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::UnknownArgument => format!("没有 {argument} 这个选项"),
        ErrorKind::InvalidSubcommand => {
            format!("没有 {} 这个命令", quoted(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写命令".to_owned()
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::InvalidValue if value.is_empty() || value == "“”" => {
            format!("{argument} 后面要有内容")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match quoted(ContextKind::ValidValue) {
                valid if valid.is_empty() => format!("{argument} 不能是 {value}"),
                valid => format!("{argument} 不能是 {value}，可用的有 {valid}"),
            }
        }
        ErrorKind::ArgumentConflict => match quoted(ContextKind::PriorArg) {
            // A conflict that a verb of ours found, not the parser of arguments: there are
            // no names in it.
            prior if argument.is_empty() || prior.is_empty() => "几个选项互相矛盾".to_owned(),
            prior => format!("{argument} 不能和 {prior} 一起用"),
        },
        _ => "命令的写法不对".to_owned(),
    }
}

/// The arguments that an error quotes, made visible. Advice that quotes them
/// again is left out.
fn make_visible(error: &mut Error) {
    let context: Vec<(ContextKind, ContextValue)> =
        error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in context {
        let shown = match value {
            ContextValue::String(text) => ContextValue::String(visible(&text).into_owned()),
            ContextValue::Strings(list) => {
                ContextValue::Strings(list.iter().map(|text| visible(text).into_owned()).collect())
            }
            ContextValue::StyledStr(_) | ContextValue::StyledStrs(_)
                if kind != ContextKind::Usage =>
            {
                error.remove(kind);
                continue;
            }
            other => other,
        };
        error.insert(kind, shown);
    }
}
