//! Small made-up sites with a town over them.

use super::*;

fn write(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

/// The software's site, a town's folder, and where both are put together.
fn folders() -> (TempDir, PathBuf, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let [root, town, to] = ["site", "town", "all"].map(|name| folder.path().join(name));
    write(
        &root,
        &[
            (
                "config.toml",
                "title = 'きりだし'\n[extra]\ntown = '見本町'\n",
            ),
            ("data/programme.toml", "rates = 1"),
            (
                "static/search/words.json",
                r#"{"readings": {"町": "まち"}}"#,
            ),
            ("content/faq.md", "shared"),
            ("content/how.md", "shared"),
            ("content/.published", "of the software's folder"),
            ("content/seminars/_index.md", "list"),
            ("content/seminars/types/first.md", "kind"),
            ("content/seminars/2027-01-20-mihon.md", "sample"),
        ],
    );
    let link = root.join("content/programme.toml");
    std::os::unix::fs::symlink("../data/programme.toml", link).unwrap();
    write(
        &town,
        &[
            ("content/programme.toml", "rates = 2"),
            ("content/faq.md", "the town's"),
            ("content/how.md", ""),
            ("content/own.md", "own"),
            ("content/map.jpg", "picture"),
            ("site/config.toml", "[extra]\ntown = '北町'\n"),
            (
                "site/static/search/words.json",
                r#"{"readings": {"北": "きた"}}"#,
            ),
            ("site/data/other.json", "{}"),
            ("README.md", "notes"),
        ],
    );
    (folder, root, town, to)
}

fn said(file: &Path) -> Option<String> {
    fs::read_to_string(file).ok()
}

#[test]
fn what_a_town_has_takes_the_place_of_the_same_and_the_rest_is_shared() {
    let (_folder, root, town, to) = folders();
    lay_over(&root, &town, &to).unwrap();
    for (path, wanted) in [
        ("content/faq.md", Some("the town's")),
        ("content/how.md", None),
        ("content/own.md", Some("own")),
        ("content/map.jpg", Some("picture")),
        ("content/programme.toml", Some("rates = 2")),
        ("data/programme.toml", Some("rates = 2")),
        ("data/other.json", Some("{}")),
        ("content/.published", None),
        ("content/seminars/2027-01-20-mihon.md", Some("sample")),
        ("README.md", None),
    ] {
        assert_eq!(said(&to.join(path)).as_deref(), wanted, "{path}");
    }
    let config: toml::Table = toml::from_str(&said(&to.join("config.toml")).unwrap()).unwrap();
    assert_eq!(config["title"].as_str(), Some("きりだし"));
    assert_eq!(config["extra"]["town"].as_str(), Some("北町"));
    let words = said(&to.join("static/search/words.json")).unwrap();
    assert!(words.contains("まち") && words.contains("きた"), "{words}");
}

#[test]
fn a_town_with_seminars_of_its_own_has_no_samples_beside_them() {
    let (_folder, root, town, to) = folders();
    lay_over(&root, &town, &to).unwrap();
    write(&town, &[("content/seminars/2027-05-12-own.md", "own")]);
    lay_over(&root, &town, &to).unwrap();
    let texts = texts::read(&to).unwrap();
    let seminars: Vec<_> = texts
        .keys()
        .filter(|it| it.starts_with("seminars/"))
        .collect();
    let wanted = [
        "seminars/2027-05-12-own.md",
        "seminars/_index.md",
        "seminars/types/first.md",
    ];
    assert_eq!(seminars, wanted);
}

#[test]
fn what_comes_from_elsewhere_is_written_into_the_towns_folder_alone() {
    let (_folder, root, town, to) = folders();
    let own = OwnFolder::new(&root, Some(&town));
    own.write_text("guides/price.md", Some("published"))
        .unwrap();
    own.write_text("faq.md", None).unwrap();
    own.write_text("own.md", None).unwrap();
    lay_over(&root, &town, &to).unwrap();
    assert_eq!(
        said(&to.join("content/guides/price.md")).as_deref(),
        Some("published")
    );
    assert_eq!(said(&town.join("content/faq.md")).as_deref(), Some(""));
    assert!(!to.join("content/faq.md").exists() && !town.join("content/own.md").exists());
    assert_eq!(
        said(&root.join("content/faq.md")).as_deref(),
        Some("shared")
    );
    assert!(!root.join("content/guides").exists());
}

#[test]
fn what_is_no_town_or_no_part_of_a_site_is_told() {
    let (_folder, root, town, to) = folders();
    write(&town, &[("site/styles/own.css", "")]);
    let told = format!("{:#}", lay_over(&root, &town, &to).unwrap_err());
    assert!(told.contains("site/styles/own.css"), "{told}");
    let told = format!(
        "{:#}",
        lay_over(&root, &root.join("none"), &to).unwrap_err()
    );
    assert!(told.contains("kiridashi new"), "{told}");
}
