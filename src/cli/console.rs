//! What is said, and where: words for people go to the error stream, data and
//! what was asked for to the standard output.
//!
//! Whatever people read goes through [`visible`]: a name in a file must not talk
//! to the terminal.

use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use banmian::diag::render::{self, Coloring};
use banmian::diag::{Diagnostic, Language, Sources, Text, visible, visible_json};
use banmian::say;
use clap::{Args, ValueEnum};

use super::answer::Told;
use super::{fault, interrupt, usage};

/// Options that every verb takes.
#[derive(Args)]
pub(super) struct ConsoleOptions {
    /// Language of messages [default: Chinese if the system's is, else English]
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    messages: Option<MessageLanguage>,

    /// When messages are colored
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    color: WhenColored,
}

#[derive(Clone, Copy, ValueEnum)]
enum MessageLanguage {
    En,
    Zh,
}

#[derive(Clone, Copy, ValueEnum)]
enum WhenColored {
    Auto,
    Always,
    Never,
}

/// In which form findings are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingsFormat {
    /// As text on the error stream, each with the line it concerns
    Human,
    /// With all else that the verb tells, as one JSON object on the standard output
    Json,
}

/// The two streams of the process.
pub(super) struct Console {
    /// The verb; none before it is known.
    command: Option<String>,
    language: Language,
    color: ColorChoice,
}

impl Console {
    pub(super) fn new(options: &ConsoleOptions, command: Option<String>) -> Self {
        let language = match options.messages {
            Some(MessageLanguage::En) => Language::English,
            Some(MessageLanguage::Zh) => Language::Chinese,
            None => language_of_process(),
        };
        let color = match options.color {
            WhenColored::Auto => AutoStream::choice(&io::stderr()),
            WhenColored::Always => ColorChoice::Always,
            WhenColored::Never => ColorChoice::Never,
        };
        Self { command, language, color }
    }

    /// For what is said before the options are known.
    pub(super) fn of_system() -> Self {
        let options = ConsoleOptions { messages: None, color: WhenColored::Auto };
        Self::new(&options, usage::verb_of_process())
    }

    /// The language of messages.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Says something to people, on a line of its own.
    pub(super) fn say(&self, text: &Text) {
        self.tell(&format!("{}\n", visible(text.get(self.language))));
    }

    /// Asks something, on the line on which the answer is given.
    pub(super) fn ask(&self, text: &Text) {
        self.tell(&visible(text.get(self.language)));
    }

    /// Says something that has lines.
    pub(super) fn say_lines(&self, text: &str) {
        self.tell(&visible_lines(text));
    }

    /// Tells what was found, wrote and measured: people the findings, programs all
    /// of it.
    pub(super) fn report(&self, format: FindingsFormat, told: Told<'_>) -> io::Result<()> {
        match format {
            FindingsFormat::Human => {
                self.findings(told.sources, told.findings);
                Ok(())
            }
            FindingsFormat::Json => {
                let faults = fault::faults_to_answer();
                self.data(told.json(self.command.as_deref(), &faults).as_bytes())
            }
        }
    }

    /// Tells people what was found.
    pub(super) fn findings(&self, sources: &Sources, findings: &[Diagnostic]) {
        if findings.is_empty() {
            return;
        }
        let coloring = match self.color {
            ColorChoice::Never => Coloring::Plain,
            _ => Coloring::Ansi,
        };
        let text = render::human(sources, findings, self.language, coloring);
        self.tell(&text);
        self.tell("\n");
    }

    /// Hands a list that was asked for to people, one entry a line.
    pub(super) fn list(&self, lines: &[String]) -> io::Result<()> {
        let lines: Vec<String> = lines.iter().map(|line| format!("{}\n", visible(line))).collect();
        self.data(lines.concat().as_bytes())
    }

    /// Hands JSON to whoever reads the standard output.
    pub(super) fn json(&self, json: &str) -> io::Result<()> {
        self.data(visible_json(json).as_bytes())
    }

    /// Hands text that is data to whoever reads the standard output: to programs
    /// and files as it is, to people as they may see it.
    pub(super) fn text(&self, text: &str) -> io::Result<()> {
        if io::stdout().is_terminal() {
            return self.data(visible_lines(text).as_bytes());
        }
        self.data(text.as_bytes())
    }

    /// Hands data to whoever reads the standard output. A reader that stops
    /// early (`| head`) has had enough, which is no failure.
    pub(super) fn data(&self, bytes: &[u8]) -> io::Result<()> {
        interrupt::pause_if_over();
        let mut stdout = io::stdout().lock();
        match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    }

    /// Says that the standard output could not be written.
    pub(super) fn lost_output(&self, error: &io::Error) {
        self.say(&say!(
            "the standard output cannot be written: {error}",
            "无法写到标准输出：{error}"
        ));
    }

    /// Says the last thing that this process says.
    #[cfg(unix)]
    pub(super) fn last_words(&self, text: &Text) {
        self.tell_now(&format!("{}\n", visible(text.get(self.language))));
    }

    fn tell(&self, text: &str) {
        interrupt::pause_if_over();
        self.tell_now(text);
    }

    fn tell_now(&self, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        // If stderr is closed there is no other place to say so.
        let _ = stderr.write_all(text.as_bytes());
    }
}

/// Text in its lines, each made visible.
fn visible_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", visible(line))).collect()
}

/// The language that the arguments of this process name, right or wrong as they may
/// be otherwise, or that of its environment.
pub(super) fn language_of_process() -> Language {
    const OPTION: &str = "--messages";
    let given = env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned());
    let mut given = given.take_while(|it| it != "--");
    let named = loop {
        let Some(argument) = given.next() else { break None };
        if argument == OPTION {
            break given.next();
        }
        if let Some(value) = argument.strip_prefix(OPTION).and_then(|it| it.strip_prefix('=')) {
            break Some(value.to_owned());
        }
    };
    match named.as_deref() {
        Some("en") => Language::English,
        Some("zh") => Language::Chinese,
        _ => system_language(|name| env::var(name).ok()),
    }
}

/// The language of the environment (POSIX XBD 8.2: the first of these
/// variables that is set and not empty counts).
fn system_language(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    if locale.starts_with("zh") { Language::Chinese } else { Language::English }
}
