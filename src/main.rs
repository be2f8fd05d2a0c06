//! The command `banmian`. Everything it says and takes is in [`cli`]; the fonts
//! it carries are in [`embedded`]; the work is the library's.

mod cli;
mod embedded;

/// A page is thousands of small things made on two threads and more, where the
/// system's allocator has them wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
