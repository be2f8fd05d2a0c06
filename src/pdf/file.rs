//! The file as it is written: object after object, and at its end the table that tells
//! where each of them is (PDF 32000-1, 7.5).

use std::io::{self, ErrorKind, Write};

use pdf_writer::{Chunk, Filter, Name, Ref, Str};

use super::hash::LongHash;
use super::objects::{ObjectBody, Objects};
use crate::deflate::deflate;
use crate::page::Standard;

/// How many small objects stand in one stream, at least and at most: of fewer there is
/// little to gain, and of many a reader has to unpack all to get at one.
const TOGETHER: usize = 100;
const MOST_TOGETHER: usize = 500;

/// Writes a file from its first byte to its last and keeps nothing of it but the places of
/// its objects.
pub(super) struct FileWriter<'w> {
    out: &'w mut (dyn Write + Send),
    standard: Standard,
    /// How many bytes were written.
    length: u64,
    hash: LongHash,
    /// The places of the objects by their numbers.
    places: Vec<ObjectPlace>,
    /// The number that the next object gets.
    next: Ref,
    /// Small objects that are not written yet.
    waiting: Objects,
}

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ObjectPlace {
    /// It has a number and was not written.
    Nowhere,
    /// So many bytes from the beginning of the file.
    At(u32),
    /// In a stream of objects, one of its first.
    Among { stream: u32, at: u16 },
}

/// What the last lines of a file name.
pub(super) struct TrailerRefs {
    pub(super) catalog: Ref,
    pub(super) info: Ref,
}

impl<'w> FileWriter<'w> {
    /// Begins a file.
    pub(super) fn begin(out: &'w mut (dyn Write + Send), standard: Standard) -> io::Result<Self> {
        let mut file = Self {
            out,
            standard,
            length: 0,
            hash: LongHash::default(),
            places: Vec::new(),
            next: Ref::new(1),
            waiting: Objects::default(),
        };
        let version = match standard {
            Standard::PdfX4 => "1.6",
            Standard::PdfX1a => "1.4",
        };
        // Four bytes that no text has tell that the file is not one (7.5.2).
        let head = [b"%PDF-", version.as_bytes(), b"\n%\x80\x80\x80\x80\n"].concat();
        file.put(&head)?;
        Ok(file)
    }

    /// A number for an object.
    pub(super) fn number(&mut self) -> Ref {
        self.next.bump()
    }

    /// The first of so many numbers that follow each other.
    pub(super) fn numbers(&mut self, count: usize) -> Ref {
        let first = self.next;
        let count = i32::try_from(count).unwrap_or(i32::MAX);
        self.next = Ref::new(first.get().saturating_add(count));
        first
    }

    /// Writes objects as they are.
    pub(super) fn write(&mut self, objects: &Objects) -> io::Result<()> {
        for (id, start) in objects.starts() {
            let at = self.length + start as u64;
            // Ten digits are all that a table of places has room for, and no press takes a
            // tenth of it.
            let at = u32::try_from(at).map_err(|_| ErrorKind::FileTooLarge)?;
            self.note(id, ObjectPlace::At(at));
        }
        self.put(objects.bytes())
    }

    /// Writes objects that are no streams, in less room where the standard has streams of
    /// objects (7.5.7), which came with PDF 1.5.
    pub(super) fn write_small(&mut self, objects: &Objects) -> io::Result<()> {
        match self.standard {
            Standard::PdfX4 => {
                self.waiting.append(objects);
                if self.waiting.count() >= TOGETHER {
                    self.write_waiting()?;
                }
                Ok(())
            }
            Standard::PdfX1a => self.write(objects),
        }
    }

    /// What is said so far, as two numbers that hardly any other file has.
    pub(super) fn fingerprint(&mut self) -> io::Result<[u64; 2]> {
        self.write_waiting()?;
        Ok(self.hash.get())
    }

    /// Ends the file; its identifier (14.4) is made of all that it says.
    pub(super) fn finish(mut self, trailer: &TrailerRefs) -> io::Result<()> {
        self.write_waiting()?;
        let id: Vec<u8> = self.hash.get().iter().flat_map(|half| half.to_be_bytes()).collect();
        let start = self.length;
        match self.standard {
            Standard::PdfX4 => self.write_places_as_stream(trailer, &id)?,
            Standard::PdfX1a => self.write_places_as_table(trailer, &id)?,
        }
        self.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())?;
        self.out.flush()
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.add(bytes);
        self.length += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    fn note(&mut self, id: Ref, place: ObjectPlace) {
        let at = id.get() as usize;
        if self.places.len() <= at {
            self.places.resize(at + 1, ObjectPlace::Nowhere);
        }
        self.places[at] = place;
    }

    fn write_waiting(&mut self) -> io::Result<()> {
        let objects = std::mem::take(&mut self.waiting);
        let bodies: Vec<ObjectBody> = objects.bodies().collect();
        bodies.chunks(MOST_TOGETHER).try_for_each(|together| self.write_stream(together))
    }

    /// Writes objects as one stream.
    fn write_stream(&mut self, together: &[ObjectBody]) -> io::Result<()> {
        let stream = self.number();
        let (mut list, mut all) = (String::new(), Vec::new());
        for (at, ObjectBody { id, bytes }) in (0..).zip(together) {
            self.note(*id, ObjectPlace::Among { stream: stream.get() as u32, at });
            list.push_str(&format!("{} {} ", id.get(), all.len()));
            all.extend_from_slice(bytes);
            all.push(b'\n');
        }
        let first = list.len();
        let packed = deflate(&[list.as_bytes(), &all].concat());
        let mut written = Objects::default();
        written
            .next()
            .stream(stream, &packed)
            .filter(Filter::FlateDecode)
            .pair(Name(b"Type"), Name(b"ObjStm"))
            .pair(Name(b"N"), together.len() as i32)
            .pair(Name(b"First"), first as i32);
        self.write(&written)
    }

    /// The places as a stream (7.5.8), which also tells of objects in streams.
    fn write_places_as_stream(&mut self, trailer: &TrailerRefs, id: &[u8]) -> io::Result<()> {
        let own = self.number();
        let at = u32::try_from(self.length).map_err(|_| ErrorKind::FileTooLarge)?;
        self.note(own, ObjectPlace::At(at));
        let mut entries = Vec::with_capacity(self.places.len() * 7);
        for (number, place) in self.places.iter().enumerate() {
            let (kind, first, second) = match *place {
                ObjectPlace::Nowhere => (0, 0, if number == 0 { u16::MAX } else { 0 }),
                ObjectPlace::At(at) => (1u8, at, 0),
                ObjectPlace::Among { stream, at } => (2, stream, at),
            };
            entries.push(kind);
            entries.extend(first.to_be_bytes());
            entries.extend(second.to_be_bytes());
        }
        let packed = deflate(&entries);
        let mut chunk = Chunk::with_settings(super::settings());
        let mut stream = chunk.stream(own, &packed);
        stream
            .filter(Filter::FlateDecode)
            .pair(Name(b"Type"), Name(b"XRef"))
            .pair(Name(b"Size"), self.places.len() as i32)
            .pair(Name(b"Root"), trailer.catalog)
            .pair(Name(b"Info"), trailer.info);
        stream.insert(Name(b"W")).array().items([1, 4, 2]);
        stream.insert(Name(b"ID")).array().items([Str(id), Str(id)]);
        drop(stream);
        self.put(chunk.as_bytes())
    }

    /// The places as a table (7.5.4), and the trailer (7.5.5).
    fn write_places_as_table(&mut self, trailer: &TrailerRefs, id: &[u8]) -> io::Result<()> {
        let mut table = format!("xref\n0 {}\n", self.places.len());
        for (number, place) in self.places.iter().enumerate() {
            table.push_str(&match *place {
                ObjectPlace::At(at) => format!("{at:010} 00000 n\r\n"),
                // Those that are free form a list; of an empty one the first is the last.
                ObjectPlace::Nowhere | ObjectPlace::Among { .. } => {
                    format!("{:010} {:05} f\r\n", 0, if number == 0 { u16::MAX } else { 1 })
                }
            });
        }
        let (size, root, info) = (self.places.len(), trailer.catalog.get(), trailer.info.get());
        let id: String = id.iter().map(|byte| format!("{byte:02X}")).collect();
        table.push_str(&format!(
            "trailer\n<</Size {size}/Root {root} 0 R/Info {info} 0 R/ID[<{id}><{id}>]>>\n"
        ));
        self.put(table.as_bytes())
    }
}
