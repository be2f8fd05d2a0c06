//! Shadings (PDF 32000-1, 8.7.4.5): colors that flow.

use hayro::hayro_syntax::object::{Array, Object, Rect as PdfRect, dict_or_stream};
use hayro::kurbo::{Affine, Circle, Point, Rect};

use super::color::ColorSpace;
use super::function::Function;
use super::mesh::Mesh;
use super::scope::Scope;

/// A shading at its place.
#[derive(Debug, Clone)]
pub struct Shading {
    /// The space of its colors.
    pub space: ColorSpace,
    /// How the colors run.
    pub geometry: Geometry,
    /// From places or parameters to colors; `None` if the parameter is the
    /// color.
    pub function: Option<Function>,
    /// The color outside of its geometry, for patterns only.
    pub background: Option<Vec<f32>>,
    /// Where it ends, in its own space.
    pub bounds: Option<Rect>,
    /// From its own space to page space.
    pub transform: Affine,
}

/// How the colors of a shading run.
#[derive(Debug, Clone)]
pub enum Geometry {
    /// By a function of the place.
    Places {
        /// From the function's domain to the shading's space.
        matrix: Affine,
        /// Least and most of both values.
        domain: [f32; 4],
    },
    /// Along a line.
    Axial {
        /// Where it starts.
        from: Point,
        /// Where it ends.
        to: Point,
        /// The parameter at both ends.
        domain: [f32; 2],
        /// Whether the colors of the ends go on beyond them.
        extend: [bool; 2],
    },
    /// From circle to circle.
    Radial {
        /// The first circle.
        from: Circle,
        /// The last.
        to: Circle,
        /// The parameter at both.
        domain: [f32; 2],
        /// Whether the colors of the ends go on beyond them.
        extend: [bool; 2],
    },
    /// Over a mesh of triangles or patches.
    Mesh(Mesh),
}

impl Shading {
    /// Reads a shading.
    pub(super) fn read(object: &Object, transform: Affine, scope: Scope) -> Option<Self> {
        let (dict, stream) = dict_or_stream(object)?;
        let space = ColorSpace::read(&dict.get::<Object>("ColorSpace")?, scope)?;
        let background = dict.get::<Array>("Background");
        let background = background.map(|array| array.iter::<f32>().take(32).collect());
        let bounds = dict.get::<PdfRect>("BBox");
        let bounds = bounds.map(|r| Rect::new(r.x0, r.y0, r.x1, r.y1));
        let function = dict.get::<Object>("Function");
        let function = function.and_then(|object| Function::read(&object));
        let extend = dict.get::<Array>("Extend").map_or([false; 2], |array| {
            let mut ends = array.iter::<bool>();
            [ends.next().unwrap_or(false), ends.next().unwrap_or(false)]
        });
        let domain = dict.get::<[f32; 2]>("Domain").unwrap_or([0.0, 1.0]);
        let geometry = match dict.get::<u8>("ShadingType")? {
            1 => Geometry::Places {
                matrix: dict.get::<[f64; 6]>("Matrix").map_or(Affine::IDENTITY, Affine::new),
                domain: dict.get::<[f32; 4]>("Domain").unwrap_or([0.0, 1.0, 0.0, 1.0]),
            },
            2 => {
                let [x0, y0, x1, y1] = dict.get::<[f64; 4]>("Coords")?;
                let (from, to) = (Point::new(x0, y0), Point::new(x1, y1));
                Geometry::Axial { from, to, domain, extend }
            }
            3 => {
                let [x0, y0, r0, x1, y1, r1] = dict.get::<[f64; 6]>("Coords")?;
                let from = Circle::new((x0, y0), r0.max(0.0));
                let to = Circle::new((x1, y1), r1.max(0.0));
                Geometry::Radial { from, to, domain, extend }
            }
            kind @ 4..=7 => {
                let numbers = if function.is_some() { 1 } else { space.components() };
                Geometry::Mesh(Mesh::read(kind, stream?, numbers)?)
            }
            _ => return None,
        };
        let inputs = if matches!(geometry, Geometry::Places { .. }) { 2 } else { 1 };
        let fits = |function: &Function| {
            function.inputs() == inputs && function.outputs() >= space.components()
        };
        let function = function.filter(fits);
        // The points of a mesh may have colors of their own.
        let is_free = matches!(geometry, Geometry::Mesh(_)) && !dict.contains_key("Function");
        let is_whole = function.is_some() || is_free;
        is_whole.then_some(Self { space, geometry, function, background, bounds, transform })
    }

    /// The parameter at a place in the shading's own space, for axial and
    /// radial ones; `None` where it paints nothing.
    #[must_use]
    pub fn parameter(&self, at: Point) -> Option<f32> {
        match &self.geometry {
            Geometry::Axial { from, to, domain, extend } => {
                let along = *to - *from;
                let length = along.hypot2();
                let s = if length > 0.0 { (at - *from).dot(along) / length } else { 0.0 };
                held(s, *domain, *extend)
            }
            Geometry::Radial { from, to, domain, extend } => {
                radial(at, *from, *to, *extend).and_then(|s| held(s, *domain, *extend))
            }
            Geometry::Places { .. } | Geometry::Mesh(_) => None,
        }
    }

    /// The color at a parameter.
    #[must_use]
    pub fn color(&self, parameter: f32) -> Vec<f32> {
        self.function.as_ref().map_or_else(|| vec![parameter], |function| function.at(&[parameter]))
    }

    /// How long it takes to find a color, in steps of a calculation.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.function.as_ref().map_or(0, Function::steps)
    }

    /// The color at a place in the shading's own space, for those that are a
    /// function of the place.
    #[must_use]
    pub fn color_at_place(&self, at: Point) -> Option<Vec<f32>> {
        let Geometry::Places { matrix, domain } = &self.geometry else { return None };
        if matrix.determinant() == 0.0 {
            return None;
        }
        let inner = matrix.inverse() * at;
        let (x, y) = (inner.x as f32, inner.y as f32);
        let [x0, x1, y0, y1] = *domain;
        let is_inside = x >= x0 && x <= x1 && y >= y0 && y <= y1;
        is_inside.then(|| self.function.as_ref().map(|function| function.at(&[x, y])))?
    }

    /// The least and most of the parameter.
    #[must_use]
    pub fn domain(&self) -> [f32; 2] {
        match &self.geometry {
            Geometry::Axial { domain, .. } | Geometry::Radial { domain, .. } => *domain,
            Geometry::Mesh(mesh) => mesh.domain(),
            Geometry::Places { .. } => [0.0, 1.0],
        }
    }
}

/// The parameter for the way gone, 0 at the start and 1 at the end.
fn held(s: f64, [least, most]: [f32; 2], extend: [bool; 2]) -> Option<f32> {
    if !s.is_finite() || (s < 0.0 && !extend[0]) || (s > 1.0 && !extend[1]) {
        return None;
    }
    Some(least + s.clamp(0.0, 1.0) as f32 * (most - least))
}

/// The largest way gone at which a circle goes through the point (PDF 32000-1,
/// 8.7.4.5.4).
fn radial(at: Point, from: Circle, to: Circle, extend: [bool; 2]) -> Option<f64> {
    let r0 = from.radius;
    let (d, r, p) = (to.center - from.center, to.radius - r0, at - from.center);
    let a = d.hypot2() - r * r;
    let b = p.dot(d) + r0 * r;
    let c = p.hypot2() - r0 * r0;
    let is_valid =
        |s: &f64| r0 + s * r >= 0.0 && (*s >= 0.0 || extend[0]) && (*s <= 1.0 || extend[1]);
    if a.abs() < 1e-9 {
        return Some(c / (2.0 * b)).filter(|s| s.is_finite()).filter(is_valid);
    }
    let root = (b * b - a * c).sqrt();
    if root.is_nan() {
        return None;
    }
    let (one, two) = ((b + root) / a, (b - root) / a);
    [one.max(two), one.min(two)].into_iter().find(is_valid)
}
