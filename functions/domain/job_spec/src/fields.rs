//! The fields of the sheet: their order, who fills them, and which item of which law they answer.

use super::Filler;
use text_checks::TextContext;

/// One field of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldDef {
    /// Stable id in snake case.
    pub id: &'static str,
    /// Who fills it.
    pub by: Filler,
    /// Items of フリーランス法3条, in the order of 公取規則1条.
    pub act: &'static [u8],
    /// Item of the 自営型テレワーク guideline's contract list.
    pub guideline: Option<u8>,
    /// Another article it answers, in words.
    pub law: &'static str,
}

const fn field(
    id: &'static str,
    by: Filler,
    act: &'static [u8],
    guideline: Option<u8>,
    law: &'static str,
) -> FieldDef {
    FieldDef {
        id,
        by,
        act,
        guideline,
        law,
    }
}

use Filler::{Automatic, Director, Employer, EmployerThenDirector};

/// All fields in the order of the sheet.
pub const FIELDS: [FieldDef; 26] = [
    field("orderer", Director, &[4], Some(1), ""),
    field("contractor", Director, &[4], Some(1), ""),
    field("order_date", Director, &[5], Some(2), ""),
    field("work", Employer, &[1], Some(3), ""),
    field("deliverable", Employer, &[1], Some(3), ""),
    field("volume", Employer, &[1], Some(3), ""),
    field("procedure", Employer, &[], Some(3), ""),
    field("excludes", Employer, &[], Some(3), ""),
    field("handover", Employer, &[], Some(3), ""),
    field(
        "workplace",
        EmployerThenDirector,
        &[],
        None,
        "労働基準法研究会報告（昭和60年）",
    ),
    field("delivery", EmployerThenDirector, &[6], Some(6), ""),
    field("delivery_place", Director, &[7], Some(7), ""),
    field("inspection_date", EmployerThenDirector, &[8], Some(8), ""),
    field("inspection", Employer, &[], Some(10), "フリーランス法5条"),
    field("fee", Director, &[2], Some(4), ""),
    field("payment_date", Director, &[3], Some(4), "フリーランス法4条"),
    field("payment_method", Director, &[9], Some(4), ""),
    field("expenses", EmployerThenDirector, &[], Some(5), ""),
    field("changes", Director, &[], Some(9), ""),
    field(
        "intellectual_property",
        EmployerThenDirector,
        &[1],
        Some(11),
        "著作権法27条・28条・61条",
    ),
    field("confidentiality", Employer, &[], Some(12), ""),
    field("reentrusted", Director, &[], None, "フリーランス法4条3項"),
    field("term", Employer, &[], None, "フリーランス法5条・13条・16条"),
    field("notice", Director, &[], None, "フリーランス法16条"),
    field(
        "licence",
        Automatic,
        &[],
        None,
        "税理士法・社会保険労務士法・行政書士法・職業安定法",
    ),
    field(
        "questions",
        Employer,
        &[],
        None,
        "自営型テレワークガイドライン 募集の6項目",
    ),
];

impl FieldDef {
    /// The field with that id.
    pub fn of(id: &str) -> Option<&'static FieldDef> {
        FIELDS.iter().find(|field| field.id == id)
    }

    /// Whether the employer may change it: everything but what the rules fill.
    pub fn is_editable(&self) -> bool {
        self.by != Automatic
    }

    /// Whether the employer may leave it empty, for the director to fill before ordering.
    pub fn may_stay_empty(&self) -> bool {
        matches!(self.by, Director | EmployerThenDirector)
    }

    /// Whether it names the parties, whose own names and numbers belong on the sheet.
    pub fn names_parties(&self) -> bool {
        matches!(self.id, "orderer" | "contractor")
    }

    /// Whose work its text describes, which decides what in it is a directive.
    pub fn context(&self) -> TextContext {
        match self.id {
            "work" | "deliverable" | "volume" | "procedure" | "delivery" | "inspection" | "fee"
            | "term" => TextContext::Work,
            _ => TextContext::Company,
        }
    }

    /// The laws it answers, in words, e.g. フリーランス法3条①.
    pub fn badges(&self) -> Vec<String> {
        const CIRCLED: [&str; 10] = ["", "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"];
        let act = self
            .act
            .iter()
            .map(|n| format!("フリーランス法3条{}", CIRCLED[usize::from(*n)]));
        let guideline = self
            .guideline
            .map(|n| format!("自営型テレワークガイドライン {n}"));
        let law = Some(self.law.to_owned()).filter(|law| !law.is_empty());
        act.chain(guideline).chain(law).collect()
    }
}
