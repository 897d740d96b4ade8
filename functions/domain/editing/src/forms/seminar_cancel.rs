//! Calling a seminar off; of a consultation with several times one alone, it and what comes after, or all of them.

use ::forms::Input;
use town::seminar::{Seminar, clock};

use super::seminar::value;
use super::seminar_slots::{siblings, spread};
use super::{EditPage, FormMaker};
use crate::field::{EditField, ValueKind};

/// The name of the field that asks which times.
const TIMES: &str = "times";
/// This one and those that begin later.
const AFTER: &str = "after";
const ALL: &str = "all";

/// The form, for the times that were chosen.
pub(crate) fn form(maker: &FormMaker<'_>, path: &str, typed: Option<&Input>) -> Option<EditPage> {
    let texts = maker.texts;
    let seminars = &maker.context.content.seminars;
    let seminar = seminars.iter().find(|seminar| seminar.source == path)?;
    let said = value(path, "cancelled", ValueKind::Text, texts.f_cancelled());
    let times = siblings(seminars, seminar);
    let lead = match times.len() {
        1 => texts.cancel_lead(&seminar.title, seminar.when()),
        count => texts.cancel_series_lead(base::time::japanese(seminar.day()), count),
    };
    let fields = match times.len() {
        1 => vec![said],
        _ => vec![which(maker, seminar), said],
    };
    let chosen = typed.map_or("", |typed| typed.one(TIMES));
    let is_off = |time: &&&Seminar| match chosen {
        ALL => true,
        AFTER => time.start >= seminar.start,
        _ => time.source == seminar.source,
    };
    let paths = times.iter().filter(is_off).map(|it| it.source.clone());
    let paths: Vec<String> = paths.collect();
    let groups = vec![maker.group("", fields)];
    let page = maker.page(texts.cancel_seminar(), &lead, groups);
    Some(spread(page.shown_on(path), &paths))
}

/// Nothing is chosen at first: whoever means all and goes on too fast would call off one, or the other way round.
fn which(maker: &FormMaker<'_>, seminar: &Seminar) -> EditField {
    let texts = maker.texts;
    let time = format!("{}〜{}", clock(seminar.start), clock(seminar.end));
    let options = [
        ("", texts.cancel_choose().to_owned()),
        ("one", texts.cancel_one(&time)),
        (AFTER, texts.cancel_after(&time)),
        (ALL, texts.cancel_all().to_owned()),
    ];
    let options = options.map(|(code, label)| (code.to_owned(), label));
    let kind = ValueKind::Choice(options.to_vec());
    EditField::typed(TIMES, kind, texts.f_cancel_times())
}
