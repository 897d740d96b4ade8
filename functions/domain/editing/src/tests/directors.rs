//! Directors come, go, take other work, and say themselves when they are away.

use super::*;

const NEW: [(&str, &str); 6] = [
    ("name", "翻訳の担当（見本）"),
    ("mail", "director-d@example.jp"),
    ("deputy_name", "翻訳の副担当（見本）"),
    ("deputy_mail", "deputy-d@example.jp"),
    ("tags", "writing\ntranslation"),
    ("capacity_open_specs", "4"),
];

fn new() -> Vec<(&'static str, &'static str)> {
    let mut new = NEW.to_vec();
    new.push(("capacity_hours_month", "40.5"));
    new
}

#[test]
fn a_director_who_is_added_is_written_as_the_others_and_has_an_id_of_their_own() {
    let desk = Desk::new();
    let after = desk.after(&FormKind::NewDirector, &new());
    let content = Content::parse(&after).unwrap();
    let group = content.programme.group("d261124").unwrap();
    assert_eq!(group.deputy.mail, "deputy-d@example.jp");
    assert_eq!(group.tags, ["writing", "translation"]);
    let room = (group.capacity_open_specs, group.capacity_hours_month);
    assert_eq!(room, (4, 40.5));
    let gone = desk.lines(&after, PROGRAMME);
    let gone: Vec<_> = gone.iter().filter(|line| line.starts_with('-')).collect();
    assert!(gone.is_empty(), "{gone:?}");
    let desk = Desk {
        content,
        sources: after,
    };
    let mut other = new();
    other.push(("mail", "director-e@example.jp"));
    let after = desk.after(&FormKind::NewDirector, &other);
    let programme = Content::parse(&after).unwrap().programme;
    assert!(programme.group("d261124a").is_some(), "of the same day");
    let away = [("new_from", "2026-12-01"), ("new_to", "2026-12-02")];
    let after = desk.after(&FormKind::OwnDirector("d261124".to_owned()), &away);
    let programme = Content::parse(&after).unwrap().programme;
    let group = programme.group("d261124").unwrap();
    assert!(group.is_away(date(2026, 12, 2)), "a list begins");
}

#[test]
fn a_director_is_taken_out_with_every_line_and_nothing_else() {
    let desk = Desk::new();
    for id in ["a", "b", "c"] {
        let kind = FormKind::RemoveDirector(id.to_owned());
        let after = desk.after(&kind, &[("gone", "yes")]);
        let programme = Content::parse(&after).unwrap().programme;
        assert_eq!(programme.directors.len(), 2);
        assert_eq!(programme.group(id), None);
        let lines = desk.lines(&after, PROGRAMME);
        assert!(lines.iter().all(|line| !line.contains('#')), "{lines:?}");
    }
}

#[test]
fn other_work_is_written_on_its_line() {
    let desk = Desk::new();
    let kind = FormKind::Director("c".to_owned());
    let after = desk.after(&kind, &[("tags", "annotation\ncontact\ntranslation")]);
    let lines = desk.lines(&after, PROGRAMME);
    assert_eq!(lines.len(), 2, "{lines:?}");
    let group = Content::parse(&after).unwrap().programme;
    let mut tags = group.group("c").unwrap().tags.clone();
    tags.sort();
    assert_eq!(tags, ["annotation", "contact", "translation"]);
    let typed = desk.typed(&kind, &[("tags", "annotation\ncontact\ntranslation")]);
    let edits = desk.form(&kind, None).edited(desk.context(), &typed);
    let told = edits.unwrap()[0].told();
    let label = &desk.content.tags.iter().find(|it| it.id == "translation");
    let label = &label.unwrap().label;
    assert!(
        told.lines
            .iter()
            .any(|line| line.is_new && line.text == *label)
    );
}

#[test]
fn what_no_director_can_be_is_told_at_its_field() {
    let mut desk = Desk::new();
    let refused = |desk: &Desk, kind: &FormKind, changes: &[(&str, &str)]| {
        let typed = desk.typed(kind, changes);
        let edited = desk.form(kind, Some(&typed)).edited(desk.context(), &typed);
        let errors = edited.err().unwrap_or_default().into_iter();
        errors.map(|error| error.field).collect::<Vec<_>>()
    };
    let mut known = new();
    known.push(("mail", "Director-A@example.jp"));
    assert_eq!(refused(&desk, &FormKind::NewDirector, &known), ["mail"]);
    let mut idle = new();
    idle.push(("tags", "none"));
    assert_eq!(refused(&desk, &FormKind::NewDirector, &idle), ["tags"]);
    let own = FormKind::OwnDirector("b".to_owned());
    let back = [("new_from", "2027-01-10"), ("new_to", "2027-01-09")];
    assert_eq!(refused(&desk, &own, &back), ["new_to"]);
    desk.content.programme.directors.truncate(1);
    let gone = FormKind::RemoveDirector("a".to_owned());
    assert_eq!(refused(&desk, &gone, &[("gone", "yes")]), ["gone"]);
}
