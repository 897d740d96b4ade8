//! What is wrong with the town's settings: addresses, groups, ids, periods.

use super::{CatalogueTask, ContentError, ContentSource, DirectorGroup, Party, Programme, Tag};
use crate::partners;
use base::contact::{EmailAddress, PhoneNumber};
use base::people::Actor;

pub(super) fn problems(
    programme: &Programme,
    tags: &[Tag],
    tasks: &[CatalogueTask],
    source: &ContentSource,
) -> Vec<ContentError> {
    let mut errors = Vec::new();
    if PhoneNumber::parse(&programme.operator.phone).is_err() {
        let message = "電話番号（phone）は、0267-00-0000 のように、市外局番から書いてください。";
        errors.push(source.of(&["operator", "phone"], message));
    }
    for (place, mail) in mail_places(programme) {
        if EmailAddress::parse(mail).is_err() {
            let message = format!("「{mail}」はメールアドレスではありません。直してください。");
            let place: Vec<&str> = place.split('/').collect();
            errors.push(source.of(&place, message));
        }
    }
    for (number, group) in programme.directors.iter().enumerate() {
        errors.extend(group_problems(group, &number.to_string(), tags, source));
    }
    errors.extend(id_problems(programme, source));
    if !programme.minimum_wage.is_sorted_by_key(|wage| wage.from) {
        errors.push(source.near("[[minimum_wage]]", "最低賃金は古い順にならべてください。"));
    }
    errors.extend(rate_problems(programme, source));
    if !is_host(&programme.seminar.calendar_domain) {
        let message = "calendar_domain は、kiridashi.example.jp のように半角の英数字と - と . で書いてください。";
        errors.push(source.near("calendar_domain", message));
    }
    if programme.directors.is_empty() {
        let message = "担当が1人もいません。届いたシートを見る担当を、1人は書いてください。";
        errors.push(source.near("[office]", message));
    }
    errors.extend(office_problems(programme, source));
    errors.extend(order_problems(programme, source));
    errors.extend(crate::bounds::problems(programme, source));
    errors.extend(crate::money_bounds::problems(programme, source));
    errors.extend(crate::free_days::problems(&programme.calendar, source));
    for partner in &programme.partners {
        errors.extend(partners::problems(partner, tags, tasks, source));
    }
    errors
}

/// Whoever signs in for the office is named in its history, so each has an address of their own.
fn office_problems(programme: &Programme, source: &ContentSource) -> Vec<ContentError> {
    let people = &programme.office.people;
    let mut errors = Vec::new();
    if people.is_empty() {
        let message = "事務局の人がいません。1人は書いてください。いないあいだ、だれも事務局のページを開けません。";
        errors.push(source.near("[office]", message));
    }
    for (number, person) in people.iter().enumerate() {
        let row = number.to_string();
        let same = |other: &Party| other.mail.eq_ignore_ascii_case(&person.mail);
        if people[..number].iter().any(same) {
            let message = format!(
                "「{}」が、事務局の人の中に二つあります。だれがしたことかわかるように、1人に1つのアドレスを書いてください。",
                person.mail
            );
            errors.push(source.of(&["office", "people", &row, "mail"], message));
        }
        if person.name.trim().is_empty() {
            let message = "事務局の人の名前が空です。書いてください。";
            errors.push(source.of(&["office", "people", &row, "name"], message));
        }
    }
    errors
}

fn is_host(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let parts = || name.split('.');
    parts().count() > 1 && parts().all(|part| !part.is_empty() && part.bytes().all(plain))
}

/// Rates that give no price.
fn rate_problems(programme: &Programme, source: &ContentSource) -> Vec<ContentError> {
    let rates = &programme.rates;
    let rules = [
        (
            !programme.minimum_wage.is_empty(),
            "[rates]",
            "[[minimum_wage]] を1つ以上書いてください。",
        ),
        (
            rates.share_percent <= 90,
            "share_percent = ",
            "share_percent は90以下にしてください。",
        ),
        (
            rates.tax_percent <= 50,
            "tax_percent = ",
            "tax_percent は50以下にしてください。",
        ),
    ];
    let broken = rules.into_iter().filter(|(holds, ..)| !holds);
    broken
        .map(|(_, needle, message)| source.near(needle, message))
        .collect()
}

/// Ids that no group or partner can have, or that two of them have.
fn id_problems(programme: &Programme, source: &ContentSource) -> Vec<ContentError> {
    let groups = programme.directors.iter().map(|group| &group.id);
    let ids: Vec<&String> = groups
        .chain(programme.partners.iter().map(|partner| &partner.id))
        .collect();
    let mut errors = Vec::new();
    for (number, id) in ids.iter().enumerate() {
        let line = format!("id = \"{id}\"");
        if !Actor::is_id(id) {
            let message = format!("id「{id}」は英小文字と数字だけにしてください。");
            errors.push(source.near(&line, message));
        }
        if Actor::RESERVED.contains(&id.as_str()) {
            let message = format!("id「{id}」は使えません。別の名前にしてください。");
            errors.push(source.near(&line, message));
        }
        if ids[..number].contains(id) {
            let message = format!("id「{id}」が二つあります。別の名前にしてください。");
            errors.push(source.last(&line, message));
        }
    }
    errors
}

/// What is wrong with one group. Several groups may share a tag: the work then goes to whoever has room.
fn group_problems(
    group: &DirectorGroup,
    row: &str,
    tags: &[Tag],
    source: &ContentSource,
) -> Vec<ContentError> {
    let mut errors = Vec::new();
    for (number, tag) in group.tags.iter().enumerate() {
        if !tags.iter().any(|t| t.id == *tag) {
            errors.push(source.of(&["directors", row, "tags", &number.to_string()], format!("「{tag}」という仕事の種類はありません。inventory/tasks.toml の [[tag]] にある名前にしてください。")));
        }
    }
    if group.capacity_open_specs == 0 {
        errors.push(source.of(
            &["directors", row, "capacity_open_specs"],
            "一度に見られるシートの数（capacity_open_specs）は1以上にしてください。",
        ));
    }
    let absences = group.absences.iter().enumerate();
    for (number, absence) in absences.filter(|(_, a)| a.to < a.from) {
        errors.push(source.of(
            &["directors", row, "absences", &number.to_string(), "to"],
            format!(
                "休みの終わり（{}）が、始まり（{}）より前です。直してください。",
                absence.to, absence.from
            ),
        ));
    }
    errors
}

/// Steps in their order, and periods within each other.
fn order_problems(programme: &Programme, source: &ContentSource) -> Vec<ContentError> {
    let (steps, kept) = (&programme.escalation, &programme.retention);
    let rules = [
        (
            steps.reminder_business_days < steps.deputy_business_days,
            "deputy_business_days",
            "reminder_business_days より大きくしてください。",
        ),
        (
            steps.deputy_business_days < steps.office_business_days,
            "office_business_days",
            "deputy_business_days より大きくしてください。",
        ),
        (
            steps.outside_reminder_business_days < steps.outside_office_business_days,
            "outside_office_business_days",
            "outside_reminder_business_days より大きくしてください。",
        ),
        (
            kept.declined_contact_years <= kept.submission_years,
            "declined_contact_years",
            "submission_years より長くはできません。",
        ),
        (
            kept.papers_years >= kept.submission_years,
            "papers_years",
            "submission_years より短くはできません。",
        ),
    ];
    let broken = rules.into_iter().filter(|(holds, ..)| !holds);
    broken
        .map(|(_, key, message)| source.near(&format!("{key} = "), format!("{key} は{message}")))
        .collect()
}

/// Every address that mails of the town go to or come from.
pub fn mails(programme: &Programme) -> Vec<&str> {
    let places = mail_places(programme).into_iter();
    places.map(|(_, mail)| mail).collect()
}

/// The same, each with the keys and rows that lead to it, `/` between them.
fn mail_places(programme: &Programme) -> Vec<(String, &str)> {
    let mut all: Vec<(String, &str)> = vec![
        ("operator/mail".into(), &programme.operator.mail),
        ("sender/mail".into(), &programme.sender.mail),
        ("office/mail".into(), &programme.office.mail),
    ];
    for (row, group) in programme.directors.iter().enumerate() {
        all.push((format!("directors/{row}/mail"), &group.mail));
        all.push((format!("directors/{row}/deputy/mail"), &group.deputy.mail));
    }
    let people = programme.office.people.iter().enumerate();
    all.extend(people.map(|(row, it)| (format!("office/people/{row}/mail"), it.mail.as_str())));
    let partners = programme.partners.iter().enumerate();
    all.extend(partners.map(|(row, it)| (format!("partners/{row}/mail"), it.mail.as_str())));
    let bounces = programme.sender.bounces.iter();
    all.extend(bounces.map(|it| ("sender/bounces".into(), it.as_str())));
    all
}
