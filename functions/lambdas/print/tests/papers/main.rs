//! Papers over HTTP on real parts: what is printed is what the record says, for whom it is and for nobody else.

mod draft;
mod handout;
mod order;
mod partner;
mod read_back;
mod report;
mod tables;

use axum::body::Bytes;
use axum::http::StatusCode;
use base::people::Actor;
use http_body_util::BodyExt;
use placements::{Command, Link, Placement, Refused, SpecId};
use store::{Decided, Submitted};
use submissions::Submission;
use testkit::sample;
use testkit::site::{Function, Site};

const PRINT: Function = Function {
    templates: web::Folder::SHARED,
    router: print::router,
};

/// The group whose turn the sample's task is.
const BY: &str = "b";

fn director() -> Actor {
    Actor::parse(BY).expect("a director")
}

/// Sends this; the number of its first task.
async fn sent(site: &Site, submission: Submission) -> SpecId {
    let store = &site.state.store;
    let draft = sample::draft(&site.state.random_id(), site.state.now());
    store.create_draft(&draft).await.expect("a draft");
    let messages = submission.messages();
    let submitted = store.submit(&draft.id, &submission, &messages).await;
    assert!(matches!(submitted, Ok(Submitted::New(_))));
    SpecId {
        reference: submission.reference,
        spec: 1,
    }
}

async fn decide(
    site: &Site,
    id: &SpecId,
    command: Command,
    by: &Actor,
) -> Result<Placement, Refused> {
    let content = site.state.content.get();
    let (store, now) = (&site.state.store, site.state.now());
    let decided = store.decide(id, &command, by, now, &content.programme);
    match decided.await.expect("the store answers") {
        Decided::Done(case) => Ok(case.placement(id.spec).expect("it is there").clone()),
        Decided::Refused(refused, _) => Err(refused),
        Decided::Unknown => panic!("no such case"),
    }
}

fn token(site: &Site, link: &Link) -> String {
    let programme = &site.state.content.get().programme;
    link.token(&site.state.keys, programme, site.state.now())
}

async fn fetch(site: &Site, address: &str) -> (StatusCode, Bytes) {
    use tower::ServiceExt;
    let request = axum::http::Request::get(address)
        .body(axum::body::Body::empty())
        .expect("a request");
    let answer = print::router(site.state.clone()).oneshot(request).await;
    let answer = answer.expect("it answers");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("a body");
    (status, body.to_bytes())
}

fn squeezed(text: &str) -> String {
    let text = text.replace('\u{200b}', "");
    text.split_whitespace().collect()
}
