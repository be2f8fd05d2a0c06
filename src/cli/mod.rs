//! The command line: one file a verb. A verb turns arguments into calls of the
//! library, and what comes back into files, words and an exit code; it knows
//! nothing of pages.

mod answer;
mod batch;
mod build;
mod cache;
mod check;
mod completions;
mod console;
mod diff;
mod draw_apart;
mod edition;
mod explain;
mod fault;
mod fit;
mod fonts;
mod golden;
mod help;
mod import;
mod import_folder;
mod import_page;
mod import_watch;
mod interrupt;
mod issue;
mod keeping;
mod linebreak;
mod man;
mod new;
mod options;
mod output;
mod preflight;
mod progress;
mod proof;
mod round;
mod schema;
mod separations;
mod stdin;
mod story_fit;
mod summary;
mod upgrade;
mod usage;
mod watch;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use banmian::load::true_path;
use banmian::workers;
use clap::{Parser, Subcommand};

use self::console::{Console, ConsoleOptions};

/// Sets newspaper pages (版面): page spec and stories in, press-ready PDF out.
#[derive(Parser)]
#[command(
    name = "banmian",
    bin_name = "banmian",
    version,
    arg_required_else_help = true,
    after_help = "Exit code: 0 all is well, 1 something in the input is wrong, 2 wrong usage, \
                  3 only golden files of an older format (test), 130 broken off (Ctrl-C)."
)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    console: ConsoleOptions,
}

#[derive(Subcommand)]
enum Verb {
    Build(build::Arguments),
    Batch(batch::Arguments),
    Issue(issue::Arguments),
    Proof(proof::Arguments),
    Watch(watch::Arguments),
    Separations(separations::Arguments),
    Check(check::Arguments),
    Preflight(preflight::Arguments),
    Explain(explain::Arguments),
    Fit(fit::Arguments),
    Diff(diff::Arguments),
    Test(golden::test::Arguments),
    Review(golden::review::Arguments),
    New(new::Arguments),
    Upgrade(upgrade::Arguments),
    Fonts(fonts::Arguments),
    Import(import::Arguments),
    Cache(cache::Arguments),
    Linebreak(linebreak::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
    #[command(hide = true)]
    DrawApart(draw_apart::Arguments),
}

/// How a verb ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// All is well.
    Fine,
    /// Something in the input is wrong; it has been told.
    Problems,
    /// The arguments contradict each other; it has been told.
    WrongUsage,
    /// Ctrl-C has ended it between two pieces of its work.
    BrokenOff,
    /// Nothing is wrong that can be compared; some golden files have an older form.
    OnlyOlder,
}

/// How far it went on the threads for pages.
enum Worked {
    /// To the end.
    Ended(ExitCode),
    /// Not at all: it hands its jobs to those threads one by one, and must not wait on one.
    Waits(Box<Cli>),
}

/// The file of this program, without links; none if neither the system nor the name that it
/// was called by tells.
pub(crate) fn program() -> Option<PathBuf> {
    let called = || {
        let name = PathBuf::from(env::args_os().next()?);
        if name.parent().is_some_and(|folder| folder != Path::new("")) {
            return Some(name);
        }
        // A name alone was looked for along the path.
        let folders = env::var_os("PATH")?;
        env::split_paths(&folders).map(|folder| folder.join(&name)).find(|it| it.is_file())
    };
    let path = env::current_exe().ok().or_else(called)?;
    Some(true_path(&path).unwrap_or(path))
}

/// Does what the arguments of this process say.
pub(crate) fn run() -> ExitCode {
    fault::guarded(|| {
        let worked = workers::run(|| match usage::parse() {
            Ok(cli) if matches!(cli.verb, Verb::Batch(_)) => Worked::Waits(Box::new(cli)),
            Ok(cli) => Worked::Ended(work(&cli)),
            Err(code) => Worked::Ended(code),
        })?;
        Ok(match worked {
            Worked::Ended(code) => code,
            Worked::Waits(cli) => work(&cli),
        })
    })
}

fn work(Cli { verb, console: options }: &Cli) -> ExitCode {
    let console = Console::new(options, usage::verb_of_process());
    // The process that draws ends with the one that asks, which tells of it.
    // A batch ends between two jobs.
    if !matches!(verb, Verb::DrawApart(_) | Verb::Batch(_)) {
        interrupt::heed(Console::new(options, usage::verb_of_process()));
    }
    let ended = match verb {
        Verb::Build(arguments) => build::run(arguments, &console),
        Verb::Batch(arguments) => batch::run(arguments, &console),
        Verb::Issue(arguments) => issue::run(arguments, &console),
        Verb::Proof(arguments) => proof::run(arguments, &console),
        Verb::Watch(arguments) => watch::run(arguments, &console),
        Verb::Separations(arguments) => separations::run(arguments, &console),
        Verb::Check(arguments) => check::run(arguments, &console),
        Verb::Preflight(arguments) => preflight::run(arguments, &console),
        Verb::Explain(arguments) => explain::run(arguments, &console),
        Verb::Fit(arguments) => fit::run(arguments, &console),
        Verb::Diff(arguments) => diff::run(arguments, &console),
        Verb::Test(arguments) => golden::test::run(arguments, &console),
        Verb::Review(arguments) => golden::review::run(arguments, &console),
        Verb::New(arguments) => new::run(arguments, &console),
        Verb::Upgrade(arguments) => upgrade::run(arguments, &console),
        Verb::Fonts(arguments) => fonts::run(arguments, &console),
        Verb::Import(arguments) => import::run(arguments, &console),
        Verb::Cache(arguments) => cache::run(arguments, &console),
        Verb::Linebreak(arguments) => linebreak::run(arguments, &console),
        Verb::Schema(arguments) => schema::run(arguments, &console),
        Verb::Completions(arguments) => completions::run(arguments, &console),
        Verb::Man(arguments) => man::run(arguments, &console),
        Verb::DrawApart(arguments) => draw_apart::run(arguments),
    };
    match ended {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Problems) => ExitCode::FAILURE,
        Ok(Verdict::WrongUsage) => ExitCode::from(2),
        Ok(Verdict::OnlyOlder) => ExitCode::from(3),
        Ok(Verdict::BrokenOff) => ExitCode::from(130),
        Err(error) => {
            console.lost_output(&error);
            ExitCode::FAILURE
        }
    }
}
