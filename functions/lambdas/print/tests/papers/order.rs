//! The paper of an order: what is printed is what the record says, and only for whom it is.

use accounts::{
    AccountEvent, AccountRecord, Inspection, Invoice, InvoiceLine, SentPaper, Withholding,
};
use axum::http::StatusCode;
use base::contact::EmailAddress;
use base::month::Month;
use base::people::Actor;
use base::reference::Reference;
use jiff::civil::Date;
use orders::{
    DeliveredWork, FeeLine, FurtherTerm, OrderDraft, OrderWorker, Paper, PreparedOrder,
    QuoteAnswer, QuoteDraft, QuoteWords, Settlement, TermItem,
};
use placements::{Command, Link, Placement, SpecId};
use testkit::sample;
use testkit::site::Site;
use town::Content;

use crate::{BY, PRINT, director, fetch, sent, squeezed, token};

const ORDER_WORDS: &str = include_str!("../../../../../content/wording/orders.toml");

async fn decide(site: &Site, id: &SpecId, command: Command) -> Placement {
    let decided = crate::decide(site, id, command, &director()).await;
    decided.expect("it may be done")
}

/// An inn's task, accepted, with an order prepared for one worker.
async fn prepared(site: &Site) -> Placement {
    let content = site.state.content.get();
    let now = site.state.now();
    let mut submission = sample::submission(&["inn02"], &content, now);
    let mut bytes = [0; 8];
    site.state.random.fill(&mut bytes);
    submission.reference = Reference::from_random(bytes);
    let id = sent(site, submission).await;
    let accepted = decide(site, &id, Command::Accept).await;
    let today = site.state.today();
    let mut order = OrderDraft::proposed(&accepted.spec, &content, today);
    order.place = TermItem::text("共有フォルダ（見本）");
    order.workers.push(OrderWorker {
        number: 1,
        name: "見本 はなこ".to_owned(),
        mail: EmailAddress::parse("hanako@example.jp").ok(),
        count: None,
    });
    for term in [
        FurtherTerm::Expenses,
        FurtherTerm::Ip,
        FurtherTerm::Confidentiality,
    ] {
        let text = order.others.entry(term).or_default();
        if text.is_empty() {
            "見本の約束です。".clone_into(text);
        }
    }
    let order = Box::new(PreparedOrder::of(order, &accepted.spec, &content, today));
    decide(site, &id, Command::Prepare { order }).await
}

/// The same, issued.
async fn issued(site: &Site) -> Placement {
    let placement = prepared(site).await;
    let book = placement.orders.prepared.as_ref().expect("it is prepared");
    for caution in book.cautions.clone() {
        let reason = "見本の理由です。".to_owned();
        let how = Settlement::Kept { reason };
        decide(site, &placement.id, Command::Settle { caution, how }).await;
    }
    let seen = book.digest();
    decide(
        site,
        &placement.id,
        Command::issue(seen, &town::texts::Texts::EMBEDDED.orders),
    )
    .await
}

/// Every text of the paper is on the file, in its order.
fn assert_prints(file: &[u8], paper: &Paper) {
    let printed = squeezed(&testkit::pdf::text(file, "-raw"));
    let rows = paper.groups.iter().flat_map(|group| &group.rows);
    let lines = rows.flat_map(|row| [&row.label].into_iter().chain(&row.lines));
    for line in lines
        .chain(&paper.from)
        .chain(&paper.notes)
        .chain([&paper.to])
    {
        let line = squeezed(line);
        assert!(printed.contains(&line), "{line}: {printed}");
    }
}

#[tokio::test]
async fn the_preview_and_the_issued_paper_say_what_the_record_says() {
    let site = Site::open(PRINT).await;
    let placement = issued(&site).await;
    let order = placement.orders.order(1).expect("an order");
    let paper = &order.version(1).expect("a paper").paper;
    let director = token(
        &site,
        &Link::Decide {
            id: placement.id.clone(),
            by: director(),
        },
    );
    let worker = token(
        &site,
        &Link::Work {
            id: placement.id.clone(),
            worker: 1,
            person: order.person(),
        },
    );
    for address in [
        format!("/director/order.pdf?t={director}&worker=1&v=1"),
        format!("/work/order.pdf?t={worker}"),
        format!("/work/order.pdf?t={worker}&v=1"),
    ] {
        let (status, file) = fetch(&site, &address).await;
        assert_eq!(status, StatusCode::OK, "{address}");
        assert_prints(&file, paper);
        let text = testkit::pdf::text(&file, "-raw");
        assert!(text.contains(&order.number(&placement.id)) && text.contains(&paper.hash[..16]));
    }
    let (status, file) = fetch(&site, &format!("/director/order.pdf?t={director}&worker=1")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(testkit::pdf::text(&file, "-raw").contains("発注ではありません"));
}

#[tokio::test]
async fn what_was_issued_is_printed_in_the_words_it_was_mailed_in_whatever_the_wording_says_by_now()
{
    let site = Site::open(PRINT).await;
    let placement = issued(&site).await;
    let order = placement.orders.order(1).expect("an order");
    let paper = &order.version(1).expect("a paper").paper;
    let silent = site
        .state
        .content
        .get()
        .texts
        .orders
        .inspection_silent()
        .to_owned();
    let mut sources = Content::embedded_sources();
    let edited = ORDER_WORDS.replace(&silent, "知らせがないときは、聞いてください。");
    let edited = edited.replace("取引条件明示書", "約束の紙");
    sources.insert("wording/orders.toml".to_owned(), edited);
    let content = Content::parse(&sources).expect("it can be read");
    site.state.content.replace(content);
    let id = placement.id.clone();
    let (worker, person) = (1, order.person());
    let worker = token(
        &site,
        &Link::Work {
            id: id.clone(),
            worker,
            person,
        },
    );
    let (status, file) = fetch(&site, &format!("/work/order.pdf?t={worker}&v=1")).await;
    assert_eq!(status, StatusCode::OK);
    assert_prints(&file, paper);
    let printed = squeezed(&testkit::pdf::text(&file, "-raw"));
    assert!(printed.contains(&squeezed(&silent)), "{printed}");
    let by = director();
    let director = token(&site, &Link::Decide { id, by });
    let (_, preview) = fetch(&site, &format!("/director/order.pdf?t={director}&worker=1")).await;
    let preview = squeezed(&testkit::pdf::text(&preview, "-raw"));
    assert!(
        !preview.contains(&squeezed(&silent)),
        "what would be issued now says it anew"
    );
}

/// What is recorded of a month: 30 units at 187 yen for the worker and at 167 for the client.
fn month_of(today: Date) -> [AccountEvent; 2] {
    let month = Month::of(today);
    let lines = |unit_yen| {
        vec![FeeLine {
            count: 30,
            unit_yen,
        }]
    };
    let inspection = Inspection {
        on: today,
        passed: 30,
        redo: 0,
        rejected: 0,
        reason: String::new(),
        lower_price_clause: String::new(),
        fee: lines(187),
        tax_percent: 10,
        withholding: Withholding::Listed,
        share: None,
    };
    let invoice = Invoice {
        on: today,
        due: today,
        lines: lines(167).into_iter().map(InvoiceLine::from).collect(),
        tax_percent: 10,
        share: None,
    };
    let worker = 1;
    [
        AccountEvent::Inspected {
            worker,
            month,
            inspection,
        },
        AccountEvent::Invoiced { month, invoice },
    ]
}

/// An order with a month's work delivered and recorded.
async fn recorded(site: &Site) -> Placement {
    let placement = issued(site).await;
    let (id, today) = (placement.id.clone(), site.state.today());
    let delivered = DeliveredWork {
        mends: None,
        url: String::new(),
        quantity: 30,
        note: String::new(),
    };
    let deliver = Command::Deliver {
        after: None,
        worker: 1,
        delivered,
    };
    decide(site, &id, deliver).await;
    let mut after = placement;
    for event in month_of(today) {
        after = decide(site, &id, Command::Account { event, after: None }).await;
    }
    after
}

/// The same; both papers of it are sent.
async fn billed(site: &Site) -> Placement {
    let id = recorded(site).await.id;
    let month = Month::of(site.state.today());
    let texts = || Box::new(town::texts::Texts::EMBEDDED.money);
    let bill = Command::SendInvoice {
        month,
        texts: texts(),
    };
    decide(site, &id, bill).await;
    let notify = Command::SendNotices {
        month,
        texts: texts(),
    };
    decide(site, &id, notify).await
}

fn last(papers: Option<&Vec<AccountRecord<SentPaper>>>) -> Paper {
    let last = papers.and_then(|papers| papers.last());
    last.expect("a paper").what.paper.clone()
}

/// What a browser is shown at an address, squeezed; nothing where it is shown nothing.
async fn printed(site: &Site, address: &str) -> String {
    let (status, file) = fetch(site, address).await;
    match status {
        StatusCode::OK => squeezed(&testkit::pdf::text(&file, "-raw")),
        _ => String::new(),
    }
}

#[tokio::test]
async fn papers_about_money_are_printed_as_they_were_sent_for_whom_they_are() {
    let site = Site::open(PRINT).await;
    let placement = billed(&site).await;
    let id = placement.id.clone();
    let person = placement.orders.order(1).expect("an order").person();
    let by = |code: &str| {
        let by = Actor::parse(code).expect("an actor");
        let link = Link::Decide { id: id.clone(), by };
        format!("/director/order.pdf?t={}", token(&site, &link))
    };
    let link = Link::Work {
        id: id.clone(),
        worker: 1,
        person,
    };
    let work = format!("/work/order.pdf?t={}", token(&site, &link));
    let book = &placement.accounts;
    let invoice = last(book.invoice_papers.values().next());
    let notice = last(book.notices.values().next());
    let billed = format!("&paper=invoice&number={}", invoice.number);
    let notified = format!("&paper=notice&number={}", notice.number);
    let text = printed(&site, &(by(BY) + &billed)).await;
    // 30 × 167, its tax rounded once.
    for said in [
        "5,010円",
        "501円",
        "5,511円",
        "見本旅館",
        &invoice.hash[..16],
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    for address in [by(BY) + &notified, work.clone() + &notified] {
        let (_, file) = fetch(&site, &address).await;
        assert_prints(&file, &notice);
        let text = printed(&site, &address).await;
        // 30 × 187, its tax, less 10.21 % of the fee without tax.
        for said in ["5,610円", "561円", "−572円", "5,599円"] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
    let elsewhere = format!("&paper=notice&number={}", invoice.number);
    for address in [by("a") + &billed, work.clone() + &billed, work + &elsewhere] {
        let text = printed(&site, &address).await;
        assert!(!text.contains("5,511円"), "{address}");
    }
}

#[tokio::test]
async fn a_paper_is_for_nobody_else() {
    let site = Site::open(PRINT).await;
    let placement = issued(&site).await;
    let id = placement.id.clone();
    let person = placement.orders.order(1).expect("an order").person();
    let link = |worker, person: &str| Link::Work {
        id: id.clone(),
        worker,
        person: person.to_owned(),
    };
    let by = |code: &str| Link::Decide {
        id: id.clone(),
        by: Actor::parse(code).expect("an actor"),
    };
    for address in [
        format!("/work/order.pdf?t={}", token(&site, &link(1, "00000000"))),
        format!("/work/order.pdf?t={}", token(&site, &link(2, &person))),
        format!("/work/order.pdf?t={}&v=2", token(&site, &link(1, &person))),
        format!("/work/order.pdf?t={}", token(&site, &by(BY))),
        format!(
            "/director/order.pdf?t={}&worker=1&v=1",
            token(&site, &by("a"))
        ),
        format!("/director/order.pdf?t={}&worker=2", token(&site, &by(BY))),
        format!(
            "/director/order.pdf?t={}&worker=1",
            token(&site, &link(1, &person))
        ),
        "/director/order.pdf?t=nonsense&worker=1".to_owned(),
        "/work/order.pdf".to_owned(),
    ] {
        let (status, _) = fetch(&site, &address).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
    }
}

/// The quote of a prepared order, sent and agreed to by phone.
async fn agreed(site: &Site, placement: &Placement) -> Placement {
    let content = site.state.content.get();
    let order = &placement
        .orders
        .prepared
        .as_ref()
        .expect("it is prepared")
        .draft;
    let today = site.state.today();
    let quote = QuoteDraft::proposed(order, &placement.spec, &content.programme, today);
    let (id, seen) = (placement.id.clone(), quote.digest());
    let draft = Box::new(quote);
    decide(site, &id, Command::PrepareQuote { draft }).await;
    let words = || QuoteWords::of(&content.texts);
    let send = Command::SendQuote {
        seen,
        words: words(),
    };
    decide(site, &id, send).await;
    let how = "見本さんが、電話で。".to_owned();
    let answer = Command::AnswerQuote {
        version: 1,
        answer: QuoteAnswer::Agreed { how, on: today },
        words: words(),
    };
    decide(site, &id, answer).await
}

#[tokio::test]
async fn quote_order_and_acceptance_print_what_the_record_says_with_the_employers_name() {
    let site = Site::open(PRINT).await;
    let placement = prepared(&site).await;
    let placement = agreed(&site, &placement).await;
    let (id, content) = (placement.id.clone(), site.state.content.get());
    let quote = placement.orders.quote().expect("a quote");
    let by = director();
    let director = token(&site, &Link::Decide { id: id.clone(), by });
    let employer = token(&site, &Link::Quote { id: id.clone() });
    let contact = sample::contact();
    let papers = [
        ("quote", &quote.paper),
        ("order", &quote.contract[0]),
        ("acceptance", &quote.contract[1]),
    ];
    for (name, paper) in papers {
        for token in [&director, &employer] {
            let address = format!("/director/order.pdf?t={token}&paper={name}&v=1");
            let (status, file) = fetch(&site, &address).await;
            assert_eq!(status, StatusCode::OK, "{address}");
            let texts = &content.texts.quotes;
            assert_prints(&file, &paper.of_employer(&contact, texts));
            let printed = squeezed(&testkit::pdf::text(&file, "-raw"));
            assert!(printed.contains(&squeezed(&contact.business)), "{printed}");
        }
    }
    for missing in [
        format!("/director/order.pdf?t={employer}&paper=quote&v=2"),
        format!("/director/order.pdf?t={employer}&paper=quote"),
        format!("/director/order.pdf?t={employer}&worker=1"),
        format!("/director/order.pdf?t={employer}&worker=1&v=1"),
    ] {
        let (status, _) = fetch(&site, &missing).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn a_paper_over_two_jobs_is_seen_before_it_leaves_by_who_looks_after_both() {
    let site = Site::open(PRINT).await;
    let jobs = [recorded(&site).await.id, recorded(&site).await.id];
    let month = Month::of(site.state.today());
    let preview = |code: &str, paper: &str, worker: u32| {
        let by = Actor::parse(code).expect("an actor");
        let id = jobs[0].clone();
        let token = token(&site, &Link::Decide { id, by });
        let jobs = jobs.iter().map(|id| format!("{id}.{worker}"));
        let jobs = jobs.collect::<Vec<_>>().join(",");
        format!("/director/order.pdf?t={token}&paper={paper}&month={month}&jobs={jobs}")
    };
    let ids: Vec<String> = jobs.iter().map(|id| squeezed(&id.to_string())).collect();
    // Twice 5,010 yen, and twice 5,610 yen, of which income tax is kept back once.
    let invoice = [
        "10,020円",
        "1,002円",
        "11,022円",
        "見本旅館",
        &ids[0],
        &ids[1],
    ];
    let notice = [
        "11,220円",
        "1,122円",
        "−1,145円",
        "11,197円",
        &ids[0],
        &ids[1],
    ];
    for (paper, worker, all) in [("invoice", 0, invoice), ("notice", 1, notice)] {
        let text = printed(&site, &preview(BY, paper, worker)).await;
        for said in all {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(printed(&site, &preview("c", paper, worker)).await, "");
    }
}
