//! How words are divided at lines' ends: by language, and as a house has it.

use banmian::Job;

use crate::desk::{Desk, PAGE};
use crate::engine::{engine, made};

#[test]
fn a_british_page_says_so_in_its_file() {
    let desk = Desk::new("hyphenation-british");
    desk.write("stories/lead.md", "+++\nheadline = \"Water\"\n+++\nKnowledge of procedures.\n");
    let spec = PAGE.replace("[page]\n", "[page]\nlang = \"en-GB\"\n");
    desk.write("page.toml", spec);
    let job = Job::new([desk.path("page.toml")]).root(&desk.folder);
    let pdf = made(&engine(0), &job, None).pdf.expect("the page can be made");
    let says = |tag: &[u8]| pdf.windows(tag.len()).any(|bytes| bytes == tag);
    assert!(says(b"/Lang(en-GB)"), "the catalog names another language");
}
