//! Which jobs go on a paper together: those of the same client or worker are offered, and the director ticks them.

use std::collections::BTreeSet;

use accounts::{JointJob, SentPaper};
use base::month::Month;
use base::people::Actor;
use base::reference::Reference;
use base::text::yen;
use base::time::japanese;
use forms::{Field, Input, Kind};
use placements::{
    Case, CaseHead, JointAct, JointChoice, JointFit, JointSearch, JointWhat, Placement, SpecId,
};
use serde::Serialize;
use town::Content;
use web::{AppState, HandlerError};

use super::BookForm;
use crate::fields;
use crate::session::{LinkSession, OpenedPlacement};
use crate::together::{references, with_cases};

/// The most cases that one paper may touch: all of them are written at once.
const MOST: usize = 12;

/// The papers that a form sends, with the jobs on each, and the other jobs that could be on them.
pub(super) struct Together {
    pub cases: Vec<Case>,
    pub acts: Vec<JointAct>,
    choices: Vec<(JointChoice, bool)>,
}

/// The same, as the form shows it.
#[derive(Serialize)]
pub(super) struct TogetherView {
    /// What a new paper takes over from the one that it replaces, and what cannot be on it.
    notes: Vec<String>,
    /// The jobs that can be ticked.
    field: Option<Field>,
    /// Those that are.
    ticked: Vec<String>,
}

impl Together {
    /// What a form sends that was opened or posted; `None`: it sends no paper.
    pub async fn read(
        state: &AppState,
        session: &LinkSession,
        found: &OpenedPlacement,
        input: &Input,
    ) -> Result<Option<Together>, HandlerError> {
        let kind = BookForm::from_code(input.one("form"));
        let month: Option<Month> = input.one("month").parse().ok();
        let (Some(kind), Some(month)) = (kind, month) else {
            return Ok(None);
        };
        let content = state.content.get();
        let own = own_jobs(kind, month, &found.placement, &content);
        if own.is_empty() {
            return Ok(None);
        }
        let cases = candidates(state, found, (month, &own), &session.by).await?;
        let texts = Box::new(content.texts.money.clone());
        let mut together = Together {
            cases,
            acts: Vec::new(),
            choices: Vec::new(),
        };
        for own in own {
            let search = JointSearch {
                own: &own,
                month,
                by: &session.by,
                programme: &content.programme,
            };
            let choices = search.choices(&together.cases).into_iter();
            let ticked = |choice: &JointChoice| match choice.fit {
                JointFit::OnIt => true,
                JointFit::OtherDay(_) => false,
                // Of one submission, they go together unless somebody says otherwise.
                JointFit::Fits if input.one("chosen").is_empty() => {
                    choice.id.reference == session.id.reference
                }
                JointFit::Fits => input.all("with").contains(&choice.job.to_string()),
            };
            let choices: Vec<(JointChoice, bool)> = choices
                .map(|choice| {
                    let is = ticked(&choice);
                    (choice, is)
                })
                .collect();
            let what = match own.worker {
                0 => JointWhat::Invoice {
                    texts: texts.clone(),
                },
                _ => JointWhat::Notice {
                    texts: texts.clone(),
                },
            };
            let jobs = in_order(&own, month, found, &choices);
            together.acts.push(JointAct { month, jobs, what });
            together.choices.extend(choices);
        }
        Ok(Some(together))
    }

    /// Whether a paper is over several jobs.
    pub fn is_joint(&self) -> bool {
        self.acts.iter().any(|act| act.jobs.len() > 1)
    }

    /// Each paper once, as it would leave now.
    pub fn papers(&self, state: &AppState) -> Vec<SentPaper> {
        let programme = &state.content.get().programme;
        let papers = self.acts.iter().filter_map(|act| {
            let papers = act.papers(&self.cases, programme, state.now()).ok()?;
            papers.into_iter().next()
        });
        papers.collect()
    }

    /// What of it can be chosen; `None`: there is no other job.
    pub fn view(&self, content: &Content) -> Option<TogetherView> {
        let texts = &content.texts.money;
        let told = |choice: &JointChoice| {
            let net = yen(choice.net);
            texts.together_job(&choice.title, choice.job.placement.as_str(), net)
        };
        let notes = self
            .choices
            .iter()
            .filter_map(|(choice, _)| match choice.fit {
                JointFit::OnIt => Some(texts.together_on_it(told(choice))),
                JointFit::OtherDay(day) => {
                    Some(texts.together_other_day(told(choice), japanese(day)))
                }
                JointFit::Fits => None,
            });
        let fit = self.choices.iter();
        let fit: Vec<_> = fit
            .filter(|(choice, _)| choice.fit == JointFit::Fits)
            .collect();
        let all = fit
            .iter()
            .map(|(choice, _)| (choice.job.to_string(), told(choice)));
        let label = texts.together_label();
        let mut field = fields::choices(Kind::Checkbox, "with", label, all.collect());
        field.optional = true;
        texts.together_hint().clone_into(&mut field.hint);
        for (choice, (_, ticked)) in field.options.iter_mut().zip(&fit) {
            choice.checked = *ticked;
        }
        let ticked = fit.iter().filter(|(_, ticked)| *ticked);
        let view = TogetherView {
            notes: notes.collect(),
            ticked: ticked.map(|(choice, _)| choice.job.to_string()).collect(),
            field: (!fit.is_empty()).then_some(field),
        };
        (!self.choices.is_empty()).then_some(view)
    }
}

/// The sides of the job whose papers the form sends.
fn own_jobs(
    kind: BookForm,
    month: Month,
    placement: &Placement,
    content: &Content,
) -> Vec<JointJob> {
    let job = |worker| JointJob {
        placement: placement.id.to_string(),
        worker,
    };
    let book = &placement.accounts;
    match kind {
        BookForm::SendInvoice => {
            let invoiced = book.invoices.contains_key(&month);
            invoiced.then(|| job(0)).into_iter().collect()
        }
        BookForm::SendNotices => {
            let months = book.months(&placement.orders, &content.programme);
            let row = months.into_iter().find(|row| row.month == month);
            let workers = row.into_iter().flat_map(|row| row.workers);
            let due = workers.filter(accounts::WorkerRow::wants_notice);
            due.map(|row| job(row.worker)).collect()
        }
        _ => Vec::new(),
    }
}

/// The case with those whose jobs the paper states already, open or not, and those in which jobs of the same client or
/// workers may be, the latest first.
async fn candidates(
    state: &AppState,
    found: &OpenedPlacement,
    (month, own): (Month, &[JointJob]),
    by: &Actor,
) -> Result<Vec<Case>, HandlerError> {
    let contact = &found.case.submission().contact;
    let orders = own
        .iter()
        .filter_map(|job| found.placement.orders.order(job.worker));
    let payees: Vec<String> = orders.map(orders::Order::payee).collect();
    let fits = |head: &CaseHead| {
        let mut placements = head.placements.iter().filter(|it| it.may_follow(by));
        match payees.is_empty() {
            true => head.is_of(contact) && placements.next().is_some(),
            false => placements.any(|it| it.payees.iter().any(|payee| payees.contains(payee))),
        }
    };
    let book = &found.placement.accounts;
    let joint = own.iter().filter_map(|job| book.joint(month, job.worker));
    let on_it: BTreeSet<Reference> = references(joint.flat_map(|joint| &joint.jobs)).collect();
    let mut heads = state.store.open_heads().await?;
    heads.retain(|head| fits(head) && !on_it.contains(&head.reference));
    heads.sort_by_key(|head| std::cmp::Reverse(head.sent_at));
    let others = heads.into_iter().map(|head| head.reference);
    let all = on_it.into_iter().chain(others).take(MOST);
    Ok(with_cases(state, &found.case, all.collect()).await?)
}

/// The jobs in the order of the paper: as on the one that it replaces, else the own submission's first.
fn in_order(
    own: &JointJob,
    month: Month,
    found: &OpenedPlacement,
    choices: &[(JointChoice, bool)],
) -> Vec<JointJob> {
    let (book, id) = (&found.placement.accounts, &found.placement.id);
    let joint = book.joint(month, own.worker);
    let before = joint.map_or(&[][..], |joint| &joint.jobs);
    let ticked = choices.iter().filter(|(_, ticked)| *ticked);
    let ticked = ticked.map(|(choice, _)| (&choice.id, &choice.job));
    let mut new: Vec<(&SpecId, &JointJob)> = ticked.chain([(id, own)]).collect();
    new.retain(|(_, job)| !before.contains(job));
    new.sort_by_key(|(of, _)| (of.reference != id.reference, *of));
    let new = new.into_iter().map(|(_, job)| job);
    before.iter().chain(new).cloned().collect()
}
