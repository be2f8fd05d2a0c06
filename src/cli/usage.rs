//! Arguments as they were given, and what is wrong with them.

use std::env;
use std::error::Error as _;
use std::ffi::OsString;
use std::fmt;
use std::process::ExitCode;
use std::str::FromStr;

use anstream::ColorChoice;
use banmian::diag::finding::{Expected, UsageFault, Vocabulary};
use banmian::diag::{Diagnostic, Language, Sources, is_unseen, nearest, visible};
use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Command, CommandFactory, Parser};

use super::answer::Told;
use super::console::{Console, FindingsFormat, language_of_process};
use super::{Cli, Verdict, help};

/// What the arguments of this process say, or the exit code if they were wrong
/// or asked for help, which has been told.
pub(super) fn parse() -> Result<Cli, ExitCode> {
    Cli::try_parse().map_err(tell)
}

/// Tells what is wrong with the arguments, or gives the help that was asked for.
fn tell(error: Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    if error.use_stderr() && wants_json() {
        answer(usage(&error, first_sentence(&error)));
    }
    match language_of_process() {
        Language::Chinese => tell_in_chinese(),
        _ => tell_in_english(error),
    }
    ExitCode::from(code)
}

/// In the words of the parser. Arguments that would talk to the terminal are quoted in a
/// form that does not, and then in plain text: in a colored one the parser's own codes
/// could not be told from theirs.
fn tell_in_english(mut error: Error) {
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
}

/// In Chinese: the arguments are looked at once more by a parser that calls them so.
fn tell_in_chinese() {
    let Err(error) = help::chinese().try_get_matches_from(env::args_os()) else { return };
    let is_help =
        !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if is_help {
        let _ = error.print();
        return;
    }
    let usage_line = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => help::usage_in_chinese(&usage.to_string()),
        _ => String::new(),
    };
    say_in_chinese(&usage(&error, String::new()), &usage_line);
}

/// What is wrong, what to do, and how the verb is called.
fn say_in_chinese(fault: &UsageFault, usage_line: &str) {
    use std::fmt::Write as _;
    let styles = Styles::default();
    let (error, valid) = (styles.get_error(), styles.get_valid());
    let mut text = format!("{error}错误：{error:#}{}\n\n", visible(&fault.text().zh));
    for hint in fault.hints() {
        let _ = writeln!(text, "  {valid}提示：{valid:#}{}", visible(&hint.zh));
    }
    if !usage_line.is_empty() {
        let _ = writeln!(text, "\n{}", visible(usage_line));
    }
    let mut stderr = anstream::AutoStream::auto(std::io::stderr());
    // If stderr is closed there is no other place to say so.
    let _ = std::io::Write::write_all(&mut stderr, text.as_bytes());
}

/// Tells that arguments contradict each other in a way that their parser does not
/// know.
pub(super) fn refuse(fault: UsageFault) -> Verdict {
    let said = fault.text().en;
    match language_of_process() {
        Language::Chinese => say_in_chinese(&fault, ""),
        _ => tell_in_english(Cli::command().error(ErrorKind::ArgumentConflict, said)),
    }
    if wants_json() {
        answer(fault);
    }
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

/// The first sentence of what the parser says.
fn first_sentence(error: &Error) -> String {
    let text = error.render().to_string();
    let first = text.split("\n\n").next().unwrap_or_default();
    first.trim_start_matches("error: ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells a program what is wrong with the arguments.
fn answer(fault: UsageFault) {
    let finding = Diagnostic::of(fault);
    let sources = Sources::default();
    let told = Told::new(&sources, std::slice::from_ref(&finding));
    if let Err(error) = Console::of_system().report(FindingsFormat::Json, told) {
        Console::of_system().lost_output(&error);
    }
}

/// What an error names.
fn named(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(list)) => list.clone(),
        _ => Vec::new(),
    }
}

/// What the parser suggests, or else the nearest of what there is.
fn suggested<'a>(
    by_parser: Vec<String>,
    given: &str,
    known: impl Iterator<Item = &'a str>,
) -> Vec<String> {
    if !by_parser.is_empty() {
        return by_parser;
    }
    nearest(given, known).map(str::to_owned).into_iter().collect()
}

/// What is wrong with the arguments. In English their parser says it.
fn usage(error: &Error, parser_says: String) -> UsageFault {
    let listed = |kind: ContextKind| named(error, kind);
    let arguments = listed(ContextKind::InvalidArg);
    let value = listed(ContextKind::InvalidValue).join(" ");
    let unknown = error.source().and_then(|source| source.downcast_ref::<UnknownWord>());
    let other_form = error.source().and_then(|source| source.downcast_ref::<OtherForm>());
    match error.kind() {
        ErrorKind::UnknownArgument => UsageFault::UnknownArgument {
            arguments,
            suggestions: listed(ContextKind::SuggestedArg),
            parser_says,
        },
        ErrorKind::InvalidSubcommand => UsageFault::UnknownVerb {
            suggestions: suggested(
                listed(ContextKind::SuggestedSubcommand),
                &listed(ContextKind::InvalidSubcommand).join(" "),
                Cli::command().get_subcommands().map(Command::get_name),
            ),
            verb: listed(ContextKind::InvalidSubcommand).join(" "),
            parser_says,
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            UsageFault::NoVerb { parser_says }
        }
        ErrorKind::MissingRequiredArgument => {
            UsageFault::MissingArgument { arguments, parser_says }
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            let known = listed(ContextKind::ValidValue);
            UsageFault::MissingValue { arguments, known, parser_says }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match (unknown, other_form) {
            (_, Some(OtherForm(expected))) => {
                UsageFault::BadForm { arguments, value, expected: *expected, parser_says }
            }
            (Some(UnknownWord { vocabulary, nearest }), None) => UsageFault::UnknownWord {
                arguments,
                value,
                vocabulary: *vocabulary,
                nearest: nearest.map(str::to_owned),
                parser_says,
            },
            (None, None) => {
                let known = listed(ContextKind::ValidValue);
                UsageFault::BadArgument {
                    suggestions: suggested(
                        listed(ContextKind::SuggestedValue),
                        &value,
                        known.iter().map(String::as_str),
                    ),
                    arguments,
                    value,
                    known,
                    parser_says,
                }
            }
        },
        ErrorKind::ArgumentConflict => UsageFault::Conflict {
            arguments,
            other_arguments: listed(ContextKind::PriorArg),
            parser_says,
        },
        ErrorKind::InvalidUtf8 => UsageFault::ArgumentEncoding { parser_says },
        _ => UsageFault::Other { parser_says },
    }
}

/// A value of another form than an option takes.
#[derive(Debug)]
pub(super) struct OtherForm(pub(super) Expected);

impl fmt::Display for OtherForm {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "it should be {}", self.0.text().en)
    }
}

impl std::error::Error for OtherForm {}

/// A value as a number, if it is one that will do.
pub(super) fn number<T: FromStr>(
    text: &str,
    expected: Expected,
    will_do: impl Fn(&T) -> bool,
) -> Result<T, OtherForm> {
    text.parse().ok().filter(will_do).ok_or(OtherForm(expected))
}

/// The number of a page.
pub(super) fn page_number(text: &str) -> Result<u32, OtherForm> {
    number(text, Expected::PageNumber, |number| *number > 0)
}

/// Pixels per inch.
pub(super) fn resolution(text: &str) -> Result<f64, OtherForm> {
    number(text, Expected::Resolution, |dpi: &f64| dpi.is_finite() && *dpi > 0.0)
}

/// A word that an option does not know.
#[derive(Debug)]
pub(super) struct UnknownWord {
    /// The words that it knows.
    pub(super) vocabulary: Vocabulary,
    /// The one that may have been meant.
    pub(super) nearest: Option<&'static str>,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let what = self.vocabulary.text().en;
        match (self.nearest, self.vocabulary) {
            (Some(near), _) => write!(f, "there is no such {what}; did you mean `{near}`?"),
            (None, Vocabulary::Rule) => {
                write!(f, "there is no such {what}; `banmian preflight --rules` lists them")
            }
            (None, _) => write!(f, "there is no such {what}; docs/codes.md lists them"),
        }
    }
}

impl std::error::Error for UnknownWord {}

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
