//! From the first page to the receipt, and what changes on the way must and must not do.

use answers::{Answers, TaskKey};
use axum::http::StatusCode;
use base::people::Actor;
use base::reference::Reference;
use placements::Command;
use store::{Decided, Draft};
use testkit::browser::{Browser, Page};
pub use testkit::employer::{BUILDER, Employer, FARM, INN, tick, walk};
use testkit::site::Site;

/// The draft behind the browser's cookie.
pub async fn draft(site: &Site, browser: &Browser) -> Draft {
    let token = &browser.cookies["draft"];
    let purpose = base::token::Purpose::Resume;
    let id = site
        .state
        .keys
        .verify(purpose, token, site.state.now())
        .unwrap();
    site.state
        .store
        .draft(&id, site.state.now())
        .await
        .unwrap()
        .unwrap()
}

async fn sent(employer: &Employer) -> (Site, Browser, Reference) {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, employer, "send").await;
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
    let reference = draft(&site, &browser).await.submitted.unwrap();
    (site, browser, reference)
}

#[tokio::test]
async fn status_tells_who_has_each_sheet_until_when_and_what_happened() {
    let (site, mut browser, reference) = sent(&INN).await;
    let links = browser.page.links();
    let status = links.into_iter().find(|link| link.contains("/status?t="));
    let status = status.unwrap();
    let waiting = browser.open(&status).await.words();
    let case = site.state.store.case(&reference).await.unwrap().unwrap();
    for placement in case.placements() {
        assert!(waiting.contains(&placement.spec.title), "{waiting}");
        let summary = placement.summary(&site.state.content.get());
        assert!(waiting.contains(&summary.line), "{waiting}");
        assert!(summary.line.contains("まで"), "{}", summary.line);
    }
    let first = case.placement(1).unwrap();
    let by = Actor::Director {
        group: first.holder.group().unwrap().to_owned(),
    };
    let programme = &site.state.content.get().programme;
    let now = site.state.now();
    let decided = site
        .state
        .store
        .decide(&first.id, &Command::Accept, &by, now, programme);
    assert!(matches!(decided.await.unwrap(), Decided::Done(_)));
    let accepted = browser.open(&status).await.words();
    let name = &programme.group(by.group().unwrap()).unwrap().name;
    assert!(
        accepted.contains(&format!("{name}が引き受けました。")),
        "{accepted}"
    );
    assert!(accepted.contains("進行中"), "{accepted}");
}

async fn reaches_a_receipt(employer: &Employer) {
    let (site, mut browser, reference) = sent(employer).await;
    let receipt = browser.page.words();
    assert!(receipt.contains(reference.as_str()), "{receipt}");
    assert!(receipt.contains(&reference.spoken()), "{receipt}");
    let (submission, _) = site
        .state
        .store
        .submission(&reference)
        .await
        .unwrap()
        .unwrap();
    assert!(!submission.specs.is_empty());
    assert_eq!(submission.contact.business, employer.contact[0].1);
    let mut messages = site.messages().await;
    messages.sort();
    let mut wanted: Vec<_> = submission
        .messages()
        .into_iter()
        .map(|message| message.id)
        .collect();
    wanted.sort();
    assert_eq!(messages, wanted);
    let status = browser
        .page
        .links()
        .into_iter()
        .find(|link| link.contains("/status?t="))
        .unwrap();
    let words = browser.open(&status).await.words();
    assert!(
        words.contains(reference.as_str()) && words.contains("受け付けました"),
        "{words}"
    );
    assert_eq!(browser.page.headers["referrer-policy"], "no-referrer");
}

#[tokio::test]
async fn an_inn_reaches_a_receipt() {
    reaches_a_receipt(&INN).await;
}

#[tokio::test]
async fn a_farm_without_mail_reaches_a_receipt() {
    reaches_a_receipt(&FARM).await;
}

#[tokio::test]
async fn a_builder_reaches_a_receipt() {
    reaches_a_receipt(&BUILDER).await;
}

#[tokio::test]
async fn contact_is_shown_normalised_before_sending() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &FARM, "send").await;
    assert!(
        browser.page.words().contains("090-1234-5678"),
        "{}",
        browser.page.words()
    );
}

#[tokio::test]
async fn the_draft_is_printed_before_a_name_is_given() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "check").await;
    browser.fetch("/inventory/draft.pdf").await;
    assert_eq!(browser.page.status, StatusCode::OK);
    assert_eq!(browser.page.headers["content-type"], "application/pdf");
    assert!(browser.page.body.starts_with(b"%PDF-"));
    let disposition = browser.page.headers["content-disposition"]
        .to_str()
        .unwrap();
    assert!(
        disposition.contains("filename*=UTF-8''%E4%BB%95%E4%BA%8B"),
        "{disposition}"
    );
}

#[tokio::test]
async fn pages_ahead_lead_to_the_next_unanswered_one() {
    let site = crate::site().await;
    let mut browser = site.browser();
    for path in ["industry", "contact", "send", "sent", "saved", "draft.pdf"] {
        assert_eq!(
            browser.open(&format!("/inventory/{path}")).await.path,
            "/inventory/?lost=1"
        );
        assert!(browser.page.words().contains("見つかりません"));
    }
    walk(&mut browser, &INN, "pick").await;
    for path in [
        "task/inn01",
        "result",
        "check",
        "contact",
        "send",
        "sent",
        "draft.pdf",
    ] {
        assert_eq!(
            browser.open(&format!("/inventory/{path}")).await.path,
            "/inventory/pick",
            "{path}"
        );
    }
    let before = draft(&site, &browser).await;
    browser.post("/inventory/contact", &[]).await;
    assert_eq!(browser.page.location().as_deref(), Some("/inventory/pick"));
    assert_eq!(draft(&site, &browser).await, before);
}

#[tokio::test]
async fn going_back_shows_what_was_answered() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "result").await;
    let form = browser.open("/inventory/pick").await.form();
    let mut ticked = form.values("picks");
    ticked.sort_unstable();
    assert_eq!(ticked, INN.tasks);
    assert_eq!(
        browser
            .open("/inventory/industry")
            .await
            .form()
            .values("industry"),
        ["inn"]
    );
    assert_eq!(
        browser.open("/inventory/result").await.path,
        "/inventory/result"
    );
}

#[tokio::test]
async fn a_changed_answer_comes_back_to_the_check_page() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "contact").await;
    browser.open("/inventory/check").await;
    let change = "/inventory/task/inn01?back=check";
    assert!(
        browser.page.links().contains(&change.into()),
        "{:?}",
        browser.page.links()
    );
    browser.open(change).await;
    assert_eq!(
        browser.answer(&[("minutes", "7")]).await.path,
        "/inventory/check"
    );
    assert!(browser.page.words().contains('7'));
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/contact");
}

#[tokio::test]
async fn an_added_task_is_all_that_is_asked_again() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "contact").await;
    browser.open("/inventory/pick?back=check").await;
    let form = tick(browser.page.form(), "inn05");
    assert_eq!(browser.submit(form).await.path, "/inventory/task/inn05");
    assert_eq!(browser.answer(&[]).await.path, "/inventory/result");
    let form = browser.page.form().tick("chosen", "inn05");
    assert_eq!(browser.submit(form).await.path, "/inventory/spec/inn05");
    assert_eq!(browser.answer(&[]).await.path, "/inventory/check");
}

#[tokio::test]
async fn another_industry_does_not_ask_again_about_a_task_it_shares() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    let form = tick(browser.page.form(), "inn02");
    browser.submit(tick(form, "bo09")).await;
    walk(&mut browser, &INN, "contact").await;
    browser.open("/inventory/industry?back=check").await;
    browser.answer(&[("industry", "agr")]).await;
    assert_eq!(browser.page.path, "/inventory/pick");
    let form = tick(browser.page.form(), "agr02");
    assert_eq!(browser.submit(form).await.path, "/inventory/task/agr02");
    assert_eq!(browser.answer(&[]).await.path, "/inventory/result");
}

#[tokio::test]
async fn personal_data_is_pointed_out_before_it_travels() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "spec/inn01").await;
    let form = browser
        .page
        .form()
        .set("work", "山田様（090-1234-5678）に返事を書く。");
    browser.submit(form).await;
    walk(&mut browser, &INN, "check").await;
    let words = browser.page.words();
    assert!(words.contains("送る前に、見直してください"), "{words}");
    assert!(words.contains("（山田様）があります"), "{words}");
    assert!(words.contains("電話番号のような数字"), "{words}");
}

#[tokio::test]
async fn editing_one_task_leaves_the_other_as_it_was() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "result").await;
    let bytes = |answers: &Answers| format!("{:?}", answers.tasks[&TaskKey("inn01".into())]);
    let before = bytes(&draft(&site, &browser).await.answers);
    browser.open("/inventory/task/inn02?back=result").await;
    assert_eq!(
        browser.answer(&[("minutes", "９９")]).await.path,
        "/inventory/result"
    );
    assert_eq!(bytes(&draft(&site, &browser).await.answers), before);
}

#[tokio::test]
async fn a_task_is_removed_after_asking_and_the_last_one_stays() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &FARM, "result").await;
    browser.open("/inventory/task/agr04").await;
    assert!(
        browser
            .page
            .links()
            .contains(&"/inventory/remove/agr04?from=task/agr04".into())
    );
    let before = draft(&site, &browser).await;
    let content = site.state.content.get();
    let name = |id: &str| content.task(id).unwrap().name.clone();
    let asked = browser.open("/inventory/remove/agr04").await.heading();
    assert_eq!(
        asked,
        format!("「{}」を一覧からはずしますか", name("agr04"))
    );
    assert_eq!(draft(&site, &browser).await, before);
    assert_eq!(browser.answer(&[]).await.path, "/inventory/result");
    browser.post("/inventory/remove/agr04", &[]).await;
    assert_eq!(browser.page.status, StatusCode::SEE_OTHER);
    browser.open("/inventory/remove/agr02").await;
    assert!(
        browser.page.heading().contains("最後の1件"),
        "{}",
        browser.page.heading()
    );
    assert!(browser.page.words().contains(&name("agr02")));
    assert!(browser.page.forms().is_empty());
    browser.post("/inventory/remove/agr02", &[]).await;
    assert_eq!(draft(&site, &browser).await.answers.picks.len(), 1);
    assert_eq!(
        browser.open("/inventory/remove/agr04").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn who_does_not_remove_a_task_is_back_where_they_came_from() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &FARM, "spec/agr04").await;
    let asked = |page: &Page| {
        let links = page.links().into_iter();
        let mut asked = links.filter(|link| link.starts_with("/inventory/remove/"));
        asked.next().unwrap()
    };
    let question = asked(&browser.page);
    let links = browser.open(&question).await.links();
    assert!(
        links.contains(&"/inventory/spec/agr04".to_owned()),
        "{links:?}"
    );
    // An address that names no page of this task leads to its first.
    for from in ["", "spec/agr02", "check", "//evil.example", "spec/none"] {
        let question = format!("/inventory/remove/agr04?from={from}");
        let links = browser.open(&question).await.links();
        assert!(
            links.contains(&"/inventory/task/agr04".to_owned()),
            "{from}: {links:?}"
        );
    }
}

#[tokio::test]
async fn unreachable_answers_appear_in_no_output() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "check").await;
    let gone = site.state.content.get().task("inn02").unwrap().name.clone();
    assert!(browser.page.words().contains(&gone));
    browser.open("/inventory/remove/inn02").await;
    browser.answer(&[]).await;
    walk(&mut browser, &INN, "check").await;
    for path in ["result", "check", "print"] {
        let words = browser.open(&format!("/inventory/{path}")).await.words();
        assert!(!words.contains(&gone), "{path} still shows {gone}");
    }
    browser.open("/inventory/check").await;
    walk(&mut browser, &INN, "send").await;
    browser.answer(&[]).await;
    let reference = draft(&site, &browser).await.submitted.unwrap();
    let (submission, _) = site
        .state
        .store
        .submission(&reference)
        .await
        .unwrap()
        .unwrap();
    assert!(
        submission
            .specs
            .iter()
            .all(|routed| routed.spec.title != gone)
    );
}

#[tokio::test]
async fn another_industry_keeps_only_what_it_can_use() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "result").await;
    browser.open("/inventory/industry").await;
    browser.answer(&[("industry", "agr")]).await;
    assert_eq!(browser.page.path, "/inventory/pick");
    assert_eq!(
        browser.open("/inventory/result").await.path,
        "/inventory/pick"
    );
}

#[tokio::test]
async fn two_tabs_answering_different_tasks_both_count() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "result").await;
    let (mut left, mut right) = (browser.clone(), browser.clone());
    left.open("/inventory/task/inn01").await;
    right.open("/inventory/task/inn02").await;
    let (one, two) = (
        left.page.form().set("minutes", "11"),
        right.page.form().set("minutes", "22"),
    );
    tokio::join!(left.submit(one), right.submit(two));
    let answers = draft(&site, &browser).await.answers;
    let minutes = |key: &str| answers.tasks[&TaskKey(key.into())].minutes;
    assert_eq!((minutes("inn01"), minutes("inn02")), (11.0, 22.0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_parallel_sends_give_one_receipt() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    site.messages().await;
    let send = browser.page.form();
    let presses = (0..20).map(|_| {
        let (mut tab, send) = (browser.clone(), send.clone());
        tokio::spawn(async move {
            tab.submit(send).await;
            (tab.page.path.clone(), tab.page.words())
        })
    });
    let mut receipts = Vec::new();
    for press in presses.collect::<Vec<_>>() {
        receipts.push(press.await.unwrap());
    }
    // Whose press came after the sending is told that it was sent once, before.
    assert!(
        receipts.iter().any(|(path, _)| path == "/inventory/sent"),
        "{receipts:#?}"
    );
    let reference = draft(&site, &browser).await.submitted.unwrap();
    let (submission, _) = site
        .state
        .store
        .submission(&reference)
        .await
        .unwrap()
        .unwrap();
    for (path, words) in receipts {
        assert!(path.starts_with("/inventory/sent"), "{path}");
        assert!(words.contains(reference.as_str()), "{words}");
    }
    let wanted = submission.messages().len();
    assert_eq!(site.messages().await.len(), wanted);
}

#[tokio::test]
async fn what_was_sent_cannot_be_changed_or_sent_again() {
    let (site, mut browser, reference) = sent(&INN).await;
    let first = browser.page.words();
    site.messages().await;
    browser.post("/inventory/send", &[]).await;
    let before = Some("/inventory/sent?before=1");
    assert_eq!(browser.page.location().as_deref(), before);
    for path in [
        "industry",
        "task/inn01",
        "check",
        "contact",
        "send",
        "saved",
        "discard",
    ] {
        assert_eq!(
            browser.open(&format!("/inventory/{path}")).await.words(),
            first,
            "{path}"
        );
    }
    browser
        .post("/inventory/task/inn01", &[("minutes".into(), "1".into())])
        .await;
    assert_eq!(browser.page.location().as_deref(), before);
    assert!(site.messages().await.is_empty());
    assert_eq!(draft(&site, &browser).await.submitted, Some(reference));
    let words = browser.open("/inventory/").await.words();
    assert!(words.contains("送った内容があります"), "{words}");
    assert_eq!(browser.answer(&[]).await.path, "/inventory/industry");
}

/// Presses the button with this input, and expects to be told what to put right, with nothing lost.
async fn is_refused(
    browser: &mut Browser,
    typed: &[(&str, &str)],
    cleared: &[&str],
    fields: &[&str],
) {
    let before = browser.page.form();
    let form = cleared
        .iter()
        .fold(before.clone(), |form, name| form.clear(name));
    let form = typed
        .iter()
        .fold(form, |form, (name, value)| form.set(name, value));
    let path = browser.page.path.clone();
    browser.post(&form.action, &form.all()).await;
    assert_eq!(browser.page.status, StatusCode::SEE_OTHER, "{path}");
    let shown = browser.page.location().unwrap();
    // Nothing of what was typed is in the address, and it shows the same however often it is opened.
    assert_eq!(shown, format!("{path}?refused=1"));
    browser.open(&shown).await;
    browser.open(&shown).await;
    assert_eq!(
        browser.page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{path} took {typed:?}"
    );
    let errors = browser.page.errors();
    for field in fields {
        assert!(
            errors.contains(&(*field).to_owned()),
            "{path} names {errors:?}, not {field}"
        );
    }
    for (name, value) in typed {
        assert_eq!(
            browser.page.form().values(name),
            [*value],
            "{path} lost {name}"
        );
    }
    // The page itself keeps it too, until it is put right: here back to what was there before.
    let kept = browser.open(&path).await.form();
    for (name, value) in typed {
        assert_eq!(kept.values(name), [*value], "{path} lost {name}");
    }
    let step = path.trim_start_matches("/inventory/");
    // As from a page of now, not the one that was served before all this.
    let before = before.without("_seen");
    browser
        .submit(before.press("/inventory/save", "_step", step))
        .await;
    browser.open(&path).await;
}

#[tokio::test]
async fn every_invalid_page_says_what_to_put_right_and_keeps_the_input() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "industry").await;
    is_refused(&mut browser, &[], &["industry"], &["industry"]).await;
    is_refused(&mut browser, &[("people", "たくさん")], &[], &["people"]).await;
    walk(&mut browser, &INN, "pick").await;
    is_refused(&mut browser, &[], &[], &["picks"]).await;
    let long = "あ".repeat(61);
    is_refused(&mut browser, &[("own1", &long)], &[], &["own1"]).await;
    walk(&mut browser, &INN, "task/inn01").await;
    let numbers = [("minutes", "すこし"), ("times", ""), ("count", "－３")];
    is_refused(
        &mut browser,
        &numbers,
        &["secrecy"],
        &["minutes", "times", "count", "secrecy"],
    )
    .await;
    walk(&mut browser, &INN, "result").await;
    is_refused(&mut browser, &[], &["chosen"], &["chosen"]).await;
    let offered = browser.page.form().choices()["chosen"].clone();
    let form = offered
        .iter()
        .fold(browser.page.form(), |form, task| form.tick("chosen", task));
    browser.submit(form).await;
    assert!(
        browser.page.path.starts_with("/inventory/spec/"),
        "{}",
        browser.page.path
    );
    is_refused(&mut browser, &[("work", "")], &[], &["work"]).await;
    is_refused(
        &mut browser,
        &[("work_reason", "未確認のため")],
        &[],
        &["work_planned"],
    )
    .await;
    walk(&mut browser, &INN, "contact").await;
    is_refused(&mut browser, &[], &[], &["business", "person", "consent"]).await;
    let wrong = [("mail", "a..b@docomo.ne.jp"), ("phone", "１２３")];
    is_refused(&mut browser, &wrong, &[], &["mail", "phone"]).await;
}

#[tokio::test]
async fn thirteen_tasks_are_one_too_many() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    let form = browser.page.form();
    let all = form.choices()["picks_bo"].clone();
    let form = all
        .iter()
        .take(13)
        .fold(form, |form, task| form.tick("picks_bo", task));
    browser.submit(form).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.page.form().values("picks_bo").len(), 13);
}

#[tokio::test]
async fn a_task_in_the_employers_own_words_is_asked_on_three_pages() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    let form = browser.page.form().clear("picks");
    browser.submit(form.set("own1", "送迎の予定表を作る")).await;
    assert_eq!(browser.page.path, "/inventory/task/own1");
    assert!(browser.page.heading().contains("送迎の予定表を作る"));
    browser.answer(&[("what", "予約を見て、表にする")]).await;
    assert_eq!(browser.page.path, "/inventory/amount/own1");
    browser.answer(&[("times", "4")]).await;
    assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.page.errors(), ["period"]);
    assert_eq!(browser.page.form().values("times"), ["4"]);
    browser.open("/inventory/task/own1").await;
    assert_eq!(browser.page.form().values("what"), ["予約を見て、表にする"]);
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/amount/own1");
    assert_eq!(browser.page.form().values("times"), ["4"], "still as typed");
    browser
        .answer(&[("period", "month"), ("minutes", "30")])
        .await;
    assert_eq!(browser.page.path, "/inventory/secret/own1");
    let kept = [("secrecy", "s0"), ("reserved", "none")];
    browser.answer(&kept).await;
    assert_eq!(
        browser.page.path,
        "/inventory/result",
        "{}",
        browser.page.words()
    );
    let words = browser.page.words();
    assert!(
        words.contains("まず、いっしょに確かめる") && words.contains("材料"),
        "{words}"
    );
    // From the list of answers each page comes back on its own.
    browser.open("/inventory/amount/own1?back=result").await;
    browser.answer(&[("times", "5")]).await;
    assert_eq!(browser.page.path, "/inventory/result");
}

#[tokio::test]
async fn a_page_of_an_own_task_is_not_a_page_of_a_task_of_the_catalogue() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "task/inn01").await;
    for path in ["amount/inn01", "secret/inn01", "amount/own1"] {
        browser.open(&format!("/inventory/{path}")).await;
        assert_eq!(browser.page.path, "/inventory/task/inn01", "{path}");
    }
}

#[tokio::test]
async fn a_directive_is_pointed_out_and_another_text_taken_with_one_press() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "spec/inn01").await;
    let typed = "予約を台帳に写す。9時から17時まで作業する。";
    browser.answer(&[("work", typed)]).await;
    walk(&mut browser, &INN, "check").await;
    assert!(
        browser
            .page
            .words()
            .contains("時間を決める言い方（9時から17時）"),
        "{}",
        browser.page.words()
    );
    browser.open("/inventory/spec/inn01?back=check").await;
    let form = browser.page.form();
    assert_eq!(form.values("work"), [typed]);
    assert!(browser.page.words().contains("この文に変える"));
    let take = form.set("handover", "ほかの欄に書きかけた文").press(
        "/inventory/spec/inn01?back=check",
        "_take",
        "work",
    );
    browser.submit(take).await;
    let form = browser.page.form();
    let taken = form.values("work")[0].to_owned();
    assert!(
        taken.starts_with("予約を台帳に写す。\n") && !taken.contains("17時"),
        "{taken}"
    );
    assert_eq!(form.values("handover"), ["ほかの欄に書きかけた文"]);
    assert!(!browser.page.words().contains("この文に変える"));
    assert_eq!(browser.submit(form).await.path, "/inventory/check");
    assert!(!browser.page.words().contains("時間を決める言い方"));
}

#[tokio::test]
async fn a_directive_may_be_sent_as_it_is() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "spec/inn01").await;
    let typed = "予約を台帳に写す。9時から17時まで作業する。";
    browser.answer(&[("work", typed)]).await;
    walk(&mut browser, &INN, "send").await;
    browser.answer(&[]).await;
    let reference = draft(&site, &browser).await.submitted.unwrap();
    let found = site.state.store.submission(&reference).await.unwrap();
    let spec = &found.unwrap().0.specs[0].spec;
    let work = spec.fields.iter().find(|field| field.id == "work").unwrap();
    assert_eq!(work.value, typed);
    assert!(
        spec.cautions[0].contains("働く時間を決める言い方（9時から17時）"),
        "{:?}",
        spec.cautions
    );
}

#[tokio::test]
async fn reserved_work_is_pointed_out_whatever_it_is_called() {
    for (name, caution, suggested) in [
        ("確定申告書の入力", Some("税理士だけができます"), "whole"),
        ("補助金申請書の清書", Some("行政書士"), "unknown"),
        ("決算セールのチラシ", None, ""),
        ("製品検査の合否の記録", None, ""),
    ] {
        let site = crate::site().await;
        let mut browser = site.browser();
        walk(&mut browser, &INN, "pick").await;
        let form = browser.page.form().clear("picks").set("own1", name);
        let words = browser.submit(form).await.words();
        assert_eq!(browser.page.path, "/inventory/task/own1");
        match caution {
            Some(caution) => assert!(words.contains(caution), "{name}: {words}"),
            None => assert!(!words.contains("気を付けること"), "{name}: {words}"),
        }
        browser.answer(&[]).await;
        browser.answer(&[]).await;
        assert_eq!(browser.page.path, "/inventory/secret/own1");
        let chosen = browser.page.form().values("reserved").join("");
        assert_eq!(chosen, suggested, "{name}");
    }
}

#[tokio::test]
async fn what_a_company_outside_the_town_sends_says_so_and_no_other_does() {
    for (from, is_outside) in [("?from=outside", true), ("?from=talk", false), ("", false)] {
        let site = crate::site().await;
        let mut browser = site.browser();
        browser.open(&format!("/inventory/{from}")).await;
        browser.answer(&[]).await;
        walk(&mut browser, &INN, "send").await;
        browser.answer(&[]).await;
        let reference = draft(&site, &browser).await.submitted.unwrap();
        let case = site.state.store.case(&reference).await.unwrap().unwrap();
        assert_eq!(case.submission().is_from_outside(), is_outside, "{from}");
    }
}
