//! The page that asks whom to answer, with the purpose of use and the employer's consent.

use std::collections::BTreeSet;

use super::mail_slip;
use super::warned::offered;
use answers::Answers;
use base::contact::Contact;
use base::wording::fill;
use forms::draw::{Draw, group};
use forms::{Field, FieldGroup, Kind, limits};
use text_checks::{ContactLine, TextContext};
use town::{Content, DataForm, Programme};

/// The employer's name, how to reach them, and what they agree to.
pub(super) fn groups(draw: &Draw, answers: &Answers, content: &Content) -> Vec<FieldGroup> {
    let (given, checks) = (answers.contact.as_ref(), &content.checks);
    let person = draw.value("person", given.map_or("", |c| &c.person));
    let line = |kind, name: &str, value: &str, autocomplete: &str| {
        let field = draw.text(kind, name, name, value, limits::LINE);
        Field {
            autocomplete: autocomplete.to_owned(),
            warning: contact_warning(content, (name, &field.value), &person),
            offer: if name == "reach" {
                let reach = TextContext::Reach;
                offered(checks, &field.value, reach, |text| {
                    checks.without_directives(text, reach)
                })
            } else {
                String::new()
            },
            ..field
        }
    };
    let optional = |field| Field {
        optional: true,
        ..field
    };
    let unmailable = given.and_then(|c| c.unmailable.as_deref());
    // One of the two is enough, and one is needed: neither is 任意.
    let either = |field: Field| Field {
        label: content.texts.questionnaire.either(&field.label),
        ..field
    };
    let mail = given
        .and_then(|c| c.mail.as_ref())
        .map_or(unmailable.unwrap_or_default(), |mail| mail.as_str());
    let phone = given
        .and_then(|c| c.phone.as_ref())
        .map_or("", |phone| phone.as_str());
    let reach = given.and_then(|c| c.reach.as_deref()).unwrap_or_default();
    let who = group(
        "",
        vec![
            line(
                Kind::Text,
                "business",
                given.map_or("", |c| &c.business),
                "organization",
            ),
            line(
                Kind::Text,
                "person",
                given.map_or("", |c| &c.person),
                "name",
            ),
            either(line(Kind::Email, "mail", mail, "email")),
            either(line(Kind::Tel, "phone", phone, "tel")),
            optional(line(Kind::Text, "reach", reach, "")),
        ],
    );
    [who]
        .into_iter()
        .chain(consents(draw, given, content))
        .collect()
}

/// Warnings about a line of the contact.
fn contact_warning(content: &Content, (name, text): (&str, &str), person: &str) -> String {
    if name == "mail" {
        return mail_slip::warning(text, &content.texts.warnings).unwrap_or_default();
    }
    let line = match name {
        "business" => ContactLine::Business,
        "person" => ContactLine::Person,
        "reach" => ContactLine::Reach,
        _ => return String::new(),
    };
    content.contact_warnings(line, text, person).join("\n")
}

/// The consent to hand on to the partners, each with what it costs there.
fn share(mut field: Field, programme: &Programme) -> FieldGroup {
    let partners = programme.partners.iter();
    let names: Vec<&str> = partners.clone().map(|it| it.name.as_str()).collect();
    for option in &mut field.options {
        option.label = fill(&option.label, &[("partner", &names.join("、"))]);
    }
    field.optional = true;
    let terms = partners.filter(|it| !it.terms.is_empty());
    FieldGroup {
        lead: terms
            .map(|it| format!("{}：{}", it.name, it.terms))
            .collect(),
        ..group("", vec![field])
    }
}

/// The purpose of use with its consent, and the consent to hand on to the partners.
fn consents(draw: &Draw, given: Option<&Contact>, content: &Content) -> Vec<FieldGroup> {
    let (programme, says) = (&content.programme, &content.texts.questionnaire);
    let yes = |is: bool| {
        if is {
            BTreeSet::from(["yes".to_owned()])
        } else {
            BTreeSet::new()
        }
    };
    let consent = FieldGroup {
        lead: programme.data_use(
            DataForm::Inventory,
            &says.kept(programme.retention.submission_years),
        ),
        ..group(
            says.group_purpose(),
            vec![draw.many("consent", &yes(given.is_some_and(|c| c.consent)))],
        )
    };
    let share = (!programme.partners.is_empty()).then(|| {
        let agreed = given.is_some_and(|c| !c.share_with.is_empty());
        share(draw.many("share", &yes(agreed)), programme)
    });
    [consent].into_iter().chain(share).collect()
}
