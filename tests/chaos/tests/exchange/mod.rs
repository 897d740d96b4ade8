//! Two Kiridashi as two processes, each with a town's folder, a store and keys of its own, exchange a job in each direction,
//! to its payment; whichever takes it is dead when it is handed over.

mod town;

use base::token::Keys;
use placements::exchange::{ID, SIGNATURE, TIMESTAMP, seal};
use serde_json::{Value, json};
use testkit::browser::Browser;
use testkit::employer::{Employer, INN};

use town::{Town, form};

const DIRECTOR: &str = "director-a@example.jp";
const DECIDE: &str = "/director/decide?t=";
const CONSENT: &str = "/director/consent?t=";

/// An inn with one task.
const EMPLOYER: Employer = Employer {
    tasks: &["inn01"],
    contact: &[
        ("business", "見本旅館 髙﨑"),
        ("person", "見本 花子"),
        ("mail", "hanako@example.jp"),
    ],
    ..INN
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_exchange_a_job_in_both_directions_to_its_payment() {
    let (mut north, mut south) = (Town::made("北見本町").await, Town::made("南見本町").await);
    north.know(&south).await;
    south.know(&north).await;
    goes(&mut north, &mut south).await;
    goes(&mut south, &mut north).await;
    north.kill().await;
    south.kill().await;
}

/// A job of this town's employer is done in the other.
async fn goes(from: &mut Town, to: &mut Town) {
    let (number, decide, status) = agreed(from, to).await;
    from.says(&decide, "つながりませんでした").await;
    from.kill().await;
    // An hour later both are there again, and what was to be sent is sent at once.
    to.go_on(1).await;
    from.go_on(1).await;

    let page = to.path(DIRECTOR, &number, DECIDE).await;
    let received = format!("連携先から渡された仕事・相手の番号 {number}");
    let browser = to.says(&page, &received).await;
    assert!(!browser.page.words().contains("に渡す"), "passed once");
    from.says(&decide, "シートを受け取りました（返事の番号 202）")
        .await;

    press(to, &page, "/director/accept", &[]).await;
    from.says(&status, &format!("{}の窓口（見本）が進めています", to.name))
        .await;
    let pages = [decide.as_str(), status.as_str()];
    believed_once(from, to, &number, pages).await;
    taken_once(from, to).await;

    // Whoever gave it is dead when the order is told, and whoever took it dies before it can be told again.
    from.kill().await;
    let order = [("amount", "30000"), ("hours", "20")];
    for filled in [&[][..], &order] {
        press(to, &page, "/director/advance", filled).await;
    }
    to.kill().await;
    from.go_on(1).await;
    to.go_on(1).await;
    let browser = from.says(&decide, "30,000円").await;
    assert!(!browser.page.words().contains("支払いまで終わりました"));
    for _ in ["delivered", "inspected", "paid"] {
        press(to, &page, "/director/advance", &[]).await;
    }
    to.says(&page, "支払いまで終わりました").await;
    from.says(&decide, "支払いまで終わりました").await;
    from.says(&status, "支払いまで終わりました").await;
}

/// The employer sends a sheet and agrees that it goes to the other town, whose program is dead by then. Gives its number,
/// and the pages of the director and the employer.
async fn agreed(from: &mut Town, to: &mut Town) -> (String, String, String) {
    let mut browser = from.browser();
    testkit::employer::walk(&mut browser, &EMPLOYER, "send").await;
    let send = browser.page.form();
    browser.submit(send).await;
    let number = number_of(&browser);
    let (reference, _) = number.rsplit_once('-').unwrap();
    let (mail, sheet) = (EMPLOYER.contact[2].1, "/inventory/status?t=");
    let decide = from.path(DIRECTOR, reference, DECIDE).await;
    let status = from.path(mail, reference, sheet).await;
    to.kill().await;
    press(from, &decide, "/director/handover", &[]).await;
    let consent = from.path(mail, reference, CONSENT).await;
    press(from, &consent, "/director/consent", &[("answer", "yes")]).await;
    (number, decide, status)
}

/// The number of the only sheet that was sent.
fn number_of(browser: &Browser) -> String {
    let words = browser.page.words();
    let mut parts = words.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    let reference = parts.find(|part| part.len() == 9 && part.as_bytes()[4] == b'-');
    format!(
        "{}-1",
        reference.unwrap_or_else(|| panic!("no number: {words}"))
    )
}

/// Opens a page and presses the button of a form, having meant it.
async fn press(town: &Town, page: &str, action: &str, filled: &[(&str, &str)]) {
    let mut browser = town.browser();
    browser.open(page).await;
    let form = filled
        .iter()
        .fold(form(&browser, action).confirmed(), |form, (name, value)| {
            form.set(name, value)
        });
    browser.submit(form).await;
    assert_eq!(
        browser.page.status,
        200,
        "{action}: {}",
        browser.page.words()
    );
}

/// Somebody else's keys.
fn forger() -> Keys {
    Keys::parse("f1:CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCA").unwrap()
}

/// Tells a town something, sealed with these keys.
async fn tell(town: &Town, keys: &Keys, id: &str, body: &Value) -> (u16, String) {
    let (at, body) = (town.now(), body.to_string());
    let signature = seal(keys, id, at, body.as_bytes());
    let headers = [
        (ID, id.to_owned()),
        (TIMESTAMP, at.to_string()),
        (SIGNATURE, signature),
    ];
    town.told(&headers, body).await
}

/// A forged report changes nothing, nor does a true one that comes again.
async fn believed_once(from: &Town, to: &Town, number: &str, pages: [&str; 2]) {
    let id = "x-1-update-employer";
    let report = |state: &str| json!({ "schema": "handover-answer.v2", "id": number, "state": state, "text": "やめました。" });
    let seen = async || {
        let mut seen = Vec::new();
        for page in pages {
            let mut browser = from.browser();
            browser.open(page).await;
            seen.push(browser.page.words());
        }
        seen
    };
    let before = seen().await;
    let (status, told) = tell(from, &forger(), id, &report("failed")).await;
    assert_eq!(status, 401, "{told}");
    for _ in 0..2 {
        let (status, told) = tell(from, &to.keys(), id, &report("accepted")).await;
        assert!(status == 200 && told.contains("taken"), "{status} {told}");
    }
    assert_eq!(seen().await, before);
    let mails = from.mails();
    assert!(!mails.iter().any(|(_, letter)| letter.says("やめました。")));
}

/// A forged sheet is none, and one that comes again is one.
async fn taken_once(from: &Town, to: &mut Town) {
    let sheet = json!({
        "schema": "handover.v1", "id": "X7M3-FXWP-1", "version": 1,
        "title": "台帳の入力", "industry": "宿泊・飲食", "tags": ["data_entry"], "hours_month": 6.0,
        "fields": [], "withheld": [], "answer_by": null,
    });
    let (status, told) = tell(to, &forger(), "forged", &sheet).await;
    assert_eq!(status, 401, "{told}");
    let first = tell(to, &from.keys(), "again", &sheet).await;
    assert_eq!(first.0, 202, "{}", first.1);
    assert_eq!(tell(to, &from.keys(), "again", &sheet).await, first);
    let number: Value = serde_json::from_str(&first.1).unwrap();
    let number = number["id"].as_str().unwrap();
    to.path(DIRECTOR, number, DECIDE).await;
    let about = |(_, letter): &(_, town::Letter)| letter.is_about(DIRECTOR, number);
    assert_eq!(to.mails().iter().filter(|mail| about(mail)).count(), 1);
}
