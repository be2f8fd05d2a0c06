//! Things that were made before and may be wanted again, in a bounded room.
//!
//! A cache must not show in what comes out. So a key holds all that its value follows
//! from, byte for byte ([`FileBytes`]); never a name with a time.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Values by their keys. What was not used for the longest time makes room for what is
/// new; a value that alone is larger than the room is not kept.
pub(crate) struct Cache<K, V> {
    shelf: Mutex<Shelf<K, V>>,
}

struct Shelf<K, V> {
    /// The most bytes that all values may have.
    room: usize,
    /// The bytes that they have.
    filled: usize,
    /// How often something was taken or put here.
    clock: u64,
    held: BTreeMap<K, Held<V>>,
    /// The keys by when they were last used.
    by_use: BTreeMap<u64, K>,
}

struct Held<V> {
    value: V,
    bytes: usize,
    used: u64,
}

impl<K: Ord + Clone, V: Clone> Cache<K, V> {
    /// An empty one with room for so many bytes.
    pub(crate) fn new(room: usize) -> Self {
        let shelf =
            Shelf { room, filled: 0, clock: 0, held: BTreeMap::new(), by_use: BTreeMap::new() };
        Self { shelf: Mutex::new(shelf) }
    }

    /// Whether nothing is ever kept.
    pub(crate) fn is_off(&self) -> bool {
        self.shelf().room == 0
    }

    /// The value of a key, which from now on counts as just used.
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        let mut shelf = self.shelf();
        let now = shelf.tick();
        let held = shelf.held.get_mut(key)?;
        let before = std::mem::replace(&mut held.used, now);
        let value = held.value.clone();
        if let Some(key) = shelf.by_use.remove(&before) {
            shelf.by_use.insert(now, key);
        }
        Some(value)
    }

    /// Keeps a value that takes so many bytes.
    pub(crate) fn put(&self, key: K, value: V, bytes: usize) {
        let mut shelf = self.shelf();
        if bytes > shelf.room {
            return;
        }
        shelf.take_off(&key);
        while shelf.filled + bytes > shelf.room {
            let Some((_, oldest)) = shelf.by_use.pop_first() else { break };
            shelf.take_off(&oldest);
        }
        let used = shelf.tick();
        shelf.by_use.insert(used, key.clone());
        shelf.held.insert(key, Held { value, bytes, used });
        shelf.filled += bytes;
    }

    /// How many bytes its values have.
    pub(crate) fn bytes(&self) -> usize {
        self.shelf().filled
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf<K, V>> {
        // It is never left half changed but by a panic in a key's comparison.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Ord, V> Shelf<K, V> {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    fn take_off(&mut self, key: &K) {
        if let Some(held) = self.held.remove(key) {
            self.filled -= held.bytes;
            self.by_use.remove(&held.used);
        }
    }
}

/// The bytes of a file as a key: equal if and only if the bytes are. Of one that was
/// not read anew they need not be compared.
#[derive(Debug, Clone)]
pub(crate) struct FileBytes(pub(crate) Arc<[u8]>);

impl Ord for FileBytes {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) {
            return Ordering::Equal;
        }
        // Most files differ in length, and need not be looked into.
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for FileBytes {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for FileBytes {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for FileBytes {}

/// A hash of a value that no other value has. It holds in this process only.
pub(crate) fn digest(value: &impl Hash) -> [u8; blake3::OUT_LEN] {
    let mut hasher = DigestHasher::default();
    value.hash(&mut hasher);
    hasher.flush();
    *hasher.whole.finalize().as_bytes()
}

/// Bytes that are gathered before they are hashed: values come in pieces of a few.
const GATHERED: usize = 4096;

#[derive(Default)]
struct DigestHasher {
    whole: blake3::Hasher,
    gathered: Vec<u8>,
}

impl DigestHasher {
    fn flush(&mut self) {
        self.whole.update(&self.gathered);
        self.gathered.clear();
    }
}

impl Hasher for DigestHasher {
    fn write(&mut self, bytes: &[u8]) {
        if self.gathered.len() + bytes.len() > GATHERED {
            self.flush();
        }
        if bytes.len() > GATHERED {
            self.whole.update(bytes);
        } else {
            self.gathered.extend_from_slice(bytes);
        }
    }

    /// The beginning of it; whoever wants all of it asks [`digest`].
    fn finish(&self) -> u64 {
        let mut whole = self.whole.clone();
        whole.update(&self.gathered);
        let mut first = [0; 8];
        first.copy_from_slice(&whole.finalize().as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}
