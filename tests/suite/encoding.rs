//! Bytes of copy to text. The files of `fixtures/encoding` were written by Python's
//! codecs, which are other tables than those that read them here.

use std::path::Path;

use banmian::encoding::{CopyEncoding, DecodeError, Decoded, KnownBy, decode, private_use};

use crate::desk::Desk;

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/encoding");
    std::fs::read(folder.join(name)).expect("the fixture is there")
}

fn text(name: &str) -> String {
    String::from_utf8(bytes(name)).expect("it is UTF-8")
}

/// Reads what is expected to be sure.
fn sure(bytes: &[u8]) -> Decoded {
    decode(bytes, None).unwrap_or_else(|error| panic!("{error:?}"))
}

fn candidates(bytes: &[u8]) -> Vec<CopyEncoding> {
    match decode(bytes, None) {
        Err(DecodeError::Unsure { candidates, .. }) => candidates,
        other => panic!("sure: {other:?}"),
    }
}

#[test]
fn copy_in_each_encoding_is_recognised_by_what_it_says() {
    use CopyEncoding::{Big5, Cp949, Gb18030, Gbk, ShiftJis};
    let more = [
        ("hans.gbk.txt", Gbk, text("hans.utf-8.txt").replace('\n', "\r\n")),
        ("hans.gb18030.txt", Gb18030, text("hans.utf-8.txt") + "岸边的石碑刻着“𠮷”字。\n"),
        ("hant.big5.txt", Big5, text("hant.utf-8.txt")),
        ("hant.big5-hkscs.txt", Big5, text("hant.utf-8.txt") + "佢哋話：𨋢唔使等。\n"),
        ("ja.shift_jis.txt", ShiftJis, text("ja.utf-8.txt")),
        ("ko.cp949.txt", Cp949, text("ko.utf-8.txt") + "똠방각하\n"),
    ];
    for (name, encoding, text) in more {
        let decoded = sure(&bytes(name));
        assert_eq!(decoded.encoding, encoding, "{name}");
        assert_eq!(decoded.known_by, KnownBy::Sense, "{name}");
        assert_eq!(decoded.text, text, "{name}");
    }
}

#[test]
fn a_mark_at_the_start_settles_it_and_is_no_text() {
    let text = text("hans.utf-8.txt");
    for (name, encoding) in
        [("hans.utf-16le.txt", CopyEncoding::Utf16Le), ("hans.utf-16be.txt", CopyEncoding::Utf16Be)]
    {
        let decoded = sure(&bytes(name));
        assert_eq!((decoded.encoding, decoded.known_by), (encoding, KnownBy::Mark));
        assert_eq!(decoded.text, text);
    }
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    assert_eq!(sure(&marked).text, text);
    let marked = [b"\x84\x31\x95\x33".as_slice(), &bytes("hans.gb18030.txt")].concat();
    let decoded = sure(&marked);
    assert_eq!((decoded.encoding, decoded.known_by), (CopyEncoding::Gb18030, KnownBy::Mark));
    assert!(decoded.text.starts_with("柳河街道"));
    // As some spreadsheets write it.
    let wrongly = [b"\xEF\xBB\xBF".as_slice(), &bytes("hans.gbk.txt")].concat();
    let decoded = sure(&wrongly);
    assert!(decoded.has_wrong_mark && decoded.text.starts_with("柳河街道"), "{decoded:?}");
    assert_eq!(decoded.encoding, CopyEncoding::Gbk);
}

#[test]
fn what_is_not_sure_is_asked_and_never_guessed() {
    // Korean to several detectors.
    let asked = candidates(&bytes("front-matter.gbk.txt"));
    assert!(asked.contains(&CopyEncoding::Gbk), "{asked:?}");
    let asked = candidates(&bytes("hans.utf-16le-unmarked.txt"));
    assert_eq!(asked.first(), Some(&CopyEncoding::Utf16Le));
    // Latin copy with curly quotes of Windows, which is none of those that are read.
    assert_eq!(candidates(b"\x93It is open,\x94 said Ann Lake of the Alder Street bridge."), []);
    // Each beginning of each file is read as what it is, or asked about.
    for (name, encoding) in [
        ("hans.gbk.txt", CopyEncoding::Gbk),
        ("hans.gb18030.txt", CopyEncoding::Gbk),
        ("hant.big5.txt", CopyEncoding::Big5),
        ("ja.shift_jis.txt", CopyEncoding::ShiftJis),
        ("ko.cp949.txt", CopyEncoding::Cp949),
    ] {
        let bytes = bytes(name);
        for end in 0..bytes.len() {
            match decode(&bytes[..end], None) {
                Ok(decoded) if decoded.encoding == CopyEncoding::Utf8 => {
                    assert!(decoded.text.is_ascii(), "{name} up to {end}: {}", decoded.text);
                }
                Ok(decoded) if decoded.encoding == CopyEncoding::Gb18030 => {
                    assert_eq!(name, "hans.gb18030.txt");
                }
                Ok(decoded) => assert_eq!(decoded.encoding, encoding, "{name} up to {end}"),
                Err(DecodeError::NoCharacter { encoding: said, offset, .. }) => {
                    let is_right = said == encoding || said == CopyEncoding::Gb18030;
                    assert!(is_right && offset + 4 > end, "{name} up to {end}: {said:?} {offset}");
                }
                Err(DecodeError::Unsure { .. }) => {}
            }
        }
    }
}

#[test]
fn bytes_that_are_no_character_are_told_with_line_and_byte() {
    for (encoding, bytes, line, offset) in [
        (CopyEncoding::Gbk, b"abc\n\xC0\xCF\xC7".as_slice(), 2, 6),
        (CopyEncoding::Gbk, b"\xC0\xCF\n\xFF\xC7\xC5", 2, 3),
        // A character of four bytes, and € of one byte: each in the other only.
        (CopyEncoding::Gbk, b"\n\x95\x34\xB6\x37", 2, 1),
        (CopyEncoding::Gb18030, b"\n\n\x80", 3, 2),
        (CopyEncoding::Gb18030, b"\x95\x34\xB6", 1, 0),
        (CopyEncoding::Big5, b"\xA4\xA4\xA4", 1, 2),
        (CopyEncoding::ShiftJis, b"\x8B\xB4\x8B", 1, 2),
        (CopyEncoding::ShiftJis, b"\x8B\xB4\n\x80", 2, 3),
        (CopyEncoding::Cp949, b"\xB4\xD9\xB4", 1, 2),
        (CopyEncoding::Utf16Le, b"\x00\x0A\n\x00\x00\xD8", 2, 4),
        (CopyEncoding::Utf16Be, b"\x67\x2C\x67", 1, 2),
        (CopyEncoding::Utf8, b"\xE6\x9F\xB3\xE6\xB2", 1, 3),
    ] {
        let expected = DecodeError::NoCharacter { encoding, offset, line };
        assert_eq!(decode(bytes, Some(encoding)), Err(expected), "{bytes:x?}");
    }
    // UTF-8 that was cut inside a character is no other encoding.
    let text = text("hans.utf-8.txt");
    let cut = text.trim_end().len() - 1;
    let error = decode(&text.as_bytes()[..cut], None);
    let line = text.lines().count();
    let encoding = CopyEncoding::Utf8;
    assert_eq!(error, Err(DecodeError::NoCharacter { encoding, offset: cut - 2, line }));
}

#[test]
fn characters_are_those_of_the_newest_tables() {
    let read = |bytes: &[u8], encoding| decode(bytes, Some(encoding)).map(|it| it.text);
    // GB 18030 of 2022: marks of vertical lines have numbers of their own.
    let vertical =
        b"\xA6\xD9\xA6\xDA\xA6\xDB\xA6\xDC\xA6\xDD\xA6\xDE\xA6\xDF\xA6\xEC\xA6\xED\xA6\xF3";
    let expected: String =
        "\u{FE10}\u{FE12}\u{FE11}\u{FE13}\u{FE14}\u{FE15}\u{FE16}\u{FE17}\u{FE18}\u{FE19}".into();
    assert_eq!(read(vertical, CopyEncoding::Gb18030), Ok(expected));
    assert_eq!(read(b"\x80", CopyEncoding::Gbk).as_deref(), Ok("€"));
    assert_eq!(read(b"\x95\x34\xB2\x35", CopyEncoding::Gb18030).as_deref(), Ok("𠮷"));
    // NEC's and IBM's characters of Windows.
    assert_eq!(read(b"\x87\x40\xFB\xFC", CopyEncoding::ShiftJis).as_deref(), Ok("①髙"));
    assert_eq!(read(b"\x88\x62", CopyEncoding::Big5).as_deref(), Ok("\u{CA}\u{304}"));
    assert_eq!(read(b"\x8C\x63\xB9\xE6", CopyEncoding::Cp949).as_deref(), Ok("똠방"));
    // Private use stays and is told.
    let private = read(b"\n\xB0\xA1\xAA\xA1", CopyEncoding::Gbk).expect("it has a number");
    let found = private_use(&private);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].c, found[0].line, found[0].column), ('\u{E000}', 2, 2));
}

#[test]
fn import_reads_other_encodings_and_says_which() {
    let desk = Desk::new("encoding-import");
    desk.write("raw.txt", bytes("hans.gbk.txt"));
    let ran = desk.run(&["import", "raw.txt", "-o", "story.md", "--messages", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("recognised as GBK"), "{}", ran.err);
    assert!(
        String::from_utf8_lossy(&desk.read("story.md"))
            .contains("headline = \"老桥换新颜 两岸好通行\"")
    );

    desk.write("short.txt", bytes("front-matter.gbk.txt"));
    let ran = desk.run(&["import", "short.txt", "-o", "short.md", "--messages", "en"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("--encoding"), "{}", ran.err);
    let ran = desk.run(&["import", "short.txt", "-o", "short.md", "--encoding", "gbk"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(String::from_utf8_lossy(&desk.read("short.md")).contains("修好了。"));
}

#[test]
fn verbs_that_read_stories_name_the_encoding_and_the_way_out() {
    let desk = Desk::with_page("encoding-story");
    desk.write("stories/lead.md", bytes("hans.gbk.txt"));
    let ran = desk.run(&["check", "page.toml", "--messages", "en"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("is GBK and not UTF-8"), "{}", ran.err);
    assert!(ran.err.contains("banmian import"), "{}", ran.err);
}
