//! What papers say is what catalogue, settings and seminars' pages say.

use base::industry::Industry;
use base::text::yen;
use jiff::civil::{Date, date};
use questionnaire::assess;
use town::Content;

use super::*;

const TODAY: Date = date(2026, 12, 1);

#[test]
fn every_paper_is_found_by_its_name_and_by_no_other() {
    let content = Content::embedded();
    let all = Handout::all(&content);
    assert_eq!(all.len(), 7 + 1 + 7 + content.seminars.len());
    for handout in &all {
        assert_eq!(
            Handout::named(&handout.name(), &content),
            Some(handout.clone())
        );
        assert!(!handout.title(&content).is_empty());
    }
    for name in ["", "leaflet-", "leaflet-x", "poster-none", "talk2"] {
        assert_eq!(Handout::named(name, &content), None, "{name}");
    }
}

#[test]
fn a_leaflet_has_six_tasks_with_the_amounts_of_the_site_and_their_sources() {
    let content = Content::embedded();
    for industry in Industry::ALL {
        let leaflet = Leaflet::of(industry, &content, TODAY);
        assert_eq!(leaflet.tasks.len(), 6, "{industry:?}");
        assert!(leaflet.title.ends_with("たのめます"), "{}", leaflet.title);
        for task in &leaflet.tasks {
            let mut rows = content.tasks.iter();
            let row = rows.find(|row| row.name == task.name).unwrap();
            let price = assess::lot_price(row.minutes_typical, &content.programme, TODAY);
            assert!(task.price.ends_with(&yen(price)), "{}", task.price);
        }
        let prices = leaflet.prices.concat();
        let wage = content.programme.minimum_wage_on(TODAY).unwrap();
        assert!(prices.contains(&yen(wage.yen)) && prices.contains(&wage.source));
        assert!(prices.contains("約束の金額ではありません") && prices.contains("見本の数字"));
        assert_eq!(prices.contains("未確認"), !wage.verified, "{prices}");
    }
}

#[test]
fn the_talk_sheet_asks_what_the_pages_ask_and_promises_what_the_settings_promise() {
    let content = Content::embedded();
    let talk = Talk::of(&content, TODAY);
    assert_eq!(
        talk.answer_days,
        content.programme.promise.answer_business_days
    );
    assert_eq!(talk.questions.len(), 12);
    for question in &talk.questions {
        assert!(!question.ask.contains('{'), "{}", question.ask);
    }
    let secrecy = &content.words.field("secrecy");
    let asked = talk.questions.iter().find(|it| it.ask == secrecy.label);
    assert_eq!(asked.unwrap().options.len(), secrecy.options.len());
    assert!(talk.agreement.contains(&content.programme.operator.name));
}

#[test]
fn a_poster_says_what_the_page_of_its_seminar_says() {
    let content = Content::embedded();
    for seminar in &content.seminars {
        let poster = Poster::of(seminar, &content);
        assert_eq!(
            (&poster.title, &poster.venue),
            (&seminar.title, &seminar.venue)
        );
        assert_eq!(poster.when, seminar.when());
        assert_eq!(poster.news.is_empty(), !poster.cancelled);
    }
}

#[test]
fn boxes_are_numbered_in_their_order_and_every_answer_of_their_questions_can_be_ticked() {
    let content = Content::embedded();
    for (at, it) in SheetBox::ALL.into_iter().enumerate() {
        let printed = it.printed(&content);
        assert_eq!(printed.number, (at + 1).to_string());
        let words = content.words.field(it.field());
        assert_eq!(printed.options.len(), words.options.len(), "{it:?}");
        assert!(
            !printed.label.is_empty() && !printed.ask.contains('{'),
            "{it:?}"
        );
    }
}

#[test]
fn each_sheet_has_its_number_and_the_numbers_of_its_tasks_lead_back_to_them() {
    let content = Content::embedded();
    let number = Reference::parse("K7M3-FXWP").unwrap();
    assert_eq!(sheet_draft(&number), "sheetk7m3fxwp");
    assert_eq!(sheet_number("sheetk7m3fxwp"), Some(number.clone()));
    assert_eq!(sheet_number("0123456789abcdef"), None);
    for industry in Industry::ALL {
        let sheet = Worksheet::of(industry, std::slice::from_ref(&number), &content);
        assert_eq!(sheet.sheets[0], "K7M3-FXWP");
        assert!(
            (17..=30).contains(&sheet.rows.len()),
            "{}",
            sheet.rows.len()
        );
        for (number, name) in &sheet.rows {
            let key = numbered_task(industry, number.parse().unwrap(), &content).unwrap();
            assert_eq!(content.task(&key.0).unwrap().name, *name);
        }
        assert_eq!(numbered_task(industry, 0, &content), None);
        assert_eq!(
            numbered_task(industry, sheet.rows.len() + 1, &content),
            None
        );
    }
    let blank = Worksheet::of(Industry::Inn, &[], &content);
    assert_eq!((blank.sheets.len(), blank.sheets[0].as_str()), (1, ""));
}
