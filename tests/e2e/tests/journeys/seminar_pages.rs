//! A seminar stays one seminar wherever its page is, whatever its address, language and line ends, and wherever the
//! site moves: over HTTP, from the page to every link of its mail and its calendar files.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::http::Visitor;
use e2e::mail::Mail;
use e2e::town::{Town, replace};
use jiff::SignedDuration;
use scraper::{Html, Selector};

pub(crate) const SLUG: &str = "2027-01-20-hajimete";
pub(crate) const PAGE: &str = "/seminars/2027-01-20-hajimete/";
const FORM: &str = "/registration/2027-01-20-hajimete";

pub(crate) fn file(content: &Path) -> std::path::PathBuf {
    content.join(format!("seminars/{SLUG}.md"))
}

/// Walks a journey without a browser.
pub(crate) fn over_http(town: &Town, journey: impl AsyncFnOnce(&Town, &Visitor) -> Result<()>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let visitor = Visitor::stranger(&town.base()).unwrap();
    if let Err(error) = runtime.block_on(journey(town, &visitor)) {
        panic!("{error:?}");
    }
}

pub(crate) async fn opened(visitor: &Visitor, path: &str) -> Result<String> {
    let answer = visitor.get(path).await?;
    ensure!(answer.status == 200, "{path}: {}", answer.status);
    Ok(answer.text())
}

/// The values of an attribute of all elements that fit.
fn attributes(html: &str, selector: &str, name: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let elements = Selector::parse(selector).unwrap();
    let found = document.select(&elements);
    found
        .filter_map(|element| element.value().attr(name).map(str::to_owned))
        .collect()
}

/// The address of this town's page that the link in the page with that word in it leads to.
fn link(html: &str, part: &str) -> Result<String> {
    let links = attributes(html, "a[href]", "href");
    let found = links.into_iter().find(|link| link.contains(part));
    found.with_context(|| format!("no link with {part} in\n{html}"))
}

/// Somebody presses 申し込む on a page and fills in the form that it leads to.
pub(crate) async fn register(town: &Town, visitor: &Visitor, page: &str, mail: &str) -> Result<()> {
    let html = opened(visitor, page).await?;
    let form = attributes(&html, "[data-register] a", "href");
    let form = form.first().context("no button")?;
    let form_page = opened(visitor, form).await?;
    let seal = attributes(&form_page, "input[name=_opened]", "value");
    let action = attributes(&form_page, "form[method=post]", "action");
    let [seal, action] = [seal, action].map(|found| found.into_iter().next().unwrap_or_default());
    town.pass(SignedDuration::from_secs(30));
    let fields = [
        ("_opened", seal.as_str()),
        ("person", "見本 いち"),
        ("business", "見本旅館"),
        ("mail", mail),
        ("seats", "1"),
        ("attend", "venue"),
        ("consent", "yes"),
    ];
    let answer = visitor.post(&action, &fields).await?;
    ensure!(answer.status == 303, "{}: {}", answer.status, answer.text());
    opened(visitor, &answer.location).await.map(drop)
}

/// The mail that somebody got since the last look. `seen`: the mails of all looks before.
async fn new_mail(town: &Town, to: &str, seen: &mut Vec<String>) -> Result<Mail> {
    let mut mails = town.post().await?;
    mails.retain(|mail| !seen.contains(&mail.message_id));
    seen.extend(mails.iter().map(|mail| mail.message_id.clone()));
    mails.retain(|mail| mail.to[0].eq_ignore_ascii_case(to));
    ensure!(mails.len() == 1, "{to}: {mails:#?}");
    mails.pop().context("one mail")
}

fn calendar(mail: &Mail) -> Result<String> {
    let file = mail.files.first().context("a calendar file")?;
    Ok(String::from_utf8(file.bytes()?)?.replace("\r\n ", ""))
}

/// The value of a line of a calendar file.
fn value<'a>(calendar: &'a str, name: &str) -> Result<&'a str> {
    let lines = calendar.lines().map(str::trim_end);
    let mut values = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    values
        .next()
        .with_context(|| format!("no {name} in\n{calendar}"))
}

/// Every link of a page, of a mail and of calendar files that leads to this town opens.
async fn every_link_opens(town: &Town, visitor: &Visitor, page: &str, mail: &Mail) -> Result<()> {
    let html = opened(visitor, page).await?;
    let mut links = attributes(&html, "main a[href]", "href");
    let entry = link(&html, "/calendar.ics")?;
    for file in [opened(visitor, &entry).await?, calendar(mail)?] {
        let url = value(&file, "URL")?.to_owned();
        ensure!(url == format!("{}{page}", town.base()), "{url}");
        links.push(url);
    }
    let form = link(&html, "/registration/2027-01-20-hajimete")?;
    links.extend(attributes(
        &opened(visitor, &form).await?,
        "main a[href]",
        "href",
    ));
    links.extend(mail.links("http").into_iter().map(str::to_owned));
    links.retain(|link| link.starts_with(&town.base()) || link.starts_with('/'));
    ensure!(links.len() > 6, "{links:?}");
    for link in links {
        opened(visitor, link.split('#').next().unwrap_or_default()).await?;
    }
    Ok(())
}

#[test]
fn seminar_moved_into_a_folder_keeps_its_address_and_its_registrations() {
    let town = Town::with_own_content(|_| {});
    over_http(&town, async |town, visitor| {
        register(town, visitor, PAGE, "yado@example.jp").await?;
        let before = new_mail(town, "yado@example.jp", &mut Vec::new()).await?;
        town.edit(|content| {
            let folder = content.join("seminars").join(SLUG);
            std::fs::create_dir(&folder).unwrap();
            std::fs::rename(file(content), folder.join("index.md")).unwrap();
            std::fs::write(folder.join("chirashi.pdf"), b"%PDF-1.4 sample").unwrap();
        })?;
        every_link_opens(town, visitor, PAGE, &before).await?;
        let flyer = visitor.get(&format!("{PAGE}chirashi.pdf")).await?;
        ensure!(flyer.status == 200, "{}", flyer.status);
        register(town, visitor, PAGE, "ryokan@example.jp").await?;
        let places = opened(visitor, "/registration/availability.json").await?;
        ensure!(places.matches(SLUG).count() == 1, "{places}");
        Ok(())
    });
}

#[test]
fn seminar_with_an_address_of_its_own_is_reached_from_everywhere() {
    for (line, page) in [
        ("slug = \"hajimete-winter\"", "/seminars/hajimete-winter/"),
        ("path = \"winter/hajimete\"", "/winter/hajimete/"),
    ] {
        let town = Town::with_own_content(|content| {
            replace(&file(content), "updated = ", &format!("{line}\nupdated = "));
        });
        over_http(&town, async |town, visitor| {
            register(town, visitor, page, "yado@example.jp").await?;
            let mail = new_mail(town, "yado@example.jp", &mut Vec::new()).await?;
            every_link_opens(town, visitor, page, &mail).await?;
            let list = opened(visitor, "/seminars/").await?;
            ensure!(attributes(&list, "[data-seminar]", "data-seminar").contains(&SLUG.to_owned()));
            let all = opened(visitor, "/seminars/calendar.ics")
                .await?
                .replace("\r\n ", "");
            let entry = opened(visitor, &format!("{FORM}/calendar.ics")).await?;
            let uid = value(&entry, "UID")?;
            ensure!(all.contains(&format!("UID:{uid}\r\n")), "{uid}: {all}");
            Ok(())
        });
    }
}

/// Adds English to the settings and a translation of every page.
fn in_english(content: &Path) {
    let config = content.with_file_name("config.toml");
    let words = "[languages.en]\ntitle = \"Kiridashi\"\n[languages.en.translations]\nskip = \"Skip\"\nstart = \"Start\"\n\
        nav_main = \"Main\"\nnav_footer = \"More\"\nnav_here = \"Here\"\nhome = \"Home\"\noptional = \"optional\"\n\n[extra]\n";
    replace(&config, "[extra]\n", words);
    let (mut waiting, mut pages) = (vec![content.to_owned()], Vec::new());
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                pages.push(path);
            }
        }
    }
    for page in pages {
        std::fs::copy(&page, page.with_extension("en.md")).unwrap();
    }
}

#[test]
fn translated_page_is_the_same_seminar() {
    let town = Town::with_own_content(|content| {
        replace(&file(content), "capacity = 20", "capacity = 2");
        in_english(content);
    });
    over_http(&town, async |town, visitor| {
        let english = format!("/en{PAGE}");
        register(town, visitor, PAGE, "ichi@example.jp").await?;
        register(town, visitor, PAGE, "ni@example.jp").await?;
        register(town, visitor, &english, "san@example.jp").await?;
        let third = new_mail(town, "san@example.jp", &mut Vec::new()).await?;
        ensure!(
            third.subject.starts_with("キャンセル待ち"),
            "{}",
            third.subject
        );
        let places = opened(visitor, "/registration/availability.json").await?;
        ensure!(places.matches(SLUG).count() == 1, "{places}");
        let second = visitor.get(&format!("{FORM}.en")).await?;
        ensure!(second.status == 404, "{}", second.status);
        let entries = ["/seminars/calendar.ics", "/en/seminars/calendar.ics"];
        for path in entries {
            let all = opened(visitor, path).await?.replace("\r\n ", "");
            ensure!(all.contains(&format!("UID:{SLUG}@")), "{all}");
        }
        Ok(())
    });
}

#[test]
fn page_with_windows_line_ends_is_a_seminar_too() {
    let town = Town::with_own_content(|content| {
        let page = std::fs::read_to_string(file(content)).unwrap();
        std::fs::write(
            file(content),
            format!("\u{feff}{}", page.replace('\n', "\r\n")),
        )
        .unwrap();
    });
    over_http(&town, async |town, visitor| {
        register(town, visitor, PAGE, "yado@example.jp").await?;
        let mail = new_mail(town, "yado@example.jp", &mut Vec::new()).await?;
        every_link_opens(town, visitor, PAGE, &mail).await
    });
}

/// The office moves the seminar.
fn half_an_hour_later(town: &Town) -> Result<()> {
    town.edit(|content| {
        let page = file(content);
        for (from, to) in [
            ("start = 2027-01-20T14:00", "start = 2027-01-20T14:30"),
            ("end = 2027-01-20T15:00", "end = 2027-01-20T15:30"),
            ("updated = 2026-11-22", "updated = 2026-11-24"),
            ("bring = ", "moved = \"30分おそくしました。\"\nbring = "),
        ] {
            replace(&page, from, to);
        }
    })
}

#[test]
fn calendar_entry_stays_the_same_after_the_site_has_moved() {
    let town = Town::with_own_content(|_| {});
    let (mut seen, mut files, mut entry) = (Vec::new(), Vec::new(), String::new());
    over_http(&town, async |town, visitor| {
        register(town, visitor, PAGE, "yado@example.jp").await?;
        files.push(calendar(
            &new_mail(town, "yado@example.jp", &mut seen).await?,
        )?);
        entry = opened(visitor, &format!("{FORM}/calendar.ics")).await?;
        Ok(())
    });
    let before = town.base();
    let town = town.restart();
    assert_ne!(town.base(), before, "the site has moved");
    over_http(&town, async |town, visitor| {
        let now = opened(visitor, &format!("{FORM}/calendar.ics")).await?;
        ensure!(value(&now, "UID")? == value(&entry, "UID")?);
        half_an_hour_later(town)?;
        let told = new_mail(town, "yado@example.jp", &mut seen).await?;
        let mine = told.links("/registration/mine?t=");
        let cancel = mine
            .first()
            .context("a link")?
            .replace("/mine?", "/mine/cancel?");
        let answer = visitor.post(&cancel, &[("confirm_cancel", "yes")]).await?;
        ensure!(answer.status == 303, "{}", answer.status);
        files.push(calendar(&told)?);
        files.push(calendar(
            &new_mail(town, "yado@example.jp", &mut seen).await?,
        )?);
        let uids = files
            .iter()
            .map(|file| value(file, "UID"))
            .collect::<Result<Vec<_>>>()?;
        ensure!(uids.iter().all(|uid| *uid == uids[0]), "{uids:?}");
        let numbers = files
            .iter()
            .map(|file| Ok(value(file, "SEQUENCE")?.parse::<u32>()?));
        let numbers = numbers.collect::<Result<Vec<_>>>()?;
        ensure!(
            numbers.is_sorted() && numbers[0] < numbers[1] && numbers[1] < numbers[2],
            "{numbers:?}"
        );
        ensure!(
            value(&files[1], "METHOD")? == "REQUEST" && value(&files[2], "METHOD")? == "CANCEL"
        );
        let moved = opened(visitor, &format!("{FORM}/calendar.ics")).await?;
        ensure!(value(&moved, "UID")? == value(&entry, "UID")?);
        let number = |file: &str| value(file, "SEQUENCE").unwrap().parse::<u64>().unwrap();
        ensure!(number(&moved) > number(&entry), "{moved}");
        Ok(())
    });
}

#[test]
fn guest_under_the_offices_own_address_gets_an_entry_without_attendee() {
    let town = Town::with_own_content(|_| {});
    let mut seen = Vec::new();
    over_http(&town, async |town, visitor| {
        for mail in ["OFFICE@example.jp", "office+mihon@example.jp"] {
            register(town, visitor, PAGE, mail).await?;
            let added = calendar(&new_mail(town, mail, &mut seen).await?)?;
            ensure!(value(&added, "METHOD")? == "PUBLISH", "{added}");
            ensure!(
                !added.contains("ATTENDEE") && added.contains("ORGANIZER"),
                "{added}"
            );
        }
        Ok(())
    });
}
