//! The parameters of functions, read as text.

/// A function as it is declared.
pub(crate) struct Signature<'t> {
    pub(crate) name: &'t str,
    /// Each as it is written, `self` too.
    pub(crate) parameters: Vec<&'t str>,
}

/// The functions that some code declares.
pub(crate) fn signatures(code: &str) -> Vec<Signature<'_>> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let starts = code.match_indices("fn").filter(|(at, _)| !code[..*at].ends_with(is_name));
    let declared = starts.filter_map(|(at, word)| {
        let rest = code[at + word.len()..].strip_prefix(char::is_whitespace)?.trim_start();
        let (name, rest) = rest.split_at(rest.find(|c| !is_name(c))?);
        let rest = rest.trim_start();
        // Between the name and the parameters may be generic ones.
        let rest = match rest.strip_prefix('<') {
            Some(inside) => inside[end_of(inside)..].trim_start_matches('>').trim_start(),
            None => rest,
        };
        let inside = rest.strip_prefix('(').filter(|_| !name.is_empty())?;
        Some(Signature { name, parameters: parts(&inside[..end_of(inside)]) })
    });
    declared.collect()
}

/// The characters of a text that stand in no bracket, up to the one that closes the
/// bracket before the text, if there is one.
fn outside_brackets(text: &str) -> Vec<(usize, char)> {
    let mut list = Vec::new();
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let is_arrow = before == '-' && c == '>';
        before = c;
        if depth == 0 {
            list.push((at, c));
        }
        match c {
            _ if is_arrow => {}
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' if depth == 0 => break,
            ')' | ']' | '}' | '>' => depth -= 1,
            _ => {}
        }
    }
    list
}

/// Where the bracket is closed that stands before a text.
fn end_of(text: &str) -> usize {
    let last = outside_brackets(text).pop();
    last.filter(|(_, c)| ")]}>".contains(*c)).map_or(text.len(), |(at, _)| at)
}

/// The parts of a text between commas that stand in no bracket.
fn parts(text: &str) -> Vec<&str> {
    let commas = outside_brackets(text).into_iter().filter(|(_, c)| *c == ',');
    let ends = commas.map(|(at, _)| at).chain([text.len()]);
    let mut start = 0;
    let all = ends.map(|end| text[std::mem::replace(&mut start, end + 1)..end].trim());
    all.filter(|part| !part.is_empty()).collect()
}

/// Whether a parameter's type is a tuple, lent or not.
pub(crate) fn is_tuple(parameter: &str) -> bool {
    let outside = outside_brackets(parameter);
    // The colon behind the pattern; paths in it have two.
    let is_path =
        |at: usize| parameter[at + 1..].starts_with(':') || parameter[..at].ends_with(':');
    let Some((colon, _)) = outside.into_iter().find(|(at, c)| *c == ':' && !is_path(*at)) else {
        return false;
    };
    let mut rest = parameter[colon + 1..].trim_start();
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    while let Some(lent) = rest.strip_prefix('&').map(str::trim_start) {
        let lent = lent.strip_prefix('\'').map_or(lent, |name| name.trim_start_matches(is_name));
        let lent = lent.trim_start();
        rest = lent.strip_prefix("mut").filter(|it| !it.starts_with(is_name)).unwrap_or(lent);
        rest = rest.trim_start();
    }
    // One thing in brackets, as `&(dyn Draw)`, is no tuple.
    rest.strip_prefix('(').is_some_and(|inside| parts(&inside[..end_of(inside)]).len() > 1)
}

#[test]
fn the_reader_of_signatures_finds_tuples() {
    let tuples = |code: &str| -> Vec<String> {
        let all = signatures(code);
        let tuples = all.iter().map(|one| {
            let count = one.parameters.iter().filter(|parameter| is_tuple(parameter)).count();
            format!("{} {}/{count}", one.name, one.parameters.len())
        });
        tuples.collect()
    };
    assert_eq!(tuples("fn a(x: u8, (y, z): (u8, Vec<(u8, u8)>),) {"), ["a 2/1"]);
    assert_eq!(tuples("fn\n  a < T: Fn(u8) -> u8 >\n (\n  x :\n (T, u8)\n)"), ["a 1/1"]);
    assert_eq!(tuples("fn a(&self, x: &mut (u8, u8), y: & 'a  mut(u8, u8))"), ["a 3/2"]);
    assert_eq!(tuples("fn a(x: &'a (u8, u8), y: &&(u8, u8), z: &mutable::T<(u8, u8)>)"), ["a 3/2"]);
    assert_eq!(tuples("fn a(Some { x: (y, _) }: Some, z: fn((u8, u8)) -> u8)"), ["a 2/0"]);
    assert_eq!(tuples("fn a(x: &(dyn Draw), y: [(u8, u8); 2], z: ())"), ["a 3/0"]);
    assert_eq!(
        tuples("fn a(f: impl Fn(&str) -> bool, x: (u8, u8)) { fn b(x: (u8, u8))"),
        ["a 2/1", "b 1/1"]
    );
    assert_eq!(tuples("a_fn (x: (u8, u8)); fn_b(x)"), Vec::<String>::new());
}
