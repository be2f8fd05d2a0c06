//! Arguments as they were given, and what is wrong with them.

use std::env;
use std::error::Error as _;
use std::ffi::OsString;
use std::fmt;
use std::process::ExitCode;

use anstream::ColorChoice;
use banmian::diag::finding::{Usage, Vocabulary};
use banmian::diag::{Diagnostic, Sources, is_unseen, visible};
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
    let finding = Diagnostic::of(usage(error, en));
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

/// What is wrong with the arguments. In English their parser says it.
fn usage(error: &Error, parser_says: String) -> Usage {
    let listed = |kind: ContextKind| named(error, kind);
    let arguments = listed(ContextKind::InvalidArg);
    let value = listed(ContextKind::InvalidValue).join(" ");
    let unknown = error.source().and_then(|source| source.downcast_ref::<UnknownWord>());
    match error.kind() {
        ErrorKind::UnknownArgument => Usage::UnknownArgument {
            arguments,
            suggestions: listed(ContextKind::SuggestedArg),
            parser_says,
        },
        ErrorKind::InvalidSubcommand => Usage::UnknownVerb {
            verb: listed(ContextKind::InvalidSubcommand).join(" "),
            suggestions: listed(ContextKind::SuggestedSubcommand),
            parser_says,
        },
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Usage::NoVerb { parser_says }
        }
        ErrorKind::MissingRequiredArgument => Usage::MissingArgument { arguments, parser_says },
        ErrorKind::InvalidValue if value.is_empty() => {
            Usage::MissingValue { arguments, parser_says }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match unknown {
            Some(UnknownWord { vocabulary, nearest }) => Usage::UnknownWord {
                arguments,
                value,
                vocabulary: *vocabulary,
                nearest: nearest.map(str::to_owned),
                parser_says,
            },
            None => Usage::BadArgument {
                arguments,
                value,
                known: named(error, ContextKind::ValidValue),
                suggestions: listed(ContextKind::SuggestedValue),
                parser_says,
            },
        },
        ErrorKind::ArgumentConflict => match listed(ContextKind::PriorArg) {
            // Ours, with no arguments of the parser's.
            prior if arguments.is_empty() || prior.is_empty() => Usage::OwnConflict { parser_says },
            other_arguments => Usage::Conflict { arguments, other_arguments, parser_says },
        },
        _ => Usage::Other { parser_says },
    }
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
