//! A town made from the software's own site.

use std::path::PathBuf;

use jiff::civil::date;

use super::*;

fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site")
}

fn town(colour: &str) -> NewTown {
    let answers = [
        "北山町",
        "きたやままち",
        "山見県",
        "北山町しごと窓口",
        "0123-45-6789",
        "shigoto@kitayama.example.jp",
        "1050",
        colour,
    ];
    let read = |at: usize| QUESTIONS[at].read(answers[at]).unwrap();
    NewTown::of(std::array::from_fn(read))
}

#[test]
fn a_new_town_passes_the_check_at_once_and_says_its_own_name_alone() {
    for (colour, today) in [("lake", date(2026, 11, 24)), ("pine", date(2027, 3, 2))] {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("kitayama");
        town(colour).write(&own, &site(), today).unwrap();
        for path in view::files(&own).unwrap() {
            let text = fs::read_to_string(own.join(&path)).unwrap();
            assert!(
                !text.contains("見本町") && !text.contains("見本県"),
                "{path}"
            );
        }
        let put_together = staging::TownSite::open(&site(), Some(&own)).unwrap();
        let checked = staging::check(&put_together.root(), None, None).unwrap();
        let checked = checked.passed().unwrap();
        let programme = &checked.content.programme;
        assert_eq!(programme.operator.town, "北山町");
        assert_eq!(programme.operator.prefecture, "山見県");
        assert_eq!(programme.minimum_wage.len(), 1);
        assert_eq!(programme.minimum_wage[0].yen, 1050);
        assert_eq!(programme.partners, []);
        assert_eq!(checked.content.seminars.len(), 1);
        let home = checked.site.page("_index.md").unwrap();
        let home = String::from_utf8_lossy(home);
        assert!(
            home.contains("北山町") && !home.contains("見本町"),
            "{home}"
        );
    }
}

#[test]
fn what_is_there_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("kitayama");
    let today = date(2026, 11, 24);
    town("pine").write(&own, &site(), today).unwrap();
    let told = town("lake").write(&own, &site(), today).unwrap_err();
    assert!(told.to_string().contains("is not empty"), "{told:#}");
    assert!(!folder.path().join("kitayama.new").exists());
    let told = town("lake").write(&folder.path().join("b"), Path::new("/none"), today);
    assert!(told.is_err() && !folder.path().join("b").exists());
}

#[test]
fn the_sample_of_a_partner_is_taken_up_by_taking_marks_away() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("kitayama");
    town("pine")
        .write(&own, &site(), date(2026, 11, 24))
        .unwrap();
    let file = own.join("content/programme.toml");
    let text = fs::read_to_string(&file).unwrap();
    let (settings, sample) = text.split_once("\n# 仕事を分けあう町ができたら").unwrap();
    assert!(
        !settings.contains("webhook"),
        "nothing of it is left elsewhere"
    );
    let (_, sample) = sample.split_once('\n').unwrap();
    let lines = sample.lines().map(|line| line.strip_prefix("# ").unwrap());
    let taken_up: String = lines.map(|line| format!("{line}\n")).collect();
    fs::write(&file, format!("{settings}\n{taken_up}")).unwrap();
    let put_together = staging::TownSite::open(&site(), Some(&own)).unwrap();
    let checked = staging::check(&put_together.root(), None, None).unwrap();
    let partners = checked.passed().unwrap().content.programme.partners;
    assert_eq!(partners.len(), 1);
}

#[test]
fn an_answer_that_cannot_be_is_refused_with_what_to_write() {
    for (option, wrong) in [
        ("name", "北山"),
        ("name", "北\"山町"),
        ("reading", "北山町"),
        ("prefecture", "山見"),
        ("operator", ""),
        ("phone", "12"),
        ("mail", "shigoto"),
        ("wage", "千円"),
        ("wage", "100"),
        ("colour", "gold"),
    ] {
        let question = QUESTIONS.iter().find(|it| it.option == option).unwrap();
        let told = question.read(wrong).unwrap_err();
        assert!(told.ends_with("ください。"), "{option} {wrong}: {told}");
    }
    assert_eq!(QUESTIONS[7].read(" ").unwrap(), "pine");
    assert_eq!(QUESTIONS[6].read("1062円").unwrap(), "1062");
}

#[test]
fn what_is_left_to_decide_is_a_list() {
    let left = town("pine").left_to_decide();
    assert!(left.lines().count() > 10, "{left}");
    assert!(
        left.contains("山見県の最低賃金") && !left.contains('{'),
        "{left}"
    );
}
