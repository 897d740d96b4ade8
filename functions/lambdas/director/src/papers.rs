//! Papers and entries of the books found by their day, their amount and the other party: the office's all, a director's
//! own.

mod read;

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use base::text;
use base::time::{fiscal_year, japanese};
use forms::{Field, FieldError, Kind};
use jiff::civil::date;
use paths::PAPERS;
use placements::{CaseHead, FiledKind, FiledPaper, PlacementHead, SpecId};
use serde::Serialize;
use town::Content;
use town::texts::PaperSearchTexts;
use web::{AppState, HandlerResult, Visitor, case_address, not_yours};

pub(crate) use read::PapersQuery;
use read::{Wanted, read};

use crate::all_heads::all_heads;
use crate::list_links::list_of;
use crate::{DECIDE, fields};

/// How many are shown at a time.
const PAGE: usize = 50;

#[derive(Serialize)]
struct PapersPage {
    heading: String,
    of: String,
    list: String,
    errors: Vec<FieldError>,
    days: [Field; 2],
    amounts: [Field; 2],
    name: Field,
    count: usize,
    found: Vec<Hit>,
    /// Where the next ones are; empty: nothing is left.
    more: String,
}

/// Something that was found.
#[derive(Serialize)]
struct Hit {
    on: String,
    kind: String,
    number: String,
    /// Its version; 0 where there is one alone.
    version: u32,
    party: String,
    amount: String,
    work: String,
    reference: String,
    case: String,
    /// Where it is printed; empty: it is no paper.
    pdf: String,
}

/// The name of the other party: a worker's as the paper has it, the employer's as it is known now.
fn party<'a>(paper: &'a FiledPaper, case: &'a CaseHead) -> &'a str {
    match &paper.worker {
        Some((_, name)) => name,
        None => &case.business,
    }
}

fn kind(kind: FiledKind, texts: &PaperSearchTexts) -> &str {
    match kind {
        FiledKind::Terms => texts.terms(),
        FiledKind::Ending => texts.ending(),
        FiledKind::Quote => texts.quote(),
        FiledKind::Purchase => texts.purchase(),
        FiledKind::Acceptance => texts.acceptance(),
        FiledKind::Invoice => texts.invoice(),
        FiledKind::PayNotice => texts.pay_notice(),
        FiledKind::Income => texts.income(),
        FiledKind::Pay => texts.pay(),
    }
}

/// Where a paper is printed for who opens the case by this address.
fn pdf(paper: &FiledPaper, token: &str) -> String {
    let (version, number) = (paper.version, &paper.number);
    let worker = paper.worker.as_ref().map_or(0, |(worker, _)| *worker);
    let which = match paper.kind {
        FiledKind::Terms => format!("worker={worker}&v={version}"),
        FiledKind::Ending => format!("worker={worker}&paper=ending&v={version}"),
        FiledKind::Quote => format!("paper=quote&v={version}"),
        FiledKind::Purchase => format!("paper=order&v={version}"),
        FiledKind::Acceptance => format!("paper=acceptance&v={version}"),
        FiledKind::Invoice => format!("paper=invoice&number={number}"),
        FiledKind::PayNotice => format!("paper=notice&number={number}"),
        FiledKind::Income | FiledKind::Pay => return String::new(),
    };
    format!("/director/order.pdf?t={token}&{which}")
}

/// The papers that somebody may see, with whom and what they are about.
struct Found<'a> {
    paper: &'a FiledPaper,
    party: &'a str,
    title: &'a str,
}

/// What is found of what was filed, the latest first.
fn found<'a>(
    filed: &'a [FiledPaper],
    heads: &'a [CaseHead],
    wanted: &Wanted,
    of: &Actor,
) -> Vec<Found<'a>> {
    let placements = heads.iter().flat_map(|case| {
        let own = case.placements.iter().filter(|is| is.may_follow(of));
        own.map(move |is| (&is.id, (case, is)))
    });
    let own: BTreeMap<&SpecId, (&CaseHead, &PlacementHead)> = placements.collect();
    let found = filed.iter().rev().filter_map(|paper| {
        let (case, is) = own.get(&paper.placement)?;
        let party = party(paper, case);
        let title = is.title.as_str();
        wanted.fits(paper, party).then_some(Found {
            paper,
            party,
            title,
        })
    });
    found.collect()
}

impl Found<'_> {
    fn hit(&self, of: &Actor, texts: &PaperSearchTexts) -> Hit {
        let paper = self.paper;
        let token = case_address(&paper.placement, of);
        Hit {
            on: japanese(paper.on),
            kind: kind(paper.kind, texts).to_owned(),
            number: paper.number.clone(),
            version: match paper.version {
                1 => 0,
                version => version,
            },
            party: self.party.to_owned(),
            amount: paper.yen.map_or_else(String::new, text::yen),
            work: self.title.to_owned(),
            reference: paper.placement.to_string(),
            case: format!("{DECIDE}?t={token}"),
            pdf: pdf(paper, &token),
        }
    }
}

/// The page without anything found.
fn blank(
    asked: &PapersQuery,
    of: &Actor,
    content: &Content,
    errors: Vec<FieldError>,
) -> PapersPage {
    let texts = &content.texts.paper_search;
    let field = |field: Field, typed: &str| {
        let mut faults = errors.iter().filter(|error| error.field == field.name);
        let error = faults.next().map(|error| error.message.clone());
        Field {
            value: typed.to_owned(),
            optional: true,
            error: error.unwrap_or_default(),
            ..field
        }
    };
    let day = |name, label| Field {
        kind: Kind::Date,
        ..fields::line(name, label)
    };
    let yen = |name, label| fields::number(name, label, "", texts.yen());
    PapersPage {
        heading: texts.heading().to_owned(),
        of: of.code(),
        list: list_of(of),
        days: [
            field(day("since", texts.since()), &asked.since),
            field(day("until", texts.until()), &asked.until),
        ],
        amounts: [
            field(yen("least", texts.least()), &asked.least),
            field(yen("most", texts.most()), &asked.most),
        ],
        name: field(fields::line("name", texts.name()), &asked.name),
        count: 0,
        found: Vec::new(),
        more: String::new(),
        errors,
    }
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(mut asked): Query<PapersQuery>,
) -> HandlerResult {
    let signed_in = visitor.member(&state, PAPERS)?;
    let mut roles = signed_in.member.roles.iter().map(|role| &role.actor);
    let of = roles.find(|actor| asked.of.is_empty() || actor.code() == asked.of);
    let of = of.ok_or_else(|| not_yours(&state))?;
    let content = state.content.get();
    if asked.is_blank() {
        // The books of a fiscal year are what somebody comes for.
        let today = state.today();
        asked.since = date(fiscal_year(today), 4, 1).to_string();
        asked.until = today.to_string();
    }
    let mut errors = Vec::new();
    let wanted = read(&asked, &content, &mut errors);
    let mut page = blank(&asked, of, &content, errors);
    if !page.errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(state.page(status, "director/papers.html", PAPERS, &page));
    }
    let (filed, heads) = (
        state.store.filed(wanted.since, wanted.until).await?,
        all_heads(&state).await?,
    );
    let found = found(&filed, &heads, &wanted, of);
    let shown = found.iter().skip(asked.from).take(PAGE);
    let texts = &content.texts.paper_search;
    page.found = shown.map(|found| found.hit(of, texts)).collect();
    page.count = found.len();
    let end = asked.from.saturating_add(PAGE);
    if found.len() > end {
        page.more = asked.address(&of.code(), end);
    }
    Ok(state.page(StatusCode::OK, "director/papers.html", PAPERS, &page))
}
