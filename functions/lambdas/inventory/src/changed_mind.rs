//! 同意を取り消す, もう一度同意する: an employer changes their mind about what the office wrote for them, by their status link.

use axum::extract::State;
use base::budget;
use base::people::Actor;
use paths::STATUS;
use store::Decided;
use submissions::agreement_record::{AgreementRecord, OUTDATED, Stand};
use submissions::assisted::{AgreedWay, Agreement};
use web::{AppState, Client, Form, HandlerResult, Problem, see_other, shown_mark};

use crate::agreement_view::SURE;
use crate::status::{open, page};
use crate::unticked::Unticked;

const STAND: &str = "stand";

/// Records it. Pressed again, or on a page that is out of date, nothing is left to record.
pub(crate) async fn take(
    State(state): State<AppState>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let opened = match open(&state, input.one("t")).await? {
        Ok(opened) => opened,
        Err(unusable) => return Ok(unusable),
    };
    let content = state.content.get();
    let records = opened.case.agreement_records();
    let last = records.last().ok_or(Problem::NotFound)?;
    let said = Stand::from_code(input.one(STAND)).ok_or(Problem::BadRequest)?;
    let page_after = |done| format!("{STATUS}?t={}&done={done}", opened.token);
    let shown = page_after(said.code());
    if said == last.stand {
        return Ok(see_other(&shown));
    }
    // Something was said, or the words have changed, since the page was read.
    if input.one("seen") != shown_mark(&state, &opened.case.agreement_so_far(&content)) {
        return Ok(see_other(&page_after(OUTDATED)));
    }
    if input.one(SURE) != "yes" {
        return Ok(page(&state, opened, Unticked::Agreement, ""));
    }
    let mail = opened.submission.contact.mail.as_ref();
    let spent = state.spend(&budget::AGREEMENT, &client, mail, None);
    if let Some(overspent) = spent.await? {
        return Err(overspent.into());
    }
    let record = AgreementRecord {
        stand: said,
        agreement: Agreement {
            way: AgreedWay::Screen,
            on: state.today(),
            at: state.now(),
            text: last.next_words(&content.texts.assisted, &content.programme.operator.name),
            recorded_by: String::new(),
        },
    };
    let (store, programme) = (&state.store, &content.programme);
    let changed = store.change_mind(opened.case, &record, &Actor::Employer, programme);
    match changed.await? {
        Decided::Done(_) => tracing::info!("an employer changed their mind"),
        Decided::Refused(..) => {}
        Decided::Unknown => return Err(Problem::NotFound.into()),
    }
    Ok(see_other(&shown))
}
