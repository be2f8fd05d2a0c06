//! Functions (PDF 32000-1, 7.10), held to bounds before they are read.

use std::fmt;
use std::sync::Arc;

use hayro::hayro_interpret::Function as Sampled;
use hayro::hayro_syntax::object::{Array, Dict, Object, Stream, dict_or_stream};

use super::calculator::Calculator;
use super::decode;

/// Bytes of samples that a sampled function may have.
const MOST_SAMPLES: usize = 4 << 20;
/// Values that go into a sampled function; its work doubles with each.
const MOST_INPUTS: usize = 10;
/// Values that come out of one function.
const MOST_OUTPUTS: usize = 32;
/// Bytes of a calculation.
const MOST_PROGRAM: usize = 1 << 20;
/// How deep functions may stand in each other.
const MOST_DEPTH: usize = 6;
/// Functions side by side in a stitching function.
const MOST_PARTS: usize = 1024;

/// One or several functions that together give the components of a color.
#[derive(Clone)]
pub struct Function {
    parts: Vec<Arc<OneFunction>>,
}

/// One function.
struct OneFunction {
    domain: Vec<[f32; 2]>,
    range: Option<Vec<[f32; 2]>>,
    outputs: usize,
    kind: FunctionKind,
}

/// A stretch of the domain on which one of several functions is asked.
struct FunctionStretch {
    function: OneFunction,
    /// Where it ends; it begins where the one before it ends.
    end: f32,
    /// What the function is given at its start and end.
    encode: [f32; 2],
}

enum FunctionKind {
    /// Sampled or exponential (types 0 and 2).
    Plain(Sampled),
    /// One after the other (type 3).
    Stitched(Vec<FunctionStretch>),
    /// Calculated (type 4).
    Calculated(Calculator),
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Function({} parts)", self.parts.len())
    }
}

impl Function {
    /// Reads a function or an array of functions of one value each.
    pub(super) fn read(object: &Object) -> Option<Self> {
        let mut count = 0;
        let mut one = |object: &Object| OneFunction::read(object, 0, &mut count).map(Arc::new);
        let parts = match object {
            Object::Array(array) => {
                array.iter::<Object>().take(32).map(|part| one(&part)).collect::<Option<_>>()?
            }
            other => vec![one(other)?],
        };
        Some(Self { parts })
    }

    /// How many values go in.
    pub(super) fn inputs(&self) -> usize {
        self.parts.first().map_or(0, |part| part.domain.len())
    }

    /// How many values come out.
    pub(super) fn outputs(&self) -> usize {
        self.parts.iter().map(|part| part.outputs).sum()
    }

    /// How long it takes to find a value, in steps of a calculation.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.parts.iter().map(|part| part.steps()).sum()
    }

    /// The values at a place; zeros where the function fails.
    #[must_use]
    pub fn at(&self, input: &[f32]) -> Vec<f32> {
        let mut all = Vec::with_capacity(self.outputs());
        for part in &self.parts {
            let values = part.at(input).filter(|values| values.iter().all(|v| v.is_finite()));
            all.extend(values.unwrap_or_else(|| vec![0.0; part.outputs]));
        }
        all
    }
}

impl OneFunction {
    fn read(object: &Object, depth: usize, count: &mut usize) -> Option<Self> {
        *count += 1;
        let (dict, stream) = dict_or_stream(object)?;
        if depth > MOST_DEPTH || *count > MOST_PARTS {
            return None;
        }
        let domain = intervals(dict, "Domain")?;
        let range = intervals(dict, "Range");
        let (outputs, kind) = match dict.get::<u8>("FunctionType")? {
            0 => {
                let is_whole = decode::whole(stream?, MOST_SAMPLES).is_some();
                plain(object).filter(|_| is_whole && domain.len() <= MOST_INPUTS)?
            }
            2 => plain(object)?,
            3 => stitched(dict, *domain.first()?, depth, count)?,
            4 => (range.as_ref()?.len(), FunctionKind::Calculated(calculated(stream?)?)),
            _ => return None,
        };
        let is_sound = (1..=MOST_OUTPUTS).contains(&outputs) && !domain.is_empty();
        is_sound.then_some(Self { domain, range, outputs, kind })
    }

    fn steps(&self) -> usize {
        match &self.kind {
            FunctionKind::Plain(_) => 1 << self.domain.len(),
            FunctionKind::Stitched(parts) => {
                parts.iter().map(|it| it.function.steps()).max().unwrap_or(0)
            }
            FunctionKind::Calculated(calculator) => calculator.steps(),
        }
    }

    fn at(&self, input: &[f32]) -> Option<Vec<f32>> {
        if input.len() != self.domain.len() {
            return None;
        }
        let held: Vec<f32> = input.iter().zip(&self.domain).map(|(v, to)| hold(*v, *to)).collect();
        let mut values = match &self.kind {
            FunctionKind::Plain(inner) => {
                let mut out = vec![0.0; self.outputs];
                inner.eval(&held, &mut out)?;
                out
            }
            FunctionKind::Stitched(parts) => stitch(parts, self.domain[0], held[0])?,
            FunctionKind::Calculated(calculator) => calculator.at(&held, self.outputs)?,
        };
        for (value, to) in values.iter_mut().zip(self.range.iter().flatten()) {
            *value = hold(*value, *to);
        }
        Some(values)
    }
}

fn plain(object: &Object) -> Option<(usize, FunctionKind)> {
    let inner = Sampled::new(object)?;
    Some((inner.num_outputs(), FunctionKind::Plain(inner)))
}

fn calculated(stream: &Stream) -> Option<Calculator> {
    Calculator::read(&decode::whole(stream, MOST_PROGRAM)?)
}

/// Reads a stitching function (PDF 32000-1, 7.10.4).
fn stitched(
    dict: &Dict,
    [_, most]: [f32; 2],
    depth: usize,
    count: &mut usize,
) -> Option<(usize, FunctionKind)> {
    let functions = dict.get::<Array>("Functions")?;
    let bounds = dict.get::<Array>("Bounds")?;
    let encode = intervals(dict, "Encode")?;
    let ends = bounds.iter::<f32>().chain([most]);
    let mut parts = Vec::new();
    for ((object, end), encode) in functions.iter::<Object>().zip(ends).zip(encode) {
        let function = OneFunction::read(&object, depth + 1, count)?;
        parts.push(FunctionStretch { function, end, encode });
    }
    // Each has its end and its encoding, and none is missing.
    let is_complete =
        parts.len() == functions.raw_iter().count() && parts.len() == bounds.raw_iter().count() + 1;
    let outputs = parts.first()?.function.outputs;
    let fits = |part: &OneFunction| part.outputs == outputs && part.domain.len() == 1;
    let is_even = is_complete && parts.iter().all(|it| fits(&it.function));
    is_even.then_some((outputs, FunctionKind::Stitched(parts)))
}

fn stitch(parts: &[FunctionStretch], domain: [f32; 2], value: f32) -> Option<Vec<f32>> {
    let at = parts.iter().position(|it| value < it.end).unwrap_or(parts.len() - 1);
    let FunctionStretch { function, end, encode: [first, last] } = &parts[at];
    let start = if at == 0 { domain[0] } else { parts[at - 1].end };
    let way = if *end == start { 0.0 } else { (value - start) / (end - start) };
    function.at(&[first + way * (last - first)])
}

/// Pairs of least and most; no more than any function has.
fn intervals(dict: &Dict, key: &str) -> Option<Vec<[f32; 2]>> {
    let numbers: Vec<f32> = dict.get::<Array>(key)?.iter::<f32>().take(2 * MOST_PARTS).collect();
    Some(numbers.as_chunks().0.to_vec())
}

fn hold(value: f32, [least, most]: [f32; 2]) -> f32 {
    value.min(most).max(least)
}
