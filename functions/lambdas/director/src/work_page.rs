//! What the worker's page shows.

use forms::{Field, FieldError};
use orders::Paper;
use serde::Serialize;
use town::Operator;

use crate::banner::Banner;
use crate::work_ending::WorkEnding;
use crate::work_notices::NoticeView;
use crate::work_versions::VersionLink;

/// The page, as its template reads it.
#[derive(Serialize)]
pub(crate) struct WorkPage {
    pub heading: String,
    pub token: String,
    pub errors: Vec<FieldError>,
    pub notice: Option<Banner>,
    /// Whether the link may only show.
    pub read_only: bool,
    pub title_of_work: String,
    pub reference: String,
    pub paper: Paper,
    /// What was delivered, and until when it is paid: a line each.
    pub lines: Vec<String>,
    pub versions: Vec<VersionLink>,
    /// What is paid, month by month.
    pub notices: Vec<NoticeView>,
    pub receive: Option<Field>,
    pub deliver: Vec<Field>,
    pub want_paper: Option<Field>,
    /// The notice of the end, where it was announced.
    pub ending: Option<WorkEnding>,
    pub trouble: Field,
    /// How many deliveries and calls for help there are, which the forms say again.
    pub delivered: usize,
    pub troubles: usize,
    pub operator: Operator,
}
