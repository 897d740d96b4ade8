//! The town's settings: operator, people, rates and dated figures of `content/programme.toml`.

mod privacy;
mod rules;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use base::people::Actor;
use base::time::Calendar;

pub use privacy::{
    ApplicantData, DataForm, DataPurpose, InventoryData, LinkData, Privacy, Processor, SeminarData,
    VisitData, WorkerData,
};
pub use rules::{
    Billing, DayOfMonth, DraftTerms, Escalation, InvoiceNumber, MinimumWage, NotADayOfMonth,
    OrderRules, PayRule, Promise, Rates, ReportRules, Retention,
};

/// The town's settings, `content/programme.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Who runs this site.
    pub operator: Operator,
    /// How our mails are sent.
    pub sender: Sender,
    /// The office that is copied on everything.
    pub office: Office,
    /// The directors' groups, routed by skill tag; at least one.
    #[serde(default)]
    pub directors: Vec<DirectorGroup>,
    /// The towns that share work.
    #[serde(default)]
    pub partners: Vec<Partner>,
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
    /// How orders to workers are made.
    pub orders: OrderRules,
    /// What invoices say of the operator.
    #[serde(default)]
    pub billing: Billing,
    /// When a spec that nobody answers is escalated.
    pub escalation: Escalation,
    /// How long data is kept.
    pub retention: Retention,
    /// What the report of a fiscal year counts from.
    pub report: ReportRules,
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
    /// The municipality, e.g. 見本町.
    pub town: String,
    /// Its prefecture, whose minimum wage is stated.
    pub prefecture: String,
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

/// The office: where its mails go, and who works there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Display name.
    pub name: String,
    /// Address.
    pub mail: String,
    /// Who may sign in for it, each with an address of their own.
    #[serde(default)]
    pub people: Vec<Party>,
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

/// A partner body that shares work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Short id, e.g. `tonari`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Address.
    pub mail: String,
    /// Tags it takes when the employer agrees.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Tools that it has and our own workers have not, as the catalogue names them.
    #[serde(default)]
    pub tools: Vec<String>,
    /// What it costs and includes, in a sentence or two, for director and employer; possibly empty.
    #[serde(default)]
    pub terms: String,
    /// Where its system takes specs as JSON; without it they go by mail.
    #[serde(default)]
    pub webhook: Option<String>,
    /// Where its own Kiridashi is, which takes specs and tells what becomes of them.
    #[serde(default)]
    pub kiridashi: Option<String>,
    /// The public keys of that Kiridashi: what none of them has signed is not believed.
    #[serde(default)]
    pub keys: Vec<String>,
}

impl Partner {
    /// Whether a system of its own is told, rather than a person by mail.
    pub fn has_system(&self) -> bool {
        self.webhook.is_some() || self.kiridashi.is_some()
    }
}

/// What a seminar has unless its page says otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeminarDefaults {
    /// Seats.
    pub capacity: u32,
    /// The room and its address.
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

    /// The partner with that id.
    pub fn partner(&self, id: &str) -> Option<&Partner> {
        self.partners.iter().find(|partner| partner.id == id)
    }

    /// What a form says of the personal data typed into it: who uses it for what, who keeps it, how long, in lines.
    pub fn data_use(&self, form: DataForm, kept: &str) -> Vec<String> {
        let purposes = form.purposes().iter();
        let purposes = purposes.map(|purpose| self.privacy.text(*purpose));
        let operator = &self.operator;
        let mut lines = vec![format!(
            "集める人：{}（電話 {}、メール {}）",
            operator.name, operator.phone, operator.mail
        )];
        lines.extend(purposes.map(|purpose| format!("使い方：{purpose}")));
        let handled = |p: &Processor| format!("預ける所：{}（{}）", p.name, p.purpose);
        lines.extend(self.privacy.processors.iter().map(handled));
        lines.push(format!("残す期間：{kept}"));
        lines
    }

    /// Name and address of somebody in the settings; `None` for the employer, workers and the clock, who are not,
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
            Actor::Partner { partner } => {
                let partner = self.partner(partner)?;
                (&partner.name, &partner.mail)
            }
            Actor::Employer | Actor::Worker { .. } | Actor::Clock => return None,
        };
        Some((name, mail))
    }
}
