//! Whether there is room for what is about to be made.
//!
//! A program that asks for memory which is not there is ended on the spot, in the
//! middle of whatever it does. Where much is wanted at once (the pixels of a
//! picture, plates, a proof), this is asked before, so that there is a message
//! instead. A system that promises more memory than it has cannot be asked.

use std::hint::black_box;

/// Whether this many bytes can be had at once.
pub(crate) fn has_room(bytes: usize) -> bool {
    let mut room: Vec<u8> = Vec::new();
    let has_room = room.try_reserve_exact(bytes).is_ok();
    // A compiler may leave out an allocation that nothing looks at.
    black_box(&room);
    has_room
}
