//! What has to be looked at before an order: reserved work, directives, dates that do not fit, and what the law asks of every such order.

use jiff::civil::Date;

use super::directives::in_texts;
use super::{FieldState, SpecField, draft};
use answers::{Secrecy, Slack, TaskAnswers, Workplace};
use base::time::{date_in, japanese, payment_limit};
use questionnaire::tasks::Task;
use town::Content;

/// All of them, what concerns this order alone first.
pub(super) fn all(
    task: &Task,
    given: &TaskAnswers,
    fields: &[SpecField],
    content: &Content,
    today: Date,
) -> Vec<String> {
    let mut cautions = alerts(fields, content, today);
    let own_title = task.row.is_none().then_some(task.name.as_str());
    cautions.extend(in_texts(own_title, fields, content));
    cautions.extend(of_answers(given));
    let term = fields.iter().find(|field| field.id == "term");
    cautions.extend(of_term(given, term.map_or("", |field| &field.value)));
    let withheld = ["writing", "design", "translation", "photo_video"];
    if task
        .tags(given)
        .iter()
        .any(|tag| withheld.contains(&tag.as_str()))
    {
        cautions.push(
            "原稿料・デザイン料などは、はらうときに源泉徴収が要ることがあります。税理士に確認してください（所得税法204条）。"
                .to_owned(),
        );
    }
    let dates = dates(fields);
    if let (Some(received), None) = (dates.received, dates.paid) {
        let limit = japanese(payment_limit(received));
        cautions.push(content.texts.job_spec.payment_limit(limit));
    }
    cautions
}

/// What is wrong with this order, or reserved by law in it.
pub(super) fn alerts(fields: &[SpecField], content: &Content, today: Date) -> Vec<String> {
    let licence = fields.iter().find(|field| field.id == "licence");
    let reserved = licence.filter(|field| field.value != draft::licence(&[], content));
    let passed = fields.iter().filter_map(|field| match field.state {
        FieldState::Undecided { planned, .. } if planned < today => Some(format!(
            "「{}」を決める日（{}）を過ぎています。",
            field.label,
            japanese(planned)
        )),
        _ => None,
    });
    let dates = dates(fields);
    let mistakes = dates.mistakes();
    let mistakes = mistakes.map(|mistake| content.texts.warnings.of_dates(mistake));
    let alerts = reserved.map(|field| field.value.clone()).into_iter();
    alerts.chain(passed).chain(mistakes).collect()
}

/// What the answers ask the director to look at before anybody is asked to do it.
fn of_answers(given: &TaskAnswers) -> Vec<String> {
    let days_off = given.slack == Slack::SameDay && draft::comes_on_days_off(given);
    let no_reason = given.workplace == Workplace::Centre && given.secrecy == Secrecy::S0;
    [
        (
            days_off,
            "土日・祝日も、その日のうちに要る仕事です。受けられる人が毎日いるかを確かめ、いないときは自分たちで続けます。",
        ),
        (
            no_reason,
            "だれに見せてもよい物なのに、作業する場所を決めています。安全の理由がないときは、場所を決めずにたのみます。",
        ),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, line)| line.to_owned())
    .collect()
}

fn of_term(given: &TaskAnswers, term: &str) -> Vec<String> {
    let months = text_checks::months_in(term);
    let mut cautions = Vec::new();
    if draft::is_recurring(given) || months.is_some_and(|months| months >= 1) {
        cautions.push(
            "1か月以上の約束になる見こみです。受領拒否・減額・返品・買いたたきなど7つの禁止を確かめてください（フリーランス法5条）。"
                .to_owned(),
        );
    }
    if draft::is_recurring(given) || months.is_some_and(|months| months >= 6) {
        cautions.push(
            "6か月以上続けるときは、育児・介護などへの配慮（フリーランス法13条）と、やめる30日前までの知らせ（16条）が要ります。"
                .to_owned(),
        );
    }
    cautions
}

/// The fixed days among the fields' texts.
pub(super) fn dates(fields: &[SpecField]) -> text_checks::Dates {
    let date = |id: &str| {
        fields
            .iter()
            .find(|field| field.id == id)
            .and_then(|field| date_in(&field.value))
    };
    text_checks::Dates {
        received: date("delivery"),
        inspected: date("inspection_date"),
        paid: date("payment_date"),
        original: date("reentrusted"),
    }
}
