//! One placement's page: for whoever may decide on it, follow it, or only wants to know what became of it.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use base::text::yen;
use forms::{Field, FieldError, Input};
use job_spec::sheet::Sheet;
use placements::{Link, Page, Placement};
use serde::{Deserialize, Serialize};
use submissions::Submission;
use submissions::route::Load;
use town::Content;
use web::{AppState, HandlerResult, TokenPage};

use crate::choices::{Before, Choices};
use crate::history::{self, Moment, Now, history, labels, tag};
use crate::people::People;
use crate::seat::{Found, Seat};
use crate::sendings::sendings;
use crate::stages::Stages;
use crate::{DECIDE, questions, stale};

/// The small forms of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Ask,
    Decline,
    HandOver,
    Advance,
    Correct,
    End,
    Reassign,
}

impl Form {
    /// Where it is sent.
    pub fn path(self) -> &'static str {
        match self {
            Form::Ask => "/director/ask",
            Form::Decline => "/director/decline",
            Form::HandOver => "/director/handover",
            Form::Advance => "/director/advance",
            Form::Correct => "/director/correct",
            Form::End => "/director/end",
            Form::Reassign => "/director/reassign",
        }
    }

    /// What its button says.
    pub fn submit(self) -> &'static str {
        match self {
            Form::Ask => "質問を送る",
            Form::Decline => "理由を付けてことわる",
            Form::HandOver => "渡す手つづきを始める",
            Form::Advance => "記録する",
            Form::Correct => "この内容に直す",
            Form::End => "この仕事を終わりにする",
            Form::Reassign => "この人に変える",
        }
    }
}

/// What was sent and cannot be taken.
pub(crate) struct Wrong<'a> {
    /// The form it came with; `None`: nothing is wrong.
    pub form: Option<Form>,
    pub input: &'a Input,
    pub errors: Vec<FieldError>,
}

impl Wrong<'_> {
    /// Whether this form was sent and refused.
    pub fn is(&self, form: Form) -> bool {
        self.form == Some(form)
    }

    /// The form's fields, as sent where it was refused.
    pub fn again(&self, form: Form, fields: Vec<Field>) -> Vec<Field> {
        if !self.is(form) {
            return fields;
        }
        let fields = fields.into_iter();
        let again = fields.map(|field| questions::again(field, self.input, &self.errors));
        again.collect()
    }
}

/// What was just done, or why it was not.
#[derive(Clone, Serialize)]
pub(crate) struct Notice {
    pub kind: &'static str,
    pub title: String,
    pub lines: Vec<String>,
}

#[derive(Serialize)]
struct CasePage {
    heading: String,
    reference: String,
    industry: String,
    version: u32,
    token: String,
    back: String,
    errors: Vec<FieldError>,
    notice: Option<Notice>,
    now: Now,
    why: String,
    sheet: Sheet,
    yen: String,
    question: Option<Asked>,
    changes: Vec<Changed>,
    actions: Option<Choices>,
    stages: Option<Stages>,
    employer: Option<Employer>,
    cautions: Vec<String>,
    homework: Vec<String>,
    sendings: Vec<Moment>,
    partner: String,
    history: Vec<Moment>,
}

/// A question that waits for its answer.
#[derive(Serialize)]
struct Asked {
    title: String,
    text: String,
    fields: Vec<String>,
    /// What to do about it, possibly empty.
    hint: &'static str,
}

/// What an answer changed in one field.
#[derive(Serialize)]
pub(crate) struct Changed {
    label: String,
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Serialize)]
struct Employer {
    business: String,
    person: String,
    phone: Option<String>,
    mail: Option<String>,
    reach: Option<String>,
    consent: &'static str,
}

/// The link's token, and what was just done.
#[derive(Deserialize)]
pub(crate) struct Arrived {
    #[serde(default)]
    t: String,
    #[serde(default)]
    done: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(Arrived { t, done }): Query<Arrived>,
) -> HandlerResult {
    let seat = Seat::open(&state, Page::Decide, &t)?;
    let found = seat.find(&state).await?;
    page(&state, &seat, &found, Shown::done(&done)).await
}

/// How the page is shown this time.
pub(crate) struct Shown<'a> {
    pub status: StatusCode,
    pub notice: Option<Notice>,
    pub wrong: Option<Wrong<'a>>,
}

impl Shown<'_> {
    /// After something was done, by the address's word for it.
    fn done(code: &str) -> Shown<'static> {
        let title = match code {
            "accepted" => "引き受けました。事業者に知らせます。",
            "declined" => "ことわりました。次の担当者にまわします。",
            "asked" => "質問を送りました。答えがとどいたら、メールで知らせます。",
            "handed" => "手つづきを始めました。返事がとどいたら、メールで知らせます。",
            "recorded" => "記録しました。",
            "ended" => "終わりにしました。",
            "reassigned" => "担当を変えました。新しい担当に知らせます。",
            _ => "",
        };
        let notice = (!title.is_empty()).then(|| Notice {
            kind: "success",
            title: title.to_owned(),
            lines: Vec::new(),
        });
        Shown {
            status: StatusCode::OK,
            notice,
            wrong: None,
        }
    }
}

/// The page as this seat sees it; without a way to act where its link is too old or it never had it.
pub(crate) async fn page(
    state: &AppState,
    seat: &Seat,
    found: &Found,
    shown: Shown<'_>,
) -> HandlerResult {
    if seat.over {
        return Ok(stale::page(state, seat, found));
    }
    let content = state.content.get();
    let nothing = Input::default();
    let wrong = shown.wrong.unwrap_or(Wrong {
        form: None,
        input: &nothing,
        errors: Vec::new(),
    });
    let placement = &found.placement;
    let load = match placement.may_decide(&seat.by) {
        true => state.store.load().await?,
        false => Load::default(),
    };
    let before = Before {
        placement,
        viewer: &seat.by,
        content: &content,
        load: &load,
        wrong: &wrong,
    };
    let link = Link::Home {
        of: seat.by.clone(),
    };
    let page = CasePage {
        heading: placement.spec.title.clone(),
        reference: placement.id.to_string(),
        industry: placement.spec.industry_label.clone(),
        version: placement.spec.version,
        token: seat.token.clone(),
        back: link.address(&state.keys, &content.programme, state.now()),
        notice: shown.notice,
        now: history::now(placement, &seat.by, &content.programme),
        why: why(placement, &seat.by, &content),
        sheet: Sheet::of(&placement.spec),
        yen: money(placement),
        question: question(placement, &content),
        changes: changes(placement),
        actions: before.choices(),
        stages: Stages::of(placement, &seat.by, true, state.today(), &wrong),
        employer: employer(placement, &found.case.submission, &seat.by),
        cautions: placement.spec.cautions.clone(),
        homework: placement.spec.homework.clone(),
        sendings: sendings(state, placement, &seat.by).await?,
        partner: People(&content.programme).partner(),
        history: history(placement, &found.case.submission, &content),
        errors: wrong.errors,
    };
    let response = state.page(shown.status, "director/case.html", DECIDE, &page);
    Ok(TokenPage::Posts.wrap(response))
}

fn money(placement: &Placement) -> String {
    let estimate = &placement.spec.estimate;
    let range = format!("月 {}〜{}", yen(estimate.yen_low), yen(estimate.yen_high));
    match placement.spec.version {
        0 | 1 => range,
        _ => format!("{range}（第1版で計算）"),
    }
}

/// Why it came to whoever looks at it, while it waits for her.
fn why(placement: &Placement, viewer: &Actor, content: &Content) -> String {
    if !placement.holder.includes(viewer) || !placement.may_decide(viewer) {
        return String::new();
    }
    let choice = &placement.choice;
    choice.words(tag(choice.tag.as_deref(), content))
}

fn question(placement: &Placement, content: &Content) -> Option<Asked> {
    let partner = placement.partner_question.as_ref();
    if let Some(text) = partner {
        return Some(Asked {
            title: format!("{}からの質問", People(&content.programme).partner()),
            text: text.clone(),
            fields: Vec::new(),
            hint: "連携先には、質問を知らせたメールに返信して答えます。事業者に聞くときは、下の「質問する」を使います。",
        });
    }
    let question = placement.question.as_ref()?;
    Some(Asked {
        title: "事業者に質問しています".to_owned(),
        text: question.text.clone(),
        fields: labels(placement, &question.fields),
        hint: "",
    })
}

/// What the latest version changed.
pub(crate) fn changes(placement: &Placement) -> Vec<Changed> {
    let latest = placement.versions.last();
    let changes = latest.map(|version| version.changes.as_slice());
    let changes = changes.unwrap_or_default().iter();
    let lines = |text: &str| match text.is_empty() {
        true => vec!["（書いていませんでした）".to_owned()],
        false => text.lines().map(str::to_owned).collect(),
    };
    let changed = changes.map(|change| Changed {
        label: change.label.clone(),
        before: lines(&change.before),
        after: lines(&change.after),
    });
    changed.collect()
}

/// Her contact, for those who may answer her or look after her work now.
fn employer(placement: &Placement, submission: &Submission, viewer: &Actor) -> Option<Employer> {
    if !placement.may_decide(viewer) && !placement.may_follow(viewer) {
        return None;
    }
    let contact = &submission.contact;
    let text = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
    Some(Employer {
        business: contact.business.clone(),
        person: contact.person.clone(),
        phone: contact
            .phone
            .as_ref()
            .and_then(|phone| text(phone.as_str())),
        mail: contact.mail.as_ref().and_then(|mail| text(mail.as_str())),
        reach: contact.reach.clone(),
        consent: match placement.consent {
            Some(true) => "同意しています",
            Some(false) => "同意していません",
            None => "まだ聞いていません",
        },
    })
}
