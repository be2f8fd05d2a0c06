//! A file of copy to a story file, with all that is told of it.

use super::characters::{CharacterTable, MappedCharacter};
use super::feed::{self, FeedItem};
use super::pictures::is_beside;
use super::{
    CopyFormat, ImportedStory, Manuscript, ManuscriptError, Remark, RemarkKind, docx, html,
    recognise, story_of, told,
};
use crate::diag::finding::{FileFault, FindingValue, ImportFinding, ManuscriptFault};
use crate::diag::{Diagnostic, Sink, SourceId, Sources};
use crate::encoding::{self, CopyEncoding, Decoded, KnownBy};
use crate::story::{
    Change, CutPage, FiledFacts, clean, clean_page, gathered, private_characters, with_facts,
};

/// The longest text that is read as copy, in bytes.
const TEXT_LIMIT: usize = 1 << 20;

/// A file of copy.
#[derive(Debug, Clone, Copy)]
pub struct CopyFile<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
    /// What somebody says that it is written in.
    pub wanted: Option<CopyEncoding>,
    /// What characters of private use stand for.
    pub characters: &'a CharacterTable,
    /// What its pictures are called beside the story; none if they are not written.
    pub picture_stem: Option<&'a str>,
}

/// Copy that has become a story.
#[derive(Debug, Clone)]
pub struct ImportedCopy {
    /// The story file.
    pub story: String,
    /// What was done, as people are told: of what is repeated one each.
    pub told_people: Vec<Diagnostic>,
    /// The pictures that the copy brought, by their names beside the story.
    pub pictures: Vec<PictureFile>,
    /// How many pictures the copy brought and have no place to be written to.
    pub unwritten: usize,
}

/// A picture to be written.
#[derive(Debug, Clone)]
pub struct PictureFile {
    /// Its name beside the story.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Makes a story of a file of copy, in whatever format it is. All that was done is told
/// into `sink`; there is no story if it cannot be read, or if a feed has none or several.
pub fn import(file: &CopyFile<'_>, sources: &mut Sources, sink: &mut Sink) -> Option<ImportedCopy> {
    import_beside(file, None, sources, sink)
}

/// The same with pictures that lie beside a feed.
pub fn import_beside(
    file: &CopyFile<'_>,
    beside: Option<&dyn FilesBeside>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<ImportedCopy> {
    let read = read_copy(file, beside).map_err(|finding| file.push(*finding, sink)).ok()?;
    let [copy] = read.as_slice() else {
        let (path, values) = (file.name.to_owned(), read.len());
        file.push(ManuscriptFault::SeveralItems { path, values }.into(), sink);
        return None;
    };
    file.make(copy, file.picture_stem, sources, sink)
}

/// Copy that has been read and is no story yet.
#[derive(Debug, Clone)]
pub struct ReadCopy {
    words: CopyWords,
    /// Whether it may be used, and what it is called, if it is an item of an agency.
    pub item: Option<FeedItem>,
}

#[derive(Debug, Clone)]
enum CopyWords {
    Text(Decoded),
    Manuscript { manuscript: Box<Manuscript>, read_as: Option<ImportFinding> },
}

/// Files that lie beside a feed.
pub trait FilesBeside {
    /// A picture by its address; none if there is no such file.
    fn picture(&self, address: &str) -> Option<Vec<u8>>;
}

/// Reads a file of copy, in whatever format it is: one piece of copy, or as many as a feed
/// has items. Pictures that a feed names and that lie beside it are taken from there.
///
/// # Errors
/// If it cannot be read.
pub fn read_copy(
    file: &CopyFile<'_>,
    beside: Option<&dyn FilesBeside>,
) -> Result<Vec<ReadCopy>, Box<FindingValue>> {
    let fail = |error: ManuscriptError| Box::new(error.finding(file.name.to_owned()));
    let one = |words: CopyWords| vec![ReadCopy { words, item: None }];
    let format = recognise(file.bytes).map_err(fail)?;
    Ok(match format {
        CopyFormat::Docx => {
            let manuscript = Box::new(docx::read(file.bytes).map_err(fail)?);
            one(CopyWords::Manuscript { manuscript, read_as: None })
        }
        CopyFormat::Html => {
            let copy = html::read(file.bytes, file.wanted).map_err(fail)?;
            let read_as = encoding_finding(&copy.decoded);
            one(CopyWords::Manuscript { manuscript: Box::new(copy.manuscript), read_as })
        }
        CopyFormat::Ninjs | CopyFormat::Nitf | CopyFormat::NewsMl => {
            let read = feed::read(format, file.bytes, file.wanted).map_err(fail)?;
            let charset = read.charset;
            let item = |mut item: FeedItem| {
                item.manuscript.take_offered(beside);
                let manuscript = Box::new(std::mem::take(&mut item.manuscript));
                let read_as = charset.map(|charset| ImportFinding::ReadAs { charset });
                let words = CopyWords::Manuscript { manuscript, read_as };
                ReadCopy { words, item: Some(item) }
            };
            read.items.into_iter().map(item).collect()
        }
        CopyFormat::Text if file.bytes.len() > TEXT_LIMIT => {
            let (path, limit_mib) = (file.name.to_owned(), (TEXT_LIMIT >> 20) as u64);
            return Err(Box::new(FileFault::TextTooLarge { path, limit_mib }.into()));
        }
        CopyFormat::Text => {
            let decoded = encoding::decode(file.bytes, file.wanted);
            one(CopyWords::Text(decoded.map_err(|error| fail(error.into()))?))
        }
    })
}

impl ReadCopy {
    /// Whether a picture that it names may lie beside it, and does not yet.
    #[must_use]
    pub fn lacks_picture(&self) -> bool {
        let CopyWords::Manuscript { manuscript, .. } = &self.words else { return false };
        let may_come = |remark: &Remark| {
            remark.kind == RemarkKind::PictureElsewhere && is_beside(&remark.words)
        };
        self.item.is_some() && manuscript.remarks.iter().any(may_come)
    }

    /// What goes into the head of its story; `file` is where it came from, which counts if
    /// it is no item of an agency.
    #[must_use]
    pub fn facts(&self, file: &str) -> FiledFacts {
        let mut facts = self.item.as_ref().map(|item| item.facts.clone()).unwrap_or_default();
        if facts.wire.item.is_none() {
            facts.wire.file = Some(file.to_owned());
        }
        facts.wire.digest = Some(self.digest());
        facts
    }

    /// What its words come to, so that the same are known again.
    #[must_use]
    pub fn digest(&self) -> String {
        const DIGITS: usize = 16;
        let hash = match &self.words {
            CopyWords::Text(decoded) => blake3::hash(decoded.text.as_bytes()),
            CopyWords::Manuscript { manuscript, .. } => {
                blake3::hash(manuscript.all_words().as_bytes())
            }
        };
        hash.to_hex()[..DIGITS].to_owned()
    }
}

/// The copy of a whole page, cut into its stories.
pub struct ImportedPage {
    /// What stands on it.
    pub page: CutPage,
    /// What was done, as people are told: of what is repeated one each.
    pub told_people: Vec<Diagnostic>,
}

/// Cuts the text of a whole page into its stories; every change is a finding. None if it
/// cannot be read.
pub fn import_page(
    file: &CopyFile<'_>,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Option<ImportedPage> {
    let fail = |error: ManuscriptError| error.finding(file.name.to_owned());
    let decoded = match recognise(file.bytes) {
        Ok(CopyFormat::Text) => {
            encoding::decode(file.bytes, file.wanted).map_err(|error| fail(error.into()))
        }
        Ok(_) => Err(ManuscriptFault::PageOfDocument { path: file.name.to_owned() }.into()),
        Err(error) => Err(fail(error)),
    };
    let decoded =
        decoded.map_err(|finding| sink.push(Diagnostic::of(finding).in_file(file.name))).ok()?;
    let text = file.read(&decoded, sources);
    let page = clean_page(&sources.get(text.source).text);
    let told_people = text.told(&page.changes, sources, sink);
    Some(ImportedPage { page, told_people })
}

/// Copy that is text, with the house's characters in it.
struct CopyAsRead {
    source: SourceId,
    /// What is told of it before anything is mended.
    told: Vec<Diagnostic>,
}

impl CopyAsRead {
    /// What people are told of it and of what was done to it; all of it is in the sink.
    fn told(self, changes: &[Change], sources: &Sources, sink: &mut Sink) -> Vec<Diagnostic> {
        let mut people = self.told;
        people.iter().for_each(|finding| sink.push(finding.clone()));
        for change in changes {
            sink.push(change.diagnostic(self.source));
        }
        people.extend(gathered(changes, self.source, sources));
        people
    }
}

impl CopyFile<'_> {
    /// Makes a story of copy of this file; its pictures are called after `picture_stem`.
    /// None if the item of an agency may not be used, or is too long.
    pub fn make(
        &self,
        copy: &ReadCopy,
        picture_stem: Option<&str>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Option<ImportedCopy> {
        if let Some(refusal) = copy.item.as_ref().and_then(|item| item.refusal(self.name)) {
            self.push(refusal.into(), sink);
            return None;
        }
        let mut made = match &copy.words {
            CopyWords::Text(decoded) => self.text(decoded, sources, sink),
            CopyWords::Manuscript { manuscript, read_as } => {
                let file = CopyFile { picture_stem, ..*self };
                let made = file.story(manuscript, read_as.as_ref(), sources, sink);
                made.map_err(|error| self.push(error.finding(self.name.to_owned()), sink)).ok()?
            }
        };
        if copy.item.is_some() {
            let name = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name);
            made.story = with_facts(&made.story, &copy.facts(name));
        }
        Some(made)
    }

    fn push(&self, finding: FindingValue, sink: &mut Sink) {
        sink.push(Diagnostic::of(finding).in_file(self.name));
    }

    /// Copy that is text.
    fn read(&self, decoded: &Decoded, sources: &mut Sources) -> CopyAsRead {
        let lines = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
        let mut mapped: Vec<MappedCharacter> = Vec::new();
        let mut text = String::with_capacity(lines.len());
        self.characters.add(&lines, &mut text, &mut mapped);
        let source = sources.add(self.name, text);
        let mut told: Vec<Diagnostic> = self.told_of_encoding(decoded).into_iter().collect();
        told.extend(private_characters(source, sources));
        told.extend(self.characters.told(&mapped, source, sources));
        CopyAsRead { source, told }
    }

    /// A story that is text.
    fn text(&self, decoded: &Decoded, sources: &mut Sources, sink: &mut Sink) -> ImportedCopy {
        let text = self.read(decoded, sources);
        let cleaned = clean(&sources.get(text.source).text);
        let told_people = text.told(&cleaned.changes, sources, sink);
        let (pictures, unwritten) = (Vec::new(), 0);
        ImportedCopy { story: cleaned.markdown, told_people, pictures, unwritten }
    }

    /// Copy with what is known of its parts.
    fn story(
        &self,
        manuscript: &Manuscript,
        read_as: Option<&ImportFinding>,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Result<ImportedCopy, ManuscriptError> {
        let names = self.picture_stem.map(|stem| manuscript.picture_names(stem));
        let names = names.unwrap_or_default();
        let imported = story_of(manuscript, &names, self.characters)?;
        let source = sources.add(self.name, imported.listing.as_str());
        let of_encoding = read_as.map(|it| Diagnostic::of(it.clone()).in_file(self.name));
        let mut told_people: Vec<Diagnostic> = of_encoding.into_iter().collect();
        told_people.extend(told(&imported, source, sources));
        told_people.extend(self.characters.told(&imported.mapped, source, sources));
        told_people.iter().for_each(|finding| sink.push(finding.clone()));
        let ImportedStory { cleaned, .. } = imported;
        for change in &cleaned.changes {
            sink.push(change.diagnostic(source));
        }
        told_people.extend(gathered(&cleaned.changes, source, sources));
        let brought =
            manuscript.pictures.iter().filter(|picture| !picture.bytes.is_empty()).count();
        let named = manuscript.pictures.iter().zip(names);
        let pictures: Vec<PictureFile> = named
            .filter(|(picture, _)| !picture.bytes.is_empty())
            .map(|(picture, name)| PictureFile { name, bytes: picture.bytes.clone() })
            .collect();
        let unwritten = brought - pictures.len();
        Ok(ImportedCopy { story: cleaned.markdown, told_people, pictures, unwritten })
    }

    /// What is told of the encoding, if it is not that of stories.
    fn told_of_encoding(&self, decoded: &Decoded) -> Option<Diagnostic> {
        encoding_finding(decoded).map(|finding| Diagnostic::of(finding).in_file(self.name))
    }
}

/// The same as a value.
fn encoding_finding(decoded: &Decoded) -> Option<ImportFinding> {
    let charset = decoded.encoding.name();
    Some(match (decoded.encoding, decoded.known_by) {
        (CopyEncoding::Utf8, _) => return None,
        (_, KnownBy::Sense) if decoded.has_wrong_mark => ImportFinding::WrongMark { charset },
        (_, KnownBy::Sense) => ImportFinding::ReadAsLikely { charset },
        (_, KnownBy::Word | KnownBy::Mark | KnownBy::Utf8) => ImportFinding::ReadAs { charset },
    })
}
