//! Where each task's numbered dot lies on the two-axis picture; drawing is the template's.

use domain::assess::{Point, Verdict};
use serde::Serialize;

/// Width and height of the plot, in SVG units; the template draws its frame around it.
const SIZE: f64 = 300.0;
/// Radius of a dot. Two dots never lie closer than their width.
const RADIUS: f64 = 13.0;
/// Steps tried around a taken place: far enough for twelve dots on one spot.
const STEPS: u32 = 240;
/// The golden angle in radians; it spreads the tried places evenly.
const TURN: f64 = 2.399_963;

/// One task's dot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Dot {
    /// The number in the dot and in the list, from 1.
    pub number: usize,
    /// Distance from the left edge of the plot: ease.
    pub x: f64,
    /// Distance from the top edge of the plot: effect grows upwards.
    pub y: f64,
    /// For its colour and shape.
    pub verdict: Verdict,
}

/// Places the points so that no dot hides another or leaves the plot.
pub(crate) fn place(points: &[Point]) -> Vec<Dot> {
    let mut dots: Vec<Dot> = Vec::new();
    for point in points {
        let wanted = (scale(point.x), SIZE - scale(point.y));
        let (x, y) = (0..STEPS)
            .map(|step| around(wanted, step))
            .find(|&place| dots.iter().all(|dot| apart(dot, place)))
            .unwrap_or(wanted);
        let (number, verdict) = (point.number, point.verdict);
        dots.push(Dot {
            number,
            x: tenth(x),
            y: tenth(y),
            verdict,
        });
    }
    dots
}

fn scale(percent: f64) -> f64 {
    percent.clamp(0.0, 100.0) * SIZE / 100.0
}

fn around((x, y): (f64, f64), step: u32) -> (f64, f64) {
    let (sin, cos) = (f64::from(step) * TURN).sin_cos();
    let distance = RADIUS * f64::from(step).sqrt() / 1.5;
    let inside = |value: f64| value.clamp(RADIUS, SIZE - RADIUS);
    (inside(x + distance * cos), inside(y + distance * sin))
}

fn apart(dot: &Dot, (x, y): (f64, f64)) -> bool {
    (dot.x - x).hypot(dot.y - y) >= 2.0 * RADIUS + 0.2
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(number: usize, x: f64, y: f64) -> Point {
        let key = domain::answers::TaskKey(format!("own{number}"));
        Point {
            number,
            key,
            name: String::new(),
            verdict: Verdict::Now,
            x,
            y,
        }
    }

    #[test]
    fn ease_goes_right_and_effect_goes_up() {
        let dots = place(&[point(1, 80.0, 70.0)]);
        assert_eq!((dots[0].x, dots[0].y), (240.0, 90.0));
    }

    #[test]
    fn twelve_equal_tasks_stay_apart_and_inside() {
        for corner in [(100.0, 100.0), (0.0, 0.0), (50.0, 50.0), (100.0, 0.0)] {
            let dots = place(&[(); 12].map(|()| point(1, corner.0, corner.1)));
            for (index, dot) in dots.iter().enumerate() {
                assert!((RADIUS..=SIZE - RADIUS).contains(&dot.x), "{dot:?}");
                assert!((RADIUS..=SIZE - RADIUS).contains(&dot.y), "{dot:?}");
                let others = &dots[..index];
                let nearest = others.iter().map(|o| (o.x - dot.x).hypot(o.y - dot.y));
                assert!(
                    nearest.fold(f64::MAX, f64::min) >= 2.0 * RADIUS,
                    "{corner:?} {dots:?}"
                );
            }
        }
    }
}
