//! Checks that a true story has its parts, a photo with words, and the consent of the person who tells it.

use image::ImageReader;
use jiff::{SignedDuration, Timestamp};
use scraper::{Html, Selector};

use crate::content::{ContentPage, moment};
use crate::fault::Fault;
use crate::site::Site;

/// The template that shows a story.
const TEMPLATE: &str = "stories/page.html";

/// What every story says, below `extra`, and what it is.
const PARTS: [(&str, &str); 5] = [
    ("who", "who tells it"),
    ("reason", "how it began (きっかけ)"),
    ("asked", "what was asked for (たのんだこと)"),
    (
        "cost",
        "what it took in money and time (かかったお金と時間)",
    ),
    ("now", "how things are now (いまの様子)"),
];

/// The same of a story whose text shows no photo.
const PHOTO: [(&str, &str); 2] = [
    ("photo.file", "the photo"),
    ("photo.alt", "what the photo shows, in words"),
];

/// Words that mark what is made up.
const SAMPLE: &str = "見本";

/// The day is over there nine hours before it is here.
const JAPAN: SignedDuration = SignedDuration::from_hours(9);

/// What is wrong with the site's stories.
pub(super) fn faults(site: &Site) -> Vec<Fault> {
    let pages = site.ready().graph.pages.iter();
    pages
        .filter(|page| page.template_name() == TEMPLATE)
        .flat_map(|page| mistakes(page, Timestamp::now()))
        .collect()
}

fn mistakes(page: &ContentPage, now: Timestamp) -> Vec<Fault> {
    let fault = |what: String| {
        Fault::new(&page.document.file, what).help(
            "a story is true and told by somebody who agreed to it; complete it below `[extra]`, or take the page away",
        )
    };
    let beside: &[_] = if shows_a_photo(page) { &[] } else { &PHOTO };
    let wanted = PARTS.iter().chain(beside);
    let missing = wanted.filter(|(key, _)| text(page, key).is_none());
    let mut faults: Vec<Fault> = missing
        .map(|(key, what)| fault(format!("the story has no `{key}`: {what}")))
        .collect();
    let photo = text(page, "photo.file");
    faults.extend(
        photo
            .and_then(|file| mistake_of_photo(page, &file))
            .map(fault),
    );
    let title = page.matter.title.clone().unwrap_or_default();
    if [Some(title), text(page, "who")]
        .iter()
        .flatten()
        .any(|words| words.contains(SAMPLE))
    {
        faults.push(fault("a story cannot be a sample".to_owned()));
    }
    let told = page.matter.date.clone();
    let days = [("date", told), ("consent", text(page, "consent"))];
    let days = days.map(|(key, day)| (key, day.and_then(|day| moment(&day))));
    for (key, day) in days {
        match day {
            None => faults.push(fault(format!(
                "the story has no `{key}`: the day, as in `{key} = 2027-01-20`"
            ))),
            Some(day) if day > now + JAPAN => {
                faults.push(fault(format!("the day of `{key}` is still to come")));
            }
            Some(_) => {}
        }
    }
    if let [(_, Some(told)), (_, Some(consent))] = days
        && consent < told
    {
        faults.push(fault(
            "consent was given before the story was told".to_owned(),
        ));
    }
    faults
}

/// Whether its text shows a photo that says what it shows.
fn shows_a_photo(page: &ContentPage) -> bool {
    let html = page.document.rendered.content.as_str().unwrap_or_default();
    let photos = Selector::parse("img[alt]").expect("the selector is fixed");
    let html = Html::parse_fragment(html);
    let mut alts = html.select(&photos).filter_map(|photo| photo.attr("alt"));
    alts.any(|alt| !alt.trim().is_empty())
}

/// What is wrong with a story's photo. The whole of it is not looked through: a browser shows as much as there is.
fn mistake_of_photo(page: &ContentPage, file: &str) -> Option<String> {
    let mut beside = page.document.assets.iter();
    if !beside.any(|asset| asset.ends_with(file)) {
        return Some(format!("the photo `{file}` is not beside the story"));
    }
    let path = page.document.file.with_file_name(file);
    let reader = ImageReader::open(path).and_then(ImageReader::with_guessed_format);
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    size.is_none()
        .then(|| format!("the photo `{file}` is no JPEG, PNG or WebP"))
}

/// The text or date below `extra`, unless it is empty.
fn text(page: &ContentPage, key: &str) -> Option<String> {
    let value = page.matter.extra.get_from_path(key)?;
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
