//! Compression.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// Deflates data at zlib's own default level: on outlines 9 saves one part in a
/// hundred more and takes a third longer.
pub(super) fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 2), Compression::new(6));
    encoder.write_all(data).expect("memory takes every write");
    encoder.finish().expect("memory takes every write")
}
