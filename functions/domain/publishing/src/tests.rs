//! What is published is never lost and never overwritten unseen.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;
use town::{Content, Sources};

use crate::*;

const RATES: &str = "programme.toml";
const WORDS: &str = "wording/errors.toml";
const GUIDE: &str = "guides/price.md";

fn texts(of: &[(&str, &str)]) -> TextTree {
    let hashed = of
        .iter()
        .map(|(path, text)| ((*path).to_owned(), TextHash::of(text)));
    hashed.collect()
}

fn edits(of: &[(&str, Option<&str>)]) -> TextChanges {
    let hashed = of
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.map(TextHash::of)));
    hashed.collect()
}

fn note() -> VersionNote {
    VersionNote {
        at: Timestamp::UNIX_EPOCH,
        who: "見本".to_owned(),
        why: "試し".to_owned(),
    }
}

fn deployed(
    live: Option<&PublishedVersion>,
    files: &[(&str, &str)],
    seen: &SeenTexts,
) -> Result<PublishedVersion, Vec<String>> {
    PublishedVersion::deployed(live, &texts(files), seen, note())
}

const FILES: [(&str, &str); 3] = [(RATES, "rates"), (WORDS, "words"), (GUIDE, "guide")];

fn first() -> PublishedVersion {
    deployed(None, &FILES, &SeenTexts::default()).unwrap()
}

fn steps(
    live: &PublishedVersion,
    files: &[(&str, &str)],
    seen: &SeenTexts,
) -> Vec<(String, MergeStep)> {
    let found = live.compared_with(&texts(files), seen).into_iter();
    found.map(|it| (it.path, it.step)).collect()
}

fn step(path: &str, step: MergeStep) -> (String, MergeStep) {
    (path.to_owned(), step)
}

#[test]
fn a_version_says_what_was_changed_and_leaves_the_rest_to_the_files() {
    let one = first();
    let two = one.with(
        edits(&[
            (RATES, Some("dearer")),
            (GUIDE, None),
            ("faq.md", Some("faq")),
            (WORDS, Some("words")),
        ]),
        note(),
    );
    assert_eq!((two.number, two.based_on), (2, Some(1)));
    assert_eq!(
        two.texts(),
        texts(&[(RATES, "dearer"), (WORDS, "words"), ("faq.md", "faq")])
    );
    assert_eq!(two.changes.len(), 3, "what is as before is no change");
    assert_eq!(two.differs_from(&one), ["faq.md", GUIDE, RATES]);
}

#[test]
fn an_edit_of_a_file_is_published_and_an_older_file_is_not() {
    let two = first().with(edits(&[(RATES, Some("dearer"))]), note());
    let seen = SeenTexts::default();
    let here = [(RATES, "rates"), (WORDS, "kinder"), (GUIDE, "guide")];
    assert_eq!(
        steps(&two, &here, &seen),
        [step(RATES, MergeStep::Keep), step(WORDS, MergeStep::Apply)]
    );
    let both = [(RATES, "cheaper"), (WORDS, "words"), (GUIDE, "guide")];
    assert_eq!(
        steps(&two, &both, &seen),
        [step(RATES, MergeStep::Conflict)]
    );
    let same = [(RATES, "dearer"), (WORDS, "words"), (GUIDE, "guide")];
    assert_eq!(
        steps(&two, &same, &seen),
        [step(RATES, MergeStep::FastForward)]
    );
}

#[test]
fn whoever_published_a_text_may_go_on_and_another_copy_of_the_folder_may_not() {
    let two = first().with(edits(&[(RATES, Some("dearer"))]), note());
    let mut seen = SeenTexts::default();
    seen.note(&two.base, &two.texts(), [&RATES.to_owned()]);
    let on = [(RATES, "dearest"), (WORDS, "words"), (GUIDE, "guide")];
    assert_eq!(steps(&two, &on, &seen), [step(RATES, MergeStep::Apply)]);
    let other = SeenTexts::default();
    assert_eq!(steps(&two, &on, &other), [step(RATES, MergeStep::Conflict)]);
    // Then somebody else was faster.
    let three = two.with(edits(&[(RATES, Some("free"))]), note());
    assert_eq!(
        steps(&three, &on, &seen),
        [step(RATES, MergeStep::Conflict)]
    );
    let kept = [(RATES, "dearer"), (WORDS, "words"), (GUIDE, "guide")];
    assert_eq!(steps(&three, &kept, &seen), [step(RATES, MergeStep::Keep)]);
}

#[test]
fn a_deployment_applies_keeps_and_goes_forward_or_stops_with_the_list() {
    let two = first().with(
        edits(&[(RATES, Some("dearer")), (WORDS, Some("kinder"))]),
        note(),
    );
    let seen = SeenTexts::default();
    let files = [(RATES, "dearer"), (WORDS, "words"), (GUIDE, "longer guide")];
    let three = deployed(Some(&two), &files, &seen).unwrap();
    assert_eq!(three.base, texts(&files));
    assert_eq!(three.changes, edits(&[(WORDS, Some("kinder"))]));
    assert_eq!(three.kind, VersionKind::Deployed);
    let both = [(RATES, "cheaper"), (WORDS, "other words"), (GUIDE, "guide")];
    assert_eq!(
        deployed(Some(&two), &both, &seen).unwrap_err(),
        [RATES, WORDS]
    );
}

#[test]
fn an_older_commit_is_deployed_again_and_what_was_published_stays() {
    let seen = SeenTexts::default();
    let newer = [(RATES, "rates"), (WORDS, "newer"), (GUIDE, "guide")];
    let two = deployed(Some(&first()), &newer, &seen).unwrap();
    let three = two.with(edits(&[(RATES, Some("dearer"))]), note());
    let back = deployed(Some(&three), &FILES, &seen).unwrap();
    let texts = texts(&[(RATES, "dearer"), (WORDS, "words"), (GUIDE, "guide")]);
    assert_eq!(back.texts(), texts);
}

#[test]
fn what_was_pulled_for_a_commit_and_taken_back_since_stays_back_when_it_is_deployed() {
    let two = first().with(edits(&[(RATES, Some("dearer"))]), note());
    let mut seen = SeenTexts::default();
    seen.note(&two.base, &two.texts(), [&RATES.to_owned()]);
    let three = two.take_back(&two, Some(&first()), note()).unwrap();
    let pulled = [(RATES, "dearer"), (WORDS, "words"), (GUIDE, "guide")];
    let four = deployed(Some(&three), &pulled, &seen).unwrap();
    assert_eq!(four.texts(), first().texts());
    // Over that deployment, what was seen before says nothing any more.
    seen.note(&four.base, &four.texts(), []);
    assert_eq!(seen, SeenTexts::default());
}

#[test]
fn taking_a_version_back_loses_nothing_that_came_later_elsewhere() {
    let one = first();
    let two = one.with(edits(&[(RATES, Some("dearer")), (GUIDE, None)]), note());
    let three = two.with(edits(&[(WORDS, Some("kinder"))]), note());
    let four = three.take_back(&two, Some(&one), note()).unwrap();
    assert_eq!(
        four.texts(),
        texts(&[(RATES, "rates"), (WORDS, "kinder"), (GUIDE, "guide")])
    );
    assert_eq!((four.number, four.based_on), (4, Some(3)));
    assert_eq!(four.kind, VersionKind::TookBack { version: 2 });
    let again = four.take_back(&two, Some(&one), note());
    assert_eq!(again.unwrap_err(), NotTakenBack::AlreadyGone);
    // Taking back the taking back is a version like others.
    let five = four.take_back(&four, Some(&three), note()).unwrap();
    assert_eq!(five.texts(), three.texts());
}

#[test]
fn a_text_that_was_changed_again_and_a_deployment_are_not_taken_back() {
    let one = first();
    let two = one.with(
        edits(&[(RATES, Some("dearer")), (WORDS, Some("kinder"))]),
        note(),
    );
    let three = two.with(edits(&[(RATES, Some("free"))]), note());
    let refused = three.take_back(&two, Some(&one), note()).unwrap_err();
    assert_eq!(refused, NotTakenBack::ChangedSince(vec![RATES.to_owned()]));
    let refused = three.take_back(&one, None, note()).unwrap_err();
    assert_eq!(refused, NotTakenBack::CameWithDeployment);
}

#[test]
fn an_overlay_says_its_texts_in_place_of_the_files_and_the_content_reads_them() {
    let sources = Content::embedded_sources();
    let seminar = sources.keys().find(|path| path.starts_with("seminars/"));
    let seminar = seminar.unwrap().clone();
    let rates = sources[RATES].replace("closure_from = \"12-29\"", "closure_from = \"12-28\"");
    assert_ne!(rates, sources[RATES]);
    let words = "[not read by functions]";
    let overlay = Overlay {
        version: 2,
        texts: BTreeMap::from([
            (RATES.to_owned(), Some(rates.clone())),
            (seminar.clone(), None),
            (GUIDE.to_owned(), Some(words.to_owned())),
        ]),
    };
    let over = overlay.over(sources.clone());
    assert_eq!(over[RATES], rates);
    assert!(!over.contains_key(&seminar) && !over.contains_key(GUIDE));
    assert_eq!(over.len(), sources.len() - 1);
    let content = Content::parse(&over).unwrap();
    let said = |content: &Content| format!("{:?}", content.programme);
    assert_ne!(said(&content), said(&Content::embedded()));
    assert_eq!(
        content.seminars.len(),
        Content::embedded().seminars.len() - 1
    );
    assert_eq!(Overlay::default().over(sources.clone()), sources);
}

#[test]
fn only_texts_below_the_content_can_be_published() {
    for path in [RATES, GUIDE, "seminars/2027-05-12-hajimete/index.md"] {
        assert!(is_text(path), "{path}");
    }
    for path in [
        SEEN_FILE,
        "photo.jpg",
        "../site/config.toml",
        "/etc/a.toml",
        "a//b.md",
        ".hidden/a.md",
        "a\\b.md",
        "a\n.md",
        "c:/a.md",
        "md",
    ] {
        assert!(!is_text(path), "{path}");
    }
    let known = tree(&Sources::from([(RATES.to_owned(), "rates".to_owned())]));
    assert_eq!(known, texts(&[(RATES, "rates")]));
    assert!(TextHash::parse("ABC").is_none() && TextHash::parse(&"g".repeat(64)).is_none());
}

#[test]
fn a_version_is_read_as_it_was_written() {
    let two = first().with(edits(&[(RATES, None), (WORDS, Some("kinder"))]), note());
    let back = two.take_back(&two, Some(&first()), note()).unwrap();
    for version in [first(), two, back] {
        let json = serde_json::to_string(&version).unwrap();
        assert_eq!(
            serde_json::from_str::<PublishedVersion>(&json).unwrap(),
            version
        );
    }
    assert!(serde_json::from_str::<TextHash>("\"../../a\"").is_err());
}

/// One of three texts, or none.
fn any_tree() -> impl Strategy<Value = TextTree> {
    let text = prop_oneof![
        Just(None),
        Just(Some("a")),
        Just(Some("b")),
        Just(Some("c"))
    ];
    proptest::collection::vec(text, 3).prop_map(|found| {
        let paths = [RATES, WORDS, GUIDE].into_iter().zip(found);
        let known: Vec<_> = paths
            .filter_map(|(path, text)| Some((path, text?)))
            .collect();
        texts(&known)
    })
}

proptest! {
    #[test]
    fn no_side_loses_what_only_it_changed(base in any_tree(), live in any_tree(), incoming in any_tree()) {
        let found = compare(&base, &live, &incoming);
        for path in [RATES, WORDS, GUIDE] {
            let (before, now, new) = (base.get(path), live.get(path), incoming.get(path));
            let step = found.iter().find(|it| it.path == path).map(|it| it.step);
            let expected = match (now == before, new == before) {
                (true, true) => None,
                (true, false) => Some(MergeStep::Apply),
                (false, true) => Some(MergeStep::Keep),
                (false, false) if now == new => Some(MergeStep::FastForward),
                (false, false) => Some(MergeStep::Conflict),
            };
            prop_assert_eq!(step, expected);
        }
    }
}

#[test]
fn a_towns_texts_lie_over_the_compiled_ones_and_a_versions_over_both() {
    let shared = Content::embedded_sources();
    let mut own = shared.clone();
    let settings = &shared["programme.toml"];
    own.insert(
        "programme.toml".to_owned(),
        settings.replace("見本町", "北山町"),
    );
    own.insert(
        "guides/why.md".to_owned(),
        "no source of functions".to_owned(),
    );
    own.retain(|path, _| !path.starts_with("seminars/"));
    let town = TownTexts::between(&shared, &own);
    assert!(town.texts()["programme.toml"].is_some());
    assert!(
        !town.texts().contains_key("guides/why.md")
            && !town.texts().contains_key("inventory/tasks.toml")
    );
    let content = Overlay::default().content(&town).unwrap();
    assert_eq!(content.programme.operator.town, "北山町");
    assert_eq!(content.seminars, []);
    let said = settings.replace("見本町", "南山町");
    let overlay = Overlay {
        version: 3,
        texts: BTreeMap::from([("programme.toml".to_owned(), Some(said.clone()))]),
    };
    let content = overlay.content(&town).unwrap();
    assert_eq!(
        (content.version, content.programme.operator.town.as_str()),
        (3, "南山町")
    );
    assert_eq!(content.seminars, []);
    assert_eq!(overlay.over_town(&town)["programme.toml"], Some(said));
}
