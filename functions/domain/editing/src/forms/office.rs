//! The office: who runs the site, who may sign in, and where mails come from.

use ::forms::{FieldError, Input};

use super::{EditPage, FormMaker, PROGRAMME, error, setting, steps};
use crate::apply::Edited;
use crate::field::{EditField, FieldPlace, PlaceKey, PlaceStep, ValueKind};

/// The form.
pub(crate) fn form(maker: &FormMaker<'_>) -> Option<EditPage> {
    let texts = maker.texts;
    let operator = ["name", "address", "phone", "mail", "hours"];
    let words = [
        texts.f_operator_name(),
        texts.f_operator_address(),
        texts.f_operator_phone(),
        texts.f_operator_mail(),
        texts.f_operator_hours(),
    ];
    let operator = operator.iter().zip(words);
    let operator = operator.map(|(key, words)| setting(ValueKind::Line, words, &["operator", key]));
    let mails = vec![
        setting(ValueKind::Line, texts.f_office_name(), &["office", "name"]),
        setting(ValueKind::Line, texts.f_office_mail(), &["office", "mail"]),
        setting(ValueKind::Line, texts.f_sender_name(), &["sender", "name"]),
    ];
    let known = maker
        .document(PROGRAMME)?
        .rows(&steps(&["office", "people"]), "mail");
    let known = known.iter().enumerate().flat_map(|(at, mail)| {
        let gone = EditField::typed(
            &format!("gone_{at}"),
            ValueKind::Flag,
            &texts.f_person_gone(mail),
        );
        [
            person(at, mail, "name", texts.f_person_name()),
            person(at, mail, "mail", texts.f_person_mail()),
            gone.at(FieldPlace {
                path: PROGRAMME.to_owned(),
                key: PlaceKey::RowGone(row(mail)),
            }),
        ]
    });
    let new = vec![
        EditField::typed("new_name", ValueKind::Line, texts.f_person_name()).optional(),
        EditField::typed("new_mail", ValueKind::Line, texts.f_person_mail()).optional(),
    ];
    let groups = vec![
        maker
            .group(texts.office_people(), known.collect())
            .lead(texts.office_people_lead()),
        maker.group(texts.office_new(), new).folded(),
        maker
            .group(texts.office_operator(), operator.collect())
            .folded(),
        maker.group(texts.office_mails(), mails).folded(),
    ];
    Some(maker.page(texts.office(), texts.office_lead(), groups))
}

fn row(mail: &str) -> Vec<PlaceStep> {
    let mut steps = steps(&["office", "people"]);
    steps.push(PlaceStep::row("mail", mail));
    steps
}

fn person(at: usize, mail: &str, key: &str, words: &str) -> EditField {
    let mut steps = row(mail);
    steps.push(PlaceStep::key(key));
    let place = FieldPlace::steps(PROGRAMME, steps);
    EditField::new(&format!("person_{key}_{at}"), ValueKind::Line, words, place)
}

/// The person who was added. Names are written before addresses, by which rows are found.
pub(crate) fn new_person(
    maker: &FormMaker<'_>,
    typed: &Input,
    edited: &mut Vec<Edited>,
    errors: &mut Vec<FieldError>,
) {
    let (name, mail) = (
        base::text::line(typed.one("new_name")),
        base::text::line(typed.one("new_mail")),
    );
    let label = |words: &str| words.lines().next().unwrap_or_default().to_owned();
    match (name.is_empty(), mail.is_empty()) {
        (true, true) => {}
        (true, false) => {
            errors.push(error(
                "new_name",
                maker.says().empty(label(maker.texts.f_person_name())),
            ));
        }
        (false, true) => {
            errors.push(error(
                "new_mail",
                maker.says().empty(label(maker.texts.f_person_mail())),
            ));
        }
        (false, false) => {
            let field = person(usize::MAX, &mail, "name", maker.texts.f_person_name());
            edited.push(Edited::new(&field, String::new(), name));
        }
    }
}
