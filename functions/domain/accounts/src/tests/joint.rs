//! Papers over several jobs of one party: what each job bears adds up to the paper, to the yen.

use super::*;
use crate::joint::{kept_shares, tax_shares};

fn number() -> PaperNumber<'static> {
    ("K7M3-FXWP-S202612".to_owned(), None)
}

/// The rows of a paper as text.
fn told(paper: &orders::Paper) -> String {
    let rows = paper
        .rows()
        .map(|row| format!("{}={}\n", row.label, row.lines.join("/")));
    rows.collect()
}

#[test]
fn tax_of_three_jobs_is_rounded_once_and_what_is_left_falls_on_the_last() {
    // 105 yen three times: 31 yen of tax, not 30.
    assert_eq!(tax_shares(&[(105, 10), (105, 10), (105, 10)]), [10, 10, 11]);
    // Each rate by itself: 21 at 10 %, 8 at 8 %.
    assert_eq!(tax_shares(&[(105, 10), (105, 8), (106, 10)]), [10, 8, 11]);
    assert_eq!(tax_shares(&[(5, 10)]), [0]);
}

#[test]
fn income_tax_is_worked_out_on_the_sum_and_no_job_bears_more_than_its_part() {
    use Withholding::{Listed, None};
    // 1,200,000 yen: 102,100 and 20.42 % of 200,000.
    let shares = kept_shares(&[
        (600_000, Listed),
        (590_000, Listed),
        (50_000, None),
        (10_000, Listed),
    ]);
    assert_eq!(shares.iter().sum::<u64>(), 142_940);
    assert_eq!(shares, [71_470, 70_278, 0, 1_192]);
}

#[test]
fn a_payment_is_laid_on_jobs_by_what_each_is_to_get() {
    assert_eq!(lay(346, &[115, 115, 116]), [115, 115, 116]);
    assert_eq!(lay(100, &[115, 115, 116]), [33, 33, 34]);
    assert_eq!(lay(345, &[115, 115, 116]), [114, 115, 116]);
    assert_eq!(lay(400, &[115, 0, 116]), [199, 0, 201]);
    assert_eq!(lay(5, &[0, 0]), [0, 5]);
    assert_eq!(lay(5, &[]), [0; 0]);
}

/// Three jobs of 105 yen.
fn three(programme: &Programme, content: &Content) -> (Vec<Invoice>, Vec<SentPaper>) {
    let invoices = vec![invoice(&[(1, 105)]); 3];
    let ids = ["K7M3-FXWP-1", "K7M3-FXWP-2", "K7M3-FXWP-4"];
    let jobs = ids
        .iter()
        .zip(&invoices)
        .map(|(placement, invoice)| JointInvoice {
            placement,
            title: "見本の仕事",
            invoice,
        });
    let jobs: Vec<_> = jobs.collect();
    let sent = facts(programme, content).joint_invoice(month("2026-12"), &jobs, number());
    (invoices, sent)
}

#[test]
fn an_invoice_over_several_jobs_is_one_paper_whose_sum_is_that_of_their_books() {
    let (programme, content) = (programme(), Content::embedded());
    let (invoices, sent) = three(&programme, &content);
    let paper = &sent[0].paper;
    for (line, of) in [
        ("見本の仕事（K7M3-FXWP-1）=1 × 105円＝105円", 1),
        ("税抜の合計=315円", 1),
        ("消費税相当額（10%）=31円", 1),
        ("請求額（税込）=346円", 1),
    ] {
        assert_eq!(
            told(paper).matches(line).count(),
            of,
            "{line}: {}",
            told(paper)
        );
    }
    assert_eq!(paper.number, "K7M3-FXWP-S202612");
    let mut gross = 0;
    for (place, (invoice, sent)) in invoices.iter().zip(&sent).enumerate() {
        assert_eq!(sent.paper, *paper);
        let book = sent_for(invoice, sent);
        let month = month("2026-12");
        gross += book.invoices[&month].what.amount().gross();
        let joint = book.joint_invoice(month).unwrap();
        assert_eq!((joint.at, joint.whole), (place, 346));
        // The same invoice typed again is no correction.
        let invoice = invoice.clone();
        let again = AccountEvent::Invoiced { month, invoice };
        assert!(book.stands(&again).is_some());
        // The first one reminds of all.
        assert_eq!(book.next_reminder().is_some(), place == 0);
        let (orders, payment) = (OrderBook::default(), payment(date(2026, 12, 31), 115));
        let alone = AccountEvent::ClientPaid { month, payment };
        assert_eq!(refused(&orders, &book, &alone), AccountRefused::Joint);
    }
    assert_eq!(gross, 346);
}

/// The books of a job that was invoiced and whose paper left.
fn sent_for(invoice: &Invoice, sent: &SentPaper) -> AccountBook {
    let (month, invoice) = (month("2026-12"), invoice.clone());
    let invoiced = AccountEvent::Invoiced { month, invoice };
    let sent = Box::new(sent.clone());
    let left = AccountEvent::InvoiceSent { month, sent };
    let mut book = AccountBook::default();
    for event in [invoiced, left] {
        book.apply(&event, at(date(2026, 12, 31)), &Actor::Office);
    }
    book
}
#[test]
fn jobs_that_are_due_on_different_days_do_not_stand_on_one_paper() {
    let (programme, content) = (programme(), Content::embedded());
    let (mut invoices, _) = three(&programme, &content);
    invoices[1].due = date(2027, 2, 1);
    let jobs = invoices.iter().map(|invoice| JointInvoice {
        placement: "K7M3-FXWP-1",
        title: "見本",
        invoice,
    });
    let jobs: Vec<_> = jobs.collect();
    let sent = facts(&programme, &content).joint_invoice(month("2026-12"), &jobs, number());
    assert!(sent.is_empty());
}

#[test]
fn a_notice_over_several_jobs_keeps_income_tax_back_once_and_names_each_order() {
    let (programme, content) = (programme(), Content::embedded());
    let day = date(2027, 1, 29);
    let orders = [order(1, (105, 300), day), order(2, (105, 300), day)];
    let listed = Inspection {
        withholding: Withholding::Listed,
        ..inspection(date(2026, 12, 28), (101, 105))
    };
    let jobs = orders
        .iter()
        .zip(["K7M3-FXWP-1", "M7K3-FXWP-1"])
        .map(|(order, placement)| JointNotice {
            placement,
            title: "見本の仕事",
            order,
            pay_until: day,
            inspection: &listed,
        });
    let jobs: Vec<_> = jobs.collect();
    let sent = facts(&programme, &content).joint_notice(month("2026-12"), &jobs, number());
    // 21,210 and 2,121 of tax; 10.21 % of 21,210 is 2,165.5.
    for line in [
        "発注の番号=K7M3-FXWP-1-a/M7K3-FXWP-1-b",
        "税抜の合計=21,210円",
        "消費税相当額（10%）=2,121円",
        "源泉徴収税額=−2,165円",
        "振り込む額=21,166円",
    ] {
        assert!(
            told(&sent[0].paper).contains(line),
            "{line}: {}",
            told(&sent[0].paper)
        );
    }
    let transfer = sent.iter().map(|sent| {
        let share = sent.joint.as_ref().map(|joint| joint.share);
        Inspection {
            share,
            ..listed.clone()
        }
        .transfer()
    });
    assert_eq!(transfer.sum::<u64>(), 21_166);
}
