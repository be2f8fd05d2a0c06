//! Curves as an SVG: time and memory side by side, both axes logarithmic.

use std::fmt::Write;

/// What one series came to.
pub(crate) struct Curve {
    pub(crate) name: &'static str,
    pub(crate) points: Vec<Measured>,
}

/// One point of a curve.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) size: usize,
    pub(crate) seconds: f64,
    /// On all cores.
    pub(crate) cpu: f64,
    pub(crate) mib: f64,
}

/// A field of the drawing with its axes.
struct Panel<'a> {
    title: &'a str,
    across: &'a str,
    left: f64,
    x: Decades,
    y: Decades,
}

/// The powers of ten that an axis goes from and to.
#[derive(Clone, Copy)]
struct Decades {
    first: i32,
    last: i32,
}

const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 220.0;
const TOP: f64 = 34.0;
const LEFTS: [f64; 2] = [56.0, 436.0];
/// Colors that people who see few colors can tell apart (Okabe and Ito).
const COLORS: [&str; 4] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];
/// Text in the drawing.
const FONT: &str = "font-family='sans-serif' font-size='12' fill='#333'";

/// The drawing of some curves over what is counted `across`.
pub(crate) fn svg(across: &str, curves: &[Curve]) -> String {
    let all = || curves.iter().flat_map(|curve| &curve.points);
    let x = Decades::around(all().map(|point| point.size as f64));
    let seconds = Decades::around(all().map(|point| point.seconds));
    let mib = Decades::around(all().map(|point| point.mib));
    let bottom = TOP + HEIGHT;
    let height = bottom + 48.0 + 18.0 * curves.len().div_ceil(2) as f64;
    let mut out = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='760' height='{height}' \
         viewBox='0 0 760 {height}'>\n<rect width='760' height='{height}' fill='#fff'/>\n"
    );
    let time = Panel { title: "seconds", across, left: LEFTS[0], x, y: seconds };
    time.draw(curves, |point| point.seconds, &mut out);
    let memory = Panel { title: "peak memory, MiB", across, left: LEFTS[1], x, y: mib };
    memory.draw(curves, |point| point.mib, &mut out);
    for (number, (curve, color)) in curves.iter().zip(COLORS.iter().cycle()).enumerate() {
        let left = LEFTS[number % 2];
        let y = bottom + 56.0 + 18.0 * (number / 2) as f64;
        let _ = writeln!(
            out,
            "<path d='M{left} {}h22' stroke='{color}' stroke-width='2'/>\
             <text x='{}' y='{y}' {FONT}>{}</text>",
            y - 4.0,
            left + 30.0,
            curve.name
        );
    }
    out.push_str("</svg>\n");
    out
}

impl Panel<'_> {
    fn draw(&self, curves: &[Curve], value: impl Fn(&Measured) -> f64, out: &mut String) {
        let Self { title, across, left, .. } = self;
        let bottom = TOP + HEIGHT;
        let _ = writeln!(out, "<text x='{left}' y='{}' {FONT}>{title}</text>", TOP - 12.0);
        let _ = writeln!(
            out,
            "<text x='{}' y='{}' text-anchor='middle' {FONT}>{across}</text>",
            left + WIDTH / 2.0,
            bottom + 34.0
        );
        for power in self.x.first..=self.x.last {
            let x = left + self.x.share(10_f64.powi(power)) * WIDTH;
            let _ = writeln!(
                out,
                "<path d='M{x:.1} {TOP}v{HEIGHT}' stroke='#ddd'/>\
                 <text x='{x:.1}' y='{}' text-anchor='middle' {FONT}>{}</text>",
                bottom + 17.0,
                label(power)
            );
        }
        for power in self.y.first..=self.y.last {
            let y = bottom - self.y.share(10_f64.powi(power)) * HEIGHT;
            let _ = writeln!(
                out,
                "<path d='M{left} {y:.1}h{WIDTH}' stroke='#ddd'/>\
                 <text x='{}' y='{:.1}' text-anchor='end' {FONT}>{}</text>",
                left - 6.0,
                y + 4.0,
                label(power)
            );
        }
        for (curve, color) in curves.iter().zip(COLORS.iter().cycle()) {
            let place = |point: &Measured| {
                let x = left + self.x.share(point.size as f64) * WIDTH;
                let y = bottom - self.y.share(value(point)) * HEIGHT;
                format!("{x:.1},{y:.1}")
            };
            let places: Vec<String> = curve.points.iter().map(place).collect();
            let _ = writeln!(
                out,
                "<polyline points='{}' fill='none' stroke='{color}' stroke-width='2'/>",
                places.join(" ")
            );
            for place in places {
                let (x, y) = place.split_once(',').unwrap_or_default();
                let _ = writeln!(out, "<circle cx='{x}' cy='{y}' r='2.5' fill='{color}'/>");
            }
        }
    }
}

impl Decades {
    fn around(values: impl Iterator<Item = f64>) -> Self {
        let logs: Vec<f64> = values.filter(|value| *value > 0.0).map(f64::log10).collect();
        let least = logs.iter().copied().fold(f64::INFINITY, f64::min);
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if logs.is_empty() {
            return Self { first: 0, last: 1 };
        }
        let first = least.floor() as i32;
        Self { first, last: (most.ceil() as i32).max(first + 1) }
    }

    /// Where on the axis a value stands, from 0 to 1.
    fn share(self, value: f64) -> f64 {
        (value.log10() - f64::from(self.first)) / f64::from(self.last - self.first)
    }
}

/// A power of ten as it is read.
fn label(power: i32) -> String {
    match power {
        ..0 => format!("{:.*}", power.unsigned_abs() as usize, 10_f64.powi(power)),
        0..=3 => format!("{}", 10_f64.powi(power)),
        4..=5 => format!("{}k", 10_f64.powi(power - 3)),
        _ => format!("{}M", 10_f64.powi(power - 6)),
    }
}
