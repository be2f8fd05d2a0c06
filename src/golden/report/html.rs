//! The report for a browser: one file with everything in it, which asks nobody for
//! anything and runs no script, so that it can be sent on and kept.

use std::fmt::Write;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::page::{PageReport, PicturesApart, TestReport};
use crate::compare::{PageChange, RgbPicture};
use crate::diag::{Language, Text, visible};
use crate::golden::drawing::{picture_golden, png_of};
use crate::golden::judged::PageState;
use crate::say;

const STYLE: &str = include_str!("report.css");

/// The report as a page of HTML in a language.
#[must_use]
pub fn html(report: &TestReport, language: Language) -> String {
    let writer = HtmlWriter { language };
    let mut out = String::new();
    // Writing to memory cannot fail.
    let _ = writer.report(&mut out, report);
    out
}

struct HtmlWriter {
    language: Language,
}

impl HtmlWriter {
    fn say(&self, text: &Text) -> String {
        escaped(text.get(self.language))
    }

    fn report(&self, out: &mut String, report: &TestReport) -> std::fmt::Result {
        let lang = match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        };
        let title = self.say(&say!("Golden pages", "版面基准测试"));
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        )?;
        self.summary(out, report)?;
        for (at, page) in report.pages.iter().enumerate() {
            if !page.state().is_fine() {
                self.page(out, at, page)?;
            }
        }
        out.push_str("</body>\n</html>\n");
        Ok(())
    }

    fn summary(&self, out: &mut String, report: &TestReport) -> std::fmt::Result {
        let [page, state] =
            [say!("Page", "版面"), say!("State", "结果")].map(|text| self.say(&text));
        writeln!(out, "<table>\n<thead><tr><th>{page}</th><th>{state}</th></tr></thead>\n<tbody>")?;
        for (at, page) in report.pages.iter().enumerate() {
            let spec = escaped(&page.spec);
            let name = match page.state().is_fine() {
                true => spec,
                false => format!("<a href=\"#page-{at}\">{spec}</a>"),
            };
            let (class, state) = (class(page.state()), self.say(&page.state().text()));
            writeln!(out, "<tr class=\"{class}\"><td>{name}</td><td>{state}</td></tr>")?;
        }
        writeln!(out, "</tbody>\n</table>")
    }

    fn page(&self, out: &mut String, at: usize, page: &PageReport) -> std::fmt::Result {
        let (spec, class) = (escaped(&page.spec), class(page.state()));
        let state = self.say(&page.state().text());
        writeln!(out, "<article id=\"page-{at}\" class=\"{class}\">\n<h2>{spec}: {state}</h2>")?;
        let said = page.files.iter().filter_map(|file| Some((&file.path, file.text()?)));
        let said: Vec<String> = said
            .map(|(path, text)| format!("<li>{}: {}</li>", escaped(path), self.say(&text)))
            .chain(
                page.faults.iter().map(|fault| format!("<li>{}</li>", self.say(fault.message()))),
            )
            .collect();
        if !said.is_empty() {
            writeln!(out, "<ul>\n{}\n</ul>", said.join("\n"))?;
        }
        if !page.changes().is_empty() {
            self.changes(out, page.changes())?;
        }
        if let (Some(apart), Some(new)) = (page.pictures(), &page.drawing) {
            self.pictures(out, apart, new)?;
        }
        writeln!(out, "</article>")
    }

    fn changes(&self, out: &mut String, changes: &[PageChange]) -> std::fmt::Result {
        writeln!(out, "<ol class=\"changes\">")?;
        for change in changes {
            write!(out, "<li>{}", self.say(&change.text()))?;
            let lines = change.lines();
            if !lines.is_empty() {
                let lines: Vec<String> =
                    lines.iter().map(|line| format!("<li>{}</li>", self.say(line))).collect();
                write!(out, "<ul>{}</ul>", lines.concat())?;
            }
            writeln!(out, "</li>")?;
        }
        writeln!(out, "</ol>")
    }

    fn pictures(
        &self,
        out: &mut String,
        apart: PicturesApart<'_>,
        new: &RgbPicture,
    ) -> std::fmt::Result {
        let larger = self.say(&say!("full size", "原大显示"));
        writeln!(
            out,
            "<label><input type=\"checkbox\"> {larger}</label>\n<div class=\"pictures\">"
        )?;
        let figures = [
            (say!("before", "原来"), jpeg(apart.old)),
            (say!("now", "现在"), jpeg(new)),
            (say!("difference", "差别"), png(apart.marked)),
        ];
        for (name, source) in figures {
            let name = self.say(&name);
            writeln!(
                out,
                "<figure><figcaption>{name}</figcaption><img alt=\"{name}\" src=\"{source}\"></figure>"
            )?;
        }
        writeln!(out, "</div>")
    }
}

fn class(state: PageState) -> &'static str {
    match state {
        PageState::Same => "same",
        PageState::New | PageState::Older | PageState::Newer => "older",
        PageState::Different => "different",
        PageState::Damaged | PageState::Unset | PageState::Gone => "broken",
    }
}

/// A picture within the page itself; a larger one than any page as PNG.
fn jpeg(picture: &RgbPicture) -> String {
    match picture_golden(picture) {
        Ok(jpeg) => format!("data:image/jpeg;base64,{}", BASE64_STANDARD.encode(jpeg)),
        Err(_) => png(picture),
    }
}

fn png(picture: &RgbPicture) -> String {
    format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png_of(picture)))
}

/// A text in HTML: nothing in it is taken for a tag or an end of an attribute, and nothing
/// is hidden.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
