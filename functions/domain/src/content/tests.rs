use super::*;

fn sources() -> Sources {
    EMBEDDED
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .into()
}

#[test]
fn embedded_content_is_sound() {
    assert_eq!(Content::parse(&sources()).map(|_| ()), Ok(()));
}

#[test]
fn mistake_is_reported_with_its_file_and_line() {
    let mut broken = sources();
    let text = broken["programme.toml"].replace("director-b@example.jp", "director-b");
    let line = text
        .lines()
        .position(|l| l.contains("\"director-b\""))
        .unwrap()
        + 1;
    broken.insert("programme.toml".into(), text);
    let errors = Content::parse(&broken).unwrap_err();
    assert_eq!((errors.len(), errors[0].line), (1, line));
    assert!(
        errors[0]
            .to_string()
            .starts_with(&format!("content/programme.toml:{line}: "))
    );
}

#[test]
fn every_broken_file_is_reported_at_once() {
    let mut broken = sources();
    broken.insert("programme.toml".into(), "[operator]\nname = 1\n".into());
    broken.remove("inventory/questions.toml");
    let errors = Content::parse(&broken).unwrap_err();
    let paths: Vec<_> = errors.iter().map(|e| (e.path.as_str(), e.line)).collect();
    assert_eq!(
        paths,
        [("programme.toml", 2), ("inventory/questions.toml", 1)]
    );
}

#[test]
fn every_skill_tag_belongs_to_exactly_one_director() {
    let content = Content::embedded();
    assert_eq!(content.tags.len(), 17);
    for tag in &content.tags {
        let owners = content
            .programme
            .directors
            .iter()
            .filter(|d| d.tags.contains(&tag.id));
        assert_eq!(owners.count(), 1, "{}", tag.id);
    }
}
