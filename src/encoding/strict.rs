//! Bytes read as one encoding would have them, strictly.

use encoding_rs::DecoderResult;

use super::CopyEncoding;
use super::gb::GbForms;

/// What bytes say in one encoding.
#[derive(Debug, Clone)]
pub(super) struct StrictReading {
    /// The text; what is no character is left out.
    pub(super) text: String,
    /// The first byte that is no character.
    pub(super) first_wrong: Option<usize>,
    /// How many places are no character.
    pub(super) wrong: usize,
}

impl StrictReading {
    pub(super) fn of(bytes: &[u8], encoding: CopyEncoding) -> Self {
        let mut reading = Self::decoded(bytes, encoding);
        let refused = match encoding {
            CopyEncoding::Gbk => GbForms::of(bytes).four_bytes,
            CopyEncoding::Gb18030 => GbForms::of(bytes).euro,
            // Its decoder lets this byte through as a control character.
            CopyEncoding::ShiftJis if reading.text.contains('\u{80}') => shift_jis_control(bytes),
            _ => None,
        };
        if let Some(at) = refused {
            reading.wrong += 1;
            reading.first_wrong = Some(reading.first_wrong.map_or(at, |first| first.min(at)));
        }
        reading
    }

    fn decoded(bytes: &[u8], encoding: CopyEncoding) -> Self {
        let mut reading = Self { text: String::new(), first_wrong: None, wrong: 0 };
        let mut decoder = encoding.codec().new_decoder_without_bom_handling();
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            // Room for all of it, or for so much that the loop ends.
            let room = decoder.max_utf8_buffer_length_without_replacement(rest.len());
            reading.text.reserve(room.unwrap_or(rest.len() + 16));
            let (result, read) =
                decoder.decode_to_string_without_replacement(rest, &mut reading.text, true);
            at += read;
            match result {
                DecoderResult::InputEmpty => return reading,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    let wrong = at.saturating_sub(usize::from(length) + usize::from(after));
                    reading.first_wrong.get_or_insert(wrong);
                    reading.wrong += 1;
                }
            }
        }
    }
}

/// The byte 0x80 where it is not the second one of a character.
fn shift_jis_control(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        match first {
            0x80 => return Some(at),
            0x81..=0x9F | 0xE0..=0xFC => at += 2,
            _ => at += 1,
        }
    }
    None
}
