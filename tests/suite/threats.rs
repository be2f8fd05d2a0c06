//! The page about hostile input names tests; they must be there.

use std::fs;
use std::path::Path;

#[test]
fn tests_that_are_named_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in ["docs/threats.md", "docs/threats.zh-CN.md"] {
        let text = fs::read_to_string(root.join(page)).expect("the page is there");
        let named: Vec<&str> = text
            .split('`')
            .filter(|word| word.contains("::") && !word.contains("diag::"))
            .collect();
        assert!(named.len() > 25, "{page} names {}", named.len());
        for name in named {
            let (file, test) = name.split_once("::").expect("it has a path");
            let path = root.join(format!("tests/suite/{file}.rs"));
            let source = fs::read_to_string(path).unwrap_or_else(|_| panic!("{page}: {name}"));
            assert!(source.contains(&format!("fn {test}()")), "{page}: {name}");
        }
    }
}
