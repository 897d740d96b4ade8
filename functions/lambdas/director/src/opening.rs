//! The public page of a notice behind its unguessable address: what the job is, and the form of whoever would do it.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::budget;
use base::people::Actor;
use base::text;
use forms::draw::Draw;
use forms::read::Read;
use forms::{Field, FieldError, FieldGroup, Input, limits};
use orders::{OrderRefused, Paper};
use placements::{Applicant, Command, LinkPage, Refused, Status};
use serde::{Deserialize, Serialize};
use store::Decided;
use town::{Content, DataForm, Operator};
use web::{
    Action, AppState, Client, Explanation, Form, HandlerError, HandlerResult, TokenPage, see_other,
};

use crate::banner::Banner;
use crate::fields;
use crate::session::{LinkSession, OpenedPlacement};
use paths::OPENING;

#[derive(Serialize)]
struct OpeningPage {
    heading: String,
    token: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    /// The thanks, right after somebody answered.
    thanks: String,
    paper: Paper,
    lead: String,
    groups: Vec<FieldGroup>,
    operator: Operator,
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct OpeningQuery {
    #[serde(default)]
    t: String,
    #[serde(default)]
    sent: String,
}

/// Reads the address, and the notice while it may be answered.
async fn open(
    state: &AppState,
    token: &str,
) -> Result<(LinkSession, OpenedPlacement), HandlerError> {
    let session = LinkSession::open(state, LinkPage::Recruit, token)?;
    let found = session.find(state).await?;
    let goes_on = matches!(found.placement.status, Status::Accepted { .. });
    let open = found.placement.orders.recruiting(state.today()).is_some();
    match goes_on && open && !session.is_read_only() {
        true => Ok((session, found)),
        false => Err(gone(state)),
    }
}

fn gone(state: &AppState) -> HandlerError {
    let content = state.content.get();
    let texts = &content.texts.recruit;
    let action = Action::new("/", texts.gone_action());
    let explanation = Explanation::new(texts.gone_heading(), texts.gone(), action);
    let response: Response = explanation.page(state, StatusCode::GONE, OPENING);
    TokenPage::Shows.wrap(response).into()
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(OpeningQuery { t, sent }): Query<OpeningQuery>,
) -> HandlerResult {
    let (session, found) = open(&state, &t).await?;
    let answered = !sent.is_empty();
    Ok(page(
        &state,
        &session,
        &found,
        StatusCode::OK,
        answered,
        None,
        None,
    ))
}

fn page(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    status: StatusCode,
    answered: bool,
    notice: Option<Banner>,
    rejected: Option<(&Input, Vec<FieldError>)>,
) -> Response {
    let content = state.content.get();
    let texts = &content.texts.recruit;
    let (typed, errors) = match rejected {
        Some((input, errors)) => (Some(input), errors),
        None => (None, Vec::new()),
    };
    let open = found.placement.orders.recruitment.as_ref();
    let Some(paper) = open.map(|open| open.opened.what.paper.clone()) else {
        return see_other("/");
    };
    let page = OpeningPage {
        heading: paper.title.clone(),
        token: session.token.clone(),
        notice,
        thanks: match answered {
            true => texts.thanks().to_owned(),
            false => String::new(),
        },
        paper,
        lead: texts.apply_lead().to_owned(),
        groups: groups(typed, &errors, &content),
        operator: content.programme.operator.clone(),
        errors,
    };
    TokenPage::Posts.wrap(state.page(status, "director/opening.html", OPENING, &page))
}

fn groups(typed: Option<&Input>, errors: &[FieldError], content: &Content) -> Vec<FieldGroup> {
    let texts = &content.texts.recruit;
    // One of the two is enough, and one is needed: neither is 任意.
    let either = |field: Field| Field {
        label: content.texts.questionnaire.either(&field.label),
        ..field
    };
    let phone = Field {
        kind: forms::Kind::Tel,
        autocomplete: "tel".into(),
        inputmode: "tel".into(),
        ..fields::line("phone", texts.phone())
    };
    let drawn = vec![
        Field {
            autocomplete: "name".into(),
            ..fields::line("person", texts.person())
        },
        either(fields::mail("mail", texts.mail(), "")),
        either(phone),
        fields::note("wish", texts.wish(), texts.wish_hint()),
    ];
    let drawn = drawn.into_iter().map(|field| match typed {
        Some(input) => fields::refill(field, input, errors),
        None => field,
    });
    let draw = Draw {
        words: &content.words,
        typed,
        errors,
    };
    let kept = texts.kept(content.programme.retention.applicant_days);
    let uses = content.programme.data_use(DataForm::Applicant, &kept);
    vec![
        forms::draw::group("", drawn.collect()),
        draw.consent(texts.consent_title(), uses),
    ]
}

/// What was typed, or what is wrong with it.
fn read(
    state: &AppState,
    session: &LinkSession,
    input: &Input,
    content: &Content,
) -> Result<Applicant, Vec<FieldError>> {
    let texts = &content.texts.recruit;
    let mut read = Read::of(input, content);
    let name = read.person("person");
    let (mail, phone) = (read.mail(), read.phone());
    let typed = |field: &str| !text::line(input.one(field)).is_empty();
    if !typed("mail") && !typed("phone") {
        read.error("mail", texts.contact_missing());
    }
    let wish = text::lines(input.one("wish"));
    read.limit("wish", "visit_wish", &wish, limits::NOTE);
    if wish.is_empty() {
        read.error("wish", texts.wish_missing());
    }
    read.consent();
    if !read.errors.is_empty() {
        return Err(read.errors);
    }
    let id = Applicant::id_of(&session.id, mail.as_ref(), phone.as_ref(), &state.keys);
    Ok(Applicant {
        id,
        spec: session.id.spec,
        at: state.now(),
        name,
        mail,
        phone,
        wish,
    })
}

/// Takes an answer. Sent twice it is taken once.
pub(crate) async fn take(
    State(state): State<AppState>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let (session, found) = open(&state, input.one("t")).await?;
    let content = state.content.get();
    let applicant = match read(&state, &session, &input, &content) {
        Ok(applicant) => applicant,
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let rejected = Some((&input, errors));
            return Ok(page(
                &state, &session, &found, status, false, None, rejected,
            ));
        }
    };
    let spent = state.spend(&budget::APPLICANT, &client, applicant.mail.as_ref(), None);
    if spent.await?.is_some() {
        let texts = &content.texts.recruit;
        let notice = Some(Banner::warn(texts.busy_heading(), texts.busy()));
        let status = StatusCode::TOO_MANY_REQUESTS;
        let rejected = Some((&input, Vec::new()));
        return Ok(page(
            &state, &session, &found, status, false, notice, rejected,
        ));
    }
    let keep = content.programme.retention.applicant_days;
    let reference = &session.id.reference;
    state
        .store
        .keep_applicant(reference, &applicant, keep)
        .await?;
    // The words are stored first: a mail about them never comes before them.
    let command = Command::Apply {
        applicant: applicant.id.clone(),
    };
    let (by, now, programme) = (Actor::Clock, state.now(), &content.programme);
    let decided = state
        .store
        .decide(&session.id, &command, &by, now, programme);
    match decided.await? {
        Decided::Done(_) | Decided::Refused(Refused::Order(OrderRefused::Done { .. }), _) => {
            tracing::info!(spec = %session.id, "somebody would do the work");
            Ok(see_other(&format!("{OPENING}?t={}&sent=1", session.token)))
        }
        // It was filled or ended a moment ago.
        Decided::Refused(..) | Decided::Unknown => Err(gone(&state)),
    }
}
