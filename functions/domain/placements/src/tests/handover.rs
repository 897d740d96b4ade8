//! What travels to the partner, and whose answers are believed.

use super::*;
use crate::handover::{Handover, PartnerAnswer, PartnerVerdict, sign, verify};
use job_spec::FieldState;

/// A placement in which everything a person could write names somebody.
fn telling() -> Placement {
    let mut placement = only(&case());
    for field in &mut placement.spec.fields {
        match field.id.as_str() {
            "work" => field.value = "佐藤さんに電話 090-1234-5678".to_owned(),
            "deliverable" => {
                field.value = String::new();
                field.state = FieldState::Undecided {
                    reason: "guest@example.jp に聞くため".to_owned(),
                    planned: "2026-12-01".parse().unwrap(),
                };
            }
            "volume" => field.value = "月に12件".to_owned(),
            _ => {}
        }
    }
    placement
}

#[test]
fn contact_and_details_stay_at_home() {
    let placement = telling();
    let case = case();
    let contact = &case.submission().contact;
    let handover = Handover::of(&placement, contact, &content());
    let withheld: Vec<_> = handover.withheld.iter().map(|f| f.id.as_str()).collect();
    for id in ["orderer", "procedure", "handover", "questions", "work"] {
        assert!(withheld.contains(&id), "{id}");
    }
    let json = serde_json::to_string(&handover).unwrap();
    for word in ["見本旅館", "hanako", "佐藤", "090", "guest@"] {
        assert!(!json.contains(word), "{word}");
    }
    assert!(json.contains("月に12件"));
    assert_eq!(handover.fields.len() + handover.withheld.len(), 26);
    let schema = Handover::json_schema();
    let value = serde_json::to_value(&handover).unwrap();
    assert!(jsonschema::is_valid(&schema, &value));
}

#[test]
fn the_employers_name_is_hidden_in_every_text_and_whoever_hands_over_sees_which() {
    let case = case();
    let mut placement = only(&case);
    let contact = case.submission().contact.clone();
    let spelled: String = contact.business.chars().flat_map(|c| [c, ' ']).collect();
    placement.spec.title = format!("{}の口コミの返事", contact.business);
    for field in &mut placement.spec.fields {
        field.value = format!("{}：{spelled} https://inn.example.jp/", field.label);
        field.state = FieldState::Undecided {
            reason: format!("{}が決めるため", contact.business),
            planned: "2026-12-01".parse().unwrap(),
        };
    }
    placement = placement.agreed_with("tonari");
    let (handover, hidden) = Handover::masked(&placement, &contact, &content());
    assert_eq!(handover.title, "（事業者）の口コミの返事");
    for field in &handover.fields {
        let json = serde_json::to_string(field).unwrap();
        assert!(json.contains("（事業者）が決めるため"), "{json}");
        assert!(!json.contains("example.jp"), "{json}");
        assert!(!json.replace(' ', "").contains(&contact.business), "{json}");
    }
    let ids: Vec<_> = handover.fields.iter().map(|f| f.id.as_str()).collect();
    assert!(
        ids.contains(&"procedure") && ids.contains(&"handover"),
        "{ids:?}"
    );
    assert!(hidden.contains(&contact.business), "{hidden:?}");
    assert!(
        hidden.iter().any(|word| word.contains("inn.example.jp")),
        "{hidden:?}"
    );
}

#[test]
fn the_partner_sees_what_the_employer_would_pay() {
    let case = case();
    let placement = only(&case);
    let handover = Handover::of(&placement, &case.submission().contact, &content());
    let price = placement.spec.estimate.price.as_ref();
    let range = price.map(|price| (price.gross_low, price.gross_high));
    assert_eq!(handover.price.map(|price| (price.low, price.high)), range);
}

#[test]
fn forged_altered_or_old_answers_are_not_believed() {
    let (secret, body) = (b"a shared secret", br#"{"answer":"taken"}"#);
    let now = sent_at();
    let time = now.as_second();
    let signature = sign(secret, time, body);
    let check = |secret: &[u8], time, body: &[u8], signature: &str| {
        verify(secret, time, body, signature, now)
    };
    assert!(check(secret, time, body, &signature));
    assert!(!check(b"another", time, body, &signature));
    assert!(!check(secret, time + 1, body, &signature));
    assert!(!check(secret, time, b"{}", &signature));
    for wrong in ["", "zz", "é1", &signature[2..]] {
        assert!(!check(secret, time, body, wrong), "{wrong}");
    }
    let old = time - 301;
    assert!(!check(secret, old, body, &sign(secret, old, body)));
    let fresh = time - 300;
    assert!(check(secret, fresh, body, &sign(secret, fresh, body)));
}

#[test]
fn answers_become_commands_and_unknown_ones_are_refused() {
    let read = |answer: &str| {
        let json = format!(
            r#"{{"schema":"handover-answer.v1","id":"K7M3-FXWP-1","answer":"{answer}","text":"理由"}}"#
        );
        serde_json::from_str::<PartnerAnswer>(&json).map(PartnerAnswer::command)
    };
    let reason = "理由".to_owned();
    assert_eq!(read("taken").unwrap(), Command::PartnerTake);
    assert_eq!(
        read("not_taken").unwrap(),
        Command::PartnerDecline { reason }
    );
    assert!(read("maybe").is_err());
    assert_eq!(
        serde_json::to_string(&PartnerVerdict::Question).unwrap(),
        "\"question\""
    );
}
