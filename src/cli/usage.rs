//! Arguments as they were given, and what is wrong with them.

use std::env;
use std::process::ExitCode;

use anstream::ColorChoice;
use banmian::diag::{is_unseen, visible};
use clap::Parser;
use clap::error::{ContextKind, ContextValue, Error};

use super::Cli;

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
    let is_hostile = env::args_os().any(|argument| argument.to_string_lossy().contains(is_unseen));
    if is_hostile {
        make_visible(&mut error);
        let text = error.render().to_string();
        let mut stderr = anstream::AutoStream::new(std::io::stderr(), ColorChoice::Never);
        // Nobody listens: there is no other place to say so.
        let _ = std::io::Write::write_all(&mut stderr, text.as_bytes());
    } else {
        let _ = error.print();
    }
    ExitCode::from(code)
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
