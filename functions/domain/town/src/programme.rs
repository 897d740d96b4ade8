//! The town's settings: operator, people, rates and dated figures of `content/programme.toml`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use base::people::Actor;
use base::time::Calendar;

/// The town's settings, `content/programme.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Who runs this site.
    pub operator: Operator,
    /// How our mails are sent.
    pub sender: Sender,
    /// The office that is copied on everything.
    pub office: Party,
    /// The directors' groups, routed by skill tag.
    pub directors: Vec<DirectorGroup>,
    /// The town that shares work, if any.
    pub partner: Option<Partner>,
    /// What estimates are worked out from.
    pub rates: Rates,
    /// Dated reference figures, oldest first.
    pub minimum_wage: Vec<MinimumWage>,
    /// Business days.
    pub calendar: Calendar,
    /// What the employer is promised.
    pub promise: Promise,
    /// Texts proposed in every drafted spec.
    pub terms: DraftTerms,
    /// When a spec that nobody answers goes on.
    pub escalation: Escalation,
    /// How long data is kept.
    pub retention: Retention,
    /// Who handles personal data and why.
    pub privacy: Privacy,
    /// What a seminar has unless its page says otherwise.
    pub seminar: SeminarDefaults,
}

/// Who runs this site and answers for personal data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// e.g. 一般社団法人 …
    pub name: String,
    /// The municipality, e.g. 立科町.
    pub town: String,
    /// Postal address.
    pub address: String,
    /// Phone number shown to employers.
    pub phone: String,
    /// Mail address shown to employers.
    pub mail: String,
    /// Opening hours in words.
    pub hours: String,
}

/// The mail sender.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// Display name.
    pub name: String,
    /// Address in From.
    pub mail: String,
    /// Where mail servers return what they cannot deliver (Return-Path), if not to `mail`.
    #[serde(default)]
    pub bounces: Option<String>,
}

/// Somebody mails go to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Display name.
    pub name: String,
    /// Address.
    pub mail: String,
}

/// A director's group: who gets the specs whose first tag is among `tags`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectorGroup {
    /// Short id, e.g. `a`.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Address.
    pub mail: String,
    /// Skill tags.
    pub tags: Vec<String>,
    /// Who answers when the director does not.
    pub deputy: Party,
    /// Free hours of its workers in a month.
    pub capacity_hours_month: f64,
    /// How many open specs the director can look after at once.
    pub capacity_open_specs: u32,
    /// When the director is away.
    #[serde(default)]
    pub absences: Vec<Absence>,
}

/// Days on which a director does not answer, both included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// The partner body that shares work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// Address.
    pub mail: String,
    /// Tags it takes when the employer agrees.
    pub tags: Vec<String>,
    /// Tools that it has and our own workers have not, as the catalogue names them.
    #[serde(default)]
    pub tools: Vec<String>,
    /// Where its system takes specs as JSON; without it they go by mail.
    #[serde(default)]
    pub webhook: Option<String>,
}

/// What estimates are worked out from; a starting point for talking, not an offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// Yen an hour for the worker; without it, or where it is below, the minimum wage in force.
    #[serde(default)]
    pub yen_per_hour: Option<u64>,
    /// Percent of the price without tax that the operator keeps.
    pub share_percent: u32,
    /// The least an order costs without tax, in yen.
    pub smallest_order: u64,
    /// Percent of tax on the price.
    pub tax_percent: u32,
    /// Whether share and smallest order are samples that nobody has decided on.
    #[serde(default)]
    pub sample: bool,
    /// Hours a month of one resident worker.
    pub worker_hours_month: f64,
}

/// A dated minimum wage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumWage {
    /// In force from.
    pub from: Date,
    /// Yen an hour.
    pub yen: u64,
    /// Where it was read.
    pub source: String,
    /// Whether the office has seen it at the source; until then every page says 未確認.
    #[serde(default)]
    pub verified: bool,
}

/// What the employer is promised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Within how many business days a director answers.
    pub answer_business_days: u32,
    /// When holidays, rates and minimum wage were last checked.
    pub figures_checked: Date,
}

/// Texts proposed in every drafted spec.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftTerms {
    /// Days between delivery and the end of inspection.
    pub inspection_days: u32,
    /// Rounds of rework included.
    pub rework_rounds: u32,
    /// Days' notice before ending (30 at least for orders of six months and more, 16条).
    pub notice_days: u32,
    /// Business days until the director's answer to what is still open.
    pub undecided_business_days: u32,
}

/// When a spec that nobody answers goes on, in business days since it came to whoever has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Until a director is reminded.
    pub reminder_business_days: u32,
    /// Until the deputy has it as well.
    pub deputy_business_days: u32,
    /// Until the office has it as well.
    pub office_business_days: u32,
    /// Until an employer or the partner who was asked something is reminded.
    pub outside_reminder_business_days: u32,
    /// Until the office sees to it that they answer.
    pub outside_office_business_days: u32,
}

/// How long data is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days a draft lives after its last change.
    pub draft_days: u32,
    /// Years a sent inventory is kept after the day of sending, or until work that was taken up has ended.
    pub submission_years: u32,
    /// Years the name and address of an employer are kept of whose specs none was ordered.
    pub declined_contact_years: u32,
    /// Years the lines of the ledger, which name nobody, are kept after their fiscal year.
    pub ledger_years: u32,
    /// Days a seminar registration is kept after the seminar.
    pub registration_days: u32,
}

/// Who handles personal data and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// What a sent inventory's names and addresses are used for, one purpose a line.
    pub purposes: Vec<String>,
    /// What a registration for a seminar is used for, likewise.
    pub seminar: Vec<String>,
    /// What the request for a visit is used for, likewise.
    pub visit: Vec<String>,
    /// Who handles the data on the operator's behalf.
    pub processors: Vec<Processor>,
}

/// Somebody who handles data on the operator's behalf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processor {
    /// Who.
    pub name: String,
    /// What for.
    pub purpose: String,
}

/// What a seminar has unless its page says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeminarDefaults {
    /// Seats.
    pub capacity: u32,
    /// Where.
    pub place: String,
    /// What it costs.
    pub fee: String,
    /// Days before the seminar when registration ends.
    pub deadline_days: u32,
    /// What the ids of calendar entries end in, as a host's name; the same for good, wherever the site is.
    pub calendar_domain: String,
}

impl DirectorGroup {
    /// Whether the director is away on that day.
    pub fn is_away(&self, day: Date) -> bool {
        self.absences
            .iter()
            .any(|absence| (absence.from..=absence.to).contains(&day))
    }
}

impl Programme {
    /// The minimum wage in force on a day; the oldest known where the day is before it.
    pub fn minimum_wage_on(&self, day: Date) -> Option<&MinimumWage> {
        let known = self.minimum_wage.iter();
        let in_force = known.rev().find(|wage| wage.from <= day);
        in_force.or(self.minimum_wage.first())
    }

    /// Yen an hour that a worker's pay is worked out from: never below the minimum wage, which the
    /// guideline on 自営型テレワーク names as one reference.
    pub fn pay_per_hour(&self, day: Date) -> u64 {
        let wage = self.minimum_wage_on(day).map_or(0, |wage| wage.yen);
        self.rates.yen_per_hour.unwrap_or(0).max(wage)
    }

    /// The group with that id.
    pub fn group(&self, id: &str) -> Option<&DirectorGroup> {
        self.directors.iter().find(|group| group.id == id)
    }

    /// Who uses personal data for what, for whom, and how long it is kept, in lines.
    pub fn data_use(&self, purposes: &[String], kept: &str) -> Vec<String> {
        let operator = &self.operator;
        let mut lines = vec![format!(
            "集める人：{}（電話 {}、メール {}）",
            operator.name, operator.phone, operator.mail
        )];
        lines.extend(purposes.iter().map(|purpose| format!("使い方：{purpose}")));
        let handled = |p: &Processor| format!("預ける所：{}（{}）", p.name, p.purpose);
        lines.extend(self.privacy.processors.iter().map(handled));
        lines.push(format!("残す期間：{kept}"));
        lines
    }

    /// Name and address of somebody in the settings; `None` for the employer and the clock, who are not,
    /// and for who is not there any more.
    pub fn contact_of(&self, actor: &Actor) -> Option<(&str, &str)> {
        let (name, mail) = match actor {
            Actor::Director { group } => {
                let group = self.group(group)?;
                (&group.name, &group.mail)
            }
            Actor::Deputy { group } => {
                let deputy = &self.group(group)?.deputy;
                (&deputy.name, &deputy.mail)
            }
            Actor::Office => (&self.office.name, &self.office.mail),
            Actor::Partner => {
                let partner = self.partner.as_ref()?;
                (&partner.name, &partner.mail)
            }
            Actor::Employer | Actor::Clock => return None,
        };
        Some((name, mail))
    }
}
