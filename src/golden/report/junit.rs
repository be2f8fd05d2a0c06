//! The report in the form of JUnit, as build servers read it: a suite, a case a page. No
//! times: the same pages give the same bytes.

use xmlwriter::{Indent, Options, XmlWriter};

use super::page::{PageReport, TestReport};
use crate::golden::judged::PageState;

/// The report as XML.
#[must_use]
pub fn junit(report: &TestReport) -> String {
    let failures = |wanted: &[PageState]| {
        report.pages.iter().filter(|page| wanted.contains(&page.state())).count().to_string()
    };
    let options = Options { indent: Indent::Spaces(2), ..Options::default() };
    let mut xml = XmlWriter::new(options);
    xml.write_declaration();
    xml.start_element("testsuites");
    xml.start_element("testsuite");
    xml.write_attribute("name", "banmian");
    xml.write_attribute("tests", &report.pages.len().to_string());
    xml.write_attribute("failures", &failures(&[PageState::Different, PageState::Gone]));
    xml.write_attribute(
        "errors",
        &failures(&[PageState::Unset, PageState::Damaged, PageState::Newer]),
    );
    xml.write_attribute("skipped", &failures(&[PageState::Older, PageState::New]));
    for page in &report.pages {
        case(&mut xml, page);
    }
    xml.end_document()
}

fn case(xml: &mut XmlWriter, page: &PageReport) {
    let (folder, name) = page.spec.rsplit_once(['/', '\\']).unwrap_or(("", &page.spec));
    xml.start_element("testcase");
    xml.write_attribute("classname", &sound(folder));
    xml.write_attribute("name", &sound(name));
    let element = match page.state() {
        PageState::Same => None,
        PageState::Older | PageState::New => Some("skipped"),
        PageState::Different | PageState::Gone => Some("failure"),
        PageState::Unset | PageState::Damaged | PageState::Newer => Some("error"),
    };
    if let Some(element) = element {
        xml.start_element(element);
        xml.write_attribute("message", &page.state().text().en);
        let lines = details(page);
        if !lines.is_empty() {
            xml.set_preserve_whitespaces(true);
            xml.write_text(&sound(&lines.join("\n")));
        }
        xml.end_element();
        xml.set_preserve_whitespaces(false);
    }
    xml.end_element();
}

/// What is told of a page beside its state, a line each.
fn details(page: &PageReport) -> Vec<String> {
    let files =
        page.files.iter().filter_map(|file| Some(format!("{}: {}", file.path, file.text()?.en)));
    let changes = page.changes().iter().flat_map(|change| {
        let lines = change.lines().into_iter().map(|line| format!("    {}", line.en));
        std::iter::once(format!("  {}", change.text().en)).chain(lines)
    });
    let faults = page.faults.iter().map(|fault| fault.message().en.clone());
    files.chain(changes).chain(faults).collect()
}

/// A text without characters that XML 1.0 does not allow (2.2).
fn sound(text: &str) -> String {
    let is_char = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_char).collect()
}
