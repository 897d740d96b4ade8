//! What several letters say the same way: addresses, links, the employer's contact, the sheets.

use base::contact::Contact;
use base::people::Actor;
use base::time::{japan_date, japanese};
use jiff::Timestamp;
use job_spec::JobSpec;
use job_spec::sheet::{Imprint, Sheet};
use placements::{Case, Link, SpecId, named};
use questionnaire::assess;
use serde_json::{Value, json};
use submissions::{RoutedSpec, Submission};
use town::Programme;
use town::seminar::clock;
use town::texts::LetterTexts;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Enclosure};

/// Name and address of somebody in the settings.
pub(crate) fn address(to: &Actor, programme: &Programme) -> Result<Correspondent, ComposeError> {
    let missing = match to {
        Actor::Partner { .. } => ComposeError::NoPartner,
        Actor::Employer | Actor::Worker { .. } | Actor::Clock => ComposeError::Mismatch,
        _ => ComposeError::UnknownGroup,
    };
    let (name, mail) = programme.contact_of(to).ok_or(missing)?;
    Ok(Correspondent::new(name, mail))
}

/// The people of the office: who answers an employer's or a guest's mail.
pub(crate) fn operator(context: &Context<'_>) -> Correspondent {
    let operator = &context.programme().operator;
    Correspondent::new(&operator.name, &operator.mail)
}

/// Where an answer reaches the employer, if there is a mail address.
pub(crate) fn reply_to_employer(contact: &Contact) -> Option<Correspondent> {
    let name = format!("{}（{}）", contact.person, contact.business);
    let mail = contact.mail.as_ref()?;
    Some(Correspondent::new(name, mail.as_str()))
}

/// Who asked, and how they are reached.
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
    let holder = routed.holder.director_or_deputy();
    let price = spec.estimate.price.as_ref();
    let pay = price.map(|price| assess::pay(price, context.programme(), japan_date(at)));
    json!({
        "holder": holder.map(|holder| named(&holder, context.content)),
        "reference": spec.reference,
        "decide_url": link.as_ref().map(|link| url(link, at, context)),
        "decide_until": link.as_ref().map(|link| japanese(japan_date(link.expires(at)))),
        "title": spec.title,
        "industry": spec.industry_label,
        "version": spec.version,
        "verdict": spec.verdict_label,
        "homework": spec.homework,
        "cautions": spec.cautions,
        "basis": spec.estimate.basis,
        "pay": pay,
        "as_suggested": spec.as_suggested,
        "sheet": Sheet::of(spec, &context.content.texts),
    })
}

/// The files of specs: one PDF of all, and the JSON of each.
pub(crate) fn sheet_files(
    submission: &Submission,
    routed: &[&RoutedSpec],
    context: &Context<'_>,
) -> Vec<Enclosure> {
    let specs = routed.iter().map(|routed| routed.spec.clone());
    let specs: Vec<JobSpec> = specs.collect();
    let each = specs.iter().cloned();
    let each: Vec<Enclosure> = each.map(|spec| Enclosure::Spec(Box::new(spec))).collect();
    let imprint = Imprint {
        operator: context.programme().operator.name.clone(),
        reference: Some(submission.reference.as_str().to_owned()),
        dated: japan_date(submission.sent_at),
        draft: false,
        price: None,
        helped: submission
            .assisted
            .as_ref()
            .map(|it| it.told(&context.content.texts.assisted)),
    };
    let paper = (!specs.is_empty()).then_some(Enclosure::Sheets { specs, imprint });
    paper.into_iter().chain(each).collect()
}

/// How an employer is greeted. Before somebody of the town has seen the inventory, its words may be a stranger's
/// for an address that is not theirs, so none of them travels there in the town's mail.
pub(crate) fn greeting<'a>(case: &'a Case, texts: &'a LetterTexts) -> &'a str {
    match is_seen(case) {
        true => &case.submission().contact.person,
        false => texts.unseen_person(),
    }
}

/// A name as a letter may repeat it: not with what mail programs turn into a link, or somebody could send
/// theirs through a form.
pub(crate) fn without_links<'a>(name: &'a str, texts: &'a LetterTexts) -> &'a str {
    let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let joined = name.match_indices('.').any(|(at, dot)| {
        letters(name[..at].chars().next_back()) && letters(name[at + dot.len()..].chars().next())
    });
    if joined || name.contains(['/', ':', '@']) {
        texts.unseen_person()
    } else {
        name
    }
}

/// Whether somebody of the town has acted on any of it.
pub(crate) fn is_seen(case: &Case) -> bool {
    let town = |by: &Actor| by.group().is_some() || *by == Actor::Office;
    case.entries().iter().any(|entry| town(&entry.by))
}

/// The employer's link to what became of it, and its last day.
pub(crate) fn status(submission: &Submission, context: &Context<'_>) -> (String, String) {
    let until = submission.kept_until(context.programme());
    let address = paths::status(&submission.reference, until, context.keys);
    let url = format!("{}{address}", context.base_url);
    (url, japanese(japan_date(until)))
}

/// A link to a page about placements, signed at that time.
pub(crate) fn url(link: &Link, at: Timestamp, context: &Context<'_>) -> String {
    let address = paths::address(link, context.keys, context.programme(), at);
    format!("{}{address}", context.base_url)
}

/// An address short enough to type where links are taken out of mails.
pub(crate) fn typed_address(base_url: &str, path: &str) -> String {
    let host = base_url
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    format!("{host}{path}")
}

/// A day and a time of day in Japan.
pub(crate) fn moment(at: Timestamp) -> String {
    format!("{}{}", japanese(japan_date(at)), clock(at))
}

/// A text in lines, as the templates print it.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}
