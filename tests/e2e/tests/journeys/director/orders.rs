//! From accepting to the payment, and the figures that the office reads off it.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::mail::Mail;
use e2e::town::Town;
use e2e::{inspect, walk, walk_in};
use serde_json::Value;

use super::{
    A, B, C, DECIDE, OFFICE, Post, STATUS, accept, advance, open_list, says, send, unfold,
};
use crate::employer::{BUILDER, INN};

#[test]
fn a_director_accepts_from_the_mail_and_follows_the_order_to_its_payment() {
    walk(Screen::PHONE, async |town, browser| {
        let reference = send(browser, &BUILDER).await?;
        let mut post = Post::about(town, &reference);
        let [offer, _, copy, receipt] = post.to([A, C, OFFICE, BUILDER.mail]).await?;
        let link = offer.link(DECIDE)?;
        ensure!(
            link != copy.link(DECIDE)?,
            "everybody has a link of their own"
        );
        ensure!(receipt.links(DECIDE).is_empty(), "{}", receipt.text);
        let scanner = Visitor::stranger(&town.base())?;
        for _ in 0..3 {
            ensure!(scanner.head(link).await?.status == 200);
            ensure!(scanner.get(link).await?.status == 200);
        }
        post.to([]).await?;
        browser.goto(link).await?;
        inspect(browser, "director-1-decide").await?;
        let first = browser.text("main .glance").await?;
        ensure!(
            first.contains("何を") && first.contains("まだ決まっていないこと"),
            "{first}"
        );
        accept(browser).await?;
        inspect(browser, "director-2-accepted").await?;
        let [told] = post.to([BUILDER.mail]).await?;
        ensure!(
            told.subject.contains("引き受ける人が決まりました"),
            "{}",
            told.subject
        );
        browser.goto(told.link(STATUS)?).await?;
        says(browser, "事務・経理の担当（見本）が進めています").await?;
        inspect(browser, "director-2-status").await?;
        browser.goto(link).await?;
        advance(browser, "見積もりを出した").await?;
        unfold(browser, OTHER_PAPER).await?;
        browser.press("発注した").await?;
        inspect(browser, "director-3-order-empty").await?;
        ensure!(browser.count(".error-summary").await? == 1);
        order(browser, "１２，５００", "８．５").await?;
        says(browser, "12,500円、8.5時間").await?;
        inspect(browser, "director-4-ordered").await?;
        for button in ["納品された", "検収した", "支払った"] {
            advance(browser, button).await?;
        }
        says(browser, "支払いまで終わりました").await?;
        inspect(browser, "director-5-paid").await?;
        browser.goto(receipt.link(STATUS)?).await?;
        says(browser, "支払いまで終わりました").await?;
        post.to([]).await.map(drop)
    });
}

/// Where an order is recorded whose papers were not made here.
const OTHER_PAPER: &str = "ほかの紙で発注したとき";

pub(super) async fn order(browser: &Browser, amount: &str, hours: &str) -> Result<()> {
    unfold(browser, OTHER_PAPER).await?;
    browser.fill("amount", amount).await?;
    browser.fill("hours", hours).await?;
    browser.press("発注した").await
}

/// Accepts the sheet behind a link and orders it.
async fn ordered(browser: &Browser, link: &str, amount: &str, hours: &str) -> Result<()> {
    browser.goto(link).await?;
    accept(browser).await?;
    advance(browser, "見積もりを出した").await?;
    order(browser, amount, hours).await
}

/// A year in small: of five sheets one is paid, one ordered, one accepted, one left lying, one a trial.
async fn year(town: &Town, browser: &Browser) -> Result<()> {
    let reference = send(browser, &INN).await?;
    let mut post = Post::about(town, &reference);
    let [offer, copy, _]: [Mail; 3] = post.to([B, OFFICE, INN.mail]).await?;
    let (sheets, copies) = (offer.links(DECIDE), copy.links(DECIDE));
    ensure!(sheets.len() == 3 && copies.len() == 3, "{}", copy.text);
    ordered(browser, sheets[0], "12500", "8.5").await?;
    for button in ["納品された", "検収した", "支払った"] {
        advance(browser, button).await?;
    }
    ordered(browser, sheets[1], "31000", "20").await?;
    // Typed wrong, and put right.
    unfold(browser, "記録を直す").await?;
    browser
        .evaluate("document.querySelector('[name=stage]:not([type=hidden])').value = 'order'")
        .await?;
    browser.fill("fixed_amount", "30000").await?;
    browser.press("この内容に直す").await?;
    says(browser, "30,000円、20時間").await?;
    browser.goto(copies[2]).await?;
    unfold(browser, "終わりにする").await?;
    browser.choose("ending", "trial", true).await?;
    browser.press("この仕事を終わりにする").await?;
    let reference = send(browser, &BUILDER).await?;
    let mut post = Post::about(town, &reference);
    let [_, drawing, _, _] = post.to([A, C, OFFICE, BUILDER.mail]).await?;
    browser.goto(drawing.link(DECIDE)?).await?;
    unfold(browser, "隣の市振興公社（見本）に渡す").await?;
    says(
        browser,
        "「図面・CAD」は、隣の市振興公社（見本）が受けられる",
    )
    .await?;
    says(
        browser,
        "この仕事に使う「CAD」は、隣の市振興公社（見本）にあります",
    )
    .await?;
    accept(browser).await
}

/// Counts what one kind of line adds up to, those taken back taken off; with other eyes than the program's.
fn sum(lines: &[Value], kind: &str, of: impl Fn(&Value) -> f64) -> f64 {
    let lines = lines.iter().filter(|line| line["fact"]["kind"] == kind);
    lines
        .map(|line| match line["struck"] == true {
            true => -of(&line["fact"]),
            false => of(&line["fact"]),
        })
        .sum()
}

/// The office at its figures.
struct Office {
    visitor: Visitor,
}

impl Office {
    /// Downloads a file of that page.
    async fn file(&self, name: &str) -> Result<String> {
        let address = format!("/director/office/{name}");
        let answer = self.visitor.get(&address).await?;
        ensure!(answer.status == 200, "{name}: {}", answer.status);
        Ok(answer.text())
    }
}

/// What the year's figures have to be, told and counted from the ledger's lines.
async fn counted_again(office: &Office) -> Result<()> {
    let ledger: Value = serde_json::from_str(&office.file("ledger.json").await?)?;
    let (figures, lines) = (&ledger["figures"], &ledger["lines"]);
    let lines = lines.as_array().context("lines")?;
    let number = |field: &'static str| move |fact: &Value| fact[field].as_f64().unwrap_or(0.0);
    for (figure, counted, wanted) in [
        ("income_yen", sum(lines, "paid", number("amount")), 12_500.0),
        (
            "ordered_yen",
            sum(lines, "ordered", number("amount")),
            42_500.0,
        ),
        (
            "hours_created",
            sum(lines, "ordered", number("hours")),
            28.5,
        ),
        ("specs", sum(lines, "received", |_| 1.0), 4.0),
        ("answered", sum(lines, "answered", |_| 1.0), 3.0),
    ] {
        let told = figures[figure].as_f64().context("a number")?;
        ensure!(
            told == wanted && counted == wanted,
            "{figure}: {told}, {counted}"
        );
    }
    for (figure, wanted) in [("clients", 1.0), ("directors", 2.0), ("visits", 0.0)] {
        ensure!(
            figures[figure].as_f64() == Some(wanted),
            "{figure}: {figures}"
        );
    }
    let csv = office.file("ledger.csv").await?;
    ensure!(csv.lines().count() == lines.len() + 1, "{csv}");
    ensure!(!csv.contains("髙﨑") && !csv.contains("見本 花子"), "{csv}");
    Ok(())
}

#[test]
fn the_offices_figures_equal_a_count_of_the_ledger() {
    let town = Town::start();
    walk_in(&town, Screen::DESK, async |town, browser| {
        browser.goto("/results/").await?;
        says(browser, "集計前").await?;
        year(town, browser).await?;
        open_list(town, browser, OFFICE).await?;
        inspect(browser, "list-office").await?;
        browser.press("今年度の数字と台帳").await?;
        inspect(browser, "figures").await?;
        says(browser, "計画の4つの数字").await?;
        says(browser, "12,500").await?;
        let office = Office {
            visitor: Visitor::at(&town.base(), browser).await?,
        };
        counted_again(&office).await?;
        Ok(())
    });
    town.stop().expect("a clean end");
}
