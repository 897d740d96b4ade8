//! Who asks: what a contact needs, keeps, promises and must never carry.

use super::*;

fn contact_input() -> Input {
    input(&[
        ("business", "㈱髙見﨑 本店"),
        ("person", "髙橋（見本）"),
        ("mail", "ｈａｎａｋｏ＠example.jp"),
        ("phone", "０９０ー１２３４ー５６７８"),
        ("consent", "yes"),
    ])
}

#[test]
fn contact_is_normalised_and_keeps_rare_kanji() {
    let content = Content::embedded();
    let led = accept(
        &Step::Contact,
        &Answers::default(),
        &content,
        &contact_input(),
        today(),
    )
    .unwrap();
    let contact = led.contact.unwrap();
    assert_eq!(contact.business, "㈱髙見﨑 本店");
    assert_eq!(contact.phone.unwrap().as_str(), "090-1234-5678");
    assert_eq!(contact.mail.unwrap().as_str(), "hanako@example.jp");
    assert!(contact.consent && contact.share_with.is_empty());
}

#[test]
fn a_name_is_kept_without_the_sama_that_a_letter_adds() {
    for (typed, name) in [
        ("見本 花子 様", "見本 花子"),
        ("見本花子様", "見本花子"),
        ("様", "様"),
    ] {
        let mut input = contact_input();
        input.0.insert("person".into(), vec![typed.into()]);
        let (step, content) = (Step::Contact, Content::embedded());
        let read = accept(&step, &Answers::default(), &content, &input, today());
        assert_eq!(read.unwrap().contact.unwrap().person, name);
    }
}

#[test]
fn the_employer_agrees_to_the_partners_whose_names_they_read() {
    let mut content = Content::embedded();
    let mut typed = contact_input();
    typed.0.insert("share".into(), vec!["yes".into()]);
    let shown_and_agreed = |content: &Content| {
        let step = Step::Contact;
        let drawn = page(&step, &Answers::default(), content, None, &[], today());
        let mut fields = drawn.groups.iter().flat_map(|group| &group.fields);
        let share = fields.find(|field| field.name == "share");
        let read = accept(&step, &Answers::default(), content, &typed, today());
        let label = share.map(|field| field.options[0].label.clone());
        (label, read.unwrap().contact.unwrap().share_with)
    };
    let (label, agreed) = shown_and_agreed(&content);
    assert_eq!(
        label.unwrap(),
        "隣の市振興公社（見本）に、シートを渡してもよい"
    );
    assert_eq!(agreed, ["tonari"]);
    let mut second = content.programme.partners[0].clone();
    second.id = "yama".into();
    second.name = "山の市公社".into();
    content.programme.partners.push(second);
    let (label, agreed) = shown_and_agreed(&content);
    assert_eq!(
        label.unwrap(),
        "隣の市振興公社（見本）、山の市公社に、シートを渡してもよい"
    );
    assert_eq!(agreed, ["tonari", "yama"]);
    content.programme.partners.clear();
    assert_eq!(shown_and_agreed(&content), (None, Vec::new()));
}

#[test]
fn contact_needs_one_way_to_answer_and_consent() {
    let content = Content::embedded();
    let refuse = |name: &str, value: &str| -> Vec<(String, String)> {
        let mut typed = contact_input();
        typed.0.insert(name.into(), vec![value.into()]);
        if name == "phone" && value.is_empty() {
            typed.0.insert("mail".into(), vec![String::new()]);
        }
        let result = accept(
            &Step::Contact,
            &Answers::default(),
            &content,
            &typed,
            today(),
        );
        let errors = result.map(|_| Vec::new()).unwrap_or_else(|errors| errors);
        errors
            .into_iter()
            .map(|error| (error.field, error.message))
            .collect()
    };
    assert_eq!(refuse("mail", ""), []);
    assert_eq!(refuse("phone", "")[0].0, "mail");
    assert_eq!(refuse("consent", "")[0].0, "consent");
    assert_eq!(refuse("business", " 　 ")[0].0, "business");
    let dotted = ("mail", "a..b@docomo.ne.jp");
    assert_eq!(refuse(dotted.0, dotted.1), [], "the phone takes its place");
    let alone = input(&[
        ("business", "見本"),
        ("person", "見本"),
        dotted,
        ("consent", "yes"),
    ]);
    let start = Answers::default();
    let refused = accept(&Step::Contact, &start, &content, &alone, today()).unwrap_err();
    let carrier = &refused[0].message;
    assert!(
        carrier.contains("点") && carrier.contains("電話番号"),
        "{carrier}"
    );
    assert_eq!(refuse("person", &"あ".repeat(101))[0].0, "person");
}

#[test]
fn no_line_of_a_contact_can_hold_a_mail_header() {
    let content = Content::embedded();
    let mut typed = contact_input();
    for name in ["business", "person", "reach"] {
        typed
            .0
            .insert(name.into(), vec!["見本\r\nBcc: x@example.jp".into()]);
    }
    let led = accept(
        &Step::Contact,
        &Answers::default(),
        &content,
        &typed,
        today(),
    )
    .unwrap();
    let contact = led.contact.unwrap();
    for line in [contact.business, contact.person, contact.reach.unwrap()] {
        assert!(!line.contains(['\r', '\n']));
    }
}

#[test]
fn contact_page_states_purpose_operator_and_keeping_time() {
    let content = Content::embedded();
    let page = drawn(&Step::Contact, &Answers::default(), &content);
    let text: String = page
        .groups
        .iter()
        .flat_map(|group| group.lead.clone())
        .collect();
    for part in [
        content.programme.operator.name.as_str(),
        content.programme.privacy.inventory.answer.as_str(),
        "Amazon Web Services",
        "3年",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let share = page
        .groups
        .iter()
        .flat_map(|g| &g.fields)
        .find(|f| f.name == "share")
        .unwrap();
    assert!(share.optional && share.options[0].label.contains("隣の市振興公社"));
}
