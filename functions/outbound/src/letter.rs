//! The words and facts that the mail templates are filled with.

use domain::sheet::Sheet;
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

/// The specs, to a director's group, or as a copy to the office.
pub(crate) fn specs(
    submission: &Submission,
    specs: &[&RoutedSpec],
    (recipient, copy): (&str, bool),
    context: &Context<'_>,
) -> Letter {
    let reference = submission.reference.as_str();
    let industry = specs.first().map_or("", |first| &first.spec.industry_label);
    let title = specs.first().map_or("", |first| &first.spec.title);
    let more = match specs.len() {
        0 | 1 => String::new(),
        count => format!(" ほか{}件", count - 1),
    };
    let contact = &submission.contact;
    Letter {
        template: "specs",
        subject: format!("【{reference}】{industry}：{title}{more}（仕事のたのみ方シート）"),
        context: json!({
            "recipient": recipient,
            "copy": copy,
            "reference": reference,
            "count": specs.len(),
            "industry": industry,
            "sent_on": japanese(japan_date(submission.sent_at)),
            "answer_by": japanese(submission.answer_by),
            "specs": specs.iter().map(|routed| spec(routed, context)).collect::<Vec<_>>(),
            "employer": {
                "business": contact.business,
                "person": contact.person,
                "mail": contact.mail.as_ref().map(|mail| mail.as_str()),
                "phone": contact.phone.as_ref().map(|phone| phone.as_str()),
                "reach": contact.reach.as_deref().map(lines),
            },
            "director_page": typed_address(context.base_url, "/director/"),
            "operator": context.programme.operator,
        }),
    }
}

fn spec(routed: &RoutedSpec, context: &Context<'_>) -> Value {
    let spec = &routed.spec;
    let group = routed.group.as_deref();
    let group = group.and_then(|id| context.programme.group(id));
    json!({
        "group": group.map(|group| &group.name),
        "reference": spec.reference,
        "title": spec.title,
        "industry": spec.industry_label,
        "version": spec.version,
        "homework": spec.homework,
        "cautions": spec.cautions,
        "yen": format!("月 {}〜{}", yen(spec.estimate.yen_low), yen(spec.estimate.yen_high)),
        "basis": spec.estimate.basis,
        "sheet": Sheet::of(spec),
    })
}

/// The confirmation to the employer: nothing of what she answered.
pub(crate) fn receipt(submission: &Submission, context: &Context<'_>) -> Letter {
    let reference = submission.reference.as_str();
    let until = submission.kept_until(context.programme);
    let token = context.keys.sign(Purpose::Status, reference, until);
    Letter {
        template: "receipt",
        subject: format!("受けつけました：受付番号 {reference}（仕事のたのみ方シート）"),
        context: json!({
            "person": submission.contact.person,
            "reference": reference,
            "spoken": submission.reference.spoken(),
            "count": submission.specs.len(),
            "sent_on": japanese(japan_date(submission.sent_at)),
            "answer_by": japanese(submission.answer_by),
            "status_url": format!("{}/inventory/status?t={token}", context.base_url),
            "status_until": japanese(japan_date(until)),
            "operator": context.programme.operator,
        }),
    }
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
