//! Whether there is room for what is about to be made.
//!
//! A program that asks for memory which is not there is ended on the spot, in the
//! middle of whatever it does. Where much is wanted at once (the pixels of a
//! picture, plates, a proof), this is asked before, so that there is a message
//! instead. A system that promises more memory than it has cannot be asked.

use std::hint::black_box;

use crate::diag::{Code, Diagnostic, Text};
use crate::say;

/// Whether this many bytes can be had at once.
pub(crate) fn has_room(bytes: usize) -> bool {
    let mut room: Vec<u8> = Vec::new();
    let has_room = room.try_reserve_exact(bytes).is_ok();
    // A compiler may leave out an allocation that nothing looks at.
    black_box(&room);
    has_room
}

/// What is said if there is no room for something.
pub(crate) fn no_room() -> Text {
    say!("there is not enough memory for it", "内存不够")
}

/// The finding for that.
pub(crate) fn finding(text: Text) -> Diagnostic {
    Diagnostic::error(Code::NoMemory, text).hint(say!(
        "close other programs, or have the limit of memory (`ulimit -v`) raised",
        "请关闭其他程序，或请管理员放宽内存限制（ulimit -v）"
    ))
}
