//! The words and facts that the mail templates are filled with.

use domain::contact::Contact;
use domain::placement::{Actor, Link, SpecId};
use domain::sheet::Sheet;
use domain::spec::JobSpec;
use domain::submission::{RoutedSpec, Submission};
use domain::text::yen;
use domain::time::{japan_date, japanese};
use domain::token::Purpose;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::compose::Context;

/// A template with its subject and data.
pub(crate) struct Letter {
    pub(crate) template: &'static str,
    pub(crate) subject: String,
    pub(crate) context: Value,
}

/// To whom specs go, and why.
#[derive(Clone, Copy)]
pub(crate) struct Cover<'a> {
    pub(crate) recipient: &'a str,
    /// Whose links it carries.
    pub(crate) by: &'a Actor,
    /// Who did not get it, so that this one does.
    pub(crate) instead_of: Option<&'a str>,
}

/// The specs, to a director's group, its deputy, or as a copy to the office, with its reader's links.
pub(crate) fn specs(
    submission: &Submission,
    specs: &[&RoutedSpec],
    cover: Cover<'_>,
    context: &Context<'_>,
) -> Letter {
    let by = cover.by;
    let reference = submission.reference.as_str();
    let industry = specs.first().map_or("", |first| &first.spec.industry_label);
    let title = specs.first().map_or("", |first| &first.spec.title);
    let more = match specs.len() {
        0 | 1 => String::new(),
        count => format!(" ほか{}件", count - 1),
    };
    Letter {
        template: "specs",
        subject: format!("【{reference}】{industry}：{title}{more}（仕事のたのみ方シート）"),
        context: json!({
            "recipient": cover.recipient,
            "copy": *by == Actor::Office,
            "instead_of": cover.instead_of,
            "reference": reference,
            "count": specs.len(),
            "industry": industry,
            "sent_on": japanese(japan_date(submission.sent_at)),
            "answer_by": japanese(submission.answer_by),
            "specs": sheets(specs, by, submission.sent_at, context),
            "employer": employer(&submission.contact),
            "director_page": typed_address(context.base_url, "/director/"),
            "operator": context.programme.operator,
        }),
    }
}

/// Who asked, and how she is reached.
pub(crate) fn employer(contact: &Contact) -> Value {
    json!({
        "business": contact.business,
        "person": contact.person,
        "mail": contact.mail.as_ref().map(|mail| mail.as_str()),
        "phone": contact.phone.as_ref().map(|phone| phone.as_str()),
        "reach": contact.reach.as_deref().map(lines),
    })
}

/// The sheets as `mail/sheets.*` print them, with `by`'s links to decide.
pub(crate) fn sheets(
    specs: &[&RoutedSpec],
    by: &Actor,
    at: Timestamp,
    context: &Context<'_>,
) -> Vec<Value> {
    let sheets = specs.iter();
    sheets.map(|routed| spec(routed, by, at, context)).collect()
}

fn spec(routed: &RoutedSpec, by: &Actor, at: Timestamp, context: &Context<'_>) -> Value {
    let spec = &routed.spec;
    let id = spec.reference.as_deref().and_then(SpecId::parse);
    let link = id.map(|id| Link::Decide { id, by: by.clone() });
    let group = routed.group.as_deref();
    let group = group.and_then(|id| context.programme.group(id));
    json!({
        "group": group.map(|group| &group.name),
        "reference": spec.reference,
        "decide_url": link.as_ref().map(|link| url(link, at, context)),
        "decide_until": link.as_ref().map(|link| japanese(japan_date(link.expires(at)))),
        "title": spec.title,
        "industry": spec.industry_label,
        "version": spec.version,
        "homework": spec.homework,
        "cautions": spec.cautions,
        "yen": price(spec),
        "basis": spec.estimate.basis,
        "sheet": Sheet::of(spec),
    })
}

/// What it may cost in a month, as worked out when it was sent.
fn price(spec: &JobSpec) -> String {
    let estimate = &spec.estimate;
    let range = format!("月 {}〜{}", yen(estimate.yen_low), yen(estimate.yen_high));
    match spec.version {
        0 | 1 => range,
        _ => format!("{range}（第1版で計算）"),
    }
}

/// The confirmation to the employer: nothing of what she answered.
pub(crate) fn receipt(submission: &Submission, context: &Context<'_>) -> Letter {
    let reference = submission.reference.as_str();
    let (status_url, status_until) = status(submission, context);
    Letter {
        template: "receipt",
        subject: format!("受けつけました：受付番号 {reference}（仕事のたのみ方シート）"),
        context: json!({
            "person": addressee(&submission.contact.person),
            "reference": reference,
            "spoken": submission.reference.spoken(),
            "count": submission.specs.len(),
            "sent_on": japanese(japan_date(submission.sent_at)),
            "answer_by": japanese(submission.answer_by),
            "status_url": status_url,
            "status_until": status_until,
            "operator": context.programme.operator,
        }),
    }
}

/// How somebody is greeted at an address that nobody has confirmed: not with what mail programs turn
/// into a link, or strangers could send theirs through this form.
pub(crate) fn addressee(person: &str) -> &str {
    let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let joined = person.match_indices('.').any(|(at, dot)| {
        letters(person[..at].chars().next_back())
            && letters(person[at + dot.len()..].chars().next())
    });
    if joined || person.contains(['/', ':', '@']) {
        "ご担当者"
    } else {
        person
    }
}

/// The employer's link to what became of it, and its last day.
pub(crate) fn status(submission: &Submission, context: &Context<'_>) -> (String, String) {
    let reference = submission.reference.as_str();
    let until = submission.kept_until(context.programme);
    let token = context.keys.sign(Purpose::Status, reference, until);
    let url = format!("{}/inventory/status?t={token}", context.base_url);
    (url, japanese(japan_date(until)))
}

/// A link to a page about placements, signed at that time.
pub(crate) fn url(link: &Link, at: Timestamp, context: &Context<'_>) -> String {
    let address = link.address(context.keys, context.programme, at);
    format!("{}{address}", context.base_url)
}

/// The link that continues a draft on another device.
pub(crate) fn resume(draft: &str, expires_at: Timestamp, context: &Context<'_>) -> Letter {
    let token = context.keys.sign(Purpose::Resume, draft, expires_at);
    Letter {
        template: "resume",
        subject: "書きかけの「仕事の書き出し」を、つづけるためのリンク".to_owned(),
        context: json!({
            "resume_url": format!("{}/inventory/continue?t={token}", context.base_url),
            "expires_on": japanese(japan_date(expires_at)),
            "operator": context.programme.operator,
        }),
    }
}

/// An address short enough to type where links are taken out of mails.
pub(crate) fn typed_address(base_url: &str, path: &str) -> String {
    let host = base_url
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    format!("{host}{path}")
}

pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}
