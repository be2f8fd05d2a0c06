//! One run from files to a finished document: reads the spec, the stories it
//! names and their pictures, opens fonts, and composes the page.
//!
//! Everything that goes wrong on the way is in the outcome's diagnostics; the
//! document is there whenever a page can be made at all, however faulty, so
//! that a proof can show it. What may leave the house is the caller's to
//! decide.

mod fonts;
mod output;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub use fonts::{FontChoice, fonts};

use crate::diag::{Code, Diagnostic, Severity, Sink, SourceId, Sources};
use crate::font::FontLibrary;
use crate::inspect::inspect;
use crate::layout::{Material, Resources, compose};
use crate::load::{LoadError, PICTURE_LIMIT, Project, without_detours};
use crate::page::Document;
use crate::picture::{PictureId, Pictures};
use crate::say;
use crate::spec::page::{Element, PageSpec};
use crate::spec::{self, Spec};
use crate::story::{self, Slug, Story};

/// What to make.
#[derive(Debug, Clone, Default)]
pub struct Job {
    /// The page spec.
    pub spec: PathBuf,
    /// The folder with the stories, instead of the one the spec names.
    pub stories: Option<PathBuf>,
    /// The folder that files may come from; worked out from the spec's place
    /// if there is none.
    pub root: Option<PathBuf>,
    /// Fonts beside those that the spec names.
    pub fonts: FontChoice,
}

/// What came of a job.
pub struct Outcome {
    /// The finished pages, if a page could be made.
    pub document: Option<Document>,
    /// Every font there is, those that came with the job included.
    pub fonts: FontLibrary,
    /// The pictures on the pages.
    pub pictures: Pictures,
    /// Every text file that was read.
    pub sources: Sources,
    /// All that was found.
    pub sink: Sink,
}

/// Sets the page of a job with the fonts of the caller and those that the job
/// adds.
#[must_use]
pub fn run(job: &Job, fonts: FontLibrary) -> Outcome {
    let mut outcome = Outcome {
        document: None,
        fonts,
        pictures: Pictures::default(),
        sources: Sources::default(),
        sink: Sink::default(),
    };
    match open_project(job) {
        Ok(project) => outcome.document = make(job, &project, &mut outcome),
        Err(error) => outcome.sink.push(error.diagnostic()),
    }
    outcome
}

fn open_project(job: &Job) -> Result<Project, LoadError> {
    let mut project = match &job.root {
        Some(root) => Project::new(root)?,
        None => Project::around(&job.spec)?,
    };
    for path in job.stories.iter().chain(&job.fonts.paths) {
        project = project.with_folder(fonts::folder_of(path))?;
    }
    Ok(project)
}

fn make(job: &Job, project: &Project, outcome: &mut Outcome) -> Option<Document> {
    let Outcome { fonts, pictures, sources, sink, .. } = outcome;
    let spec = spec::read(
        &job.spec,
        &mut |path| project.read_text(path).map_err(|error| error.diagnostic()),
        sources,
        sink,
    )?;
    if spec.system_fonts || job.fonts.system {
        *fonts = fonts::over_system_fonts(std::mem::take(fonts), sink);
    }
    for path in spec.font_paths.iter().chain(&job.fonts.paths) {
        fonts::add(project, &without_detours(path), fonts, sink);
    }
    let output = output::open(&spec.output, project, sink);
    let wanted = slugs(&spec.page);
    let stories = read_stories(job, project, &spec, &wanted, (sources, sink));
    let has_folder = stories.is_some();
    // Stories that the page does not name are there for "did you mean" only.
    let material: Vec<Material> = stories
        .into_iter()
        .flatten()
        .map(|story| match wanted.contains(&story.slug) {
            true => open_pictures(story, project, sources, pictures, sink),
            false => Material { pictures: vec![None; story.pictures.len()], story },
        })
        .collect();
    let resources = Resources { stories: &material, fonts, pictures };
    let mut composed = Sink::default();
    let page = compose(&spec.page, resources, &mut composed);
    for finding in composed.list() {
        // Without the folder all stories are missing, which has been told.
        if has_folder || finding.code != Code::StoryMissing {
            sink.push(finding.clone());
        }
    }
    inspect(&page, &spec.page, &output, sink);
    let imprint = &spec.page.imprint;
    let title: Vec<&str> = [imprint.paper.as_str(), imprint.section.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Some(Document {
        title: title.join(" "),
        author: imprint.paper.clone(),
        lang: spec.page.lang.tag().to_owned(),
        date: imprint.date,
        output,
        pages: vec![page],
        imposed: None,
    })
}

/// Every slug that the page names, in reading order.
fn slugs(page: &PageSpec) -> Vec<Slug> {
    let mut slugs = Vec::new();
    for element in &page.elements {
        match element {
            Element::Story(frame) => slugs.push(frame.slug.clone()),
            Element::Section(section) => {
                slugs.extend(section.stories.iter().map(|frame| frame.slug.clone()));
            }
            Element::Picture(picture) => slugs.push(picture.slug.clone()),
            Element::Banner(_)
            | Element::Rule(_)
            | Element::Box(_)
            | Element::Masthead(_)
            | Element::Folio(_) => {}
        }
    }
    slugs
}

/// Reads the folder's stories; none if the folder itself cannot be read. A
/// folder holds the copy of many pages: what is wrong with stories that this
/// page does not name is not this page's matter, unless one that it names is
/// missing.
fn read_stories(
    job: &Job,
    project: &Project,
    spec: &Spec,
    wanted: &[Slug],
    (sources, sink): (&mut Sources, &mut Sink),
) -> Option<Vec<Story>> {
    if wanted.is_empty() {
        return Some(Vec::new());
    }
    let Some(folder) = job.stories.as_ref().or(spec.stories.as_ref()) else {
        sink.push(
            Diagnostic::error(
                Code::StoryMissing,
                say!("the page does not say where its stories are", "版面没有说明稿件在哪个文件夹"),
            )
            .hint(say!(
                "write `stories = \"FOLDER\"` under `[page]`, or give `--stories FOLDER`",
                "在 `[page]` 下写 `stories = \"文件夹\"`，或用 `--stories 文件夹` 指定"
            )),
        );
        return None;
    };
    let files = match project.list(without_detours(folder)) {
        Ok(files) => files,
        Err(error) => {
            sink.push(error.diagnostic().hint(say!(
                "`stories` under `[page]`, or `--stories`, names the folder with the copy",
                "稿件文件夹由 `[page]` 下的 `stories` 或 `--stories` 指定"
            )));
            return None;
        }
    };
    let mut found = Sink::default();
    let mut texts = Vec::new();
    for file in files.into_iter().filter(|file| is_story(file)) {
        match project.read_text(&file) {
            Ok(text) => texts.push((file.display().to_string(), text)),
            Err(error) => found.push(error.diagnostic()),
        }
    }
    let stories = story::read_all(texts, sources, &mut found);
    let is_missing = wanted.iter().any(|slug| !stories.iter().any(|story| story.slug == *slug));
    let idle: BTreeSet<SourceId> = stories
        .iter()
        .filter(|story| !wanted.contains(&story.slug))
        .map(|story| story.source)
        .collect();
    for finding in found.list() {
        let concerns_page = match finding.span {
            Some(span) => !idle.contains(&span.source),
            None => true,
        };
        let belongs_to_story = finding
            .span
            .is_some_and(|span| stories.iter().any(|story| story.source == span.source));
        if concerns_page && (belongs_to_story || is_missing) || finding.code == Code::StoryTwice {
            sink.push(finding.clone());
        }
    }
    Some(stories)
}

fn is_story(file: &Path) -> bool {
    file.extension()
        .and_then(|end| end.to_str())
        .is_some_and(|end| matches!(end.to_ascii_lowercase().as_str(), "md" | "markdown" | "txt"))
}

/// Opens the pictures of a story; their paths count from the story's folder.
fn open_pictures(
    story: Story,
    project: &Project,
    sources: &Sources,
    pictures: &mut Pictures,
    sink: &mut Sink,
) -> Material {
    let folder = Path::new(&sources.get(story.source).name).parent().unwrap_or(Path::new(""));
    let opened = story
        .pictures
        .iter()
        .map(|picture| {
            let path = without_detours(&folder.join(&picture.file));
            let name = path.display().to_string();
            match project.read_bytes(&path, PICTURE_LIMIT) {
                Ok(bytes) => match crate::picture::read(&name, bytes) {
                    Ok(read) => {
                        if let Some(note) = read.misnamed() {
                            sink.push(note.at(picture.span));
                        }
                        Some(pictures.add(read))
                    }
                    Err(error) => {
                        sink.push(error.diagnostic(&name).at(picture.span));
                        None
                    }
                },
                Err(error) => {
                    sink.push(missing_picture(&error, &picture.file).at(picture.span));
                    None
                }
            }
        })
        .collect::<Vec<Option<PictureId>>>();
    Material { story, pictures: opened }
}

/// A picture that is not there is the commonest mistake of all and gets words
/// of its own.
fn missing_picture(error: &LoadError, file: &str) -> Diagnostic {
    let finding = error.diagnostic();
    if finding.code != Code::FileUnreadable {
        return finding;
    }
    Diagnostic::error(
        Code::PictureMissing,
        say!("the picture `{file}` cannot be read", "读不到图片“{file}”"),
    )
    .hint(finding.message)
    .hint(say!("its path counts from the story's own folder", "图片路径从稿件所在的文件夹算起"))
}

impl Outcome {
    /// Whether the page may go to press.
    #[must_use]
    pub fn is_fit_for_press(&self) -> bool {
        self.document.is_some() && !self.sink.has_errors()
    }

    /// How many findings are of exactly this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.sink.count(severity)
    }
}
