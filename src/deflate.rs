//! Compression of what goes into a press file. Inflating is the readers' own
//! affair: what they inflate is not ours, and needs bounds.

use libdeflater::{CompressionLvl, Compressor};

/// For outlines, which hardly shrink: a page's text face of 284 kB comes to
/// 233 kB in 2.8 ms at 1, to 231 kB in 4.1 ms at 3, to 230 kB in 4.7 ms at 6.
const QUICK: i32 = 1;
/// For pixels: there is much to gain.
const THOROUGH: i32 = 6;

/// Data as a zlib stream (RFC 1950), which is what FlateDecode undoes
/// (PDF 32000-1, 7.4.4). The same data give the same bytes on every machine.
pub(crate) fn deflate(data: &[u8]) -> Vec<u8> {
    compress(data, QUICK)
}

/// Pixels as a zlib stream.
pub(crate) fn deflate_pixels(pixels: &[u8]) -> Vec<u8> {
    compress(pixels, THOROUGH)
}

fn compress(data: &[u8], level: i32) -> Vec<u8> {
    let level = CompressionLvl::new(level).expect("libdeflate knows 0 to 12");
    let mut compressor = Compressor::new(level);
    let mut stream = vec![0; compressor.zlib_compress_bound(data.len())];
    let length = compressor.zlib_compress(data, &mut stream).expect("the bound is kept");
    stream.truncate(length);
    stream
}
