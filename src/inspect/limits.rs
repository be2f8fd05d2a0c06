//! What a newspaper press can hold. Every number with its source.
//!
//! GWG 2022 is the Ghent Workgroup's specification of 2022 in its variants
//! for newspapers (Newspaper Ads CMYK, WebCMYKNews CMYK). The profiles by which
//! finished files are checked say the same in press/preflight.

/// Type that is white or in more than one ink has at least this size, in
/// points (GWG 2022: below it a warning).
pub const SMALLEST_TYPE_PT: f64 = 10.0;

/// A line has at least this width, in points: one that is white or in more
/// than one ink by GWG 2022 (below it a warning), one in a single ink because
/// thinner ones break up on newsprint.
pub const THINNEST_LINE_PT: f64 = 0.25;

/// Type is rich black from this much black on and from more than this much ink
/// in all, both in percent (GWG 2022: a warning).
pub const RICH_BLACK: (f64, f64) = (85.0, 220.0);

/// Type keeps this distance from the trim, in millimetres: what the knife may
/// be off, as print shops ask for it.
pub const CLOSEST_TO_TRIM_MM: f64 = 3.0;

/// The bleed that print shops ask for, in millimetres, to be named where a page
/// has none.
pub const USUAL_BLEED_MM: f64 = 3.0;

/// Type differs by this much of the way from black to white, in red, green or
/// blue, from what it stands on: a fifth. Chosen by
/// eye: type in a gray of 20 % on bare newsprint is no longer read, only noticed.
pub const LEAST_CONTRAST: f64 = 0.2;
