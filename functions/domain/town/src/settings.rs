//! What is wrong with the town's settings: addresses, groups, the partner, periods.

use super::{CatalogueTask, ContentError, ContentSource, DirectorGroup, Party, Programme, Tag};
use base::contact::EmailAddress;
use base::people::Actor;

pub(super) fn problems(
    programme: &Programme,
    tags: &[Tag],
    tasks: &[CatalogueTask],
    source: &ContentSource,
) -> Vec<ContentError> {
    let mut errors = Vec::new();
    for mail in mails(programme) {
        if EmailAddress::parse(mail).is_err() {
            errors.push(source.near(
                mail,
                format!("「{mail}」はメールアドレスではありません。直してください。"),
            ));
        }
    }
    for (number, group) in programme.directors.iter().enumerate() {
        errors.extend(group_problems(group, tags, source));
        let others = &programme.directors[..number];
        if others.iter().any(|other| other.id == group.id) {
            let message = format!("id「{}」が二つあります。別の名前にしてください。", group.id);
            errors.push(source.last(&format!("id = \"{}\"", group.id), message));
        }
    }
    if !programme.minimum_wage.is_sorted_by_key(|wage| wage.from) {
        errors.push(source.near("[[minimum_wage]]", "最低賃金は古い順にならべてください。"));
    }
    errors.extend(rate_problems(programme, source));
    if !is_host(&programme.seminar.calendar_domain) {
        let message = "calendar_domain は、kiridashi.example.jp のように半角の英数字と - と . で書いてください。";
        errors.push(source.near("calendar_domain", message));
    }
    errors.extend(office_problems(programme, source));
    errors.extend(order_problems(programme, source));
    errors.extend(crate::bounds::problems(programme, source));
    errors.extend(webhook_problem(programme, source));
    errors.extend(partner_problems(programme, tags, tasks, source));
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
        let same = |other: &Party| other.mail.eq_ignore_ascii_case(&person.mail);
        if people[..number].iter().any(same) {
            let message = format!(
                "「{}」が、事務局の人の中に二つあります。だれがしたことかわかるように、1人に1つのアドレスを書いてください。",
                person.mail
            );
            errors.push(source.last(&format!("mail = \"{}\"", person.mail), message));
        }
        if person.name.trim().is_empty() {
            let message = "事務局の人の名前が空です。書いてください。";
            errors.push(source.near("[[office.people]]", message));
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
        (
            rates.worker_hours_month > 0.0,
            "worker_hours_month = ",
            "worker_hours_month は0より大きくしてください。",
        ),
    ];
    let broken = rules.into_iter().filter(|(holds, ..)| !holds);
    broken
        .map(|(_, needle, message)| source.near(needle, message))
        .collect()
}

/// What is signed may be read by everybody on the way unless it is encrypted; on one's own machine nobody is.
fn webhook_problem(programme: &Programme, source: &ContentSource) -> Option<ContentError> {
    let url = programme.partner.as_ref()?.webhook.as_ref()?;
    let safe = ["https://", "http://127.0.0.1:", "http://localhost:"];
    let rest = safe.iter().find_map(|start| url.strip_prefix(start));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_safe = host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
        && url.bytes().all(|byte| byte.is_ascii_graphic());
    (!is_safe).then(|| {
        source.near(
            "webhook = ",
            "webhook は https:// で始まるアドレスにしてください。例：https://partner.example.jp/kiridashi",
        )
    })
}

/// Tags and tools of the partner that no task has, so that nothing would ever be recommended for them.
fn partner_problems(
    programme: &Programme,
    tags: &[Tag],
    tasks: &[CatalogueTask],
    source: &ContentSource,
) -> Vec<ContentError> {
    let Some(partner) = &programme.partner else {
        return Vec::new();
    };
    let tag = |tag: &&String| !tags.iter().any(|known| known.id == **tag);
    let tool = |tool: &&String| !tasks.iter().any(|task| task.needs(tool));
    let tags = partner.tags.iter().filter(tag).map(|tag| {
        let message = format!("「{tag}」という仕事の種類はありません。inventory/tasks.toml の [[tag]] にある名前にしてください。");
        source.near(&format!("\"{tag}\""), message)
    });
    let tools = partner.tools.iter().filter(tool).map(|tool| {
        let message = format!("「{tool}」という道具を使う仕事はありません。inventory/tasks.toml の tools にある名前にしてください。");
        source.near("tools = ", message)
    });
    tags.chain(tools).collect()
}

/// What is wrong with one group. Several groups may share a tag: the work then goes to whoever has room.
fn group_problems(
    group: &DirectorGroup,
    tags: &[Tag],
    source: &ContentSource,
) -> Vec<ContentError> {
    let mut errors = Vec::new();
    for tag in &group.tags {
        if !tags.iter().any(|t| t.id == *tag) {
            errors.push(source.near(tag, format!("「{tag}」という仕事の種類はありません。inventory/tasks.toml の [[tag]] にある名前にしてください。")));
        }
    }
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    if !group.id.bytes().all(plain) || group.id.is_empty() {
        errors.push(source.near(
            &group.id,
            format!("id「{}」は英小文字と数字だけにしてください。", group.id),
        ));
    }
    if Actor::RESERVED.contains(&group.id.as_str()) {
        errors.push(source.near(
            &format!("id = \"{}\"", group.id),
            format!("id「{}」は使えません。別の名前にしてください。", group.id),
        ));
    }
    if group.capacity_open_specs == 0 {
        errors.push(source.near(
            "capacity_open_specs = 0",
            "一度に見られるシートの数（capacity_open_specs）は1以上にしてください。",
        ));
    }
    for absence in group.absences.iter().filter(|a| a.to < a.from) {
        errors.push(source.near(
            &absence.to.to_string(),
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
    let fixed = [
        &programme.operator.mail,
        &programme.sender.mail,
        &programme.office.mail,
    ];
    let groups = programme
        .directors
        .iter()
        .flat_map(|group| [&group.mail, &group.deputy.mail]);
    let people = programme.office.people.iter().map(|person| &person.mail);
    let partner = programme.partner.iter().map(|partner| &partner.mail);
    let bounces = programme.sender.bounces.iter();
    fixed
        .into_iter()
        .chain(groups)
        .chain(people)
        .chain(partner)
        .chain(bounces)
        .map(String::as_str)
        .collect()
}
