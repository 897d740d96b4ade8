//! Jobs on the page of today, read off their heads: which wait for an answer and since when, and whose day is over.

use base::people::Actor;
use base::time::{japan_date, japanese};
use jiff::civil::Date;
use placements::{CaseHead, PlacementHead};
use town::Content;
use web::case_address;

use crate::lists::ListedItem;

/// A job with the case that it came in.
#[derive(Clone, Copy)]
pub(crate) struct Work<'a> {
    pub case: &'a CaseHead,
    pub is: &'a PlacementHead,
}

/// Open jobs as the office sees them on a day.
pub(crate) struct Works<'a> {
    pub content: &'a Content,
    pub heads: &'a [CaseHead],
    pub today: Date,
}

impl Works<'_> {
    fn open(&self) -> impl Iterator<Item = Work<'_>> {
        self.heads.iter().flat_map(|case| {
            let open = case.placements.iter().filter(|is| is.is_open());
            open.map(move |is| Work { case, is })
        })
    }

    /// Those whose day is over: a worker unpaid, a client who has not paid, an answer or a paper that did not come; the
    /// longest over in front.
    pub fn overdue(&self) -> Vec<ListedItem> {
        let texts = &self.content.texts;
        let mut late: Vec<(Date, Work<'_>, String)> = Vec::new();
        for work in self.open() {
            let is = work.is;
            if let Some(day) = is.overdue_payment(self.today) {
                late.push((day, work, texts.office.pay_over(japanese(day))));
            } else if let Some(day) = is.client_late(self.today) {
                late.push((day, work, texts.office.income_over(japanese(day))));
            } else if let Some(day) = is.until.filter(|day| *day < self.today) {
                late.push((day, work, texts.office.answer_over(japanese(day))));
            } else if let Some((day, due)) = is.next.filter(|(day, _)| *day < self.today) {
                let what = due.label(&texts.orders);
                late.push((day, work, texts.office.paper_over(japanese(day), what)));
            }
        }
        late.sort_by_key(|(day, work, _)| (*day, work.is.id.to_string()));
        let item = |(_, work, line)| ListedItem {
            urgent: true,
            ..self.item(work, vec![line])
        };
        late.into_iter().map(item).collect()
    }

    /// Those that nobody has taken yet and whose day is not over, the longest waiting in front.
    pub fn waiting(&self) -> Vec<ListedItem> {
        let texts = &self.content.texts.office;
        let is_late = |is: &PlacementHead| is.until.is_some_and(|day| day < self.today);
        let open = self.open();
        let mut waiting: Vec<_> = open
            .filter(|work| work.is.status.is_undecided() && !is_late(work.is))
            .collect();
        waiting.sort_by_key(|work| (work.case.sent_at, work.is.id.to_string()));
        let item = |work: Work<'_>| {
            let since = texts.waits_since(japanese(japan_date(work.case.sent_at)));
            let until = work.is.until.map(|day| texts.answer_until(japanese(day)));
            let is_ours = work.is.holder.includes(&Actor::Office);
            let ours = is_ours.then(|| texts.ours().to_owned());
            ListedItem {
                urgent: is_ours || work.is.until == Some(self.today),
                ..self.item(work, [since].into_iter().chain(until).chain(ours).collect())
            }
        };
        waiting.into_iter().map(item).collect()
    }

    fn item(&self, Work { case, is }: Work<'_>, lines: Vec<String>) -> ListedItem {
        ListedItem {
            title: is.title.clone(),
            href: format!(
                "{}?t={}",
                paths::DECIDE,
                case_address(&is.id, &Actor::Office)
            ),
            eyebrow: case.business.clone(),
            lines,
            urgent: false,
        }
    }
}
