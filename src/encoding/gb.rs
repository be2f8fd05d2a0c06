//! What tells GBK and GB 18030 apart, which are one to decoders of the web.

/// Where bytes are that only one of the two has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct GbForms {
    /// The first character of four bytes, which GBK has not.
    pub(super) four_bytes: Option<usize>,
    /// The first € of one byte, which GB 18030 has not.
    pub(super) euro: Option<usize>,
}

impl GbForms {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut forms = Self::default();
        let mut at = 0;
        while let Some(first) = bytes.get(at) {
            at += match (first, bytes.get(at + 1)) {
                (0x80, _) => {
                    forms.euro.get_or_insert(at);
                    1
                }
                (0x81..=0xFE, Some(b'0'..=b'9')) => {
                    forms.four_bytes.get_or_insert(at);
                    4
                }
                (0x81..=0xFE, Some(_)) => 2,
                _ => 1,
            };
        }
        forms
    }
}
