//! Holds the generator to Zola 0.23: the same bytes for 85 sites, the same file, line and cause for broken ones.
//!
//! `tests/zola/<case>/expected` is what Zola wrote for `site`; `ours` holds the files that are other here, and
//! [`DIFFERENT`] says why; `UPDATE=1` writes them anew. In `tests/zola/errors/<case>`, `expected.txt` is what Zola
//! says of the broken `site`, `ours.txt` what we say; `UPDATE=1 cargo test -p generator --test zola` writes `ours.txt` anew.
//! With `ZOLA=/path/to/zola` the project's own site is built by both, and compared too. Its gallery shows every component.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::{BuildOptions, build};
use libtest_mimic::{Arguments, Failed, Trial};

/// Cases in which some files are not held to Zola's bytes, with the reason.
const DIFFERENT: [(&str, &str); 7] = [
    (
        "components-in-templates",
        "since Tera 2.4 a filter such as `upper` keeps a safe text safe; 2.0 escapes it",
    ),
    (
        "content-functions-available",
        "Tera 2.4 escapes in an included text file what 2.0 leaves as it is",
    ),
    (
        "filters-strings",
        "since Tera 2.4 a filter such as `upper` keeps a safe text safe; 2.0 escapes it",
    ),
    (
        "multilingual-feeds-and-sitemap",
        "Zola gives the feed of a second language the id and address of the first one's, so that readers take both for one",
    ),
    (
        "tera-autoescape-by-extension",
        "Tera 2.4 escapes in an included text file what 2.0 leaves as it is",
    ),
    (
        "tera-expressions",
        "since Tera 2.4 a filter such as `upper` keeps a safe text safe; 2.0 escapes it",
    ),
    (
        "tera-inheritance-and-include",
        "Tera 2.4 refuses words outside blocks in a child template; 2.0 drops them",
    ),
];

/// The case that Tera 2.4 refuses to build.
const REFUSED: &str = "tera-inheritance-and-include";

fn main() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zola");
    let mut trials = Vec::new();
    for case in folders(&cases)
        .into_iter()
        .filter(|case| !case.ends_with("errors"))
    {
        let name = name(&case);
        let is_different = DIFFERENT.iter().any(|(known, _)| *known == name);
        let is_refused = name == REFUSED;
        let trial = Trial::test(name, move || same_bytes(&case, is_different));
        trials.push(trial.with_ignored_flag(is_refused));
    }
    for case in folders(&cases.join("errors")) {
        trials.push(Trial::test(format!("errors/{}", name(&case)), move || {
            same_cause(&case)
        }));
    }
    trials.push(Trial::test("own-site/builds", || own_site(None)));
    trials.push(Trial::test(
        "own-site/gallery-shows-every-component",
        gallery,
    ));
    let zola = std::env::var_os("ZOLA").map(PathBuf::from);
    let is_missing = zola.is_none();
    trials.push(
        Trial::test("own-site/same-bytes-as-zola", move || {
            own_site(zola.as_deref())
        })
        .with_ignored_flag(is_missing),
    );
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn name(case: &Path) -> String {
    case.file_name().unwrap().to_string_lossy().into_owned()
}

fn built(case: &Path) -> (tempfile::TempDir, anyhow::Result<generator::BuildReport>) {
    let temporary = tempfile::tempdir().unwrap();
    let out = temporary.path().join("public");
    let report = build(&BuildOptions {
        root: case.join("site"),
        out,
        base_url: None,
        drafts: false,
    });
    (temporary, report)
}

/// Builds the project's own site, and compares it with what the given Zola makes of it, the search index apart.
fn own_site(zola: Option<&Path>) -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let temporary = tempfile::tempdir().unwrap();
    let (ours, theirs) = (
        temporary.path().join("ours"),
        temporary.path().join("theirs"),
    );
    let options = BuildOptions {
        root: root.clone(),
        out: ours.clone(),
        base_url: None,
        drafts: false,
    };
    build(&options).map_err(|error| error.to_string())?;
    let Some(zola) = zola else { return Ok(()) };
    let mut command = Command::new(zola);
    let output = command
        .arg("--root")
        .arg(&root)
        .arg("build")
        .arg("--output-dir")
        .arg(&theirs)
        .output()
        .unwrap();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    for folder in [&ours, &theirs] {
        fs::remove_file(folder.join("search_index.ja.json")).map_err(|error| error.to_string())?;
    }
    same_files(&ours, &theirs)
}

/// Builds the draft pages that show the components with sample data, and looks for components they leave out.
fn gallery() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let temporary = tempfile::tempdir().unwrap();
    let out = temporary.path().join("public");
    build(&BuildOptions {
        root: root.clone(),
        out: out.clone(),
        base_url: None,
        drafts: true,
    })
    .map_err(|error| error.to_string())?;
    for page in ["components", "components-home"] {
        if !out.join(page).join("index.html").exists() {
            return Err(format!("the gallery's page {page} is not there").into());
        }
    }
    let templates = root.join("templates");
    let read = |path: &str| fs::read_to_string(templates.join(path)).unwrap();
    let mut components: BTreeMap<String, String> = BTreeMap::new();
    for file in files(&templates.join("components")) {
        if file.ends_with(".html") {
            let text = read(&format!("components/{file}"));
            let code = text.split_once("-#}").map_or("", |(_, code)| code);
            let names = code.split("{% component ").skip(1);
            let names = names.map(|rest| rest.split('(').next().unwrap().to_owned());
            components.extend(names.map(|name| (name, code.to_owned())));
        }
    }
    let mut shown: Vec<String> = ["base.html", "gallery.html", "gallery-home.html"]
        .map(read)
        .to_vec();
    while let Some(text) = shown.pop() {
        let used: Vec<String> = components
            .keys()
            .filter(|name| {
                [" ", ">"]
                    .iter()
                    .any(|end| text.contains(&format!("<{name}{end}")))
            })
            .cloned()
            .collect();
        shown.extend(used.iter().filter_map(|name| components.remove(name)));
    }
    if components.is_empty() {
        return Ok(());
    }
    let missing: Vec<&String> = components.keys().collect();
    Err(format!("templates/gallery.html does not show {missing:?}").into())
}

fn same_bytes(case: &Path, is_different: bool) -> Result<(), Failed> {
    let (temporary, report) = built(case);
    report.map_err(|error| error.to_string())?;
    let (public, zola, known) = (
        temporary.path().join("public"),
        case.join("expected"),
        case.join("ours"),
    );
    if is_different && std::env::var_os("UPDATE").is_some() {
        for path in files(&public) {
            let ours = fs::read(public.join(&path)).unwrap();
            if fs::read(zola.join(&path)).ok().as_ref() != Some(&ours) {
                let target = known.join(&path);
                fs::create_dir_all(target.parent().unwrap()).unwrap();
                fs::write(target, ours).unwrap();
            }
        }
    }
    if is_different != known.is_dir() {
        return Err("a case has `ours` exactly if DIFFERENT says why".into());
    }
    for path in is_different.then(|| files(&known)).into_iter().flatten() {
        let read = |folder: &Path| fs::read(folder.join(&path)).ok();
        if read(&public) != read(&known) {
            return Err(format!("{path} is not as in `ours`").into());
        }
        if read(&known) == read(&zola) {
            return Err(format!("{path} is as Zola writes it; take it out of `ours`").into());
        }
        fs::copy(zola.join(&path), public.join(&path)).unwrap();
    }
    same_files(&public, &zola)
}

fn same_files(ours: &Path, theirs: &Path) -> Result<(), Failed> {
    let paths: BTreeSet<String> = files(ours).into_iter().chain(files(theirs)).collect();
    for path in paths {
        let read = |folder: &Path| {
            fs::read(folder.join(&path))
                .ok()
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        match (read(ours), read(theirs)) {
            (Some(ours), Some(theirs)) if ours == theirs => {}
            (Some(ours), Some(theirs)) => {
                let line = ours
                    .lines()
                    .zip(theirs.lines())
                    .position(|(a, b)| a != b)
                    .unwrap_or(0);
                let at = |text: &str| {
                    text.lines()
                        .skip(line)
                        .take(3)
                        .collect::<Vec<_>>()
                        .join("\n")
                };
                return Err(format!(
                    "{path}:{}\n ours: {}\n zola: {}",
                    line + 1,
                    at(&ours),
                    at(&theirs)
                )
                .into());
            }
            (Some(_), None) => return Err(format!("{path} is not in Zola's build").into()),
            (None, _) => return Err(format!("{path} is missing").into()),
        }
    }
    Ok(())
}

fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(current) = waiting.pop() {
        for entry in fs::read_dir(current).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(
                    path.strip_prefix(folder)
                        .unwrap()
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
    }
    found
}

fn same_cause(case: &Path) -> Result<(), Failed> {
    let (temporary, report) = built(case);
    let error = match report {
        Ok(_) => return Err("the site was built".into()),
        Err(error) => format!("{error}\n"),
    };
    if temporary.path().read_dir().unwrap().next().is_some() {
        return Err("a broken site left files behind".into());
    }
    let ours = case.join("ours.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&ours, &error).unwrap();
    }
    let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
    for place in expected.lines().skip(1).filter_map(place) {
        if !error.contains(place) {
            return Err(format!("Zola names {place}, we say:\n{error}").into());
        }
    }
    match fs::read_to_string(&ours) {
        Ok(known) if known == error => Ok(()),
        _ => Err(format!("we say something new:\n{error}").into()),
    }
}

/// The file, and line and column if there are some, in a line of what Zola says. Zola counts lines in Markdown from
/// after the front matter and names no file; we name the file's own line.
fn place(line: &str) -> Option<&str> {
    let word = line
        .trim_start_matches("note: first defined here ")
        .trim_start_matches("note: called from ");
    let is_path =
        |word: &str| word.contains(".md") || word.contains(".html:") || word.contains(".scss:");
    (is_path(word) && !word.contains(' ') && !word.contains("__tera_one_off")).then_some(word)
}
