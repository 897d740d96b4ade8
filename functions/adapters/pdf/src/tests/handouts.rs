//! Papers for counter, fair and visit: each fits its pages, says where its code leads, and lacks no letter.

use base::industry::Industry;
use base::reference::Reference;
use handouts::Handout;
use jiff::civil::{Date, date};
use town::Content;

use super::pages;

const BASE: &str = "https://kiridashi.example.jp";
const TODAY: Date = date(2026, 12, 1);

fn printed(handout: &Handout, content: &Content) -> Vec<u8> {
    crate::handout(handout, content, BASE, TODAY).expect("it prints")
}

#[test]
fn every_paper_fits_its_pages_and_says_where_its_code_leads() {
    let content = Content::embedded();
    for handout in Handout::all(&content) {
        let pages = pages(&printed(&handout, &content));
        let most = match handout {
            Handout::Leaflet(_) | Handout::Poster(_) => 1,
            Handout::Talk => 2,
            Handout::Worksheet(..) => 4,
        };
        assert_eq!(pages.len(), most, "{}", handout.name());
        let all = pages.concat();
        let address = format!("kiridashi.example.jp{}", handout.path());
        assert!(all.contains(&address), "{address}: {all}");
        assert!(!all.contains('〓'), "{}", handout.name());
        assert!(all.contains(&content.programme.operator.phone), "{all}");
    }
}

#[test]
fn the_same_paper_of_the_same_day_gives_the_same_bytes() {
    let content = Content::embedded();
    let talk = printed(&Handout::Talk, &content);
    assert_eq!(talk, printed(&Handout::Talk, &content));
    let leaflet = Handout::Leaflet(Industry::Inn);
    let earlier = crate::handout(&leaflet, &content, BASE, date(2026, 9, 1)).expect("it prints");
    let (now, earlier) = (pages(&printed(&leaflet, &content)), pages(&earlier));
    assert!(now[0].contains("1,117円") && earlier[0].contains("1,061円"));
}

#[test]
fn each_worksheet_has_its_number_on_every_page_and_a_box_for_every_question() {
    let content = Content::embedded();
    let numbers = ["K7M3-FXWP", "3467-9AFH"].map(|text| Reference::parse(text).unwrap());
    let sheets = Handout::Worksheet(Industry::Inn, numbers.to_vec());
    let pages = pages(&printed(&sheets, &content));
    assert_eq!(pages.len(), 8);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(numbers[at / 4].as_str()), "{at}: {page}");
        assert!(!page.contains(numbers[1 - at / 4].as_str()), "{at}: {page}");
    }
    let all = pages[..4].concat();
    for task in 1..=5 {
        for number in 1..=10 {
            assert!(all.contains(&format!("{task}-{number}")), "{task}-{number}");
        }
    }
}
