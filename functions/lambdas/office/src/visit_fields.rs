//! The fields of the form of a visit, filled in with what is known.

use forms::fields::{choices, day, line, note};
use forms::{Field, Kind};
use jiff::civil::Date;
use town::Content;
use visits::Visit;
use visits::book::{BookedVisit, VisitResult, VisitWay};

/// The form's fields: of an entry, or of a new one that may answer a request; `who` is signed in.
pub(crate) fn fields(
    (entry, request): (Option<&BookedVisit>, Option<&Visit>),
    who: &str,
    today: Date,
    content: &Content,
) -> Vec<Field> {
    let texts = &content.texts.office;
    let value = |field: Field, value: &str| Field {
        value: value.to_owned(),
        ..field
    };
    let optional = |field: Field| Field {
        optional: true,
        ..field
    };
    let business = entry.map(|it| it.business.as_str());
    let business = business.or(request.map(|it| it.request.business.as_str()));
    let who = entry.map_or(who, |it| &it.who);
    let on = entry.map_or(today, |it| it.on);
    let ways = VisitWay::ALL.map(|it| (it.code().to_owned(), it.label(texts).to_owned()));
    let results = VisitResult::ALL.map(|it| (it.code().to_owned(), it.label(texts).to_owned()));
    let way = entry.map_or(VisitWay::Visit, |it| it.way);
    let step = entry.and_then(|it| it.next.as_ref());
    let step_on = Field {
        value: step.map(|it| it.on.to_string()).unwrap_or_default(),
        ..day("step_on", texts.visit_step_on(), on)
    };
    vec![
        value(
            line("business", texts.visit_business()),
            business.unwrap_or_default(),
        ),
        day("on", texts.visit_on(), on),
        value(line("who", texts.visit_who()), who),
        chosen(
            choices(Kind::Radio, "way", texts.visit_way(), ways.into()),
            way.code(),
        ),
        chosen(
            choices(Kind::Radio, "result", texts.visit_result(), results.into()),
            entry.map_or("", |it| it.result.code()),
        ),
        optional(Field {
            hint: texts.visit_step_hint().to_owned(),
            ..value(
                line("step", texts.visit_step()),
                step.map_or("", |it| &it.what),
            )
        }),
        optional(step_on),
        optional(value(
            note("note", texts.visit_note(), texts.visit_note_hint()),
            entry.map_or("", |it| &it.note),
        )),
    ]
}

fn chosen(mut field: Field, code: &str) -> Field {
    for option in &mut field.options {
        option.checked = option.value == code;
    }
    field
}
