//! SVG as a drawing: `usvg` resolves styles, references and units, its shapes
//! become ours, and lettering becomes outlines in the faces of the library.
//!
//! The file is looked over before usvg sees it ([`guard`]), so that it names no
//! other file and cannot swell. What cannot be drawn as shapes in ink is refused
//! with its name: a chart without its shadow is another chart.

mod convert;
mod families;
mod guard;
mod lettering;
mod written;

use std::sync::Arc;

use usvg::{ImageHrefResolver, Options, Tree};

use super::drawing::Drawing;
use super::error::{SvgFault, Undrawable};
use crate::diag::finding::CodePoint;
use crate::font::FontLibrary;
use lettering::SvgLettering;

/// Takes an SVG apart.
pub(super) fn read(bytes: &[u8], fonts: &FontLibrary) -> Result<Drawing, SvgFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| SvgFault::Malformed)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // 1. What it names and what it could become.
    let found = guard::check(text)?;
    let text = &*families::quoted(text);
    // 2. Styles, references and units; type in the faces of the house.
    let lettering = SvgLettering::new(fonts, found.has_text);
    let options = Options {
        resources_dir: None,
        font_family: "hei".to_owned(),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        font_resolver: lettering.resolver(),
        fontdb: Arc::clone(lettering.database()),
        ..Options::default()
    };
    let tree = Tree::from_str(text, &options).map_err(|error| match error {
        usvg::Error::InvalidSize => SvgFault::NoSize,
        usvg::Error::ElementsLimitReached => SvgFault::Swells,
        _ => SvgFault::Malformed,
    })?;
    drop(options);
    if let Some(missing) = lettering.missing() {
        return Err(SvgFault::NoGlyph { code_point: CodePoint(missing) });
    }
    // 3. Shapes.
    let (size, parts) = convert::convert(&tree)?;
    let states_size = found.states_size;
    Ok(Drawing { size, states_size, parts, replaced_families: lettering.replaced() })
}
