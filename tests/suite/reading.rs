//! What a document says, in reading order, as data for any output.

use banmian::job::Outcome;
use banmian::page::reading::{Kid, ListKind, ReadingOrder, Role};
use banmian::page::{Document, Item};

use crate::desk::Desk;
use crate::pages::set;

/// The elements below one, indented, each with the text of its own.
fn outline(
    document: &Document,
    reading: &ReadingOrder,
    at: usize,
    depth: usize,
    out: &mut Vec<String>,
) {
    let element = &reading.elements[at];
    let texts: String = element
        .kids
        .iter()
        .filter_map(|kid| match kid {
            Kid::Sequence(sequence) => Some((element.page?, *sequence)),
            Kid::Element(_) => None,
        })
        .map(|(page, sequence)| text(document, reading, page, sequence))
        .collect();
    let name = match element.role {
        Role::Heading(level) => format!("heading {level}"),
        Role::List(ListKind::Numbers) => "list of numbers".to_owned(),
        Role::List(ListKind::Signs) => "list of signs".to_owned(),
        Role::HeadingCell(cell) => format!("heading cell {}/{}", cell.row, cell.column),
        Role::Cell(cell) => format!("cell {}/{}", cell.row, cell.column),
        role => format!("{role:?}").to_lowercase(),
    };
    out.push(format!("{}{name} {texts}", "  ".repeat(depth)).trim_end().to_owned());
    for kid in &element.kids {
        if let Kid::Element(kid) = kid {
            assert_eq!(reading.elements[*kid].parent, at);
            outline(document, reading, *kid, depth + 1, out);
        }
    }
}

fn text(document: &Document, reading: &ReadingOrder, page: usize, sequence: usize) -> String {
    let items = reading.pages[page].sequences[sequence].items.clone();
    document.pages[page].items[items]
        .iter()
        .filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Shape(_) | Item::Picture(_) => None,
        })
        .flat_map(|line| line.runs.iter().map(|run| run.text.as_str()))
        .collect()
}

fn read(outcome: &Outcome) -> Vec<String> {
    let document = outcome.document.as_ref();
    let document = document.unwrap_or_else(|| panic!("{:?}", outcome.sink.list()));
    let mut out = Vec::new();
    outline(document, &document.reading(), 0, 0, &mut out);
    out
}

fn page(name: &str, story: &str) -> Outcome {
    let desk = Desk::new(name);
    desk.write("stories/text.md", story);
    desk.write(
        "page.toml",
        "[page]\nstories = \"stories\"\nnumber = 4\n[sheet]\nsize = \"a4\"\n[folio]\nleft = \"{number}\"\n\
         [[banner]]\ntext = \"满街灯火\"\ncolumns = \"1-3\"\nlines = \"1-3\"\n\
         [[story]]\nslug = \"text\"\ncolumns = \"1-3\"\nlines = \"5-40\"\n",
    );
    set(desk.path("page.toml"), desk.folder.clone())
}

#[test]
fn a_page_is_read_as_it_is_meant() {
    let story = "+++\nkicker = \"夜\"\nheadline = \"桥修好了\"\n+++\n桥{修|xiū}好了。\n\n## 收摊\n\n1. 甲\n2. 乙\n\n\
                 | 月 | 人 |\n|--|--|\n| 九月 | 12 |\n\n> 等了八年。\n";
    assert_eq!(
        read(&page("reading-of-a-page", story)),
        [
            "document",
            "  paragraph 满街灯火",
            "  article",
            "    paragraph 夜",
            "    heading 1 桥修好了",
            "    paragraph 桥修好了。",
            "      span xiū",
            "    heading 2 收摊",
            "    list of numbers",
            "      listitem",
            "        label 1.",
            "        listbody 甲",
            "      listitem",
            "        label 2.",
            "        listbody 乙",
            "    table",
            "      row",
            "        heading cell 0/0 月",
            "        heading cell 0/1 人",
            "      row",
            "        cell 1/0 九月",
            "        cell 1/1 12",
            "    blockquote 等了八年。",
        ]
    );
}

#[test]
fn lists_of_text_and_box_are_lists_of_their_own() {
    let story = "- 甲\n- 乙\n\n::: box 电话\n- 丙\n:::\n\n- 丁\n";
    let outline = read(&page("reading-of-lists", story));
    let lists: Vec<usize> =
        (0..outline.len()).filter(|at| outline[*at].ends_with("list of signs")).collect();
    assert_eq!(lists.len(), 3, "{outline:#?}");
    let holds =
        |at: usize, words: &str| outline[lists[at]..].iter().position(|line| line.ends_with(words));
    assert!(holds(0, "乙") < holds(0, "电话"), "{outline:#?}");
    assert!(holds(1, "丙") < holds(1, "丁"), "{outline:#?}");
}
