//! Letters about money: the same yen in mail and paper, whom each goes to, and what a worker answers.

use accounts::{
    AccountEvent, ClientDelivery, HeardAnswer, Inspection, Invoice, InvoiceLine, JointJob,
    NoticeAnswer, Withholding,
};
use base::month::Month;
use base::people::{Actor, Notice};
use jiff::civil::date;
use orders::FeeLine;
use placements::{Command, JointAct, JointWhat, Link, LinkPage};

use super::order::{deliver, ordered, worker};
use super::placement::{Story, director, token};
use super::*;

fn month() -> Month {
    "2026-11".parse().unwrap()
}

fn lines(count: u32, unit_yen: u64) -> Vec<FeeLine> {
    vec![FeeLine { count, unit_yen }]
}

fn record(story: Story, event: AccountEvent) -> Story {
    story.then(&Command::Account { event, after: None }, &director("a"))
}

fn inspected(passed: u32) -> AccountEvent {
    AccountEvent::Inspected {
        worker: 2,
        month: month(),
        inspection: Inspection {
            on: date(2026, 11, 24),
            passed,
            redo: 80 - passed,
            rejected: 0,
            reason: match passed {
                80 => String::new(),
                _ => "①日付の列がぬけています。".to_owned(),
            },
            lower_price_clause: String::new(),
            fee: lines(passed, 250),
            tax_percent: 10,
            withholding: Withholding::None,
            share: None,
        },
    }
}

fn invoiced(count: u32) -> AccountEvent {
    AccountEvent::Invoiced {
        month: month(),
        invoice: Invoice {
            on: date(2026, 11, 24),
            due: date(2026, 12, 28),
            lines: lines(count, 320)
                .into_iter()
                .map(InvoiceLine::from)
                .collect(),
            tax_percent: 10,
            share: None,
        },
    }
}

fn words() -> Box<town::texts::MoneyTexts> {
    Box::new(town::texts::Texts::EMBEDDED.money)
}

fn send_notices() -> Command {
    Command::SendNotices {
        month: month(),
        texts: words(),
    }
}

fn send_invoice() -> Command {
    Command::SendInvoice {
        month: month(),
        texts: words(),
    }
}

fn delivered() -> Story {
    ordered().then(&deliver(), &worker(2))
}

/// The paper of a mail, read back.
fn read(mail: &Mail) -> String {
    let [file] = &mail.attachments[..] else {
        panic!("one paper: {:?}", mail.attachments.len())
    };
    testkit::pdf::text(&file.bytes, "-raw").replace('\u{200b}', "")
}

#[test]
fn an_invoice_says_the_same_yen_in_mail_and_paper_and_a_correction_which_one_it_replaces() {
    let story = record(delivered(), invoiced(200)).then(&send_invoice(), &director("a"));
    insta::assert_snapshot!("invoice", story.shown(Notice::Invoice, &Actor::Employer));
    let mail = story.mail(Notice::Invoice, &Actor::Employer);
    let paper = read(&mail);
    for said in [
        "64,000円",
        "6,400円",
        "70,400円",
        "2026年12月28日",
        "K7M3-FXWP-1-S202611",
        "見本旅館",
    ] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    for said in [
        "64,000円",
        "6,400円",
        "70,400円",
        "2026年12月28日",
        "K7M3-FXWP-1-S202611",
    ] {
        assert!(
            mail.text.contains(said) && mail.html.contains(said),
            "{said}"
        );
    }
    let story = record(story, invoiced(190)).then(&send_invoice(), &director("a"));
    let mail = story.mail(Notice::Invoice, &Actor::Employer);
    let paper = read(&mail);
    for said in [
        "K7M3-FXWP-1-S202611-2",
        "番号 K7M3-FXWP-1-S202611 の紙の代わり",
        "66,880円",
    ] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
        assert!(
            paper.replace('\n', "").contains(&said.replace('\n', "")),
            "{said}: {paper}"
        );
    }
}

#[test]
fn a_price_below_the_terms_is_told_with_what_is_paid_and_why_also_where_all_passed() {
    let mut event = inspected(80);
    if let AccountEvent::Inspected { inspection, .. } = &mut event {
        inspection.fee = lines(80, 125);
        inspection.lower_price_clause = "途中で中止するとき：できている分は、半分のお金".to_owned();
    }
    let story = record(delivered(), event);
    let mail = story.mail(Notice::Inspected, &worker(2));
    for said in [
        "はらうお金：1つ125円 × 80（税抜）",
        "約束より低いお金のわけ：途中で中止するとき：できている分は、半分のお金",
    ] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
        assert!(mail.html.contains(said), "{said}: {}", mail.html);
    }
    assert!(!mail.text.contains("■ わけ") && !mail.html.contains(">わけ<"));
}

#[test]
fn a_worker_reads_what_has_to_be_mended_and_by_which_point_of_the_terms() {
    let story = record(delivered(), inspected(78));
    let mail = story.mail(Notice::Inspected, &worker(2));
    insta::assert_snapshot!("inspected", story.shown(Notice::Inspected, &worker(2)));
    for said in [
        "合格78・直し2・不合格0",
        "①日付の列がぬけています。",
        "支払いの日は動きません",
    ] {
        assert!(
            mail.text.contains(said) && mail.html.contains(said),
            "{said}: {}",
            mail.text
        );
    }
    for private in ["見本旅館", "320", "一子"] {
        assert!(!mail.text.contains(private), "{private}");
    }
    let opened = LinkPage::Work.read(&town().keys, token(&mail, LinkPage::Work));
    assert!(matches!(opened.unwrap().link, Link::Work { worker: 2, .. }));
}

#[test]
fn an_employer_reads_what_is_done_where_it_is_and_until_when_to_look_at_it() {
    let delivery = ClientDelivery {
        quantity: 80,
        place: "共有フォルダーの「11月」".into(),
        check_until: date(2026, 12, 1),
    };
    let month = month();
    let story = record(
        delivered(),
        AccountEvent::ClientNotified { month, delivery },
    );
    let mail = story.mail(Notice::StatusUpdate, &Actor::Employer);
    insta::assert_snapshot!(
        "client_notified",
        story.shown(Notice::StatusUpdate, &Actor::Employer)
    );
    for said in [
        "仕事ができました",
        "共有フォルダーの「11月」",
        "2026年12月1日",
    ] {
        let whole: String = format!("{} {}", mail.subject, mail.text)
            .split_whitespace()
            .collect();
        assert!(whole.contains(said), "{said}: {whole}");
    }
}

#[test]
fn a_worker_reads_what_is_paid_and_answers_on_their_page() {
    let story = record(delivered(), inspected(78)).then(&send_notices(), &director("a"));
    insta::assert_snapshot!("pay_notice", story.shown(Notice::PayNotice, &worker(2)));
    let mail = story.mail(Notice::PayNotice, &worker(2));
    let paper = read(&mail);
    for said in [
        "19,500円",
        "1,950円",
        "21,450円",
        "振込手数料は引きません",
        "①日付の列がぬけています。",
    ] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
        assert!(paper.contains(said), "{said}: {paper}");
    }
    for private in ["見本旅館", "320", "一子"] {
        assert!(
            !mail.text.contains(private) && !paper.contains(private),
            "{private}"
        );
    }
    let opened = LinkPage::Work.read(&town().keys, token(&mail, LinkPage::Work));
    let Link::Work { worker: of, .. } = opened.unwrap().link else {
        panic!("another page")
    };
    assert_eq!(of, 2);
    let number = "K7M3-FXWP-1-b-P202611".to_owned();
    let answer = |answer| Command::Account {
        after: None,
        event: AccountEvent::NoticeAnswered {
            worker: 2,
            month: month(),
            number: number.clone(),
            answer,
            heard: None,
        },
    };
    let text = "合格は80です。".to_owned();
    let objected = story.then(&answer(NoticeAnswer::Objected { text }), &worker(2));
    insta::assert_snapshot!(
        "pay_objected",
        objected.shown(Notice::PayAnswer, &director("a"))
    );
    let agreed = objected.then(&answer(NoticeAnswer::Agreed), &worker(2));
    let mail = agreed.mail(Notice::PayAnswer, &director("a"));
    assert!(mail.text.contains("これでよい"), "{}", mail.text);
}

#[test]
fn a_late_client_is_asked_kindly_and_gets_the_invoice_again() {
    let story = record(delivered(), invoiced(200)).then(&send_invoice(), &director("a"));
    let story = story.wait(36);
    insta::assert_snapshot!(
        "invoice_late",
        story.shown(Notice::InvoiceLate, &Actor::Employer)
    );
    assert!(read(&story.mail(Notice::InvoiceLate, &Actor::Employer)).contains("70,400円"));
}

#[test]
fn an_invoice_over_two_jobs_is_one_mail_that_names_both_and_so_is_what_reminds_of_it() {
    let job = |spec: u32| JointJob {
        placement: format!("K7M3-FXWP-{spec}"),
        worker: 0,
    };
    let bill = JointAct {
        month: month(),
        jobs: vec![job(1), job(2)],
        what: JointWhat::Invoice { texts: words() },
    };
    let story = record(delivered(), invoiced(200)).twice();
    let story = story.together(bill, &director("a"));
    insta::assert_snapshot!(
        "joint_invoice",
        story.shown(Notice::Invoice, &Actor::Employer)
    );
    let paper = read(&story.mail(Notice::Invoice, &Actor::Employer)).replace('\n', "");
    for said in [
        "K7M3-FXWP-S202611",
        "K7M3-FXWP-1",
        "K7M3-FXWP-2",
        "128,000円",
        "12,800円",
        "140,800円",
    ] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    let late = story.wait(36).mail(Notice::InvoiceLate, &Actor::Employer);
    assert!(read(&late).contains("140,800円"), "{}", late.text);
}

#[test]
fn a_worker_reads_what_was_entered_in_their_name_and_how_to_put_it_right() {
    let story = record(delivered(), inspected(78)).then(&send_notices(), &director("a"));
    let heard = Command::Account {
        after: None,
        event: AccountEvent::NoticeAnswered {
            worker: 2,
            month: month(),
            number: "K7M3-FXWP-1-b-P202611".to_owned(),
            answer: NoticeAnswer::Agreed,
            heard: Some(HeardAnswer {
                how: "本人から、電話で".to_owned(),
                on: date(2026, 11, 24),
            }),
        },
    };
    let story = story.then(&heard, &director("a"));
    insta::assert_snapshot!("pay_heard", story.shown(Notice::PayAnswer, &worker(2)));
}
