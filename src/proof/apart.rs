//! Pages drawn in a process of their own, which can be stopped.
//!
//! hayro follows a file wherever it leads: functions that stand in each other
//! a million times, forms that are used without end, pictures of any size. No
//! count of ours could bound what it does without knowing all that it does; a
//! process can be bounded from outside, in time and in memory, and takes
//! nobody with it when it breaks down. [`DrawingProcess`] is the side that asks, the
//! hidden verb `draw-apart` of the command, through [`answer`], the side that
//! draws. Which program that is, only the caller knows.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::raster::{self, ProofError};
use crate::memory;

/// What drawing a page may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawLimits {
    /// Time of a processor, in whole seconds, where the system can be told (on
    /// Unix): so a page is not refused because a machine is busy. Anywhere,
    /// three times as long may pass from the question to the drawing. A
    /// broadsheet with a dozen pictures takes a second.
    pub time: Duration,
    /// Bytes of memory beside the file itself, where the system can be told
    /// (on Linux). A broadsheet that is one picture in four inks at 300 ppi
    /// takes 230 MiB.
    pub memory: u64,
}

impl Default for DrawLimits {
    fn default() -> Self {
        Self { time: Duration::from_secs(10), memory: 420 << 20 }
    }
}

impl DrawLimits {
    /// Why a process had too little: the limit here, unless the system itself has
    /// no more to give.
    fn out_of_memory(self) -> ProofError {
        if memory::has_room(usize::try_from(self.memory).unwrap_or(usize::MAX)) {
            ProofError::TooMuchMemory { limit_mib: self.memory >> 20 }
        } else {
            ProofError::NoMemory
        }
    }
}

/// The pages of a PDF, to be drawn in another process.
#[derive(Debug)]
pub struct DrawingProcess<'p> {
    program: PathBuf,
    pdf: &'p [u8],
    limits: DrawLimits,
    worker: Option<Worker>,
}

impl<'p> DrawingProcess<'p> {
    /// A PDF, and the program `banmian` that is to draw it. Nothing is started
    /// before a page is asked for.
    #[must_use]
    pub fn new(program: PathBuf, pdf: &'p [u8], limits: DrawLimits) -> Self {
        Self { program, pdf, limits, worker: None }
    }

    /// Draws a page, counted from 0, as a PNG file, like
    /// [`render`](super::render), within the limits.
    ///
    /// # Errors
    /// Those of [`render`](super::render), and if the page takes more than the
    /// limits allow.
    pub fn draw(&mut self, page: usize, dpi: f64) -> Result<Vec<u8>, ProofError> {
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => self.start()?,
        };
        let drawn = worker.draw(page, dpi, self.limits)?;
        // A process that broke down is not kept (`?` has left by now); the next page gets
        // a new one.
        self.worker = Some(worker);
        drawn.map_err(|code| match ProofError::from_code(code) {
            ProofError::NoMemory => self.limits.out_of_memory(),
            error => error,
        })
    }

    fn start(&self) -> Result<Worker, ProofError> {
        let memory = self.limits.memory.saturating_add(self.pdf.len() as u64);
        let mut child = Command::new(&self.program)
            .args(["draw-apart", "--memory", &memory.to_string()])
            .args(["--seconds", &self.limits.time.as_secs().to_string()])
            // To print a backtrace takes memory, of which there may be none left.
            .env_remove("RUST_BACKTRACE")
            // The stacks of threads are memory, and as many as a large machine
            // has cores would use up all that there may be.
            .env("RAYON_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|_| ProofError::NoProcess)?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(questions), Some(answers), Some(words)) = pipes else {
            return Err(ProofError::NoProcess);
        };
        let answers = listen(answers).map_err(|_| ProofError::NoThread)?;
        let mut worker = Worker { child, questions, answers, words };
        // If the process has broken down already, its first answer will be missing.
        let _ = send(&mut worker.questions, self.pdf);
        Ok(worker)
    }
}

/// How many times the time of a processor may pass on the wall.
const PATIENCE: u32 = 3;

/// A process that draws.
#[derive(Debug)]
struct Worker {
    child: Child,
    questions: ChildStdin,
    answers: Receiver<DrawnAnswer>,
    words: ChildStderr,
}

/// A drawing, or why there is none.
type DrawnAnswer = Result<Vec<u8>, u8>;

impl Worker {
    fn draw(
        &mut self,
        page: usize,
        dpi: f64,
        limits: DrawLimits,
    ) -> Result<DrawnAnswer, ProofError> {
        let asked = Question { page: page as u64, dpi }.send(&mut self.questions);
        let answer = match asked {
            Ok(()) => self.answers.recv_timeout(limits.time * PATIENCE),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        answer.map_err(|error| match error {
            RecvTimeoutError::Timeout => {
                ProofError::TooLong { limit_seconds: limits.time.as_secs() }
            }
            RecvTimeoutError::Disconnected => self.last_words(limits),
        })
    }

    /// Why it broke down, by how it ended and by what Rust's runtime says in
    /// such a case.
    fn last_words(&mut self, limits: DrawLimits) -> ProofError {
        let mut words = Vec::new();
        // The process may hang while it writes.
        let _ = self.child.kill();
        if self.child.wait().is_ok_and(has_used_its_time) {
            return ProofError::TooLong { limit_seconds: limits.time.as_secs() };
        }
        let _ = (&mut self.words).take(1 << 16).read_to_end(&mut words);
        let words = String::from_utf8_lossy(&words);
        // The first is what Rust's library says before it aborts; the second is said where
        // it was asked beforehand whether there is room.
        if words.contains("memory allocation of") || words.contains("out of memory") {
            limits.out_of_memory()
        } else if words.contains("overflowed its stack") {
            ProofError::TooDeep
        } else {
            ProofError::Broken
        }
    }
}

/// Whether the system ended a process because its time was over.
#[cfg(unix)]
fn has_used_its_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    /// The number that Linux, macOS and the BSDs give SIGXCPU.
    const TIME_IS_OVER: i32 = 24;
    status.signal() == Some(TIME_IS_OVER)
}

#[cfg(not(unix))]
fn has_used_its_time(_status: ExitStatus) -> bool {
    false
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for answers on a thread of its own, because a pipe cannot be waited
/// for with a limit.
fn listen(mut pipe: ChildStdout) -> io::Result<Receiver<DrawnAnswer>> {
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        while let Ok(answer) = receive_answer(&mut pipe) {
            if sender.send(answer).is_err() {
                break;
            }
        }
    })?;
    Ok(receiver)
}

/// A page, counted from 0, and its resolution.
struct Question {
    page: u64,
    dpi: f64,
}

impl Question {
    fn send(&self, pipe: &mut impl Write) -> io::Result<()> {
        pipe.write_all(&self.page.to_le_bytes())?;
        pipe.write_all(&self.dpi.to_le_bytes())?;
        pipe.flush()
    }

    fn receive(pipe: &mut impl Read) -> io::Result<Self> {
        let (mut page, mut dpi) = ([0; 8], [0; 8]);
        pipe.read_exact(&mut page)?;
        pipe.read_exact(&mut dpi)?;
        Ok(Self { page: u64::from_le_bytes(page), dpi: f64::from_le_bytes(dpi) })
    }
}

/// Says that a drawing follows; anything else is the code of an error.
const DRAWN: u8 = 0;

fn receive_answer(pipe: &mut impl Read) -> io::Result<DrawnAnswer> {
    let mut code = [0];
    pipe.read_exact(&mut code)?;
    match code {
        [DRAWN] => Ok(Ok(receive(pipe)?)),
        [code] => Ok(Err(code)),
    }
}

fn send(pipe: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    pipe.write_all(&(bytes.len() as u64).to_le_bytes())?;
    pipe.write_all(bytes)?;
    pipe.flush()
}

fn receive(pipe: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    pipe.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(length).unwrap_or(usize::MAX))?;
    match pipe.take(length).read_to_end(&mut bytes)? as u64 == length {
        true => Ok(bytes),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// The other side: takes a PDF, then draws page after page as it is asked,
/// until there are no more questions. `begin` is called before each page.
///
/// # Errors
/// If the other side cannot be heard or does not listen.
pub fn answer(
    mut questions: impl Read,
    mut answers: impl Write,
    mut begin: impl FnMut(),
) -> io::Result<()> {
    let pdf = raster::open(receive(&mut questions)?);
    loop {
        let Question { page, dpi } = match Question::receive(&mut questions) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            received => received?,
        };
        let page = usize::try_from(page).unwrap_or(usize::MAX);
        begin();
        let drawn = match &pdf {
            Ok(pdf) => raster::draw(pdf, page, dpi),
            Err(error) => Err(*error),
        };
        match drawn {
            Ok(png) => {
                answers.write_all(&[DRAWN])?;
                send(&mut answers, &png)?;
            }
            Err(error) => answers.write_all(&[error.exit_code()])?,
        }
        answers.flush()?;
    }
}
