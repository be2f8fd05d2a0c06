//! Grays as tints of black ink alone.

/// How much light a lightness stands for (CIE 15, 8.2.1.1), white being 1.
pub(super) fn light(lightness: f64) -> f64 {
    let f = (lightness + 16.0) / 116.0;
    if f > 6.0 / 29.0 { f.powi(3) } else { lightness / 903.296_3 }.max(0.0)
}

/// The light of 256 grays with the tone curve of sRGB (IEC 61966-2-1).
pub(super) fn srgb_lights() -> [f64; 256] {
    std::array::from_fn(|gray| {
        let value = gray as f64 / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// The tint of black, 0 to 255, that is as light as each of 256 grays.
///
/// With the black point compensated (ISO 18619), light is mapped in proportion
/// so that the darkest gray becomes solid black and white becomes paper;
/// otherwise what is darker than solid black becomes solid black.
pub(super) fn blacks(grays: &[f64; 256], ramp: &[f64; 256], compensated: bool) -> [u8; 256] {
    // More ink is never lighter, whatever wiggles the measurements have.
    let mut ramp = *ramp;
    for k in 1..ramp.len() {
        ramp[k] = ramp[k].min(ramp[k - 1]);
    }
    let (paper, solid) = (ramp[0], ramp[255]);
    let (darkest, white) = (grays[0], grays[255]);
    grays.map(|gray| {
        let wanted = if compensated && white > darkest {
            solid + (gray - darkest) * (paper - solid) / (white - darkest)
        } else {
            gray
        };
        tint(&ramp, wanted)
    })
}

/// The tint that gives back so much light, to the nearest 255th.
fn tint(ramp: &[f64; 256], wanted: f64) -> u8 {
    let above = ramp.partition_point(|light| *light >= wanted);
    match above {
        0 => 0,
        256 => 255,
        // Between two tints: the nearer one.
        at if ramp[at - 1] - wanted <= wanted - ramp[at] => (at - 1) as u8,
        at => at as u8,
    }
}
