//! What personal data is used for: the purposes that forms state, letters serve and the privacy page lists.

use serde::{Deserialize, Serialize};

/// Who handles personal data and why. A purpose is a field of its own, so that none is in use without its words, and
/// no words stand there without being used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Of a sent inventory.
    pub inventory: InventoryData,
    /// Of a registration for a seminar.
    pub seminar: SeminarData,
    /// Of the request for a visit.
    pub visit: VisitData,
    /// Of an address typed to continue elsewhere.
    pub link: LinkData,
    /// Of whoever does the work of an order.
    pub worker: WorkerData,
    /// Of whoever answers the notice of a job.
    pub applicant: ApplicantData,
    /// Who handles the data on the operator's behalf.
    pub processors: Vec<Processor>,
}

/// What a sent inventory's names and addresses are used for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InventoryData {
    /// [`DataPurpose::Answer`].
    pub answer: String,
    /// [`DataPurpose::Sheet`].
    pub sheet: String,
    /// [`DataPurpose::Figures`].
    pub figures: String,
    /// [`DataPurpose::Invoice`].
    pub invoice: String,
}

/// What a registration is used for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeminarData {
    /// [`DataPurpose::Seminar`].
    pub contact: String,
    /// [`DataPurpose::SeminarThanks`].
    pub thanks: String,
    /// [`DataPurpose::SeminarFigures`].
    pub figures: String,
}

/// What the request for a visit is used for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitData {
    /// [`DataPurpose::Visit`].
    pub answer: String,
    /// [`DataPurpose::VisitFigures`].
    pub figures: String,
}

/// What an address typed to continue elsewhere is used for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkData {
    /// [`DataPurpose::DraftLink`].
    pub resume: String,
}

/// What the name and address of whoever does the work are used for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkerData {
    /// [`DataPurpose::Order`].
    pub order: String,
    /// [`DataPurpose::OrderReport`].
    pub report: String,
    /// [`DataPurpose::Pay`].
    pub pay: String,
}

/// What the words of whoever answers the notice of a job are used for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicantData {
    /// [`DataPurpose::Applicant`].
    pub answer: String,
}

/// Somebody who handles data on the operator's behalf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processor {
    /// Its name.
    pub name: String,
    /// What it does with the data.
    pub purpose: String,
}

/// A purpose of the privacy page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataPurpose {
    /// Whoever sent an inventory is answered, and told what becomes of it.
    Answer,
    /// The director completes the sheet.
    Sheet,
    /// The cases are counted.
    Figures,
    /// Whoever asked for work is invoiced, and reminded of what has not arrived.
    Invoice,
    /// Whoever registered hears about that seminar.
    Seminar,
    /// The one letter after it.
    SeminarThanks,
    /// Those who came are counted.
    SeminarFigures,
    /// Whoever asked for a visit is answered.
    Visit,
    /// Visits are counted.
    VisitFigures,
    /// A draft is continued on another device.
    DraftLink,
    /// A worker gets the terms of an order.
    Order,
    /// What a worker delivers, wants or is troubled by is passed on.
    OrderReport,
    /// A worker is told what they are paid.
    Pay,
    /// Whoever answers the notice of a job is contacted.
    Applicant,
}

impl DataPurpose {
    /// Every purpose, in the order of the page.
    pub const ALL: [DataPurpose; 14] = [
        DataPurpose::Answer,
        DataPurpose::Sheet,
        DataPurpose::Figures,
        DataPurpose::Invoice,
        DataPurpose::Seminar,
        DataPurpose::SeminarThanks,
        DataPurpose::SeminarFigures,
        DataPurpose::Visit,
        DataPurpose::VisitFigures,
        DataPurpose::DraftLink,
        DataPurpose::Order,
        DataPurpose::OrderReport,
        DataPurpose::Pay,
        DataPurpose::Applicant,
    ];

    /// Those for which data is only counted: no letter serves them.
    pub const COUNTED: [DataPurpose; 3] = [
        DataPurpose::Figures,
        DataPurpose::SeminarFigures,
        DataPurpose::VisitFigures,
    ];
}

/// A form in which people write who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataForm {
    /// The last page of the questionnaire.
    Inventory,
    /// A registration for a seminar.
    Seminar,
    /// The request for a visit.
    Visit,
    /// The address to which the link for another device goes.
    Link,
    /// An order, in which the director names who does the work.
    Order,
    /// The answer to the notice of a job.
    Applicant,
}

impl DataForm {
    /// Every form.
    pub const ALL: [DataForm; 6] = [
        DataForm::Inventory,
        DataForm::Seminar,
        DataForm::Visit,
        DataForm::Link,
        DataForm::Order,
        DataForm::Applicant,
    ];

    /// What is typed there is used for these, and for nothing else.
    pub fn purposes(self) -> &'static [DataPurpose] {
        use DataPurpose::*;
        match self {
            DataForm::Inventory => &[Answer, Sheet, Figures, Invoice],
            DataForm::Seminar => &[Seminar, SeminarThanks, SeminarFigures],
            DataForm::Visit => &[Visit, VisitFigures],
            DataForm::Link => &[DraftLink],
            DataForm::Order => &[Order, OrderReport, Pay],
            DataForm::Applicant => &[Applicant],
        }
    }
}

impl Privacy {
    /// A purpose in words, as forms and the page say it.
    pub fn text(&self, purpose: DataPurpose) -> &str {
        match purpose {
            DataPurpose::Answer => &self.inventory.answer,
            DataPurpose::Sheet => &self.inventory.sheet,
            DataPurpose::Figures => &self.inventory.figures,
            DataPurpose::Invoice => &self.inventory.invoice,
            DataPurpose::Seminar => &self.seminar.contact,
            DataPurpose::SeminarThanks => &self.seminar.thanks,
            DataPurpose::SeminarFigures => &self.seminar.figures,
            DataPurpose::Visit => &self.visit.answer,
            DataPurpose::VisitFigures => &self.visit.figures,
            DataPurpose::DraftLink => &self.link.resume,
            DataPurpose::Order => &self.worker.order,
            DataPurpose::OrderReport => &self.worker.report,
            DataPurpose::Pay => &self.worker.pay,
            DataPurpose::Applicant => &self.applicant.answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_is_stated_by_one_form() {
        let stated = DataForm::ALL.iter().flat_map(|form| form.purposes());
        let mut stated: Vec<DataPurpose> = stated.copied().collect();
        stated.sort_unstable();
        assert_eq!(stated, DataPurpose::ALL);
    }
}
