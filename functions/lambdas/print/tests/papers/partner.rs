//! The sheet for the partner: all that its page tells and nothing that tells whose it is, for nobody else.

use axum::body::Bytes;
use axum::http::StatusCode;
use base::contact::{Contact, EmailAddress, PhoneNumber};
use base::people::Actor;
use job_spec::{FieldState, JobSpec};
use placements::handover::Handover;
use placements::{Command, Link, Placement};
use testkit::sample;
use testkit::site::Site;

use crate::{PRINT, decide, director, fetch, sent, squeezed, token};

/// What tells whose the sheet is, as it is typed below.
const TELLING: [&str; 6] = [
    "見本旅館ひのき",
    "ヒノキ",
    "見本町見本1-2-3",
    "0267-00-1234",
    "hinoki@hinoki.example.jp",
    "https://hinoki.example.jp/yoyaku",
];

/// An employer's sheet in which every text tells who they are.
fn tell(spec: &mut JobSpec, site: &Site) {
    let all = TELLING[0].to_owned() + "、" + &TELLING[3..].join("、");
    spec.title = "見本旅館ヒノキの口コミ返信".to_owned();
    spec.homework = vec![format!("{all}に聞く")];
    spec.cautions = vec![format!("「{all}」と書いてあります")];
    spec.visit = Some(all.clone());
    for field in &mut spec.fields {
        field.value = format!("{}は{all}のとおり", field.label);
        if ["orderer", "delivery_place"].contains(&field.id.as_str()) {
            field.value.push_str(TELLING[2]);
        }
        if field.id == "payment_date" {
            field.state = FieldState::Undecided {
                reason: format!("{all}が決める"),
                planned: site.state.today(),
            };
        }
    }
}

/// Handed over with the employer's consent.
async fn handed_over(site: &Site) -> (Contact, Placement) {
    let (content, now) = (site.state.content.get(), site.state.now());
    let mut submission = sample::submission(&["inn02"], &content, now);
    submission.contact = Contact {
        business: "株式会社 見本旅館ひのき".to_owned(),
        person: "檜 はなこ".to_owned(),
        mail: EmailAddress::parse(TELLING[4]).ok(),
        phone: PhoneNumber::parse(TELLING[3]).ok(),
        ..submission.contact
    };
    tell(&mut submission.specs[0].spec, site);
    let contact = submission.contact.clone();
    let id = sent(site, submission).await;
    for command in [Command::Accept, sample::hand_over()] {
        decide(site, &id, command, &director())
            .await
            .expect("it may be done");
    }
    let consent = decide(site, &id, sample::give_consent(), &Actor::Employer).await;
    (contact, consent.expect("it may be done"))
}

async fn asked(site: &Site, token: &str) -> (StatusCode, Bytes) {
    fetch(site, &format!("/director/partner.pdf?t={token}")).await
}

#[tokio::test]
async fn the_partners_paper_tells_what_travels_and_neither_name_nor_place_nor_how_to_reach_the_employer()
 {
    let site = Site::open(PRINT).await;
    let (contact, placement) = handed_over(&site).await;
    let id = placement.id.clone();
    let (status, file) = asked(&site, &token(&site, &sample::partners_link(id))).await;
    assert_eq!(status, StatusCode::OK);
    let printed = squeezed(&testkit::pdf::text(&file, "-raw"));
    for word in TELLING {
        assert!(!printed.contains(word), "{word}: {printed}");
    }
    let content = site.state.content.get();
    let travels = Handover::of(&placement, &contact, &content);
    assert!(travels.fields.len() > 10, "{}", travels.fields.len());
    for field in &travels.fields {
        let value = squeezed(&field.value);
        assert!(printed.contains(&value), "{value}: {printed}");
    }
    let price = travels.price.expect("a price range");
    let range = squeezed(&price.line(&content.texts.placements));
    assert!(printed.contains(&range), "{range}: {printed}");
    let middle = base::text::yen(placement.spec.estimate.price.expect("a price").gross);
    assert!(!printed.contains(&middle), "{middle}: {printed}");
    let missing = printed.matches("この紙には入れていません").count();
    assert_eq!(missing, travels.withheld.len());
    assert!(printed.contains(&format!("受付番号{}", placement.id)));
}

#[tokio::test]
async fn the_partners_paper_is_for_nobody_else_and_not_once_it_is_taken_back() {
    let site = Site::open(PRINT).await;
    let (_, placement) = handed_over(&site).await;
    let id = placement.id.clone();
    let by = director();
    let decides = Link::Decide {
        id: id.clone(),
        by: by.clone(),
    };
    let answers = Link::Answer { id: id.clone() };
    let partners = token(&site, &sample::partners_link(id.clone()));
    let (told, signature) = partners.rsplit_once('.').expect("a signature");
    let forged: String = signature.chars().rev().collect();
    for stranger in [
        token(&site, &decides),
        token(&site, &answers),
        String::new(),
        format!("{told}.{forged}"),
    ] {
        let (status, _) = asked(&site, &stranger).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{stranger}");
    }
    assert_eq!(asked(&site, &partners).await.0, StatusCode::OK);
    let taken = decide(&site, &id, Command::Accept, &by).await;
    assert!(taken.is_ok());
    assert_eq!(asked(&site, &partners).await.0, StatusCode::NOT_FOUND);
}
