//! Functions (PDF 32000-1, 7.10), held to bounds before they are read.

use std::fmt;

use hayro::hayro_interpret::Function as Inner;
use hayro::hayro_syntax::object::{Array, Object, dict_or_stream};

use super::decode;

/// Bytes of samples that a sampled function may have.
const MOST_SAMPLES: usize = 16 << 20;
/// How deep functions may stand in each other.
const MOST_DEPTH: usize = 6;
/// Functions side by side in a stitching function.
const MOST_PARTS: usize = 1024;

/// One or several functions that together give the components of a color.
#[derive(Clone)]
pub struct Function {
    parts: Vec<Inner>,
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Function({} parts)", self.parts.len())
    }
}

impl Function {
    /// Reads a function or an array of functions of one value each.
    pub(super) fn read(object: &Object) -> Option<Self> {
        let parts = match object {
            Object::Array(array) => {
                array.iter::<Object>().take(32).map(|part| read(&part)).collect::<Option<_>>()?
            }
            other => vec![read(other)?],
        };
        Some(Self { parts })
    }

    /// How many values go in.
    pub(super) fn inputs(&self) -> usize {
        self.parts.first().map_or(0, Inner::num_inputs)
    }

    /// How many values come out.
    pub(super) fn outputs(&self) -> usize {
        self.parts.iter().map(Inner::num_outputs).sum()
    }

    /// The values at a place; zeros where the function fails.
    #[must_use]
    pub fn at(&self, input: &[f32]) -> Vec<f32> {
        let mut all = Vec::with_capacity(self.outputs());
        for part in &self.parts {
            let mut out = vec![0.0; part.num_outputs()];
            if part.eval(input, &mut out).is_none() {
                out.fill(0.0);
            }
            all.extend(out);
        }
        all
    }
}

fn read(object: &Object) -> Option<Inner> {
    let mut parts = 0;
    is_bounded(object, 0, &mut parts).then(|| Inner::new(object))?
}

/// Whether neither samples nor nesting are out of all proportion.
fn is_bounded(object: &Object, depth: usize, parts: &mut usize) -> bool {
    *parts += 1;
    let Some((dict, stream)) = dict_or_stream(object) else { return false };
    if depth > MOST_DEPTH || *parts > MOST_PARTS {
        return false;
    }
    if let Some(stream) = stream {
        return decode::decoded(stream, MOST_SAMPLES).is_ok();
    }
    dict.get::<Array>("Functions").is_none_or(|functions| {
        functions.iter::<Object>().all(|part| is_bounded(&part, depth + 1, parts))
    })
}
