//! Advertisements that differ from their places.

use super::SizeMm;
use super::placed::{Sides, joined};
use crate::diag::Text;
use crate::diag::keep::kept_structs;
use crate::say;

findings! {
    /// An advertisement that differs from its place.
    AdPlace {
        /// It is larger than its place.
        TooLarge { ad, ad_fit } = Overset,
            {
                let Text { en, zh } = ad_fit.text();
                say!(
                    "the advertisement `{ad}` is larger than its place: {en}",
                    "广告“{ad}”比版位大：{zh}"
                )
            },
            {
                let (place, Text { en, zh }) = ad_fit.right_place();
                [say!(
                    "give it a place of {place} mm{en}, or write fit = \"contain\" instead of scale",
                    "版位{zh}应为 {place} 毫米，或不写 `scale` 而写 `fit = \"完整\"`"
                )]
            };
        /// Something of it is cut off, by its place.
        Cut { ad, ad_fit } = AdCrop,
            cut_off(ad, ad_fit),
            {
                let (place, Text { en, zh }) = ad_fit.right_place();
                [say!(
                    "give it a place of {place} mm{en}, or write fit = \"contain\"",
                    "版位{zh}应为 {place} 毫米，或写 `fit = \"完整\"`"
                )]
            };
        /// Something of it is cut off, by the knife.
        CutByKnife { ad, ad_fit } = AdCrop,
            cut_off(ad, ad_fit),
            [say!(
                "what lies beyond the edge of the paper is cut off: move it, or place its bleed there with box = \"bleed\"",
                "纸边以外的部分会被裁掉：请移动版位，或写 `box = \"出血\"` 让出血落在纸边外"
            )];
        /// It is scaled as the spec says.
        ScaledAsSaid { ad, ad_fit } = AdScale as Note,
            not_of_file(ad, ad_fit),
            [say!("make sure that who ordered it knows", "请确认客户知道缩放")];
        /// It is scaled.
        Scaled { ad, ad_fit } = AdScale,
            not_of_file(ad, ad_fit),
            {
                let (place, Text { en, zh }) = ad_fit.right_place();
                [say!(
                    "give it a place of {place} mm{en}, or ask for a file in the size of the place; if it is meant, write `scale` in percent",
                    "版位{zh}应为 {place} 毫米，或请客户按版位尺寸重做；有意缩放就写明 `scale`"
                )]
            };
        /// Its place is of another size.
        OtherSize { ad, ad_fit } = AdSize,
            {
                let Text { en, zh } = ad_fit.text();
                say!(
                    "the advertisement `{ad}` and its place are not of one size: {en}",
                    "广告“{ad}”与版位尺寸不符：{zh}"
                )
            },
            {
                let (place, Text { en, zh }) = ad_fit.right_place();
                [match ad_fit.file_mm {
                    Some(_) => say!(
                        "give it a place of {place} mm{en}, or ask for a file in the size of the place",
                        "版位{zh}应为 {place} 毫米，或请客户按版位尺寸重做"
                    ),
                    None => say!(
                        "give it a place of its proportions, such as {place} mm{en}",
                        "请按文件的长宽比定版位，如 {place} 毫米{zh}"
                    ),
                }]
            };
    }
}

/// An advertisement, its file and its place, in numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdMeasures {
    /// Its place, without label and frame.
    pub place_mm: SizeMm,
    /// Whether label or frame take something of the place.
    pub has_less_room: bool,
    /// What the file says of its size.
    pub file_mm: Option<SizeMm>,
    /// The pixels of a file that says nothing; none of vectors.
    pub pixels: Option<[u32; 2]>,
    /// How large it is drawn, of the size that the file says.
    pub scale_percent: Option<f64>,
    /// How much of its area is cut off.
    pub cut_percent: f64,
    /// What is cut off in all, of its width and of its height.
    pub cut_mm: SizeMm,
    /// What is cut off at each side.
    pub cut_sides_mm: Sides,
    /// The place that it would fit, label and frame included.
    pub right_place_mm: SizeMm,
}

kept_structs! { AdMeasures {
    place_mm, has_less_room, file_mm, pixels, scale_percent, cut_percent, cut_mm, cut_sides_mm,
    right_place_mm,
} }

impl super::members::Member for AdMeasures {
    fn tell(&self, _: &'static str, members: &mut super::Members) {
        members.add("place_mm", &self.place_mm);
        if let Some(file) = self.file_mm {
            members.add("file_mm", &file);
        }
        if let Some(scale) = self.scale_percent {
            members.add("scale_percent", &scale);
        }
        members.add("cut_percent", &self.cut_percent);
        members.add("cut_mm", &self.cut_mm);
        members.add("right_place_mm", &self.right_place_mm);
    }

    fn add_name(_: &'static str, names: &mut Vec<&'static str>) {
        names.extend([
            "place_mm",
            "file_mm",
            "scale_percent",
            "cut_percent",
            "cut_mm",
            "right_place_mm",
        ]);
    }

    fn schema(_: &mut schemars::SchemaGenerator) -> Option<schemars::Schema> {
        None
    }
}

impl AdMeasures {
    /// Place, file, scale and what is cut off.
    fn text(&self) -> Text {
        let room = by(self.place_mm);
        let mut all = vec![match self.has_less_room {
            true => {
                say!(
                    "the room inside label and frame is {room} mm",
                    "除去标签和边框，版位 {room} 毫米"
                )
            }
            false => say!("the place is {room} mm", "版位 {room} 毫米"),
        }];
        match (self.file_mm, self.pixels) {
            (Some(file), _) => {
                let (size, scale) = (by(file), self.scale_percent.unwrap_or_default());
                all.push(say!("the file {size} mm", "文件 {size} 毫米"));
                all.push(say!("scaled to {scale} %", "缩放 {scale}%"));
            }
            (None, None) => all.push(say!("the file says no size", "文件没有写明尺寸")),
            (None, Some([width, height])) => {
                all.push(say!(
                    "the file {width} x {height} pixels",
                    "文件 {width} x {height} 像素"
                ));
            }
        }
        let off = self.cut_sides_mm.cut().map(|(edge, off)| {
            let Text { en, zh } = edge.text();
            say!("{en} {off}", "{zh} {off}")
        });
        if let Text { en, zh } = joined(off.collect(), &say!(" mm, ", " 毫米、"))
            && !en.is_empty()
        {
            let share = self.cut_percent;
            all.push(say!(
                "cut off {en} mm, {share} % of its area",
                "裁去{zh} 毫米，占画面 {share}%"
            ));
        }
        joined(all, &say!(", ", "，"))
    }

    /// The place that it would fit, and what is to be said with it.
    fn right_place(&self) -> (String, Text) {
        let with = match self.has_less_room {
            true => say!(", label and frame included", "（含标签和边框）"),
            false => Text::default(),
        };
        (by(self.right_place_mm), with)
    }
}

fn cut_off(ad: &str, fit: &AdMeasures) -> Text {
    let Text { en, zh } = fit.text();
    say!("something of the advertisement `{ad}` is cut off: {en}", "广告“{ad}”被裁去一部分：{zh}")
}

fn not_of_file(ad: &str, fit: &AdMeasures) -> Text {
    let Text { en, zh } = fit.text();
    say!(
        "the advertisement `{ad}` is not printed in the size of its file: {en}",
        "广告“{ad}”没有按文件尺寸排：{zh}"
    )
}

fn by(SizeMm { width, height }: SizeMm) -> String {
    format!("{width} x {height}")
}
