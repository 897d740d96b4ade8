//! Two people of the office at the desk at once, what they typed that nobody may type, a time to publish at, and back.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::http::{Answer, Visitor};
use e2e::town::Town;
use e2e::walk_in;
use jiff::Timestamp;
use scraper::{Html, Selector};

use super::signed_in;

const SEMINAR: &str = "/office/change/edit?form=seminar&of=seminars/2027-01-20-hajimete.md";

/// A form as it came: what its fields say.
pub(super) async fn form(visitor: &Visitor, path: &str) -> Result<BTreeMap<String, String>> {
    let page = visitor.get(path).await?;
    ensure!(page.status == 200, "{path}: {}", page.status);
    let html = Html::parse_document(&page.text());
    let css = |css: &str| Selector::parse(css).expect("a selector");
    let main = css("form[action='/office/change/edit']");
    let form = html.select(&main).next().context("a form")?;
    let mut values = BTreeMap::new();
    for input in form.select(&css("input, textarea, select")) {
        let Some(name) = input.attr("name") else {
            continue;
        };
        let value = match input.value().name() {
            "textarea" => input
                .text()
                .collect::<String>()
                .trim_start_matches('\n')
                .to_owned(),
            "select" => {
                // A browser sends the first where none is chosen.
                let chosen = input.select(&css("option[selected]")).next();
                let chosen = chosen.or_else(|| input.select(&css("option")).next());
                chosen
                    .and_then(|it| it.attr("value"))
                    .unwrap_or_default()
                    .to_owned()
            }
            _ if input.attr("type") == Some("checkbox") && input.attr("checked").is_none() => {
                continue;
            }
            _ => input.attr("value").unwrap_or_default().to_owned(),
        };
        // Boxes of one name are sent one after the other.
        let known = values.entry(name.to_owned()).or_insert_with(String::new);
        *known = match known.as_str() {
            "" => value,
            known => format!("{known}\n{value}"),
        };
    }
    Ok(values)
}

pub(super) async fn send(
    visitor: &Visitor,
    mut values: BTreeMap<String, String>,
    changes: &[(&str, &str)],
) -> Result<Answer> {
    for (name, value) in changes {
        values.insert((*name).to_owned(), (*value).to_owned());
    }
    let pairs: Vec<_> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    visitor.post("/office/change/edit", &pairs).await
}

/// Publishes what was sent.
pub(super) async fn publish(
    visitor: &Visitor,
    sent: &Answer,
    more: &[(&str, &str)],
) -> Result<Answer> {
    ensure!(sent.status == 303, "{}: {}", sent.status, errors(sent));
    let id = id(&sent.location)?;
    let mut form = vec![("id", id)];
    form.extend(more);
    if more.iter().all(|(name, _)| *name != "why") {
        form.push(("why", "試し"));
    }
    visitor.post("/office/change/publish", &form).await
}

pub(super) fn id(location: &str) -> Result<&str> {
    let id = location
        .split("id=")
        .nth(1)
        .with_context(|| location.to_owned())?;
    Ok(id.split('&').next().unwrap_or_default())
}

pub(super) fn errors(page: &Answer) -> String {
    let html = Html::parse_document(&page.text());
    let css = Selector::parse(".error-summary li, #f-others li").expect("a selector");
    let lines = html.select(&css).map(|it| it.text().collect::<String>());
    lines.collect::<Vec<_>>().join(" / ")
}

pub(super) fn in_town(journey: impl AsyncFnOnce(&Town, &Visitor) -> Result<()> + Send) {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        journey(town, &Visitor::at(&town.base(), browser).await?).await
    });
}

#[test]
fn two_editors_are_put_together_and_where_both_changed_the_same_one_is_chosen() {
    in_town(async |town, office| {
        let (ann, bob) = (form(office, SEMINAR).await?, form(office, SEMINAR).await?);
        let cho = ann.clone();
        let sent = send(office, ann, &[("fee", "500円")]).await?;
        let done = publish(office, &sent, &[]).await?;
        ensure!(done.location.contains("published"), "{}", done.location);
        let sent = send(office, bob, &[("venue", "役場（見本）")]).await?;
        let done = publish(office, &sent, &[]).await?;
        ensure!(done.location.contains("published"), "{}", done.location);
        let sent = send(office, cho, &[("fee", "300円")]).await?;
        ensure!(sent.location.contains("/choose?"), "{}", sent.location);
        let page = office.get(&sent.location).await?.text();
        ensure!(
            page.contains("300円") && page.contains("500円"),
            "both are shown"
        );
        let id = id(&sent.location)?;
        let none = office.post("/office/change/choose", &[("id", id)]).await?;
        ensure!(none.status == 422, "{}", none.status);
        let chosen = [("id", id), ("fee", "mine")];
        let chosen = office.post("/office/change/choose", &chosen).await?;
        ensure!(chosen.location.contains("/review?"), "{}", chosen.location);
        publish(office, &chosen, &[]).await?;
        town.take_up().await?;
        let page = office.get("/seminars/2027-01-20-hajimete/").await?.text();
        ensure!(
            page.contains("300円") && page.contains("役場（見本）"),
            "nothing is lost"
        );
        Ok(())
    });
}

#[test]
fn an_edit_is_published_at_its_time_and_one_that_was_missed_is_caught_up() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        let office = Visitor::at(&town.base(), browser).await?;
        let holidays = form(&office, "/office/change/edit?form=holidays").await?;
        let day = [
            ("new_day_1", "2027-04-01"),
            ("new_name_1", "臨時休業（見本）"),
        ];
        let sent = send(&office, holidays, &day).await?;
        let past = later("2026-11-23");
        let refused = publish(&office, &sent, &past).await?;
        ensure!(refused.status == 422, "{}", refused.status);
        let timed = publish(&office, &sent, &later("2026-12-01")).await?;
        ensure!(timed.location.contains("/review?"), "{}", timed.location);
        // What was typed over a seminar that is called off by then has to be chosen by somebody.
        let seminar = form(&office, SEMINAR).await?;
        let sent = send(&office, seminar.clone(), &[("fee", "300円")]).await?;
        publish(&office, &sent, &later("2026-12-01")).await?;
        let sent = send(&office, seminar, &[("fee", "500円")]).await?;
        publish(&office, &sent, &[]).await?;
        let midnight: Timestamp = "2026-12-01T00:00:00+09:00".parse()?;
        town.set(midnight - jiff::SignedDuration::from_secs(1));
        town.post().await?;
        ensure!(versions(town, browser).await? == 1, "it is not time yet");
        town.set(midnight + jiff::SignedDuration::from_mins(20));
        let mails = town.post().await?;
        town.take_up().await?;
        ensure!(versions(town, browser).await? == 2, "it was caught up");
        let office = Visitor::at(&town.base(), browser).await?;
        let holidays = form(&office, "/office/change/edit?form=holidays").await?;
        ensure!(holidays.contains_key("holiday_2027-04-01"), "{holidays:?}");
        let mut told = mails
            .iter()
            .filter(|mail| mail.subject.starts_with("公開できませんでした"));
        ensure!(
            told.any(|mail| mail.to == ["office-2@example.jp"]),
            "{mails:#?}"
        );
        browser.goto("/office/change").await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("に公開できませんでした"), "{said}");
        Ok(())
    });
}

/// At midnight of a day.
fn later(day: &str) -> [(&'static str, &str); 3] {
    [("when", "later"), ("at_day", day), ("at_time", "00:00")]
}

/// How many changes the history lists, once somebody has signed in again.
async fn versions(town: &Town, browser: &Browser) -> Result<usize> {
    signed_in(town, browser).await?;
    browser.goto("/office/change/history").await?;
    let why =
        "[...document.querySelectorAll('.roster h2')].filter(h => h.textContent === '試し').length";
    let count = browser.evaluate(why).await?;
    Ok(usize::try_from(count.as_u64().context("a count")?)?)
}

#[test]
fn of_two_tabs_with_one_edit_the_slower_becomes_an_edit_of_its_own() {
    in_town(async |_, office| {
        let seminar = form(office, SEMINAR).await?;
        let sent = send(office, seminar, &[("fee", "500円")]).await?;
        let again = format!("/office/change/edit?id={}", id(&sent.location)?);
        let (fast, slow) = (form(office, &again).await?, form(office, &again).await?);
        ensure!(fast["fee"] == "500円", "{fast:?}");
        let fast = send(office, fast, &[("fee", "400円")]).await?;
        let slow = send(office, slow, &[("fee", "300円")]).await?;
        let (fast, slow) = (id(&fast.location)?, id(&slow.location)?);
        ensure!(fast == id(&sent.location)? && slow != fast, "{fast} {slow}");
        for (edit, fee) in [(fast, "400円"), (slow, "300円")] {
            let kept = form(office, &format!("/office/change/edit?id={edit}")).await?;
            ensure!(kept["fee"] == fee, "{kept:?}");
        }
        Ok(())
    });
}

#[test]
fn what_is_worked_out_in_a_text_is_in_no_box_and_stays() {
    in_town(async |town, office| {
        let price = form(office, "/office/change/edit?form=page&of=guides/price.md").await?;
        let body = price["body"].clone();
        ensure!(!body.contains("{% set") && body.contains("⟦1⟧"), "{body}");
        let typed = body.replace("## 安すぎないか、確かめる", "## 安すぎないかを、確かめる");
        ensure!(typed != body, "a heading to change");
        let sent = send(office, price, &[("body", &typed)]).await?;
        publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let page = office.get("/guides/price/").await?.text();
        ensure!(page.contains("安すぎないかを、確かめる"), "{page}");
        ensure!(page.contains("1,117"), "still worked out: {page}");
        Ok(())
    });
}

#[test]
fn the_others_of_the_office_and_whom_mails_reach_no_more_are_told_in_plain_words() {
    in_town(async |town, office| {
        let director = form(office, "/office/change/edit?form=director&of=a").await?;
        let sent = send(office, director, &[("mail", "director-a2@example.jp")]).await?;
        publish(office, &sent, &[]).await?;
        let mails = town.post().await?;
        let to = |address: &str, subject: &str| {
            let mut found = mails.iter().filter(|mail| mail.to == [address]);
            found.any(|mail| mail.subject.starts_with(subject))
        };
        ensure!(
            to("office-2@example.jp", "サイトを変えました"),
            "{mails:#?}"
        );
        let readdressed = "メールのあて先が変わりました";
        for address in [
            "director-a@example.jp",
            "director-a2@example.jp",
            "office@example.jp",
        ] {
            ensure!(to(address, readdressed), "{address}: {mails:#?}");
        }
        let told = mails.iter().find(|mail| mail.to == ["office-2@example.jp"]);
        let told = told.context("a mail")?;
        ensure!(
            told.defects.is_empty() && told.widest <= 76,
            "{}",
            told.text
        );
        let words = ["director-a2@example.jp", "試し", "窓口の係（見本）"];
        for word in words {
            ensure!(told.text.contains(word), "{}", told.text);
        }
        ensure!(!told.text.contains("mail ="), "{}", told.text);
        println!("{}", told.text);
        Ok(())
    });
}

#[test]
fn a_notice_is_on_the_first_page_until_its_day() {
    in_town(async |town, office| {
        let notice = form(office, "/office/change/edit?form=notice").await?;
        let typed = [
            ("notice", "冬の受付は、\n12月28日までです。"),
            ("notice_until", "2026-12-28"),
        ];
        let sent = send(office, notice, &typed).await?;
        publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let page = office.get("/").await?.text();
        ensure!(page.contains("12月28日までです。"), "it is shown");
        let notice = form(office, "/office/change/edit?form=notice").await?;
        ensure!(
            notice["notice"] == "冬の受付は、\n12月28日までです。",
            "{notice:?}"
        );
        let over = [("notice_until", "2020-01-01")];
        let sent = send(office, notice, &over).await?;
        ensure!(sent.status == 422, "a day that is over: {}", sent.status);
        Ok(())
    });
}

#[test]
fn taking_a_change_back_keeps_what_came_later_elsewhere() {
    in_town(async |town, office| {
        let money = form(office, "/office/change/edit?form=money").await?;
        let sent = send(office, money, &[("rates_share_percent", "25")]).await?;
        publish(office, &sent, &[]).await?;
        let seminar = form(office, SEMINAR).await?;
        let sent = send(office, seminar, &[("fee", "500円")]).await?;
        publish(office, &sent, &[]).await?;
        let page = office.get("/office/change/version?n=2").await?.text();
        ensure!(page.contains("運営者の分") && page.contains("25"), "{page}");
        ensure!(!page.contains("share_percent"), "no key of a file");
        let none = office.post("/office/change/undo", &[("n", "2")]).await?;
        ensure!(none.status == 422, "{}", none.status);
        let undo = [("n", "2"), ("why", "やはり前の割合で")];
        let undone = office.post("/office/change/undo", &undo).await?;
        ensure!(undone.status == 303, "{}", undone.status);
        town.take_up().await?;
        let page = office.get("/seminars/2027-01-20-hajimete/").await?.text();
        ensure!(page.contains("500円"), "what came later stays");
        let form = form(office, "/office/change/edit?form=money").await?;
        ensure!(form["rates_share_percent"] == "20", "{form:?}");
        Ok(())
    });
}

#[test]
fn marks_that_visitors_would_read_are_named_in_the_offices_words() {
    in_town(async |_, office| {
        let guide = form(office, "/office/change/edit?form=page&of=guides/after.md").await?;
        let body = guide["body"].clone();
        for (marks, says) in [
            ("これは**「強い」**です。", "太字の印（**）が"),
            ("# もう一つの題", "ページの題が2つに"),
            ("[なし](@/none.md)", "つながらないリンクがあります"),
            ("[なし](/none/)", "つながらないリンクがあります"),
        ] {
            let typed = format!("{body}\n\n{marks}");
            let refused = send(office, guide.clone(), &[("body", &typed)]).await?;
            ensure!(refused.status == 422, "{marks}: {}", refused.status);
            let text = refused.text();
            ensure!(text.contains(says), "{marks}: {}", errors(&refused));
        }
        Ok(())
    });
}

#[test]
fn code_in_a_text_dead_links_and_paths_that_lead_elsewhere_are_refused_and_nothing_is_lost() {
    in_town(async |town, office| {
        let page = "/office/change/edit?form=page&of=guides/after.md";
        let guide = form(office, page).await?;
        let body = guide["body"].clone();
        for code in [
            "<script>alert(1)</script>",
            "{{ config.title }}",
            "{% set a = 1 %}",
            "[なし](@/none.md)",
            "[なし](/none/)",
        ] {
            let typed = format!("{body}\n\n{code}");
            let refused = send(office, guide.clone(), &[("body", &typed)]).await?;
            ensure!(refused.status == 422, "{code}: {}", refused.status);
            let text = refused.text();
            ensure!(
                text.contains("エラー：") && text.contains("f-body-error"),
                "{code}: {}",
                errors(&refused)
            );
            ensure!(!text.contains("<script>alert(1)"), "{code}");
        }
        for of in [
            "../config.toml",
            "programme.toml",
            "/etc/passwd",
            "guides/../../config.md",
        ] {
            let path = format!("/office/change/edit?form=page&of={of}");
            ensure!(office.get(&path).await?.status == 404, "{of}");
        }
        let fine =
            format!("{body}\n\n## 足した見出し\n\n1 < 2 で、**太字**。[次へ](@/guides/price.md)");
        let sent = send(office, guide, &[("body", &fine), ("title", "<b>題</b>")]).await?;
        publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let page = office.get("/guides/after/").await?.text();
        ensure!(
            page.contains("足した見出し") && !page.contains("<b>題</b>"),
            "shown as text"
        );
        // What was refused is kept.
        let start = office.get("/office/change").await?.text();
        ensure!(
            start.contains("書きかけ") && start.contains("?id="),
            "{start}"
        );
        let other = Visitor::stranger(&town.base())?;
        for path in [
            "/office/change",
            "/office/change/history",
            page_of_a_stranger(),
        ] {
            ensure!(other.get(path).await?.status == 401, "{path}");
        }
        let posted = other
            .post("/office/change/edit", &[("form", "money")])
            .await?;
        ensure!(posted.status == 401, "{}", posted.status);
        Ok(())
    });
}

fn page_of_a_stranger() -> &'static str {
    "/office/change/edit?form=money"
}
