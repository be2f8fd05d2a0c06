//! Preflight: each fault is found by its rule and nothing else, the clean pass.

use std::collections::BTreeSet;
use std::path::Path;

use banmian::diag::{Sink, Sources};
use banmian::preflight::{Profile, Report, Rule, check, read};

use crate::faulty::Sheet;
use crate::preflight_cases::CASES;
use crate::tools;

fn profile(name: &str) -> Profile {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let mut no_files = |path: &Path| panic!("{} is not to be opened", path.display());
    let profile = read(name, None, &mut no_files, &mut sources, &mut sink);
    profile.unwrap_or_else(|| panic!("{name}: {:?}", sink.list()))
}

fn report(sheet: &Sheet, name: &str) -> Report {
    check(&sheet.write(), &profile(name)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_fault_is_found_by_its_rule_alone() {
    let mut wrong = Vec::new();
    for case in CASES {
        let report = report(&(case.make)(), case.profile);
        let found: BTreeSet<&str> =
            report.findings.iter().map(|finding| finding.rule.id()).collect();
        let expected: BTreeSet<&str> = case.breaks.into_iter().collect();
        if found != expected {
            let messages: Vec<String> = report
                .findings
                .iter()
                .map(|finding| format!("{}: {}", finding.rule, finding.message.en))
                .collect();
            wrong.push(format!("{}: {expected:?} expected, found {messages:#?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_file_that_breaks_it() {
    let broken: BTreeSet<&str> = CASES.iter().filter_map(|case| case.breaks).collect();
    let missing: Vec<&str> =
        Rule::ALL.iter().map(|rule| rule.id()).filter(|id| !broken.contains(id)).collect();
    assert_eq!(missing, ["unreadable"], "no file breaks these");
}

#[test]
fn qpdf_and_ghostscript_take_the_clean_files() {
    for (name, sheet) in [("x4", Sheet::x4()), ("x1a", Sheet::x1a()), ("ua1", Sheet::ua1())] {
        let bytes = sheet.write();
        if let Some(said) = tools::run("qpdf", &["--check", "{}"], &bytes) {
            assert!(said.ok && !said.out.contains("WARNING"), "{name}: {}{}", said.out, said.err);
        }
        let arguments =
            ["-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", "{}"];
        if let Some(said) = tools::run("gs", &arguments, &bytes) {
            assert!(
                said.ok && said.out.is_empty() && said.err.is_empty(),
                "{name}: {}{}",
                said.out,
                said.err
            );
        }
    }
}
