//! The registration form: its questions, and how what was typed becomes an application.

use super::{Application, Attend, MAX_SEATS};
use base::contact::{EmailAddress, EmailError};
use base::text;
use base::wording::fill;
use forms::draw::{Draw, group};
use forms::read::Read;
use forms::{Field, FieldError, Input, Kind, Page, limits};
use town::seminar::Seminar;
use town::{Content, DataForm};

/// What the form is for.
#[derive(Clone, Copy, Debug)]
pub enum RegistrationForm<'a> {
    /// To register.
    New,
    /// To change a registration: the address stays, because it identifies the person.
    Change(&'a Application),
    /// By the office, for somebody who calls or stands at the door: mail or phone is enough, and they agreed by asking.
    AtOffice,
}

/// The form's page, empty, filled with the registration, or with what was typed and its errors.
pub fn page(
    seminar: &Seminar,
    form: RegistrationForm<'_>,
    content: &Content,
    typed: Option<&Input>,
    errors: &[FieldError],
) -> Page {
    let draw = Draw {
        words: &content.words,
        typed,
        errors,
    };
    let fields = fields(&draw, seminar, form, content);
    let mut groups = vec![group("", fields)];
    if matches!(form, RegistrationForm::New) {
        let days = content.programme.retention.registration_days;
        let kept = content.texts.seminars.kept(days);
        let title = content.texts.questionnaire.group_purpose();
        groups.push(draw.consent(title, content.programme.data_use(DataForm::Seminar, &kept)));
    }
    let words = content.words.page(match form {
        RegistrationForm::New => "registration",
        RegistrationForm::AtOffice => "registration_office",
        RegistrationForm::Change(_) => "registration_change",
    });
    Page {
        step: seminar.slug.clone(),
        title: fill(&words.title, &[("name", &seminar.title)]),
        lead: words.lead.clone(),
        groups,
        stands: Vec::new(),
        submit: words.submit.clone(),
    }
}

/// The questions. The address is asked for only once; of somebody who calls, mail or phone is enough, and whoever types is
/// not who comes.
fn fields(
    draw: &Draw,
    seminar: &Seminar,
    form: RegistrationForm<'_>,
    content: &Content,
) -> Vec<Field> {
    let given = match form {
        RegistrationForm::Change(given) => Some(given),
        RegistrationForm::New | RegistrationForm::AtOffice => None,
    };
    let name = draw.line(Kind::Text, "person", given.map_or("", |g| &g.name), "name");
    let business = given.map_or("", |g| &g.business);
    let business = draw.line(Kind::Text, "business", business, "organization");
    let mut fields = match form {
        RegistrationForm::Change(_) => vec![name, business],
        RegistrationForm::New => vec![name, business, mail(draw)],
        RegistrationForm::AtOffice => {
            let either = |field: Field| Field {
                label: content.texts.questionnaire.either(&field.label),
                ..field
            };
            let theirs = Field {
                label: draw.words.field("person").brief().to_owned(),
                ..name
            };
            let phone = draw.line(Kind::Tel, "phone", "", "");
            let others = [theirs, business, either(mail(draw)), either(phone)];
            // The browser knows the office's own.
            let blank = others.map(|field| Field {
                autocomplete: "off".to_owned(),
                ..field
            });
            blank.into()
        }
    };
    let seats = given.map_or(1, |g| g.seats).to_string();
    fields.push(draw.choice(Kind::Radio, "seats", &seats));
    if seminar.online {
        let current = given.map_or("", |g| g.attend.code());
        fields.push(draw.choice(Kind::Radio, "attend", current));
    }
    let question = given.and_then(|g| g.question.as_deref()).unwrap_or("");
    fields.push(Field {
        optional: true,
        ..draw.text(
            Kind::Textarea,
            "question",
            "question",
            question,
            limits::NOTE,
        )
    });
    fields
}

/// Reads what was typed.
///
/// # Errors
/// Everything wrong, each with its field, in the form's order.
pub fn accept(
    seminar: &Seminar,
    form: RegistrationForm<'_>,
    content: &Content,
    input: &Input,
) -> Result<Application, Vec<FieldError>> {
    let mut read = Read::of(input, content);
    let name = read.person("person");
    let business = read.line("business");
    let mail = match form {
        RegistrationForm::New => read_mail(&mut read),
        RegistrationForm::Change(given) => given.mail.clone(),
        RegistrationForm::AtOffice => read.mail(),
    };
    let phone = match form {
        RegistrationForm::New => None,
        RegistrationForm::Change(given) => given.phone.clone(),
        RegistrationForm::AtOffice => read.phone(),
    };
    let blank = |read: &Read<'_>, field| text::line(read.input.one(field)).is_empty();
    if matches!(form, RegistrationForm::AtOffice) && blank(&read, "mail") && blank(&read, "phone") {
        read.error("mail", read.says.contact_one());
    }
    let seats = read.choice("seats", |code| {
        text::whole(code).filter(|n| (1..=MAX_SEATS).contains(n))
    });
    let attend = if seminar.online {
        read.choice("attend", Attend::from_code)
    } else {
        Some(Attend::Venue)
    };
    let question = Some(read.note("question")).filter(|question| !question.is_empty());
    if matches!(form, RegistrationForm::New) {
        read.consent();
    }
    match (mail, seats, attend) {
        (mail, Some(seats), Some(attend)) if read.errors.is_empty() => Ok(Application {
            name,
            business,
            mail,
            phone,
            seats,
            attend,
            question,
        }),
        _ => Err(read.errors),
    }
}

/// The field with which the office puts an address right, filled with the present one or what was typed.
pub fn address_field(
    content: &Content,
    given: Option<&EmailAddress>,
    typed: Option<&Input>,
    errors: &[FieldError],
) -> Field {
    let draw = Draw {
        words: &content.words,
        typed,
        errors,
    };
    let given = given.map_or("", EmailAddress::as_str);
    draw.line(Kind::Email, "mail", given, "off")
}

/// Reads the address that the office typed.
///
/// # Errors
/// What is wrong with it.
pub fn accept_address(content: &Content, input: &Input) -> Result<EmailAddress, Vec<FieldError>> {
    let mut read = Read::of(input, content);
    match read_mail(&mut read) {
        Some(mail) if read.errors.is_empty() => Ok(mail),
        _ => Err(read.errors),
    }
}

fn mail(draw: &Draw) -> Field {
    draw.line(Kind::Email, "mail", "", "email")
}

/// A mail address that may not be left out.
fn read_mail(read: &mut Read) -> Option<EmailAddress> {
    if text::line(read.input.one("mail")).is_empty() {
        read.error("mail", read.says.empty(read.label("mail")));
        return None;
    }
    match EmailAddress::parse(read.input.one("mail")) {
        // There is no other way to tell somebody what became of a registration.
        Err(EmailError::Dots) => {
            read.error("mail", read.says.mail_dots_call());
            None
        }
        _ => read.mail(),
    }
}

#[cfg(test)]
mod tests;
