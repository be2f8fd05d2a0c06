//! Writes files: whole or not at all, so that a press never gets half a page
//! and an old file stays as long as there is no new one; and never over a file
//! that the page was made from.

mod target;

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use banmian::diag::{Code, Diagnostic, Text};
use banmian::load::{FilesRead, Unfinished};
use banmian::say;
use sha2::{Digest, Sha256};

use self::target::{Target, TargetKind};
use super::answer::WrittenFile;
use super::console::FindingsFormat;

/// Writes the files of one run.
pub(super) struct OutputWriter {
    /// What the run has read.
    read: FilesRead,
    /// What it has written.
    written: FilesRead,
    /// How the run tells what it found.
    format: FindingsFormat,
}

impl OutputWriter {
    /// For a run that has read these files and tells its findings in this form.
    pub(super) fn new(read: &FilesRead, format: FindingsFormat) -> Self {
        Self { read: read.clone(), written: FilesRead::default(), format }
    }

    /// Puts `bytes`, a file of so many pages, into the file `path`, in place of one
    /// that may be there. A symbolic link stays, and what it leads to is replaced;
    /// what a device or a pipe gets it gets at once.
    pub(super) fn replace(
        &self,
        path: &Path,
        bytes: &[u8],
        pages: usize,
    ) -> Result<WrittenFile, Diagnostic> {
        let target = self.target(path)?;
        self.write(&target, bytes).map_err(|error| unwritable(path, &target, &error))?;
        if let TargetKind::File { .. } = target.kind {
            self.written.note(&target.place);
        }
        let digest = Sha256::digest(bytes);
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(WrittenFile { path: path.to_owned(), pages, sha256, bytes: bytes.len() })
    }

    /// Writes a file as [`Self::replace`] does, but only if there is none of this name.
    pub(super) fn create(
        &self,
        path: &Path,
        bytes: &[u8],
        pages: usize,
    ) -> Result<WrittenFile, Diagnostic> {
        if let TargetKind::File { old: Some(_) } = self.target(path)?.kind {
            let name = path.display();
            let message = say!("`{name}` is there already", "“{name}”已经存在");
            return Err(Diagnostic::error(Code::OutputUnwritable, message)
                .hint(say!("`--force` replaces it", "加 --force 可以覆盖")));
        }
        self.replace(path, bytes, pages)
    }

    /// Whether files may be written to all of these paths, as far as that can be
    /// known before: better none of several files than the first of them.
    pub(super) fn check<'a>(
        &self,
        paths: impl IntoIterator<Item = &'a Path>,
    ) -> Result<(), Diagnostic> {
        paths.into_iter().try_for_each(|path| self.target(path).map(drop))
    }

    /// Where a path leads, if that is a place that may be written to.
    fn target(&self, path: &Path) -> Result<Target, Diagnostic> {
        let name = path.display();
        let target = Target::find(path)?;
        let another =
            || say!("give the output another name with `-o`", "请用 -o 给输出文件另取一个名字");
        if self.read.holds(path) {
            let message = say!(
                "cannot write `{name}`: it is one of the files that were read for it",
                "无法写入“{name}”：它是这次读入的素材"
            );
            return Err(refusal(message).hint(another()));
        }
        if self.written.holds(path) {
            let message = say!(
                "cannot write `{name}`: it leads to a file that this run has written already",
                "无法写入“{name}”：它指向这次已经写出的另一个文件"
            );
            return Err(refusal(message).hint(another()));
        }
        if let (TargetKind::Stdout, FindingsFormat::Json) = (&target.kind, self.format) {
            let message = say!(
                "cannot write `{name}`: the standard output is taken by the findings",
                "无法写入“{name}”：标准输出已用来输出检查结果"
            );
            return Err(refusal(message).hint(another()));
        }
        Ok(target)
    }

    fn write(&self, target: &Target, bytes: &[u8]) -> io::Result<()> {
        let written = match &target.kind {
            TargetKind::File { old } => {
                let mut file = Unfinished::beside(&target.place, &self.read)?;
                if let Some(old) = old {
                    file.take_after(old)?;
                }
                file.write(bytes)?;
                return file.finish();
            }
            TargetKind::Stdout => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(bytes).and_then(|()| stdout.flush())
            }
            TargetKind::Stream => {
                let stream = OpenOptions::new().append(true).open(&target.place);
                stream.and_then(|mut stream| stream.write_all(bytes))
            }
        };
        match written {
            // A reader that stops early has had enough, which is no failure.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written,
        }
    }
}

/// Makes a folder, if it is not there yet.
pub(super) fn create_folder(path: &Path) -> Result<(), Diagnostic> {
    fs::create_dir_all(path).map_err(|error| refusal(reason(path, &error)))
}

fn refusal(message: Text) -> Diagnostic {
    Diagnostic::error(Code::OutputUnwritable, message)
}

fn unwritable(path: &Path, target: &Target, error: &io::Error) -> Diagnostic {
    let finding = refusal(reason(path, error));
    if target.place == path {
        return finding;
    }
    let place = target.place.display();
    finding.hint(say!("it is a link that leads to `{place}`", "它是一个链接，指向“{place}”"))
}

/// Why a file cannot be written.
fn reason(path: &Path, error: &io::Error) -> Text {
    let name = path.display();
    let Text { en, zh } = match error.kind() {
        ErrorKind::NotFound => say!("there is no such folder", "没有这个文件夹"),
        ErrorKind::NotADirectory => {
            say!("part of its path is not a folder", "路径中有一段不是文件夹")
        }
        ErrorKind::PermissionDenied => {
            say!("there is no permission to write here", "没有写入权限")
        }
        ErrorKind::ReadOnlyFilesystem => {
            say!("nothing can be written to this disk", "这个磁盘不能写入")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            say!("the disk is full", "磁盘已满")
        }
        ErrorKind::FileTooLarge => {
            say!("the system allows no file as large as this", "系统不允许这么大的文件")
        }
        ErrorKind::InvalidFilename => {
            say!("the disk takes no file of that name", "这个磁盘不接受这样的文件名")
        }
        _ => say!("{error}", "{error}"),
    };
    say!("cannot write `{name}`: {en}", "无法写入“{name}”：{zh}")
}
