//! The page of a sheet: what is sent as drawn, left open, out of date, or refused.

use super::*;

#[test]
fn draft_sent_as_drawn_changes_nothing() {
    let content = Content::embedded();
    let answers = drafted("inn02", &content);
    let step = spec_step("inn02");
    let typed = as_drawn(&drawn(&step, &answers, &content));
    let led = accept(&step, &answers, &content, &typed, today()).unwrap();
    assert_eq!(led.edits[&TaskKey("inn02".into())].fields.len(), 0);
}

#[test]
fn draft_takes_text_undecided_and_left_to_the_director() {
    let content = Content::embedded();
    let answers = drafted("inn02", &content);
    let step = spec_step("inn02");
    let mut typed = as_drawn(&drawn(&step, &answers, &content));
    typed
        .0
        .insert("work".into(), vec!["口コミの返信案を10件\r\n﨑".into()]);
    typed.0.insert("delivery".into(), vec![" ".into()]);
    typed
        .0
        .insert("volume_reason".into(), vec!["月末まで分からない".into()]);
    typed
        .0
        .insert("volume_planned".into(), vec!["２０２６年１２月１日".into()]);
    let led = accept(&step, &answers, &content, &typed, today()).unwrap();
    let fields = &led.edits[&TaskKey("inn02".into())].fields;
    let FieldEdit::Text { text, .. } = &fields["work"] else {
        panic!("{fields:?}")
    };
    assert_eq!(text, "口コミの返信案を10件\n﨑");
    assert_eq!(fields["delivery"], FieldEdit::Director);
    let FieldEdit::Undecided { planned, .. } = &fields["volume"] else {
        panic!("{fields:?}")
    };
    assert_eq!(*planned, date(2026, 12, 1));
    assert_eq!(fields.len(), 3);
    let again = as_drawn(&drawn(&step, &led, &content));
    assert_eq!(
        accept(&step, &led, &content, &again, today()).unwrap(),
        led,
        "drawn again, it stands"
    );
}

#[test]
fn a_refused_draft_does_not_warn_about_what_it_wrote_itself() {
    let content = Content::embedded();
    let answers = drafted("inn02", &content);
    let step = spec_step("inn02");
    let mut typed = as_drawn(&drawn(&step, &answers, &content));
    typed.0.insert("work".into(), vec![String::new()]);
    let errors = accept(&step, &answers, &content, &typed, today()).unwrap_err();
    let page = page(&step, &answers, &content, Some(&typed), &errors, today());
    let fields = page.groups.iter().flat_map(|group| &group.fields);
    let warned: Vec<&str> = fields
        .filter(|field| !field.warning.is_empty())
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(warned, Vec::<&str>::new());
}

#[test]
fn a_changed_answer_points_out_the_text_it_makes_out_of_date() {
    let content = Content::embedded();
    let answers = drafted("inn02", &content);
    let (task, step) = (task_step("inn02"), spec_step("inn02"));
    let sent = |answers: &Answers, step: &Step, name: &str, value: &str| {
        let mut typed = as_drawn(&drawn(step, answers, &content));
        typed.0.insert(name.into(), vec![value.into()]);
        accept(step, answers, &content, &typed, today()).unwrap()
    };
    let warned = |answers: &Answers| {
        let page = drawn(&step, answers, &content);
        let fields = page.groups.into_iter().flat_map(|group| group.fields);
        let warned = fields.filter(|field| !field.warning.is_empty());
        warned
            .map(|field| (field.name, field.warning))
            .collect::<Vec<_>>()
    };
    let edited = sent(&answers, &step, "volume", "1か月に40件まで。");
    let edited = sent(&edited, &step, "handover", "USBメモリで渡す。");
    assert_eq!(warned(&edited), []);
    let changed = sent(&edited, &task, "times", "3");
    let [(name, warning)] = &warned(&changed)[..] else {
        panic!("{:?}", warned(&changed))
    };
    assert!(
        name == "volume" && warning.contains("答えを変えました"),
        "{name}: {warning}"
    );
    assert!(warning.contains("130件"), "{warning}");
    let check = summary(&changed, &content, today());
    assert!(
        check
            .iter()
            .any(|section| section.warnings.iter().any(|w| w.contains("130件")))
    );
    let seen = sent(&changed, &step, "volume", "1か月に40件まで。");
    assert_eq!(warned(&seen), []);
}

#[test]
fn undecided_needs_reason_and_a_later_day() {
    let content = Content::embedded();
    let answers = drafted("inn02", &content);
    let step = spec_step("inn02");
    for (reason, planned, field) in [
        ("相談中", "", "work_planned"),
        ("", "2026-12-01", "work_reason"),
        ("相談中", "2026-11-22", "work_planned"),
        ("相談中", "来週", "work_planned"),
    ] {
        let mut typed = as_drawn(&drawn(&step, &answers, &content));
        typed.0.insert("work_reason".into(), vec![reason.into()]);
        typed.0.insert("work_planned".into(), vec![planned.into()]);
        let errors = accept(&step, &answers, &content, &typed, today()).unwrap_err();
        assert_eq!((errors.len(), errors[0].field.as_str()), (1, field));
        let page = page(&step, &answers, &content, Some(&typed), &errors, today());
        let open = page
            .groups
            .iter()
            .find(|g| g.fields.iter().any(|f| f.name == field))
            .unwrap();
        assert!(!open.folded, "a group with an error is open");
    }
    let mut typed = as_drawn(&drawn(&step, &answers, &content));
    typed.0.insert("work".into(), vec![String::new()]);
    assert_eq!(
        accept(&step, &answers, &content, &typed, today()).unwrap_err()[0].field,
        "work"
    );
}

#[test]
fn a_directive_is_shown_at_its_field_with_what_can_be_written_instead() {
    let content = Content::embedded();
    let row = content.task("inn02").unwrap();
    let key = row.key();
    let typed = "1件ずつ確かめる。9時から17時まで作業する。";
    let edit = FieldEdit::Text {
        text: typed.into(),
        over: String::new(),
    };
    let edits = SpecEdits {
        fields: [("inspection".to_owned(), edit)].into(),
    };
    let answers = Answers {
        industry: Some(Industry::Inn),
        picks: vec![Pick {
            key: key.clone(),
            name: None,
        }],
        tasks: [(key.clone(), row.answers())].into(),
        chosen: Some([key.clone()].into()),
        edits: [(key.clone(), edits)].into(),
        ..Answers::default()
    };
    let sheet = job_spec::sheet(&answers, &key, &content, today()).unwrap();
    let row = sheet
        .rows
        .iter()
        .find(|row| row.id == "inspection")
        .unwrap();
    assert_eq!(row.value, typed);
    let page = page(&Step::Spec(key), &answers, &content, None, &[], today());
    let mut fields = page.groups.iter().flat_map(|group| &group.fields);
    let shown = fields.find(|field| field.name == "inspection").unwrap();
    assert_eq!(shown.value, typed);
    assert!(shown.warning.contains("9時から17時"), "{}", shown.warning);
    assert!(
        shown.offer.starts_with("1件ずつ確かめる。\n"),
        "{}",
        shown.offer
    );
}
