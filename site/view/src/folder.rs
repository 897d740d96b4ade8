//! Which of the templates that this program was built with it uses: parsing the rest would be most of a Lambda's start,
//! and what nothing names is not linked.

use crate::bundle::Bundle;

/// Names and texts.
type Templates = &'static [(&'static str, &'static str)];

include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// Folders of templates, with what all pages share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Folder(&'static [Templates]);

impl Folder {
    /// The pages of directors, the office, workers and the partner.
    pub const DIRECTOR: Folder = Folder(&[SHARED, DIRECTOR]);
    /// The questionnaire.
    pub const INVENTORY: Folder = Folder(&[SHARED, INVENTORY]);
    /// The office's own pages.
    pub const OFFICE: Folder = Folder(&[SHARED, OFFICE]);
    /// Registration and visits.
    pub const REGISTRATION: Folder = Folder(&[SHARED, REGISTRATION]);
    /// Pages of every kind alone.
    pub const SHARED: Folder = Folder(&[SHARED]);
    /// All of them, and the mails.
    pub const ALL: Folder = Folder(&[SHARED, DIRECTOR, INVENTORY, MAIL, OFFICE, REGISTRATION]);

    pub(crate) fn bundle(self) -> Bundle {
        let mut bundle = Bundle::embedded();
        let templates = self.0.iter().copied().flatten();
        bundle.templates = templates
            .map(|(name, text)| ((*name).into(), (*text).into()))
            .collect();
        bundle
    }
}

impl Bundle {
    /// What was gathered when this program was built, but the templates.
    fn embedded() -> Bundle {
        include!(concat!(env!("OUT_DIR"), "/bundle.rs"))
    }
}
