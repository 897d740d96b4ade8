//! Papers for counter, fair and visit: for the office alone, by their names, and worksheets by their numbers.

use axum::http::StatusCode;
use base::industry::Industry;
use base::reference::Reference;
use base::time::days_after;
use handouts::{Handout, sheet_draft};
use store::Draft;
use testkit::site::Site;

use crate::squeezed;

const FILE: &str = "/office/handout.pdf";

async fn site() -> Site {
    Site::open(crate::PRINT).await
}

/// A worksheet's draft with this number.
async fn begun(site: &Site, number: &str, industry: Industry) {
    let number = Reference::parse(number).unwrap();
    let (now, state) = (site.state.now(), &site.state);
    let mut draft = Draft::blank(sheet_draft(&number), 0, now, days_after(now, 30));
    draft.answers.industry = Some(industry);
    state.store.create_draft(&draft).await.unwrap();
}

#[tokio::test]
async fn a_paper_is_for_the_office_alone_and_found_by_its_name() {
    let site = site().await;
    let leaflet = format!("{FILE}?of=leaflet-inn");
    let mut browser = site.browser();
    assert_eq!(
        browser.fetch(&leaflet).await.status,
        StatusCode::UNAUTHORIZED
    );
    site.sign_in(&mut browser, "director-a@example.jp").await;
    assert_eq!(browser.fetch(&leaflet).await.status, StatusCode::NOT_FOUND);
    site.sign_in(&mut browser, "office@example.jp").await;
    let page = browser.fetch(&leaflet).await.clone();
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["content-type"], "application/pdf");
    let disposition = page.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.contains("filename=\"kiridashi-leaflet-inn.pdf\""),
        "{disposition}"
    );
    let text = squeezed(&testkit::pdf::text(&page.body, "-raw"));
    assert!(
        text.contains("宿泊・飲食の仕事、外の人にたのめます"),
        "{text}"
    );
    assert!(
        text.contains("127.0.0.1:8787/inventory/?industry=inn"),
        "{text}"
    );
    for handout in Handout::all(&site.state.content.get()) {
        let page = browser
            .fetch(&format!("{FILE}?of={}", handout.name()))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", handout.name());
    }
    for none in [
        "",
        "?of=leaflet-x",
        "?of=../talk",
        "?numbers=K7M3-FXWP",
        "?numbers=x",
    ] {
        let page = browser.fetch(&format!("{FILE}{none}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn a_worksheet_is_of_the_industry_that_its_number_was_begun_for() {
    let site = site().await;
    begun(&site, "K7M3-FXWP", Industry::Con).await;
    begun(&site, "3467-9AFH", Industry::Con).await;
    let mut browser = site.browser();
    site.sign_in(&mut browser, "office@example.jp").await;
    let both = format!("{FILE}?numbers=K7M3-FXWP,3467-9AFH");
    let page = browser.fetch(&both).await.clone();
    assert_eq!(page.status, StatusCode::OK);
    let text = squeezed(&testkit::pdf::text(&page.body, "-raw"));
    assert!(text.contains("書き出しの紙建設"), "{text}");
    assert!(
        text.contains("K7M3-FXWP") && text.contains("3467-9AFH"),
        "{text}"
    );
    let sheet = Handout::Worksheet(Industry::Con, Vec::new());
    let address = format!("{}{}", site.state.settings.base_url, sheet.path());
    let each = [address.as_str(), address.as_str()];
    assert_eq!(testkit::codes::of_pdf(&page.body), each);
    let one_unknown = format!("{FILE}?numbers=K7M3-FXWP,MMMM-MMMM");
    assert_eq!(
        browser.fetch(&one_unknown).await.status,
        StatusCode::NOT_FOUND
    );
}
