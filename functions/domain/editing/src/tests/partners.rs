//! Partner towns come, change and go.

use super::*;

const NEW: [(&str, &str); 4] = [
    ("name", "山の市公社（見本）"),
    ("mail", "yama@example.jp"),
    ("terms", "費用は1割です。"),
    ("tags", "writing"),
];

#[test]
fn a_partner_is_added_beside_the_others_and_where_there_is_none() {
    let mut desk = Desk::new();
    let after = desk.after(&FormKind::NewPartner, &NEW);
    let programme = Content::parse(&after).unwrap().programme;
    assert_eq!(programme.partners.len(), 2);
    let new = programme.partner("p261124").unwrap();
    assert_eq!(
        (new.mail.as_str(), new.terms.as_str()),
        ("yama@example.jp", "費用は1割です。")
    );
    assert_eq!(
        (new.tags.as_slice(), &new.webhook),
        (&["writing".to_owned()][..], &None)
    );
    let gone = desk.lines(&after, PROGRAMME);
    assert!(gone.iter().all(|line| line.starts_with('+')), "{gone:?}");

    let none = desk.after(
        &FormKind::RemovePartner("tonari".to_owned()),
        &[("gone", "yes")],
    );
    desk = Desk {
        content: Content::parse(&none).unwrap(),
        sources: none,
    };
    assert_eq!(desk.content.programme.partners, []);
    let after = desk.after(&FormKind::NewPartner, &NEW);
    let partners = Content::parse(&after).unwrap().programme.partners;
    assert_eq!((partners.len(), partners[0].id.as_str()), (1, "p261124"));
}

#[test]
fn what_it_costs_and_where_its_system_is_are_written_on_their_lines() {
    let desk = Desk::new();
    let kind = FormKind::Partner("tonari".to_owned());
    let system = "https://partner.example.jp/kiridashi";
    let after = desk.after(&kind, &[("terms", "費用は1割です。"), ("webhook", system)]);
    let programme = Content::parse(&after).unwrap().programme;
    assert_eq!(programme.partners[0].webhook.as_deref(), Some(system));
    let lines = desk.lines(&after, PROGRAMME);
    assert_eq!(lines.len(), 3, "{lines:?}");
}

#[test]
fn another_kiridashi_is_entered_with_its_keys_one_a_line() {
    let desk = Desk::new();
    let kind = FormKind::Partner("tonari".to_owned());
    let (old, new) = (
        format!("whpk_{}=", "A".repeat(43)),
        format!("whpk_{}=", "B".repeat(43)),
    );
    let keys = format!("{new}\n{old}");
    let address = "https://tonari.example.jp";
    let after = desk.after(&kind, &[("kiridashi", address), ("keys", &keys)]);
    let partner = Content::parse(&after).unwrap().programme.partners.remove(0);
    assert_eq!(partner.kiridashi.as_deref(), Some(address));
    assert_eq!(partner.keys, [new, old]);
}
