//! What 請求書 and 支払通知書 of one job say.

use super::*;

fn sent(paper: SentPaper) -> AccountRecord<SentPaper> {
    AccountRecord {
        what: paper,
        at: at(date(2027, 1, 5)),
        by: Actor::Office,
        corrected: 0,
    }
}

#[test]
fn an_invoice_says_what_was_recorded_and_claims_a_number_only_where_the_town_has_one() {
    let content = Content::embedded();
    let mut programme = programme();
    // The price changed from item 41 on.
    let of = invoice(&[(40, 200), (60, 220)]);
    let plain = facts(&programme, &content).invoice(month("2026-12"), &of, &[]);
    let text = said(&plain);
    for words in [
        "8,000円",
        "13,200円",
        "21,200円",
        "2,120円",
        "23,320円",
        "2027年1月31日",
        "別にお知らせ",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("登録番号"), "{text}");
    assert_eq!(plain.paper.number, "K7M3-FXWP-1-S202612");
    assert!(plain.paper.is_intact() && plain.paper.to.is_empty());
    let number = "T1234567890123".to_owned();
    programme.billing.registration = town::InvoiceNumber::try_from(number.clone()).ok();
    programme.billing.account = Some("見本銀行".into());
    let registered = facts(&programme, &content).invoice(month("2026-12"), &of, &[]);
    let text = said(&registered);
    assert!(
        text.contains(&number) && text.contains("見本銀行"),
        "{text}"
    );
}

#[test]
fn a_correction_is_a_new_number_that_says_which_one_it_replaces() {
    let (content, programme) = (Content::embedded(), programme());
    let facts = facts(&programme, &content);
    let first = sent(facts.invoice(month("2026-12"), &invoice(&[(300, 70)]), &[]));
    let next = facts.invoice(
        month("2026-12"),
        &invoice(&[(290, 70)]),
        std::slice::from_ref(&first),
    );
    assert_eq!(next.paper.number, "K7M3-FXWP-1-S202612-2");
    assert!(
        said(&next).contains("K7M3-FXWP-1-S202612 の紙の代わり"),
        "{}",
        said(&next)
    );
    assert_ne!(next.of, first.what.of);
}

#[test]
fn a_notice_takes_nothing_off_but_income_tax_and_claims_no_number_of_the_workers() {
    let (content, mut programme) = (Content::embedded(), programme());
    programme.billing.registration =
        town::InvoiceNumber::try_from("T1234567890123".to_owned()).ok();
    let facts = facts(&programme, &content);
    let order = order(1, (30_000, 5), date(2027, 1, 29));
    let about = (month("2026-12"), &order, date(2027, 1, 29));
    // A shop's banner: 30,000 and its tax shown apart; registered or not, the worker gets the same.
    let banner = Inspection {
        withholding: Withholding::Listed,
        share: None,
        ..inspection(date(2026, 12, 20), (1, 30_000))
    };
    let text = said(&facts.notice(about, &banner, &[]));
    for words in [
        "30,000円",
        "3,000円",
        "−3,063円",
        "29,937円",
        "振込手数料は引きません",
        "2027年1月29日",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("T1234567890123"), "{text}");
    let plain = facts.notice(about, &inspection(date(2026, 12, 20), (300, 56)), &[]);
    assert!(said(&plain).contains("18,480円") && !said(&plain).contains("源泉"));
    assert_eq!(plain.paper.number, "K7M3-FXWP-1-a-P202612");
}
