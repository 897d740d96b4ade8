//! Letters about orders: the paper to the worker and its next versions, and what workers do told to those who look
//! after them.

use base::people::{Actor, Notice};
use jiff::civil::{Date, date};
use orders::{
    DeliveredWork, EndingBasis, EndingDraft, Fee, FurtherTerm, OrderDraft, OrderWorker,
    PreparedOrder, QuoteAnswer, QuoteDraft, QuoteWords, Settlement, TermItem,
};
use placements::{Command, Link, LinkPage};

use super::placement::{Story, director, token};
use super::*;

pub(super) fn worker(number: u32) -> Actor {
    Actor::Worker { number }
}

fn draft(story: &Story) -> OrderDraft {
    let spec = &story.case.placement(1).unwrap().spec;
    let mut draft = OrderDraft::proposed(spec, &town().content, date(2026, 11, 24));
    draft.work =
        TermItem::text("紙の予約台帳を、表計算のファイルに入力する。\n含まないこと：予約の確認");
    draft.place = TermItem::text("https://share.example.jp/inn");
    draft.fee = TermItem::Set(Fee {
        unit_yen: 250,
        unit: "1件".to_owned(),
        count: Some(200),
        ceiling: None,
    });
    draft.delivery = TermItem::Set(date(2026, 12, 25));
    draft.inspection = TermItem::Set(date(2027, 1, 8));
    draft.payment = TermItem::Set(date(2027, 1, 29));
    for term in FurtherTerm::ALL
        .into_iter()
        .filter(|term| term.point().is_some())
    {
        draft
            .others
            .entry(term)
            .or_insert_with(|| "見本の約束。".to_owned());
    }
    let hired = |number: u32, name: &str, count| OrderWorker {
        number,
        name: name.to_owned(),
        mail: EmailAddress::parse(&format!("worker{number}@example.jp")).ok(),
        count: Some(count),
    };
    draft.workers = vec![hired(1, "見本 一子", 120), hired(2, "見本 二郎", 80)];
    draft
}

fn order(mut story: Story, draft: OrderDraft) -> Story {
    let spec = story.case.placement(1).unwrap().spec.clone();
    let order = PreparedOrder::of(draft, &spec, &town().content, date(2026, 11, 24));
    let cautions = order.cautions.clone();
    let seen = order.digest();
    let order = Box::new(order);
    story = story.then(&Command::Prepare { order }, &director("a"));
    for caution in cautions {
        let how = Settlement::Changed;
        story = story.then(&Command::Settle { caution, how }, &director("a"));
    }
    story.then(
        &Command::issue(seen, &town::texts::Texts::EMBEDDED.orders),
        &director("a"),
    )
}

pub(super) fn ordered() -> Story {
    let story = Story::begin().then(&Command::Accept, &director("a"));
    let draft = draft(&story);
    order(story, draft)
}

pub(super) fn deliver() -> Command {
    Command::Deliver {
        after: None,
        worker: 2,
        delivered: DeliveredWork {
            mends: None,
            url: "https://share.example.jp/inn/80".to_owned(),
            quantity: 80,
            note: "最後の2件は、字が読めませんでした。".to_owned(),
        },
    }
}

#[test]
fn a_worker_reads_what_is_agreed_on_and_gets_it_as_paper() {
    let story = ordered();
    let text = story.shown(Notice::Order, &worker(2));
    insta::assert_snapshot!("order", text);
    let mail = story.mail(Notice::Order, &worker(2));
    assert_eq!(mail.to.email.to_string(), "worker2@example.jp");
    assert_eq!(
        mail.reply_to.as_ref().unwrap().email.to_string(),
        "director-a@example.jp"
    );
    let [file] = &mail.attachments[..] else {
        panic!("one paper")
    };
    assert_eq!(file.name, "取引条件明示書_K7M3-FXWP-1-b_第1版.pdf");
    let read = testkit::pdf::text(&file.bytes, "-raw");
    for said in ["K7M3-FXWP-1-b", "見本 二郎", "22,000円", "2027年1月29日"] {
        assert!(mail.text.contains(said), "{said}");
        assert!(mail.html.contains(said), "{said}");
        assert!(
            read.replace('\u{200b}', "").contains(said),
            "{said}: {read}"
        );
    }
    for private in ["見本旅館", "一子", "inn@example.jp"] {
        let mail = format!("{}{}{read}", mail.text, mail.html);
        assert!(!mail.contains(private), "{private}");
    }
    let opened = LinkPage::Work.read(&town().keys, token(&mail, LinkPage::Work));
    let placement = story.case.placement(1).unwrap();
    let person = placement.orders.order(2).unwrap().person();
    let id = placement.id.clone();
    let worker = 2;
    assert_eq!(opened.unwrap().link, Link::Work { id, worker, person });
}

#[test]
fn what_was_open_and_what_changes_come_as_versions_with_their_difference() {
    let story = Story::begin().then(&Command::Accept, &director("a"));
    let mut open = draft(&story);
    open.place = TermItem::Undecided {
        reason: "置き場所を作っています".to_owned(),
        on: date(2026, 12, 10),
    };
    let story = order(story, open);
    let decided = draft(&story);
    let story = order(story, decided.clone());
    insta::assert_snapshot!("order_supplement", story.shown(Notice::Order, &worker(1)));
    let mut changed = decided;
    changed.delivery = TermItem::Set(date(2026, 12, 28));
    let story = order(story, changed);
    insta::assert_snapshot!("order_change", story.shown(Notice::Order, &worker(1)));
    let mail = story.mail(Notice::Order, &worker(1));
    assert_eq!(
        mail.attachments[0].name,
        "取引条件明示書_K7M3-FXWP-1-a_第3版.pdf"
    );
}

#[test]
fn whoever_looks_after_it_reads_what_workers_did() {
    let story = ordered().then(&deliver(), &worker(2));
    insta::assert_snapshot!("delivered", story.shown(Notice::Delivered, &director("a")));
    let want = Command::WantPaper { worker: 2 };
    let story = story.then(&want, &worker(2));
    insta::assert_snapshot!(
        "paper_wanted",
        story.shown(Notice::PaperWanted, &director("a"))
    );
    let mail = story.mail(Notice::PaperWanted, &director("a"));
    assert_eq!(mail.attachments.len(), 1, "the paper to print");
    let help = Command::ReportTrouble {
        after: None,
        worker: 1,
        text: "材料が届きません。\nしめ切りに間に合わないかもしれません。".to_owned(),
    };
    let story = story.then(&help, &worker(1));
    insta::assert_snapshot!("trouble", story.shown(Notice::Trouble, &Actor::Office));
    let mail = story.mail(Notice::Trouble, &Actor::Office);
    assert_eq!(
        mail.reply_to.as_ref().unwrap().email.to_string(),
        "worker1@example.jp"
    );
}

#[test]
fn papers_of_workers_without_mail_go_to_whoever_prints_them() {
    let story = Story::begin().then(&Command::Accept, &director("a"));
    let mut without = draft(&story);
    without.workers[1].mail = None;
    let story = order(story, without);
    insta::assert_snapshot!(
        "order_print",
        story.shown(Notice::OrderPaper, &director("a"))
    );
    let mail = story.mail(Notice::OrderPaper, &director("a"));
    let files: Vec<_> = mail
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(files, ["取引条件明示書_K7M3-FXWP-1-b_第1版.pdf"]);
}

fn announce(worker: u32) -> Command {
    announce_on(date(2027, 1, 31), worker)
}

fn announce_on(last_day: Date, worker: u32) -> Command {
    let draft = EndingDraft {
        last_day,
        basis: EndingBasis::Long,
        explanation: String::new(),
        reason: "2月から、予約台帳を使わなくなるため".to_owned(),
    };
    let texts = Box::new(town().content.texts.clone());
    let draft = Box::new(draft);
    Command::AnnounceEnding {
        worker,
        draft,
        texts,
    }
}

#[test]
fn the_end_of_an_order_is_told_to_its_worker_and_the_reason_when_they_ask() {
    let story = ordered().then(&deliver(), &worker(2));
    let story = story.then(&announce(2), &director("a"));
    let told = story.shown(Notice::Ending, &worker(2));
    assert!(!told.contains("予約台帳を使わなくなる"), "{told}");
    insta::assert_snapshot!("order_ending", told);
    let ask = Command::AskReason {
        worker: 2,
        texts: Box::new(town().content.texts.clone()),
    };
    let story = story.then(&ask, &worker(2));
    insta::assert_snapshot!(
        "order_ending_reason",
        story.shown(Notice::Ending, &worker(2))
    );
    let mail = story.mail(Notice::Ending, &worker(2));
    assert_eq!(
        mail.attachments[0].name,
        "終了の予告_K7M3-FXWP-1-b_第2版.pdf"
    );
}

#[test]
fn another_last_day_is_called_so_and_answers_no_question() {
    let ask = Command::AskReason {
        worker: 2,
        texts: Box::new(town().content.texts.clone()),
    };
    let story = ordered().then(&announce(2), &director("a"));
    let story = story.then(&ask, &worker(2));
    let story = story.then(&announce_on(date(2027, 2, 28), 2), &director("a"));
    let told = story.shown(Notice::Ending, &worker(2));
    assert!(told.contains("】変わった終わりの日："), "{told}");
    assert!(!told.contains("聞かれた理由"), "{told}");
    assert!(
        told.contains("新しい終わる日は、2027年2月28日（日）です"),
        "{told}"
    );
    let mail = story.mail(Notice::Ending, &worker(2));
    assert_eq!(
        mail.attachments[0].name,
        "終了の予告（変わった終わりの日）_K7M3-FXWP-1-b_第3版.pdf"
    );
}

#[test]
fn of_a_worker_without_mail_the_end_goes_to_whoever_prints_it() {
    let story = Story::begin().then(&Command::Accept, &director("a"));
    let mut without = draft(&story);
    without.workers[1].mail = None;
    let story = order(story, without).then(&announce(2), &director("a"));
    insta::assert_snapshot!(
        "order_ending_print",
        story.shown(Notice::EndingPaper, &director("a"))
    );
    let mail = story.mail(Notice::EndingPaper, &director("a"));
    assert_eq!(mail.attachments.len(), 1, "the notice alone");
}

#[test]
fn a_day_that_is_near_or_missed_is_told_with_what_to_do() {
    let story = Story::begin()
        .then(&Command::Accept, &director("a"))
        .wait(15);
    insta::assert_snapshot!("order_due", story.shown(Notice::OrderDue, &director("a")));
    let mut story = ordered().then(&deliver(), &worker(2));
    story.now = "2027-01-15T09:00:00+09:00".parse().unwrap();
    let story = story.wait(1);
    let text = story.shown(Notice::OrderDue, &director("a"));
    assert!(
        text.contains("支払いの最後の日 2027年1月22日（金）"),
        "{text}"
    );
    insta::assert_snapshot!("pay_due", text);
}

#[test]
fn a_reminder_of_what_was_done_meanwhile_is_not_sent() {
    let story = Story::begin()
        .then(&Command::Accept, &director("a"))
        .wait(15);
    let message = story.message(Notice::OrderDue, &director("a")).clone();
    let draft = draft(&story);
    let story = order(story, draft);
    let obsolete = News::read(&message, &story.case, &Content::embedded().programme);
    assert_eq!(obsolete.unwrap_err(), placements::NewsError::Obsolete);
}

fn quoted(story: Story) -> Story {
    let programme = &town().content.programme;
    let order = draft(&story);
    let spec = story.case.placement(1).unwrap().spec.clone();
    let quote = QuoteDraft::proposed(&order, &spec, programme, date(2026, 11, 24));
    let seen = quote.digest();
    let draft = Box::new(quote);
    let story = story.then(&Command::PrepareQuote { draft }, &director("a"));
    let words = QuoteWords::of(&town().content.texts);
    story.then(&Command::SendQuote { seen, words }, &director("a"))
}

fn answered(story: Story, answer: QuoteAnswer) -> Story {
    let command = Command::AnswerQuote {
        version: 1,
        answer,
        words: QuoteWords::of(&town().content.texts),
    };
    story.then(&command, &Actor::Employer)
}

fn agreed() -> QuoteAnswer {
    QuoteAnswer::Agreed {
        how: String::new(),
        on: date(2026, 11, 24),
    }
}

#[test]
fn the_employer_reads_the_quote_with_its_paper_and_both_get_the_contract() {
    let story = Story::begin().then(&Command::Accept, &director("a"));
    let story = quoted(story);
    insta::assert_snapshot!("quote", story.shown(Notice::Quote, &Actor::Employer));
    let mail = story.mail(Notice::Quote, &Actor::Employer);
    assert_eq!(mail.attachments.len(), 1);
    assert_eq!(mail.attachments[0].name, "見積書_K7M3-FXWP-1-Q_第1版.pdf");
    let opened = LinkPage::Quote.read(&town().keys, token(&mail, LinkPage::Quote));
    let id = story.case.placement(1).unwrap().id.clone();
    assert_eq!(opened.unwrap().link, Link::Quote { id });
    let story = answered(story, agreed());
    insta::assert_snapshot!("contract", story.shown(Notice::Contract, &Actor::Employer));
    insta::assert_snapshot!(
        "quote_agreed",
        story.shown(Notice::QuoteAnswer, &director("a"))
    );
    for (notice, to) in [
        (Notice::Contract, Actor::Employer),
        (Notice::QuoteAnswer, director("a")),
    ] {
        let mail = story.mail(notice, &to);
        let files: Vec<_> = mail.attachments.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(
            files,
            [
                "注文書_K7M3-FXWP-1-Q_第1版.pdf",
                "請書_K7M3-FXWP-1-Q_第1版.pdf"
            ]
        );
        let business = &story.case.submission().contact.business;
        for file in &mail.attachments {
            let read = testkit::pdf::text(&file.bytes, "-raw").replace('\u{200b}', "");
            assert!(read.contains(business.as_str()), "{read}");
        }
    }
}

#[test]
fn a_question_about_a_quote_and_its_refusal_reach_whoever_sent_it() {
    let story = Story::begin().then(&Command::Accept, &director("a"));
    let question = "8月は、数が2倍になります。".to_owned();
    let story = answered(quoted(story), QuoteAnswer::Asked { question });
    insta::assert_snapshot!(
        "quote_asked",
        story.shown(Notice::QuoteAnswer, &director("a"))
    );
    let reason = "今年は見送ります。".to_owned();
    let story = answered(story, QuoteAnswer::Refused { reason });
    insta::assert_snapshot!(
        "quote_refused",
        story.shown(Notice::QuoteAnswer, &director("a"))
    );
}

#[test]
fn that_somebody_would_do_it_is_told_without_a_word_of_theirs() {
    let story = Story::begin().then(&Command::Accept, &director("a"));
    let order = draft(&story);
    let spec = story.case.placement(1).unwrap().spec.clone();
    let content = &town().content;
    let employer = Default::default();
    let facts = orders::RecruitFacts {
        title: &spec.title,
        order: &order,
        employer: &employer,
        programme: &content.programme,
        texts: &content.texts,
    };
    let typed = orders::TypedRecruitment {
        work: "台帳を入力する。".to_owned(),
        place: "家".to_owned(),
        closes_on: date(2026, 12, 10),
    };
    let (notice, _) = facts.notice(&typed, 1, date(2026, 11, 24));
    let notice = Box::new(notice);
    let story = story.then(&Command::OpenRecruitment { notice }, &director("a"));
    let applicant = "an-id".to_owned();
    let story = story.then(&Command::Apply { applicant }, &Actor::Clock);
    insta::assert_snapshot!("applied", story.shown(Notice::Applied, &director("a")));
}
