//! Every paper is read back from its file and compared with the record, field by field: the longest that the forms let
//! through, and the shortest.

use axum::body::Bytes;
use axum::http::StatusCode;
use base::contact::EmailAddress;
use jiff::ToSpan;
use jiff::civil::Date;
use orders::{
    EndingBasis, EndingDraft, Fee, FurtherTerm, OrderDraft, OrderRefused, OrderWorker, Paper,
    PreparedOrder, QuoteAnswer, QuoteDraft, QuoteWords, RecruitFacts, Reentrusted, RowState,
    Settlement, TermItem, TypedRecruitment,
};
use placements::{Command, Link, Placement, Refused, SpecId};
use testkit::sample;
use testkit::site::Site;
use text_checks::KnownEmployer;

use crate::{PRINT, director, fetch, sent, squeezed, token};

/// How long texts are.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Length {
    Longest,
    Shortest,
}

impl Length {
    const BOTH: [Length; 2] = [Length::Longest, Length::Shortest];

    /// A text for a field that takes so many characters.
    fn text(self, most: usize) -> String {
        let sentence = "見本の文です。英字abcと数字123も、かっこ（かな）もあります。";
        match self {
            Length::Shortest => "可".to_owned(),
            Length::Longest => sentence.chars().cycle().take(most).collect(),
        }
    }
}

/// A case of one task on its way.
struct Play {
    site: Site,
    id: SpecId,
}

impl Play {
    async fn accepted() -> Play {
        let site = Site::open(PRINT).await;
        let content = site.state.content.get();
        let now = site.state.now();
        let submission = sample::submission(&["inn02"], &content, now);
        let id = sent(&site, submission).await;
        let play = Play { site, id };
        play.done(Command::Accept).await;
        play
    }

    fn today(&self) -> Date {
        self.site.state.today()
    }

    async fn decide(&self, command: Command) -> Result<Placement, Refused> {
        crate::decide(&self.site, &self.id, command, &director()).await
    }

    async fn done(&self, command: Command) -> Placement {
        self.decide(command).await.expect("it may be done")
    }

    async fn placement(&self) -> Placement {
        let case = self.site.state.store.case(&self.id.reference).await;
        let case = case.expect("the store answers").expect("a case");
        case.placement(1).expect("it is there").clone()
    }

    /// What a director may write of an order, as long as that.
    async fn draft(&self, length: Length) -> OrderDraft {
        let content = self.site.state.content.get();
        let spec = self.placement().await.spec;
        let mut draft = OrderDraft::proposed(&spec, &content, self.today());
        draft.work = TermItem::Set(length.text(4100));
        draft.place = TermItem::Set(length.text(1000));
        draft.method = TermItem::Set(length.text(1000));
        draft.master = length.text(100);
        for term in FurtherTerm::ALL {
            draft.others.insert(term, length.text(1000));
        }
        let fee = |unit: &str, count, ceiling| Fee {
            unit_yen: 10,
            unit: unit.to_owned(),
            count: Some(count),
            ceiling,
        };
        draft.fee = TermItem::Set(match length {
            Length::Longest => fee(&length.text(100), 999_999, Some(1_000_000)),
            Length::Shortest => fee("件", 1, None),
        });
        let day = |days: i32| TermItem::Set(self.today().saturating_add(days.days()));
        (draft.delivery, draft.inspection, draft.payment) = (day(10), day(17), day(50));
        draft.reentrusted = (length == Length::Longest).then(|| Reentrusted {
            client: length.text(100),
            pay_on: self.today().saturating_add(30.days()),
        });
        draft.workers = vec![OrderWorker {
            number: 1,
            name: length.text(100),
            mail: EmailAddress::parse("hanako@example.jp").ok(),
            count: None,
        }];
        draft
    }

    async fn prepare(&self, draft: OrderDraft) -> Placement {
        let content = self.site.state.content.get();
        let spec = self.placement().await.spec;
        let order = Box::new(PreparedOrder::of(draft, &spec, &content, self.today()));
        let placement = self.done(Command::Prepare { order }).await;
        for caution in placement.orders.unsettled() {
            let (caution, how) = (caution.to_owned(), Settlement::Changed);
            self.done(Command::Settle { caution, how }).await;
        }
        self.placement().await
    }

    async fn issue(&self, draft: OrderDraft) -> Result<Placement, Refused> {
        let placement = self.prepare(draft).await;
        let seen = placement.orders.prepared.expect("it is prepared").digest();
        let content = self.site.state.content.get();
        self.decide(Command::issue(seen, &content.texts.orders))
            .await
    }

    /// A file at an address for whoever looks after it.
    async fn file(&self, length: Length, query: &str) -> Bytes {
        let (id, by) = (self.id.clone(), director());
        let token = token(&self.site, &Link::Decide { id, by });
        let address = format!("/director/order.pdf?t={token}&{query}");
        let (status, bytes) = fetch(&self.site, &address).await;
        assert_eq!(status, StatusCode::OK, "{query}");
        // Left for whoever wants to look at the pages.
        let name = format!("{length:?}_{}.pdf", query.replace('&', "_"));
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(path, &bytes).expect("room for a file");
        bytes
    }
}

/// What is printed, page by page, without what stands on each page around it.
fn printed(file: &[u8], paper: &Paper) -> String {
    let text = testkit::pdf::text(file, "-raw");
    let around = |line: &str| {
        let line = squeezed(line);
        let of_pages = line.contains('／') && line.chars().all(|c| c.is_numeric() || c == '／');
        let head = format!("{}{}", paper.title, paper.number);
        line.starts_with("この紙の記録：") || of_pages || line.starts_with(&squeezed(&head))
    };
    let pages = text.split('\u{c}');
    let lines = pages.flat_map(|page| page.lines().filter(|line| !around(line)));
    lines.map(squeezed).collect()
}

/// Compares a file with its record: every row in the order of the record, its mark, what it is about and every line of
/// it, with nothing between.
fn assert_reads_back(file: &[u8], paper: &Paper) {
    let read = printed(file, paper);
    let mut rest = read.as_str();
    let mut next = |what: String| {
        let what = squeezed(&what);
        let at = rest.find(&what);
        let at = at.unwrap_or_else(|| panic!("{what}\n\nis not in\n\n{rest}"));
        rest = &rest[at + what.len()..];
    };
    for line in paper.from.iter().chain(&paper.lead) {
        assert!(read.contains(&squeezed(line)), "{line}: {read}");
    }
    assert!(read.contains(&squeezed(&paper.to)), "{}: {read}", paper.to);
    for change in &paper.changes {
        let (label, before, after) = (&change.label, &change.before, &change.after);
        next(format!("{label}前：{before}今：{after}"));
    }
    for group in &paper.groups {
        next(group.title.clone());
        for row in &group.rows {
            let state = match row.state {
                RowState::Undecided => "未定",
                _ => "",
            };
            let (mark, label) = (&row.mark, &row.label);
            next(format!("{mark}{label}{state}{}", row.lines.join("")));
        }
    }
    for note in &paper.notes {
        next(note.clone());
    }
    let whole = squeezed(&testkit::pdf::text(file, "-raw"));
    assert!(whole.contains(&paper.hash[..16]), "its fingerprint");
    assert!(whole.contains(&squeezed(&paper.number)), "its number");
    assert!(paper.is_intact());
}

#[tokio::test]
async fn the_terms_and_their_supplement_read_back_as_recorded() {
    for length in Length::BOTH {
        let play = Play::accepted().await;
        let decided = play.draft(length).await;
        let mut open = decided.clone();
        let on = play.today().saturating_add(5.days());
        open.place = TermItem::Undecided {
            reason: length.text(200),
            on,
        };
        for draft in [open, decided] {
            let placement = play.issue(draft).await.expect("it lacks nothing");
            let order = placement.orders.order(1).expect("an order");
            let paper = &order.latest().paper;
            let version = paper.version;
            let file = play.file(length, &format!("worker=1&v={version}")).await;
            assert_reads_back(&file, paper);
            assert_eq!(order.is_supplement(), version == 2, "補充");
        }
    }
}

#[tokio::test]
async fn quote_order_and_acceptance_read_back_as_recorded() {
    for length in Length::BOTH {
        let play = Play::accepted().await;
        let draft = play.draft(length).await;
        let placement = play.prepare(draft.clone()).await;
        let content = play.site.state.content.get();
        let mut quote =
            QuoteDraft::proposed(&draft, &placement.spec, &content.programme, play.today());
        for line in &mut quote.lines {
            line.what = length.text(100);
        }
        if length == Length::Longest {
            quote.lines = vec![quote.lines[0].clone(); QuoteDraft::MOST_LINES];
        }
        let seen = quote.digest();
        let draft = Box::new(quote);
        play.done(Command::PrepareQuote { draft }).await;
        let words = || QuoteWords::of(&content.texts);
        let send = Command::SendQuote {
            seen,
            words: words(),
        };
        play.done(send).await;
        let answer = QuoteAnswer::Agreed {
            how: length.text(200),
            on: play.today(),
        };
        let answer = Command::AnswerQuote {
            version: 1,
            answer,
            words: words(),
        };
        let placement = play.done(answer).await;
        let quote = placement.orders.quote().expect("a quote");
        let contact = sample::contact();
        let papers = [
            ("quote", &quote.paper),
            ("order", &quote.contract[0]),
            ("acceptance", &quote.contract[1]),
        ];
        for (name, paper) in papers {
            assert!(paper.is_intact());
            let file = play.file(length, &format!("paper={name}&v=1")).await;
            let shown = paper.of_employer(&contact, &content.texts.quotes);
            // The name is the submission's, and no part of what is sealed.
            let hash = shown.fingerprint();
            let read = Paper { hash, ..shown };
            let text = squeezed(&testkit::pdf::text(&file, "-raw"));
            assert!(text.contains(&paper.hash[..16]), "its fingerprint");
            assert_reads_back_under(&file, &read, &paper.hash);
        }
    }
}

/// As [`assert_reads_back`], of a paper that was sealed under another fingerprint.
fn assert_reads_back_under(file: &[u8], paper: &Paper, sealed: &str) {
    let text = squeezed(&testkit::pdf::text(file, "-raw"));
    assert!(text.contains(&sealed[..16]));
    let read = printed(file, paper);
    let rows = paper.rows().map(|row| {
        let line = format!("{}{}{}", row.mark, row.label, row.lines.join(""));
        squeezed(&line)
    });
    for row in rows {
        assert!(read.contains(&row), "{row}\n\nis not in\n\n{read}");
    }
    for line in paper.from.iter().chain(&paper.notes).chain([&paper.to]) {
        assert!(read.contains(&squeezed(line)), "{line}: {read}");
    }
}

#[tokio::test]
async fn the_notice_of_a_job_reads_back_as_recorded() {
    for length in Length::BOTH {
        let play = Play::accepted().await;
        let placement = play.prepare(play.draft(length).await).await;
        let content = play.site.state.content.get();
        let order = placement.orders.prepared.expect("it is prepared").draft;
        let employer = KnownEmployer::of(&sample::contact(), []);
        let facts = RecruitFacts {
            title: &placement.spec.title,
            order: &order,
            employer: &employer,
            programme: &content.programme,
            texts: &content.texts,
        };
        let typed = TypedRecruitment {
            work: length.text(4100),
            place: length.text(1000),
            closes_on: play.today().saturating_add(10.days()),
        };
        assert_eq!(facts.faults(&typed, play.today()), []);
        let (notice, _) = facts.notice(&typed, 1, play.today());
        let paper = notice.paper.clone();
        let notice = Box::new(notice);
        play.done(Command::OpenRecruitment { notice }).await;
        let file = play.file(length, "paper=recruit").await;
        assert_reads_back(&file, &paper);
    }
}

#[tokio::test]
async fn the_notice_of_an_end_reads_back_as_recorded_with_its_reason_once_asked() {
    for length in Length::BOTH {
        let play = Play::accepted().await;
        let draft = play.draft(length).await;
        play.issue(draft).await.expect("it lacks nothing");
        let content = play.site.state.content.get();
        let (basis, days) = match length {
            Length::Longest => (EndingBasis::Disaster, 0),
            Length::Shortest => (EndingBasis::Long, 30),
        };
        let draft = Box::new(EndingDraft {
            last_day: play.today().saturating_add(days.days()),
            basis,
            explanation: match basis.is_explained() {
                true => length.text(200),
                false => String::new(),
            },
            reason: length.text(200),
        });
        let texts = || Box::new(content.texts.clone());
        let announce = Command::AnnounceEnding {
            worker: 1,
            draft,
            texts: texts(),
        };
        let ask = Command::AskReason {
            worker: 1,
            texts: texts(),
        };
        for command in [announce, ask] {
            let placement = play.done(command).await;
            let ending = placement.orders.order(1).and_then(|it| it.ending.clone());
            let paper = ending.expect("it ends").paper().what.clone();
            let version = paper.version;
            let file = play
                .file(length, &format!("worker=1&paper=ending&v={version}"))
                .await;
            assert_reads_back(&file, &paper);
        }
    }
}

/// An order without one of its items.
type Without = fn(&mut OrderDraft);

#[tokio::test]
async fn an_order_without_any_one_of_its_items_is_refused_and_nothing_is_recorded() {
    let items: [(u8, Without); 8] = [
        (1, |it| it.work = TermItem::Missing),
        (2, |it| it.fee = TermItem::Missing),
        (3, |it| it.payment = TermItem::Missing),
        (4, |it| it.workers.clear()),
        (6, |it| it.delivery = TermItem::Missing),
        (7, |it| it.place = TermItem::Missing),
        (8, |it| it.inspection = TermItem::Missing),
        (9, |it| it.method = TermItem::Missing),
    ];
    let play = Play::accepted().await;
    let whole = play.draft(Length::Shortest).await;
    let faults = async |draft: OrderDraft| match play.issue(draft).await {
        Err(Refused::Order(OrderRefused::Faults(faults))) => faults,
        other => panic!("{other:?}"),
    };
    for (item, without) in items {
        let mut draft = whole.clone();
        without(&mut draft);
        let faults = faults(draft).await;
        let wanted = orders::OrderFault::Missing { item };
        assert!(faults.contains(&wanted), "{item}: {faults:?}");
    }
    for term in FurtherTerm::ALL {
        let Some(point) = term.point() else { continue };
        let mut draft = whole.clone();
        draft.others.remove(&term);
        let faults = faults(draft).await;
        let wanted = orders::OrderFault::MissingPoint { point };
        assert_eq!(faults, [wanted], "{term:?}");
    }
    let mut draft = whole.clone();
    draft.reentrusted = Some(Reentrusted {
        client: String::new(),
        pay_on: play.today(),
    });
    let faults = faults(draft).await;
    assert!(faults.contains(&orders::OrderFault::ClientMissing));
    assert!(play.placement().await.orders.orders.is_empty());
    play.issue(whole).await.expect("the whole one is lawful");
}

/// A quote without one of its parts.
type QuoteWithout = fn(&mut QuoteDraft);

#[tokio::test]
async fn a_quote_without_any_one_of_its_parts_is_refused() {
    let parts: [QuoteWithout; 4] = [
        |it| it.work = String::new(),
        |it| it.lines.clear(),
        |it| it.lines[0].price.count = None,
        |it| it.valid_until = Date::MIN,
    ];
    let play = Play::accepted().await;
    let order = play.draft(Length::Shortest).await;
    let placement = play.prepare(order.clone()).await;
    let content = play.site.state.content.get();
    let whole = QuoteDraft::proposed(&order, &placement.spec, &content.programme, play.today());
    for without in parts {
        let mut quote = whole.clone();
        without(&mut quote);
        let seen = quote.digest();
        let draft = Box::new(quote);
        play.done(Command::PrepareQuote { draft }).await;
        let words = QuoteWords::of(&content.texts);
        let refused = play.decide(Command::SendQuote { seen, words }).await;
        let told = matches!(refused, Err(Refused::Order(OrderRefused::Quote(_))));
        assert!(told, "{refused:?}");
    }
    assert!(play.placement().await.orders.quotes.is_empty());
}
