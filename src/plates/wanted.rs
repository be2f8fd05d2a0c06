//! Which pixels of plates somebody wants to know.

use super::coverage::PixelBox;

/// Pixels of a page's plates that are asked for. Nothing is drawn where a mark touches none of
/// them: what a pixel shows depends on the marks at its place alone.
#[derive(Debug, Clone)]
pub struct PixelsWanted {
    page: PixelBox,
    /// How many are wanted above and to the left of each pixel; one row and one column more
    /// than there are pixels.
    sums: Vec<u32>,
}

impl PixelsWanted {
    /// From what is said of each pixel, row by row; `wanted` holds `width` times `height`.
    #[must_use]
    pub fn new(width: usize, height: usize, wanted: &[bool]) -> Self {
        let stride = width + 1;
        let mut sums = vec![0_u32; stride * (height + 1)];
        for (y, row) in wanted.chunks_exact(width.max(1)).take(height).enumerate() {
            let mut sum = 0;
            for (x, is_wanted) in row.iter().enumerate() {
                sum += u32::from(*is_wanted);
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + sum;
            }
        }
        Self { page: PixelBox::of_page(width, height), sums }
    }

    /// Whether none is.
    #[must_use]
    pub fn are_none(&self) -> bool {
        self.sums.last().is_none_or(|sum| *sum == 0)
    }

    /// Whether any of a box is.
    pub(super) fn touch(&self, pixels: PixelBox) -> bool {
        let stride = self.page.width() + 1;
        let within = |at: usize, most: usize| at.min(most);
        let (left, right) =
            (within(pixels.left, self.page.right), within(pixels.right, self.page.right));
        let (top, bottom) =
            (within(pixels.top, self.page.bottom), within(pixels.bottom, self.page.bottom));
        let sum = |x: usize, y: usize| self.sums[y * stride + x];
        sum(right, bottom) + sum(left, top) > sum(left, bottom) + sum(right, top)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_touches_what_is_in_it() {
        let mut wanted = vec![false; 5 * 4];
        wanted[2 * 5 + 3] = true;
        let wanted = PixelsWanted::new(5, 4, &wanted);
        assert!(!wanted.are_none());
        let boxes = |left, top, right, bottom| PixelBox { left, top, right, bottom };
        assert!(wanted.touch(boxes(3, 2, 4, 3)));
        assert!(wanted.touch(boxes(0, 0, 9, 9)));
        for other in [boxes(0, 0, 3, 4), boxes(4, 0, 5, 4), boxes(0, 0, 5, 2), boxes(0, 3, 5, 4)] {
            assert!(!wanted.touch(other), "{other:?}");
        }
        assert!(PixelsWanted::new(5, 4, &[false; 20]).are_none());
    }
}
