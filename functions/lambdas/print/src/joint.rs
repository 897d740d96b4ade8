//! The preview of a paper about money over several jobs.

use accounts::JointJob;
use base::people::Actor;
use orders::Paper;
use placements::{Case, JointAct, JointWhat, SpecId};
use web::{AppState, HandlerError};

/// What would be sent now of a month of these jobs; nothing where somebody may not look after all of them.
///
/// # Errors
/// When the store does not answer.
pub(crate) async fn preview(
    state: &AppState,
    own: &Case,
    by: &Actor,
    (jobs, month): (&str, &str),
) -> Result<Option<Paper>, HandlerError> {
    let jobs: Option<Vec<JointJob>> = jobs.split(',').map(JointJob::parse).collect();
    let (Some(jobs), Ok(month)) = (jobs, month.parse()) else {
        return Ok(None);
    };
    let mut cases = vec![own.clone()];
    for id in jobs.iter().filter_map(|job| SpecId::parse(&job.placement)) {
        let known = |case: &Case| case.submission().reference == id.reference;
        if !cases.iter().any(known) {
            cases.extend(state.store.case(&id.reference).await?);
        }
        let found = cases.iter().find(|case| known(case));
        let placement = found.and_then(|case| case.placement(id.spec));
        if !placement.is_some_and(|placement| placement.may_follow(by)) {
            return Ok(None);
        }
    }
    let content = state.content.get();
    let texts = Box::new(content.texts.money.clone());
    let what = match jobs.iter().all(|job| job.worker == 0) {
        true => JointWhat::Invoice { texts },
        false => JointWhat::Notice { texts },
    };
    let act = JointAct { month, jobs, what };
    let papers = act.papers(&cases, &content.programme, state.now());
    let paper = papers.ok().and_then(|papers| papers.into_iter().next());
    Ok(paper.map(|sent| unsent(sent.paper)))
}

/// Visibly a preview.
pub(crate) fn unsent(paper: Paper) -> Paper {
    Paper {
        number: String::new(),
        version: 0,
        issued: None,
        hash: String::new(),
        ..paper
    }
}
