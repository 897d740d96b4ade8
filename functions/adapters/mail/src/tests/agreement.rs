//! Letters about an employer's changed mind: what ends, what stays, and what they said.

use base::people::{Actor, Notice};
use placements::{Command, Stage};
use submissions::agreement_record::Stand;
use submissions::assisted::{AgreedWay, Agreement, Assistance, HelpWay, Helper};

use super::placement::{Story, director};
use super::*;

/// Two jobs that the office wrote for an inn on the phone, the first of which is ordered.
fn ordered() -> Story {
    let mut submission = submission();
    let helper = Helper {
        name: "見本 窓口".to_owned(),
        way: HelpWay::Phone,
        visit: None,
    };
    let agreement = Agreement {
        way: AgreedWay::Phone,
        on: jiff::civil::date(2026, 11, 24),
        at: submission.sent_at,
        text: "この内容で届けてよいです。".to_owned(),
        recorded_by: "見本 窓口".to_owned(),
    };
    submission.assisted = Some(Assistance {
        helper,
        written: Vec::new(),
        agreement,
    });
    let order = Command::Advance {
        stage: Stage::Order,
        on: jiff::civil::date(2026, 11, 24),
        amount: Some(30_000),
        hours: Some(20.0),
    };
    let story = Story::of(submission).then(&Command::Accept, &director("a"));
    story.then(&order, &director("a"))
}

#[test]
fn everybody_reads_what_was_taken_back_what_ends_and_what_goes_on() {
    let story = ordered().said(Stand::TakenBack);
    let (ends, stays) = ("これで取り下げになりました", "そのまま続きます");
    for (to, wanted, not) in [
        (Actor::Office, vec![ends, stays], ""),
        (director("a"), vec![stays], ends),
        (director("b"), vec![ends], stays),
    ] {
        let mail = story.mail(Notice::Agreement, &to);
        assert!(mail.subject.contains("事業者が同意を取り消しました"));
        let text = mail.text.replace('\n', "");
        let said = "事業者の同意の取り消し：2026年11月24日（火）、自分のスマホやパソコンで。";
        assert!(text.contains(said), "{text}");
        for part in wanted {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(not.is_empty() || !text.contains(not), "{text}");
    }
    let receipt = story.mail(Notice::Agreement, &Actor::Employer);
    assert!(receipt.subject.contains("同意の取り消しを記録しました"));
    let text = receipt.text.replace('\n', "");
    for part in [
        "事業者の同意の取り消し：",
        "終わりになりました",
        "いまの様子を見る",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("足りないところは"), "{text}");
}

#[test]
fn the_office_reads_that_agreeing_again_begins_nothing() {
    let story = ordered().said(Stand::TakenBack).said(Stand::Agreed);
    let mail = story.mail(Notice::Agreement, &Actor::Office);
    assert!(mail.subject.contains("事業者がもう一度同意しました"));
    let text = mail.text.replace('\n', "");
    assert!(text.contains("ひとりでには始まりません"), "{text}");
    assert!(text.contains("続いている仕事は、そのまま"), "{text}");
}
