//! The office: who runs the site, who may sign in, and where mails come from.

use ::forms::{FieldError, Input};
use base::contact::EmailAddress;

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
    let known = maker.document(PROGRAMME).map_or_else(Vec::new, |it| {
        it.rows(&steps(&["office", "people"]), "mail")
    });
    let is_gone = |at: usize| typed.one(&format!("gone_{at}")) == "yes";
    if mail.is_empty() && !known.is_empty() && (0..known.len()).all(is_gone) {
        let last = format!("gone_{}", known.len() - 1);
        errors.push(error(&last, maker.texts.office_last().to_owned()));
    }
    // The others as they are typed.
    let now =
        |at: usize, old: &String| match base::text::line(typed.one(&format!("person_mail_{at}"))) {
            typed if typed.is_empty() => old.clone(),
            typed => typed,
        };
    let mut seen: Vec<String> = Vec::new();
    for (at, old) in known.iter().enumerate().filter(|(at, _)| !is_gone(*at)) {
        let mail = now(at, old);
        if let Some(message) = wrong_mail(maker, &mail, &seen) {
            errors.push(error(&format!("person_mail_{at}"), message));
        }
        seen.push(mail);
    }
    match (name.is_empty(), mail.is_empty()) {
        (true, true) => {}
        (true, false) => {
            errors.push(maker.empty("new_name", maker.texts.f_person_name()));
        }
        (false, true) => {
            errors.push(maker.empty("new_mail", maker.texts.f_person_mail()));
        }
        (false, false) => {
            if let Some(message) = wrong_mail(maker, &mail, &seen) {
                errors.push(error("new_mail", message));
                return;
            }
            let texts = maker.texts;
            for (key, words, said) in [
                ("name", texts.f_person_name(), &name),
                // The row is found by it, and is told with it: whoever has it may sign in.
                ("mail", texts.f_person_mail(), &mail),
            ] {
                let field = person(usize::MAX, &mail, key, words);
                edited.push(Edited::new(&field, String::new(), said.clone()));
            }
        }
    }
}

/// What is wrong with somebody's address beside those of others.
fn wrong_mail(maker: &FormMaker<'_>, mail: &str, others: &[String]) -> Option<String> {
    if EmailAddress::parse(mail).is_err() {
        return Some(maker.says().mail().to_owned());
    }
    let is_known = others.iter().any(|other| other.eq_ignore_ascii_case(mail));
    is_known.then(|| maker.texts.already(mail))
}
