//! What somebody may answer to a placement now: the buttons and small forms of its page.

use base::people::{Actor, Holder};
use base::text::shown;
use forms::{Field, Kind};
use job_spec::fields::FieldDef;
use placements::{Placement, Recommended, Status, recommended};
use serde::Serialize;
use submissions::route::Load;
use town::{Content, Programme};

use crate::fields;
use crate::forms::{CaseForm, RejectedForm};
use crate::history::tag;
use crate::people::People;
use crate::stages::end_fields;

/// The answers somebody may give.
#[derive(Serialize)]
pub(crate) struct Choices {
    /// The words of the first button, possibly empty.
    accept: &'static str,
    accept_hint: &'static str,
    choices: Vec<Choice>,
}

/// An answer that needs words.
#[derive(Serialize)]
pub(crate) struct Choice {
    open: bool,
    summary: String,
    lead: Vec<String>,
    action: &'static str,
    fields: Vec<Field>,
    submit: String,
}

/// What the answers depend on.
pub(crate) struct DecisionContext<'a> {
    pub placement: &'a Placement,
    pub viewer: &'a Actor,
    pub content: &'a Content,
    pub load: &'a Load,
    pub rejected: &'a RejectedForm<'a>,
}

impl DecisionContext<'_> {
    /// The answers, if there is any to give.
    pub fn choices(&self) -> Option<Choices> {
        let decides = self.placement.may_decide(self.viewer);
        let office = *self.viewer == Actor::Office;
        let choices: Vec<Choice> = [
            self.may_ask().then(|| self.ask()),
            (decides && !office).then(|| self.decline()),
            self.hand_over().filter(|_| decides),
            (decides && office).then(|| self.end()),
            (office && !matches!(self.placement.status, Status::Ended { .. }))
                .then(|| self.reassign()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let accept = match (decides, self.placement.status) {
            (false, _) => "",
            (true, Status::WithPartner) => "取りもどして引き受ける",
            (true, _) => "引き受ける",
        };
        let nothing = accept.is_empty() && choices.is_empty();
        (!nothing).then_some(Choices {
            accept,
            accept_hint: "事業者に「担当が決まりました」と知らせます。",
            choices,
        })
    }

    fn may_ask(&self) -> bool {
        let follows = matches!(self.placement.status, Status::Accepted { .. })
            && self.placement.may_follow(self.viewer)
            && self.placement.is_open();
        self.placement.may_decide(self.viewer) || follows
    }

    fn choice(
        &self,
        form: CaseForm,
        summary: &str,
        lead: Vec<String>,
        fields: Vec<Field>,
    ) -> Choice {
        Choice {
            open: self.rejected.is(form),
            summary: summary.to_owned(),
            lead,
            action: form.path(),
            fields: self.rejected.refill(form, fields),
            submit: form.submit().to_owned(),
        }
    }

    fn ask(&self) -> Choice {
        let editable = |id: &str| FieldDef::of(id).is_some_and(FieldDef::is_editable);
        let asked = self.placement.spec.fields.iter();
        let asked = asked.filter(|field| editable(&field.id));
        let labels = asked.map(|field| (field.id.clone(), field.label.clone()));
        let lead = vec![
            "事業者にメールが届き、印を付けた項目だけを書き直せます。答えは次の版になります。"
                .to_owned(),
        ];
        let fields = vec![
            fields::choices(Kind::Checkbox, "fields", "聞きたい項目", labels.collect()),
            fields::note(
                "question",
                "質問",
                "1つだけ、短く書いてください。事業者がそのまま読みます。",
            ),
        ];
        self.choice(CaseForm::Ask, "質問する", lead, fields)
    }

    fn decline(&self) -> Choice {
        let lead = vec![
            "次の担当者にまわります。理由は、次の担当者と事務局が読みます。事業者には見せません。"
                .to_owned(),
        ];
        let fields = vec![fields::note(
            "reason",
            "断る理由",
            "例：12月は手がいっぱいです。",
        )];
        self.choice(CaseForm::Decline, "断る", lead, fields)
    }

    fn hand_over(&self) -> Option<Choice> {
        let partner = self.content.programme.partner.as_ref()?;
        let settled = matches!(
            self.placement.status,
            Status::WithPartner | Status::AwaitingConsent
        );
        if settled || self.placement.consent == Some(false) {
            return None;
        }
        let mut lead = self.recommendation();
        lead.push(match self.placement.consent {
            Some(true) => "事業者の同意はもらっています。押すと、すぐに渡します。".to_owned(),
            _ => "先に、事業者に同意を聞きます。同意があると、自動で渡します。".to_owned(),
        });
        lead.push("事業者の連絡先と、秘密の項目は渡しません。".to_owned());
        let summary = format!("{}に渡す", partner.name);
        Some(self.choice(CaseForm::HandOver, &summary, lead, Vec::new()))
    }

    /// Why the partner may be the better place.
    fn recommendation(&self) -> Vec<String> {
        let programme = &self.content.programme;
        let group = self.viewer.group();
        let reasons = recommended(self.placement, group, self.content, self.load).into_iter();
        let reasons = reasons.map(|reason| match reason {
            Recommended::Tag { tag: id } => {
                let label = tag(Some(&id), self.content);
                let partner = People(programme).partner();
                format!("おすすめです：「{label}」は、{partner}が受けられる種類の仕事です。")
            }
            Recommended::Hours { needs, free } => format!(
                "おすすめです：月に約{}時間かかり、あなたの組のあき（月に約{}時間）をこえます。",
                shown(needs),
                shown(free)
            ),
            Recommended::Workers { needs } => format!(
                "おすすめです：しめ切りに間に合わせるには、ワーカーさんが同時に約{needs}人いります。"
            ),
            Recommended::Tool { tool } => {
                let partner = People(programme).partner();
                format!("おすすめです：この仕事に使う「{tool}」は、{partner}にあります。")
            }
        });
        reasons.collect()
    }

    fn end(&self) -> Choice {
        let lead = vec!["事業者に知らせて、この仕事を終わりにします。".to_owned()];
        let fields = end_fields(self.viewer);
        self.choice(CaseForm::End, "終わりにする", lead, fields)
    }

    fn reassign(&self) -> Choice {
        let programme = &self.content.programme;
        let people = People(programme);
        let holders = assignable_holders(programme)
            .into_iter()
            .map(|(code, holder)| (code, people.holder(&holder)));
        let lead = vec!["選んだ人にメールが届き、返事の期限が始めからになります。".to_owned()];
        let fields = vec![fields::choices(
            Kind::Select,
            "to",
            "新しい担当",
            holders.collect(),
        )];
        self.choice(CaseForm::Reassign, "担当を変える", lead, fields)
    }
}

/// Whom the office may give a placement, by code.
pub(crate) fn assignable_holders(programme: &Programme) -> Vec<(String, Holder)> {
    let of = |id: &str| {
        [
            Actor::Director { group: id.into() },
            Actor::Deputy { group: id.into() },
        ]
    };
    let groups = programme.directors.iter().flat_map(|group| of(&group.id));
    let people = groups.map(|actor| (actor.code(), Holder::of(&actor)));
    let others = [
        ("all".to_owned(), Holder::AllDirectors),
        ("office".to_owned(), Holder::Office),
    ];
    people.chain(others).collect()
}
