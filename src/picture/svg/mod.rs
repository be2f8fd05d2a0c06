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

use std::sync::Arc;

use usvg::{ImageHrefResolver, Options, Tree};

use super::drawing::Drawing;
use crate::diag::Text;
use crate::font::FontLibrary;
use crate::say;
use lettering::SvgLettering;

/// Why an SVG cannot be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SvgFault {
    /// It is no well-formed XML, or no SVG.
    Malformed,
    /// It says no size, or one that is nothing.
    NoSize,
    /// It names another file or an address.
    Outside,
    /// It holds programs.
    Script,
    /// What it would become by its references is more than any drawing.
    Swells,
    /// Its lettering has a character that no face has.
    NoGlyph(char),
    /// It has something that is no shape in ink.
    Undrawable(Undrawable),
}

/// What a drawing may not have, by the name that drawing programs give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undrawable {
    /// Pixels inside the file.
    Pixels,
    /// Text of a web page.
    ForeignObject,
    /// Shadows, blurs and other effects on pixels.
    Filter,
    /// A soft mask.
    Mask,
    /// A repeated tile.
    Pattern,
    /// A blend mode.
    Blend,
    /// A group of several shapes that is see-through as a whole.
    GroupOpacity,
    /// A gradient with see-through colors.
    SeeThroughGradient,
    /// A gradient that begins again.
    RepeatedGradient,
    /// Several outlines with holes that clip together.
    MixedClip,
}

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
        return Err(SvgFault::NoGlyph(missing));
    }
    // 3. Shapes.
    let (size, parts) = convert::convert(&tree)?;
    let states_size = found.states_size;
    Ok(Drawing { size, states_size, parts, replaced_families: lettering.replaced() })
}

impl SvgFault {
    /// What is wrong.
    pub(super) fn text(self) -> Text {
        match self {
            Self::Malformed => say!("the SVG file is damaged", "SVG 文件已损坏"),
            Self::NoSize => say!("the SVG says no size", "SVG 没有写明尺寸"),
            Self::Outside => say!(
                "the SVG names another file or an address on the network, which is never opened",
                "SVG 引用了别的文件或网络地址，这类引用一律不打开"
            ),
            Self::Script => {
                say!("the SVG holds a program (script)", "SVG 里含有程序（script）")
            }
            Self::Swells => say!(
                "the SVG would swell to far more shapes than any drawing has",
                "SVG 展开后的图形数量远远超过正常图稿"
            ),
            Self::NoGlyph(c) => {
                say!("no face has the character “{c}” of the SVG", "没有字体含有 SVG 里的“{c}”字")
            }
            Self::Undrawable(what) => {
                let Text { en, zh } = what.name();
                say!(
                    "the SVG has {en}, which cannot be printed as vectors",
                    "SVG 里有{zh}，不能作为矢量印刷"
                )
            }
        }
    }

    /// What to do, if there is anything.
    pub(super) fn hint(self) -> Option<Text> {
        match self {
            Self::Malformed => Some(say!("export the drawing again", "请重新导出图稿")),
            Self::NoSize => Some(say!(
                "give <svg> a viewBox, or width and height",
                "给 <svg> 写上 viewBox，或 width 和 height"
            )),
            Self::Outside => Some(say!(
                "export it with everything inside the one file, and lettering as paths",
                "导出时把所有内容放进同一个文件，文字转成轮廓"
            )),
            Self::Script => Some(say!("export it as a plain SVG", "请导出为普通 SVG")),
            Self::Swells => None,
            Self::NoGlyph(_) => Some(say!(
                "export the lettering as paths, or add a font that has it",
                "导出时把文字转成轮廓，或添加含有该字的字体"
            )),
            Self::Undrawable(Undrawable::Pixels) => Some(say!(
                "place the pixels as a picture of their own, as JPEG or PNG",
                "把其中的像素图单独存成 JPEG 或 PNG 图片"
            )),
            Self::Undrawable(_) => Some(say!(
                "expand or flatten it in the drawing program, or export a PNG at 300 ppi",
                "在绘图软件里展开或拼合，或导出 300 ppi 的 PNG"
            )),
        }
    }
}

impl Undrawable {
    fn name(self) -> Text {
        match self {
            Self::Pixels => say!("pixels (<image>)", "像素图（<image>）"),
            Self::ForeignObject => {
                say!("web text (<foreignObject>)", "网页文字（<foreignObject>）")
            }
            Self::Filter => say!("a filter, such as a shadow or a blur", "滤镜（阴影、模糊等）"),
            Self::Mask => say!("a soft mask", "蒙版"),
            Self::Pattern => say!("a pattern", "图案填充"),
            Self::Blend => say!("a blend mode", "混合模式"),
            Self::GroupOpacity => say!("a see-through group of shapes", "整组半透明的图形"),
            Self::SeeThroughGradient => say!("a see-through gradient", "半透明的渐变"),
            Self::RepeatedGradient => say!("a gradient that begins again", "重复的渐变"),
            Self::MixedClip => {
                say!("a clip of several outlines with holes", "由多个带孔轮廓组成的剪切")
            }
        }
    }
}
