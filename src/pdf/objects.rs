//! Objects that have been written and wait for their place in the file.

use pdf_writer::{Chunk, Ref};

/// Indirect objects as bytes, and where each of them begins.
pub(super) struct Objects {
    chunk: Chunk,
    starts: Vec<usize>,
}

/// What an object is, without the words around it.
pub(super) struct ObjectBody<'o> {
    pub(super) id: Ref,
    pub(super) bytes: &'o [u8],
}

impl Default for Objects {
    fn default() -> Self {
        Self { chunk: Chunk::with_settings(super::settings()), starts: Vec::new() }
    }
}

impl Objects {
    /// Where the next object is to be written; one for each call.
    pub(super) fn next(&mut self) -> &mut Chunk {
        self.starts.push(self.chunk.len());
        &mut self.chunk
    }

    /// Adds the objects of another list.
    pub(super) fn append(&mut self, other: &Self) {
        let before = self.chunk.len();
        self.starts.extend(other.starts.iter().map(|start| before + start));
        self.chunk.extend(&other.chunk);
    }

    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.chunk.as_bytes()
    }

    /// Each object's number and where it begins.
    pub(super) fn starts(&self) -> impl Iterator<Item = (Ref, usize)> {
        self.chunk.refs().zip(self.starts.iter().copied())
    }

    /// Each object's number and what it is, without the words around it.
    pub(super) fn bodies(&self) -> impl Iterator<Item = ObjectBody<'_>> {
        let ends = self.starts.iter().skip(1).copied().chain([self.chunk.len()]);
        self.starts().zip(ends).map(|((id, start), end)| {
            let object = &self.bytes()[start..end];
            let head = format!("{} 0 obj\n", id.get());
            let body = object.strip_prefix(head.as_bytes()).unwrap_or(object);
            let body = body.trim_ascii_end();
            let bytes = body.strip_suffix(b"endobj").unwrap_or(body).trim_ascii_end();
            ObjectBody { id, bytes }
        })
    }
}
