//! Where two editors changed the same: both are shown, one is chosen, and neither is lost.

use axum::extract::Query;
use editing::{Clash, said};
use forms::{Choice, Field, FieldError, Input, Kind};
use serde::Serialize;
use store::KeptEdit;
use web::{AppState, Form, HandlerError, HandlerResult, see_other};

use crate::edit::{is_own, unworkable};
use crate::fields::plain;
use crate::kept::keep;
use crate::request::{DeskRequest, status};
use crate::review::IdQuery;
use crate::site::DeskSite;
use crate::work::Worked;
use crate::{CHOOSE, REVIEW};

const MINE: &str = "mine";
const THEIRS: &str = "theirs";

#[derive(Serialize)]
struct ChoosePage {
    heading: String,
    is_own: bool,
    lead: String,
    fields: Vec<Field>,
    errors: Vec<FieldError>,
    id: String,
    revision: u32,
}

pub(crate) async fn show(request: DeskRequest, Query(asked): Query<IdQuery>) -> HandlerResult {
    let kept = request.opened(&asked.id).await?.0;
    answer(&request, &kept, None).await
}

async fn answer(request: &DeskRequest, kept: &KeptEdit, typed: Option<&Input>) -> HandlerResult {
    let DeskRequest { state, site, .. } = request;
    let id = &kept.draft.id;
    let worked = match request.worked(kept).await {
        Ok(worked) => worked,
        Err(why) => return unworkable(state, site, kept, why).await,
    };
    if worked.clashes.is_empty() {
        return Ok(see_other(&format!("{REVIEW}?id={id}")));
    }
    let errors = typed.map(|typed| unchosen(state, &worked.clashes, typed));
    let errors = errors.unwrap_or_default();
    let fields = worked.clashes.iter();
    let fields = fields.map(|clash| field(&worked, clash, typed, &errors));
    let texts = &worked.live.content.texts.desk;
    let mut by: Vec<String> = Vec::new();
    for clash in &worked.clashes {
        let number = changed_in(site, (kept.draft.base, &worked), clash).await?;
        if let Some(version) = state.store.version(number).await? {
            by.push(texts.choose_by(version.who, version.why));
        }
    }
    by.dedup();
    by.push(texts.choose_lead().to_owned());
    let page = ChoosePage {
        heading: texts.choose().to_owned(),
        lead: by.concat(),
        fields: fields.collect(),
        is_own: is_own(&kept.draft.kind),
        id: id.to_owned(),
        revision: kept.revision,
        errors,
    };
    let status = status(&page.errors);
    Ok(state.page(status, "office/change_choose.html", CHOOSE, &page))
}

/// The version in which a field came to say what it says now.
async fn changed_in(
    site: &DeskSite,
    (base, worked): (u32, &Worked),
    clash: &Clash,
) -> Result<u32, HandlerError> {
    let mut number = worked.live.number;
    while number > base + 1 {
        let before = site.numbered(number - 1).await?;
        if said(&before.sources, &clash.edit.field) != clash.theirs {
            break;
        }
        number -= 1;
    }
    Ok(number)
}

fn unchosen(state: &AppState, clashes: &[Clash], typed: &Input) -> Vec<FieldError> {
    let content = state.content.get();
    let open = clashes.iter().map(|clash| &clash.edit.field);
    let open = open.filter(|field| ![MINE, THEIRS].contains(&typed.one(&field.name)));
    let errors = open.map(|field| FieldError {
        field: field.name.clone(),
        message: content.texts.errors.choose(&field.label),
    });
    errors.collect()
}

fn field(worked: &Worked, clash: &Clash, typed: Option<&Input>, errors: &[FieldError]) -> Field {
    let texts = &worked.live.content.texts.desk;
    let name = &clash.edit.field.name;
    let chosen = typed.map_or("", |typed| typed.one(name));
    let said = |text: &str| match text {
        "" => texts.empty_value().to_owned(),
        text => text.to_owned(),
    };
    let choice = |value: &str, label: &str, text: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: said(text),
        checked: chosen == value,
    };
    let label = &clash.edit.field.label;
    Field {
        options: vec![
            choice(MINE, texts.choose_mine(), &clash.edit.told().after),
            choice(THEIRS, texts.choose_theirs(), &clash.told()),
        ],
        ..plain((name, Kind::Radio), label, chosen, errors)
    }
}

pub(crate) async fn take(request: DeskRequest, Form(input): Form) -> HandlerResult {
    let state = &request.state;
    let (kept, editor) = request.opened(input.one("id")).await?;
    let mut draft = kept.draft;
    let chosen = input
        .0
        .iter()
        .filter_map(|(name, values)| match values.first()?.as_str() {
            MINE => Some((name.clone(), true)),
            THEIRS => Some((name.clone(), false)),
            _ => None,
        });
    draft.prefer.extend(chosen);
    draft.who = editor.name;
    draft.at = state.now();
    let kept = keep(state, draft, kept.revision).await?;
    answer(&request, &kept, Some(&input)).await
}
