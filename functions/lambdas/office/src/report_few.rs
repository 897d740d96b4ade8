//! Whether a figure of few businesses is shown: who could be recognised, what was decided, by whom and when, also before.

use base::time::{japan_date, japanese};
use forms::fields::{choices, line};
use forms::{Field, Kind};
use register::{Business, Register};
use reports::{ENOUGH, Kpi, ShownChoice, YearReport};
use town::texts::ReportsTexts;

/// The name of a field about a figure.
pub(crate) fn name(what: &str, kpi: Kpi) -> String {
    format!("{what}_{}", kpi.code())
}

/// The names of the few businesses behind a figure, as the register has them by now.
fn names(report: &YearReport, kpi: Kpi, register: &Register) -> Vec<String> {
    let (numbers, behind) = (register.numbers(), report.count.behind(kpi));
    let name = |number: &String| {
        let members = register.members(numbers.of(number)).into_iter();
        let name = members.filter_map(Business::name).next();
        name.unwrap_or(number).to_owned()
    };
    let few = behind.filter(|behind| behind.len() < ENOUGH as usize);
    few.into_iter().flatten().map(name).collect()
}

/// Who could be recognised by a figure, and what was decided about it, by whom and when.
fn about_few(
    (report, register): (&YearReport, &Register),
    (kpi, count): (Kpi, u32),
    texts: &ReportsTexts,
) -> String {
    let notes = &report.notes;
    let decision = |it: &ShownChoice| match it.is_shown {
        true => texts.f_shown_yes().to_owned(),
        false => texts.f_shown_no().to_owned(),
    };
    let day = |it: &ShownChoice| {
        it.at
            .map_or_else(String::new, |at| japanese(japan_date(at)))
    };
    let names = names(report, kpi, register);
    let (now, earlier) = (notes.shown.get(&kpi), report.earlier.get(&kpi));
    let former = notes.former.get(&kpi).into_iter().flatten().rev();
    let lines = [
        (count > 0).then(|| texts.f_shown_hint(count)),
        (!names.is_empty()).then(|| texts.f_shown_names(names.join("、"))),
        notes
            .outside
            .contains_key(&kpi)
            .then(|| texts.f_shown_elsewhere().to_owned()),
        now.map(|it| texts.f_shown_decided(decision(it), day(it), &it.by)),
        earlier
            .filter(|_| now.is_none())
            .map(|(year, it)| texts.f_shown_earlier(year, decision(it), &it.reason)),
    ];
    let former = former.map(|it| texts.f_shown_former(decision(it), day(it), &it.by, &it.reason));
    lines.into_iter().flatten().chain(former).collect()
}

/// Whether a figure of few businesses is shown, and why.
pub(crate) fn shown(
    (report, register): (&YearReport, &Register),
    (kpi, count): (Kpi, u32),
    texts: &ReportsTexts,
) -> [Field; 2] {
    let label = kpi.label(texts);
    let all = [("yes", texts.f_shown_yes()), ("no", texts.f_shown_no())];
    let all = all.map(|(code, label)| (code.to_owned(), label.to_owned()));
    let choice = choices(
        Kind::Radio,
        &name("shown", kpi),
        &texts.f_shown(label),
        all.into(),
    );
    let choice = Field {
        hint: about_few((report, register), (kpi, count), texts),
        optional: true,
        ..choice
    };
    let reason = line(&name("shown_reason", kpi), &texts.f_shown_reason(label));
    [
        choice,
        Field {
            optional: true,
            ..reason
        },
    ]
}
