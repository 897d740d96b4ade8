use proptest::prelude::*;

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
    assert_eq!(
        read.mail.as_ref().map(|mail| mail.as_str()),
        Some("guest@example.jp")
    );
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

/// What people write into any field, in their ways, and what nobody should.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&[
            "", "　", "見本 髙子", "見本旅館", "ｇｕｅｓｔ＠example.jp", "Guest <guest@example.jp>", "guest@example.jp\n", "1", "２", "4", "venue",
            "online", "yes", "駐車場はありますか。\r\nまた、何時からですか。", "\u{200B}", "\u{3164}", "0267-00-0000", "０２６７（００）００００",
        ][..]).prop_map(str::to_owned),
        2 => "\\PC{0,120}",
        1 => "(.\n?){0,60}",
    ]
}

fn of_any_field() -> impl Strategy<Value = Input> {
    let names = [
        "person", "business", "mail", "seats", "attend", "question", "consent",
    ];
    let lawful = filled()
        .into_iter()
        .collect::<std::collections::BTreeMap<_, _>>();
    prop::collection::btree_map(prop::sample::select(names.to_vec()), typed(), 0..3).prop_map(
        move |changed| {
            let mut values: std::collections::BTreeMap<&str, String> = lawful
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect();
            values.extend(changed);
            // As the server reads it of a form.
            Input(
                values
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), vec![text::normalize(&value)]))
                    .collect(),
            )
        },
    )
}

/// What a page's form would send, untouched.
fn untouched(page: &Page) -> Input {
    let fields = page.groups.iter().flat_map(|group| &group.fields);
    let sent = fields.map(|field| {
        let chosen = field
            .options
            .iter()
            .filter(|option| option.checked)
            .map(|option| option.value.clone());
        let value = match field.options.is_empty() {
            true => vec![field.value.clone()],
            false => chosen.collect(),
        };
        (field.name.clone(), value)
    });
    Input(sent.collect())
}

proptest! {
    #[test]
    fn whatever_is_taken_is_shown_and_read_again_as_it_is(input in of_any_field(), online in any::<bool>()) {
        static CONTENT: std::sync::LazyLock<Content> = std::sync::LazyLock::new(Content::embedded);
        let seminar = CONTENT.seminars.iter().find(|seminar| seminar.online == online).unwrap();
        match accept(seminar, RegistrationForm::New, &CONTENT, &input) {
            Ok(taken) => {
                prop_assert!(!taken.name.is_empty() && taken.name.chars().count() <= limits::LINE && !taken.name.contains('\n'));
                prop_assert!((1..=MAX_SEATS).contains(&taken.seats));
                let change = RegistrationForm::Change(&taken);
                let again = accept(seminar, change, &CONTENT, &untouched(&page(seminar, change, &CONTENT, None, &[])));
                prop_assert_eq!(again.unwrap(), taken);
            }
            Err(errors) => {
                let page = page(seminar, RegistrationForm::New, &CONTENT, Some(&input), &errors);
                for error in &errors {
                    prop_assert!(fields(&page).contains(&error.field.as_str()), "nobody sees the error at {}", error.field);
                }
            }
        }
    }
}
