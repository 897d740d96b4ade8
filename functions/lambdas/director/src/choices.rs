//! What somebody may answer to a placement now: the buttons and small forms of its page.

use base::contact::Contact;
use base::people::{Actor, Holder};
use forms::{Confirmation, Field, Kind};
use job_spec::fields::FieldDef;
use placements::{Placement, Status};
use serde::Serialize;
use submissions::route::Load;
use town::texts::DirectorTexts;
use town::{Content, Programme};

use crate::fields;
use crate::forms::{CaseForm, RejectedForm};
use crate::people::People;
use crate::stages::end_fields;

/// The answers somebody may give.
#[derive(Serialize)]
pub(crate) struct Choices {
    /// The words of the first button, possibly empty.
    accept: String,
    accept_fields: Vec<Field>,
    accept_hint: String,
    choices: Vec<DecisionForm>,
}

/// An answer that needs words.
#[derive(Serialize)]
pub(crate) struct DecisionForm {
    open: bool,
    summary: String,
    lead: Vec<String>,
    action: &'static str,
    /// The only partner that it may go to; empty: it asks, or is about none.
    pub to: String,
    fields: Vec<Field>,
    submit: String,
}

/// What the answers depend on.
pub(crate) struct DecisionContext<'a> {
    pub placement: &'a Placement,
    pub contact: &'a Contact,
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
        let choices: Vec<DecisionForm> = [
            self.may_ask().then(|| self.ask()),
            (decides && !office).then(|| self.decline()),
            self.hand_over()
                .filter(|_| decides || self.placement.may_hand_over(self.viewer)),
            (decides && office).then(|| self.end()),
            (office && !matches!(self.placement.status, Status::Ended { .. }))
                .then(|| self.reassign()),
        ]
        .into_iter()
        .flatten()
        .collect();
        let texts = self.texts();
        let accept = match (decides, self.placement.status) {
            (false, _) => "",
            (true, Status::WithPartner) => texts.accept_back(),
            (true, _) => texts.accept(),
        };
        let nothing = accept.is_empty() && choices.is_empty();
        (!nothing).then_some(Choices {
            accept: accept.to_owned(),
            accept_fields: self.confirmation(CaseForm::Accept, Confirmation::Accept),
            accept_hint: texts.accept_hint().to_owned(),
            choices,
        })
    }

    pub(crate) fn texts(&self) -> &DirectorTexts {
        &self.content.texts.director
    }

    fn may_ask(&self) -> bool {
        let follows = matches!(self.placement.status, Status::Accepted { .. })
            && self.placement.may_follow(self.viewer)
            && self.placement.is_open();
        self.placement.may_decide(self.viewer) || follows
    }

    pub(crate) fn choice(
        &self,
        form: CaseForm,
        (summary, submit): (&str, &str),
        lead: Vec<String>,
        fields: Vec<Field>,
    ) -> DecisionForm {
        DecisionForm {
            open: self.rejected.is(form),
            summary: summary.to_owned(),
            lead,
            action: form.path(),
            to: String::new(),
            fields: self.rejected.refill(form, fields),
            submit: submit.to_owned(),
        }
    }

    fn confirmation(&self, form: CaseForm, what: Confirmation) -> Vec<Field> {
        let field = what.field(&self.content.words, None, &[]);
        self.rejected.refill(form, vec![field])
    }

    fn ask(&self) -> DecisionForm {
        let editable = |id: &str| FieldDef::of(id).is_some_and(FieldDef::is_editable);
        let asked = self.placement.spec.fields.iter();
        let asked = asked.filter(|field| editable(&field.id));
        let labels = asked.map(|field| (field.id.clone(), field.label.clone()));
        let texts = self.texts();
        let fields = vec![
            fields::choices(
                Kind::Checkbox,
                "fields",
                texts.ask_fields(),
                labels.collect(),
            ),
            fields::note("question", texts.ask_question(), texts.ask_question_hint()),
        ];
        let words = (texts.ask(), texts.ask_submit());
        self.choice(
            CaseForm::Ask,
            words,
            vec![texts.ask_lead().to_owned()],
            fields,
        )
    }

    fn decline(&self) -> DecisionForm {
        let texts = self.texts();
        let lead = vec![texts.decline_lead().to_owned()];
        let (label, hint) = (texts.decline_reason(), texts.decline_reason_hint());
        let fields = vec![fields::note("reason", label, hint)];
        let words = (texts.decline(), texts.decline_submit());
        self.choice(CaseForm::Decline, words, lead, fields)
    }

    fn end(&self) -> DecisionForm {
        let texts = self.texts();
        let lead = vec![texts.end_lead().to_owned()];
        let fields = end_fields(self.viewer, self.content);
        let words = (texts.end(), texts.end_submit());
        self.choice(CaseForm::End, words, lead, fields)
    }

    fn reassign(&self) -> DecisionForm {
        let (people, texts) = (People(self.content), self.texts());
        let holders = assignable_holders(&self.content.programme)
            .into_iter()
            .map(|(code, holder)| (code, people.holder(&holder)));
        let lead = vec![texts.reassign_lead().to_owned()];
        let none = texts.select_none();
        let fields = vec![fields::select(
            "to",
            texts.reassign_to(),
            none,
            holders.collect(),
        )];
        let words = (texts.reassign(), texts.reassign_submit());
        self.choice(CaseForm::Reassign, words, lead, fields)
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
