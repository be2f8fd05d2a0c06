//! Pictures that were replaced, cropped otherwise or moved.

use crate::compare::change::WhatChanged;
use crate::compare::content::{ComparedPage, PictureContent};
use crate::compare::pages::{Found, was_and_now};
use crate::geom::{Abs, Rect};

/// How far a side of what is seen of a picture may shift, in parts of the whole, before
/// another part of it is seen: what rounding may do.
const SAME_CROP: f64 = 0.001;

pub(in crate::compare) fn compare(old: &ComparedPage, new: &ComparedPage, found: &mut Found) {
    let mut rest: Vec<&PictureContent> = old.pictures.iter().collect();
    let mut unmatched = Vec::new();
    // A picture is known by its content, nearest its place; what is left, by its place or
    // its name.
    for picture in &new.pictures {
        let same = |it: &&PictureContent| it.content == picture.content;
        match take(&mut rest, picture, same) {
            Some(before) => same_picture(before, picture, found),
            None => unmatched.push(picture),
        }
    }
    for picture in unmatched {
        let in_its_place = |it: &&PictureContent| {
            overlap(it.frame, picture.frame)
                || it.file.is_some() && it.file == picture.file && it.slug == picture.slug
        };
        let (file, slug) = (picture.file.clone(), picture.slug.clone());
        let kind = match take(&mut rest, picture, in_its_place) {
            Some(before) => {
                WhatChanged::PictureReplaced { was: before.file.clone(), now: file, slug }
            }
            None => WhatChanged::PictureCame { picture: file, slug },
        };
        found.add(kind, &[picture.frame]);
    }
    for gone in rest {
        let (picture, slug) = (gone.file.clone(), gone.slug.clone());
        found.add(WhatChanged::PictureWent { picture, slug }, &[gone.frame]);
    }
}

/// Takes out the picture nearest the place of another among those that will do.
fn take<'p>(
    rest: &mut Vec<&'p PictureContent>,
    picture: &PictureContent,
    will_do: impl Fn(&&PictureContent) -> bool,
) -> Option<&'p PictureContent> {
    let apart = |it: &PictureContent| {
        (it.frame.left - picture.frame.left).abs() + (it.frame.top - picture.frame.top).abs()
    };
    let those = rest.iter().enumerate().filter(|(_, it)| will_do(it));
    let (at, _) = those.min_by_key(|(_, it)| apart(it))?;
    Some(rest.remove(at))
}

fn same_picture(old: &PictureContent, new: &PictureContent, found: &mut Found) {
    let (picture, slug) = (new.file.clone(), new.slug.clone());
    let is_recropped =
        crop(old).into_iter().zip(crop(new)).any(|(old, new)| (old - new).abs() > SAME_CROP);
    if is_recropped {
        let (picture, slug) = (picture.clone(), slug.clone());
        found.add(WhatChanged::PictureRecropped { picture, slug }, &[new.frame]);
    }
    if old.frame != new.frame {
        let [was, now] = was_and_now(old.frame, new.frame);
        found.add(WhatChanged::PictureMoved { picture, slug, was, now }, &[new.frame]);
    }
}

/// How much of the whole is cut off at the left, the top, the right and the bottom.
fn crop(PictureContent { frame, whole, .. }: &PictureContent) -> [f64; 4] {
    let (width, height) = (whole.right - whole.left, whole.bottom - whole.top);
    let part = |cut: Abs, of: Abs| if of > Abs::ZERO { cut.to_pt() / of.to_pt() } else { 0.0 };
    [
        part(frame.left - whole.left, width),
        part(frame.top - whole.top, height),
        part(whole.right - frame.right, width),
        part(whole.bottom - frame.bottom, height),
    ]
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.left < other.right
        && other.left < one.right
        && one.top < other.bottom
        && other.top < one.bottom
}
