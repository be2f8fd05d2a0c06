//! Documents as word processors write them, from their XML: small, so that what is tested
//! can be read.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A document that is being made.
pub(crate) struct WordFile {
    body: String,
    /// The language of its elements.
    namespace: &'static str,
    parts: Vec<WordPart>,
}

/// A part beside the text.
struct WordPart {
    name: &'static str,
    kind: &'static str,
    bytes: Vec<u8>,
}

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// What elements of other languages are called.
const NAMESPACES: &str = r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;

impl WordFile {
    /// A document with these blocks.
    pub(crate) fn new(body: &str) -> Self {
        Self { body: body.to_owned(), namespace: TRANSITIONAL, parts: Vec::new() }
    }

    /// The same in the strict form of the standard.
    pub(crate) fn strict(mut self) -> Self {
        self.namespace = STRICT;
        self
    }

    /// The same with a part that the text knows as `rId` and the number of the part.
    pub(crate) fn with(
        mut self,
        name: &'static str,
        kind: &'static str,
        bytes: impl AsRef<[u8]>,
    ) -> Self {
        self.parts.push(WordPart { name, kind, bytes: bytes.as_ref().to_vec() });
        self
    }

    /// The same with a part whose root has these children.
    pub(crate) fn with_xml(
        self,
        name: &'static str,
        kind: &'static str,
        root: &str,
        inside: &str,
    ) -> Self {
        let xml =
            format!("<w:{root} xmlns:w=\"{}\" {NAMESPACES}>{inside}</w:{root}>", self.namespace);
        self.with(name, kind, xml)
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <w:document xmlns:w=\"{}\" {NAMESPACES}><w:body>{}</w:body></w:document>",
            self.namespace, self.body
        );
        let mut relationships = String::new();
        for (number, part) in self.parts.iter().enumerate() {
            relationships.push_str(&format!(
                "<Relationship Id=\"rId{}\" Type=\"http://example.org/relationships/{}\" Target=\"{}\"/>",
                number + 1,
                part.kind,
                part.name
            ));
        }
        let relationships = relationships_of(&relationships);
        let top = relationships_of(
            "<Relationship Id=\"rId1\" Type=\"http://example.org/relationships/officeDocument\" \
             Target=\"word/document.xml\"/>",
        );
        let mut files: Vec<ZippedFile> = vec![
            ZippedFile::new("_rels/.rels", top.into_bytes()),
            ZippedFile::new("word/document.xml", document.into_bytes()),
            ZippedFile::new("word/_rels/document.xml.rels", relationships.into_bytes()),
        ];
        let parts = self.parts.iter();
        files.extend(
            parts.map(|it| ZippedFile::new(&format!("word/{}", it.name), it.bytes.clone())),
        );
        zip(&files)
    }
}

fn relationships_of(inside: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         {inside}</Relationships>"
    )
}

/// A file of an archive.
pub(crate) struct ZippedFile {
    name: String,
    bytes: Vec<u8>,
}

impl ZippedFile {
    pub(crate) fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), bytes }
    }
}

/// An archive of some files.
pub(crate) fn zip(files: &[ZippedFile]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let options = SimpleFileOptions::default();
        writer.start_file(file.name.as_str(), options).expect("it can be begun");
        writer.write_all(&file.bytes).expect("it can be written");
    }
    writer.finish().expect("it can be finished").into_inner()
}

/// A paragraph of these runs, or of plain words.
pub(crate) fn paragraph(inside: &str) -> String {
    match inside.starts_with('<') {
        true => format!("<w:p>{inside}</w:p>"),
        false => format!("<w:p>{}</w:p>", run(inside)),
    }
}

/// A run of plain words.
pub(crate) fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A run with one property.
pub(crate) fn styled(property: &str, words: &str) -> String {
    format!("<w:r><w:rPr><w:{property}/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}
