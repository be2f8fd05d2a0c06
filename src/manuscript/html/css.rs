//! What the styles of an element say, as far as it matters to copy.

/// How an element looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct InlineLook {
    pub(super) is_bold: Option<bool>,
    pub(super) is_italic: Option<bool>,
    pub(super) has_dots: bool,
    pub(super) is_centered: bool,
    pub(super) is_at_right: bool,
    pub(super) is_hidden: bool,
    pub(super) is_raised: bool,
}

impl InlineLook {
    /// What `style="…"` says.
    pub(super) fn of(style: &str) -> Self {
        const BOLD: u32 = 600;
        let mut look = Self::default();
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let name = name.trim().to_ascii_lowercase();
            let value = value.trim().to_ascii_lowercase();
            let value = value.trim_end_matches("!important").trim();
            match name.as_str() {
                "font-weight" => {
                    let weight = value.parse::<u32>().ok();
                    let is_bold = value.starts_with("bold") || weight.is_some_and(|it| it >= BOLD);
                    look.is_bold = Some(is_bold);
                }
                "font-style" => look.is_italic = Some(value == "italic" || value == "oblique"),
                "text-emphasis" | "text-emphasis-style" | "-webkit-text-emphasis" => {
                    look.has_dots = value != "none";
                }
                "text-align" => {
                    look.is_centered = value == "center";
                    look.is_at_right = value == "right" || value == "end";
                }
                "display" => look.is_hidden |= value == "none",
                "visibility" => look.is_hidden |= value == "hidden",
                "vertical-align" => look.is_raised = value == "super",
                _ => {}
            }
        }
        look
    }
}
