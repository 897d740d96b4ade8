//! The position of each task's numbered dot on the two-axis picture; drawing is the template's.

use answers::TaskKey;
use questionnaire::assess::{Assessment, Verdict};
use serde::Serialize;
use town::texts::InventoryTexts;

/// Width and height of the plot, in SVG units; the template draws its frame around it.
const SIZE: f64 = 300.0;
/// Radius of a dot. Two dots are never closer than their width.
const RADIUS: f64 = 13.0;
/// Height above and below that belongs to the words in the corners.
const WORDS: f64 = 38.0;
/// Steps tried around a taken place: far enough for twelve dots on one spot.
const STEPS: u32 = 240;
/// The golden angle in radians; it spreads the tried places evenly.
const TURN: f64 = 2.399_963;

/// One task's dot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Dot {
    /// The number in the dot and in the list, from 1.
    pub number: usize,
    /// Which task.
    pub key: TaskKey,
    /// Its name.
    pub name: String,
    /// Distance from the left edge of the plot: ease.
    pub x: f64,
    /// Distance from the top edge of the plot: effect grows upwards.
    pub y: f64,
    /// For its colour and shape.
    pub verdict: Verdict,
}

/// Places every task that is not to be stopped, so that no dot hides another or leaves the plot.
/// Their numbers are their places in the list.
pub(crate) fn place(tasks: &[Assessment]) -> Vec<Dot> {
    let lasting = |(task, _): &(&Assessment, usize)| task.verdict != Verdict::Stop;
    let mut dots: Vec<Dot> = Vec::new();
    for (task, number) in tasks.iter().zip(1..).filter(lasting) {
        let wanted = (across(task.ease), down(task.effect));
        let (x, y) = (0..STEPS)
            .map(|step| around(wanted, step))
            .find(|&place| dots.iter().all(|dot| apart(dot, place)))
            .unwrap_or(wanted);
        dots.push(Dot {
            number,
            key: task.key.clone(),
            name: task.name.clone(),
            x: tenth(x),
            y: tenth(y),
            verdict: task.verdict,
        });
    }
    dots
}

/// The same places in words, for who does not see the picture.
pub(crate) fn described(tasks: &[Assessment], texts: &InventoryTexts) -> String {
    let lasting = tasks
        .iter()
        .zip(1..)
        .filter(|(task, _)| task.verdict != Verdict::Stop);
    let place = |(task, number): (&Assessment, usize)| {
        let whole = |axis: f64| format!("{axis:.0}");
        let ease = match task.verdict {
            Verdict::Confirm => texts.chart_ease_open().to_owned(),
            _ => texts.chart_ease(whole(task.ease)),
        };
        let effect = match task.estimate.price {
            Some(_) => texts.chart_effect(whole(task.effect)),
            None => texts.chart_effect_open().to_owned(),
        };
        texts.chart_place(number, &task.name, ease, effect)
    };
    lasting.map(place).collect()
}

fn across(percent: f64) -> f64 {
    percent.clamp(0.0, 100.0) * SIZE / 100.0
}

fn down(percent: f64) -> f64 {
    WORDS + (100.0 - percent.clamp(0.0, 100.0)) * (SIZE - 2.0 * WORDS) / 100.0
}

fn around((x, y): (f64, f64), step: u32) -> (f64, f64) {
    let (sin, cos) = (f64::from(step) * TURN).sin_cos();
    let distance = RADIUS * f64::from(step).sqrt() / 1.5;
    (
        (x + distance * cos).clamp(RADIUS, SIZE - RADIUS),
        (y + distance * sin).clamp(WORDS, SIZE - WORDS),
    )
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

    /// One catalogue task as its typical answers assess it, moved to this place of the picture.
    fn task(ease: f64, effect: f64) -> Assessment {
        let content = town::Content::embedded();
        let pick = answers::Pick {
            key: answers::TaskKey("inn02".into()),
            name: None,
        };
        let task = questionnaire::tasks::Task::of(&pick, &content).unwrap();
        Assessment {
            ease,
            effect,
            ..questionnaire::assess::assess(
                &task,
                &task.typical().unwrap(),
                &content,
                jiff::civil::date(2026, 11, 28),
            )
        }
    }

    #[test]
    fn ease_goes_right_and_effect_goes_up() {
        let dots = place(&[task(80.0, 70.0), task(50.0, 50.0)]);
        assert_eq!((dots[0].x, dots[0].y), (240.0, 105.2));
        assert_eq!((dots[1].x, dots[1].y), (150.0, 150.0));
    }

    #[test]
    fn a_task_to_stop_has_no_dot_and_keeps_its_number() {
        let mut stopped = task(80.0, 70.0);
        stopped.verdict = Verdict::Stop;
        let tasks = [stopped, task(40.0, 30.0)];
        let numbers: Vec<usize> = place(&tasks).iter().map(|dot| dot.number).collect();
        assert_eq!(numbers, [2]);
        let words = described(&tasks, &town::texts::Texts::EMBEDDED.inventory);
        assert!(words.starts_with("2番「") && words.ends_with("」は、渡しやすさ40、効果30。"));
    }

    #[test]
    fn what_is_to_be_confirmed_first_has_no_points_in_the_words() {
        let mut unclear = task(50.0, 0.0);
        unclear.verdict = Verdict::Confirm;
        unclear.estimate.price = None;
        let words = described(&[unclear], &town::texts::Texts::EMBEDDED.inventory);
        assert!(
            words.ends_with("」は、渡しやすさは確かめてから、効果はまだわかりません。"),
            "{words}"
        );
    }

    #[test]
    fn twelve_equal_tasks_stay_apart_inside_and_off_the_words() {
        for corner in [(100.0, 100.0), (0.0, 0.0), (50.0, 50.0), (100.0, 0.0)] {
            let dots = place(&[(); 12].map(|()| task(corner.0, corner.1)));
            for (index, dot) in dots.iter().enumerate() {
                assert!((RADIUS..=SIZE - RADIUS).contains(&dot.x), "{dot:?}");
                assert!((WORDS..=SIZE - WORDS).contains(&dot.y), "{dot:?}");
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
