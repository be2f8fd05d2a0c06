//! Small machines: little stack, little memory, few threads.

use std::thread;

use banmian::{Engine, Job};

use crate::desk::Desk;

/// A thread of somebody else's program, with as little stack as musl gives.
fn on_a_small_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let small = thread::Builder::new().stack_size(128 << 10).spawn_scoped(scope, work);
        small.expect("it can be started").join().expect("it does not panic")
    })
}

fn sample() -> Job {
    let root = env!("CARGO_MANIFEST_DIR");
    let job = Job::new([format!("{root}/layouts/district.toml")]);
    job.root(root).font_path(format!("{root}/fonts"))
}

#[test]
fn the_library_can_be_called_from_a_small_thread() {
    let pdf = on_a_small_thread(|| {
        let mut outcome = Engine::new().run(&sample());
        outcome.press_file(None).expect("the sample is fit for the press")
    });
    let profile = {
        let (mut sources, mut sink) = Default::default();
        let none = &mut |_: &std::path::Path| unreachable!("it is no file");
        banmian::preflight::read("x4", None, none, &mut sources, &mut sink).expect("it is known")
    };
    let report = on_a_small_thread(|| banmian::preflight::check(&pdf, &profile));
    assert_eq!(report.expect("it can be read").pages.len(), 1);
    let png = on_a_small_thread(|| banmian::proof::render(&pdf, 0, 30.0));
    assert!(png.expect("it can be drawn").starts_with(b"\x89PNG"));
    let file = banmian::reader::open(pdf).expect("it is a PDF");
    let plates = on_a_small_thread(|| banmian::plates::render(&file, 0, 30.0));
    assert_eq!(plates.expect("it can be separated").plates.len(), 4);
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::path::Path;
    use std::process::{Command, Output};

    use super::Desk;
    use crate::desk::cache_home;

    /// Runs the command in a shell under a limit.
    fn limited(desk: &Desk, limit: &str, arguments: &str) -> Output {
        let script = format!("{limit} && exec \"$0\" {arguments}");
        Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_banmian")])
            .current_dir(&desk.folder)
            .env("LANG", "C")
            .env("XDG_CACHE_HOME", cache_home())
            .env_remove("RUST_BACKTRACE")
            .output()
            .expect("every Unix has a shell")
    }

    #[test]
    fn pages_are_made_with_little_stack() {
        let desk = Desk::with_page("small-stack");
        let layouts = Path::new(env!("CARGO_MANIFEST_DIR")).join("layouts");
        let mut specs: Vec<_> = fs::read_dir(layouts)
            .expect("the layouts are there")
            .map(|entry| entry.expect("they can be listed").path())
            .collect();
        specs.sort();
        for spec in specs {
            let arguments =
                format!("check {} --root {}", spec.display(), env!("CARGO_MANIFEST_DIR"));
            let ran = limited(&desk, "ulimit -s 256", &arguments);
            let told = String::from_utf8_lossy(&ran.stderr);
            assert!(matches!(ran.status.code(), Some(0 | 1)), "{}: {told}", spec.display());
        }
        for verb in ["proof page.toml --dpi 30", "explain page.toml", "fonts", "schema", "--help"] {
            let ran = limited(&desk, "ulimit -s 256", verb);
            assert_eq!(ran.status.code(), Some(0), "{verb}: {ran:?}");
        }
    }

    #[test]
    fn a_file_that_is_larger_than_allowed_is_told() {
        let desk = Desk::with_page("small-files");
        desk.write("page.pdf", "yesterday's");
        let ran = limited(&desk, "ulimit -f 20", "build page.toml --no-cache");
        let told = String::from_utf8_lossy(&ran.stderr);
        assert_eq!(ran.status.code(), Some(1), "{told}");
        assert!(told.contains("no file as large as this"), "{told}");
        assert_eq!(desk.read("page.pdf"), b"yesterday's");
        assert_eq!(desk.files(), ["page.pdf", "page.toml", "stories"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn memory_that_is_not_there_is_told() {
        let desk = Desk::with_page("little-memory");
        assert_eq!(desk.run(&["build", "page.toml"]).code, 0);
        let old = desk.read("page.pdf");
        let mut failed = 0;
        for kilobytes in [140_000, 180_000, 220_000, 300_000] {
            for verb in [
                "build page.toml --no-cache -o new.pdf",
                "proof page.toml --dpi 400",
                "separations page.pdf --dpi 500",
                "preflight page.pdf --annotate a.png --dpi 400",
            ] {
                let ran = limited(&desk, &format!("ulimit -v {kilobytes}"), verb);
                let told = String::from_utf8_lossy(&ran.stderr);
                assert!(matches!(ran.status.code(), Some(0 | 1)), "{kilobytes} {verb}: {told}");
                if ran.status.code() == Some(1) {
                    assert!(told.contains("memory") || told.contains("no-threads"), "{told}");
                    failed += 1;
                }
            }
        }
        assert!(failed > 0, "the limits are no limits");
        assert!(desk.read("page.pdf") == old);
    }
}
