//! The prices on the industries' pages are those of the questionnaire.

use base::text::yen;
use base::time::{Clock, japan_date};
use questionnaire::assess::lot_price;
use store::ambient::SystemClock;
use town::Content;

use crate::built;

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
