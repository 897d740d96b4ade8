//! A sheet that a partner handed to us, as one of our own: its texts as told, what it keeps back for the director to ask.

use base::industry::Industry;
use base::text::{line, lines};
use base::time::japanese;
use jiff::civil::Date;
use job_spec::{FieldState, JobSpec, ToldSpec, too_long};
use questionnaire::assess::HOURS_OF_A_MONTH;
use town::Content;

use crate::handover::{Handover, SharedField};
use crate::price_range::PriceRange;

/// The longest name of a task.
const LONGEST_TITLE: usize = 100;

/// The highest number of a version; ours are counted on from it.
const LAST_VERSION: u32 = 1_000_000;

/// The longest month: of as many people as the questionnaire takes, each as long as it takes of one.
const MOST_HOURS: f64 = 9999.0 * HOURS_OF_A_MONTH;

/// The longest reason why a field is not decided.
const LONGEST_REASON: usize = 400;

/// Why a sheet cannot be one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It has no name, or one of more than a line.
    #[error("the title is missing or too long")]
    Title,
    /// Its texts do not fit on paper.
    #[error("the fields are too long")]
    TooLong,
    /// One of its numbers is more than anybody could mean, or less than nothing.
    #[error("a number is out of its range")]
    Number,
}

/// The sheet as ours. Fields that we do not know are passed over; those that are kept back are for the director, who knows
/// whom to ask.
///
/// # Errors
/// [`Unreadable`].
pub fn written(handover: &Handover, content: &Content, today: Date) -> Result<JobSpec, Unreadable> {
    let title = line(&handover.title);
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(Unreadable::Title);
    }
    if !is_possible(handover) {
        return Err(Unreadable::Number);
    }
    let hours = handover.hours_month;
    let fields = handover.fields.iter();
    let told = ToldSpec {
        version: handover.version,
        industry: industry(handover, content),
        title,
        tags: known_tags(handover, content),
        hours_month: (hours > 0.0).then_some(hours),
        fields: fields
            .map(|field| (field.id.clone(), told(field)))
            .collect(),
    };
    let mut spec = told.written(content, today);
    let mut reasons = spec.fields.iter().filter_map(|field| match &field.state {
        FieldState::Undecided { reason, .. } => Some(reason.chars().count()),
        _ => None,
    });
    if reasons.any(|length| length > LONGEST_REASON) {
        return Err(Unreadable::TooLong);
    }
    spec.cautions.extend(price(handover, content));
    spec.cautions.extend(answer_by(handover, content));
    match too_long(std::slice::from_ref(&spec)) {
        Some(_) => Err(Unreadable::TooLong),
        None => Ok(spec),
    }
}

/// Whether its numbers are those of work that people do: 0 hours are not known.
fn is_possible(handover: &Handover) -> bool {
    let hours = (0.0..=MOST_HOURS).contains(&handover.hours_month);
    let price = handover.price.is_none_or(PriceRange::is_possible);
    hours && price && handover.version <= LAST_VERSION
}

/// One field as told; an empty text tells nothing.
fn told(field: &SharedField) -> (String, FieldState) {
    let value = lines(&field.value);
    let state = match &field.state {
        FieldState::Filled if value.is_empty() => FieldState::DirectorFills,
        FieldState::Undecided { reason, planned } => FieldState::Undecided {
            reason: line(reason),
            planned: *planned,
        },
        state => state.clone(),
    };
    (value, state)
}

/// The industry by its word, which a partner of the same software has too.
fn industry(handover: &Handover, content: &Content) -> Industry {
    let called = |it: &Industry| content.words.option("industry", it.code()) == handover.industry;
    let known = Industry::ALL.into_iter().find(called);
    known.unwrap_or(Industry::Other)
}

fn known_tags(handover: &Handover, content: &Content) -> Vec<String> {
    let known = |tag: &&String| content.tags.iter().any(|ours| ours.id == **tag);
    handover.tags.iter().filter(known).cloned().collect()
}

/// What the partner reckons that its employer would pay, for the director to read beside the sheet.
fn price(handover: &Handover, content: &Content) -> Option<String> {
    let texts = &content.texts.placements;
    let line = handover.price.map(|it| it.line(texts));
    line.map(|line| texts.partner_price(line))
}

/// Until when the partner hopes for an answer, for the director to read beside the sheet.
fn answer_by(handover: &Handover, content: &Content) -> Option<String> {
    let texts = &content.texts.placements;
    let day = handover.answer_by.map(japanese);
    day.map(|day| texts.partner_answer_by(day))
}
