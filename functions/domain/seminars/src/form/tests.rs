use super::*;

fn seminar(online: bool) -> Seminar {
    let content = Content::embedded();
    let find = |s: &&Seminar| s.online == online;
    content.seminars.iter().find(find).unwrap().clone()
}

fn input(pairs: &[(&str, &str)]) -> Input {
    let pairs = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]));
    Input(pairs.collect())
}

fn filled() -> Vec<(&'static str, &'static str)> {
    vec![
        ("person", "見本 髙子"),
        ("business", "見本旅館"),
        ("mail", "ｇｕｅｓｔ＠example.jp"),
        ("seats", "2"),
        ("attend", "online"),
        ("question", ""),
        ("consent", "yes"),
    ]
}

fn fields(page: &Page) -> Vec<&str> {
    let fields = page.groups.iter().flat_map(|group| &group.fields);
    fields.map(|field| field.name.as_str()).collect()
}

#[test]
fn a_filled_form_becomes_an_application_and_an_empty_one_names_every_field() {
    let content = Content::embedded();
    let read = accept(
        &seminar(true),
        RegistrationForm::New,
        &content,
        &input(&filled()),
    )
    .unwrap();
    assert_eq!(
        (read.seats, read.attend, read.question),
        (2, Attend::Online, None)
    );
    assert_eq!(read.mail.as_str(), "guest@example.jp");
    let errors = accept(
        &seminar(true),
        RegistrationForm::New,
        &content,
        &Input::default(),
    )
    .unwrap_err();
    let wrong: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    let wanted = ["person", "business", "mail", "seats", "attend", "consent"];
    assert_eq!(wrong, wanted);
    let shown = page(
        &seminar(true),
        RegistrationForm::New,
        &content,
        Some(&Input::default()),
        &errors,
    );
    let marked = shown.groups.iter().flat_map(|group| &group.fields);
    assert_eq!(
        marked.filter(|field| !field.error.is_empty()).count(),
        wanted.len()
    );
}

#[test]
fn nobody_is_asked_how_they_take_part_where_there_is_one_way() {
    let content = Content::embedded();
    let seminar = seminar(false);
    let page = page(&seminar, RegistrationForm::New, &content, None, &[]);
    assert!(!fields(&page).contains(&"attend"));
    let read = accept(&seminar, RegistrationForm::New, &content, &input(&filled())).unwrap();
    assert_eq!(read.attend, Attend::Venue);
}

#[test]
fn a_change_keeps_the_address_and_asks_for_no_consent_again() {
    let (content, seminar) = (Content::embedded(), seminar(true));
    let given = accept(&seminar, RegistrationForm::New, &content, &input(&filled())).unwrap();
    let form = RegistrationForm::Change(&given);
    let page = page(&seminar, form, &content, None, &[]);
    assert_eq!(
        fields(&page),
        ["person", "business", "seats", "attend", "question"]
    );
    let changed = input(&[
        ("person", "見本 次郎"),
        ("business", "見本旅館"),
        ("mail", "other@example.jp"),
        ("seats", "1"),
        ("attend", "venue"),
    ]);
    let read = accept(&seminar, form, &content, &changed).unwrap();
    assert_eq!((read.mail, read.seats), (given.mail.clone(), 1));
}

#[test]
fn impossible_answers_are_refused_with_what_to_do() {
    let (content, seminar) = (Content::embedded(), seminar(true));
    for (name, value) in [
        ("seats", "4"),
        ("seats", "0"),
        ("attend", "moon"),
        ("mail", "a..b@docomo.ne.jp"),
        ("mail", "a@b\r\nBcc: c@example.jp"),
        ("consent", "no"),
    ] {
        let mut pairs = filled();
        pairs.retain(|(field, _)| *field != name);
        pairs.push((name, value));
        let errors = accept(&seminar, RegistrationForm::New, &content, &input(&pairs)).unwrap_err();
        assert_eq!(errors.len(), 1, "{name}={value}");
        assert_eq!(errors[0].field, name);
        assert!(!errors[0].message.is_empty());
    }
}

#[test]
fn the_purpose_and_the_time_kept_stand_beside_the_consent() {
    let content = Content::embedded();
    let page = page(&seminar(true), RegistrationForm::New, &content, None, &[]);
    let lead = page.groups[1].lead.join("\n");
    for words in ["セミナーの連絡", "お礼", "90日"] {
        assert!(lead.contains(words), "{words}: {lead}");
    }
}
