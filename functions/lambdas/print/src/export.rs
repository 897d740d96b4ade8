//! Everything that the office has as one file for Excel, and the list of one seminar.

use axum::extract::{Query, State};
use axum::response::Response;
use base::csv::ExcelTable;
use base::doer::Doer;
use base::people::Actor;
use base::time::{fiscal_year, japan_date};
use paths::{ATTENDEES, TODAY};
use placements::CaseHead;
use register::businesses_table;
use seminars::{OfficeAct, attendance};
use serde::Deserialize;
use town::Content;
use visits::book::visits_table;
use web::words::moment;
use web::{AppState, FileKind, HandlerError, HandlerResult, Problem, SignedIn, Visitor, download};

use crate::broken;
use crate::workbook::{TableSheet, workbook};

/// How many fiscal years of the ledger are in the file.
const YEARS: i16 = 3;

/// How many versions of the site are in the file.
const VERSIONS: u32 = 500;

/// Which seminar.
#[derive(Deserialize)]
pub(crate) struct RosterQuery {
    #[serde(default)]
    slug: String,
}

/// The list of a seminar.
pub(crate) async fn roster(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(RosterQuery { slug }): Query<RosterQuery>,
) -> HandlerResult {
    let content = state.content.get();
    let seminar = content.seminar(&slug).ok_or(Problem::NotFound)?;
    let list = format!("{ATTENDEES}/{}", seminar.slug);
    let signed_in = visitor.office(&state, &list)?;
    signed_in.proven(&state, &list)?;
    let sheet = attendees(&state, signed_in, &slug, &seminar.title).await?;
    let name = content.texts.office.roster_file(&slug, state.today());
    file(vec![sheet], &name, &format!("attendees-{slug}.xlsx"))
}

/// Everything: all lists, jobs, visits, the years' ledger, and what was published.
pub(crate) async fn everything(State(state): State<AppState>, visitor: Visitor) -> HandlerResult {
    let signed_in = visitor.office(&state, TODAY)?;
    signed_in.proven(&state, TODAY)?;
    let content = state.content.get();
    let texts = &content.texts.office;
    let (open, closed, book, register, versions) = tokio::join!(
        state.store.open_heads(),
        state.store.closed_heads(),
        state.store.visit_book(state.now()),
        state.store.businesses(),
        state.store.latest_versions(VERSIONS),
    );
    let heads: Vec<CaseHead> = open?.into_iter().chain(closed?).collect();
    let sheet = |name: &str, table| TableSheet {
        name: name.to_owned(),
        table,
    };
    let mut sheets = vec![
        sheet(texts.sheet_works(), works(&heads, &content)),
        sheet(texts.sheet_visits(), visits_table(&book?.entries, texts)),
        sheet(
            texts.sheet_businesses(),
            businesses_table(&register?, texts),
        ),
    ];
    let this_year = fiscal_year(state.today());
    for year in (this_year - YEARS + 1..=this_year).rev() {
        let lines = state.store.ledger(year).await?;
        let lines = figures::lines_table(&lines, &content.texts.figures);
        sheets.push(sheet(&texts.sheet_ledger(year), lines));
    }
    let rows: Vec<Vec<String>> = versions?
        .iter()
        .map(|it| vec![moment(it.at), it.who.clone(), it.why.clone()])
        .collect();
    let head = [texts.head_at(), texts.head_who(), texts.head_why()];
    sheets.push(sheet(texts.sheet_changes(), ExcelTable::new(&head, rows)));
    for (at, seminar) in content.seminars.iter().enumerate() {
        // Two seminars may have one title, and sheets may not have one name.
        let name = format!("{}_{}", at + 1, seminar.title);
        sheets.push(attendees(&state, signed_in, &seminar.slug, &name).await?);
    }
    file(sheets, &texts.export_file(state.today()), "kiridashi.xlsx")
}

/// A seminar's list, with the record of who took it.
async fn attendees(
    state: &AppState,
    signed_in: &SignedIn,
    slug: &str,
    name: &str,
) -> Result<TableSheet, HandlerError> {
    let people = state.store.attendees(slug).await?;
    let by = Doer {
        actor: &Actor::Office,
        name: signed_in.name(&Actor::Office),
    };
    if !people.is_empty() {
        let (act, now) = (OfficeAct::ListDownloaded, state.now());
        state.store.record_office_act(slug, act, by, now).await?;
    }
    Ok(TableSheet {
        name: name.to_owned(),
        table: attendance(&people, &state.content.get().texts.seminars),
    })
}

/// All jobs, the latest in front.
fn works(heads: &[CaseHead], content: &Content) -> ExcelTable {
    let texts = &content.texts.office;
    let head = [
        texts.head_number(),
        texts.head_sent(),
        texts.head_business(),
        texts.head_person(),
        texts.head_mail(),
        texts.head_phone(),
        texts.head_work(),
        texts.head_open(),
        texts.head_until(),
    ];
    let mut heads: Vec<&CaseHead> = heads.iter().collect();
    heads.sort_by_key(|case| std::cmp::Reverse(case.sent_at));
    let row = |case: &CaseHead, is: &placements::PlacementHead| {
        let mail = case.mail.as_ref().map(|mail| mail.as_str().to_owned());
        let phone = case.phone.as_ref().map(|phone| phone.as_str().to_owned());
        let until = is.until.or(is.next.map(|(day, _)| day));
        vec![
            is.id.to_string(),
            japan_date(case.sent_at).to_string(),
            case.business.clone(),
            case.person.clone(),
            mail.unwrap_or_default(),
            phone.unwrap_or_default(),
            is.title.clone(),
            if is.is_open() {
                texts.work_open()
            } else {
                texts.work_over()
            }
            .to_owned(),
            until.map(|day| day.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = heads
        .into_iter()
        .flat_map(|case| case.placements.iter().map(|is| row(case, is)))
        .collect();
    ExcelTable::new(&head, rows)
}

pub(crate) fn file(
    sheets: Vec<TableSheet>,
    name: &str,
    fallback: &str,
) -> Result<Response, HandlerError> {
    let bytes = workbook(&sheets).map_err(|error| broken(&error))?;
    Ok(download(FileKind::Xlsx, bytes, name, fallback))
}
