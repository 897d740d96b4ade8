use text_checks::TextContext;

use super::*;

const DIRECTIVES: &str = include_str!("../../../../../content/wording/directives.toml");
const LICENCES: &str = include_str!("../../../../../content/wording/licences.toml");

/// The content with this file said differently.
fn with(path: &str, text: String) -> Result<Content, Vec<ContentError>> {
    let mut sources = Content::embedded_sources();
    sources.insert(path.to_owned(), text);
    Content::parse(&sources)
}

#[test]
fn what_the_town_looks_for_replaces_what_is_compiled_in() {
    let text = "9時から17時までまかなうこと";
    let file = DIRECTIVES.replacen("labour = [", "labour = [\n  \"まかなう\",", 1);
    let town = with(Checks::DIRECTIVES, file).unwrap();
    let finds = |content: &Content| content.checks.has_directive(text, TextContext::Company);
    assert!(finds(&town) && !finds(&Content::embedded()));

    let file = LICENCES.replacen("\"年末調整\"", "\"年末の調整\"", 1);
    let town = with(Checks::LICENCES, file).unwrap();
    assert_eq!(town.checks.licences("年末の調整")[0].law, "税理士法");
    assert!(town.checks.licences("年末調整の書類").is_empty());
}

#[test]
fn mistakes_in_patterns_are_told_with_file_and_line() {
    for (path, file, from, to) in [
        (Checks::DIRECTIVES, DIRECTIVES, "\n[masks]\n", "\n[maks]\n"),
        (
            Checks::DIRECTIVES,
            DIRECTIVES,
            "without = [\"security\"]",
            "without = [\"secure\"]",
        ),
        (
            Checks::LICENCES,
            LICENCES,
            "\nreserved = true",
            "\nresreved = true",
        ),
        (Checks::LICENCES, LICENCES, "\"確定申告\"", "\"\""),
    ] {
        let told = with(path, file.replacen(from, to, 1)).err().unwrap();
        let start = format!("content/{path}:");
        let told = told.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert!(
            told.iter().any(|line| line.starts_with(&start)),
            "{to}: {told:?}"
        );
    }
}

#[test]
fn patterns_are_among_what_is_read_from_the_towns_folder() {
    for path in [Checks::DIRECTIVES, Checks::LICENCES, "wording/letters.toml"] {
        assert!(Content::is_source(path), "{path}");
    }
}
