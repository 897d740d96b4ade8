//! The tasks that an employer is offered before the whole list.

use base::industry::Industry;
use town::{CatalogueTask, Class, Content};

use crate::assess::hours_month;

/// How many tasks are offered before the whole list.
const COMMON: usize = 6;

/// The tasks that most often take an evening: of the industry's own (else of any office), those that cost most
/// hours a month and of which something can be handed over.
pub fn common(industry: Industry, content: &Content) -> Vec<&CatalogueTask> {
    let offered = content.offered(industry).into_iter();
    let own = match industry {
        Industry::Other => "bo",
        trade => trade.code(),
    };
    let mut rows: Vec<_> = offered
        .filter(|row| row.industry == own && row.class != Class::Keep)
        .collect();
    let hours = |row: &CatalogueTask| hours_month(&row.answers());
    rows.sort_by(|a, b| hours(b).total_cmp(&hours(a)));
    rows.truncate(COMMON);
    rows
}
