#!/usr/bin/env bash
# A baseline JPEG whose components stand in scans of their own (ISO 10918-1, A.2; every
# decoder has to take it, table 1) comes out of zune-jpeg 0.5.15, the decoder behind the
# crates image and hayro, as green stripes or without some of its colors, and no error is
# given, not in its strict mode either.
#
# Known are files that are thinned out vertically (etemesi254/zune-image #419, #422, mended
# after 0.5.15) and a last row that is lost (#448, open). Wrong are far more, seen here
# against libjpeg-turbo, as mean difference of a sample, 0 to 255, in strict mode:
#
#   scans          4:4:4   4:2:2   4:2:0   4:4:4 with restarts
#   Y, Cb, Cr      right   right   111     31
#   Y, CbCr        right   right   111     35
#   YCb, Cr        right   104     102     13
#   Cb, Y, Cr      "No DC table for component Y"
#
# So nothing has to be thinned out: restart intervals (of 3 units here) are enough, unless
# they divide the number of units, for the count goes on from scan to scan; so are two
# components in one scan of three. Files in one scan, and progressive files, are right.
#
# They come from `cjpeg -scans`, and from jpeg-encoder 0.7.1 whenever it is asked for tables
# of its own (`set_optimized_huffman_tables`): one crate of Rust writes what the other
# cannot read. banmian puts such files into one scan before they are decoded (src/jpeg).
#
# Needs cargo, and cjpeg and djpeg (Debian: libjpeg-turbo-progs).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
for tool in cargo cjpeg djpeg; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 1; }
done
cjpeg -version 2>&1 | head -1
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "look"
version = "0.1.0"
edition = "2024"

[dependencies]
jpeg-encoder = "=0.7.1"
zune-jpeg = "=0.5.15"

[workspace]
TOML
cat >src/main.rs <<'RUST'
use std::process::Command;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

const WIDTH: usize = 200;
const HEIGHT: usize = 136;

fn picture() -> Vec<u8> {
    let places = (0..WIDTH * HEIGHT).map(|at| (at % WIDTH, at / WIDTH));
    places.flat_map(|(x, y)| [x * 255 / WIDTH, y * 255 / HEIGHT, (x + y) * 3 % 256].map(|v| v as u8)).collect()
}

fn apart(jpeg: &[u8]) -> String {
    std::fs::write("look.jpg", jpeg).unwrap();
    let ppm = Command::new("djpeg").args(["-ppm", "look.jpg"]).output().unwrap().stdout;
    let wanted = &ppm[ppm.len() - WIDTH * HEIGHT * 3..];
    let options = DecoderOptions::default().set_strict_mode(true);
    match JpegDecoder::new_with_options(ZCursor::new(jpeg), options).decode() {
        Ok(samples) => {
            let sum: u64 = samples.iter().zip(wanted).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            let mean = sum as f64 / wanted.len() as f64;
            println!("    mean difference {mean:.1}");
            String::from(if mean < 3.0 { "right" } else { "wrong" })
        }
        Err(error) => {
            println!("    {error}");
            String::from("refused")
        }
    }
}

fn main() {
    std::fs::write("in.ppm", [format!("P6 {WIDTH} {HEIGHT} 255\n").as_bytes(), &picture()].concat()).unwrap();
    let scans = [("one", "0,1,2;"), ("Y Cb Cr", "0;\n1;\n2;"), ("Y CbCr", "0;\n1,2;"), ("YCb Cr", "0,1;\n2;"), ("Cb Y Cr", "1;\n0;\n2;"),
        ("progressive", "0:0-0,0,0;\n1:0-0,0,0;\n2:0-0,0,0;\n0:1-63,0,0;\n1:1-63,0,0;\n2:1-63,0,0;")];
    let kinds = [("4:4:4", "1x1", "0"), ("4:2:2", "2x1", "0"), ("4:2:0", "2x2", "0"), ("4:4:4, restarts", "1x1", "3B"), ("4:2:0, restarts", "2x2", "3B")];
    let mut seen = Vec::new();
    for (name, script) in scans {
        std::fs::write("scans", format!("{script}\n")).unwrap();
        for (kind, factors, restart) in kinds {
            println!("{name}, {kind}");
            let made = Command::new("cjpeg").args(["-quality", "85", "-sample", factors, "-restart", restart, "-scans", "scans", "in.ppm"]).output().unwrap();
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            seen.push(apart(&made.stdout));
        }
    }
    for own in [false, true] {
        println!("jpeg-encoder, 4:2:0, tables of its own: {own}");
        let mut jpeg = Vec::new();
        let mut encoder = Encoder::new(&mut jpeg, 85);
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        encoder.set_optimized_huffman_tables(own);
        encoder.encode(&picture(), WIDTH as u16, HEIGHT as u16, ColorType::Rgb).unwrap();
        seen.push(apart(&jpeg));
    }
    let wanted = "right right right right right \
                  right right wrong wrong wrong \
                  right right wrong wrong wrong \
                  right wrong wrong wrong wrong \
                  refused refused refused refused refused \
                  right right right right right \
                  right wrong";
    assert_eq!(seen.join(" "), wanted, "this has changed");
}
RUST
cargo run --quiet
cargo tree --quiet --depth 1
