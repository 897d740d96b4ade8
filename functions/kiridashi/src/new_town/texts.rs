//! What a new town's files say at first.

use anyhow::{Context, Result};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use toml_edit::{DocumentMut, value};

use super::NewTown;

const LEFT: &str = include_str!("../../new/left_to_decide.md");
const SEMINAR: &str = include_str!("../../new/seminar.md");

/// How far ahead the sample of a seminar is.
const WEEKS: i64 = 8;

/// The settings: those that everybody begins with, in which this town's answers stand.
pub(super) fn programme(town: &NewTown, shared: &str, today: Date) -> Result<String> {
    // Before the answers, one of which may be or hold such a name.
    let shared = shared
        .replace("見本県", &town.prefecture)
        .replace("見本町", &town.name);
    let (shared, partners) = without_partners(&shared);
    let mut all: DocumentMut = shared.parse().context("content/programme.toml")?;
    let address = format!(
        "{}{}（番地は書きかえてください）",
        town.prefecture, town.name
    );
    for (key, text) in [
        ("name", &town.operator),
        ("town", &town.name),
        ("prefecture", &town.prefecture),
        ("address", &address),
        ("phone", &town.phone),
        ("mail", &town.mail),
    ] {
        all["operator"][key] = value(text);
    }
    all["sender"]["name"] = value(&town.operator);
    all["office"]["mail"] = value(&town.mail);
    let people = all["office"]["people"].as_array_of_tables_mut();
    let people = people.context("content/programme.toml has no [[office.people]]")?;
    people.retain({
        let mut seen = 0;
        move |_| {
            seen += 1;
            seen == 1
        }
    });
    if let Some(person) = people.get_mut(0) {
        person["mail"] = value(&town.mail);
    }
    let wages = all["minimum_wage"].as_array_of_tables_mut();
    let wages = wages.context("content/programme.toml has no [[minimum_wage]]")?;
    while wages.len() > 1 {
        wages.remove(wages.len() - 1);
    }
    if let Some(wage) = wages.get_mut(0) {
        wage["from"] = value(in_force_since(today).to_string());
        wage["yen"] = value(town.wage);
        wage["source"] = value("町を作ったときに書いた額");
        wage["verified"] = value(false);
    }
    all["report"]["first_year"] = value(i64::from(base::time::fiscal_year(today)));
    let domain = town.mail.rsplit('@').next().unwrap_or_default();
    all["seminar"]["calendar_domain"] = value(domain.to_lowercase());
    let text = all.to_string();
    let lines = text.lines().skip_while(|line| line.starts_with('#'));
    let head = format!(
        "# {}の設定です。ここにない文と設定は、共通のものを使います。\n# （見本）と書いてあるものと、example.jp のアドレスは、使う前に書きかえてください。\n",
        town.name
    );
    let lines: String = lines.map(|line| format!("{line}\n")).collect();
    Ok(head + &lines + &partners)
}

/// The settings without the sample of a partner, and that as lines to be taken up later.
fn without_partners(shared: &str) -> (String, String) {
    let parts = shared.split("\n\n");
    let (of_partners, rest): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| part.contains("\n[[partners]]\n"));
    let lines = of_partners.iter().flat_map(|part| part.lines());
    let lines: String = lines.map(|line| format!("# {line}\n")).collect();
    let sample = format!(
        "\n# 仕事を分けあう町ができたら、下の行の # を1つずつ消して、書きかえます。\n{lines}"
    );
    (rest.join("\n\n"), sample)
}

/// A new minimum wage comes every autumn, mostly in October.
fn in_force_since(today: Date) -> Date {
    let year = if today.month() >= 10 {
        today.year()
    } else {
        today.year() - 1
    };
    date(year, 10, 1)
}

/// The sample of a seminar: the file's name and the page.
pub(super) fn seminar(town: &NewTown, today: Date) -> (String, String) {
    let ahead = today.saturating_add(WEEKS.weeks());
    let day = ahead.nth_weekday(1, Weekday::Wednesday).unwrap_or(ahead);
    let deadline = day.saturating_sub(2.days());
    let page = SEMINAR
        .replace("{today}", &today.to_string())
        .replace("{day}", &day.to_string())
        .replace("{deadline}", &deadline.to_string())
        .replace(
            "{address}",
            &format!("{}{}（見本）", town.prefecture, town.name),
        );
    (format!("{day}-hajimete.md"), page)
}

/// The site's settings that are the town's own.
pub(super) fn config(town: &NewTown) -> String {
    let NewTown { name, operator, .. } = town;
    format!(
        "# 町の名前と、サイトの名前です。ここにない設定は、共通の site/config.toml のままです。\n\
         base_url = \"https://kiridashi.example.jp\"\n\
         author = \"{operator}\"\n\n\
         [extra]\n\
         town = \"{name}\"\n\
         tagline = \"{name}の仕事の切出し\"\n"
    )
}

/// How the town's name sounds, for who searches by kana.
pub(super) fn words(town: &NewTown) -> Result<String> {
    let readings = serde_json::json!({"readings": {&town.name: &town.reading}});
    Ok(serde_json::to_string_pretty(&readings)? + "\n")
}

/// The list of what is left to decide, which is the folder's README too.
pub(super) fn left_to_decide(town: &NewTown) -> String {
    LEFT.replace("{name}", &town.name)
        .replace("{prefecture}", &town.prefecture)
        .replace("{wage}", &town.wage.to_string())
}

impl NewTown {
    /// What is left to decide, point by point.
    pub fn left_to_decide(&self) -> String {
        let text = left_to_decide(self);
        let points = text.lines().filter(|line| line.starts_with("- [ ]"));
        points.map(|line| format!("  {line}\n")).collect()
    }
}
