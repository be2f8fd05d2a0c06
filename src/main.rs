//! The command `banmian`. Everything it says and takes is in [`cli`]; the fonts
//! it carries are in [`embedded`]; the work is the library's.

mod cli;
mod embedded;

fn main() -> std::process::ExitCode {
    cli::run()
}
