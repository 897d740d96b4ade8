//! What employers read about their placements, in plain words: on the status page and in mails. Never
//! why a director declined, what stages cost, or what was written between directors and the partner.

use jiff::civil::Date;

use super::entry::{Entry, Event, Stage};
use super::state::{Placement, Status};
use base::people::{Actor, Holder};
use base::time::{japan_date, japanese};
use town::Programme;

/// How a placement stands for the employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// A word or two.
    pub status: &'static str,
    /// Who has it now, by the name in the settings.
    pub who: String,
    /// Until when they should have acted; `None` once decided.
    pub until: Option<Date>,
    /// What happens now, in whole sentences.
    pub line: String,
    /// Whether it is the employer who has to do something.
    pub yours: bool,
}

/// The name of a holder, as the employer reads it.
pub fn called(holder: &Holder, programme: &Programme) -> String {
    match holder {
        Holder::Group { group } => match programme.group(group) {
            Some(group) => group.name.clone(),
            None => "前の担当者".to_owned(),
        },
        Holder::Deputy { group } => match programme.group(group) {
            Some(group) => group.deputy.name.clone(),
            None => "前の副担当者".to_owned(),
        },
        Holder::AllDirectors => "担当者の全員".to_owned(),
        Holder::Office => programme.office.name.clone(),
        Holder::Partner => partner(programme),
        Holder::Employer => "あなた".to_owned(),
    }
}

/// How somebody who acts is called.
pub fn named(actor: &Actor, programme: &Programme) -> String {
    called(&Holder::of(actor), programme)
}

/// How the partner town is called.
pub fn partner(programme: &Programme) -> String {
    let partner = programme.partner.as_ref();
    partner.map_or_else(|| "連携先".to_owned(), |partner| partner.name.clone())
}

impl Placement {
    /// How it stands for the employer.
    pub fn standing(&self, programme: &Programme) -> Standing {
        let until = self.until(programme);
        let day = until.map(|day| format!("{}まで", japanese(day)));
        let day = day.unwrap_or_default();
        let who = called(&self.holder, programme);
        let asked = self.question.is_some();
        let (status, line) = match self.status {
            Status::Waiting => (
                "返事待ち",
                format!("{who}が見ています。{day}に返事をする約束です。"),
            ),
            Status::Questioned => (
                "あなたの答え待ち",
                format!("質問があります。{day}に、メールのリンクから答えてください。"),
            ),
            Status::AwaitingConsent => (
                "あなたの返事待ち",
                format!(
                    "{}に渡してよいかを聞いています。{day}に、メールのリンクから返事をしてください。",
                    partner(programme)
                ),
            ),
            Status::WithPartner => (
                "連携先の返事待ち",
                format!("{who}が見ています。{day}の返事をたのんでいます。"),
            ),
            Status::Accepted { stage } => ("進行中", going_on(&who, stage)),
            Status::Ended { reason } => (
                "終わり",
                format!("終わりました。理由：{}。", reason.label()),
            ),
        };
        let status = match self.status {
            Status::Accepted { .. } if asked => "あなたの答え待ち",
            Status::Accepted {
                stage: Stage::Payment,
            } => "支払いずみ",
            _ => status,
        };
        let line = match self.status {
            Status::Accepted { .. } if asked => {
                format!("{line}質問があります。メールのリンクから答えてください。")
            }
            _ => line,
        };
        Standing {
            status,
            yours: asked || self.holder == Holder::Employer,
            who: match self.status {
                Status::Ended { .. } => String::new(),
                _ => who,
            },
            until,
            line,
        }
    }
}

fn going_on(who: &str, stage: Stage) -> String {
    match stage.next() {
        Some(next) => format!(
            "{who}が進めています。いまは「{}」です。次は「{}」です。",
            stage.label(),
            next.label()
        ),
        None => "支払いまで終わりました。".to_owned(),
    }
}

impl Entry {
    /// What the employer reads about it; `None` where it does not concern them. `after` is the placement as it stood once
    /// it had happened.
    pub fn narrate(&self, after: &Placement, programme: &Programme) -> Option<String> {
        let by = named(&self.by, programme);
        let partner = partner(programme);
        Some(match &self.event {
            Event::Declined { .. } => return None,
            Event::Offered { to, .. } => offered(to, programme),
            Event::Reassigned { to } => {
                format!(
                    "担当が変わりました。これからは{}が見ます。",
                    called(to, programme)
                )
            }
            Event::Accepted => format!("{by}が引き受けました。"),
            Event::Asked { .. } => format!("{by}が、あなたに質問しました。"),
            Event::Answered { changes, .. } if changes.is_empty() => {
                "あなたの答えが届きました。".to_owned()
            }
            Event::Answered { .. } => format!(
                "あなたの答えが届きました。シートは第{}版になりました。",
                after.spec.version
            ),
            Event::ConsentAsked => {
                format!("{by}が、{partner}に渡してよいかを、あなたに聞きました。")
            }
            Event::ConsentGiven => format!("あなたは、{partner}に渡すことに同意しました。"),
            Event::ConsentRefused => format!(
                "あなたは、{partner}に渡すことに同意しませんでした。いまの担当者が続けて見ます。"
            ),
            Event::HandedOver => {
                format!("{partner}に渡しました。あなたの名前と連絡先は、渡していません。")
            }
            Event::PartnerTook => format!("{by}が引き受けました。"),
            Event::PartnerDeclined { .. } => format!(
                "{by}では引き受けられませんでした。{}がもう一度見ます。",
                called(&after.holder, programme)
            ),
            Event::PartnerAsked { .. } => format!("{by}から、担当者に質問がありました。"),
            Event::Reminded => reminded(self.is_late(after, programme), after, programme),
            Event::Escalated { to } => {
                escalated(self.is_late(after, programme), after, to, programme)
            }
            Event::Advanced { stage, on, .. } => {
                format!("「{}」まで進みました（{}）。", stage.label(), japanese(*on))
            }
            Event::Ended { reason, .. } => {
                format!("終わりになりました。理由：{}。", reason.label())
            }
        })
    }
}

impl Entry {
    /// Whether it came after the day by which an answer was promised. Before, there is nothing to be sorry for.
    pub fn is_late(&self, after: &Placement, programme: &Programme) -> bool {
        let begun = japan_date(after.clock.0);
        let promise = programme.promise.answer_business_days;
        japan_date(self.at) > programme.calendar.after(begun, promise)
    }
}

fn offered(to: &Holder, programme: &Programme) -> String {
    let who = called(to, programme);
    let declined = "前の担当者では引き受けられませんでした。";
    match to {
        Holder::AllDirectors => format!("{declined}{who}に聞いています。"),
        Holder::Office => format!("{declined}{who}が、次の手を考えます。"),
        _ => format!("{declined}次は{who}が見ます。"),
    }
}

fn reminded(is_late: bool, after: &Placement, programme: &Programme) -> String {
    let who = called(&after.holder, programme);
    match after.holder {
        Holder::Employer => "あなたの返事がまだなので、もう一度お知らせしました。".to_owned(),
        _ if is_late => format!("返事がおくれています。{who}に、もう一度知らせました。"),
        _ => format!("{who}に、もう一度知らせました。"),
    }
}

fn escalated(is_late: bool, after: &Placement, to: &Holder, programme: &Programme) -> String {
    let who = called(to, programme);
    match after.status {
        Status::Questioned | Status::AwaitingConsent => {
            format!("あなたの返事がまだなので、{who}からも連絡します。")
        }
        _ if is_late => {
            format!("返事がおくれています。もうしわけありません。{who}にもまわしました。")
        }
        _ => format!("{who}にも知らせました。約束の日までに返事をします。"),
    }
}
