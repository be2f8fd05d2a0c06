//! PostScript calculator functions (PDF 32000-1, 7.10.5).
//!
//! The one of `hayro-interpret` divides by zero and goes down into braces
//! without end when a file says so; here whatever has no value ends the
//! calculation, and braces become jumps, so that no depth of theirs matters.

/// Steps of a calculation; those of real files have some hundred.
const MOST_STEPS: usize = 20_000;
/// Values on the stack (PDF 32000-1, annex C).
const MOST_VALUES: usize = 100;

/// A calculation: it has no loops, so that it ends after its last step.
#[derive(Debug)]
pub(super) struct Calculator {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Push(CalculatorValue),
    Do(Operator),
    Jump(usize),
    /// If the value on the stack is false.
    JumpUnless(usize),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum CalculatorValue {
    Number(f64),
    Truth(bool),
}

/// A part in braces, by places among the steps.
struct Procedure {
    /// The jump before it.
    jump: usize,
    end: usize,
}

impl Calculator {
    /// Reads a calculation; `None` if it is none, or far too long.
    pub(super) fn read(data: &[u8]) -> Option<Self> {
        let mut steps = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        // Parts in braces that wait for their `if` or `ifelse`.
        let mut waiting: Vec<Procedure> = Vec::new();
        let mut depth = 0_usize;
        for word in words(data) {
            match word {
                b"{" => {
                    depth += 1;
                    if depth > 1 {
                        open.push(steps.len());
                        steps.push(Step::Jump(0));
                    }
                }
                b"}" => {
                    depth = depth.checked_sub(1)?;
                    match open.pop() {
                        Some(jump) => waiting.push(Procedure { jump, end: steps.len() }),
                        None => return waiting.is_empty().then_some(Self { steps }),
                    }
                }
                b"if" => {
                    let Procedure { jump, end } = waiting.pop()?;
                    steps[jump] = Step::JumpUnless(end);
                }
                b"ifelse" => {
                    let second = waiting.pop()?;
                    let first = waiting.pop()?;
                    steps[first.jump] = Step::JumpUnless(second.jump + 1);
                    steps[second.jump] = Step::Jump(second.end);
                }
                other if depth > 0 => steps.push(step(other)?),
                _ => return None,
            }
            if steps.len() > MOST_STEPS {
                return None;
            }
        }
        None
    }

    /// How long it takes, in steps.
    pub(super) fn steps(&self) -> usize {
        self.steps.len()
    }

    /// The values on the stack in the end, the last `outputs` of them.
    pub(super) fn at(&self, input: &[f32], outputs: usize) -> Option<Vec<f32>> {
        let mut stack =
            Stack(input.iter().map(|v| CalculatorValue::Number(f64::from(*v))).collect());
        let mut next = 0;
        while let Some(step) = self.steps.get(next) {
            next += 1;
            match step {
                Step::Push(value) => stack.push(*value)?,
                Step::Do(operator) => operator.apply(&mut stack)?,
                // Jumps only lead onwards.
                Step::Jump(to) => next = *to,
                Step::JumpUnless(to) => {
                    if !stack.truth()? {
                        next = *to;
                    }
                }
            }
        }
        let values = &stack.0[stack.0.len().checked_sub(outputs)?..];
        values
            .iter()
            .map(|value| match value {
                CalculatorValue::Number(number) => Some(*number as f32),
                CalculatorValue::Truth(_) => None,
            })
            .collect()
    }
}

/// Words and braces, without comments.
fn words(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_blank = |byte: &u8| matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ');
    let mut rest = data;
    std::iter::from_fn(move || {
        loop {
            let start = rest.iter().position(|byte| !is_blank(byte))?;
            rest = &rest[start..];
            if rest[0] != b'%' {
                break;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
            rest = &rest[end..];
        }
        let ends = |byte: &u8| is_blank(byte) || matches!(byte, b'{' | b'}' | b'%');
        let length = match rest[0] {
            b'{' | b'}' => 1,
            _ => rest.iter().position(ends).unwrap_or(rest.len()),
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        Some(word)
    })
}

fn step(word: &[u8]) -> Option<Step> {
    let word = std::str::from_utf8(word).ok()?;
    Some(match word {
        "true" => Step::Push(CalculatorValue::Truth(true)),
        "false" => Step::Push(CalculatorValue::Truth(false)),
        _ => match OPERATORS.iter().find(|(name, _)| *name == word) {
            Some((_, operator)) => Step::Do(*operator),
            None => {
                let number: f64 = word.parse().ok()?;
                Step::Push(CalculatorValue::Number(
                    Some(number).filter(|number| number.is_finite())?,
                ))
            }
        },
    })
}

struct Stack(Vec<CalculatorValue>);

impl Stack {
    fn push(&mut self, value: CalculatorValue) -> Option<()> {
        (self.0.len() < MOST_VALUES).then(|| self.0.push(value))
    }

    fn number(&mut self) -> Option<f64> {
        match self.0.pop()? {
            CalculatorValue::Number(number) => Some(number),
            CalculatorValue::Truth(_) => None,
        }
    }

    fn truth(&mut self) -> Option<bool> {
        match self.0.pop()? {
            CalculatorValue::Truth(truth) => Some(truth),
            CalculatorValue::Number(_) => None,
        }
    }

    /// A number without fraction, as PostScript's integers of 32 bits.
    fn integer(&mut self) -> Option<i32> {
        to_integer(self.number()?)
    }

    /// A number that counts values on the stack.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.integer()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }
}

fn to_integer(number: f64) -> Option<i32> {
    let is_whole =
        number.trunc() == number && (-2_147_483_648.0..2_147_483_648.0).contains(&number);
    is_whole.then_some(number as i32)
}

#[derive(Debug, Clone, Copy)]
enum Operator {
    /// From one number to another.
    One(fn(f64) -> f64),
    /// From two numbers to one.
    Two(fn(f64, f64) -> f64),
    /// From two integers to one; none where there is none.
    Whole(fn(i32, i32) -> Option<i32>),
    /// Whether two numbers are so.
    Compare(fn(f64, f64) -> bool),
    /// Bit by bit, or on truths.
    Logic(fn(i32, i32) -> i32),
    Equal,
    NotEqual,
    Not,
    Copy,
    Dup,
    Exch,
    Index,
    Pop,
    Roll,
}

/// The names of PDF 32000-1, table 42.
const OPERATORS: [(&str, Operator); 38] = [
    ("abs", Operator::One(f64::abs)),
    ("add", Operator::Two(|a, b| a + b)),
    ("and", Operator::Logic(|a, b| a & b)),
    ("atan", Operator::Two(|a, b| a.atan2(b).to_degrees().rem_euclid(360.0))),
    ("bitshift", Operator::Whole(|a, by| Some(shift(a, by)))),
    ("ceiling", Operator::One(f64::ceil)),
    ("copy", Operator::Copy),
    ("cos", Operator::One(|a| a.to_radians().cos())),
    ("cvi", Operator::One(f64::trunc)),
    ("cvr", Operator::One(|a| a)),
    ("div", Operator::Two(|a, b| a / b)),
    ("dup", Operator::Dup),
    ("eq", Operator::Equal),
    ("exch", Operator::Exch),
    ("exp", Operator::Two(f64::powf)),
    ("floor", Operator::One(f64::floor)),
    ("ge", Operator::Compare(|a, b| a >= b)),
    ("gt", Operator::Compare(|a, b| a > b)),
    ("idiv", Operator::Whole(i32::checked_div)),
    ("index", Operator::Index),
    ("le", Operator::Compare(|a, b| a <= b)),
    ("ln", Operator::One(f64::ln)),
    ("log", Operator::One(f64::log10)),
    ("lt", Operator::Compare(|a, b| a < b)),
    ("mod", Operator::Whole(i32::checked_rem)),
    ("mul", Operator::Two(|a, b| a * b)),
    ("ne", Operator::NotEqual),
    ("neg", Operator::One(|a| -a)),
    ("not", Operator::Not),
    ("or", Operator::Logic(|a, b| a | b)),
    ("pop", Operator::Pop),
    ("roll", Operator::Roll),
    ("round", Operator::One(|a| (a + 0.5).floor())),
    ("sin", Operator::One(|a| a.to_radians().sin())),
    ("sqrt", Operator::One(f64::sqrt)),
    ("sub", Operator::Two(|a, b| a - b)),
    ("truncate", Operator::One(f64::trunc)),
    ("xor", Operator::Logic(|a, b| a ^ b)),
];

/// To the left, or to the right if `by` is negative.
fn shift(value: i32, by: i32) -> i32 {
    let bits = by.unsigned_abs();
    if by >= 0 {
        value.checked_shl(bits).unwrap_or(0)
    } else {
        (value as u32).checked_shr(bits).unwrap_or(0) as i32
    }
}

impl Operator {
    /// Does it; `None` if there is no value.
    fn apply(self, stack: &mut Stack) -> Option<()> {
        let finite =
            |value: f64| Some(CalculatorValue::Number(Some(value).filter(|v| v.is_finite())?));
        let value = match self {
            Self::One(of) => finite(of(stack.number()?))?,
            Self::Two(of) => {
                let (b, a) = (stack.number()?, stack.number()?);
                finite(of(a, b))?
            }
            Self::Whole(of) => {
                let (b, a) = (stack.integer()?, stack.integer()?);
                CalculatorValue::Number(f64::from(of(a, b)?))
            }
            Self::Compare(of) => {
                let (b, a) = (stack.number()?, stack.number()?);
                CalculatorValue::Truth(of(a, b))
            }
            Self::Logic(of) => match (stack.0.pop()?, stack.0.pop()?) {
                (CalculatorValue::Truth(b), CalculatorValue::Truth(a)) => {
                    CalculatorValue::Truth(of(i32::from(a), i32::from(b)) != 0)
                }
                (CalculatorValue::Number(b), CalculatorValue::Number(a)) => {
                    CalculatorValue::Number(f64::from(of(to_integer(a)?, to_integer(b)?)))
                }
                _ => return None,
            },
            Self::Equal => CalculatorValue::Truth(stack.0.pop()? == stack.0.pop()?),
            Self::NotEqual => CalculatorValue::Truth(stack.0.pop()? != stack.0.pop()?),
            Self::Not => match stack.0.pop()? {
                CalculatorValue::Truth(truth) => CalculatorValue::Truth(!truth),
                CalculatorValue::Number(number) => {
                    CalculatorValue::Number(f64::from(!to_integer(number)?))
                }
            },
            Self::Dup => *stack.0.last()?,
            Self::Index => {
                let below = stack.count()?;
                *stack.0.iter().rev().nth(below)?
            }
            Self::Copy => {
                let count = stack.count()?;
                let from = stack.0.len() - count;
                return (from..from + count).try_for_each(|at| stack.push(stack.0[at]));
            }
            Self::Exch => {
                let last = stack.0.len().checked_sub(1)?;
                stack.0.swap(last.checked_sub(1)?, last);
                return Some(());
            }
            Self::Pop => return stack.0.pop().map(drop),
            Self::Roll => {
                let by = stack.integer()?;
                let count = stack.count()?;
                if count > 0 {
                    let from = stack.0.len() - count;
                    let by = i64::from(by).rem_euclid(count as i64);
                    stack.0[from..].rotate_right(usize::try_from(by).ok()?);
                }
                return Some(());
            }
        };
        stack.push(value)
    }
}
