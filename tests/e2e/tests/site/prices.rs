//! The prices on the industries' pages are those of the questionnaire, and no example is an order too small to be taken.

use base::text::yen;
use base::time::{Clock, japan_date};
use questionnaire::assess::lot_price;
use store::ambient::SystemClock;
use town::Content;

use crate::built;

/// Every `minutes × count` of a text, as 3分 × 60枚.
fn orders(text: &str) -> Vec<(f64, f64)> {
    let number = |digits: String| digits.replace(',', "").parse::<f64>().ok();
    let is_digit = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let parts = text.match_indices("分 × ");
    let read = parts.filter_map(|(at, sign)| {
        let before: Vec<char> = text[..at].chars().rev().take_while(is_digit).collect();
        let minutes = number(before.into_iter().rev().collect())?;
        let count = text[at + sign.len()..].chars().take_while(is_digit);
        Some((minutes, number(count.collect())?))
    });
    read.collect()
}

/// What is worked out at once: a worked example as a whole.
fn examples(text: &str) -> Vec<&str> {
    let begun = text.split("{% <worked_example").skip(1);
    begun
        .filter_map(|rest| rest.split("</worked_example>").next())
        .collect()
}

#[test]
fn no_worked_example_is_below_the_smallest_order() {
    let (content, today) = (Content::embedded(), japan_date(SystemClock.now()));
    let smallest = content.programme.rates.smallest_order as f64;
    let price = |text: &str| -> f64 {
        let orders = orders(text).into_iter();
        let of = |(minutes, count)| lot_price(minutes, &content.programme, today) as f64 * count;
        orders.map(of).sum()
    };
    let is_taken = |text: &str| orders(text).is_empty() || price(text) >= smallest;
    assert!(!is_taken("（3分 × 20枚 = 60分）") && is_taken("（3分 × 1,000枚）"));
    let mut read = 0;
    let folders = ["content", "content/guides", "content/industries"];
    for folder in folders {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(folder);
        for file in std::fs::read_dir(folder).expect("a folder") {
            let path = file.expect("an entry").path();
            if path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            for example in examples(&text) {
                read += usize::from(!orders(example).is_empty());
                assert!(
                    is_taken(example),
                    "{}: {}円: {example}",
                    path.display(),
                    price(example)
                );
            }
            // So many cards as an example of a first order.
            let cards = content.tasks.iter().find(|task| task.id == "bo03");
            let minutes = cards.expect("the task of cards").minutes_typical;
            for (at, _) in text.match_indices("名刺") {
                let rest = text[at..].split(['。', '\n']).next().unwrap_or_default();
                let digits = rest.split_once('枚').map_or("", |(before, _)| before);
                let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
                // One card is what is counted, not an order.
                let Some(count) = digits.parse::<f64>().ok().filter(|count| *count > 1.0) else {
                    continue;
                };
                let yen = lot_price(minutes, &content.programme, today) as f64 * count;
                assert!(
                    yen >= smallest,
                    "{}: {count} cards are {yen} yen",
                    path.display()
                );
            }
        }
    }
    assert!(read > 8, "only {read} examples were read");
}

#[test]
fn every_task_has_one_price_on_its_industrys_page_and_in_the_questionnaire() {
    let (content, today) = (Content::embedded(), japan_date(SystemClock.now()));
    let pages = built::pages();
    for task in &content.tasks {
        let id = format!("id=\"{}\"", task.id);
        let page = pages
            .iter()
            .filter(|page| page.path.starts_with("/industries/"));
        let mut holding = page.filter_map(|page| page.html.split_once(&id));
        let (_, entry) = holding.next().expect("every task has a page");
        let entry = entry.split("</dl>").next().unwrap_or_default();
        let minutes = [task.minutes_typical, task.minutes_low, task.minutes_high];
        for minutes in minutes {
            let price = yen(lot_price(minutes, &content.programme, today));
            let number = price.trim_end_matches('円');
            assert!(
                entry.contains(number),
                "{} {minutes}: {number}: {entry}",
                task.id
            );
        }
        assert!(
            entry.contains(&format!("{}で", task.unit.lot())),
            "{}: {entry}",
            task.id
        );
    }
}
